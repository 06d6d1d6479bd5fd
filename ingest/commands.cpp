#include "ingest/commands.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <ostream>

#include "graph/provenance/decisions.h"
#include "graph/store/store.h"
#include "graph/store/written.h"
#include "ingest/digest.h"
#include "ingest/pipeline.h"
#include "ingest/readers/layout/layout_dump.h"
#include "ingest/readers/reader.h"
#include "schema/error.h"
#include "schema/files/data_path.h"
#include "schema/schema.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

struct BuildArguments {
    std::vector<std::string> inputs;
    std::string out;
    std::string update;
    std::vector<std::string> remove;
    std::string decisions;
    std::string mapping;
    bool no_quotes = false;
    ingest::BuildOptions options;
};

void draw_bar(std::ostream& err, std::size_t done, std::size_t total) {
    constexpr std::size_t kWidth = 30;
    const std::size_t filled = done * kWidth / total;
    err << fmt::format("\r[{}{}] {}/{} documents", std::string(filled, '='), std::string(kWidth - filled, ' '), done,
                       total)
        << std::flush;
    if (done == total) err << "\r\x1B[K" << std::flush;
}

void report(std::ostream& err, const ingest::BuildResult& result) {
    for (const ingest::DocumentWarning& warning : result.warnings) err << warning.path << ": " << warning.text << '\n';
    for (const ingest::DocumentProblem& problem : result.problems) err << problem.error.render() << '\n';
    if (!result.problems.empty()) {
        err << fmt::format("{} of {} documents could not be read and are not in the graph\n", result.problems.size(),
                           result.problems.size() + result.documents);
    }
}

void report_decisions(std::ostream& err, const std::vector<DecisionRecord>& decisions, const std::string& path) {
    for (const DecisionRecord& decision : decisions) {
        if (decision.problem.empty()) continue;
        err << fmt::format("{}:{}: does not apply any more: {} ({})\n", path, decision.line, decision.says,
                           decision.problem);
    }
}

// Where the graph goes, and what belongs to it there.
void settle_paths(BuildArguments& arguments) {
    if (arguments.out.empty()) arguments.out = arguments.update.empty() ? "graph.json" : arguments.update;
    if (arguments.inputs.empty() && arguments.update.empty()) {
        throw Error(ErrorCode::kUsage, "no INPUT is given", "name files and folders, or a graph with --update");
    }
    if (!arguments.remove.empty() && arguments.update.empty()) {
        throw Error(ErrorCode::kUsage, "--remove takes documents out of a graph", "name the graph with --update");
    }
    if (arguments.decisions.empty() && arguments.out != "-") arguments.decisions = decisions_path(arguments.out);
    if (!arguments.update.empty()) {
        arguments.options.update = ingest::UpdateOptions{arguments.update, arguments.remove};
        arguments.options.excluded = {arguments.update, ingest::cache_path(arguments.update)};
    }
    arguments.options.excluded.insert(arguments.options.excluded.end(),
                                      {arguments.out, arguments.decisions, ingest::cache_path(arguments.out)});
}

// What queries have written into the graph that is updated goes on.
void carry_written_over(const BuildArguments& arguments, PropertyGraph& graph) {
    if (arguments.update.empty() || !std::filesystem::exists(arguments.update)) return;
    if (!has_built(arguments.update) && std::filesystem::exists(ingest::cache_path(arguments.update))) return;
    const std::string to = arguments.out == "-" ? arguments.update : arguments.out;
    graph = carry_written(arguments.update, load_graph(arguments.update), std::move(graph), to);
}

void save(Console& console, const BuildArguments& arguments, const ingest::BuildResult& result) {
    const SaveOptions save{arguments.options.quotes};
    if (arguments.out == "-") return write_graph(result.resolution.graph, console.out, save);
    save_graph(result.resolution.graph, arguments.out, save);
    forget_built(arguments.out, result.resolution.graph.metadata());
    if (arguments.update.empty()) return;
    try {
        result.cache.save(ingest::cache_path(arguments.out), result.fingerprint, ingest::file_sha256(arguments.out));
    } catch (const Error& error) {
        console.err << error.render() << "\nthe graph is complete; its next update reads all documents again\n";
    }
}

// What is named, or what the graph was built by that is updated.
std::optional<TableMapping> mapping_of(const BuildArguments& arguments) {
    if (!arguments.mapping.empty()) {
        return TableMapping{std::filesystem::path(arguments.mapping).filename().string(),
                            ingest::read_bytes(arguments.mapping)};
    }
    if (arguments.update.empty() || !std::filesystem::exists(arguments.update)) return std::nullopt;
    return table_mapping(load_metadata(arguments.update));
}

