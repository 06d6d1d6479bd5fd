#include "query/tasks/commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>
#include <string>

#include "graph/snapshot/snapshot.h"
#include "graph/store/store.h"
#include "query/tasks/entity_finder.h"
#include "query/tasks/trace.h"

namespace mirrorgraph {

namespace {

struct TraceCommand {
    std::string graph;
    std::string subject;
    std::string format = "text";
    int depth = query::TraceOptions().max_depth;
    std::size_t limit = query::TraceTextOptions().limit;
    bool no_evidence = false;
};

void run_trace(const TraceCommand& command, Console& console) {
    const auto snapshot = Snapshot::freeze(load_graph(command.graph));
    const query::EntityFinder finder(*snapshot);
    const NodeId start = finder.find_or_throw(command.subject);
    const std::vector<NodeId> found = finder.find(command.subject);
    for (std::size_t i = 1; i < found.size(); ++i) {
        console.err << "also called '" << command.subject << "': " << snapshot->id(found[i]) << '\n';
    }
    const query::TraceStep root = query::trace(*snapshot, start, {command.depth});
    if (command.format == "json") {
        query::write_trace_json(console.out, *snapshot, root);
        return;
    }
    query::TraceTextOptions options;
    options.width = console.width;
    options.color = console.color;
    options.limit = command.limit;
    options.evidence = !command.no_evidence;
    query::write_trace_text(console.out, *snapshot, root, options);
}

}  // namespace

void add_task_commands(CLI::App& app, Console& console) {
    auto command = std::make_shared<TraceCommand>();
    CLI::App* sub = app.add_subcommand("trace", "mirror bodies, secretariats, parents and standards, with evidence");
    sub->add_option("subject", command->subject, "a committee, standard, body or policy in any spelling")->required();
    sub->add_option("--graph,-g", command->graph, "the graph to ask")->required();
    sub->add_option("--format,-f", command->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    sub->add_option("--depth", command->depth, "relationships from the start")->check(CLI::Range(1, 32));
    sub->add_option("--limit", command->limit, "entries shown of one kind under one node (text)");
    sub->add_flag("--no-evidence", command->no_evidence, "leave out sources and sentences (text)");
    sub->callback([command, &console] { run_trace(*command, console); });
}

}  // namespace mirrorgraph
