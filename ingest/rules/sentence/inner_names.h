// Names of bodies inside the names of others: "MIIT" in "MIIT Radio Administration Bureau"; and those of policies inside
// titles: the Outline in "Action Plan for Implementing the Outline".
//
// Units:   mentions are positions in the document's mentions
// Errors:  none
// Owns:    its table of names; the mentions must outlive it
// Threads: const methods may run at once
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ingest/mention.h"
#include "schema/text/text_hash.h"

namespace mirrorgraph::ingest {

class InnerNames {
  public:
    explicit InnerNames(const std::vector<Mention>& mentions);

    struct Inner {
        Span span;            // in Mention::surface of the outer one
        std::size_t mention;  // the first that bears the name
    };
    // The bodies that the document names elsewhere and that mention `outer` names too, the longest at each place.
    std::vector<Inner> within(std::size_t outer) const;

  private:
    void add_references(std::size_t outer, std::vector<Inner>& found) const;
    const std::vector<Mention>& mentions_;
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> bodies_;  // folded name -> mention
    std::unordered_set<std::string, TextHash, std::equal_to<>> first_words_;          // of them
    std::vector<std::size_t> references_;  // policies that are only referred to, by place
};

}  // namespace mirrorgraph::ingest
