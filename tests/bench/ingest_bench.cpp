// MB/s of text through the whole pipeline and through each of its stages, at 1, 10 and 100 times the sample documents,
// beside what a single pattern costs RE2 and Hyperscan over the same bytes; peak memory; gain by threads.
//
// Uses ../shared where it is there, the sample corpus where it is not.
#include <benchmark/benchmark.h>
#include <fmt/core.h>
#include <hs/hs.h>
#include <re2/re2.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "ingest/inputs.h"
#include "ingest/pipeline.h"
#include "schema/schema.h"
#include "tests/bench/samples.h"

namespace mirrorgraph::ingest {
namespace {

namespace fs = std::filesystem;

const Pipeline& pipeline() {
    static const Pipeline loaded = Pipeline::load();
    return loaded;
}

struct NamedText {
    std::string path;
    std::string bytes;
};

const std::vector<NamedText>& texts() {
    static const std::vector<NamedText> loaded = [] {
        std::vector<NamedText> all;
        for (const std::string& path : collect_inputs(bench::samples({"seeds"}, "data/corpus")))
            all.push_back({path, read_bytes(path)});
        return all;
    }();
    return loaded;
}

// MB/s of text, where an iteration works on the samples `copies` times over.
void report_rate(benchmark::State& state, std::int64_t copies = 1) {
    std::size_t size = 0;
    for (const NamedText& text : texts()) size += text.bytes.size();
    state.counters["MB/s"] = benchmark::Counter(static_cast<double>(size) * static_cast<double>(copies) / 1e6,
                                                benchmark::Counter::kIsIterationInvariantRate);
}

// A folder that holds every sample several times over, gone at the end.
class Copies {
  public:
    explicit Copies(std::int64_t count)
        : folder_(fs::temp_directory_path() / fmt::format("mirrorgraph-bench-{}-{}", getpid(), count)) {
        fs::create_directory(folder_);
        for (const NamedText& text : texts()) {
            for (std::int64_t i = 0; i < count; ++i) {
                std::ofstream(folder_ / fmt::format("{}-{}", i, fs::path(text.path).filename().string())) << text.bytes;
            }
        }
    }
    ~Copies() { fs::remove_all(folder_); }
    Copies(const Copies&) = delete;
    Copies& operator=(const Copies&) = delete;
    std::string folder() const { return folder_.string(); }

