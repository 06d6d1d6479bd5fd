#include "query/service/http/transport.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/http_exchange.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using namespace mirrorgraph::test;
using std::chrono::milliseconds;

namespace {

// A transport that answers on a free port for as long as it lives.
class Running {
  public:
    explicit Running(Handler handler, GateOptions options = {})
        : transport_(on_free_port(options), std::move(handler)), thread_([this] { transport_.run(); }) {}
    ~Running() { stop(); }

    void stop() {
        transport_.stop();
        if (thread_.joinable()) thread_.join();
    }
    int port() const { return transport_.port(); }
    GateCounts counts() const { return transport_.counts(); }

    Answer get(std::string_view target, std::string_view headers = {}) const {
        return http(port(), "GET", target, {}, headers);
    }
    // Sends the bytes as they are and reads until the other side closes.
    Answer exchange(std::string_view bytes) const {
        const Connection connection(port());
        connection.send(bytes);
        return parse_answer(connection.receive());
    }

  private:
    static GateOptions on_free_port(GateOptions options) {
        options.port = 0;
        return options;
    }

    Transport transport_;
    std::thread thread_;
};

HttpResponse text(std::string body) {
    HttpResponse response;
    response.content_type = "text/plain";
    response.body = std::move(body);
    return response;
}

HttpResponse echo(const HttpRequest& request) {
    std::string body = request.method + " " + request.path + " " + request.body;
    for (const auto& [name, value] : request.query) body += " " + name + "=" + value;
    return text(std::move(body));
}

constexpr std::string_view kPost = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";

GateOptions impatient() {
    GateOptions options;
    options.head_time = options.body_time = options.idle_time = options.send_time = milliseconds(300);
    options.grace_time = milliseconds(300);
    return options;
}

// 10 MB, in pieces.
HttpResponse long_answer(const HttpRequest&) {
    HttpResponse response = text("begin ");
    response.rest = [left = 160](std::string& piece) mutable {
        piece.assign(left > 0 ? 65536 : 3, left > 0 ? 'x' : '!');
        return left-- > 0;
    };
    return response;
}

}  // namespace

TEST_CASE("transport: a request comes in whole, an answer goes out") {
    const Running server(echo);
    const Answer answer = server.get("/a%20b?x=1=2");
    CHECK(answer.status == 200);
    CHECK(answer.body == "GET /a%20b  x=1=2");
    CHECK(http(server.port(), "POST", "/p", "body").body == "POST /p body");
    CHECK(server.get("/?%zz").status == 400);
    const Answer head = http(server.port(), "HEAD", "/a");
    CHECK(head.status == 200);
    CHECK(head.headers.at("content-length") == "8");
    CHECK(head.body.empty());
}

