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
    std::string as_of;
    query::TraceOptions options;
    bool no_evidence = false;
};

void print_json(Console& console, const JsonWriter& json) { console.out << json.text() << '\n'; }

// The node meant; what else bears the name goes to the error stream.
NodeId find_subject(const Snapshot& snapshot, const std::string& subject, Console& console) {
    const query::EntityFinder finder(snapshot);
    const NodeId start = finder.find_or_throw(subject);
    const std::vector<NodeId> found = finder.find(subject);
    for (std::size_t i = 1; i < found.size(); ++i) {
        console.err << "also called '" << subject << "': " << snapshot.id(found[i]) << '\n';
    }
    return start;
}

void run_trace(TraceCommand command, Console& console) {
    if (!command.as_of.empty()) command.options.as_of = query::parse_date_option(command.as_of);
    const auto snapshot = Snapshot::freeze(load_graph(command.graph));
    const NodeId start = find_subject(*snapshot, command.subject, console);
    const query::Trace trace = query::trace(*snapshot, start, command.options);
    if (command.format == "json") {
        JsonWriter json;
        query::write_trace_json(json, *snapshot, trace);
        print_json(console, json);
        return;
    }
    query::write_trace_text(console.out, *snapshot, trace, {console.width, console.color, !command.no_evidence});
}

}  // namespace

void add_task_commands(CLI::App& app, Console& console) {
    auto command = std::make_shared<TraceCommand>();
    CLI::App* sub = app.add_subcommand("trace", "mirror bodies, secretariats, parents and standards, with evidence");
    sub->add_option("subject", command->subject, "a committee, standard, body or policy in any spelling")->required();
    sub->add_option("--graph,-g", command->graph, "the graph to ask")->required();
    sub->add_option("--format,-f", command->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    sub->add_option("--as-of", command->as_of, "a date: leave out what did not hold on it")->type_name("DATE");
    sub->add_option("--depth", command->options.max_depth, "relationships from the start")
        ->check(CLI::Range(1, 32))
        ->capture_default_str();
    sub->add_option("--limit", command->options.limit, "entries of one kind under one node; 0: all")
        ->capture_default_str();
    sub->add_flag("--no-evidence", command->no_evidence, "leave out sources and sentences (text)");
    sub->callback([command, &console] { run_trace(*command, console); });
}

}  // namespace mirrorgraph
