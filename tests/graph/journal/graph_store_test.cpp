#include "graph/store/journal/graph_store.h"

#include "graph/store/store.h"
#include "schema/error.h"
#include "tests/graph/journal/workload.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/simulated_files.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

namespace {

// A workload whose first state stands in a file of its own.
struct StoredWorkload {
    explicit StoredWorkload(std::size_t changes)
        : workload(test::make_workload(changes)), path(folder.write("graph.json", workload.states[0])) {}

    test::TemporaryFolder folder;
    test::Workload workload;
    std::string path;
};

std::size_t count_files(const std::string& folder, const std::string& prefix) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        count += entry.path().filename().string().starts_with(prefix) ? 1 : 0;
    }
    return count;
}

void append(GraphStore& store, PropertyGraph& graph, const ChangeSet& changes) {
    store.append(changes);
    apply(changes, graph);
}

void save(GraphStore& store, const PropertyGraph& graph) {
    const auto mark = store.begin_snapshot();
    REQUIRE(mark);
    store.finish_snapshot(*mark, graph);
}

}  // namespace

TEST_CASE("graph store: changes outlive the process without a snapshot, and then stand in the file") {
    const auto [folder, workload, path] = StoredWorkload(9);
    for (std::size_t i = 0; i < 9; i += 3) {
        const auto store = GraphStore::open(path);
        PropertyGraph graph = store->take_graph();
        CHECK(test::to_text(graph) == workload.states[i]);
        CHECK(store->unsaved_changes() == i);
        for (std::size_t j = i; j < i + 3; ++j) append(*store, graph, workload.changes[j]);
        CHECK(test::read_file(path) == workload.states[0]);
    }
    const auto store = GraphStore::open(path);
    REQUIRE(store->notes().size() == 1);
    CHECK(store->notes()[0] == "took over 9 changes from the journal");
    const PropertyGraph graph = store->take_graph();
    save(*store, graph);
    CHECK(test::read_file(path) == workload.states[9]);
    CHECK(store->unsaved_changes() == 0);
    CHECK(store->unsaved_bytes() == 0);
    CHECK_FALSE(store->begin_snapshot());
    // Nothing but the graph and its journal is left beside it.
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 2);
}

TEST_CASE("graph store: changes that wait at once are one record, and as many changes when they are read") {
    const test::TemporaryFolder folder;
    const test::Workload workload = test::make_workload(7);
    const std::string path = folder.write("graph.json", workload.states[0]);
    {
        const auto store = GraphStore::open(path);
        GraphStore::Ticket last = 0;
        for (const ChangeSet& changes : workload.changes) last = store->hand_in(changes);
        CHECK(store->unsaved_changes() == 0);
        store->wait(last);
        store->wait(1);
        CHECK(store->unsaved_changes() == 7);
    }
    const auto store = GraphStore::open(path);
    CHECK(store->notes() == std::vector<std::string>{"took over 7 changes from the journal"});
    CHECK(test::to_text(store->take_graph()) == workload.states[7]);
}

TEST_CASE("graph store: two snapshots are kept, and the segments that the older one needs") {
    const auto [folder, workload, path] = StoredWorkload(12);
    const auto store = GraphStore::open(path);
    PropertyGraph graph = store->take_graph();
    for (const ChangeSet& changes : workload.changes) {
        append(*store, graph, changes);
        save(*store, graph);
    }
    CHECK(count_files(path + ".journal", "snapshot-") == 2);
    CHECK(count_files(path + ".journal", "0") == 2);
}

