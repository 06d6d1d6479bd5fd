// What references are made of: what they call a thing, how many, what stands as an object, the mention that one makes.
//
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "ingest/mention.h"

namespace mirrorgraph::ingest {

// "standards" is "standard".
std::string singular(std::string word);

// What a Chinese reference calls the thing: 该标准, 上述办法.
struct ReferenceKind {
    std::string_view word;
    std::string_view label;
    std::string_view head;  // that its name must have; empty for any
};
// A head: what only the document itself is called so, 本模型.
inline constexpr std::string_view kOwnOnly = "own";
// The first kind that the text begins with; nullptr for none.
const ReferenceKind* find_reference_kind(std::string_view text);

// What it is called after stands as the object of something else: "... replaces GB/T 1-2010. This standard ...".
bool is_object_word(std::string_view lower);
bool is_object_mark(std::string_view before);

// "Measures", "Key Points of Work in 2025": such a title takes "they".
bool is_plural(std::string_view title);

// "four", 四, "4"; 0 for what is no number.
int spelled_number(std::string_view word);

// The words that titles of policies are built on, each found out once.
class PolicyHeads {
  public:
    const std::string& of(const std::string& title);

  private:
    std::unordered_map<std::string, std::string> known_;
};

// "Action Plan for Implementing the Outline" is called "the Plan", not "the Outline".
bool is_built_on(const std::string& name, const std::string& head, PolicyHeads& heads);

// Whether a name of it has the word that a reference calls it by; an empty word fits all.
bool is_called(const Mention& mention, const std::string& head, PolicyHeads& heads);

// Whether "the 2020 Specification", said with `said`, may be it: a standard of that year, a policy with the year in its name.
bool is_of_year(const Mention& mention, std::string_view year, const std::string& said, PolicyHeads& heads);

// Names what its antecedent names, less sure than that.
Mention reference_to(const Mention& antecedent);

}  // namespace mirrorgraph::ingest
