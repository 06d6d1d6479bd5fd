#include "query/durable_database.h"

#include <thread>

#include "graph/store/store.h"
#include "schema/error.h"
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
