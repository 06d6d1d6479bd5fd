// Queries: LSQB at scale 0.1, and domain work on a made register of standards of 1, 10 and 100 times today's size.
#include <benchmark/benchmark.h>
#include <fmt/core.h>

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

struct DomainQuery {
    const char* name;
    const char* text;
};
constexpr DomainQuery kDomain[] = {
    {"look_up", "MATCH (s:Standard {code: $code}) RETURN s.title"},
    {"trace",
     "MATCH (c:Committee {code: 'ISO/TC 2/SC 3'})-[:RESPONSIBLE_FOR]->(s)-[:REPLACES]->(o)<-[:RESPONSIBLE_FOR]-(d) "
     "RETURN s.code, o.code, d.code"},
    {"chains_of_one", "MATCH p = (:Standard {number: 1100, part: 3})-[:REPLACES]->+(:Standard) RETURN nodes(p)"},
    {"longest_chain", "MATCH p = (:Standard)-[:REPLACES]->+(:Standard) RETURN max(length(p))"},
    {"shared_liaisons",
     "MATCH (a:Committee)-[:LIAISES_WITH]-(x:Committee)-[:LIAISES_WITH]-(b:Committee) WHERE a.code < b.code "
     "RETURN a.code, b.code, count(x) AS shared ORDER BY shared DESC, a.code, b.code LIMIT 10"},
    {"three_hops",
     "MATCH (p:Committee)<-[:PART_OF]-(c:Committee)-[:RESPONSIBLE_FOR]->(s:Standard)-[:REPLACES]->(o:Standard) "
     "WHERE s.year > 2010 AND o.status = 'withdrawn' RETURN p.code, count(*) AS n ORDER BY n DESC, p.code LIMIT 10"},
    {"shortest_path",
     "MATCH p = shortestPath((a:Committee {code: 'ISO/TC 1/SC 1'})-[*]-(b:Committee {code: 'ISO/TC 9/SC 5'})) "
     "RETURN length(p)"}};

// The register of today times `scale`.
const std::shared_ptr<query::Database>& registry(int scale) {
    static int kept_scale = 0;
    static std::shared_ptr<query::Database> kept;
    if (scale != kept_scale) {
        kept.reset();
        const bench::SyntheticShape shape{60'000 * scale, 800 * scale, 0};
        kept = query::Database::read_only(Snapshot::freeze(bench::synthetic_graph(shape)));
        kept_scale = scale;
    }
    return kept;
}

// The code of ISO 1100-2, whose year differs with the scale.
std::string known_code(query::Database& database) {
    query::Result result = database.prepare("MATCH (s:Standard {number: 1100, part: 2}) RETURN s.code").run();
    return result.next() ? result[0].as_string() : std::string();
}

// A first run, which is not measured, makes what the graph makes once.
void domain(benchmark::State& state, const char* text) {
    const auto& database = registry(static_cast<int>(state.range(0)));
    const query::PreparedQuery query = database->prepare(text);
    const Map parameters = {{"code", Value(known_code(*database))}};
    for (query::Result first = query.run(parameters); first.next();) {
    }
    std::size_t rows = 0;
    for (auto _ : state) {
        rows = 0;
        query::Result result = query.run(parameters);
        while (result.next()) ++rows;
    }
    state.counters["rows"] = static_cast<double>(rows);
}

void prepare(benchmark::State& state) {
    const auto& database = registry(static_cast<int>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(database->prepare(kDomain[1].text).explain());
}

// Of the frozen graph, without the texts of its values.
void memory(benchmark::State& state) {
    const Snapshot& snapshot = registry(static_cast<int>(state.range(0)))->graph().base();
    for (auto _ : state) benchmark::DoNotOptimize(snapshot.memory());
    const auto nodes = static_cast<double>(snapshot.node_count());
    const auto relationships = static_cast<double>(snapshot.relationship_count());
    state.counters["nodes"] = nodes;
    state.counters["relationships"] = relationships;
    state.counters["bytes_each"] = static_cast<double>(snapshot.memory()) / (nodes + relationships);
}

// A hundred times the register takes some 12 GB while it is made: only where MIRRORGRAPH_BENCH_LARGE is set.
int register_domain() {
    std::vector<int> scales{1, 10};
    if (std::getenv("MIRRORGRAPH_BENCH_LARGE") != nullptr) scales.push_back(100);
    for (int scale : scales) {
        for (const DomainQuery& query : kDomain) {
            benchmark::RegisterBenchmark(fmt::format("registry/{}", query.name).c_str(), domain, query.text)
                ->Arg(scale)
                ->Unit(benchmark::kMicrosecond);
        }
        benchmark::RegisterBenchmark("registry/prepare", prepare)->Arg(scale)->Unit(benchmark::kMicrosecond);
        benchmark::RegisterBenchmark("registry/memory", memory)->Arg(scale)->Unit(benchmark::kMicrosecond);
    }
    return 0;
}
[[maybe_unused]] const int kRegistered = register_domain();

}  // namespace

}  // namespace mirrorgraph
