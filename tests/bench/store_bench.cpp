// Building a register's graph, loading, saving and freezing: nodes and edges per second, MB/s, bytes per element in
// memory.
//
// MIRRORGRAPH_BENCH_GRAPH=graph.json measures that graph; else the register of ISO's documents where ../shared has it;
// else a graph made in its shape.

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "graph/snapshot/snapshot.h"
#include "graph/store/store.h"
#include "ingest/pipeline.h"
#include "schema/json/json.h"
#include "tests/bench/samples.h"
#include "tests/bench/synthetic_graph.h"

using namespace mirrorgraph;

namespace {

const std::vector<std::string>& registers() {
    static const auto paths =
        bench::samples({"registry/iso_documents.csv", "registry/iso_relations.csv"}, "data/corpus/committees.csv");
    return paths;
}

ingest::BuildResult build_registers() {
    static const ingest::Pipeline pipeline = ingest::Pipeline::load();
    std::istringstream nothing;
    ingest::BuildOptions options;
    options.jobs = 1;
    return pipeline.build(registers(), nothing, options);
}

const PropertyGraph& subject() {
    static const PropertyGraph graph = [] {
        const char* path = std::getenv("MIRRORGRAPH_BENCH_GRAPH");
        if (path != nullptr) return load_graph(path);
        if (registers().size() < 2) return bench::synthetic_graph({.evidence_every = 2});
        return std::move(build_registers().resolution.graph);
    }();
    return graph;
}

// The subject as a file, removed at the end.
const std::string& file() {
    struct Temporary {
        std::string path = std::filesystem::temp_directory_path() / ("mirrorgraph-bench-" + std::to_string(getpid()));
        Temporary() { save_graph(subject(), path); }
        ~Temporary() { std::filesystem::remove(path); }
    };
    static const Temporary temporary;
    return temporary.path;
}

void report_rates(benchmark::State& state) {
    const auto rate = benchmark::Counter::kIsIterationInvariantRate;
    state.counters["nodes/s"] = benchmark::Counter(static_cast<double>(subject().node_count()), rate);
    state.counters["edges/s"] = benchmark::Counter(static_cast<double>(subject().relationship_count()), rate);
}

void report_megabytes(benchmark::State& state) {
    state.counters["MB/s"] = benchmark::Counter(static_cast<double>(std::filesystem::file_size(file())) / 1e6,
                                                benchmark::Counter::kIsIterationInvariantRate);
}

double used_bytes() { return static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd); }

void report_memory(benchmark::State& state, double bytes) {
    const auto elements = static_cast<double>(subject().node_count() + subject().relationship_count());
    state.counters["bytes/element"] = bytes / elements;
}

// From CSV to a graph in memory; MB/s of CSV.
void build(benchmark::State& state) {
    std::size_t nodes = 0, relationships = 0, bytes = 0;
    for (auto _ : state) {
        const ingest::BuildResult result = build_registers();
        nodes = result.resolution.graph.node_count();
        relationships = result.resolution.graph.relationship_count();
        bytes = result.bytes;
    }
    const auto rate = benchmark::Counter::kIsIterationInvariantRate;
    state.counters["nodes/s"] = benchmark::Counter(static_cast<double>(nodes), rate);
    state.counters["edges/s"] = benchmark::Counter(static_cast<double>(relationships), rate);
    state.counters["MB/s"] = benchmark::Counter(static_cast<double>(bytes) / 1e6, rate);
}

void load(benchmark::State& state) {
    file();
    double bytes = 0;
    for (auto _ : state) {
        const double before = used_bytes();
        const PropertyGraph graph = load_graph(file());
        bytes = used_bytes() - before;
    }
    report_rates(state);
    report_megabytes(state);
    report_memory(state, bytes);
}

// Beside load: what reading the same bytes costs when nothing is made of them.
void parse_only(benchmark::State& state) {
    struct Nothing : JsonEvents {
        void null() override {}
        void boolean(bool) override {}
        void integer(std::int64_t) override {}
        void floating(double) override {}
        void string(std::string_view) override {}
        void key(std::string_view) override {}
        void begin_object() override {}
        void end_object() override {}
        void begin_array() override {}
        void end_array() override {}
    } nothing;
    for (auto _ : state) read_json(JsonInput::file(file()), nothing);
    report_megabytes(state);
}

// With fsync of file and folder.
void save(benchmark::State& state) {
    const std::string path = file() + "-saved";
    for (auto _ : state) save_graph(subject(), path);
    std::filesystem::remove(path);
    report_rates(state);
    report_megabytes(state);
}

void validate(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(validate_graph(file()));
    report_rates(state);
}

void freeze(benchmark::State& state) {
    std::size_t bytes = 0;
    for (auto _ : state) bytes = Snapshot::freeze(subject())->memory();
    report_rates(state);
    report_memory(state, static_cast<double>(bytes));
}

void clone(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(subject().clone());
    report_rates(state);
}

BENCHMARK(build)->Unit(benchmark::kMillisecond);
BENCHMARK(load)->Unit(benchmark::kMillisecond);
BENCHMARK(parse_only)->Unit(benchmark::kMillisecond);
BENCHMARK(save)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(validate)->Unit(benchmark::kMillisecond);
BENCHMARK(freeze)->Unit(benchmark::kMillisecond);
BENCHMARK(clone)->Unit(benchmark::kMillisecond);

}  // namespace
