// Crashes and faults at every call that the store makes to the disk.
//
// What holds after each: all acknowledged changes are there, none that was not attempted, and the graph file is a whole
// graph, whatever happened to what was not synced.

#include "graph/store/journal/graph_store.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "tests/graph/journal/workload.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/simulated_files.h"

using namespace mirrorgraph;
using test::Power;
using test::SimulatedFiles;
using Loss = SimulatedFiles::Loss;

namespace {

struct Progress {
    std::size_t acknowledged = 0;
    std::size_t attempted = 0;
};

// How many changes the graph has; nullopt: it is none of the states.
std::optional<std::size_t> find_state(const test::Workload& workload, const std::string& text) {
    const auto found = std::find(workload.states.begin(), workload.states.end(), text);
    if (found == workload.states.end()) return std::nullopt;
    return static_cast<std::size_t>(found - workload.states.begin());
}

// Applies the changes that are not there yet, so many at once, with a snapshot after every third time.
void work(SimulatedFiles& disk, const test::Workload& workload, Progress& progress, std::size_t at_once = 1) {
    const auto store = GraphStore::open(test::kGraphFile, disk);
    PropertyGraph graph = store->take_graph();
    const auto found = find_state(workload, test::to_text(graph));
    REQUIRE(found);
    REQUIRE(progress.acknowledged <= *found);
    REQUIRE(*found <= progress.attempted);
    for (std::size_t i = *found, times = *found; i < workload.changes.size(); ++times) {
        GraphStore::Ticket last = 0;
        for (const std::size_t end = std::min(i + at_once, workload.changes.size()); i < end; ++i) {
            last = store->hand_in(workload.changes[i]);
            apply(workload.changes[i], graph);
        }
        progress.attempted = i;
        store->wait(last);
        progress.acknowledged = i;
        if (times % 3 != 2) continue;
        if (const auto mark = store->begin_snapshot()) store->finish_snapshot(*mark, graph);
    }
}

// Opens what is left, and gives the number of changes found there.
std::size_t recover(SimulatedFiles& disk, const test::Workload& workload) {
    const auto state = find_state(workload, test::to_text(GraphStore::open(test::kGraphFile, disk)->take_graph()));
    REQUIRE(state);
    return *state;
}

void check_recovered(SimulatedFiles& disk, const test::Workload& workload, const Progress& progress) {
    // The file is whole at any time, for programs that know nothing of a journal.
    REQUIRE(find_state(workload, test::to_text(parse_graph(disk.files().at(test::kGraphFile)))));
    const std::size_t found = recover(disk, workload);
    REQUIRE(progress.acknowledged <= found);
    REQUIRE(found <= progress.attempted);
    // And the work goes on from there.
    Progress rest{found, found};
    work(disk, workload, rest);
    REQUIRE(recover(disk, workload) == workload.changes.size());
}

SimulatedFiles fresh_disk(const test::Workload& workload) {
    SimulatedFiles disk;
    disk.put(test::kGraphFile, workload.states.front());
    return disk;
}

struct Variant {
    Loss loss;
    std::uint32_t seed;
};

std::vector<Variant> variants(std::uint32_t choices) {
    std::vector<Variant> out{{Loss::kAll, 0}, {Loss::kNone, 0}};
    for (std::uint32_t seed = 1; seed <= choices; ++seed) out.push_back({Loss::kSome, seed});
    return out;
}

// Calls that the whole work takes.
std::uint64_t count_calls(const test::Workload& workload) {
    SimulatedFiles disk = fresh_disk(workload);
    Progress progress;
    work(disk, workload, progress);
    REQUIRE(progress.acknowledged == workload.changes.size());
    return disk.calls();
}

}  // namespace

TEST_CASE("store crashes: at every call, acknowledged changes are kept and no others appear") {
    const test::Workload workload = test::make_workload(10);
    const std::uint64_t calls = count_calls(workload);
    CHECK(calls > 50);
    for (std::uint64_t call = 1; call <= calls; ++call) {
        for (const auto& [loss, seed] : variants(8)) {
            INFO("call " << call << " seed " << seed);
            SimulatedFiles disk = fresh_disk(workload);
            disk.lose_power_at(call);
            Progress progress;
            REQUIRE_THROWS_AS(work(disk, workload, progress), Power);
            disk.crash(loss, seed);
            check_recovered(disk, workload, progress);
        }
    }
}

