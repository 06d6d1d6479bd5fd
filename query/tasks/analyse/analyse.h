// Analyses of a whole graph as rows: what `mirrorgraph analyse` prints and the procedures graph.* give.
//
// Errors:  Error kNotFound for labels and types that neither the graph nor its schema knows
// Owns:    rows hold ids of the snapshot
// Threads: may run at once
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "graph/algorithms/part.h"
#include "graph/snapshot/snapshot.h"

namespace mirrorgraph::query {

struct Analysis {
    std::vector<std::string> columns;
    std::vector<List> rows;  // nodes and paths as references into the snapshot
    std::string remark;      // what is to be known of the method: modularity, sampling; "" for nothing
};

struct AnalysisOptions {
    GraphPart part;
    std::size_t limit = 0;     // rows; 0: all
    double least_score = 0.3;  // of similar committees
    std::size_t pivots = 512;  // of betweenness; 0: exact
};

// node, score; the highest first.
Analysis analyse_degree(const Snapshot& snapshot, const AnalysisOptions& options = {});
Analysis analyse_pagerank(const Snapshot& snapshot, const AnalysisOptions& options = {});
Analysis analyse_betweenness(const Snapshot& snapshot, const AnalysisOptions& options = {});

// node, group, size; the largest group first.
Analysis analyse_components(const Snapshot& snapshot, const AnalysisOptions& options = {});
Analysis analyse_communities(const Snapshot& snapshot, const AnalysisOptions& options = {});

// Groups as people want them: group, size, and the names of the nodes with most relationships.
Analysis summarize_groups(const Snapshot& snapshot, const Analysis& grouped, std::size_t limit);

// first, second, score, shared; the most similar first. With a committee, those similar to it.
Analysis analyse_similarity(const Snapshot& snapshot, const AnalysisOptions& options = {}, NodeId committee = {});

// path, length; no row where none leads there.
Analysis analyse_path(const Snapshot& snapshot, NodeId from, NodeId to, const AnalysisOptions& options = {});

void write_analysis_table(std::ostream& out, const Snapshot& snapshot, const Analysis& analysis, std::size_t width);
void write_analysis_json(std::ostream& out, const Snapshot& snapshot, const Analysis& analysis);
void write_analysis_csv(std::ostream& out, const Snapshot& snapshot, const Analysis& analysis);

}  // namespace mirrorgraph::query
