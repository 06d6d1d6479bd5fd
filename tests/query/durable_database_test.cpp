#include "query/durable_database.h"

#include <thread>

#include "graph/store/store.h"
#include "graph/store/written.h"
#include "schema/error.h"
#include "schema/files/sha256.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/simulated_files.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

using test::to_text;

std::int64_t count(DurableDatabase& durable) {
    Result result = durable.database()->prepare("MATCH (n) RETURN count(n)").run();
    REQUIRE(result.next());
    return result[0].as_integer();
}

constexpr const char* kPath = "graph.json";

// A graph that a build has made, as its file.
std::string built_text() {
    PropertyGraph graph;
    graph.add_node("document:a.txt", {"Document"}, {{"path", "a.txt"}});
    return to_text(graph);
}

// One write to it, and an ordered stop.
void write_once(test::SimulatedFiles& disk, bool& is_acknowledged) {
    DurableDatabase::Options options;
    options.files = &disk;
    DurableDatabase durable(kPath, options);
    durable.database()->prepare("CREATE (:N)").run();
    is_acknowledged = true;
    durable.save();
}

// Whatever was kept, a build that follows finds the graph before the first write, and carries what was written.
void check_carried(test::SimulatedFiles& disk, bool is_acknowledged) {
    DurableDatabase::Options options;
    options.files = &disk;
    const PropertyGraph now = DurableDatabase(kPath, options).database()->to_graph();
    const auto digest = built_digest(now.metadata());
    REQUIRE((digest || !is_acknowledged));
    REQUIRE(now.node_count() == (digest ? 2U : 1U));
    if (digest) REQUIRE(*digest == sha256(built_text()));
    const PropertyGraph carried = carry_written(kPath, now, parse_graph(built_text()), kPath, disk);
    REQUIRE(carried.node_count() == now.node_count());
}

}  // namespace

TEST_CASE("durable database: what was written is there after opening again, and in the file after saving") {
    const test::TemporaryFolder folder;
    const std::string path = folder / "graph.json";
    save_graph(PropertyGraph(), path);
    {
        DurableDatabase durable(path);
        for (int i = 0; i < 5; ++i) {
            durable.database()->prepare("CREATE (:N {i: $i})-[:R]->(:M)").run({{"i", i}});
        }
        CHECK(durable.unsaved_changes() == 5);
        CHECK(load_graph(path).node_count() == 0);
    }
    DurableDatabase durable(path);
    CHECK(durable.notes() == std::vector<std::string>{"took over 5 changes from the journal"});
    CHECK(count(durable) == 10);
    CHECK(durable.save());
    CHECK_FALSE(durable.save());
    CHECK(to_text(load_graph(path)) == to_text(durable.database()->to_graph()));
}

TEST_CASE("durable database: the file is written anew while writers go on") {
    const test::TemporaryFolder folder;
    const std::string path = folder / "graph.json";
    save_graph(PropertyGraph(), path);
    DurableDatabase::Options options;
    options.most_unsaved_bytes = 2'000;
    std::string written;
    {
        DurableDatabase durable(path, options);
        std::vector<std::thread> writers;
        for (int writer = 0; writer < 3; ++writer) {
            writers.emplace_back([&durable] {
                for (int i = 0; i < 60; ++i) durable.database()->prepare("CREATE (:N {i: $i})").run({{"i", i}});
            });
        }
        for (int i = 0; i < 5; ++i) durable.save();
        for (std::thread& writer : writers) writer.join();
        CHECK_FALSE(durable.fault());
        CHECK(count(durable) == 180);
        written = to_text(durable.database()->to_graph());
    }
    DurableDatabase durable(path);
    CHECK(to_text(durable.database()->to_graph()) == written);
}

TEST_CASE("durable database: after a fault of the disk it is read, and every write is refused with the reason") {
    test::SimulatedFiles disk;
    disk.put("graph.json", to_text(PropertyGraph()));
    DurableDatabase::Options options;
    options.files = &disk;
    DurableDatabase durable("graph.json", options);
    durable.database()->prepare("CREATE (:N)").run();
    disk.fail_at(disk.calls() + 1, test::SimulatedFiles::Fault::kNoSpace, false);
    CHECK_THROWS_WITH(durable.database()->prepare("CREATE (:N)").run(), test::contains("No space left on device"));
    REQUIRE(durable.fault());
    CHECK_THAT(*durable.fault(), test::contains("No space left on device"));
    CHECK_THROWS_WITH(durable.database()->prepare("CREATE (:N)").run(), test::contains("takes no changes any more"));
    CHECK_THROWS_AS(durable.save(), Error);
    CHECK(count(durable) == 1);
}

TEST_CASE("durable database: the first write to a built graph keeps its file as it is") {
    test::SimulatedFiles disk;
    disk.put(kPath, built_text());
    DurableDatabase::Options options;
    options.files = &disk;
    auto durable = std::make_unique<DurableDatabase>(kPath, options);
    const std::uint64_t before = disk.calls();
    durable->database()->prepare("CREATE (:N)").run();
    CHECK(disk.calls() - before == 4);  // a name and its folder, a record and its sync
    const std::string kept = fmt::format("{}.built-{}", kPath, sha256(built_text()).substr(0, 16));
    CHECK(disk.files().at(kept) == built_text());
    CHECK(disk.identity(kept) == disk.identity(kPath));
    CHECK(durable->save());
    CHECK(disk.files().at(kept) == built_text());
    durable.reset();
    check_carried(disk, true);
}

TEST_CASE("durable database: a first write is carried over whatever call the power goes at") {
    test::SimulatedFiles whole;
    whole.put(kPath, built_text());
    bool is_acknowledged = false;
    write_once(whole, is_acknowledged);
    REQUIRE(is_acknowledged);
    using Loss = test::SimulatedFiles::Loss;
    for (std::uint64_t call = 1; call <= whole.calls(); ++call) {
        for (std::uint32_t seed = 0; seed < 10; ++seed) {
            INFO("call " << call << " seed " << seed);
            test::SimulatedFiles disk;
            disk.put(kPath, built_text());
            disk.lose_power_at(call);
            is_acknowledged = false;
            REQUIRE_THROWS_AS(write_once(disk, is_acknowledged), test::Power);
            disk.crash(seed == 0 ? Loss::kAll : seed == 1 ? Loss::kNone : Loss::kSome, seed);
            check_carried(disk, is_acknowledged);
        }
    }
}
