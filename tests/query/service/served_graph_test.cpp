#include "query/service/served_graph.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "schema/schema.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

std::shared_ptr<Database> database(int nodes) {
    auto out = Database::writable(Snapshot::freeze(PropertyGraph(schema_by_name("open"))));
    out->prepare("UNWIND range(1, $n) AS i CREATE (:Topic {name: 'topic ' + toString(i)})").run({{"n", nodes}});
    return out;
}

void change(ServedGraph& graph) { graph.run(*graph.prepare("CREATE (:Topic {name: 'new'})"), {}, {}, {}); }

}  // namespace

TEST_CASE("served graph: who changes a graph finds the change") {
    ServedGraph graph(database(10));
    CHECK(graph.indexed()->finder.find("new").empty());
    for (std::size_t changes = 1; changes <= 3; ++changes) {
        change(graph);
        CHECK(graph.indexed()->version == graph.database().version());
        CHECK(graph.indexed()->finder.find("new").size() == changes);
    }
}

TEST_CASE("served graph: under many changes indexes never go back, and catch up in the end") {
    ServedGraph graph(database(8000));
    std::atomic<bool> writing{true};
    std::atomic<bool> went_back{false};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            for (std::uint64_t last = 0; writing;) {
                const auto indexed = graph.indexed();
                if (indexed->version < last) went_back = true;
                last = indexed->version;
                std::this_thread::yield();
            }
        });
    }
    for (int i = 0; i < 300; ++i) {
        change(graph);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    writing = false;
    for (std::thread& reader : readers) reader.join();
    CHECK_FALSE(went_back);
    for (int tries = 0; tries < 3000 && graph.indexed()->version != graph.database().version(); ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(graph.indexed()->finder.find("new").size() == 300);
}