void run_build(Console& console, BuildArguments arguments) {
    const auto begin = std::chrono::steady_clock::now();
    settle_paths(arguments);
    arguments.options.quotes = !arguments.no_quotes;
    if (!arguments.decisions.empty()) {
        arguments.options.decisions = load_decisions(arguments.decisions, *standards_schema());
    }
    const ingest::Pipeline pipeline = ingest::Pipeline::load(mapping_of(arguments));
    ingest::BuildProgress progress;
    if (console.progress) {
        progress = [&console](std::size_t done, std::size_t total) { draw_bar(console.err, done, total); };
    }
    ingest::BuildResult result = pipeline.build(arguments.inputs, console.in, arguments.options, progress);
    carry_written_over(arguments, result.resolution.graph);
    save(console, arguments, result);
    report(console.err, result);
    report_decisions(console.err, result.resolution.decisions, arguments.decisions);
    const PropertyGraph& graph = result.resolution.graph;
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    const std::string news =
        arguments.update.empty()
            ? ""
            : fmt::format(" ({} read, {} removed)", result.documents - result.reused, result.removed.size());
    console.err << fmt::format("{}{}, {}, {} in {:.2f} s -> {}\n", counted(result.documents, "document"), news,
                               counted(graph.node_count(), "node"), counted(graph.relationship_count(), "relationship"),
                               seconds.count(), arguments.out == "-" ? "standard output" : arguments.out);
    if (!result.problems.empty()) console.status = exit_code(ErrorCode::kIo);
}

void add_build_command(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("build", "build a graph from documents, folders and registries");
    auto arguments = std::make_shared<BuildArguments>();
    command->add_option("INPUT", arguments->inputs, "files and folders; - is the standard input");
    command->add_option("--out", arguments->out,
                        "where the graph is written, graph.json unless said; - is the standard output");
    command->add_option("--update", arguments->update,
                        "a graph that follows its sources: reads what is new or changed in INPUT, drops what is gone "
                        "there, keeps all other documents; without INPUT looks at all");
    command->add_option("--remove", arguments->remove, "a document, folder or archive to take out of the graph")
        ->allow_extra_args(false);
    command
        ->add_option("--decisions", arguments->decisions,
                     "corrections by people; decisions.json beside the graph unless said")
        ->check(CLI::ExistingFile);
    command
        ->add_option("--mapping", arguments->mapping,
                     "mapping that all tables are read by; an update goes on with that of the graph")
        ->check(CLI::ExistingFile);
    command->add_flag("--no-quotes", arguments->no_quotes, "leave the sentences out of the evidence");
    command->add_flag("--strict", arguments->options.strict, "stop at the first document that cannot be read");
    command->add_option("--jobs", arguments->options.jobs, "threads; 0 takes all cores")->capture_default_str();
    command->add_option("--max-bytes", arguments->options.read.max_bytes, "size that a document may have")
        ->capture_default_str();
    command->callback([arguments, &console] { run_build(console, *arguments); });
}

void add_layout_command(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("layout", "show how a document is read: blocks, sentences, cells");
    auto path = std::make_shared<std::string>();
    command->add_option("FILE", *path, "the document")->required();
    command->callback([path, &console] {
        ingest::print_layout(ingest::read_document(*path, ingest::read_bytes(*path)), console.out);
    });
}

void check_rules(Console& console, const std::string& folder) {
    const ingest::RuleEngine engine = ingest::RuleEngine::load(folder);
    std::size_t examples = 0;
    for (const ingest::Rule& rule : engine.rules()) examples += rule.examples.size();
    console.out << fmt::format("{} rules hold against their {} examples\n", engine.rules().size(), examples);
}

void add_rules_command(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("rules", "hold relationship rules against their own examples");
    auto folder = std::make_shared<std::string>();
    command->add_option("FOLDER", *folder, "the rules; without it those in use")->check(CLI::ExistingDirectory);
    command->callback([folder, &console] { check_rules(console, folder->empty() ? data_path("rules") : *folder); });
}

}  // namespace

void add_ingest_commands(CLI::App& app, Console& console) {
    add_build_command(app, console);
    add_layout_command(app, console);
    add_rules_command(app, console);
}

}  // namespace mirrorgraph
