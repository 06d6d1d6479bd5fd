// MB/s of text through reading, recognition, rules and resolution, and what a graph of a real registry costs to load and
// save. Uses ../shared where it is there, the sample corpus where it is not.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <iostream>
#include <sstream>

#include "graph/store/store.h"
#include "ingest/pipeline.h"

namespace mirrorgraph::ingest {
namespace {

namespace fs = std::filesystem;

const Pipeline& pipeline() {
    static const Pipeline loaded = Pipeline::load();
    return loaded;
}

std::vector<std::string> inputs(const std::vector<std::string>& shared, const std::string& fallback) {
    std::vector<std::string> paths;
    for (const std::string& name : shared) {
        const fs::path path = fs::path(MIRRORGRAPH_SOURCE_DIR) / "../shared" / name;
        if (fs::exists(path)) paths.push_back(path.lexically_normal().string());
    }
    if (!paths.empty()) return paths;
    std::cerr << "../shared is not there: measured on " << fallback << " instead\n";
    return {std::string(MIRRORGRAPH_SOURCE_DIR) + "/" + fallback};
}

BuildResult build(const std::vector<std::string>& paths) {
    std::istringstream nothing;
    BuildOptions options;
    options.jobs = 1;
    return pipeline().build(paths, nothing, options);
}

void text_to_graph(benchmark::State& state) {
    const auto paths = inputs({"seeds"}, "data/corpus");
    std::uint64_t bytes = 0;
    for (auto _ : state) bytes += build(paths).bytes;
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(text_to_graph)->Unit(benchmark::kMillisecond);

void registry_to_graph(benchmark::State& state) {
    const auto paths =
        inputs({"registry/iso_documents.csv", "registry/iso_relations.csv"}, "data/corpus/committees.csv");
    std::uint64_t bytes = 0;
    for (auto _ : state) bytes += build(paths).bytes;
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(registry_to_graph)->Unit(benchmark::kMillisecond);

const PropertyGraph& registry() {
    static const BuildResult built =
        build(inputs({"registry/iso_documents.csv", "registry/iso_relations.csv"}, "data/corpus/committees.csv"));
    return built.resolution.graph;
}

void count_elements(benchmark::State& state) {
    const auto rate = [&](std::size_t count) {
        return benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsIterationInvariantRate);
    };
    state.counters["nodes/s"] = rate(registry().node_count());
    state.counters["edges/s"] = rate(registry().relationship_count());
}

void save_registry(benchmark::State& state) {
    std::size_t bytes = 0;
    for (auto _ : state) {
        std::ostringstream out;
        write_graph(registry(), out);
        bytes += out.view().size();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
    count_elements(state);
}
BENCHMARK(save_registry)->Unit(benchmark::kMillisecond);

void load_registry(benchmark::State& state) {
    std::ostringstream out;
    write_graph(registry(), out);
    for (auto _ : state) benchmark::DoNotOptimize(parse_graph(out.view()));
    state.SetBytesProcessed(static_cast<std::int64_t>(out.view().size() * state.iterations()));
    count_elements(state);
}
BENCHMARK(load_registry)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mirrorgraph::ingest
