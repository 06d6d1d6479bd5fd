#include "query/exec/view/commit.h"

#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "query/engine.h"
#include "schema/error.h"
#include "tests/query/random_writes.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

using test::to_text;

// A database whose changes are applied to a second graph, as a journal would when it is read again.
struct Followed {
    PropertyGraph follower;
    std::shared_ptr<Database> database;
    std::size_t changes = 0;

    explicit Followed(const PropertyGraph& graph) : follower(graph.clone()) {
        database = Database::writable(Snapshot::freeze(graph), [this](const ChangeSet& change) -> Database::Kept {
            apply(parse_change_set(to_json(change)), follower);
            ++changes;
            return {};
        });
    }
    void run(const std::string& text, Map parameters = {}) { database->prepare(text).run(std::move(parameters)); }
    void check() const { REQUIRE(to_text(follower) == to_text(database->to_graph())); }
};

// The writes of one query, of which the first is a setup.
void check_refused(const std::string& setup, const std::string& text, const std::string& reason) {
    const auto database = Database::writable(Snapshot::freeze(PropertyGraph(standards_schema())));
    if (!setup.empty()) database->prepare(setup).run();
    const std::string before = to_text(database->to_graph());
    INFO(text);
    CHECK_THROWS_WITH(database->prepare(text).run(), test::contains(reason));
    CHECK(to_text(database->to_graph()) == before);
}

}  // namespace

TEST_CASE("commit: whatever queries write, its change sets make the same graph of another copy") {
    std::mt19937 random(11);
    for (std::uint32_t seed = 0; seed < 12; ++seed) {
        Followed followed(test::random_graph(seed, 60).graph);
        for (int i = 0; i < 40; ++i) {
            const std::string& text = test::kRandomWrites[random() % test::kRandomWrites.size()];
            INFO("seed " << seed << ", write " << i << ": " << text);
            followed.run(text, {{"x", random() % 5}, {"k", random() % 6}});
            followed.check();
        }
        CHECK(followed.changes > 10);
    }
}

TEST_CASE("commit: change sets are right before and after changes are folded into a snapshot") {
    Followed followed(test::random_graph(3, 60).graph);
    for (int round = 0; round < 4; ++round) {
        followed.run("UNWIND range(1, 700) AS i CREATE (:N {i: i})-[:R {i: i}]->(:M)");
        followed.run("MATCH (n:N)-[r]->() WHERE n.i % 7 = 0 SET n.j = r.i, r.k = 1");
        followed.run("MATCH (n:N) WHERE n.i % 11 = 0 DETACH DELETE n");
        followed.check();
    }
}

TEST_CASE("commit: a query that changes nothing in effect is not kept") {
    Followed followed{PropertyGraph()};
    followed.run("CREATE (:A {p: 1})");
    CHECK(followed.changes == 1);
    followed.run("MATCH (a:A) SET a.p = 1");
    followed.run("CREATE (a:B) DELETE a");
    followed.run("MATCH (a:None) SET a.p = 2");
    CHECK(followed.changes == 1);
    followed.check();
}

TEST_CASE("commit: where keeping fails, the query fails and the graph is as it was") {
    bool works = true;
    const bool at_once = GENERATE(true, false);
    const auto check_disk = [&works] {
        if (!works) throw Error(ErrorCode::kIo, "the disk is full");
    };
    const auto database =
        Database::writable(Snapshot::freeze(PropertyGraph()), [&](const ChangeSet&) -> Database::Kept {
            if (at_once) check_disk();
            return check_disk;
        });
    database->prepare("CREATE (:A {p: 1})").run();
    const std::string before = to_text(database->to_graph());
    const std::uint64_t version = database->version();
    works = false;
    CHECK_THROWS_WITH(database->prepare("MATCH (a:A) SET a.p = 2 CREATE (:B)").run(),
                      test::contains("the disk is full"));
    CHECK(to_text(database->to_graph()) == before);
    CHECK(database->version() == version);
    works = true;
    database->prepare("MATCH (a:A) SET a.p = 3").run();
    CHECK(database->version() == version + 1);
}

