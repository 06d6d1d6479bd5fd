#include "graph/store/journal/current_graph.h"

#include <atomic>
#include <thread>

#include "graph/store/journal/graph_store.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "tests/graph/journal/workload.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

TEST_CASE("current graph: has what the journal has on top of the file, without a lock and without a trace") {
    const test::TemporaryFolder folder;
    const test::Workload workload = test::make_workload(6);
    const std::string path = folder.write("graph.json", workload.states[0]);
    CHECK(test::to_text(load_current_graph(path)) == workload.states[0]);
    const auto store = GraphStore::open(path);
    PropertyGraph graph = store->take_graph();
    for (std::size_t i = 0; i < 6; ++i) {
        store->append(workload.changes[i]);
        apply(workload.changes[i], graph);
        CHECK(test::to_text(load_current_graph(path)) == workload.states[i + 1]);
        if (i == 3) store->finish_snapshot(*store->begin_snapshot(), graph);
        CHECK(test::to_text(load_current_graph(path)) == workload.states[i + 1]);
    }
    CHECK(store->unsaved_changes() == 2);
}

TEST_CASE("current graph: a file that was replaced counts, unless changes waited for the old one") {
    const test::TemporaryFolder folder;
    const test::Workload workload = test::make_workload(2);
    const std::string path = folder.write("graph.json", workload.states[0]);
    GraphStore::open(path);
    folder.write("graph.json", workload.states[1]);
    CHECK(test::to_text(load_current_graph(path)) == workload.states[1]);
    {
        const auto store = GraphStore::open(path);
        store->append(workload.changes[1]);
    }
    folder.write("graph.json", workload.states[0]);
    CHECK_THROWS_WITH(load_current_graph(path), test::contains("waited to be written into it"));
}

TEST_CASE("current graph: a torn end is no change, damage is an error") {
    const test::TemporaryFolder folder;
    const test::Workload workload = test::make_workload(2);
    const std::string path = folder.write("graph.json", workload.states[0]);
    {
        const auto store = GraphStore::open(path);
        for (const ChangeSet& changes : workload.changes) store->append(changes);
    }
    const std::string segment = "graph.json.journal/00000000000000000001";
    const std::string bytes = test::read_file(folder / segment);
    folder.write(segment, bytes.substr(0, bytes.size() - 3));
    CHECK(test::to_text(load_current_graph(path)) == workload.states[1]);
    std::string damaged = bytes;
    damaged[damaged.size() - 20] ^= 1;
    folder.write(segment, damaged);
    CHECK_THROWS_WITH(load_current_graph(path), test::contains("is damaged"));
}

TEST_CASE("current graph: a reader beside a writer sees whole states only, each no older than the one before") {
    const test::TemporaryFolder folder;
    const test::Workload workload = test::make_workload(40);
    const std::string path = folder.write("graph.json", workload.states[0]);
    const auto store = GraphStore::open(path);
    std::atomic<std::size_t> acknowledged = 0;
    std::atomic<bool> done = false;
    std::thread writer([&] {
        PropertyGraph graph = store->take_graph();
        for (std::size_t i = 0; i < workload.changes.size(); ++i) {
            store->append(workload.changes[i]);
            acknowledged = i + 1;
            apply(workload.changes[i], graph);
            if (i % 3 == 0) store->finish_snapshot(*store->begin_snapshot(), graph);
        }
        done = true;
    });
    std::size_t seen = 0;
    bool is_last = false;
    while (!is_last) {
        is_last = done;
        const std::size_t least = std::max<std::size_t>(seen, acknowledged);
        const std::string text = test::to_text(load_current_graph(path));
        const auto found =
            std::find(workload.states.begin() + static_cast<std::ptrdiff_t>(least), workload.states.end(), text);
        if (found == workload.states.end()) break;
        seen = static_cast<std::size_t>(found - workload.states.begin());
    }
    writer.join();
    CHECK(seen == workload.changes.size());
}
