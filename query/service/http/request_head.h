// The head of an HTTP/1 request, checked: what it asks for, and how long its body is.
//
// Stricter than the grammar where leniency lets two readers disagree on where a request ends: lines end with CRLF, no
// folded lines, one Content-Length of digits, no Transfer-Encoding, no Content-Encoding, one Host.
//
// Units:   sizes are bytes
// Errors:  none; a HeadFault says the status to answer with
// Threads: functions may run at once
// Source:  RFC 9112, sections 2 to 6; RFC 9110, section 5
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mirrorgraph::query {

// Of the requests with this method whose target begins so.
struct BodyLimit {
    std::string method;
    std::string prefix;
    std::size_t size;
};

struct HeadLimits {
    std::size_t line = 8192;   // the request line
    std::size_t head = 16384;  // all lines together
    std::size_t headers = 64;
    std::size_t body = std::size_t{1} << 20;
    std::vector<BodyLimit> bodies{};  // in place of `body`
};

struct RequestHead {
    std::string method;
    std::string target;                                       // begins with '/'; percent-encoded
    std::map<std::string, std::string, std::less<>> headers;  // names in lower case
    bool is_http10 = false;
    bool keep_alive = true;
    bool expects_continue = false;
    std::size_t size = 0;  // of the head, the empty line too
    std::size_t body_size = 0;
};

struct HeadFault {
    int status;
    std::string_view title;
};

// The head is not whole yet.
struct HeadIncomplete {};

// `scanned`: bytes at the front that were there at the last call, for the same `bytes` then.
std::variant<RequestHead, HeadFault, HeadIncomplete> read_request_head(std::string_view bytes, std::size_t scanned,
                                                                       const HeadLimits& limits);

}  // namespace mirrorgraph::query
