// The Model Context Protocol, server's side: one JSON-RPC message in, at most one out.
//
// Without sessions: every message is answered by itself, so that any number of clients may ask at once.
//
// Errors:  none but for want of memory; faults become JSON-RPC errors, those of a tool an answer with isError
// Threads: answer() may run at once
// Source:  JSON-RPC 2.0; Model Context Protocol, revisions 2024-11-05 to 2025-11-25
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "query/service/mcp/tools.h"

namespace mirrorgraph::query {

class McpServer {
  public:
    // Throws Error where data/service/mcp_tools.json cannot be read.
    McpServer(ServedGraph& graph, const Limits& limits);

    // Nullopt: the message was a notification or an answer, and wants none.
    std::optional<std::string> answer(std::string_view message, const CancelToken& cancel) const;

    static bool knows_version(std::string_view version);

  private:
    std::string result_of(const std::string& method, const Map& parameters, const CancelToken& cancel) const;
    std::string initialize(const Map& parameters) const;
    std::string call(const Map& parameters, const CancelToken& cancel) const;

    ServedGraph& graph_;
    Limits limits_;
    std::string tools_;  // {"tools": [..]}
};

}  // namespace mirrorgraph::query