TEST_CASE("commit: queries write while others are being kept, and nobody sees what is not") {
    std::mutex mutex;
    std::condition_variable changed;
    int handed_in = 0;
    int kept = 0;
    const auto database =
        Database::writable(Snapshot::freeze(PropertyGraph()), [&](const ChangeSet&) -> Database::Kept {
            const std::lock_guard lock(mutex);
            const int number = ++handed_in;
            changed.notify_all();
            return [&, number] {
                std::unique_lock waiting(mutex);
                changed.wait(waiting, [&] { return kept >= number; });
            };
        });
    std::vector<std::thread> writers;
    for (int i = 0; i < 3; ++i) {
        writers.emplace_back([&database] { database->prepare("MERGE (a:A) SET a.n = coalesce(a.n, 0) + 1").run(); });
    }
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return handed_in == 3; });
    }
    CHECK(database->version() == 0);
    CHECK(database->graph().node_count() == 0);
    PropertyGraph other;
    other.add_node("b", {"B"});
    CHECK_FALSE(database->replace(other, 0));
    CHECK_THROWS_AS(database->prepare("CREATE (:B)").run({}, {}, {}, 0), Error);
    {
        const std::lock_guard lock(mutex);
        kept = 3;
    }
    changed.notify_all();
    for (std::thread& writer : writers) writer.join();
    CHECK(database->version() == 3);
    database->at_rest([](const GraphView& graph) { CHECK(graph.node_count() == 1); });
    Result result = database->prepare("MATCH (a:A) RETURN a.n").run();
    REQUIRE(result.next());
    CHECK(result[0].as_integer() == 3);
}

TEST_CASE("commit: a graph that could not be stored is refused as the query ends") {
    check_refused("", "CREATE ()", "a node needs a label");
    check_refused("CREATE (:Topic {name: 'x'})", "MATCH (t:Topic) REMOVE t:Topic", "a node needs a label");
    check_refused("CREATE (:Agency {name: 'a'})-[:ISSUED]->(:Policy {name: 'p'})",
                  "MATCH (a:Agency) SET a:Topic REMOVE a:Agency", "ISSUED");
    check_refused("", "CREATE (:Agency {degree: 'IDT'})", "degree");
}

TEST_CASE("commit: a document that evidence names stays") {
    PropertyGraph graph(standards_schema());
    graph.add_node("document:1", {"Document"});
    const NodeId topic = graph.add_node("topic:x", {"Topic"});
    graph.add_evidence(topic, {"document:1", 0, 1, 1, 0, "x", "r", 0.5});
    const auto database = Database::writable(Snapshot::freeze(graph));
    CHECK_THROWS_WITH(database->prepare("MATCH (d:Document) DETACH DELETE d").run(),
                      test::contains("still named by evidence"));
    CHECK_NOTHROW(database->prepare("MATCH (n) DETACH DELETE n").run());
    CHECK_NOTHROW(to_text(database->to_graph()));
}

TEST_CASE("commit: another graph takes the place of the present one, unless that has changed") {
    const PropertyGraph one = test::random_graph(1, 50).graph;
    const PropertyGraph two = test::random_graph(2, 50).graph;
    Followed followed(one);
    CHECK(followed.database->replace(two, 0));
    CHECK(followed.database->version() == 1);
    CHECK(to_text(followed.database->to_graph()) == to_text(two));
    followed.check();
    CHECK_FALSE(followed.database->replace(one, 0));
    CHECK_THROWS_WITH(followed.database->replace(PropertyGraph(standards_schema()), 1), test::contains("schema"));
    CHECK_THROWS_AS(Database::read_only(Snapshot::freeze(one))->replace(two, 0), Error);
    followed.check();
}
