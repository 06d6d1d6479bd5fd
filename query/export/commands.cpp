#include "query/export/commands.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "graph/export/export.h"
#include "graph/names.h"
#include "graph/store/journal/current_graph.h"
#include "query/commands.h"
#include "query/export/selections.h"
#include "query/tasks/entity_finder.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

struct ExportCommand {
    std::string graph;
    std::string format;
    std::string out = "-";
    std::string query;
    std::vector<std::string> parameters;
    std::string trace;
    std::string impact;
    std::string title;
    std::string theme = "light";
    bool documents = false;
    bool no_evidence = false;
    bool list = false;
    ExportOptions options;
};

void list_formats(Console& console) {
    for (const ExportFormat& format : export_formats()) {
        console.out << fmt::format("{:<12} {}{}\n", format.name, format.description,
                                   format.write == nullptr ? " (a folder)" : "");
    }
}

const ExportFormat& chosen_format(const ExportCommand& command) {
    if (!command.format.empty()) return find_export_format(command.format);
    if (const ExportFormat* guessed = guess_export_format(command.out)) return *guessed;
    throw Error(ErrorCode::kUsage,
                command.out == "-" ? std::string("no format was given")
                                   : fmt::format("no format is known by the name of '{}'", command.out),
                "add --format; mirrorgraph export --list names them");
}

Selection select(const ExportCommand& command, const std::shared_ptr<const Snapshot>& snapshot, bool for_eyes) {
    if (!command.trace.empty()) return query::select_trace(snapshot, command.trace, for_eyes);
    if (!command.impact.empty()) return query::select_impact(snapshot, command.impact);
    if (command.query.empty()) return Selection::whole(snapshot);
    const auto database = query::Database::read_only(snapshot);
    query::Result result = database->prepare(command.query).run(parse_parameters(command.parameters));
    return query::select_result(result);
}

void run_export(ExportCommand command, Console& console) {
    if (command.list) return list_formats(console);
    if (command.graph.empty()) throw Error(ErrorCode::kUsage, "no graph was given", "add --graph FILE");
    const ExportFormat& format = chosen_format(command);
    if (format.write == nullptr && command.out == "-") {
        throw Error(ErrorCode::kUsage, fmt::format("'{}' is written as several files", format.name),
                    "name a folder with --out");
    }
    command.options.evidence = !command.no_evidence;
    command.options.theme = command.theme == "dark" ? Theme::kDark : Theme::kLight;
    command.options.note = [&console](std::string_view text) { console.err << text << '\n'; };
    Selection selection = select(command, Snapshot::freeze(load_current_graph(command.graph)), format.is_picture);
    if (format.is_picture)
        selection = query::fit_for_eyes(std::move(selection), command.documents, command.options.note);
    if (!command.title.empty()) selection.set_title(command.title);
    if (command.out != "-") {
        export_to(command.out, selection, format, command.options);
        console.err << fmt::format("{}, {} -> {}\n", counted(selection.nodes().size(), "node"),
                                   counted(selection.relationships().size(), "relationship"), command.out);
        return;
    }
    Output out([&](std::string_view bytes) {
        if (!console.out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
            throw Error(ErrorCode::kIo, "cannot write to the standard output");
        }
    });
    format.write(selection, command.options, out);
    out.flush();
}

}  // namespace

void add_export_command(CLI::App& app, Console& console) {
    auto command = std::make_shared<ExportCommand>();
    CLI::App* sub = app.add_subcommand("export", "the graph, or the answer to a question, for other programs");
    sub->add_option("--graph,-g", command->graph, "graph file")->type_name("FILE");
    sub->add_option("--format,-f", command->format, "format; by default that of the file's extension (--list)");
    sub->add_option("--out,-o", command->out, "file, or folder where a format has several; - is the standard output")
        ->type_name("FILE")
        ->capture_default_str();
    sub->add_option("--query", command->query, "only what this query returns");
    sub->add_option("--param", command->parameters, "NAME=VALUE for the query, the value as JSON or bare text")
        ->allow_extra_args(false);
    CLI::Option* trace = sub->add_option("--trace", command->trace, "only the trace of this subject, in any spelling");
    CLI::Option* impact = sub->add_option("--impact", command->impact, "only what a change of this subject touches");
    sub->get_option("--query")->excludes(trace)->excludes(impact);
    trace->excludes(impact);
    sub->add_option("--title", command->title, "heading of pictures and reports");
    sub->add_option("--theme", command->theme, "light or dark, of pictures")
        ->check(CLI::IsMember({"light", "dark"}))
        ->capture_default_str();
    sub->add_option("--layout", command->options.layout, "of pictures: dot, neato, fdp, sfdp, twopi or circo");
    sub->add_option("--max-nodes", command->options.picture_nodes, "nodes that a picture may have")
        ->check(CLI::Range(1, 10'000))
        ->capture_default_str();
    sub->add_option("--base", command->options.base_iri, "what IRIs begin with in RDF")->capture_default_str();
    sub->add_flag("--documents", command->documents, "draw source documents as nodes");
    sub->add_flag("--no-evidence", command->no_evidence, "leave out where facts were read");
    sub->add_flag("--list", command->list, "list the formats");
    sub->callback([command, &console] { run_export(*command, console); });
}

}  // namespace mirrorgraph
