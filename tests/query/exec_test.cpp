// Data cases: queries, the rows they give and what they change, and plans as text.
#include <fmt/format.h>
#include <algorithm>

#include "query/engine.h"
#include "query/query_error.h"
#include "query/result_text.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"
#include "tests/support/text_cases.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

// Statements end with a semicolon and a line break; the last one is the one under test.
std::vector<std::string> statements(const std::string& text) {
    std::vector<std::string> all;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(";\n", begin)) != std::string::npos; begin = end + 2) {
        all.push_back(text.substr(begin, end - begin));
    }
    all.push_back(text.substr(begin));
    return all;
}

std::string cell(const Value& value, const GraphView& graph) {
    return value.is_string() ? to_literal(value) : display_text(value, graph);
}

// The columns, then a row a line; sorted, but for queries that sort themselves.
std::string rows_text(Database& database, const std::string& text) {
    Result result = database.prepare(text).run();
    std::vector<std::string> rows;
    while (result.next()) {
        std::vector<std::string> cells;
        for (const Value& value : result.row()) cells.push_back(cell(value, result.graph()));
        rows.push_back(fmt::format("{}", fmt::join(cells, " | ")));
    }
    if (text.find("ORDER BY") == std::string::npos) std::sort(rows.begin(), rows.end());
    rows.insert(rows.begin(), fmt::format("{}", fmt::join(result.columns(), " | ")));
    return fmt::format("{}", fmt::join(rows, "\n"));
}

// A small world: committees, what they belong to, and standards that replace one another.
constexpr const char* kWorld = R"(
    CREATE (iso:Body {name: 'ISO'}), (sac:Body:Agency {name: 'SAC'}),
           (t1:Committee {name: 'TC 1', since: 1950}), (t2:Committee {name: 'TC 2', since: 1987}),
           (t3:Committee {name: 'TC 3', since: 2017}), (m1:Committee {name: 'SAC/TC 1', since: 1960}),
           (s1:Standard {name: 'S1', year: 1990}), (s2:Standard {name: 'S2', year: 2000}),
           (s3:Standard {name: 'S3', year: 2010}), (s4:Standard {name: 'S4', year: 2020}),
           (t1)-[:PART_OF]->(iso), (t2)-[:PART_OF]->(iso), (t3)-[:PART_OF]->(t1), (m1)-[:PART_OF]->(sac),
           (m1)-[:MIRRORS {date: 1995}]->(t1), (t1)-[:LIAISES]->(t2), (t2)-[:LIAISES]->(t3), (t3)-[:LIAISES]->(t1),
           (s2)-[:REPLACES]->(s1), (s3)-[:REPLACES]->(s2), (s4)-[:REPLACES]->(s3), (s4)-[:REPLACES]->(s2),
           (t1)-[:OWNS]->(s1), (t1)-[:OWNS]->(s2), (t2)-[:OWNS]->(s3), (t3)-[:OWNS]->(s4)
)";

std::shared_ptr<Database> world() {
    auto database = Database::writable(Snapshot::freeze(PropertyGraph()));
    database->prepare(kWorld).run();
    return Database::writable(Snapshot::freeze(database->to_graph()));
}

// What the conformance suite asks of an error: when it comes, its class and its detail.
std::string error_text(const QueryError& error) {
    const bool early = error.code() == ErrorCode::kSyntax || error.code() == ErrorCode::kSemantic;
    return fmt::format("{} at {}: {}", error.kind(), early ? "compile time" : "run time", error.detail());
}

// On a graph that only the statements before the last one have filled.
std::string outcome_on_empty_graph(const std::string& text) {
    const auto database = Database::writable(Snapshot::freeze(PropertyGraph()));
    const std::vector<std::string> all = statements(text);
    for (std::size_t i = 0; i + 1 < all.size(); ++i) database->prepare(all[i]).run();
    try {
        return rows_text(*database, all.back());
    } catch (const QueryError& error) {
        return error_text(error);
    }
}

std::string outcome(const std::string& text, const std::function<std::string(Database&, const std::string&)>& of) {
    const auto database = world();
    const std::vector<std::string> all = statements(text);
    try {
        for (std::size_t i = 0; i + 1 < all.size(); ++i) database->prepare(all[i]).run();
        return of(*database, all.back());
    } catch (const QueryError& error) {
        return fmt::format("{} {}: {}", error.kind(), error.detail(), error.render());
    }
}

}  // namespace

TEST_CASE("engine: queries and their rows") {
    test::check_text_cases("query/exec", [](const std::string& text) { return outcome(text, rows_text); });
}

TEST_CASE("engine: the language on graphs of its own") {
    test::check_text_cases("query/language", outcome_on_empty_graph);
}

TEST_CASE("planner: queries and their plans") {
    test::check_text_cases("query/plan", [](const std::string& text) {
        return outcome(text, [](Database& database, const std::string& last) {
            std::string plan = database.prepare(last).explain();
            plan.pop_back();
            return plan;
        });
    });
}
