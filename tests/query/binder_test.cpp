#include "query/bind/binder.h"

#include "query/bind/print_bound.h"
#include "query/query_error.h"
#include "query/syntax/parser.h"
#include "tests/support/catch.h"
#include "tests/support/features.h"
#include "tests/support/support.h"
#include "tests/support/text_cases.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

// "SyntaxError UndefinedVariable", or "" where the query binds.
std::string binding_fault(const std::string& text) {
    try {
        bind(parse(text), *Schema::open());
        return "";
    } catch (const QueryError& error) {
        INFO(error.render());
        CHECK(error.has_place());
        return fmt::format("{} {}", error.kind(), error.detail());
    }
}

std::string bound_text(const std::string& text, const Schema& schema) {
    try {
        std::string printed = bound::print(bind(parse(text), schema));
        printed.pop_back();
        return printed;
    } catch (const QueryError& error) {
        return fmt::format("{} {}: {}", error.kind(), error.detail(), error.render());
    }
}

}  // namespace

TEST_CASE("binder: texts and what they are bound to, or the exact error") {
    test::check_text_cases("query/bind", [](const std::string& text) { return bound_text(text, *Schema::open()); });
}

TEST_CASE("binder: with a schema, names and patterns that cannot match are errors") {
    test::check_text_cases("query/bind/standards",
                           [](const std::string& text) { return bound_text(text, *standards_schema()); });
}

TEST_CASE("binder: raises the compile-time errors of the conformance features, and no others") {
    const auto folder = test::shared_path("tck/features");
    if (!folder) return;
    std::size_t faults = 0;
    for (const test::Scenario& scenario : test::read_scenarios(*folder)) {
        if (scenario.needs_procedure) continue;
        INFO(scenario.title);
        for (const std::string& query : scenario.setup) CHECK(binding_fault(query) == "");
        for (const std::string& query : scenario.queries) {
            INFO(query);
            const std::string fault = binding_fault(query);
            if (!scenario.error) {
                CHECK(fault == "");
            } else if (scenario.error->phase == "compile time") {
                CHECK(fault == scenario.error->kind + " " + scenario.error->detail);
                ++faults;
            }
        }
    }
    CHECK(faults > 200);
}

TEST_CASE("binder: parameters of the whole statement are listed once, sorted") {
    const bound::Statement statement = bind(
        parse("MATCH (n {x: $b}) WHERE n.y = $a AND EXISTS { (n)-->({z: $c}) } RETURN $a LIMIT $d"), *Schema::open());
    CHECK(statement.parameters == std::vector<std::string>{"a", "b", "c", "d"});
    CHECK_FALSE(statement.is_updating);
    CHECK(bind(parse("MATCH (n) SET n.x = 1"), *Schema::open()).is_updating);
}

TEST_CASE("binder: column names are the text of the items, types are those of the columns") {
    const bound::Query query =
        bind(parse("MATCH (n)-[r]->() RETURN n, count( * ), n . x AS x, 1+2, collect(r) AS rs, 'a' < 'b'"),
             *Schema::open())
            .query;
    CHECK(query.columns == std::vector<std::string>{"n", "count( * )", "x", "1+2", "rs", "'a' < 'b'"});
    std::vector<std::string> types;
    for (const StaticType& type : query.column_types) types.push_back(to_string(type));
    CHECK(types == std::vector<std::string>{"NODE", "INTEGER", "ANY", "INTEGER", "LIST OF RELATIONSHIP", "BOOLEAN"});
}

TEST_CASE("binder: subqueries nested to the limit bind and print at once") {
    for (const auto& [before, after] : std::vector<std::pair<std::string, std::string>>{
             {"[(a)-->(b) | ", "]"}, {"size([(a {x: ", "})-->() | 1])"}, {"COUNT { (a) WHERE 1 < ", " }"}}) {
        std::string text = "1";
        for (int i = 0; i < 60; ++i) text = before + text + after;
        INFO(text);
        CHECK(bound_text("MATCH (a) RETURN " + text + " AS x", *Schema::open()).find("Error") == std::string::npos);
    }
}

TEST_CASE("binder: long queries bind in linear time and without deep recursion") {
    std::string conjunction = "true";
    for (int i = 0; i < 20'000; ++i) conjunction += " AND n.x = 1";
    CHECK(binding_fault("MATCH (n) WHERE " + conjunction + " RETURN n") == "");
    std::string sum = "1";
    for (int i = 0; i < 390; ++i) sum += " + 1";
    CHECK(binding_fault("RETURN " + sum) == "");
    std::string parts = "WITH 1 AS x";
    for (int i = 0; i < 3'000; ++i) parts += " WITH x + 1 AS x";
    CHECK(binding_fault(parts + " RETURN x") == "");
}
