#include "graph/store/journal/repair.h"

#include "graph/store/journal/graph_store.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "tests/graph/journal/workload.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/simulated_files.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using test::SimulatedFiles;

namespace {

// Six changes: two, a snapshot, two, a snapshot, two.
struct Sample {
    test::Workload workload = test::make_workload(6);
    SimulatedFiles disk;
    std::vector<std::string> segments;   // paths
    std::vector<std::string> snapshots;  // paths

    Sample() {
        disk.put(test::kGraphFile, workload.states[0]);
        const auto store = GraphStore::open(test::kGraphFile, disk);
        PropertyGraph graph = store->take_graph();
        for (std::size_t i = 0; i < 6; ++i) {
            store->append(workload.changes[i]);
            apply(workload.changes[i], graph);
            if (i % 2 == 0 || i == 5) continue;
            store->finish_snapshot(*store->begin_snapshot(), graph);
        }
        for (const auto& [path, content] : disk.files()) {
            if (path.starts_with("graph.json.journal/0")) segments.push_back(path);
            if (path.starts_with("graph.json.journal/snapshot-")) snapshots.push_back(path);
        }
    }

    std::string read(const std::string& path) const { return disk.files().at(path); }
    void damage(const std::string& path, std::size_t byte) {
        std::string bytes = read(path);
        bytes[byte] = static_cast<char>(bytes[byte] ^ 4);
        disk.put(path, bytes);
    }
    // The offset of a change's payload in a segment.
    std::size_t find(const std::string& path, std::size_t change) const {
        return read(path).find("\"n" + std::to_string(change) + "\",\"labels\"");
    }
    RepairReport repair(bool discard = false) {
        return repair_graph(test::kGraphFile, {.discard_changes = discard}, disk);
    }
    // After a repair the graph opens, and its file is that state.
    void check_repaired(std::size_t state) {
        CHECK(read(test::kGraphFile) == workload.states[state]);
        const auto store = GraphStore::open(test::kGraphFile, disk);
        CHECK(store->notes().empty());
        CHECK(test::to_text(store->take_graph()) == workload.states[state]);
        if (state < 6) CHECK_NOTHROW(store->append(workload.changes[state]));
    }
    void check_refused(const std::string& reason) {
        try {
            GraphStore::open(test::kGraphFile, disk);
            FAIL("it was opened");
        } catch (const Error& error) {
            CHECK_THAT(error.what(), test::contains(reason));
            CHECK_THAT(error.remedy(), test::contains("mirrorgraph repair"));
        }
    }
};

}  // namespace

TEST_CASE("repair: where nothing is wrong, changes are written into the file") {
    Sample sample;
    CHECK(sample.read(test::kGraphFile) == sample.workload.states[4]);
    const RepairReport report = sample.repair();
    CHECK(report.found.empty());
    CHECK(report.copy.empty());
    CHECK(report.kept == 2);
    sample.check_repaired(6);
}

TEST_CASE("repair: a damaged change goes, with all after it, and those before it stay") {
    Sample sample;
    const std::string last = sample.segments.back();
    sample.damage(last, sample.find(last, 4));
    const std::string before = sample.read(last);
    sample.check_refused("its checksum is wrong");
    const RepairReport report = sample.repair();
    CHECK(report.kept == 0);
    CHECK(report.set_aside == 1);
    REQUIRE(report.found.size() == 1);
    CHECK_THAT(report.found[0], test::contains("record 11: its checksum is wrong"));
    CHECK(report.copy == "graph.json.before-repair-1");
    CHECK(sample.read(report.copy + "/graph.json") == sample.workload.states[4]);
    CHECK(sample.read(report.copy + last.substr(last.find('/'))) == before);
    CHECK_THAT(sample.read(report.copy + "/dropped.jsonl"), test::contains("{\"sequence\":12,\"change\":{\"nodes\""));
    sample.check_repaired(4);
}

TEST_CASE("repair: damage before the snapshot costs nothing") {
    Sample sample;
    REQUIRE(sample.segments.size() == 2);
    const std::string first = sample.segments.front();
    sample.damage(first, sample.find(first, 3));
    sample.check_refused("the journal is damaged");
    const RepairReport report = sample.repair();
    CHECK(report.kept == 2);
    CHECK(report.set_aside == 0);
    sample.check_repaired(6);
}

