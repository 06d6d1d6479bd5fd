// Trace, impact and analyses inside the process, on the graph of MIRRORGRAPH_BENCH_GRAPH or one made in the shape of
// ISO's register: the committee with most standards, the standard with the longest history, everything a mirror table
// needs.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "graph/store/store.h"
#include "query/tasks/analyse/analyse.h"
#include "query/tasks/entity_finder.h"
#include "query/tasks/impact/impact.h"
#include "query/tasks/trace/mirrors.h"
#include "query/tasks/trace/trace.h"
#include "tests/bench/synthetic_graph.h"

using namespace mirrorgraph;

namespace {

const Snapshot& subject() {
    static const auto kSnapshot = [] {
        const char* path = std::getenv("MIRRORGRAPH_BENCH_GRAPH");
        return Snapshot::freeze(path != nullptr ? load_graph(path) : bench::synthetic_graph());
    }();
    return *kSnapshot;
}

// The node of the label with most relationships of the type.
NodeId busiest(std::string_view label, std::string_view type, Direction direction) {
    const Snapshot& snapshot = subject();
    NodeId best(std::size_t{0});
    std::size_t most = 0;
    const auto of = snapshot.find_type(type);
    const auto labelled = snapshot.find_label(label);
    if (!of || !labelled) return best;
    for (const NodeId node : snapshot.nodes_with_label(*labelled)) {
        if (snapshot.degree(node, *of, direction) > most) {
            most = snapshot.degree(node, *of, direction);
            best = node;
        }
    }
    return best;
}

NodeId start_of(const benchmark::State& state) {
    return state.range(0) == 0 ? busiest("Committee", "RESPONSIBLE_FOR", Direction::kOutgoing)
                               : busiest("Standard", "REPLACES", Direction::kOutgoing);
}

void name(benchmark::State& state) { state.SetLabel(std::string(subject().id(start_of(state)))); }

void trace(benchmark::State& state) {
    const NodeId start = start_of(state);
    for (auto _ : state) benchmark::DoNotOptimize(query::trace(subject(), start));
    name(state);
}
BENCHMARK(trace)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void impact(benchmark::State& state) {
    const NodeId start = start_of(state);
    query::ImpactOptions options;
    options.depth = static_cast<int>(state.range(1));
    std::size_t affected = 0;
    for (auto _ : state) affected = query::impact(subject(), start, options).affected.size();
    state.counters["affected"] = static_cast<double>(affected);
    name(state);
}
BENCHMARK(impact)->Args({0, 4})->Args({0, 8})->Args({1, 4})->Args({1, 8})->Unit(benchmark::kMillisecond);

void what_if(benchmark::State& state) {
    const NodeId start = start_of(state);
    for (auto _ : state) benchmark::DoNotOptimize(query::what_if(subject(), start, query::Change::kWithdrawn));
    name(state);
}
BENCHMARK(what_if)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

void mirrors(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(query::mirror_table(subject()));
}
BENCHMARK(mirrors)->Unit(benchmark::kMillisecond);

void index_names(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(query::EntityFinder(subject()));
}
BENCHMARK(index_names)->Unit(benchmark::kMillisecond);

void find_name(benchmark::State& state) {
    const query::EntityFinder finder(subject());
    for (auto _ : state) benchmark::DoNotOptimize(finder.find("iso/tc 184 / SC4"));
}
BENCHMARK(find_name)->Unit(benchmark::kMicrosecond);

void analysis(benchmark::State& state, query::Analysis (*analyse)(const Snapshot&, const query::AnalysisOptions&)) {
    query::AnalysisOptions options;
    options.limit = 10;
    for (auto _ : state) benchmark::DoNotOptimize(analyse(subject(), options));
}
BENCHMARK_CAPTURE(analysis, degree, query::analyse_degree)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analysis, pagerank, query::analyse_pagerank)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analysis, betweenness, query::analyse_betweenness)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analysis, components, query::analyse_components)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analysis, communities, query::analyse_communities)->Unit(benchmark::kMillisecond);

}  // namespace
