#include "ingest/commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <ostream>

#include "graph/store/store.h"
#include "ingest/pipeline.h"
#include "ingest/readers/layout_dump.h"
#include "ingest/readers/reader.h"
#include "schema/error.h"

namespace mirrorgraph {

namespace {

struct BuildArguments {
    std::vector<std::string> inputs;
    std::string out = "graph.json";
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

void run_build(Console& console, BuildArguments arguments) {
    const auto begin = std::chrono::steady_clock::now();
    arguments.options.quotes = !arguments.no_quotes;
    const ingest::Pipeline pipeline = ingest::Pipeline::load(arguments.mapping);
    ingest::BuildProgress progress;
    if (console.progress) {
        progress = [&console](std::size_t done, std::size_t total) { draw_bar(console.err, done, total); };
    }
    const ingest::BuildResult result = pipeline.build(arguments.inputs, console.in, arguments.options, progress);
    const PropertyGraph& graph = result.resolution.graph;
    const SaveOptions save{arguments.options.quotes};
    if (arguments.out == "-") {
        write_graph(graph, console.out, save);
    } else {
        save_graph(graph, arguments.out, save);
    }
    report(console.err, result);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    console.err << fmt::format("{} document{}, {} nodes, {} relationships in {:.2f} s -> {}\n", result.documents,
                               result.documents == 1 ? "" : "s", graph.node_count(), graph.relationship_count(),
                               seconds.count(), arguments.out == "-" ? "standard output" : arguments.out);
    if (!result.problems.empty()) console.status = exit_code(ErrorCode::kIo);
}

void add_build_command(CLI::App& app, Console& console) {
    CLI::App* command = app.add_subcommand("build", "build a graph from documents, folders and registries");
    auto arguments = std::make_shared<BuildArguments>();
    command->add_option("INPUT", arguments->inputs, "files and folders; - is the standard input")->required();
    command->add_option("--out", arguments->out, "where the graph is written; - is the standard output")
        ->capture_default_str();
    command->add_option("--mapping", arguments->mapping, "mapping that all tables are read by")
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

}  // namespace

void add_ingest_commands(CLI::App& app, Console& console) {
    add_build_command(app, console);
    add_layout_command(app, console);
}

}  // namespace mirrorgraph
