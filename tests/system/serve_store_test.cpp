#include <csignal>
#include <thread>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

// Whether the service answered that it was written; false too where the service is gone.
bool write(int port, int number) {
    try {
        return http(port, "POST", "/db/neo4j/query/v2",
                    "{\"statement\": \"CREATE (:N {i: " + std::to_string(number) + "})\"}",
                    "Content-Type: application/json\r\n")
                   .status == 202;
    } catch (const std::exception&) {
        return false;
    }
}

std::string ask(const std::string& graph, const std::string& text) {
    return run({"query", "--graph", graph, "--format", "csv", text}).out;
}

}  // namespace

TEST_CASE("serve store: a killed service has every write that it answered, and an orderly stop puts them in the file") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    int answered = 0;
    for (int round = 0; round < 4; ++round) {
        Server server({"--graph", graph, "--writable", "--schema", "open"});
        std::thread killer([&server, round] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20 + 30 * round));
            kill(server.process(), SIGKILL);
        });
        while (write(server.port(), answered)) ++answered;
        killer.join();
        CHECK(server.stop(SIGKILL) == 128 + SIGKILL);
        // The write under way may have been kept; then it has the number that is written next.
    }
    CHECK(answered > 0);
    CHECK_THAT(run({"query", "--write", "--graph", graph, "CREATE (:M)"}).err, contains("would be lost"));
    Server server({"--graph", graph, "--writable"});
    CHECK_THAT(server.log(), contains("took over"));
    CHECK_THAT(run({"serve", "--graph", graph, "--writable", "--port", "0"}).err,
               contains("is open for writing elsewhere, by process"));
    CHECK(server.stop(SIGTERM) == 0);
    CHECK_THAT(server.log(), contains("into " + graph));
    const int found = std::stoi(ask(graph, "MATCH (n:N) RETURN count(DISTINCT n.i) AS c").substr(1));
    CHECK((found == answered || found == answered + 1));
}