TEST_CASE("graph store: changes made while a snapshot is written are in the journal") {
    const auto [folder, workload, path] = StoredWorkload(6);
    {
        const auto store = GraphStore::open(path);
        PropertyGraph graph = store->take_graph();
        for (std::size_t i = 0; i < 3; ++i) append(*store, graph, workload.changes[i]);
        const PropertyGraph then = graph.clone();
        const auto mark = store->begin_snapshot();
        REQUIRE(mark);
        for (std::size_t i = 3; i < 6; ++i) append(*store, graph, workload.changes[i]);
        store->finish_snapshot(*mark, then);
        CHECK(test::read_file(path) == workload.states[3]);
        CHECK(store->unsaved_changes() == 3);
    }
    CHECK(test::to_text(GraphStore::open(path)->take_graph()) == workload.states[6]);
}

TEST_CASE("graph store: an older snapshot never takes the place of a newer one") {
    const auto [folder, workload, path] = StoredWorkload(2);
    const auto store = GraphStore::open(path);
    PropertyGraph graph = store->take_graph();
    append(*store, graph, workload.changes[0]);
    const PropertyGraph older = graph.clone();
    const auto first = store->begin_snapshot();
    append(*store, graph, workload.changes[1]);
    const auto second = store->begin_snapshot();
    store->finish_snapshot(*second, graph);
    store->finish_snapshot(*first, older);
    CHECK(test::read_file(path) == workload.states[2]);
}

TEST_CASE("graph store: one writer at a time, and nobody replaces the file meanwhile") {
    const auto [folder, workload, path] = StoredWorkload(1);
    std::filesystem::create_symlink("graph.json", folder / "link.json");
    auto store = GraphStore::open(path);
    for (const std::string& name : {path, folder / "link.json"}) {
        CHECK_THROWS_WITH(GraphStore::open(name), test::contains("is open for writing elsewhere, by process"));
        CHECK_THROWS_WITH(save_graph(PropertyGraph(), name), test::contains("is open for writing elsewhere"));
    }
    store->append(workload.changes[0]);
    store.reset();
    CHECK_THROWS_WITH(save_graph(PropertyGraph(), path),
                      test::contains("1 change made to '" + path + "' would be lost"));
    store = GraphStore::open(path);
    save(*store, store->take_graph());
    store.reset();
    CHECK_NOTHROW(save_graph(PropertyGraph(), path));
}

TEST_CASE("graph store: a file replaced while nothing waited is taken as it is") {
    const auto [folder, workload, path] = StoredWorkload(3);
    {
        const auto store = GraphStore::open(path);
        PropertyGraph graph = store->take_graph();
        append(*store, graph, workload.changes[0]);
        save(*store, graph);
    }
    // A backup that is put back, too.
    for (const std::string& content : {workload.states[3], workload.states[0]}) {
        folder.write("graph.json", content);
        const auto store = GraphStore::open(path);
        REQUIRE(store->notes().size() == 1);
        CHECK_THAT(store->notes()[0], test::contains("was replaced since"));
        CHECK(test::to_text(store->take_graph()) == content);
    }
    CHECK(GraphStore::open(path)->notes().empty());
}

TEST_CASE("graph store: a file replaced while changes waited is not opened") {
    const auto [folder, workload, path] = StoredWorkload(3);
    GraphStore::open(path)->append(workload.changes[0]);
    folder.write("graph.json", workload.states[3]);
    CHECK_THROWS_WITH(GraphStore::open(path), test::contains("was replaced or edited while 1 change"));
    std::filesystem::remove(path);
    CHECK_THROWS_WITH(GraphStore::open(path), test::contains("is missing, and its journal is there"));
    folder.write("graph.json", workload.states[0]);
    CHECK(test::to_text(GraphStore::open(path)->take_graph()) == workload.states[1]);
}

TEST_CASE("graph store: a file replaced under an open store is not written over") {
    const auto [folder, workload, path] = StoredWorkload(3);
    const auto store = GraphStore::open(path);
    PropertyGraph graph = store->take_graph();
    append(*store, graph, workload.changes[0]);
    folder.write("graph.json", workload.states[3]);
    const auto mark = store->begin_snapshot();
    CHECK_THROWS_WITH(store->finish_snapshot(*mark, graph), test::contains("was changed by another program"));
    CHECK(test::read_file(path) == workload.states[3]);
    CHECK(store->fault());
}

