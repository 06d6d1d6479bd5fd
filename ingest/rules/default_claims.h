// Claims that hold only where the document says nothing firmer: "the Measures of MIIT" names an issuer until a sentence
// says who issued them.
//
// Errors:  none
// Owns:    its claims
// Threads: one thread
#pragma once

#include <cstddef>
#include <vector>

#include "ingest/mention.h"

namespace mirrorgraph::ingest {

class DefaultClaims {
  public:
    // `asked`: the mention, an end of the claim, of which no other rule may claim this relationship.
    void add(Claim claim, std::size_t asked);

    // Those that hold beside the `firm` ones. Of several about one entity, those read in the first place that has any.
    std::vector<Claim> settle(const std::vector<Claim>& firm, const std::vector<Mention>& mentions) const;

  private:
    struct Entry {
        Claim claim;
        std::size_t asked;
    };
    std::vector<Entry> entries_;
};

}  // namespace mirrorgraph::ingest
