// The ways messages of the Model Context Protocol come and go.
//
// Threads: the route may run at once; serve_lines() blocks until the end of input
// Source:  Model Context Protocol, transports: streamable HTTP without sessions or event streams; stdio
#pragma once

#include <iosfwd>

#include "query/service/http/router.h"
#include "query/service/mcp/protocol.h"

namespace mirrorgraph::query {

// POST /mcp: an answer is 200 with one JSON message, 202 where none is wanted. Others are 405: there are no event streams.
void add_mcp(Router& router, const McpServer& server);

// A message a line.
void serve_lines(const McpServer& server, std::istream& in, std::ostream& out);

}  // namespace mirrorgraph::query
