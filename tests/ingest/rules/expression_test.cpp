#include "ingest/rules/notation/expression.h"

#include <array>
#include <random>

#include "ingest/rules/notation/expression_program.h"
#include "schema/text/text.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

constexpr std::size_t kGroups = 4;
using Groups = std::array<Span, kGroups>;

// "1-4 2-3 -": all of the match, then its groups; "no" without one.
std::string printed(bool found, const Groups& groups, std::size_t count) {
    if (!found) return "no";
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        out += i == 0 ? "" : " ";
        out += groups[i].begin == Expression::kUnset ? "-" : fmt::format("{}-{}", groups[i].begin, groups[i].end);
    }
    return out;
}

std::string found(const std::string& source, std::string_view text, std::size_t from = 0) {
    Groups groups{};
    std::size_t count = 1;
    for (std::size_t i = 0; i < source.size(); ++i) count += source[i] == '(' && source[i + 1] != '?' ? 1 : 0;
    const bool matches = Expression::compile(source).search(text, from, {groups.data(), count});
    return printed(matches, groups, count);
}

// Expressions of the parts that patterns are written with, over few letters so that they match by chance.
class Maker {
  public:
    explicit Maker(unsigned seed) : random_(seed) {}

    std::string expression() {
        groups_ = 0;
        return choice(3);
    }
    std::size_t groups() const { return groups_; }

    std::string text() {
        static constexpr std::array<const char*, 15> kParts = {"a",    "b", "c", "ab", "a ", " b", " ", " ",
                                                               "\x01", "(", ")", "é",  "标", "-",  ";"};
        std::string out;
        for (std::size_t i = random_() % 16; i > 0; --i) out += kParts[random_() % kParts.size()];
        return out;
    }

  private:
    std::string choice(int depth) {
        std::string out = sequence(depth);
        while (random_() % 4 == 0) out += "|" + sequence(depth);
        return out;
    }

    std::string sequence(int depth) {
        std::string out;
        for (std::size_t i = random_() % 4; i > 0; --i) out += part(depth);
        return out;
    }

    std::string part(int depth) {
        static constexpr std::array<const char*, 19> kParts = {"a",
                                                               "b",
                                                               "\\ba\\b ?",
                                                               "\\bab\\b ?",
                                                               "\\ba[a-z]* ?",
                                                               "[ab]",
                                                               "[^ ;]",
                                                               "[a•é]{0,3}",
                                                               "(?:[^ ;]+ ?){0,3}?",
                                                               "(?:[^\\x01 ;]+ ?){0,2}?",
                                                               "(?: ?[^\\x01 ;,\\p{Han}]+){0,3}?",
                                                               "[^a\\p{Han}]",
                                                               "(?:[^ ;]+ ){0,2}?",
                                                               "[^()]*",
                                                               "[a-c]+",
                                                               "\\x01 ?",
                                                               "\\(",
                                                               "^",
                                                               "[ .;]*$"};
        if (depth == 0 || random_() % 3 > 0) return kParts[random_() % kParts.size()];
        static constexpr std::array<const char*, 6> kRepeats = {"", "?", "*", "+", "{0,2}", "{1,2}?"};
        if (groups_ + 1 < kGroups && random_() % 3 == 0) {
            ++groups_;
            return "(" + choice(depth - 1) + ")";
        }
        return "(?:" + choice(depth - 1) + ")" + kRepeats[random_() % kRepeats.size()];
    }

    std::mt19937 random_;
    std::size_t groups_ = 0;
};

}  // namespace

TEST_CASE("expression: finds the first match, and of several the one that the first alternatives lead to") {
    CHECK(found("b", "abab") == "1-2");
    CHECK(found("b", "abab", 2) == "3-4");
    CHECK(found("(a|ab)(c|bcd)", "abcd") == "0-4 0-1 1-4");
    CHECK(found("(a)|(b)", "b") == "0-1 - 0-1");
    CHECK(found("x(?:[^ ;]+ ?){0,2}?y", "x one two y") == "no");
    CHECK(found("x (?:[^ ;]+ ?){0,2}?y", "x one two y") == "0-11");
    CHECK(found("x (?:[^ ;]+ ?){0,1}?y", "x one two y") == "no");
    CHECK(found("x (?:[^ ;]+ ?){0,2}?y", "x one-y y") == "0-9");
    CHECK(found("^b", "ab") == "no");
    CHECK(found("b$", "bab") == "2-3");
    CHECK(found("\\bb", "ab-b") == "3-4");
    CHECK(found("[^a]", "aé") == "1-3");
}

TEST_CASE("expression: finds what RE2 finds") {
    Maker maker(20);
    std::size_t matches = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::string source = maker.expression();
        const std::size_t count = maker.groups() + 1;
        const Expression expression = Expression::compile(source);
        for (int k = 0; k < 10; ++k) {
            const std::string text = maker.text();
            const std::size_t from = k % 3 == 0 && !text.empty() ? next_code_point(text, 0) : 0;
            Groups walked{}, automatic{};
            const bool has = expression.search(text, from, {walked.data(), count});
            const bool wanted = expression.search_by_automaton(text, from, {automatic.data(), count});
            INFO("expression " << source << "\ntext '" << text << "' from " << from);
            REQUIRE(printed(has, walked, count) == printed(wanted, automatic, count));
            matches += has ? 1 : 0;
        }
    }
    CHECK(matches > 4000);
}

TEST_CASE("expression: printed, it finds the same") {
    Maker maker(21);
    for (int round = 0; round < 2000; ++round) {
        const std::string source = maker.expression();
        const auto tree = parse_expression(source);
        REQUIRE(tree);
        const std::string again = print_expression(*tree);
        INFO("expression " << source << "\nprinted " << again);
        const auto reread = parse_expression(again);
        REQUIRE(reread);
        CHECK(print_expression(*reread) == again);
        const std::size_t count = maker.groups() + 1;
        const Expression first = Expression::compile(source), second = Expression::compile(again);
        for (int k = 0; k < 4; ++k) {
            const std::string text = maker.text();
            Groups by_first{}, by_second{};
            const bool has = first.search_by_automaton(text, 0, {by_first.data(), count});
            const bool wanted = second.search_by_automaton(text, 0, {by_second.data(), count});
            REQUIRE(printed(has, by_first, count) == printed(wanted, by_second, count));
        }
    }
}

TEST_CASE("expression: the parts of patterns are walked, not given to RE2") {
    for (const char* source : {"(?:\\((?:[ivx]+|[0-9]+|[a-h])\\) ?|[0-9][.)] )?([\x01\x02])(?: ?\\([^()]*\\))? ?",
                               "(?:[^\\x01-\\x06 ;]+ ?){0,6}?\\bissued\\b ?", "^(?:[-*•·]{0,6})(?:a|b)*[ .;:!]*$",
                               "(?: ?[^\\x01-\\x08 ;,\\p{Han}]+){0,14}?"}) {
        const auto tree = parse_expression(source);
        REQUIRE(tree);
        CHECK(compile_expression(*tree));
    }
}

TEST_CASE("expression: a text that leads astray at every letter takes no longer than RE2 would") {
    const Expression expression = Expression::compile("(?:[^ ;]+ ?){0,25}?(?:[^ ;]+ ?){0,25}?(?:[^ ;]+ ?){0,25}?z");
    std::string text;
    for (int i = 0; i < 2000; ++i) text += "abcd efg ";
    CHECK_FALSE(expression.search(text, 0, {}));
    CHECK(expression.search(text + "z", 0, {}));
}
