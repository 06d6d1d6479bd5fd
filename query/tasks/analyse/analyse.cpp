#include "query/tasks/analyse/analyse.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <ostream>

#include "graph/algorithms/centrality.h"
#include "graph/algorithms/grouping.h"
#include "graph/algorithms/similarity.h"
#include "graph/export/text.h"
#include "graph/names.h"
#include "query/tasks/element_json.h"
#include "schema/json/json.h"
#include "schema/text/table.h"

namespace mirrorgraph::query {

namespace {

void cut(Analysis& analysis, std::size_t limit) {
    if (limit != 0 && analysis.rows.size() > limit) analysis.rows.resize(limit);
}

// Of equal scores the node with the smaller id of the snapshot first: an order that a graph keeps.
Analysis ranked(std::vector<NodeScore> scores, std::size_t limit, bool whole_numbers) {
    std::stable_sort(scores.begin(), scores.end(),
                     [](const NodeScore& a, const NodeScore& b) { return a.score > b.score; });
    if (limit != 0 && scores.size() > limit) scores.resize(limit);
    Analysis out{{"node", "score"}, {}, {}};
    for (const NodeScore& entry : scores) {
        out.rows.push_back(
            {entry.node, whole_numbers ? Value(static_cast<std::int64_t>(entry.score)) : Value(entry.score)});
    }
    return out;
}

Analysis grouped(const Grouping& grouping, const char* name, std::size_t limit) {
    Analysis out{{"node", name, "size"}, {}, {}};
    std::vector<std::size_t> order(grouping.nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return grouping.groups[a] < grouping.groups[b]; });
    for (const std::size_t i : order) {
        const std::uint32_t group = grouping.groups[i];
        out.rows.push_back({grouping.nodes[i], group, grouping.sizes[group - 1]});
    }
    const auto alone = std::count(grouping.sizes.begin(), grouping.sizes.end(), 1U);
    out.remark = fmt::format("{} groups, {} of them of one node", grouping.sizes.size(), alone);
    cut(out, limit);
    return out;
}

// As people read it: names instead of references.
std::string cell(const Snapshot& snapshot, const Value& value) {
    switch (value.type()) {
        case Value::Type::kNode: return display_name(snapshot, value.as_node());
        case Value::Type::kFloat: return fmt::format("{:.4g}", value.as_float());
        case Value::Type::kString: return value.as_string();
        case Value::Type::kList: {
            std::string out;
            for (const Value& item : value.as_list()) out += (out.empty() ? "" : ", ") + cell(snapshot, item);
            return out;
        }
        case Value::Type::kPath: {
            const Path& path = value.as_path();
            std::string out = display_name(snapshot, path.nodes[0]);
            for (std::size_t i = 0; i < path.relationships.size(); ++i) {
                const RelationshipId r = path.relationships[i];
                const std::string& type = snapshot.type_names()[snapshot.type(r).value];
                const bool forward = snapshot.source(r) == path.nodes[i];
                out += fmt::format(" {}{}{} {}", forward ? "-" : "<-", type, forward ? "->" : "-",
                                   display_name(snapshot, path.nodes[i + 1]));
            }
            return out;
        }
        case Value::Type::kNull:
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kMap:
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration:
        case Value::Type::kRelationship: return to_literal(value);
    }
    return {};
}

class JsonRows {
  public:
    explicit JsonRows(const Snapshot& snapshot) : elements_(json_, snapshot) {}

    std::string_view write(const Analysis& analysis) {
        json_.begin_object();
        if (!analysis.remark.empty()) elements_.text("remark", analysis.remark);
        json_.key("rows");
        json_.begin_array();
        for (const List& row : analysis.rows) {
            json_.begin_object();
            for (std::size_t i = 0; i < row.size(); ++i) {
                json_.key(analysis.columns[i]);
                write(row[i]);
            }
            json_.end_object();
        }
        json_.end_array();
        json_.end_object();
        return json_.text();
    }

  private:
    void write(const Value& value) {
        if (value.is_node()) {
            elements_.node(value.as_node());
        } else if (value.is_path()) {
            json_.begin_object();
            json_.key("nodes");
            json_.begin_array();
            for (const NodeId node : value.as_path().nodes) elements_.node(node);
            json_.end_array();
            json_.key("relationships");
            json_.begin_array();
            for (const RelationshipId relationship : value.as_path().relationships)
                elements_.relationship(relationship);
            json_.end_array();
            json_.end_object();
        } else {
            json_.value(value);
        }
    }

    JsonWriter json_;
    ElementJson elements_;
};

}  // namespace

Analysis analyse_degree(const Snapshot& snapshot, const AnalysisOptions& options) {
    return ranked(degrees(snapshot, options.part), options.limit, true);
}

Analysis analyse_pagerank(const Snapshot& snapshot, const AnalysisOptions& options) {
    return ranked(pagerank(snapshot, options.part), options.limit, false);
}