TEST_CASE("graph store: permissions and links of the file are kept") {
    const auto [folder, workload, path] = StoredWorkload(1);
    using std::filesystem::perms;
    std::filesystem::permissions(path, perms::owner_read | perms::owner_write);
    std::filesystem::create_symlink("graph.json", folder / "link.json");
    const auto store = GraphStore::open(folder / "link.json");
    PropertyGraph graph = store->take_graph();
    append(*store, graph, workload.changes[0]);
    save(*store, graph);
    CHECK(std::filesystem::is_symlink(folder / "link.json"));
    CHECK(std::filesystem::exists(path + ".journal"));
    CHECK((std::filesystem::status(path).permissions() & perms::all) == (perms::owner_read | perms::owner_write));
}

TEST_CASE("graph store: a missing or damaged file is refused as when it is read") {
    const test::TemporaryFolder folder;
    CHECK_THROWS_WITH(GraphStore::open(folder / "none.json"), test::contains("No such file"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 0);
    const std::string path = folder.write("bad.json", "{\"graph\":");
    CHECK_THROWS_AS(GraphStore::open(path), Error);
    CHECK(test::read_file(path) == "{\"graph\":");
}

TEST_CASE("graph store: cut off at any byte of the last segment, what is whole before is kept") {
    const test::Workload workload = test::make_workload(5);
    test::SimulatedFiles disk;
    disk.put("graph.json", workload.states[0]);
    std::vector<std::size_t> ends;
    const std::string segment = "graph.json.journal/00000000000000000001";
    {
        const auto store = GraphStore::open("graph.json", disk);
        ends.push_back(disk.files().at(segment).size());
        for (const ChangeSet& changes : workload.changes) {
            store->append(changes);
            ends.push_back(disk.files().at(segment).size());
        }
    }
    const std::string bytes = disk.files().at(segment);
    for (std::size_t size = ends[0]; size < bytes.size(); ++size) {
        INFO("at byte " << size);
        disk.put(segment, bytes.substr(0, size));
        disk.put("graph.json", workload.states[0]);
        const auto whole = static_cast<std::size_t>(
            std::count_if(ends.begin() + 1, ends.end(), [&](std::size_t end) { return end <= size; }));
        const auto store = GraphStore::open("graph.json", disk);
        REQUIRE(test::to_text(store->take_graph()) == workload.states[whole]);
        const bool torn = size != ends[whole];
        REQUIRE(store->notes().size() == (torn ? 1u : 0u) + (whole > 0 ? 1u : 0u));
        if (torn) REQUIRE_THAT(store->notes()[0], test::contains("cut off what a crash left of a change"));
        // The place is free for the next change.
        store->append(workload.changes[whole]);
    }
}

TEST_CASE("graph store: a journal of another version is refused, and not called damaged") {
    const test::Workload workload = test::make_workload(1);
    test::SimulatedFiles disk;
    disk.put("graph.json", workload.states[0]);
    GraphStore::open("graph.json", disk)->append(workload.changes[0]);
    // Version 7, with the checksum that belongs to it.
    const std::string header("mgjrnl\n\r\x01\0\0\0\0\0\0\0\x07\0\0\0", 20);
    std::uint32_t crc = 0xFFFFFFFF;
    for (char byte : header) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc % 2 == 1 ? 0x82F63B78u : 0u);
    }
    std::string bytes = header;
    for (int i = 0; i < 4; ++i) bytes += static_cast<char>(~crc >> (8 * i));
    disk.put("graph.json.journal/00000000000000000001", bytes);
    try {
        GraphStore::open("graph.json", disk);
        FAIL("it was opened");
    } catch (const Error& error) {
        CHECK_THAT(error.what(), test::contains("journal version 7, and this program reads 2"));
        CHECK(error.remedy() == "open it with the mirrorgraph that wrote it");
    }
}
