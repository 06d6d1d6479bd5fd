#include "graph/commands.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "graph/diff.h"
#include "graph/provenance/conflicts.h"
#include "graph/snapshot/snapshot.h"
#include "graph/statistics.h"
#include "graph/store/journal/current_graph.h"
#include "graph/store/journal/repair.h"
#include "graph/store/store.h"
#include "schema/describe.h"
#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

struct Options {
    std::string graph;
    std::string format = "table";
    std::vector<std::string> files;
    bool discard_changes = false;
};

void add_format_option(CLI::App& command, Options& options) {
    command.add_option("--format", options.format, "how to print it")
        ->check(CLI::IsMember({"table", "json"}))
        ->capture_default_str();
}

void print_json(Console& console, const JsonWriter& json) { console.out << json.text() << '\n'; }

std::size_t width_of(const Console& console) { return static_cast<std::size_t>(console.width); }

void run_stats(Console& console, const Options& options) {
    const Statistics statistics = count_statistics(*Snapshot::freeze(load_current_graph(options.graph)));
    if (options.format == "table") {
        console.out << describe_statistics(statistics, width_of(console));
        return;
    }
    JsonWriter json;
    write_statistics(statistics, json);
    print_json(console, json);
}

void run_schema(Console& console, const Options& options) {
    std::optional<PropertyGraph> graph;
    if (!options.graph.empty()) graph = load_current_graph(options.graph);
    const std::shared_ptr<const Schema> schema = graph ? graph->shared_schema() : standards_schema();
    const std::shared_ptr<const Snapshot> snapshot = graph ? Snapshot::freeze(*graph) : nullptr;
    SchemaCounts counts;
    if (snapshot) {
        counts.nodes = [&](std::string_view name) {
            const auto label = snapshot->find_label(name);
            return label ? snapshot->nodes_with_label(*label).size() : 0;
        };
        counts.relationships = [&](std::string_view name) {
            const auto type = snapshot->find_type(name);
            return type ? snapshot->relationships_of_type(*type).size() : 0;
        };
    }
    if (options.format == "table") {
        console.out << describe_schema(*schema, width_of(console), counts);
        if (schema->is_open() && snapshot) {
            console.out << '\n' << describe_statistics(count_statistics(*snapshot), width_of(console));
        }
        return;
    }
    JsonWriter json;
    write_schema(*schema, json, counts);
    print_json(console, json);
}

// True for a good file.
bool validate_file(Console& console, const std::string& path) {
    const Validation result = validate_graph(path);
    for (const Error& problem : result.problems) console.out << problem.render() << '\n';
    if (result.problem_count > result.problems.size()) {
        console.out << fmt::format("{}: ... and {} more\n", path, result.problem_count - result.problems.size());
    }
    if (result.problem_count == 0) {
        console.out << fmt::format("{}: ok, {}, {}\n", path, counted(result.nodes, "node"),
                                   counted(result.relationships, "relationship"));
    } else {
        console.out << fmt::format("{}: {}\n", path, counted(result.problem_count, "problem"));
    }
    return result.problem_count == 0;
}

void run_validate(Console& console, const Options& options) {
    bool unreadable = false;
    bool invalid = false;
    for (const std::string& path : options.files) {
        try {
            invalid = !validate_file(console, path) || invalid;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kIo) throw;
            console.err << "mirrorgraph: " << error.render() << '\n';
            unreadable = true;
        }
    }
    if (unreadable) console.status = exit_code(ErrorCode::kIo);
    if (invalid) console.status = exit_code(ErrorCode::kInvalidData);
}