Analysis analyse_betweenness(const Snapshot& snapshot, const AnalysisOptions& options) {
    std::vector<NodeScore> scores = betweenness(snapshot, options.part, options.pivots);
    const bool sampled = options.pivots != 0 && options.pivots < scores.size();
    Analysis out = ranked(std::move(scores), options.limit, false);
    if (sampled) out.remark = fmt::format("estimated from {} of the nodes", options.pivots);
    return out;
}

Analysis analyse_components(const Snapshot& snapshot, const AnalysisOptions& options) {
    return grouped(components(snapshot, options.part), "component", options.limit);
}

Analysis analyse_communities(const Snapshot& snapshot, const AnalysisOptions& options) {
    const Grouping grouping = communities(snapshot, options.part);
    Analysis out = grouped(grouping, "community", options.limit);
    out.remark += fmt::format("; modularity {:.3f}", grouping.modularity);
    return out;
}

Analysis summarize_groups(const Snapshot& snapshot, const Analysis& grouped, std::size_t limit) {
    constexpr std::size_t kNames = 6;
    const auto degree = [&](const Value& node) {
        return snapshot.degree(node.as_node(), Direction::kOutgoing) +
               snapshot.degree(node.as_node(), Direction::kIncoming);
    };
    Analysis out{{grouped.columns[1], "size", "among them"}, {}, grouped.remark};
    for (auto first = grouped.rows.begin(); first != grouped.rows.end() && (limit == 0 || out.rows.size() < limit);) {
        const auto last =
            std::find_if(first, grouped.rows.end(), [&](const List& row) { return row[1] != (*first)[1]; });
        std::vector<Value> members;
        for (auto row = first; row != last; ++row) members.push_back((*row)[0]);
        std::stable_sort(members.begin(), members.end(),
                         [&](const Value& a, const Value& b) { return degree(a) > degree(b); });
        if (members.size() > kNames) members.resize(kNames);
        out.rows.push_back({(*first)[1], (*first)[2], List(members.begin(), members.end())});
        first = last;
    }
    return out;
}

Analysis analyse_similarity(const Snapshot& snapshot, const AnalysisOptions& options, NodeId committee) {
    Analysis out{{"first", "second", "score", "shared"}, {}, {}};
    for (const SimilarPair& pair : similar_committees(snapshot, options.least_score, committee)) {
        out.rows.push_back({pair.first, pair.second, pair.score, List(pair.shared.begin(), pair.shared.end())});
    }
    cut(out, options.limit);
    return out;
}

Analysis analyse_path(const Snapshot& snapshot, NodeId from, NodeId to, const AnalysisOptions& options) {
    Analysis out{{"path", "length"}, {}, {}};
    if (auto path = shortest_path(snapshot, from, to, options.part)) {
        const std::size_t length = path->relationships.size();
        out.rows.push_back({std::move(*path), length});
    }
    return out;
}

void write_analysis_table(std::ostream& out, const Snapshot& snapshot, const Analysis& analysis, std::size_t width) {
    std::vector<Table::Column> columns;
    for (std::size_t i = 0; i < analysis.columns.size(); ++i) {
        const bool number = !analysis.rows.empty() && analysis.rows[0][i].is_number();
        const bool node = !analysis.rows.empty() && analysis.rows[0][i].is_node();
        const bool long_text = analysis.columns[i] == "path" || analysis.columns[i] == "among them";
        columns.push_back({analysis.columns[i], number ? Table::Align::kRight : Table::Align::kLeft, long_text});
        if (node && analysis.columns[i] == "node") columns.push_back({"label"});
    }
    Table table(columns);
    for (const List& row : analysis.rows) {
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back(cell(snapshot, row[i]));
            if (row[i].is_node() && analysis.columns[i] == "node") {
                cells.emplace_back(main_label(snapshot, row[i].as_node()));
            }
        }
        table.add_row(cells);
    }
    if (!analysis.rows.empty()) out << table.render(width);
    if (!analysis.remark.empty()) out << (analysis.rows.empty() ? "" : "\n") << analysis.remark << '\n';
}

void write_analysis_json(std::ostream& out, const Snapshot& snapshot, const Analysis& analysis) {
    out << JsonRows(snapshot).write(analysis) << '\n';
}

void write_analysis_csv(std::ostream& out, const Snapshot& snapshot, const Analysis& analysis) {
    // A node takes two columns, its id and its name.
    const auto write_row = [&](std::size_t size, const auto& field) {
        for (std::size_t i = 0; i < size; ++i) out << (i == 0 ? "" : ",") << field(i);
        out << '\n';
    };
    const bool any = !analysis.rows.empty();
    write_row(analysis.columns.size(), [&](std::size_t i) {
        const std::string& name = analysis.columns[i];
        return any && analysis.rows[0][i].is_node() ? name + "," + name + "_name" : name;
    });
    for (const List& row : analysis.rows) {
        write_row(row.size(), [&](std::size_t i) {
            if (!row[i].is_node()) return quote_csv(cell(snapshot, row[i]));
            const NodeId node = row[i].as_node();
            return quote_csv(snapshot.id(node)) + "," + quote_csv(display_name(snapshot, node));
        });
    }
}

}  // namespace mirrorgraph::query
