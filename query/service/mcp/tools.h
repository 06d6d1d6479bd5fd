// The tools that assistants may call. All read only; all say when they left something out.
//
// Errors:  call() throws Error for what the arguments or the graph do wrong: an answer for the model, not a fault of the
//          protocol
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/exec/limits.h"
#include "query/service/served_graph.h"

namespace mirrorgraph::query {

struct ToolContext {
    ServedGraph& graph;
    const Limits& limits;
    CancelToken cancel;
};

std::vector<std::string> tool_names();
bool is_tool(std::string_view name);

// The answer as one JSON object that obeys the tool's output schema.
std::string call_tool(std::string_view name, const Map& arguments, const ToolContext& context);

}  // namespace mirrorgraph::query
