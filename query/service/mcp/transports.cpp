#include "query/service/mcp/transports.h"

#include <fmt/core.h>

#include <istream>
#include <ostream>

#include "query/service/http/problem.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20;

HttpResponse answer(const McpServer& server, const HttpRequest& request) {
    const std::string_view version = request.header("mcp-protocol-version");
    if (!version.empty() && !McpServer::knows_version(version)) {
        return problem(400, "unknown protocol version", fmt::format("'{}' in MCP-Protocol-Version", version));
    }
    if (request.header("content-type").find("application/json") == std::string_view::npos) {
        return problem(415, "unsupported media type", "send application/json");
    }
    HttpResponse response;
    if (auto message = server.answer(request.body, request.cancel)) {
        response.body = std::move(*message);
    } else {
        response.status = 202;
    }
    return response;
}

// False at the end of input; a line that is too long is read to its end and given up.
bool read_line(std::istream& in, std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
        if (c == '\n') return true;
        too_long = too_long || line.size() == kLongestLine;
        if (!too_long) line += static_cast<char>(c);
    }
    return !line.empty();
}

}  // namespace

void add_mcp(Router& router, const McpServer& server) {
    router.add({"POST", "/mcp", Access::kRead, {}, [&server](const HttpRequest& request, const PathParameters&) {
                    return answer(server, request);
                }});
}

void serve_lines(const McpServer& server, std::istream& in, std::ostream& out) {
    std::string line;
    bool too_long = false;
    while (read_line(in, line, too_long)) {
        if (!too_long && line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const auto message = server.answer(too_long ? std::string_view() : std::string_view(line), CancelToken());
        if (message) out << *message << '\n' << std::flush;
    }
}

}  // namespace mirrorgraph::query
