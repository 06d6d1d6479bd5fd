// A service whose graph follows uploads and decisions, as a process that may be killed at any moment.

#include <atomic>
#include <csignal>
#include <filesystem>
#include <regex>
#include <thread>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

const std::string kRopes = "ISO/TC 9 is mirrored in China by SAC/TC1.\n";

// The body of the job when it has ended; empty where the service is gone.
std::string follow(int port, const Answer& accepted) {
    const auto location = accepted.headers.find("location");
    if (accepted.status != 202 || location == accepted.headers.end()) return {};
    while (true) {
        const std::string body = http(port, "GET", location->second).body;
        if (body.empty() || body.find("\"done\",\"progress\"") != std::string::npos ||
            body.find("\"failed\"") != std::string::npos) {
            return body;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

std::string current(const std::string& graph) {
    const Outcome out = run({"export", "-g", graph, "-f", "json"});
    CHECK(out.status == 0);
    return out.out;
}

}  // namespace

TEST_CASE("serve documents: uploads and decisions change the graph at once, and the file when the service stops") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    folder.write("docs/a.txt", kRopes);
    CHECK(run({"build", "--out", graph, folder / "docs"}).status == 0);
    Server server({"--graph", graph, "--writable"});
    const std::string job =
        follow(server.port(), http(server.port(), "PUT", "/documents/b.txt", "SAC/TC2 (Nets) met.\n"));
    CHECK_THAT(job, contains(R"("documents":2)"));
    CHECK_THAT(http(server.port(), "GET", "/trace?subject=SAC%2FTC2").body, contains("Nets"));
    const Answer decided = http(server.port(), "POST", "/decisions",
                                R"({"kind":"reject","source":"committee:SAC/TC1","type":"MIRRORS",)"
                                R"("target":"committee:ISO/TC 9","author":"Li","reason":"misread"})",
                                "Content-Type: application/json\r\n");
    CHECK(decided.status == 201);
    CHECK_THAT(decided.body, contains("applied"));
    CHECK_THAT(http(server.port(), "GET", "/trace?subject=ISO%2FTC%209").body, contains("no mirror body known"));
    // Other commands see what the journal has.
    CHECK_THAT(run({"stats", "-g", graph}).out, contains("MENTIONED_IN") || contains("Document"));
    CHECK_THAT(run({"query", "--graph", graph, "MATCH (c {name: 'SAC/TC2'}) RETURN c.title"}).out, contains("Nets"));
    CHECK(server.stop(SIGTERM) == 0);
    CHECK(run({"build", "--out", folder / "fresh.json", folder / "docs", graph + ".documents"}).status == 0);
    CHECK(read_file(graph) == read_file(folder / "fresh.json"));
}

TEST_CASE("serve documents: a large document is taken, a larger one and other large requests are not") {
    const TemporaryFolder folder;
    Server server({"--graph", folder / "graph.json", "--writable", "--document-size", "2"});
    const std::string lines = [] {
        std::string out;
        while (out.size() < 1'500'000) out += "Nothing of interest is said in this line of a long document.\n";
        return out + "SAC/TC2 (Nets) met.\n";
    }();
    const std::string job = follow(server.port(), http(server.port(), "PUT", "/documents/a.txt", lines));
    CHECK_THAT(job, contains(R"("state":"done")"));
    CHECK(http(server.port(), "PUT", "/documents/b.txt", lines + lines).status == 413);
    CHECK(http(server.port(), "POST", "/db/x/query/v2", lines, "Content-Type: application/json\r\n").status == 413);
}

TEST_CASE("serve documents: a killed service has the graph of the documents that lie in its folder") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    folder.write("docs/a.txt", kRopes);
    CHECK(run({"build", "--out", graph, folder / "docs"}).status == 0);
    std::atomic<int> done = 0;
    for (int round = 0; round < 6; ++round) {
        Server server({"--graph", graph, "--writable"});
        // Some rounds wait for uploads to be done, however slow the machine is.
        std::thread killer([&server, &done, round, wanted = done + (round + 1) % 3] {
            for (int i = 0; i < 600 && done < wanted; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
            std::this_thread::sleep_for(std::chrono::milliseconds(37 * round));
            kill(server.process(), SIGKILL);
        });
        try {
            for (int i = 0;; ++i) {
                const std::string target = "/documents/" + std::to_string(i % 2) + ".txt";
                const Answer answer = i % 5 == 4 ? http(server.port(), "DELETE", target)
                                                 : http(server.port(), "PUT", target,
                                                        "SAC/TC" + std::to_string(2 + i) + " (Nets) met.\n");
                if (answer.status == 0) break;
                if (follow(server.port(), answer).find("\"result\"") != std::string::npos) ++done;
            }
        } catch (const std::exception&) {
            // It is gone.
        }
        killer.join();
        server.stop(SIGKILL);
        { const Server again({"--graph", graph, "--writable"}); }
        std::vector<std::string> inputs = {"build", "--out", folder / "fresh.json", folder / "docs"};
        for (const auto& entry : std::filesystem::directory_iterator(graph + ".documents")) {
            CHECK_FALSE(entry.path().filename().string().starts_with("."));
            inputs.push_back(entry.path().string());
        }
        CHECK(run(inputs).status == 0);
        CHECK(current(graph) == current(folder / "fresh.json"));
    }
    CHECK(done > 0);
}
