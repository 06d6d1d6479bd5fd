#include "query/tasks/why_commands.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>

#include "graph/snapshot/snapshot.h"
#include "graph/store/store.h"
#include "query/tasks/why.h"

namespace mirrorgraph {

namespace {

struct WhyCommand {
    std::string graph;
    std::vector<std::string> subject;
    std::string format = "text";
};

void run_why(const WhyCommand& command, Console& console) {
    const auto snapshot = Snapshot::freeze(load_graph(command.graph));
    const query::Why why = query::why_of(*snapshot, command.subject);
    if (command.format == "json") {
        query::write_why_json(console.out, *snapshot, why);
    } else {
        query::write_why_text(console.out, *snapshot, why, {console.width, console.color});
    }
}

void add_why_command(CLI::App& app, Console& console) {
    auto command = std::make_shared<WhyCommand>();
    CLI::App* sub = app.add_subcommand("why", "the reasons behind a node, or behind the relationships of two");
    sub->add_option("subject", command->subject,
                    "a node in any spelling; two nodes; a node and a type; or source, type and target")
        ->required()
        ->expected(1, 3);
    sub->add_option("--graph,-g", command->graph, "the graph to ask")->required();
    sub->add_option("--format,-f", command->format, "text or json")->check(CLI::IsMember({"text", "json"}));
    sub->callback([command, &console] { run_why(*command, console); });
}

}  // namespace

void add_why_commands(CLI::App& app, Console& console) { add_why_command(app, console); }

}  // namespace mirrorgraph
