#include "query/syntax/parser.h"

#include "query/query_error.h"
#include "query/syntax/printer.h"
#include "tests/support/catch.h"
#include "tests/support/text_cases.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

std::string repeated(const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

// "", or the name of the fault's code.
std::string parsing_fault(const std::string& text) {
    try {
        parse(text);
        return "";
    } catch (const QueryError& error) {
        CHECK(error.has_place());
        return std::string(error_code_name(error.code()));
    }
}

struct Nesting {
    const char* name;
    std::string before;
    std::string middle;
    std::string after;
};

const std::vector<Nesting> kNestings = {
    {"lists", "[", "1", "]"},
    {"lists of tests", "[x IN [", "1", "], 2]"},
    {"comprehensions", "[x IN ", "y", " | x]"},
    {"maps", "{a: ", "1", "}"},
    {"parentheses", "(", "1", ")"},
    {"calls", "f(", "1", ")"},
    {"NOT", "NOT ", "true", ""},
    {"signs", "- ", "x", ""},
    {"sums", "1 + ", "1", ""},
    {"AND in brackets", "(true AND ", "true", ")"},
    {"cases", "CASE WHEN ", "true", " THEN 1 END"},
    {"subqueries", "EXISTS { MATCH (a) WHERE ", "true", " }"},
    {"pattern comprehensions", "[(a)-->(b) | ", "1", "]"},
    {"patterns in pattern properties", "[(a {x: ", "1", "})-->() | 1]"},
    {"labels", "n:(", "A", ")"},
    {"properties", "", "x", ".y"},
    {"indices", "", "x", "[0]"},
    {"comparisons in brackets", "(1 < ", "2", " < 3)"},
};

}  // namespace

TEST_CASE("parser: texts and their trees, or the exact error") {
    test::check_text_cases("query/syntax", [](const std::string& text) {
        try {
            const ast::Statement tree = parse(text);
            const std::string printed = print(tree);
            CHECK(parse(printed) == tree);
            return printed;
        } catch (const QueryError& error) {
            return fmt::format("{}: {}", error.detail(), error.render());
        }
    });
}

TEST_CASE("parser: nesting is fine to forty levels, and an error in thousands") {
    for (const Nesting& x : kNestings) {
        INFO(x.name);
        const auto nested = [&](std::size_t times) {
            return "RETURN " + repeated(x.before, times) + x.middle + repeated(x.after, times);
        };
        CHECK(parsing_fault(nested(40)) == "");
        CHECK(parsing_fault(nested(5'000)) == "limit");
        CHECK(parsing_fault(nested(200'000)) == "limit");
    }
    CHECK(parsing_fault("RETURN n:" + repeated("!", 40) + "A") == "");
    CHECK(parsing_fault("RETURN n:" + repeated("!", 5'000) + "A") == "limit");
    CHECK(parsing_fault("MATCH " + repeated("(", 5'000) + "a" + repeated(")", 5'000) + " RETURN 1") == "limit");
}

TEST_CASE("parser: brackets that are never closed end in an error, not in a crash") {
    for (const Nesting& x : kNestings) {
        INFO(x.name);
        CHECK(parsing_fault("RETURN " + repeated(x.before, 30)) != "");
        CHECK(parsing_fault("RETURN " + repeated(x.before, 30'000)) != "");
    }
}

TEST_CASE("parser: long chains of AND, OR, comparisons, items and clauses are no nesting") {
    const std::string disjunction = "true" + repeated(" OR n.x = 1 AND n.y < 2 < 3", 20'000);
    CHECK(parsing_fault("MATCH (n) WHERE " + disjunction + " RETURN n") == "");
    CHECK(parsing_fault("RETURN [1" + repeated(", 1 + 2 * 3", 20'000) + "]") == "");
    CHECK(parsing_fault("RETURN 1" + repeated(", 1 AS x", 20'000)) == "");
    CHECK(parsing_fault(repeated("MATCH (a)-->(b) ", 20'000) + "RETURN 1") == "");
    CHECK(parsing_fault("MATCH (a)" + repeated("-->(b)", 20'000) + " RETURN 1") == "");
    CHECK(parsing_fault("RETURN 1 AS x" + repeated(" UNION RETURN 2 AS x", 20'000)) == "");
}

TEST_CASE("parser: places of nodes are the text that they were read from") {
    const ast::Statement tree = parse("MATCH (n:A)  RETURN ( n.x ) + 1 AS y");
    const auto& clauses = tree.query.parts[0].clauses;
    const auto text_at = [&](Span place) { return tree.text.substr(place.begin, place.size()); };
    CHECK(text_at(clauses[0].place) == "MATCH (n:A)");
    const auto& item = std::get<ast::Return>(clauses[1].node).projection.items[0];
    CHECK(text_at(item.expression.place) == "( n.x ) + 1");
    const auto& sum = std::get<ast::Binary>(item.expression.node);
    CHECK(text_at(sum.left->place) == "( n.x )");
    CHECK(text_at(item.alias->place) == "y");
}
