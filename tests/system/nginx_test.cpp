#include <fmt/core.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>

#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"
#include "tests/support/server.h"
#include "tests/support/support.h"

using namespace mirrorgraph::test;

namespace {

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    (void)::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    (void)::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

// nginx with data/service/nginx.conf, on a free port and without TLS.
class Nginx {
  public:
    explicit Nginx(int service_port) : port_(free_port()) {
        std::string site = read_file(source_path("data/service/nginx.conf"));
        replace(site, "127.0.0.1:7474", fmt::format("127.0.0.1:{}", service_port));
        replace(site, "listen 443 ssl http2;", fmt::format("listen 127.0.0.1:{};", port_));
        replace(site, "ssl_certificate /etc/ssl/certs/graph.example.org.pem;", "");
        replace(site, "ssl_certificate_key /etc/ssl/private/graph.example.org.key;", "");
        folder_.write("site.conf", site);
        const std::string temporary = folder_.path().string();
        folder_.write("nginx.conf",
                      fmt::format("pid {0}/pid; error_log {0}/error.log;\nevents {{}}\nhttp {{\naccess_log off;\n"
                                  "client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/f; "
                                  "uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\ninclude {0}/site.conf;\n}}\n",
                                  temporary));
        const Outcome started = shell(fmt::format("nginx -p {0} -c {0}/nginx.conf", temporary), temporary);
        INFO(started.err);
        REQUIRE(started.status == 0);
    }
    ~Nginx() {
        const std::string pid = read_file(folder_ / "pid");
        if (!pid.empty()) ::kill(std::atoi(pid.c_str()), SIGTERM);
        for (int tries = 0; tries < 200 && !read_file(folder_ / "pid").empty(); ++tries) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }
    int port() const { return port_; }

  private:
    TemporaryFolder folder_;
    int port_;
};

}  // namespace

TEST_CASE("nginx: in front of the service it answers, and keeps attacks away") {
    if (shell("command -v nginx", ".").status != 0) {
        std::cerr << "not tested behind nginx: it is not installed\n";
        return;
    }
    const TemporaryFolder folder;
    const std::string token = folder.write("token", "correct horse battery\n");
    const Server server({"--writable", "--schema", "open", "--token-file", token, "--host-name", "graph.example.org"});
    const Nginx nginx(server.port());
    const std::string host = "Host: graph.example.org\r\n";
    const auto send = [&](const std::string& head, const std::string& body = {}) {
        const Connection connection(nginx.port());
        connection.send(head + host + "Connection: close\r\n\r\n" + body);
        return parse_answer(connection.receive());
    };
    CHECK(send("GET /healthz HTTP/1.1\r\n").status == 200);
    CHECK(send("GET /metrics HTTP/1.1\r\n").status == 403);
    const std::string write = R"({"statement": "CREATE (n) RETURN n"})";
    const std::string post = fmt::format(
        "POST /db/x/query/v2 HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n", write.size());
    CHECK(send(post, write).status == 401);
    CHECK(send(post + "Authorization: Bearer correct horse battery\r\n", write).status == 202);

    CHECK(send(post + "Content-Encoding: gzip\r\n", write).status == 415);
    CHECK(send("POST /mcp HTTP/1.1\r\nContent-Length: 2000000\r\n").status == 413);
    CHECK(send("GET / HTTP/1.1\r\nX: " + std::string(40'000, 'a') + "\r\n").status == 400);
    CHECK(send("GET / HTTP/1.1\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n").status == 400);
    std::vector<std::unique_ptr<Connection>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<Connection>(nginx.port()));
        slow.back()->send("GET / HTTP/1.1\r\nX-");
    }
    CHECK(http(server.port(), "GET", "/healthz").status == 200);
    slow.clear();
    CHECK(send("GET /healthz HTTP/1.1\r\n").status == 200);
}
