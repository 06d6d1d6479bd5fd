#include "query/tasks/commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>
#include <string>

#include "graph/snapshot/snapshot.h"
#include "graph/store/journal/current_graph.h"
#include "query/tasks/entity_finder.h"
#include "query/tasks/impact/impact_text.h"
#include "query/tasks/trace/mirrors.h"
#include "query/tasks/trace/trace.h"
#include "query/tasks/why/why_commands.h"
#include "schema/error.h"

namespace mirrorgraph {

namespace {

struct TraceCommand {
    std::string graph;
    std::string subject;
    std::string format;  // text, or csv for all mirrors
    std::string as_of;
    query::TraceOptions options;
    bool all_mirrors = false;
    bool no_evidence = false;
};

void check_subject(const TraceCommand& command) {
    if (command.subject.empty() && !command.all_mirrors) {
        throw Error(ErrorCode::kUsage, "a subject is wanted", "or --all-mirrors, for the whole mirror table");
    }
    if (!command.subject.empty() && command.all_mirrors) {
        throw Error(ErrorCode::kUsage, "--all-mirrors is about all committees and takes no subject");
    }
    if (command.format == "csv" && !command.all_mirrors) {
        throw Error(ErrorCode::kUsage, "csv is for --all-mirrors", "use --format json");
    }
}

void print_json(Console& console, const JsonWriter& json) { console.out << json.text() << '\n'; }

// The node meant; what else bears the name goes to the error stream.
NodeId find_subject(const Snapshot& snapshot, const std::string& subject, std::optional<Date> on, Console& console) {
    const query::EntityFinder finder(snapshot);
    const NodeId start = finder.find_or_throw(subject, on);
    const std::vector<NodeId> found = finder.find(subject);
    if (found.empty()) {
        const bool is_edition = !finder.find_editions(subject).empty();
        console.err << "'" << subject << "' has no node of its own; taken for "
                    << (is_edition ? "its edition " : "what alone has all its words: ") << snapshot.id(start) << '\n';
    }
    for (std::size_t i = 1; i < found.size(); ++i) {
        console.err << "also called '" << subject << "': " << snapshot.id(found[i]) << '\n';
    }
    return start;
}

// CSV unless asked otherwise; the coverage goes to the error stream, so that the table is a table.
void write_mirrors(const TraceCommand& command, const Snapshot& snapshot, Console& console) {
    const query::MirrorTable table = query::mirror_table(snapshot, command.options.as_of);
    if (command.format == "json") {
        JsonWriter json;
        query::write_mirrors_json(json, snapshot, table);
        print_json(console, json);
    } else if (command.format == "text") {
        query::write_mirrors_text(console.out, snapshot, table, {console.width, console.color, !command.no_evidence});
    } else {
        query::write_mirrors_csv(console.out, snapshot, table);
        console.err << query::describe_coverage(table) << '\n';
    }
    if (table.all.mirrored == 0) console.status = exit_code(ErrorCode::kNotFound);
}

void run_trace(TraceCommand command, Console& console) {
    check_subject(command);
    if (!command.as_of.empty()) command.options.as_of = query::parse_date_option(command.as_of);
    const auto snapshot = Snapshot::freeze(load_current_graph(command.graph));
    if (command.all_mirrors) {
        write_mirrors(command, *snapshot, console);
        return;
    }
    const NodeId start = find_subject(*snapshot, command.subject, command.options.as_of, console);
    const query::Trace trace = query::trace(*snapshot, start, command.options);
    if (command.format == "json") {
        JsonWriter json;
        query::write_trace_json(json, *snapshot, trace);
        print_json(console, json);
        return;
    }
    query::write_trace_text(console.out, *snapshot, trace, {console.width, console.color, !command.no_evidence});
}

struct ImpactCommand {
    std::string graph;
    std::string subject;
    std::vector<std::string> compare;
    std::string what_if;
    std::string as_of;
    std::string format = "text";
    query::ImpactOptions options;
    query::ImpactTextOptions text;
    bool no_evidence = false;
};

void check_subjects(const ImpactCommand& command) {
    if (command.subject.empty() == command.compare.empty()) {
        throw Error(ErrorCode::kUsage, "one subject is wanted, or two with --compare",
                    "mirrorgraph impact --graph FILE SUBJECT, or --compare FIRST SECOND");
    }
    if (!command.what_if.empty() && !command.compare.empty()) {
        throw Error(ErrorCode::kUsage, "--what-if and --compare exclude each other");
    }
    if (command.format == "csv" && (!command.what_if.empty() || !command.compare.empty())) {
        throw Error(ErrorCode::kUsage, "csv is for an impact alone", "use --format json");
    }
}

void write_comparison(const ImpactCommand& command, const Snapshot& snapshot, Console& console) {
    const query::Impact first = query::impact(
        snapshot, find_subject(snapshot, command.compare[0], command.options.as_of, console), command.options);
    const query::Impact second = query::impact(
        snapshot, find_subject(snapshot, command.compare[1], command.options.as_of, console), command.options);
    const std::vector<query::CommonImpact> common = query::common_impact(first, second);
    if (command.format == "json") {
        JsonWriter json;
        query::write_common_json(json, snapshot, first, second, common);
        print_json(console, json);
    } else {
        query::write_common_text(console.out, snapshot, first, second, common, command.text);
    }
    if (common.empty()) console.status = exit_code(ErrorCode::kNotFound);
}

void write_consequences(const ImpactCommand& command, const Snapshot& snapshot, NodeId start, Console& console) {
    const query::Change change = command.what_if == "withdrawn" ? query::Change::kWithdrawn : query::Change::kReplaced;
    const query::WhatIf what_if = query::what_if(snapshot, start, change, command.options);
    if (command.format == "json") {
        JsonWriter json;
        query::write_what_if_json(json, snapshot, what_if);
        print_json(console, json);
    } else {
        query::write_what_if_text(console.out, snapshot, what_if, command.text);
    }
    if (what_if.consequences.empty()) console.status = exit_code(ErrorCode::kNotFound);
}

void write_impact(const ImpactCommand& command, const Snapshot& snapshot, NodeId start, Console& console) {
    const query::Impact impact = query::impact(snapshot, start, command.options);
    if (command.format == "json") {
        JsonWriter json;
        query::write_impact_json(json, snapshot, impact);
        print_json(console, json);
    } else if (command.format == "csv") {
        query::write_impact_csv(console.out, snapshot, impact);
    } else {
        query::write_impact_text(console.out, snapshot, impact, command.text);
    }
    if (impact.affected.empty()) console.status = exit_code(ErrorCode::kNotFound);
}

void run_impact(ImpactCommand command, Console& console) {
    check_subjects(command);
    if (!command.as_of.empty()) command.options.as_of = query::parse_date_option(command.as_of);
    command.text.width = console.width;
    command.text.color = console.color;
    command.text.evidence = !command.no_evidence;
    const auto snapshot = Snapshot::freeze(load_current_graph(command.graph));
    if (!command.compare.empty()) {
        write_comparison(command, *snapshot, console);
        return;
    }
    const NodeId start = find_subject(*snapshot, command.subject, command.options.as_of, console);
    if (command.what_if.empty()) {
        write_impact(command, *snapshot, start, console);
    } else {
        write_consequences(command, *snapshot, start, console);
    }
}

void add_impact_command(CLI::App& app, Console& console) {
    auto command = std::make_shared<ImpactCommand>();
    CLI::App* sub =
        app.add_subcommand("impact", "what a policy, standard, committee or body touches, how strongly, and why");
    sub->add_option("subject", command->subject, "a policy, standard, committee or body in any spelling");
    sub->add_option("--graph,-g", command->graph, "the graph to ask")->required();
    sub->add_option("--depth", command->options.depth, "relationships from the start, at most")
        ->check(CLI::Range(1, 12))
        ->capture_default_str();
    sub->add_option("--min-strength", command->options.min_strength, "leave out paths that carry less")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    sub->add_option("--min-confidence", command->options.min_confidence, "leave out relationships less sure")
        ->check(CLI::Range(0.0, 1.0));
    sub->add_option("--types", command->options.types,
                    "labels to show, relationship types to follow: Standard,BASED_ON,...")
        ->delimiter(',')
        ->allow_extra_args(false);
    sub->add_option("--as-of", command->as_of, "a date: leave out what did not hold on it")->type_name("DATE");
    sub->add_option("--compare", command->compare, "two subjects: what both touch")->expected(2);
    sub->add_option("--what-if", command->what_if,
                    "withdrawn or replaced: what loses its basis, what points to the dead")
        ->check(CLI::IsMember({"withdrawn", "replaced"}));
    sub->add_option("--format,-f", command->format, "text, json or csv")->check(CLI::IsMember({"text", "json", "csv"}));
    sub->add_option("--limit", command->text.limit, "entries of one tier (text); 0: all")->capture_default_str();
    sub->add_flag("--no-evidence", command->no_evidence, "leave out sources and sentences (text)");
    sub->callback([command, &console] { run_impact(*command, console); });
}

}  // namespace

void add_task_commands(CLI::App& app, Console& console) {
    add_why_commands(app, console);
    add_impact_command(app, console);
    add_analyse_command(app, console);
    auto command = std::make_shared<TraceCommand>();
    CLI::App* sub = app.add_subcommand("trace", "mirror bodies, secretariats, parents and standards, with evidence");
    sub->add_option("subject", command->subject, "a committee, standard, body or policy in any spelling");
    sub->add_option("--graph,-g", command->graph, "the graph to ask")->required();
    sub->add_flag("--all-mirrors", command->all_mirrors,
                  "every international committee with its mirror bodies, and those without, as CSV");
    sub->add_option("--format,-f", command->format, "text, json, or csv for --all-mirrors")
        ->check(CLI::IsMember({"text", "json", "csv"}));
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
