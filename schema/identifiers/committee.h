// Identifiers of committees: `ISO/IEC JTC1/SC42`, `JTC 1/SC 42` and `ISO/IEC JTC 1/SC 42` are one.
//
// A committee's code is the path of bodies that leads to it: ISO/IEC, JTC 1, SC 42, WG 2. parent() goes one
// step up it.
//
// Units:   offsets are bytes of UTF-8, 0-based
// Errors:  parse_committee throws Error kInvalidData with the place where reading stopped; matching never
// throws Owns:    all its strings Threads: values; functions may run at once
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph {

class CommitteeIdentifier {
  public:
    struct Step {
        std::string kind;  // "TC", "PC", "JTC", "SC", "WG", "SyC" ...
        std::string name;  // "333", "SM"; empty where the kind is a name: "TMB"
        friend bool operator==(const Step&, const Step&) = default;
    };

    std::string body;         // "ISO", "ISO/IEC", "SAC", "CCSA", "ITU-T", "CEN"
    std::vector<Step> steps;  // never empty
    double confidence = 1.0;  // below 1 where a slip was repaired or the body was left out
    std::vector<std::string> repairs;

    // "ISO/IEC JTC 1/SC 42/WG 2", "SAC/TC28/SC42" (printed closed up in China), "ITU-T SG13".
    std::string normalized() const;
    // One for all spellings, and for a project committee cited as a technical one: ISO/PC 329 gives "ISO/TC
    // 329".
    std::string key() const;
    // nullopt where the parent is the body itself.
    std::optional<CommitteeIdentifier> parent() const;
};

// The whole text is one committee.
CommitteeIdentifier parse_committee(std::string_view text);
// nullopt instead of an error; `stopped`, if given, is then the byte where reading could not go on.
std::optional<CommitteeIdentifier> try_parse_committee(std::string_view text, std::size_t* stopped = nullptr);

struct CommitteeMatch {
    Span span;  // in the text given
    CommitteeIdentifier identifier;
};

// The longest committee code that begins at `offset` of running text. A code without its body ("TC260", "TC
// 28/SC 42") is read as China's and says so in `repairs`, with confidence below 1: the text around it may
// know better.
std::optional<CommitteeMatch> match_committee(std::string_view text, std::size_t offset);

// All committee codes in the text, in order, not overlapping.
void find_committees(std::string_view text, const std::function<void(CommitteeMatch)>& visit);
std::vector<CommitteeMatch> find_committees(std::string_view text);

// The same for text whose words are known. `starts`: where words begin, in order, but for those that may_begin_committee()
// says no of; other places do no harm.
void find_committees(std::string_view text, const std::vector<std::size_t>& starts,
                     const std::function<void(CommitteeMatch)>& visit);
// Of a word: false for nearly all words of prose.
bool may_begin_committee(std::string_view text, std::size_t begin);

}  // namespace mirrorgraph
