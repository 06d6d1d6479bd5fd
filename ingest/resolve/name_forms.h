// What names come down to, each looked at once: documents say a few names thousands of times.
//
// Units:   none
// Owns:    the forms; the text of every name given must outlive it
// Cost:    one hash of the name where it was seen before
// Threads: one thread
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/recognise/names/likeness.h"

namespace mirrorgraph::ingest {

class NameForms {
  public:
    class Forms {
      public:
        explicit Forms(std::string_view name);
        const std::string& key() const { return key_; }  // name_key()
        bool is_short() const { return is_short_; }      // one character: it tells nothing apart
        // words_of_group(), made when first asked for.
        const NameWords& group_words() const;
        // The words of a policy in any order; "" for names too short to be told apart by them.
        const std::string& policy_slot() const;
        // The words of a committee or group in any order, with its kind; "" for names that are no such thing.
        const std::string& group_slot() const;

      private:
        std::string_view name_;
        std::string key_;
        bool is_short_;
        mutable std::optional<NameWords> group_words_;
        mutable std::optional<std::string> policy_slot_;
        mutable std::optional<std::string> group_slot_;
    };

    // Stays valid as long as the object.
    const Forms& of(std::string_view name) { return forms_.try_emplace(name, name).first->second; }
    const std::string& key(std::string_view name) { return of(name).key(); }

  private:
    std::unordered_map<std::string_view, Forms> forms_;
};

}  // namespace mirrorgraph::ingest
