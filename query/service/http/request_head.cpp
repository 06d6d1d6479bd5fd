#include "query/service/http/request_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace mirrorgraph::query {

namespace {

using MaybeFault = std::optional<HeadFault>;

constexpr std::array<std::string_view, 6> kMethods = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"};
// A second one would let two readers of the request disagree.
constexpr std::array<std::string_view, 5> kOnce = {"host", "content-length", "content-type", "authorization", "origin"};

bool is_token_char(char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char); }

// Bytes of UTF-8 are not escaped by all who should.
bool is_visible(char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; }

bool is_value_char(char c) { return c == '\t' || static_cast<unsigned char>(c) >= 0x20; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

std::string_view trim_blanks(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The lines before the empty one, without their ends; an empty view at the end of them.
std::string_view next_line(std::string_view& rest) {
    const std::size_t end = rest.find("\r\n");
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    return line;
}

// request-line = method SP request-target SP HTTP-version
MaybeFault read_request_line(std::string_view line, RequestHead& head) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || last == first) return HeadFault{400, "malformed request line"};
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    head.method = line.substr(0, first);
    head.target = target;
    if (!is_token(head.method)) return HeadFault{400, "malformed request line"};
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        return version.starts_with("HTTP/") ? HeadFault{505, "HTTP version not supported"}
                                            : HeadFault{400, "malformed request line"};
    }
    head.is_http10 = version == "HTTP/1.0";
    if (!target.starts_with('/') || !std::all_of(target.begin(), target.end(), is_visible)) {
        return HeadFault{400, "malformed request target"};
    }
    if (std::find(kMethods.begin(), kMethods.end(), head.method) == kMethods.end()) {
        return HeadFault{501, "method not implemented"};
    }
    return std::nullopt;
}

// field-line = field-name ":" OWS field-value OWS
MaybeFault read_field(std::string_view line, RequestHead& head) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) ||
        !std::all_of(line.begin(), line.end(), is_value_char)) {
        return HeadFault{400, "malformed header field"};
    }
    const std::string name = lower(line.substr(0, colon));
    const std::string value(trim_blanks(line.substr(colon + 1)));
    const bool is_new = head.headers.insert_or_assign(name, value).second;
    if (!is_new && std::find(kOnce.begin(), kOnce.end(), name) != kOnce.end()) {
        return HeadFault{400, "a header field that may stand once is repeated"};
    }
    return std::nullopt;
}

const std::string* find(const RequestHead& head, std::string_view name) {
    const auto found = head.headers.find(name);
    return found == head.headers.end() ? nullptr : &found->second;
}

std::size_t largest_body(const RequestHead& head, const HeadLimits& limits) {
    const auto own = std::find_if(limits.bodies.begin(), limits.bodies.end(), [&head](const BodyLimit& limit) {
        return head.method == limit.method && head.target.starts_with(limit.prefix);
    });
    return own == limits.bodies.end() ? limits.body : own->size;
}

MaybeFault read_body_size(RequestHead& head, const HeadLimits& limits) {
    if (find(head, "transfer-encoding") != nullptr) return HeadFault{411, "a Content-Length is required"};
    const std::string* encoding = find(head, "content-encoding");
    if (encoding != nullptr && *encoding != "identity") return HeadFault{415, "encoded bodies are not accepted"};
    const std::string* length = find(head, "content-length");
    if (length == nullptr) return std::nullopt;
    if (length->empty() || length->find_first_not_of("0123456789") != std::string::npos) {
        return HeadFault{400, "malformed Content-Length"};
    }
    const char* end = length->data() + length->size();
    const bool fits = std::from_chars(length->data(), end, head.body_size).ec == std::errc();
    if (!fits || head.body_size > largest_body(head, limits)) return HeadFault{413, "the body is too large"};
    return std::nullopt;
}

MaybeFault read_connection(RequestHead& head) {
    if (!head.is_http10 && find(head, "host") == nullptr) return HeadFault{400, "a Host is required"};
    const std::string* connection = find(head, "connection");
    // Keeping a connection of HTTP/1.0 is an extension that nobody needs.
    head.keep_alive =
        !head.is_http10 && (connection == nullptr || lower(*connection).find("close") == std::string::npos);
    if (const std::string* expected = find(head, "expect")) {
        if (lower(*expected) != "100-continue") return HeadFault{417, "expectation failed"};
        head.expects_continue = !head.is_http10;
    }
    return std::nullopt;
}

MaybeFault read_lines(std::string_view lines, RequestHead& head, const HeadLimits& limits) {
    // A bare CR or LF ends a line for some readers.
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool is_end = lines[i] == '\r' && i + 1 < lines.size() && lines[i + 1] == '\n';
        if (is_end) {
            ++i;
        } else if (lines[i] == '\r' || lines[i] == '\n') {
            return HeadFault{400, "malformed line end"};
        }
    }
    if (auto fault = read_request_line(next_line(lines), head)) return fault;
    for (std::size_t count = 1; !lines.empty(); ++count) {
        if (count > limits.headers) return HeadFault{431, "too many header fields"};
        if (auto fault = read_field(next_line(lines), head)) return fault;
    }
    if (auto fault = read_connection(head)) return fault;
    return read_body_size(head, limits);
}

}  // namespace

std::variant<RequestHead, HeadFault, HeadIncomplete> read_request_head(std::string_view bytes, std::size_t scanned,
                                                                       const HeadLimits& limits) {
    const std::size_t end = bytes.find("\r\n\r\n", scanned < 3 ? 0 : scanned - 3);
    const std::string_view lines = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 2);
    // The CR of an end whose LF has not arrived yet does not count, so that it does not matter how the bytes come.
    const std::size_t slack = end == std::string_view::npos ? 1 : 0;
    if (lines.substr(0, limits.line + 2).find("\r\n") == std::string_view::npos && lines.size() > limits.line + slack) {
        return HeadFault{414, "the address is too long"};
    }
    if (lines.size() > limits.head + slack) return HeadFault{431, "the header fields are too large"};
    if (end == std::string_view::npos) return HeadIncomplete{};
    RequestHead head;
    head.size = end + 4;
    if (auto fault = read_lines(lines, head, limits)) return *fault;
    return head;
}

}  // namespace mirrorgraph::query