TEST_CASE("repair: a damaged graph file is made anew from the snapshot before it") {
    for (const bool missing : {false, true}) {
        Sample sample;
        if (missing) {
            sample.disk.remove(test::kGraphFile);
            sample.check_refused("is missing, and its journal is there");
        } else {
            // Both names of the newest snapshot lead to one file.
            sample.damage(test::kGraphFile, 200);
            sample.damage(sample.snapshots.back(), 200);
            CHECK_THROWS_AS(GraphStore::open(test::kGraphFile, sample.disk), Error);
        }
        const RepairReport report = sample.repair();
        CHECK(report.kept == (missing ? 2 : 4));
        CHECK(report.set_aside == 0);
        CHECK_THAT(report.base, test::contains("graph.json.journal/snapshot-"));
        sample.check_repaired(6);
    }
}

TEST_CASE("repair: a file replaced while changes waited is either set aside or kept") {
    const std::string other = test::to_text(PropertyGraph());
    Sample back;
    back.disk.put(test::kGraphFile, other);
    back.check_refused("was replaced or edited while 2 changes");
    const RepairReport report = back.repair();
    CHECK(report.kept == 2);
    CHECK(back.read(report.copy + "/graph.json") == other);
    back.check_repaired(6);

    Sample kept;
    kept.disk.put(test::kGraphFile, other);
    const RepairReport discarded = kept.repair(true);
    CHECK(discarded.set_aside == 2);
    CHECK(kept.read(test::kGraphFile) == other);
    CHECK(test::to_text(GraphStore::open(test::kGraphFile, kept.disk)->take_graph()) == other);
}

TEST_CASE("repair: nothing is guessed where no graph is left that the changes were made to") {
    Sample sample;
    for (const std::string& path : sample.snapshots) sample.disk.remove(path);
    sample.disk.put(test::kGraphFile, test::to_text(PropertyGraph()));
    const auto before = sample.disk.files();
    CHECK_THROWS_WITH(sample.repair(), test::contains("no graph that the changes"));
    CHECK(sample.disk.files() == before);
}

TEST_CASE("repair: a lost segment in the middle is damage; what comes before it is kept") {
    Sample sample;
    const std::string name = sample.segments.back();
    sample.disk.remove(name);
    // The journal ends before the snapshot's own record: the file is none that it knows, and is older than it says.
    const RepairReport report = sample.repair();
    const auto store = GraphStore::open(test::kGraphFile, sample.disk);
    const std::string text = test::to_text(store->take_graph());
    CHECK(std::find(sample.workload.states.begin(), sample.workload.states.end(), text) !=
          sample.workload.states.end());
}

TEST_CASE("repair: any flipped bit of a journal is refused or does no harm, and repair leads to a whole graph") {
    const Sample sample;
    for (const std::string& path : sample.segments) {
        const std::string bytes = sample.read(path);
        for (std::size_t byte = 0; byte < bytes.size(); byte += 5) {
            INFO(path << " byte " << byte);
            Sample damaged;
            damaged.damage(path, byte);
            damaged.check_refused("damaged");
            const RepairReport report = damaged.repair();
            const std::string text = damaged.read(test::kGraphFile);
            REQUIRE(std::find(damaged.workload.states.begin() + 4, damaged.workload.states.end(), text) !=
                    damaged.workload.states.end());
            REQUIRE(test::to_text(GraphStore::open(test::kGraphFile, damaged.disk)->take_graph()) == text);
        }
    }
}

TEST_CASE("repair: interrupted at any call, it is run again and ends the same") {
    Sample whole;
    const std::string last = whole.segments.back();
    whole.damage(last, whole.find(last, 5));
    const std::uint64_t begin = whole.disk.calls();
    whole.repair();
    const std::uint64_t calls = whole.disk.calls() - begin;
    const std::string expected = whole.read(test::kGraphFile);
    CHECK(expected == whole.workload.states[5]);
    for (std::uint64_t call = 1; call <= calls; ++call) {
        for (std::uint32_t seed = 0; seed < 4; ++seed) {
            INFO("call " << call << " seed " << seed);
            Sample sample;
            sample.damage(last, sample.find(last, 5));
            sample.disk.lose_power_at(sample.disk.calls() + call);
            REQUIRE_THROWS_AS(sample.repair(), test::Power);
            sample.disk.crash(seed == 0 ? SimulatedFiles::Loss::kAll : SimulatedFiles::Loss::kSome, seed);
            // Until it is run again the graph is refused, unless all was done.
            try {
                const auto store = GraphStore::open(test::kGraphFile, sample.disk);
                REQUIRE(test::to_text(store->take_graph()) == expected);
            } catch (const Error& error) {
                REQUIRE_THAT(error.remedy(), test::contains("mirrorgraph repair"));
            }
            sample.repair();
            REQUIRE(sample.read(test::kGraphFile) == expected);
            REQUIRE(test::to_text(GraphStore::open(test::kGraphFile, sample.disk)->take_graph()) == expected);
        }
    }
}
