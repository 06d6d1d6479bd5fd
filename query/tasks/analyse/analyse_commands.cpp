#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <ostream>
#include <utility>

#include "graph/store/journal/current_graph.h"
#include "query/tasks/analyse/analyse.h"
#include "query/tasks/commands.h"
#include "query/tasks/entity_finder.h"
#include "schema/error.h"

namespace mirrorgraph {

namespace {

struct AnalyseCommand {
    std::string graph;
    std::string method;
    std::vector<std::string> subjects;
    std::string format = "table";
    bool exact = false;
    query::AnalysisOptions options;
};

using Method = query::Analysis (*)(const Snapshot&, const query::AnalysisOptions&);

const std::map<std::string, Method>& whole_graph_methods() {
    static const std::map<std::string, Method> kMethods = {
        {"degree", query::analyse_degree},           {"pagerank", query::analyse_pagerank},
        {"betweenness", query::analyse_betweenness}, {"components", query::analyse_components},
        {"communities", query::analyse_communities},
    };
    return kMethods;
}

void check_subjects(const AnalyseCommand& command) {
    const std::size_t given = command.subjects.size();
    if (command.method == "path" && given != 2) {
        throw Error(ErrorCode::kUsage, "path takes two subjects", "mirrorgraph analyse --graph FILE path FROM TO");
    }
    if (command.method == "similarity" && given > 1) {
        throw Error(ErrorCode::kUsage, "similarity takes one committee, or none for all pairs");
    }
    if (given > 0 && whole_graph_methods().contains(command.method)) {
        throw Error(ErrorCode::kUsage, command.method + " looks at the whole graph and takes no subject");
    }
}

query::Analysis analyse(const AnalyseCommand& command, const Snapshot& snapshot) {
    const auto whole = whole_graph_methods().find(command.method);
    if (whole != whole_graph_methods().end()) return whole->second(snapshot, command.options);
    std::vector<NodeId> subjects;
    if (!command.subjects.empty()) {
        const query::EntityFinder finder(snapshot);
        for (const std::string& subject : command.subjects) subjects.push_back(finder.find_or_throw(subject));
    }
    if (command.method == "path") return query::analyse_path(snapshot, subjects[0], subjects[1], command.options);
    return query::analyse_similarity(snapshot, command.options, subjects.empty() ? NodeId() : subjects[0]);
}

void run_analyse(AnalyseCommand command, Console& console) {
    check_subjects(command);
    if (command.exact) command.options.pivots = 0;
    const auto snapshot = Snapshot::freeze(load_current_graph(command.graph));
    // For people a group is a row, for programs a node.
    const bool summarized =
        command.format == "table" && (command.method == "components" || command.method == "communities");
    const std::size_t limit = summarized ? std::exchange(command.options.limit, 0) : 0;
    query::Analysis analysis = analyse(command, *snapshot);
    if (summarized) analysis = query::summarize_groups(*snapshot, analysis, limit);
    if (command.format == "json") {
        query::write_analysis_json(console.out, *snapshot, analysis);
    } else if (command.format == "csv") {
        query::write_analysis_csv(console.out, *snapshot, analysis);
    } else {
        query::write_analysis_table(console.out, *snapshot, analysis, static_cast<std::size_t>(console.width));
    }
    if (analysis.rows.empty()) {
        console.err << "nothing found\n";
        console.status = exit_code(ErrorCode::kNotFound);
    }
}

}  // namespace

void add_analyse_command(CLI::App& app, Console& console) {
    auto command = std::make_shared<AnalyseCommand>();
    command->options.limit = 20;
    CLI::App* sub = app.add_subcommand("analyse", "centrality, groups, shortest paths, similar committees");
    sub->add_option("method", command->method,
                    "degree, pagerank, betweenness, components, communities, path FROM TO, similarity [COMMITTEE]")
        ->required()
        ->check(
            CLI::IsMember({"degree", "pagerank", "betweenness", "components", "communities", "path", "similarity"}));
    sub->add_option("subjects", command->subjects, "committees, standards, bodies or policies in any spelling");
    sub->add_option("--graph,-g", command->graph, "the graph to ask")->required();
    sub->add_option("--types", command->options.part.types, "relationship types to look at: MIRRORS,PART_OF,...")
        ->delimiter(',')
        ->allow_extra_args(false);
    sub->add_option("--labels", command->options.part.labels, "labels of nodes to look at: Committee,Standard,...")
        ->delimiter(',')
        ->allow_extra_args(false);
    sub->add_option("--limit", command->options.limit, "rows; 0: all")->capture_default_str();
    sub->add_option("--min-score", command->options.least_score, "of similar committees")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    sub->add_flag("--exact", command->exact, "betweenness from every node, however long it takes");
    sub->add_option("--format,-f", command->format, "table, json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}));
    sub->callback([command, &console] { run_analyse(*command, console); });
}

}  // namespace mirrorgraph
