#include <fmt/core.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <regex>
#include <sstream>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

const std::string kSmall = "tests/cases/service/small.json";

Outcome check(const std::string& configuration, std::vector<std::string> flags = {}) {
    std::vector<std::string> arguments = {"serve", "--check-config", "--config", configuration};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    return run(arguments);
}

int status_for_host(const Server& server, const std::string& host) {
    const Connection connection(server.port());
    connection.send(fmt::format("GET /healthz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", host));
    return parse_answer(connection.receive()).status;
}

// The sample with every setting that stands there as a comment switched on.
std::string all_settings_of_sample() {
    const std::regex commented("^#([a-z-]+:)");
    std::istringstream lines(read_file(source_path("data/service/mirrorgraph.conf")));
    std::string out;
    for (std::string line; std::getline(lines, line);) out += std::regex_replace(line, commented, "$1") + "\n";
    return out;
}

}  // namespace

TEST_CASE("serve configuration: the file says what flags say, and flags count first") {
    const TemporaryFolder folder;
    const std::string graph = folder / "graph.json";
    const std::string file = folder.write("conf", fmt::format("# how it runs\ngraph: {}\nport: 1\nwritable: true\n"
                                                              "schema: open\nhost-name: [a.example, b.example]\n",
                                                              graph));
    Server server({"--config", file});  // --port 0 among its flags
    CHECK(server.port() > 1);
    CHECK(status_for_host(server, "b.example") == 200);
    CHECK(status_for_host(server, "c.example") == 421);
    const std::string body = R"({"statement": "CREATE (a:Anything) RETURN a"})";
    CHECK(http(server.port(), "POST", "/db/x/query/v2", body, "Content-Type: application/json\r\n").status == 202);
    CHECK(server.stop(SIGTERM) == 0);
    CHECK_THAT(read_file(graph), contains("Anything"));
}

TEST_CASE("serve configuration: what is wrong is shown at its place, with a remedy") {
    struct Case {
        std::string text;
        int status;
        std::vector<std::string> expected;
    };
    const Case cases[] = {
        {"prot: 80\n",
         4,
         {"conf:1:1: unknown setting 'prot'; did you mean 'port'?", "\n  prot: 80\n  ^^^^\n", "settings are "}},
        {"# one\nport: 99999\n", 4, {"conf:2:7: ", "99999", "\n  port: 99999\n        ^^^^^\n", "--help"}},
        {"port: [1, 2]\n", 4, {"conf:1:8: "}},
        {"threads: many\n", 4, {"conf:1:10: ", "many"}},
        {"writable: perhaps\n", 4, {"conf:1:11: ", "perhaps"}},
        {"schema: closed\n", 4, {"conf:1:9: ", "standards"}},
        {"port: 1\nport: 2\n", 4, {"conf:2:1: 'port' is set twice"}},
        {"port:\n", 4, {"conf:1:1: 'port' has no value"}},
        {"port: {a: 1}\n", 4, {"conf:1:7: here stands one value"}},
        {"port 80\n", 4, {"conf:1:1: a configuration holds names and values"}},
        {"a: [1\nb: 2\n", 4, {"conf:2:", "'name: value'"}},
        {"config: other\n", 4, {"unknown setting 'config'"}},
        {"", 2, {"there is nothing to serve"}},
        {"writable: true\ntoken-file: /nowhere/token\n", 1, {"/nowhere/token"}},
        {"writable: true\nhost: 0.0.0.0\n", 2, {"anyone could change the graph"}},
        {"graph: /nowhere/graph.json\n", 1, {"there is no graph '/nowhere/graph.json'", "mirrorgraph build"}},
    };
    const TemporaryFolder folder;
    for (const Case& one : cases) {
        INFO(one.text);
        const Outcome outcome = check(folder.write("conf", one.text));
        CHECK(outcome.status == one.status);
        CHECK(outcome.out.empty());
        for (const std::string& words : one.expected) CHECK_THAT(outcome.err, contains(words));
    }
    const Outcome absent = check(folder / "none");
    CHECK(absent.status == 1);
    CHECK_THAT(absent.err, contains("none"));
    CHECK(check(folder.write("conf", fmt::format("graph: {}\n", folder.write("bad.json", "{")))).status == 4);
}

TEST_CASE("serve configuration: checking says what would be served, and makes nothing") {
    const TemporaryFolder folder;
    const Outcome fine = check(folder.write("conf", "graph: " + source_path(kSmall)));
    CHECK(fine.status == 0);
    CHECK_THAT(fine.out, contains("OK: ") && contains("nodes") && contains("127.0.0.1:7474 (read-only)"));
    const Outcome fresh = check(folder.write("conf", fmt::format("graph: {}\nwritable: true\n", folder / "new.json")));
    CHECK(fresh.status == 0);
    CHECK_THAT(fresh.out, contains("which will be made"));
    CHECK(read_file(folder / "new.json").empty());
}

TEST_CASE("serve configuration: the sample holds every option, and is fine with all of them") {
    const TemporaryFolder folder;
    const std::string token = folder.write("token", "correct horse battery\n");
    const std::string sample = source_path("data/service/mirrorgraph.conf");
    CHECK(check(sample, {"--graph", source_path(kSmall)}).status == 0);
    const std::string all = all_settings_of_sample();
    const Outcome outcome = check(folder.write("conf", all), {"--graph", source_path(kSmall), "--token-file", token});
    INFO(outcome.err);
    CHECK(outcome.status == 0);

    const std::string help = run({"serve", "--help"}).out;
    const std::regex flag("\n  (?:-., ?)?(?:-.,)?--([a-z][a-z-]*)");
    std::size_t options = 0;
    for (std::sregex_iterator at(help.begin(), help.end(), flag), end; at != end; ++at, ++options) {
        const std::string name = (*at)[1];
        INFO(name);
        const bool is_setting = name != "help" && name != "config" && name != "check-config";
        CHECK((all.find("\n" + name + ":") != std::string::npos) == is_setting);
    }
    CHECK(options >= 20);
}

TEST_CASE("serve configuration: a service manager hears when it is ready and when it stops") {
    const TemporaryFolder folder;
    const std::string path = folder / "notify";
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.size() < sizeof address.sun_path);
    path.copy(address.sun_path, path.size());
    REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
    Server server({"--writable"});
    ::unsetenv("NOTIFY_SOCKET");
    const auto next_word = [socket] {
        char buffer[100];
        const ssize_t size = ::recv(socket, buffer, sizeof buffer, 0);
        return std::string(buffer, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    };
    CHECK(next_word() == "READY=1");
    CHECK(server.stop(SIGTERM) == 0);
    CHECK(next_word() == "STOPPING=1");
    ::close(socket);
}
