#include "ingest/rules/sentence/inner_names.h"

#include <algorithm>
#include <unordered_set>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMaxWords = 12;  // of a name inside another
constexpr std::size_t kMaxHan = 30;    // and its characters

bool has_inner_names(const Mention& mention) { return is_body(mention) || mention.label == "Policy"; }

bool parts_words(char c) { return c == ' ' || c == '(' || c == ')' || c == ','; }

// Ends of the words of a name; every Han character is a word.
std::vector<Span> words_of(std::string_view text) {
    std::vector<Span> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = code_point_at(text, at);
        at = next_code_point(text, at);
        if (parts_words(text[begin]) || c == 0x3008 || c == 0x3009) continue;
        if (!is_han(c)) {
            while (at < text.size() && !parts_words(text[at]) &&
                   !(static_cast<unsigned char>(text[at]) >= 0x80 && is_han(code_point_at(text, at)))) {
                at = next_code_point(text, at);
            }
        }
        words.push_back({begin, at});
    }
    return words;
}

std::string_view without_genitive(std::string_view text) {
    if (text.ends_with("'s")) text.remove_suffix(2);
    if (text.ends_with("’s")) text.remove_suffix(4);
    return text;
}

// "Opinions of Six Departments Including the Bureau on ...": what stands at `first` is who speaks.
bool names_issuer(std::string_view title, const std::vector<Span>& words, std::size_t first) {
    constexpr std::size_t kMostBefore = 8;  // words
    const auto word = [&](std::size_t i) { return fold_case(title.substr(words[i].begin, words[i].size())); };
    if (first > kMostBefore) return false;
    if (first > 1 && word(first - 1) == "the") --first;
    if (first < 1) return false;
    const std::string before = word(first - 1);
    return before == "of" || before == "by" || before == "from" || before == "including";
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

InnerNames::InnerNames(const std::vector<Mention>& mentions) : mentions_(mentions) {
    std::unordered_set<std::string_view> known;
    const auto add = [&](const std::string& name, std::size_t i) {
        if (!known.insert(name).second) return;
        const std::string folded = fold_case(without_genitive(name));
        bodies_.try_emplace(folded, i);
        if (const std::vector<Span> words = words_of(folded); !words.empty())
            first_words_.insert(folded.substr(words[0].begin, words[0].size()));
    };
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        if (mentions[i].recogniser == "anaphor" && mentions[i].label == "Policy") references_.push_back(i);
        if (!has_inner_names(mentions[i]) || mentions[i].recogniser == "anaphor") continue;
        add(mentions[i].name, i);
        add(mentions[i].surface, i);
        for (const std::string& alias : mentions[i].aliases) add(alias, i);
    }
    std::sort(references_.begin(), references_.end(),
              [&](std::size_t a, std::size_t b) { return mentions[a].span.begin < mentions[b].span.begin; });
}

// "the Outline" in "Action Plan for Implementing the Outline".
void InnerNames::add_references(std::size_t outer, std::vector<Inner>& found) const {
    const Mention& title = mentions_[outer];
    if (title.label != "Policy" || title.surface.size() != title.span.size()) return;
    auto at = std::lower_bound(references_.begin(), references_.end(), title.span.begin + 1,
                               [&](std::size_t i, std::size_t begin) { return mentions_[i].span.begin < begin; });
    for (; at != references_.end() && mentions_[*at].span.end <= title.span.end; ++at) {
        const Mention& reference = mentions_[*at];
        if (reference.key == title.key) continue;
        found.push_back({{reference.span.begin - title.span.begin, reference.span.end - title.span.begin}, *at});
    }
}

std::vector<InnerNames::Inner> InnerNames::within(std::size_t outer) const {
    std::vector<Inner> found;
    if (!has_inner_names(mentions_[outer])) return found;
    const std::string_view surface = mentions_[outer].surface;
    const std::vector<Span> words = words_of(surface);
    if (words.size() < 2) return found;
    // Of ASCII each part is folded where all of it is.
    const std::string whole = is_ascii(surface) ? fold_case(surface) : std::string();
    const auto is_first = [&](std::string_view folded) {
        const std::string_view name = without_genitive(folded);
        return first_words_.contains(folded) || (name != folded && first_words_.contains(name));
    };
    const auto may_begin = [&](Span word) {
        if (!whole.empty()) return is_first(std::string_view(whole).substr(word.begin, word.size()));
        return is_first(fold_case(surface.substr(word.begin, word.size())));
    };
    const std::size_t most = whole.empty() ? kMaxHan : kMaxWords;
    const auto find = [&](Span span) {
        const std::string_view part = without_genitive(surface.substr(span.begin, span.size()));
        return whole.empty() ? bodies_.find(fold_case(part))
                             : bodies_.find(std::string_view(whole).substr(span.begin, part.size()));
    };
    for (std::size_t first = 0; first < words.size();) {
        std::size_t next = first + 1;
        const std::size_t reach = may_begin(words[first]) ? std::min(words.size(), first + most) : first;
        for (std::size_t last = reach; last > first; --last) {
            if (first == 0 && last == words.size()) continue;
            const Span span{words[first].begin, words[last - 1].end};
            const auto body = find(span);
            if (body == bodies_.end() || mentions_[body->second].key == mentions_[outer].key) continue;
            // A policy names policies, and at its beginning who issued it ("Opinions of the Bureau on"); a body bodies.
            const bool issuer = is_body(mentions_[body->second]) && (first == 0 || names_issuer(surface, words, first));
            if (is_body(mentions_[body->second]) != is_body(mentions_[outer]) && !issuer) continue;
            found.push_back({span, body->second});
            next = last;
            break;
        }
        first = next;
    }
    if (found.empty()) add_references(outer, found);
    return found;
}

}  // namespace mirrorgraph::ingest
