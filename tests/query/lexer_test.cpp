#include "query/syntax/lexer.h"

#include "query/query_error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

// The only token of the text.
Token token(const std::string& text) {
    const std::vector<Token> tokens = tokenize(text);
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].span == Span{0, text.size()});
    CHECK(tokens[1].kind == TokenKind::kEnd);
    return tokens[0];
}

std::string lexing_fault(const std::string& text) {
    try {
        tokenize(text);
        return "";
    } catch (const QueryError& error) {
        CHECK(error.has_place());
        return std::string(error.detail());
    }
}

std::string kinds(const std::string& text) {
    std::string out;
    for (const Token& x : tokenize(text)) {
        if (x.kind != TokenKind::kEnd) out += (out.empty() ? "" : " ") + text.substr(x.span.begin, x.span.size());
    }
    return out;
}

}  // namespace

TEST_CASE("lexer: integers are decimal, hexadecimal or octal") {
    CHECK(token("0").integer == 0);
    CHECK(token("372036854").integer == 372036854);
    CHECK(token("0x1A2b3c4D5E6f7").integer == 0x1A2b3c4D5E6f7);
    CHECK(token("0o17").integer == 15);
    CHECK(token("9223372036854775808").integer == std::uint64_t{1} << 63);
    CHECK(lexing_fault("9223372036854775809") == "IntegerOverflow");
    CHECK(lexing_fault("0xFFFFFFFFFFFFFFFFF") == "IntegerOverflow");
    for (const char* text : {"0x", "0xG", "0o", "0o8", "017", "12a", "1_000", "0x1.5", "1e", "1.5x"}) {
        INFO(text);
        const bool is_two_tokens = std::string(text) == "0x1.5";
        CHECK(lexing_fault(text) == (is_two_tokens ? "" : "InvalidNumberLiteral"));
    }
}

TEST_CASE("lexer: floats have a point between digits, an exponent, or both") {
    CHECK(token("1.5").number == 1.5);
    CHECK(token(".5").number == .5);
    CHECK(token("1e9").number == 1e9);
    CHECK(token("6.02E+23").number == 6.02e23);
    CHECK(token("1e-400").number == 0);
    CHECK(token("0.0e99999999999999999999").number == 0);
    CHECK(token("0." + std::string(400, '0') + "1").number == 0);
    CHECK(lexing_fault("1.34E999") == "FloatingPointOverflow");
    CHECK(lexing_fault("1e99999999999999999999") == "FloatingPointOverflow");
    CHECK(lexing_fault(std::string(400, '9') + ".0") == "FloatingPointOverflow");
    CHECK(kinds("1..3") == "1 .. 3");
    CHECK(kinds("..5") == ".. 5");
    CHECK(kinds("1.e") == "1 . e");
}

TEST_CASE("lexer: strings resolve their escapes") {
    CHECK(token("'it\\'s'").text == "it's");
    CHECK(token("\"it's\"").text == "it's");
    CHECK(token("'a\\n\\t\\\\b'").text == "a\n\t\\b");
    CHECK(token("'\\u4e2D'").text == "中");
    CHECK(token("'\\U0001F600'").text == "😀");
    CHECK(token("'\\uD83D\\uDE00'").text == "😀");
    CHECK(token("'two\nlines'").text == "two\nlines");
    for (const char* text : {"'\\uH'", "'\\u12'", "'\\uD83D'", "'\\uDE00'", "'\\uD83D\\u0041'", "'\\UFFFFFFFF'"}) {
        INFO(text);
        CHECK(lexing_fault(text) == "InvalidUnicodeLiteral");
    }
    for (const char* text : {"'open", "'\\q'", "'\\", "\"open'"}) {
        INFO(text);
        CHECK(lexing_fault(text) == "UnexpectedSyntax");
    }
}

TEST_CASE("lexer: names are words of any script, or stand in backticks") {
    CHECK(token("标准").kind == TokenKind::kWord);
    CHECK(token("_a1").text == "_a1");
    CHECK(token("`a b``c`").text == "a b`c");
    CHECK(token("$name").text == "name");
    CHECK(token("$1").text == "1");
    CHECK(token("$`a b`").text == "a b");
    CHECK(lexing_fault("`open") == "UnexpectedSyntax");
    CHECK(lexing_fault("$") == "UnexpectedSyntax");
    CHECK(is_plain_name("标准"));
    for (const char* name : {"", "a b", "1a", "Match", "a-b", "`"}) {
        INFO(name);
        CHECK_FALSE(is_plain_name(name));
    }
}

TEST_CASE("lexer: white space and comments stand between tokens") {
    CHECK(kinds("a/*x*/b //c\nd\u3000e") == "a b d e");
    CHECK(tokenize("  // only a comment").size() == 1);
    CHECK(lexing_fault("/* open") == "UnexpectedSyntax");
}

TEST_CASE("lexer: the longest symbol wins, but arrows stay apart") {
    CHECK(kinds("a<=b<>c=~d+=e") == "a <= b <> c =~ d += e");
    CHECK(kinds("(a)<-[]->(b)") == "( a ) < - [ ] - > ( b )");
    CHECK(kinds("a!=b==c") == "a != b == c");
}

TEST_CASE("lexer: characters that look like others are named") {
    const auto remedy = [](const std::string& text) {
        try {
            tokenize(text);
        } catch (const QueryError& error) {
            return error.remedy();
        }
        return std::string("none");
    };
    CHECK(remedy("1 — 2") == "did you mean the plain - ?");
    CHECK(remedy("（n）") == "did you mean the plain ( ?");
    CHECK(remedy("“a”") == "did you mean the plain \" ?");
    CHECK(lexing_fault("42 — 41") == "InvalidUnicodeCharacter");
    CHECK(lexing_fault("a # b") == "UnexpectedSyntax");
    CHECK(lexing_fault("a \xff b") == "InvalidUnicodeCharacter");
}
