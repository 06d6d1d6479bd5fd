#include "query/service/http/transport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <thread>

#include "schema/error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using mirrorgraph::test::contains;

namespace {

// A transport that answers on a free port for as long as it lives.
class Running {
  public:
    explicit Running(Handler handler, TransportOptions options = {})
        : transport_(on_free_port(options), std::move(handler)) {
        thread_ = std::thread([this] { transport_.run(); });
    }
    ~Running() {
        transport_.stop();
        thread_.join();
    }

    // Sends the bytes as they are and reads until the other side closes.
    std::string exchange(const std::string& bytes) const {
        const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(transport_.port()));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        for (int tries = 0; ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0; ++tries) {
            if (tries == 100) throw std::runtime_error("cannot connect");
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        (void)!::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        std::string answer;
        char buffer[4096];
        for (ssize_t n = 0; (n = ::recv(socket, buffer, sizeof buffer, 0)) > 0;)
            answer.append(buffer, static_cast<std::size_t>(n));
        ::close(socket);
        return answer;
    }

    std::string get(const std::string& target, const std::string& headers = {}) const {
        return exchange("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
    }

  private:
    static TransportOptions on_free_port(TransportOptions options) {
        options.port = 0;
        return options;
    }

    Transport transport_;
    std::thread thread_;
};

HttpResponse echo(const HttpRequest& request) {
    HttpResponse response;
    response.content_type = "text/plain";
    response.body = request.method + " " + request.path + " " + request.body;
    for (const auto& [name, value] : request.query) response.body += " " + name + "=" + value;
    return response;
}

}  // namespace

TEST_CASE("transport: a request comes in whole, an answer goes out") {
    const Running server(echo);
    CHECK_THAT(server.get("/a%20b?x=1"),
               contains("HTTP/1.1 200") && contains("GET /a%20b  x=1") && contains("nosniff"));
    CHECK_THAT(server.exchange("POST /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody"),
               contains("POST /p body"));
}

TEST_CASE("transport: what cannot be checked is refused") {
    const Running server(echo);
    const std::string post = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    CHECK_THAT(server.exchange(post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), contains("HTTP/1.1 411"));
    CHECK_THAT(server.exchange(post + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"),
               contains("HTTP/1.1 415"));
    CHECK_THAT(server.exchange(post + "Content-Length: abc\r\n\r\n"), contains("HTTP/1.1 400"));
    std::string many;
    for (int i = 0; i < 100; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
    CHECK_THAT(server.get("/", many), contains("HTTP/1.1 431"));
    CHECK_THAT(server.exchange(post + "Content-Length: 2000000\r\n\r\n"), contains("HTTP/1.1 413"));
}

TEST_CASE("transport: errors are problems and tell nothing of the inside") {
    const Running server([](const HttpRequest& request) -> HttpResponse {
        if (request.path == "/known") throw Error(ErrorCode::kNotFound, "no such node", "look again");
        throw std::runtime_error("secret");
    });
    CHECK_THAT(server.get("/known"),
               contains("HTTP/1.1 404") && contains("application/problem+json") && contains("look again"));
    const std::string unknown = server.get("/unknown");
    CHECK_THAT(unknown, contains("HTTP/1.1 500"));
    CHECK_THAT(unknown, !contains("secret"));
}

TEST_CASE("transport: the peer is the socket's, whatever a header says") {
    const Running server([](const HttpRequest& request) {
        HttpResponse response;
        response.body = request.peer;
        return response;
    });
    CHECK_THAT(server.get("/", "REMOTE_ADDR: 10.9.8.7\r\n"), contains("127.0.0.1") && !contains("10.9.8.7"));
}

TEST_CASE("transport: a port in use is an error with a remedy") {
    TransportOptions options;
    options.port = 0;
    const Transport first(options, echo);
    options.port = first.port();
    try {
        const Transport second(options, echo);
        FAIL("two transports share a port");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kIo);
        CHECK_THAT(error.remedy(), contains("--port"));
    }
}
