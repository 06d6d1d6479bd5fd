// What must hold for every query that RandomQuery makes: it ends, with rows or an error of ours that has its place; and
// counting rows gives their number.
#pragma once

#include <fmt/core.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "graph/graph.h"
#include "query/engine.h"
#include "query/query_error.h"
#include "tests/query/random_query.h"

namespace mirrorgraph::test {

inline std::shared_ptr<query::Database> random_query_world() {
    auto database = query::Database::writable(Snapshot::freeze(PropertyGraph()));
    database->prepare(kRandomQueryWorld).run();
    return query::Database::read_only(Snapshot::freeze(database->to_graph()));
}

// The number of rows; none where the query fails, which is an error of ours, or is stopped by a limit.
inline std::optional<std::uint64_t> count_rows(query::Database& database, const std::string& text, bool counted) {
    query::Limits limits;
    limits.time = std::chrono::milliseconds(500);
    limits.memory = 50'000'000;
    limits.rows = 20'000;
    try {
        const query::PreparedQuery prepared = database.prepare(text);
        query::Result result = prepared.run({{"p", 1}}, limits);
        std::uint64_t rows = 0;
        while (result.next()) rows = counted ? static_cast<std::uint64_t>(result[0].as_integer()) : rows + 1;
        return rows;
    } catch (const Error& error) {
        if (error.render().empty()) throw std::logic_error("an error says nothing: " + text);
        return std::nullopt;
    }
}

// What is wrong with the query made of the bytes; empty where all is well.
inline std::string check_random_query(query::Database& database, std::span<const std::uint8_t> bytes) {
    RandomQuery random(bytes);
    const std::string clauses = random.clauses();
    const auto rows = count_rows(database, clauses + " RETURN 1", false);
    const auto counted = count_rows(database, clauses + " RETURN count(*)", true);
    count_rows(database, clauses + " RETURN " + random.expression(), false);
    // An error in an item of a row that is only counted need not come up; a row that is counted may be.
    if (!rows || !counted || *rows == *counted) return {};
    return fmt::format("{} rows, counted as {}: {}", *rows, *counted, clauses);
}

}  // namespace mirrorgraph::test
