#include "query/commands.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "graph/store/journal/current_graph.h"
#include "graph/store/store.h"
#include "graph/store/written.h"
#include "query/engine.h"
#include "query/export/commands.h"
#include "query/result_text.h"
#include "query/service/commands.h"
#include "query/tasks/commands.h"
#include "schema/files/read_file.h"
#include "schema/json/json.h"

namespace mirrorgraph {

namespace {

struct QueryCommand {
    std::string graph;
    std::string text;
    std::string file;
    std::vector<std::string> parameters;
    std::string format = "table";
    bool write = false;
    std::uint64_t timeout = 0;
    std::uint64_t rows = 0;
    std::uint64_t memory = 2000;
};

std::string query_text(const QueryCommand& command, Console& console) {
    if (!command.file.empty()) return read_file(command.file);
    if (command.text == "-") return {std::istreambuf_iterator<char>(console.in), {}};
    if (command.text.empty()) {
        throw Error(ErrorCode::kUsage, "no query was given",
                    "write it as the last word, or use --file, or - for the standard input");
    }
    return command.text;
}

Map::value_type parse_parameter(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw Error(ErrorCode::kUsage, "'" + text + "' is no parameter", "write --param name=value");
    }
    const std::string value = text.substr(equals + 1);
    try {
        return {text.substr(0, equals), parse_json_value(value)};
    } catch (const Error&) {
        return {text.substr(0, equals), Value(value)};
    }
}

std::size_t write_rows(const QueryCommand& command, query::Result& result, Console& console) {
    if (command.format == "json") return query::write_json(console.out, result);
    if (command.format == "csv") return query::write_csv(console.out, result);
    return query::write_table(console.out, result, static_cast<std::size_t>(console.width));
}

void report_changes(const query::Counters& counters, Console& console) {
    const auto line = [&](std::uint64_t count, const char* what) {
        if (count > 0) console.err << count << ' ' << what << '\n';
    };
    line(counters.nodes_created, "nodes created");
    line(counters.nodes_deleted, "nodes deleted");
    line(counters.relationships_created, "relationships created");
    line(counters.relationships_deleted, "relationships deleted");
    line(counters.properties_set, "properties set");
    line(counters.labels_added, "labels added");
    line(counters.labels_removed, "labels removed");
}

void run_query(const QueryCommand& command, Console& console) {
    const std::string text = query_text(command, console);
    Map parameters = parse_parameters(command.parameters);
    const auto snapshot = Snapshot::freeze(load_current_graph(command.graph));
    const auto keep_as_built = [&command](const auto& built) { return keep_built(command.graph, built()); };
    const auto database =
        command.write ? query::Database::writable(snapshot, {}, keep_as_built) : query::Database::read_only(snapshot);
    const query::PreparedQuery query = database->prepare(text);
    query::Limits limits;
    limits.time = std::chrono::milliseconds(command.timeout);
    limits.rows = command.rows;
    limits.memory = command.memory * 1'000'000;
    query::Result result = query.run(std::move(parameters), limits);
    const bool explains = !result.plan().empty();
    if (explains) console.out << result.plan();
    const std::size_t rows = explains ? 1 : write_rows(command, result, console);
    if (!explains) console.err << result.plan();
    report_changes(result.counters(), console);
    if (result.counters().any()) save_graph(database->to_graph(), command.graph);
    if (rows == 0 && !query.columns().empty()) {
        console.err << "no rows\n";
        console.status = exit_code(ErrorCode::kNotFound);
    }
}

}  // namespace

Map parse_parameters(const std::vector<std::string>& words) {
    Map out;
    for (const std::string& word : words) out.insert(parse_parameter(word));
    return out;
}

void add_query_commands(CLI::App& app, Console& console, Rebuilder rebuild, SourceReader read_source) {
    auto command = std::make_shared<QueryCommand>();
    CLI::App* sub = app.add_subcommand("query", "rows for an openCypher or GQL path pattern");
    sub->add_option("text", command->text, "the query; - reads it from the standard input");
    sub->add_option("--graph", command->graph, "graph file")->required();
    sub->add_option("--file", command->file, "file that holds the query");
    sub->add_option("--param", command->parameters, "NAME=VALUE, the value as JSON or bare text")
        ->allow_extra_args(false);
    sub->add_option("--format", command->format, "table, json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}))
        ->capture_default_str();
    sub->add_flag("--write", command->write, "let the query change the graph, and save it");
    sub->add_option("--timeout", command->timeout, "milliseconds after which the query stops; 0: never");
    sub->add_option("--max-memory", command->memory,
                    "megabytes of rows and paths above which the query stops; 0: never")
        ->capture_default_str();
    sub->add_option("--max-rows", command->rows, "rows after which the query stops; 0: never");
    sub->callback([command, &console] { run_query(*command, console); });
    add_task_commands(app, console);
    add_export_command(app, console);
    add_service_commands(app, console, std::move(rebuild), std::move(read_source));
}

}  // namespace mirrorgraph
