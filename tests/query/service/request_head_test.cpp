#include "query/service/http/request_head.h"

#include "tests/support/catch.h"

using namespace mirrorgraph::query;

namespace {

constexpr std::string_view kHost = "Host: x\r\n";

std::variant<RequestHead, HeadFault, HeadIncomplete> read(const std::string& text) {
    return read_request_head(text, 0, HeadLimits());
}

int status(const std::string& text) {
    const auto out = read(text);
    if (std::holds_alternative<HeadIncomplete>(out)) return 0;
    const auto* fault = std::get_if<HeadFault>(&out);
    return fault == nullptr ? 200 : fault->status;
}

int status_of_fields(const std::string& fields, const std::string& method = "POST") {
    return status(method + " / HTTP/1.1\r\n" + std::string(kHost) + fields + "\r\n");
}

}  // namespace

TEST_CASE("request head: what is asked for, and how long the body is") {
    const auto out = read("POST /a?b=c HTTP/1.1\r\nHost: x\r\nX-One:  1 \r\ncontent-LENGTH: 12\r\n\r\nbody");
    const RequestHead& head = std::get<RequestHead>(out);
    CHECK(head.method == "POST");
    CHECK(head.target == "/a?b=c");
    CHECK(head.headers.at("x-one") == "1");
    CHECK(head.body_size == 12);
    CHECK(head.size == 65);
    CHECK(head.keep_alive);
    CHECK_FALSE(std::get<RequestHead>(read("GET / HTTP/1.0\r\n\r\n")).keep_alive);
    CHECK_FALSE(std::get<RequestHead>(read("GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n")).keep_alive);
    CHECK(std::get<RequestHead>(read("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n")).expects_continue);
}

TEST_CASE("request head: every beginning of a good one is incomplete") {
    const std::string whole = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    for (std::size_t size = 0; size < whole.size(); ++size) CHECK(status(whole.substr(0, size)) == 0);
    CHECK(status(whole) == 200);
    for (std::size_t scanned = 0; scanned < whole.size(); ++scanned) {
        CHECK(std::holds_alternative<RequestHead>(read_request_head(whole, scanned, HeadLimits())));
    }
}

TEST_CASE("request head: request lines that are refused") {
    struct Case {
        std::string line;
        int status;
    };
    const Case cases[] = {
        {"GET / HTTP/1.1", 200},
        {"GET /", 400},
        {"GET  HTTP/1.1", 400},
        {" GET / HTTP/1.1", 400},
        {"GET / a HTTP/1.1", 400},
        {"GET http://x/ HTTP/1.1", 400},
        {"GET / HTTP/2.0", 505},
        {"GET / HTTP/1.1 ", 400},
        {"GET / FTP/1.1", 400},
        {"BREW / HTTP/1.1", 501},
        {"CONNECT x:1 HTTP/1.1", 400},
        {"TRACE / HTTP/1.1", 501},
        {"GET /\x01 HTTP/1.1", 400},
        {"GET /\xc3\xa9 HTTP/1.1", 200},
        {"G(T / HTTP/1.1", 400},
        {"", 400},
        {"GET /" + std::string(9000, 'a') + " HTTP/1.1", 414},
    };
    for (const Case& one : cases) {
        INFO(one.line);
        CHECK(status(one.line + "\r\nHost: x\r\n\r\n") == one.status);
    }
}

TEST_CASE("request head: header fields that are refused") {
    struct Case {
        std::string fields;
        int status;
    };
    const Case cases[] = {
        {"Content-Length: 0\r\n", 200},
        {"Content-Length: abc\r\n", 400},
        {"Content-Length: -1\r\n", 400},
        {"Content-Length: +1\r\n", 400},
        {"Content-Length: 1, 1\r\n", 400},
        {"Content-Length:\r\n", 400},
        {"Content-Length: 1\r\nContent-Length: 1\r\n", 400},
        {"Content-Length: 1048576\r\n", 200},
        {"Content-Length: 1048577\r\n", 413},
        {"Content-Length: 99999999999999999999999\r\n", 413},
        {"Transfer-Encoding: chunked\r\n", 411},
        {"Transfer-Encoding: identity\r\nContent-Length: 1\r\n", 411},
        {"Content-Encoding: gzip\r\n", 415},
        {"Content-Encoding: identity\r\n", 200},
        {"Host: y\r\n", 400},
        {"Authorization: a\r\nAuthorization: b\r\n", 400},
        {"X-A: 1\r\nX-A: 2\r\n", 200},
        {"No colon\r\n", 400},
        {": empty name\r\n", 400},
        {"Blank : 1\r\n", 400},
        {"X: 1\r\n folded\r\n", 400},
        {"X: 1\nY: 2\r\n", 400},
        {"X: a\rb\r\n", 400},
        {std::string("X: a\0b\r\n", 8), 400},
        {"X: \x7f\xe6\xa0\x87\r\n", 200},
        {"Expect: a miracle\r\n", 417},
        {"X: " + std::string(17000, 'a') + "\r\n", 431},
    };
    for (const Case& one : cases) {
        INFO(one.fields.substr(0, 80));
        CHECK(status_of_fields(one.fields) == one.status);
    }
    std::string many;
    for (int i = 0; i < 63; ++i) many += "X-" + std::to_string(i) + ": 1\r\n";
    CHECK(status_of_fields(many) == 200);
    CHECK(status_of_fields(many + "Y: 1\r\n") == 431);
    CHECK(status("GET / HTTP/1.1\r\n\r\n") == 400);
}

TEST_CASE("request head: what has no end is refused before it comes") {
    CHECK(status(std::string(9000, 'a')) == 414);
    CHECK(status("GET / HTTP/1.1\r\nX: " + std::string(17000, 'a')) == 431);
}

TEST_CASE("request head: what is just short enough is so however its bytes arrive") {
    const std::string whole = "GET /" + std::string(20, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
    const HeadLimits limits{.line = whole.find("\r\n"), .head = whole.size() - 2, .headers = 1, .body = 0};
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO(size);
        CHECK(std::holds_alternative<HeadIncomplete>(read_request_head(whole.substr(0, size), 0, limits)));
    }
    CHECK(std::holds_alternative<RequestHead>(read_request_head(whole, whole.size() - 1, limits)));
    for (const HeadLimits& less :
         {HeadLimits{limits.line - 1, limits.head, 1, 0}, HeadLimits{limits.line, limits.head - 1, 1, 0}}) {
        CHECK(std::holds_alternative<HeadFault>(read_request_head(whole, 0, less)));
    }
}

TEST_CASE("request head: a large body is for those requests alone that may have one") {
    HeadLimits limits;
    limits.body = 100;
    limits.bodies = {{"PUT", "/documents/", 1000}};
    const auto is_taken = [&limits](const std::string& line, int size) {
        const std::string text = line + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
        const auto out = read_request_head(text, 0, limits);
        const auto* fault = std::get_if<HeadFault>(&out);
        return fault == nullptr || fault->status != 413;
    };
    CHECK(is_taken("PUT /documents/a.txt", 1000));
    CHECK_FALSE(is_taken("PUT /documents/a.txt", 1001));
    for (const char* line : {"POST /documents/a.txt", "PUT /documents", "PUT /nodes/x", "POST /mcp",
                             "POST /db/x/query/v2", "PUT /%64ocuments/a.txt"}) {
        INFO(line);
        CHECK(is_taken(line, 100));
        CHECK_FALSE(is_taken(line, 101));
    }
}
