// Queries: LSQB at scale 0.1, and domain work on a made register of standards.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>

#include "query/engine.h"
#include "tests/bench/lsqb.h"
#include "tests/bench/synthetic_graph.h"

namespace mirrorgraph {

namespace {

// The folder of LSQB's data, where `./dev bench query` has put it.
const char* lsqb_folder() { return std::getenv("MIRRORGRAPH_LSQB"); }

query::Database& social_network() {
    static const auto kDatabase = query::Database::read_only(Snapshot::freeze(bench::load_lsqb(lsqb_folder())));
    return *kDatabase;
}

void lsqb(benchmark::State& state) {
    if (lsqb_folder() == nullptr) {
        state.SkipWithError("MIRRORGRAPH_LSQB names no folder with the data");
        return;
    }
    const bench::LsqbQuery& question = bench::kLsqb[state.range(0) - 1];
    const query::PreparedQuery query = social_network().prepare(question.text);
    std::int64_t count = 0;
    for (auto _ : state) {
        query::Result result = query.run();
        result.next();
        count = result[0].as_integer();
    }
    state.counters["count"] = static_cast<double>(count);
    if (count != question.count) state.SkipWithError("a wrong count");
}
BENCHMARK(lsqb)->DenseRange(1, 9)->Unit(benchmark::kMillisecond)->ArgName("q");

constexpr const char* kDomain[] = {
    "MATCH (s:Standard {code: 'ISO 1100-2:1977'}) RETURN s.title",
    "MATCH (c:Committee {code: 'ISO/TC 2/SC 3'})-[:RESPONSIBLE_FOR]->(s)-[:REPLACES]->(o) RETURN count(o)",
    "MATCH p = (:Standard)-[:REPLACES]->+(:Standard) RETURN max(length(p))",
    "MATCH (c:Committee)-[:RESPONSIBLE_FOR]->(s:Standard) WHERE s.year > 2000 RETURN c.code, count(*) AS n ORDER BY n "
    "DESC "
    "LIMIT 10",
    "MATCH p = shortestPath((a:Committee {code: 'ISO/TC 1/SC 1'})-[*]-(b:Committee {code: 'ISO/TC 9/SC 5'})) RETURN "
    "length(p)"};

query::Database& registry() {
    static const auto kDatabase = query::Database::read_only(Snapshot::freeze(bench::synthetic_graph()));
    return *kDatabase;
}

void domain(benchmark::State& state) {
    const query::PreparedQuery query = registry().prepare(kDomain[state.range(0)]);
    for (auto _ : state) {
        query::Result result = query.run();
        while (result.next()) benchmark::DoNotOptimize(result[0]);
    }
}
BENCHMARK(domain)->DenseRange(0, 4)->Unit(benchmark::kMicrosecond)->ArgName("q");

void prepare(benchmark::State& state) {
    query::Database& database = registry();
    for (auto _ : state) benchmark::DoNotOptimize(database.prepare(kDomain[1]).explain());
}
BENCHMARK(prepare)->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace mirrorgraph
