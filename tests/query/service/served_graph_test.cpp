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

TEST_CASE("served graph: under many changes, folded or not, indexes never go back") {
    ServedGraph graph(database(8000));
    const auto first = graph.database().graph().shared_base();
    graph.indexed()->search();
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
        graph.run(*graph.prepare("UNWIND range(1, 5) AS i CREATE (:Topic {name: 'new'})"), {}, {}, {});
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    for (int tries = 0; tries < 3000 && graph.database().graph().shared_base() == first; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    writing = false;
    for (std::thread& reader : readers) reader.join();
    CHECK_FALSE(went_back);
    CHECK(graph.database().graph().shared_base() != first);
    CHECK(graph.indexed()->finder.find("new").size() == 1500);
    CHECK(graph.indexed()->search().search("topic 4711", 1).size() == 1);
}