TEST_CASE("transport: a request may arrive byte by byte, and several at once") {
    const Running server(echo);
    const Connection slow(server.port());
    for (const char c :
         std::string("POST /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")) {
        slow.send(std::string(1, c));
        std::this_thread::sleep_for(milliseconds(1));
    }
    CHECK(parse_answer(slow.receive()).body == "POST /slow ok");
    const Connection several(server.port());
    several.send(
        "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n2"
        "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string answers = several.receive();
    CHECK_THAT(answers, contains("GET /1") && contains("POST /2 2") && contains("GET /3"));
    CHECK(server.counts().accepted == 2);
}

TEST_CASE("transport: a client that sends no more still gets its answer") {
    const Running server(echo);
    const Connection connection(server.port());
    connection.send("GET /half HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    connection.end();
    CHECK(parse_answer(connection.receive()).body == "GET /half ");
}

TEST_CASE("transport: a body that is waited for is asked for") {
    const Running server(echo);
    const Connection connection(server.port());
    connection.send(std::string(kPost) + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
    CHECK(connection.receive_some() == "HTTP/1.1 100 Continue\r\n\r\n");
    connection.send("body");
    CHECK(parse_answer(connection.receive()).body == "POST / body");
}

TEST_CASE("transport: what cannot be checked is refused, and the reason arrives") {
    const Running server(echo);
    const std::string post(kPost);
    CHECK(server.exchange(post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n").status == 411);
    CHECK(server.exchange(post + "Content-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx").status == 415);
    CHECK(server.exchange(post + "Content-Length: abc\r\n\r\n").status == 400);
    const Answer large = server.exchange(post + "Content-Length: 2000000\r\n\r\n" + std::string(2'000'000, 'x'));
    CHECK(large.status == 413);
    CHECK(large.headers.at("content-type") == "application/problem+json");
    CHECK(server.exchange("\x16\x03\x01 hello\r\n\r\n").status == 400);
    CHECK(server.counts().refused == 5);
}

TEST_CASE("transport: header lines and header fields without end are cut off") {
    const Running server(echo);
    for (const std::string& piece : {std::string(65536, 'a'), std::string("X-A: b\r\n")}) {
        const Connection connection(server.port());
        connection.send("GET / HTTP/1.1\r\nHost: x\r\nX: ");
        bool taken = true;
        std::size_t sent = 0;
        for (; taken && sent < 200'000'000; sent += piece.size()) taken = connection.send(piece);
        CHECK_FALSE(taken);
        CHECK(sent < 100'000'000);
    }
    CHECK(server.get("/").status == 200);
}

TEST_CASE("transport: slow and silent clients keep nobody waiting") {
    GateOptions options;
    options.threads = 2;
    const Running server(echo, options);
    std::vector<std::unique_ptr<Connection>> slow;
    for (int i = 0; i < 200; ++i) {
        slow.push_back(std::make_unique<Connection>(server.port()));
        slow.back()->send(i % 2 == 0 ? "GET / HTTP/1.1\r\nX-" : std::string(kPost) + "Content-Length: 10\r\n\r\nx");
    }
    CHECK(server.get("/honest").body == "GET /honest ");
}

TEST_CASE("transport: who takes too long is told, who says nothing is dropped") {
    const Running server(echo, impatient());
    CHECK(server.exchange("GET / HTTP/1.1\r\nX-").status == 408);
    CHECK(server.exchange(std::string(kPost) + "Content-Length: 10\r\n\r\nx").status == 408);
    CHECK(server.exchange("").status == 0);
    CHECK(server.counts().timed_out == 2);
}

TEST_CASE("transport: past the limit of connections the one waited for longest makes room") {
    GateOptions options;
    options.connections = 20;
    const Running server(echo, options);
    std::vector<std::unique_ptr<Connection>> silent;
    for (int i = 0; i < 20; ++i) silent.push_back(std::make_unique<Connection>(server.port()));
    std::this_thread::sleep_for(milliseconds(300));
    CHECK(server.get("/").status == 200);
    CHECK(server.counts().evicted == 1);
}

TEST_CASE("transport: past the limit of connections, who may come first is answered, others hear that it is full") {
    GateOptions options = impatient();
    options.connections = 4;
    options.threads = 8;
    options.first = {"/healthz"};
    std::atomic<bool> release{false};
    const Running server(
        [&](const HttpRequest& request) {
            while (request.path == "/" && !release) std::this_thread::sleep_for(milliseconds(1));
            return text("done");
        },
        options);
    std::vector<std::unique_ptr<Connection>> busy;
    for (int i = 0; i < 4; ++i) {
        busy.push_back(std::make_unique<Connection>(server.port()));
        busy.back()->send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }
    std::this_thread::sleep_for(milliseconds(50));
    CHECK(server.get("/healthz").body == "done");
    const Answer other = server.get("/other");
    CHECK(other.status == 503);
    CHECK_THAT(other.body, contains("too many connections"));
    std::vector<std::unique_ptr<Connection>> flood;
    for (int i = 0; i < 200; ++i) flood.push_back(std::make_unique<Connection>(server.port()));
    std::this_thread::sleep_for(milliseconds(50));
    CHECK(server.counts().open <= 4 + 32);
    CHECK(parse_answer(flood.back()->receive()).status == 503);
    flood.clear();
    release = true;
    for (const auto& connection : busy) CHECK(parse_answer(connection->receive()).body == "done");
}

TEST_CASE("transport: when all workers are busy and too many requests wait, the answer is 503") {
    GateOptions options;
    options.threads = 1;
    options.waiting = 1;
    options.first = {"/healthz"};
    std::vector<std::string> order;
    std::atomic<bool> release{false};
    std::atomic<int> working{0};
    const Running server(
        [&](const HttpRequest& request) {
            order.push_back(request.path);
            ++working;
            while (!release) std::this_thread::sleep_for(milliseconds(1));
            return text("done");
        },
        options);
    const std::string request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const Connection first(server.port());
    first.send(request);
    while (working == 0) std::this_thread::sleep_for(milliseconds(1));
    const Connection second(server.port());
    second.send(request);
    std::this_thread::sleep_for(milliseconds(50));
    const Answer third = server.get("/");
    CHECK(third.status == 503);
    CHECK(third.headers.at("retry-after") == "1");
    const Connection probe(server.port());
    probe.send("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    std::this_thread::sleep_for(milliseconds(50));
    release = true;
    CHECK(parse_answer(first.receive()).body == "done");
    CHECK(parse_answer(second.receive()).body == "done");
    CHECK(parse_answer(probe.receive()).body == "done");
    CHECK(order == std::vector<std::string>{"/", "/healthz", "/"});
}

TEST_CASE("transport: a long answer comes in chunks, or bare to an old client") {
    const Running server(long_answer);
    const std::size_t size = 6 + 160 * 65536;
    const Answer chunked = server.get("/");
    CHECK(chunked.headers.at("transfer-encoding") == "chunked");
    CHECK(chunked.body.size() == size);
    const Answer old = server.exchange("GET / HTTP/1.0\r\n\r\n");
    CHECK(old.status == 200);
    CHECK(old.headers.count("transfer-encoding") == 0);
    CHECK(old.body.size() == size);
    const Answer head = http(server.port(), "HEAD", "/");
    CHECK(head.status == 200);
    CHECK(head.body.empty());
}

TEST_CASE("transport: clients that do not read hold no worker, and are dropped") {
    GateOptions options = impatient();
    options.threads = 2;
    const Running server(
        [](const HttpRequest& request) { return request.path == "/long" ? long_answer(request) : echo(request); },
        options);
    std::vector<std::unique_ptr<Connection>> deaf;
    for (int i = 0; i < 20; ++i) {
        deaf.push_back(std::make_unique<Connection>(server.port()));
        deaf.back()->send("GET /long HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    CHECK(server.get("/honest").body == "GET /honest ");
    for (int tries = 0; tries < 100 && server.counts().open > 0; ++tries) {
        std::this_thread::sleep_for(milliseconds(50));
    }
    CHECK(server.counts().open == 0);
}

TEST_CASE("transport: a body whose making fails breaks off instead of seeming whole") {
    const Running server([](const HttpRequest&) {
        HttpResponse response = text("begin");
        response.rest = [](std::string&) -> bool { throw std::runtime_error("secret"); };
        return response;
    });
    const Connection connection(server.port());
    connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string answer = connection.receive();
    CHECK_THAT(answer, contains("5\r\nbegin\r\n") && !contains("secret") && !contains("\r\n0\r\n"));
}

TEST_CASE("transport: errors are problems and tell nothing of the inside") {
    const Running server([](const HttpRequest& request) -> HttpResponse {
        if (request.path == "/known") throw Error(ErrorCode::kNotFound, "no such node", "look again");
        throw std::runtime_error("secret");
    });
    const Answer known = server.get("/known");
    CHECK(known.status == 404);
    CHECK(known.headers.at("content-type") == "application/problem+json");
    CHECK_THAT(known.body, contains("look again"));
    const Answer unknown = server.get("/unknown");
    CHECK(unknown.status == 500);
    CHECK_THAT(unknown.body, !contains("secret"));
    for (const auto& [name, value] : unknown.headers) CHECK_THAT(value, !contains("secret"));
}

TEST_CASE("transport: the peer is the socket's, whatever a header says") {
    const Running server([](const HttpRequest& request) { return text(request.peer); });
    CHECK(server.get("/", "REMOTE_ADDR: 10.9.8.7\r\nX-Forwarded-For: 10.9.8.7\r\n").body == "127.0.0.1");
}

TEST_CASE("transport: header values arrive as they were sent") {
    const Running server([](const HttpRequest& request) { return text(std::string(request.header("authorization"))); });
    CHECK(server.get("/", "Authorization: Bearer a%41+b\r\n").body == "Bearer a%41+b");
}

TEST_CASE("transport: a client that goes away cancels its request") {
    std::atomic<bool> cancelled{false};
    std::atomic<bool> begun{false};
    const Running server([&](const HttpRequest& request) {
        begun = true;
        for (int i = 0; i < 2000 && !request.cancel.is_cancelled(); ++i) std::this_thread::sleep_for(milliseconds(5));
        cancelled = request.cancel.is_cancelled();
        return text("");
    });
    {
        const Connection connection(server.port());
        connection.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        while (!begun) std::this_thread::sleep_for(milliseconds(1));
    }
    for (int tries = 0; tries < 1000 && !cancelled; ++tries) std::this_thread::sleep_for(milliseconds(5));
    CHECK(cancelled);
}

TEST_CASE("transport: stopping finishes what is under way, and cancels what takes too long") {
    std::atomic<int> begun{0};
    std::atomic<bool> cancelled{false};
    Running server(
        [&](const HttpRequest& request) {
            ++begun;
            const int most = request.path == "/short" ? 20 : 2000;
            for (int i = 0; i < most && !request.cancel.is_cancelled(); ++i)
                std::this_thread::sleep_for(milliseconds(5));
            if (request.path == "/endless") cancelled = request.cancel.is_cancelled();
            return text("done");
        },
        impatient());
    const Connection brief(server.port());
    const Connection endless(server.port());
    const Connection idle(server.port());
    brief.send("GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
    endless.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
    while (begun < 2) std::this_thread::sleep_for(milliseconds(1));
    server.stop();
    CHECK(parse_answer(brief.receive()).body == "done");
    CHECK(idle.receive().empty());
    for (int tries = 0; tries < 1000 && !cancelled; ++tries) std::this_thread::sleep_for(milliseconds(5));
    CHECK(cancelled);
}

TEST_CASE("transport: a port in use is an error with a remedy") {
    GateOptions options;
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
