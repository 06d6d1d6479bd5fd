#include "ingest/rules/sentence/issuer_counts.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::array<std::string_view, 20> kNumbers = {
    "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",     "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
constexpr std::array<std::string_view, 10> kHanNumbers = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

std::int64_t han_digit(std::string_view text) {
    const auto* found = std::find(kHanNumbers.begin(), kHanNumbers.end(), text);
    return found == kHanNumbers.end() ? 0 : found - kHanNumbers.begin() + 1;
}

// 0 for what is no number.
std::int64_t number_of(std::string_view text) {
    if (text.find_first_not_of("0123456789") == std::string_view::npos) return std::stoll(std::string(text));
    const auto* word = std::find(kNumbers.begin(), kNumbers.end(), fold_case(text));
    if (word != kNumbers.end()) return word - kNumbers.begin() + 1;
    // 八, 十, 十五, 二十, 二十一
    const std::size_t ten = text.find("十");
    if (ten == std::string_view::npos) return han_digit(text);
    const std::string_view before = text.substr(0, ten);
    const std::string_view behind = text.substr(ten + std::string_view("十").size());
    return (before.empty() ? 1 : han_digit(before)) * 10 + (behind.empty() ? 0 : han_digit(behind));
}

struct Count {
    std::int64_t number;
    std::size_t begin;  // in the sentence
    bool others;        // besides those that are named before
};

std::optional<Count> find_count(std::string_view sentence) {
    static const std::string kBodies =
        R"( (?:(?:central|state|national|government|relevant|competent) )*(?:ministries|departments|agencies|commissions|authorities))";
    static const std::string kNumber =
        R"(([0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty))";
    struct Pattern {
        RE2 expression;
        bool others;
    };
    static const std::array<Pattern, 4> kPatterns = {{
        {RE2(R"((?i)\b)" + kNumber + " other" + kBodies), true},
        {RE2(R"((?i)\banother )" + kNumber + kBodies), true},
        {RE2(R"((?i)\b(?:by|of|jointly by) )" + kNumber + kBodies), false},
        {RE2(R"(等\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*个?(?:部门|部委|部局|单位|机关))"), false},
    }};
    for (const Pattern& pattern : kPatterns) {
        re2::StringPiece number;
        if (!RE2::PartialMatch(re2::StringPiece(sentence.data(), sentence.size()), pattern.expression, &number))
            continue;
        const std::int64_t value = number_of({number.data(), number.size()});
        if (value > 1) return Count{value, static_cast<std::size_t>(number.data() - sentence.data()), pattern.others};
    }
    return std::nullopt;
}

// Does the count speak of the issuers of this text? "A and nine others issued P, and B issued Q" says nothing of Q.
bool speaks_of(const Count& count, const Claim& claim, const std::vector<Claim>& claims,
               const std::vector<Mention>& mentions) {
    const std::size_t at = claim.evidence.begin + count.begin;
    // The issuer nearest to the number: in front of "nine others", behind "by seven authorities".
    std::optional<std::size_t> nearest;
    std::size_t least = std::string::npos;
    for (const Claim& other : claims) {
        if (other.type != "ISSUED" || other.evidence != claim.evidence) continue;
        const std::size_t begin = mentions[other.source].span.begin;
        if (!claim.evidence.contains(begin) || (count.others && begin > at)) continue;
        const std::size_t distance = begin > at ? begin - at : at - begin;
        if (distance >= least) continue;
        least = distance;
        nearest = other.source;
    }
    return !nearest || std::any_of(claims.begin(), claims.end(), [&](const Claim& other) {
        return other.type == "ISSUED" && other.evidence == claim.evidence && other.target == claim.target &&
               mentions[other.source].key == mentions[*nearest].key;
    });
}

}  // namespace

void count_issuers(const Document& document, const std::vector<Mention>& mentions, std::vector<Claim>& claims) {
    for (Claim& claim : claims) {
        if (claim.type != "ISSUED" || claim.evidence.empty()) continue;
        std::string sentence = document.text.substr(claim.evidence.begin, claim.evidence.size());
        std::replace(sentence.begin(), sentence.end(), '\n', ' ');
        const auto count = find_count(sentence);
        if (!count) continue;
        std::set<std::string_view> named;
        for (const Claim& other : claims) {
            if (other.type != "ISSUED" || other.target != claim.target || other.evidence != claim.evidence) continue;
            const Mention& issuer = mentions[other.source];
            const bool before = issuer.span.begin < claim.evidence.begin + count->begin;
            if (before && claim.evidence.contains(issuer.span.begin)) named.insert(issuer.key);
        }
        if ((count->others && named.empty()) || !speaks_of(*count, claim, claims, mentions)) continue;
        const auto total = count->number + (count->others ? static_cast<std::int64_t>(named.size()) : 0);
        claim.properties["issuers"] = Value(total);
    }
}

}  // namespace mirrorgraph::ingest
