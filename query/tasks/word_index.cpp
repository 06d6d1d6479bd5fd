#include "query/tasks/word_index.h"

#include <algorithm>
#include <unordered_set>

#include "query/tasks/name_words.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kFewestForSlips = 4;  // code points of a word that may hold a slip
constexpr std::size_t kMostForSlips = 60;
constexpr std::size_t kMostWordsForSlips = 40;  // in a search
constexpr std::size_t kMostSimilar = 20;        // words taken for one that was typed

// Three code points at a time, of the word between blanks.
std::vector<std::string> trigrams(std::string_view word) {
    const std::string padded = " " + std::string(word) + " ";
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < padded.size(); i = next_code_point(padded, i)) at.push_back(i);
    at.push_back(padded.size());
    std::vector<std::string> out;
    for (std::size_t i = 0; i + 3 < at.size(); ++i) out.push_back(padded.substr(at[i], at[i + 3] - at[i]));
    return out;
}

std::size_t allowed_slips(std::size_t code_points) { return code_points < 8 ? 1 : 2; }

}  // namespace

std::string join_words(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

void WordIndex::add(std::string_view text, NodeId node, std::uint32_t weight) {
    std::string words = join_words(split_words(text));
    if (!words.empty()) names_.push_back({std::string(text), std::move(words), node, weight});
}

void WordIndex::finish() {
    std::unordered_set<std::string_view> words;
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
        const std::string_view text = names_[i].words;
        for (std::size_t begin = 0; begin < text.size();) {
            starts_.push_back({i, static_cast<std::uint32_t>(begin)});
            const std::size_t end = std::min(text.find(' ', begin), text.size());
            const std::string_view word = text.substr(begin, end - begin);
            if (count_code_points(word) >= kFewestForSlips) words.insert(word);
            begin = end + 1;
        }
    }
    sort_starts();
    vocabulary_.assign(words.begin(), words.end());
    std::sort(vocabulary_.begin(), vocabulary_.end());
    for (std::uint32_t i = 0; i < vocabulary_.size(); ++i) {
        for (std::string& trigram : trigrams(vocabulary_[i])) by_trigram_[std::move(trigram)].push_back(i);
    }
}

// By suffix. The first eight bytes of each, as one number, decide most comparisons without a look at the names.
void WordIndex::sort_starts() {
    struct Keyed {
        std::uint64_t key;
        WordStart start;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(starts_.size());
    for (const WordStart start : starts_) {
        const std::string_view text = suffix(start);
        std::uint64_t key = 0;
        for (std::size_t i = 0; i < 8; ++i)
            key = key << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
        keyed.push_back({key, start});
    }
    std::sort(keyed.begin(), keyed.end(), [this](const Keyed& a, const Keyed& b) {
        if (a.key != b.key) return a.key < b.key;
        const int order = suffix(a.start).compare(suffix(b.start));
        return order != 0 ? order < 0 : a.start.name < b.start.name;
    });
    std::transform(keyed.begin(), keyed.end(), starts_.begin(), [](const Keyed& one) { return one.start; });
}

std::string_view WordIndex::suffix(WordStart start) const {
    return std::string_view(names_[start.name].words).substr(start.offset);
}

std::pair<std::size_t, std::size_t> WordIndex::range_of(std::string_view prefix) const {
    const auto begin =
        std::lower_bound(starts_.begin(), starts_.end(), prefix,
                         [this](WordStart a, std::string_view b) { return suffix(a).substr(0, b.size()) < b; });
    const auto end = std::upper_bound(begin, starts_.end(), prefix, [this](std::string_view a, WordStart b) {
        return a < suffix(b).substr(0, a.size());
    });
    return {static_cast<std::size_t>(begin - starts_.begin()), static_cast<std::size_t>(end - starts_.begin())};
}

bool WordIndex::has_word_beginning(const Name& name, std::string_view prefix) const {
    const std::string_view words = name.words;
    for (std::size_t at = words.find(prefix); at != std::string_view::npos; at = words.find(prefix, at + 1)) {
        if (at == 0 || words[at - 1] == ' ') return true;
    }
    return false;
}

void WordIndex::find_beginnings(std::string_view words, const Visit& visit) const {
    const auto [begin, end] = range_of(words);
    for (std::size_t i = begin; i < end; ++i) {
        if (!visit(names_[starts_[i].name], starts_[i].offset == 0)) return;
    }
}

void WordIndex::find_words(const std::vector<std::string>& words, const Visit& visit) const {
    std::pair<std::size_t, std::size_t> rarest{0, starts_.size()};
    for (const std::string& word : words) {
        const auto range = range_of(word);
        if (range.second - range.first < rarest.second - rarest.first) rarest = range;
    }
    for (std::size_t i = rarest.first; i < rarest.second; ++i) {
        const Name& name = names_[starts_[i].name];
        const bool has_all = std::all_of(words.begin(), words.end(),
                                         [&](const std::string& word) { return has_word_beginning(name, word); });
        if (has_all && !visit(name, false)) return;
    }
}

void WordIndex::find_similar(const std::vector<std::string>& words, const Visit& visit) const {
    if (words.size() > kMostWordsForSlips) return;
    // One word at a time is replaced; several wrong words are no slip.
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::vector<std::string> changed = words;
        for (const std::string& word : similar_words(words[i])) {
            changed[i] = word;
            find_words(changed, visit);
        }
    }
}

std::vector<std::string> WordIndex::similar_words(std::string_view word) const {
    const std::size_t length = count_code_points(word);
    std::vector<std::string> out;
    if (length < kFewestForSlips || length > kMostForSlips) return out;
    const std::size_t slips = allowed_slips(length);
    std::unordered_map<std::uint32_t, std::size_t> shared;
    const std::vector<std::string> own = trigrams(word);
    for (const std::string& trigram : own) {
        const auto found = by_trigram_.find(trigram);
        if (found == by_trigram_.end()) continue;
        for (const std::uint32_t other : found->second) ++shared[other];
    }
    // A slip spoils at most four trigrams (a swap of neighbours).
    const std::size_t needed = own.size() > 4 * slips ? own.size() - 4 * slips : 1;
    std::vector<std::pair<std::size_t, std::uint32_t>> nearest;
    for (const auto& [other, count] : shared) {
        if (count < needed || !may_be_near(length, count_code_points(vocabulary_[other]), slips)) continue;
        const std::size_t distance = edit_distance(word, vocabulary_[other]);
        if (distance > 0 && distance <= slips) nearest.emplace_back(distance, other);
    }
    std::sort(nearest.begin(), nearest.end());
    if (nearest.size() > kMostSimilar) nearest.resize(kMostSimilar);
    for (const auto& [distance, other] : nearest) out.push_back(vocabulary_[other]);
    return out;
}

}  // namespace mirrorgraph::query
