#include "ingest/recognise/names/likeness.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "schema/text/text.h"
#include "schema/text/text_set.h"

namespace mirrorgraph::ingest {

namespace {

const TextSet& connectors() {
    static const TextSet words = {"the", "a",  "an", "of",   "for",  "on",  "and",  "in",
                                  "to",  "at", "by", "with", "that", "its", "from", "as"};
    return words;
}

const TextSet& shared_words() {
    static const TextSet words = {"china",     "chines", "chinas",    "nation", "develop", "construct",
                                  "establish", "build",  "system",    "edit",   "version", "promot",
                                  "work",      "manag",  "administr", "peopl",  "people",  "republic"};
    return words;
}

const TextSet& heads() {
    static const TextSet words = {"law",     "regul",    "measur",   "provis",  "rule",     "plan",
                                  "outlin",  "strategi", "guidelin", "opinion", "notic",    "roadmap",
                                  "catalog", "point",    "method",   "code",    "circular", "announc"};
    return words;
}

// Word endings that translators put in or leave out. Far from a full stemmer: names are few and their words too.
// REQUIRES: `word` is not empty.
std::string stem(std::string word) {
    static constexpr std::array<std::string_view, 23> kEndings = {
        "izations", "ization", "izing", "ments", "ment", "ations", "ation", "ions", "ives", "ings", "ences", "ence",
        "ent",      "ing",     "ive",   "ion",   "ally", "al",     "ized",  "ize",  "ies",  "es",   "s"};
    for (std::string_view ending : kEndings) {
        if (ending.back() == word.back() && word.size() >= ending.size() + 4 && word.ends_with(ending)) {
            word.resize(word.size() - ending.size());
            if (ending == "ies") word += 'i';  // as "y" becomes
            break;
        }
    }
    if (word.size() > 4 && word.back() == 'e') word.pop_back();
    if (word.size() > 4 && word.back() == 'y') word.back() = 'i';
    return word;
}

// Can name_key() change the folded word?
bool may_have_other_spelling(std::string_view word) {
    constexpr std::string_view kIs = "is", kCentre = "centre", kProgramme = "programme";
    const auto has = [word](std::string_view part) { return word.find(part) != std::string_view::npos; };
    if (word.size() > 1 && has(kIs)) return true;
    if (word.size() >= kCentre.size() && (has(kCentre) || has(kProgramme))) return true;
    return std::any_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// name_key() of every word, so that spelling does not matter.
std::vector<std::string> split(std::string_view name) {
    std::vector<std::string> words;
    const std::string folded = fold_case(name);
    std::string word;
    const auto flush = [&] {
        if (!word.empty()) words.push_back(may_have_other_spelling(word) ? name_key(word) : word);
        word.clear();
    };
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t begin = i;
        while (i < folded.size() && is_plain(folded[i])) ++i;
        if (i > begin) {
            word.append(folded, begin, i - begin);
            continue;
        }
        const std::size_t next = next_code_point(folded, i);
        const char32_t c = code_point_at(folded, i);
        if (is_han(c)) {
            flush();
            words.emplace_back(folded.substr(i, next - i));
        } else if (c >= 0xC0 && c < 0x250) {
            word.append(folded, i, next - i);
        } else if (c == '\'' || c == 0x2019) {
            if (folded.compare(next, 1, "s") == 0 && (next + 1 >= folded.size() || folded[next + 1] == ' ')) i = next;
        } else {
            flush();
        }
        i = std::max(next, i + 1);
    }
    flush();
    return words;
}

// A year or the number of a version.
bool is_number(const std::string& word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Chinese brackets tell the parts of a policy apart, 建设指南(总体要求) and 建设指南(信息通信), unless they say its state: 试行.
bool is_remark(std::string_view inside) {
    static constexpr std::array<std::string_view, 8> kStates = {"试行", "暂行", "草案", "稿",
                                                                "修订", "修正", "附",   "以下简称"};
    const bool number = std::any_of(inside.begin(), inside.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number) return false;
    if (!is_han(code_point_at(inside, 0))) return true;
    return std::any_of(kStates.begin(), kStates.end(),
                       [&](std::string_view state) { return inside.find(state) != std::string_view::npos; });
}

// Brackets without a number do not tell policies apart: "(Trial Implementation)", "(IoV)", （试行）.
std::string without_remarks(std::string_view name) {
    struct Brackets {
        std::string_view open, close;
    };
    std::string text(name);
    for (const Brackets& mark : {Brackets{"(", ")"}, Brackets{"（", "）"}}) {
        for (std::size_t open = text.find(mark.open); open != std::string::npos; open = text.find(mark.open, open)) {
            const std::size_t begin = open + mark.open.size();
            const std::size_t close = text.find(mark.close, begin);
            if (close == std::string::npos) break;
            if (close > begin && is_remark(std::string_view(text).substr(begin, close - begin))) {
                text.erase(open, close + mark.close.size() - open);
            } else {
                open = close;
            }
        }
    }
    return text;
}

// Adds a word to a slug: Han characters close up, other words behind a hyphen.
void append(std::string& slug, const std::string& word) {
    const auto is_wide = [](char c) {
        return static_cast<unsigned char>(c) >= 0xE0 || (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    };
    if (word.empty()) return;
    if (!slug.empty() && !(is_wide(slug.back()) && is_wide(word.front()))) slug += '-';
    slug += word;
}

NameWords analyse(std::string_view name, const TextSet& not_specific) {
    NameWords result;
    // "Circular on the Issuance of the Plan" is a circular: what stands before "on" or "for" says what it is.
    bool after_head = false, settled = false;
    for (const std::string& word : split(name)) {
        if (connectors().contains(word) || word.empty()) {
            settled = settled || (after_head && word != "and");
            continue;
        }
        if (is_number(word)) {
            result.years += word;
            continue;
        }
        const std::string stemmed = stem(word);
        if (stemmed == "edit" || stemmed == "version" || stemmed == "peopl" || stemmed == "republic") continue;
        result.all.push_back(stemmed);
        after_head = heads().contains(stemmed);
        if (after_head && !settled) result.head = stemmed;
        if (!not_specific.contains(stemmed) && !heads().contains(stemmed)) result.specific.push_back(stemmed);
    }
    for (auto* words : {&result.all, &result.specific}) {
        std::sort(words->begin(), words->end());
        words->erase(std::unique(words->begin(), words->end()), words->end());
    }
    return result;
}

std::size_t shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both.size();
}

}  // namespace

std::string name_slug(std::string_view name) {
    std::string slug;
    for (const std::string& word : split(name)) append(slug, word);
    return slug;
}

std::string policy_key(std::string_view name) {
    std::string key;
    for (const std::string& word : split(without_remarks(name))) {
        if (word != "the" && word != "edition" && word != "版") append(key, word);
    }
    for (std::string_view country : {"-of-peoples-republic-of-china", "-of-people-republic-of-china"}) {
        if (const std::size_t at = key.find(country); at != std::string::npos) key.erase(at, country.size());
    }
    if (key.size() > 16 && key.ends_with("-of-china")) key.resize(key.size() - std::string_view("-of-china").size());
    for (std::string_view country : {"chinas-", "china-", "chinese-", "prc-"}) {
        if (key.size() > country.size() + 4 && key.starts_with(country)) return key.substr(country.size());
    }
    return key;
}

NameWords words_of_policy(std::string_view name) { return analyse(without_remarks(name), shared_words()); }

NameWords words_of_group(std::string_view name) {
    static const TextSet generic = {"work",    "group", "wg", "team", "nation",   "committe",
                                    "technic", "china", "tc", "sc",   "standard", "industri"};
    return analyse(name, generic);
}

std::string group_key(const std::string& kind, std::string_view name) {
    std::string key = kind + ":";
    const NameWords words = words_of_group(name);
    for (const std::string& word : words.specific) key += word + "-";
    if (words.specific.empty()) key += name_slug(name);
    while (key.back() == '-') key.pop_back();
    return key;
}

bool same_words(const NameWords& a, const NameWords& b) {
    return a.years == b.years && !a.specific.empty() && a.all == b.all;
}

bool alike(const NameWords& headline, const NameWords& name) {
    if (headline.head != name.head || headline.specific.size() < 2 || name.specific.empty()) return false;
    if (!headline.years.empty() && !name.years.empty() && headline.years != name.years) return false;
    const std::size_t both = shared(headline.specific, name.specific);
    const std::size_t either = headline.specific.size() + name.specific.size() - both;
    return 3 * both >= 2 * either || both == headline.specific.size();
}

}  // namespace mirrorgraph::ingest