TEST_CASE("store crashes: changes that are written together are kept together or not at all") {
    const test::Workload workload = test::make_workload(14, 3);
    SimulatedFiles whole = fresh_disk(workload);
    Progress all;
    work(whole, workload, all, 3);
    for (std::uint64_t call = 1; call <= whole.calls(); ++call) {
        for (const auto& [loss, seed] : variants(8)) {
            INFO("call " << call << " seed " << seed);
            SimulatedFiles disk = fresh_disk(workload);
            disk.lose_power_at(call);
            Progress progress;
            REQUIRE_THROWS_AS(work(disk, workload, progress, 3), Power);
            disk.crash(loss, seed);
            const std::size_t found = recover(disk, workload);
            REQUIRE((found == workload.changes.size() || found % 3 == 0));
            check_recovered(disk, workload, progress);
        }
    }
}

TEST_CASE("store crashes: a crash while a crash is put in order loses nothing") {
    const test::Workload workload = test::make_workload(8, 2);
    const std::uint64_t calls = count_calls(workload);
    for (std::uint64_t call = 1; call <= calls; ++call) {
        for (std::uint64_t second = 1; second <= 12; ++second) {
            INFO("call " << call << ", then call " << second);
            SimulatedFiles disk = fresh_disk(workload);
            disk.lose_power_at(call);
            Progress progress;
            REQUIRE_THROWS_AS(work(disk, workload, progress), Power);
            disk.crash(Loss::kSome, static_cast<std::uint32_t>(call * 100 + second));
            disk.lose_power_at(disk.calls() + second);
            try {
                work(disk, workload, progress);
                disk.lose_power_at(0);
            } catch (const Power&) {
                disk.crash(Loss::kSome, static_cast<std::uint32_t>(call * 100 + second + 50));
            }
            check_recovered(disk, workload, progress);
        }
    }
}

TEST_CASE("store faults: after a refused call no change is taken, and none that was acknowledged is lost") {
    const test::Workload workload = test::make_workload(10);
    const std::uint64_t calls = count_calls(workload);
    std::size_t faults = 0;
    for (std::uint64_t call = 1; call <= calls; ++call) {
        for (const auto fault : {SimulatedFiles::Fault::kIo, SimulatedFiles::Fault::kNoSpace}) {
            for (const bool for_good : {false, true}) {
                INFO("call " << call << " fault " << static_cast<int>(fault) << " for good " << for_good);
                for (const auto& [loss, seed] : variants(3)) {
                    SimulatedFiles disk = fresh_disk(workload);
                    disk.fail_at(call, fault, for_good);
                    Progress progress;
                    try {
                        work(disk, workload, progress);
                    } catch (const Error& error) {
                        CHECK((error.code() == ErrorCode::kIo));
                        ++faults;
                    }
                    disk.crash(loss, seed);
                    check_recovered(disk, workload, progress);
                }
            }
        }
    }
    CHECK(faults > calls);
}

TEST_CASE("store faults: a failed sync is not asked for again") {
    const test::Workload workload = test::make_workload(3);
    SimulatedFiles disk = fresh_disk(workload);
    const auto store = GraphStore::open(test::kGraphFile, disk);
    store->append(workload.changes[0]);
    CHECK_FALSE(store->fault());
    disk.fail_at(disk.calls() + 2, SimulatedFiles::Fault::kIo, false);  // the write, then its sync
    CHECK_THROWS_WITH(store->append(workload.changes[1]), test::contains("Input/output error"));
    REQUIRE(store->fault());
    CHECK_THAT(*store->fault(), test::contains("cannot flush"));
    const std::uint64_t calls = disk.calls();
    CHECK_THROWS_WITH(store->append(workload.changes[1]), test::contains("takes no changes any more"));
    CHECK_THROWS_AS(store->begin_snapshot(), Error);
    CHECK(disk.calls() == calls);
    CHECK(store->unsaved_changes() == 1);
}
