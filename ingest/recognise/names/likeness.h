// When do two names of policies or groups mean one thing? By their words, whatever their order.
//
// "National Outline for Standardization Development" and "Outline for the Development of National Standardisation" have
// the same words; a headline may say less or more of them than the text does.
//
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph::ingest {

struct NameWords {
    std::vector<std::string> all;       // stems of every word but articles and connectors, sorted
    std::vector<std::string> specific;  // without those that many names share
    std::string head;                   // stem of the word the name is built on; "" if none
    std::string years;                  // numbers of years, joined
};

// What a policy is known by: its words in their order, without the state of drafting or "China's".
std::string policy_key(std::string_view name);

// Words in their order, joined by hyphens: "china-bicycle-association".
std::string name_slug(std::string_view name);

NameWords words_of_policy(std::string_view name);
NameWords words_of_group(std::string_view name);

// What a group of that kind is known by: its specific words in any order, all of them where none is specific.
std::string group_key(const std::string& kind, std::string_view name);

// Same words in any order, years included.
bool same_words(const NameWords& a, const NameWords& b);

// Likely one thing where one of both stands in a headline.
bool alike(const NameWords& headline, const NameWords& name);

}  // namespace mirrorgraph::ingest
