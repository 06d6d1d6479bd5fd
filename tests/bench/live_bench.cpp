// A graph that is written to while it is served: writes a second that are on the disk when they are answered, by one and by
// several writers; the first task after a write; a document or a decision that has the graph made anew.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "graph/store/store.h"
#include "ingest/rebuild.h"
#include "query/service/rebuild/rebuilds.h"
#include "query/tasks/trace/trace.h"
#include "tests/bench/synthetic_graph.h"

using namespace mirrorgraph;

namespace {

// A graph file that is served, gone at the end.
class Served {
  public:
    explicit Served(const PropertyGraph& graph) {
        std::filesystem::create_directories(folder_);
        save_graph(graph, path());
        durable_ = std::make_shared<query::DurableDatabase>(path());
        graph_ = std::make_unique<query::ServedGraph>(durable_->database(), durable_);
    }
    ~Served() {
        graph_.reset();
        durable_.reset();
        std::filesystem::remove_all(folder_);
    }
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    std::string path() const { return folder_ + "/graph.json"; }
    query::ServedGraph& graph() { return *graph_; }
    void write() { graph_->database().prepare("CREATE (:Topic {name: 'x'})").run(); }

  private:
    std::string folder_ =
        std::filesystem::temp_directory_path() / ("mirrorgraph-bench-live-" + std::to_string(getpid()));
    std::shared_ptr<query::DurableDatabase> durable_;
    std::unique_ptr<query::ServedGraph> graph_;
};

std::unique_ptr<Served> written;

void write(benchmark::State& state) {
    if (state.thread_index() == 0) written = std::make_unique<Served>(PropertyGraph(standards_schema()));
    for (auto _ : state) written->write();
    state.SetItemsProcessed(state.iterations());
    if (state.thread_index() == 0) written.reset();
}
BENCHMARK(write)->Threads(1)->Threads(4)->Threads(8)->UseRealTime();

// What a person waits for when somebody has just written a little into a graph of `standards`, long after the last write.
using Ask = void (*)(query::ServedGraph&);

void ask_code(query::ServedGraph& graph) {
    query::Result rows = graph.prepare("MATCH (s:Standard {code: $code}) RETURN s.title")
                             ->run({{"code", "ISO 1100-1:1997"}});  // whichever of them is there
    while (rows.next()) benchmark::DoNotOptimize(rows[0]);
}
void ask_name(query::ServedGraph& graph) {
    const auto indexed = graph.indexed();
    benchmark::DoNotOptimize(indexed->finder.find("iso/tc 12 / SC4"));
}
void ask_search(query::ServedGraph& graph) {
    const auto indexed = graph.indexed();
    benchmark::DoNotOptimize(indexed->search().search("road vehicles 12", 10));
}
void ask_trace(query::ServedGraph& graph) {
    const auto indexed = graph.indexed();
    benchmark::DoNotOptimize(query::trace(*indexed->snapshot, indexed->finder.find_or_throw("iso/tc 12 / SC4")));
}

void after_write(benchmark::State& state, Ask ask) {
    Served served(bench::synthetic_graph({.standards = static_cast<int>(state.range(0))}));
    served.graph().indexed()->search();
    ask(served.graph());
    for (auto _ : state) {
        state.PauseTiming();
        served.write();
        state.ResumeTiming();
        ask(served.graph());
    }
}
#define AFTER_WRITE(what)                            \
    BENCHMARK_CAPTURE(after_write, what, ask_##what) \
        ->ArgName("standards")                       \
        ->Arg(60'000)                                \
        ->Arg(600'000)                               \
        ->Unit(benchmark::kMillisecond)              \
        ->UseRealTime()                              \
        ->Iterations(10)
AFTER_WRITE(code);
AFTER_WRITE(name);
AFTER_WRITE(search);
AFTER_WRITE(trace);

// The first question of its kind after the start.
void first_code(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        const auto fresh = Snapshot::freeze(bench::synthetic_graph({.standards = static_cast<int>(state.range(0))}));
        query::ServedGraph graph(query::Database::read_only(fresh));
        state.ResumeTiming();
        ask_code(graph);
    }
}
BENCHMARK(first_code)
    ->ArgName("standards")
    ->Arg(60'000)
    ->Arg(600'000)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(2);

// A short document beside `range` others, all of the cache but it.
void upload(benchmark::State& state) {
    Served served{PropertyGraph(standards_schema())};
    query::Rebuilds rebuilds(
        served.graph(),
        {.graph = served.path(), .decisions = served.path() + ".decisions", .rebuild = ingest::make_rebuilder()});
    const auto add = [&rebuilds](std::int64_t number, std::int64_t version) {
        const std::string text = fmt::format("ISO/TC {} is mirrored in China by SAC/TC{}. Version {}.\n",
                                             number % 300 + 1, number % 500 + 1, version);
        return rebuilds.wait(rebuilds.add_document(fmt::format("{}.txt", number), text), std::chrono::minutes(1));
    };
    for (std::int64_t i = 0; i < state.range(0); ++i) add(i, 0);
    std::int64_t version = 0;
    for (auto _ : state) add(0, ++version);
}
BENCHMARK(upload)->Arg(1)->Arg(100)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