void run_repair(Console& console, const Options& options) {
    const RepairReport report = repair_graph(options.graph, {.discard_changes = options.discard_changes});
    for (const std::string& fault : report.found) console.out << fault << '\n';
    if (!report.base.empty() && report.base != options.graph) {
        console.out << fmt::format("started from {}\n", report.base);
    }
    if (report.copy.empty() && report.found.empty()) console.out << "nothing to repair\n";
    if (report.kept > 0)
        console.out << fmt::format("wrote {} into {}\n", counted(report.kept, "change"), options.graph);
    if (report.set_aside > 0) {
        console.out << fmt::format("set aside {}: {}/dropped.jsonl\n", counted(report.set_aside, "change"),
                                   report.copy);
    }
    if (!report.copy.empty()) console.out << fmt::format("everything as it was: {}\n", report.copy);
}

void run_conflicts(Console& console, const Options& options) {
    const std::shared_ptr<const Snapshot> snapshot = Snapshot::freeze(load_current_graph(options.graph));
    const std::vector<Conflict> conflicts = find_conflicts(*snapshot);
    if (options.format == "json") {
        JsonWriter json;
        write_conflicts(conflicts, *snapshot, json);
        print_json(console, json);
    } else if (!conflicts.empty()) {
        console.out << describe_conflicts(conflicts, *snapshot, width_of(console));
    }
    const bool is_settled =
        std::all_of(conflicts.begin(), conflicts.end(), [](const Conflict& one) { return one.settled.has_value(); });
    if (!is_settled) return;
    console.err << (conflicts.empty() ? "no two sources disagree\n" : "all that sources disagree on is settled\n");
    console.status = exit_code(ErrorCode::kNotFound);
}

// Like diff: exit code 1 where the two are not the same.
void run_diff(Console& console, const Options& options) {
    const PropertyGraph before = load_current_graph(options.files.at(0));
    const PropertyGraph after = load_current_graph(options.files.at(1));
    const GraphDiff diff = diff_graphs(before, after);
    if (options.format == "json") {
        JsonWriter json;
        write_diff(diff, before, after, json);
        print_json(console, json);
    } else if (!diff.empty()) {
        console.out << describe_diff(diff, before, after);
    }
    if (!diff.empty()) console.status = 1;
}

void add_graph_option(CLI::App& command, Options& options) {
    command.add_option("-g,--graph", options.graph, "the graph")->required()->type_name("FILE");
}

}  // namespace

void add_graph_commands(CLI::App& app, Console& console) {
    const auto options = std::make_shared<Options>();

    CLI::App* stats = app.add_subcommand("stats", "Count what is in a graph");
    add_graph_option(*stats, *options);
    add_format_option(*stats, *options);
    stats->callback([&console, options] { run_stats(console, *options); });

    CLI::App* schema = app.add_subcommand("schema", "Show what may exist in a graph");
    schema->add_option("-g,--graph", options->graph, "show the schema of this graph, and how often each part occurs")
        ->type_name("FILE");
    add_format_option(*schema, *options);
    schema->callback([&console, options] { run_schema(console, *options); });

    CLI::App* validate = app.add_subcommand("validate", "Check graph files: ok, or every problem with its place");
    validate->add_option("graph", options->files, "graph files")->required()->type_name("FILE");
    validate->callback([&console, options] { run_validate(console, *options); });

    CLI::App* conflicts = app.add_subcommand("conflicts", "Show where the sources disagree, side by side");
    add_graph_option(*conflicts, *options);
    add_format_option(*conflicts, *options);
    conflicts->callback([&console, options] { run_conflicts(console, *options); });

    CLI::App* diff =
        app.add_subcommand("diff", "Show what changed from one graph to another; exit code 1 if anything did");
    diff->add_option("graphs", options->files, "two graph files")->required()->expected(2)->type_name("FILE");
    add_format_option(*diff, *options);
    diff->callback([&console, options] { run_diff(console, *options); });
    CLI::App* repair = app.add_subcommand("repair", "Put a graph and its journal in order after damage");
    repair->add_option("graph", options->graph, "the graph")->required()->type_name("FILE");
    repair->add_flag("--discard-changes", options->discard_changes,
                     "keep the file as it is, and set aside the changes that its journal has on top");
    repair->callback([&console, options] { run_repair(console, *options); });
}

}  // namespace mirrorgraph
