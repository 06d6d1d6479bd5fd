#include "ingest/recognise/lexicon/chinese_words.h"

#include <algorithm>

#include "ingest/recognise/lexicon/data_table.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kCharacter = 3;  // bytes of a Han character

constexpr std::array<std::string_view, kChineseClasses> kNames = {
    "agency", "organization", "committee", "policy", "notice", "between", "list",  "generic",
    "verb",   "before",       "unnamed",   "vague",  "bare",   "place",   "person"};

std::string_view last_character(std::string_view text) {
    return text.substr(text.size() < kCharacter ? 0 : text.size() - kCharacter);
}

}  // namespace

ChineseWords ChineseWords::load(const std::string& path) {
    const DataTable table = DataTable::load(path);
    ChineseWords words;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const std::string& name = table.at(row, "class");
        const auto* const at = std::find(kNames.begin(), kNames.end(), name);
        if (at == kNames.end())
            throw Error(ErrorCode::kInvalidData,
                        table.path() + " row " + std::to_string(row + 1) + ": unknown class '" + name + "'" +
                            did_you_mean(name, std::vector<std::string>(kNames.begin(), kNames.end())));
        auto& known = words.words_[static_cast<std::size_t>(at - kNames.begin())];
        for (std::string& word : split_list(table.at(row, "words"), ' ')) known.push_back(std::move(word));
    }
    const auto add = [&](ChineseClass c, std::string_view label) {
        for (const std::string& word : words.of(c)) words.endings_.push_back({word, label});
    };
    add(ChineseClass::kAgency, "Agency");
    add(ChineseClass::kOrganization, "Organization");
    add(ChineseClass::kCommittee, "Committee");
    std::stable_sort(words.endings_.begin(), words.endings_.end(), [](const Ending& a, const Ending& b) {
        const std::string_view x = last_character(a.text), y = last_character(b.text);
        return x != y ? x < y : a.text.size() > b.text.size();
    });
    return words;
}

std::string_view ChineseWords::at_begin(ChineseClass c, std::string_view text) const {
    for (const std::string& word : of(c)) {
        if (text.starts_with(word)) return word;
    }
    return {};
}

bool ChineseWords::is_any(ChineseClass c, std::string_view name) const {
    return std::find(of(c).begin(), of(c).end(), name) != of(c).end();
}

bool ChineseWords::ends_any(ChineseClass c, std::string_view text) const {
    return std::any_of(of(c).begin(), of(c).end(), [&](const std::string& word) { return text.ends_with(word); });
}

std::string_view ChineseWords::label_of(std::string_view text) const {
    const std::string_view last = last_character(text);
    auto at = std::partition_point(endings_.begin(), endings_.end(),
                                   [&](const Ending& e) { return last_character(e.text) < last; });
    for (; at != endings_.end() && last_character(at->text) == last; ++at) {
        if (text.ends_with(at->text)) return at->label;
    }
    return {};
}

}  // namespace mirrorgraph::ingest
