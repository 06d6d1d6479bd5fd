// A process that writes, killed at any moment. It has no sync to lose, but it stops between any two instructions.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "graph/store/journal/graph_store.h"
#include "graph/store/store.h"
#include "tests/graph/journal/workload.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

namespace {

constexpr std::size_t kChanges = 120;

// Writes changes from `begin` on, with a snapshot now and then, and says so on the pipe after each.
[[noreturn]] void write_until_killed(const std::string& path, const test::Workload& workload, std::size_t begin,
                                     int acknowledge) {
    try {
        const auto store = GraphStore::open(path);
        PropertyGraph graph = store->take_graph();
        for (std::size_t i = begin; i < workload.changes.size(); ++i) {
            store->append(workload.changes[i]);
            if (write(acknowledge, "+", 1) != 1) _exit(3);
            apply(workload.changes[i], graph);
            if (i % 5 != 4) continue;
            if (const auto mark = store->begin_snapshot()) store->finish_snapshot(*mark, graph);
        }
    } catch (...) {
        _exit(4);
    }
    _exit(0);
}

// Starts the writer, kills it after a while, and gives how many changes it acknowledged.
std::size_t run_and_kill(const std::string& path, const test::Workload& workload, std::size_t begin,
                         std::chrono::microseconds after) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        close(ends[0]);
        write_until_killed(path, workload, begin, ends[1]);
    }
    close(ends[1]);
    std::this_thread::sleep_for(after);
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
    std::size_t acknowledged = 0;
    char buffer[256];
    for (ssize_t count = 0; (count = read(ends[0], buffer, sizeof buffer)) > 0;) {
        acknowledged += static_cast<std::size_t>(count);
    }
    close(ends[0]);
    return acknowledged;
}

std::size_t runs_wanted() {
    const char* wanted = std::getenv("MIRRORGRAPH_KILLS");
    return wanted != nullptr ? std::strtoul(wanted, nullptr, 10) : 60;
}

}  // namespace

TEST_CASE("store kills: a killed writer leaves every change that it acknowledged, and a whole file") {
    const test::TemporaryFolder folder;
    const test::Workload workload = test::make_workload(kChanges, 3);
    const std::string path = folder / "graph.json";
    std::mt19937 random(7);
    std::size_t done = kChanges;
    for (std::size_t run = 0; run < runs_wanted(); ++run) {
        INFO("run " << run);
        if (done == kChanges) {
            std::filesystem::remove_all(path + ".journal");
            folder.write("graph.json", workload.states[0]);
            done = 0;
        }
        const std::size_t acknowledged =
            done + run_and_kill(path, workload, done, std::chrono::microseconds(random() % 12'000));
        const std::string file = test::read_file(path);
        REQUIRE(std::find(workload.states.begin(), workload.states.end(), file) != workload.states.end());
        const std::string found = test::to_text(GraphStore::open(path)->take_graph());
        const bool has_one_more = acknowledged < kChanges && found == workload.states[acknowledged + 1];
        REQUIRE((found == workload.states[acknowledged] || has_one_more));
        done = acknowledged + (has_one_more && found != workload.states[acknowledged] ? 1 : 0);
    }
}
