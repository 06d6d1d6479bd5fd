// Exports: seconds and MB/s a format, and how far memory rises above the snapshot while writing.
//
// MIRRORGRAPH_BENCH_GRAPH=graph.json measures that graph; else one is made in the shape of ISO's register.

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>

#include "graph/export/export.h"
#include "graph/snapshot/snapshot.h"
#include "graph/store/store.h"
#include "tests/bench/synthetic_graph.h"

using namespace mirrorgraph;

namespace {

const Selection& subject() {
    static const Selection selection = [] {
        const char* path = std::getenv("MIRRORGRAPH_BENCH_GRAPH");
        return Selection::whole(
            Snapshot::freeze(path != nullptr ? load_graph(path) : bench::synthetic_graph({.evidence_every = 2})));
    }();
    return selection;
}

double used_megabytes() { return static_cast<double>(mallinfo2().uordblks + mallinfo2().hblkhd) / 1e6; }

struct Meter {
    double before = used_megabytes();
    double bytes = 0;
    double rise = 0;
    void take(std::string_view text) {
        bytes += static_cast<double>(text.size());
        rise = std::max(rise, used_megabytes() - before);
    }
};

class CountingFolder final : public OutputFolder {
  public:
    explicit CountingFolder(Meter& meter) : output_([&meter](std::string_view text) { meter.take(text); }) {}
    Output& open(std::string_view) override { return output_; }
    void flush() { output_.flush(); }

  private:
    Output output_;
};

void write(benchmark::State& state, const ExportFormat& format) {
    subject();
    double bytes = 0;
    double rise = 0;
    for (auto _ : state) {
        Meter meter;
        if (format.write != nullptr) {
            Output out([&](std::string_view text) { meter.take(text); });
            format.write(subject(), {}, out);
            out.flush();
        } else {
            CountingFolder folder(meter);
            format.write_folder(subject(), {}, folder);
            folder.flush();
        }
        bytes = meter.bytes;
        rise = meter.rise;
    }
    state.counters["MB"] = bytes / 1e6;
    state.counters["MB above"] = rise;
    state.counters["MB/s"] = benchmark::Counter(bytes / 1e6, benchmark::Counter::kIsIterationInvariantRate);
}

// All but pictures and Mermaid, which refuse graphs of such size.
const bool registered = [] {
    for (const ExportFormat& format : export_formats()) {
        if (format.is_picture && format.name != "dot") continue;
        benchmark::RegisterBenchmark(std::string(format.name).c_str(), [&format](benchmark::State& state) {
            write(state, format);
        })->Unit(benchmark::kMillisecond);
    }
    return true;
}();

}  // namespace
