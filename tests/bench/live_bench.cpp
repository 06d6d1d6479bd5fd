// A graph that is written to while it is served: writes a second that are on the disk when they are answered, by one and by
// several writers; the first task after a write; a document or a decision that has the graph made anew.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "graph/store/store.h"
#include "ingest/rebuild.h"
#include "query/service/rebuild/rebuilds.h"
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

// Of 60,000 standards; indexes are made anew.
void index_after_write(benchmark::State& state) {
    Served served(bench::synthetic_graph());
    served.graph().indexed();
    for (auto _ : state) {
        state.PauseTiming();
        served.write();
        state.ResumeTiming();
        const auto indexed = served.graph().indexed();
        if (state.range(0) == 1) benchmark::DoNotOptimize(&indexed->search());
    }
}
BENCHMARK(index_after_write)->ArgName("search")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

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
