#include <cstdint>
#include <string>

#include "query/service/http/request_head.h"

using namespace mirrorgraph::query;

namespace {

void require(bool holds) {
    if (!holds) __builtin_trap();
}

// 0 while it is incomplete, 200 for a head.
int status(const std::variant<RequestHead, HeadFault, HeadIncomplete>& out) {
    if (std::holds_alternative<HeadIncomplete>(out)) return 0;
    const auto* fault = std::get_if<HeadFault>(&out);
    return fault == nullptr ? 200 : fault->status;
}

void check_head(const RequestHead& head, std::string_view bytes, const HeadLimits& limits) {
    require(head.size <= bytes.size() && head.size <= limits.head + 4 && head.body_size <= limits.body);
    require(bytes.substr(head.size - 4, 4) == "\r\n\r\n");
    require(head.target.starts_with('/') && head.headers.size() <= limits.headers);
    require(head.is_http10 ? !head.keep_alive : head.headers.contains("host"));
    require(!head.headers.contains("transfer-encoding"));
    for (const auto& [name, value] : head.headers) {
        require(name.find_first_of(" \t\r\n:") == std::string::npos &&
                value.find_first_of("\r\n") == std::string::npos);
    }
}

}  // namespace

// A head is the same however its bytes arrive, is decided once, and keeps to the limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const HeadLimits limits{.line = 200, .head = 600, .headers = 8, .body = 1000};
    const auto whole = read_request_head(bytes, 0, limits);
    if (const auto* head = std::get_if<RequestHead>(&whole)) {
        check_head(*head, bytes, limits);
        // What stands behind it does not matter.
        require(status(read_request_head(bytes.substr(0, head->size), 0, limits)) == 200);
    }
    std::size_t scanned = 0;
    int piecewise = 0;
    for (std::size_t end = 1; end <= size && piecewise == 0; end += 1 + end % 7) {
        piecewise = status(read_request_head(std::string_view(bytes).substr(0, end), scanned, limits));
        scanned = end;
    }
    if (piecewise == 0) piecewise = status(read_request_head(bytes, scanned, limits));
    require((piecewise == 200) == (status(whole) == 200));
    return 0;
}