  private:
    fs::path folder_;
};

// Of resident memory since the last reset, in bytes; 0 where the system does not tell.
class PeakMemory {
  public:
    PeakMemory() { std::ofstream("/proc/self/clear_refs") << 5; }
    static double bytes() {
        std::ifstream status("/proc/self/status");
        for (std::string line; std::getline(status, line);) {
            if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) * 1024;
        }
        return 0;
    }
};

BuildResult build(const std::string& folder, unsigned jobs) {
    std::istringstream nothing;
    BuildOptions options;
    options.jobs = jobs;
    return pipeline().build({folder}, nothing, options);
}

void text_to_graph(benchmark::State& state) {
    const Copies copies(state.range(0));
    pipeline();
    const PeakMemory peak;
    for (auto _ : state) benchmark::DoNotOptimize(build(copies.folder(), 1));
    report_rate(state, state.range(0));
    state.counters["peak MB"] = PeakMemory::bytes() / 1e6;
}
BENCHMARK(text_to_graph)->Arg(1)->Arg(10)->Arg(100)->ArgName("copies")->Unit(benchmark::kMillisecond);

void text_to_graph_on_threads(benchmark::State& state) {
    const Copies copies(10);
    pipeline();
    for (auto _ : state) benchmark::DoNotOptimize(build(copies.folder(), static_cast<unsigned>(state.range(0))));
    report_rate(state, 10);
}
BENCHMARK(text_to_graph_on_threads)
    ->RangeMultiplier(2)
    ->Range(1, std::max<std::int64_t>(2, std::thread::hardware_concurrency()))
    ->ArgName("threads")
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

// The stages, one after the other.

const std::vector<Extraction>& read_texts() {
    static const std::vector<Extraction> read = [] {
        std::vector<Extraction> all;
        for (const NamedText& text : texts()) all.push_back(Reader::load().read(text.path, text.bytes));
        return all;
    }();
    return read;
}

std::vector<Extraction>& extracted_texts() {
    static std::vector<Extraction> extracted = [] {
        std::vector<Extraction> all;
        for (const NamedText& text : texts()) all.push_back(pipeline().extract(text.path, text.bytes));
        return all;
    }();
    return extracted;
}

void stage_read(benchmark::State& state) {
    const Reader reader = Reader::load();
    for (auto _ : state) {
        for (const NamedText& text : texts()) benchmark::DoNotOptimize(reader.read(text.path, text.bytes));
    }
    report_rate(state);
}
BENCHMARK(stage_read)->Unit(benchmark::kMillisecond);

void stage_recognise(benchmark::State& state) {
    const auto recognisers = Recognisers::load();
    read_texts();
    for (auto _ : state) {
        for (const Extraction& text : read_texts()) benchmark::DoNotOptimize(recognisers->recognise(text.document));
    }
    report_rate(state);
}
BENCHMARK(stage_recognise)->Unit(benchmark::kMillisecond);

void stage_rules(benchmark::State& state) {
    const RuleEngine rules = RuleEngine::load();
    extracted_texts();
    for (auto _ : state) {
        for (Extraction& text : extracted_texts())
            benchmark::DoNotOptimize(rules.find_claims(text.document, text.mentions));
    }
    report_rate(state);
}
BENCHMARK(stage_rules)->Unit(benchmark::kMillisecond);

void stage_resolve(benchmark::State& state) {
    extracted_texts();
    for (auto _ : state) benchmark::DoNotOptimize(resolve(extracted_texts(), standards_schema()));
    report_rate(state);
}
BENCHMARK(stage_resolve)->Unit(benchmark::kMillisecond);

void start(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(Pipeline::load());
}
BENCHMARK(start)->Unit(benchmark::kMillisecond);

// Yardsticks: one pattern, all its matches, over the bytes as they lie in memory.

constexpr const char* kYardstick = R"(\b(issued|released|published|promulgated)\b[^.;\n]{0,60}\b(Law|Plan|Measures)\b)";

void yardstick_re2(benchmark::State& state) {
    const re2::RE2 pattern(kYardstick);
    std::size_t count = 0;
    for (auto _ : state) {
        for (const NamedText& text : texts()) {
            re2::StringPiece rest(text.bytes);
            while (re2::RE2::FindAndConsume(&rest, pattern)) ++count;
        }
    }
    report_rate(state);
    state.counters["matches"] = benchmark::Counter(static_cast<double>(count), benchmark::Counter::kAvgIterations);
}
BENCHMARK(yardstick_re2)->Unit(benchmark::kMillisecond);

int count_match(unsigned, unsigned long long, unsigned long long, unsigned, void* count) {
    ++*static_cast<std::size_t*>(count);
    return 0;
}

void yardstick_hyperscan(benchmark::State& state) {
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    hs_scratch_t* scratch = nullptr;
    if (hs_compile(kYardstick, HS_FLAG_DOTALL, HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS ||
        hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
        hs_free_compile_error(error);
        hs_free_database(database);
        return state.SkipWithError("Hyperscan does not run on this machine");
    }
    std::size_t count = 0;
    for (auto _ : state) {
        for (const NamedText& text : texts()) {
            hs_scan(database, text.bytes.data(), static_cast<unsigned>(text.bytes.size()), 0, scratch, count_match,
                    &count);
        }
    }
    hs_free_scratch(scratch);
    hs_free_database(database);
    report_rate(state);
    state.counters["matches"] = benchmark::Counter(static_cast<double>(count), benchmark::Counter::kAvgIterations);
}
BENCHMARK(yardstick_hyperscan)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace mirrorgraph::ingest
