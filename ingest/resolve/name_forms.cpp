#include "ingest/resolve/name_forms.h"

#include <vector>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += word + ' ';
    return text;
}

std::string slot_of_policy(std::string_view name) {
    const NameWords words = words_of_policy(name);
    if (words.specific.size() >= 2 && !words.head.empty())
        return words.years + '|' + words.head + ' ' + joined(words.specific);
    if (words.specific.empty() || words.all.size() < 3) return {};
    return words.years + '|' + joined(words.all);
}

// "Technical Committee on Hydrogen Energy" and "National Hydrogen Energy Technical Committee" are one committee.
std::string slot_of_group(std::string_view name, const NameWords& words) {
    if (words.specific.size() < 2) return {};
    const std::string folded = fold_case(name);
    const auto says = [&](std::string_view word) { return folded.find(word) != std::string::npos; };
    const bool sub = says("subcommittee") || says("sub-committee");
    const bool committee = says("committee");
    if (!committee && !says("group") && !says("wg")) return {};
    std::string key = sub ? "~subcommittee" : committee ? "~committee" : "~group";
    for (const std::string& word : words.specific) key += ' ' + word;
    return key;
}

}  // namespace

NameForms::Forms::Forms(std::string_view name)
    : name_(name), key_(name_key(name)), is_short_(count_code_points(key_) < 2) {}

const NameWords& NameForms::Forms::group_words() const {
    if (!group_words_) group_words_ = words_of_group(name_);
    return *group_words_;
}

const std::string& NameForms::Forms::policy_slot() const {
    if (!policy_slot_) policy_slot_ = slot_of_policy(name_);
    return *policy_slot_;
}

const std::string& NameForms::Forms::group_slot() const {
    if (!group_slot_) group_slot_ = slot_of_group(name_, group_words());
    return *group_slot_;
}

}  // namespace mirrorgraph::ingest
