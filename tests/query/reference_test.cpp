// Random queries on random graphs: the engine's rows against those of a matcher that tries everything.
#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>

#include "query/engine.h"
#include "query/result_text.h"
#include "tests/query/reference_matcher.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using namespace mirrorgraph::test;

namespace {

using Rows = std::vector<std::string>;

std::shared_ptr<Database> frozen(const ReferenceGraph& reference) {
    PropertyGraph graph;
    std::vector<NodeId> nodes;
    for (std::size_t i = 0; i < reference.nodes.size(); ++i) {
        const auto& node = reference.nodes[i];
        nodes.push_back(graph.add_node(fmt::format("n{}", i), node.labels, {{"i", i}, {"x", node.x}}));
    }
    for (std::size_t i = 0; i < reference.relationships.size(); ++i) {
        const auto& relationship = reference.relationships[i];
        graph.add_relationship(nodes[relationship.source], nodes[relationship.target], relationship.type,
                               {{"i", i}, {"w", relationship.w}});
    }
    return Database::read_only(Snapshot::freeze(graph));
}

// The same graph, half of it frozen and half of it written by queries, with some of what was there removed again.
std::shared_ptr<Database> written(const ReferenceGraph& reference) {
    PropertyGraph graph;
    for (std::size_t i = 0; i < reference.nodes.size(); i += 2) {
        graph.add_node(fmt::format("n{}", i), reference.nodes[i].labels, {{"i", i}, {"x", reference.nodes[i].x}});
    }
    const NodeId extra = graph.add_node("extra", {"A"}, {});
    graph.add_relationship(extra, extra, "R");
    for (const auto& [from, to] : {std::pair("n0", "extra"), std::pair("extra", "n0")}) {
        graph.add_relationship(*graph.find_node(from), *graph.find_node(to), "S");
    }
    auto database = Database::writable(Snapshot::freeze(graph));
    const auto run = [&](const std::string& text) { database->prepare(text).run(); };
    for (std::size_t i = 1; i < reference.nodes.size(); i += 2) {
        std::string labels;
        for (const std::string& label : reference.nodes[i].labels) labels += ":" + label;
        run(fmt::format("CREATE ({} {{i: {}, x: 9}}) SET n.x = {}", "n" + labels, i, reference.nodes[i].x));
    }
    for (std::size_t i = 0; i < reference.relationships.size(); ++i) {
        const auto& relationship = reference.relationships[i];
        run(fmt::format("MATCH (a {{i: {}}}), (b {{i: {}}}) CREATE (a)-[:{} {{i: {}, w: {}}}]->(b)",
                        relationship.source, relationship.target, relationship.type, i, relationship.w));
    }
    run("MATCH (n:A) WHERE n.i IS NULL DETACH DELETE n");
    return database;
}

Rows run(Database& database, const std::string& text) {
    Result result = database.prepare(text).run();
    Rows rows;
    while (result.next()) {
        std::string row;
        for (const Value& value : result.row()) row += to_literal(value) + " ";
        rows.push_back(std::move(row));
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::string clause(const ReferencePattern& pattern) {
    const std::string where = pattern.where();
    return "MATCH " + pattern.text() + (where.empty() ? "" : " WHERE " + where);
}

std::string literal_row(const ReferencePattern& pattern, const ReferenceMatch& match) {
    std::string row;
    for (int node : match.nodes) row += fmt::format("{} ", node);
    for (std::size_t i = 0; i < pattern.edges.size(); ++i) {
        if (pattern.edges[i].repeated) {
            row += fmt::format("[{}] ", fmt::join(match.edges[i], ", "));
        } else {
            row += fmt::format("{} ", match.edges[i][0]);
        }
    }
    return row;
}

std::string all_columns(const ReferencePattern& pattern) {
    std::string columns;
    for (std::size_t i = 0; i < pattern.nodes.size(); ++i) columns += fmt::format("{}n{}.i", i == 0 ? "" : ", ", i);
    for (std::size_t i = 0; i < pattern.edges.size(); ++i) {
        columns += pattern.edges[i].repeated ? fmt::format(", [r IN e{} | r.i]", i) : fmt::format(", e{}.i", i);
    }
    return columns;
}

void compare(Database& database, const std::string& query, Rows expected) {
    std::sort(expected.begin(), expected.end());
    const Rows got = run(database, query);
    if (got == expected) return;
    INFO(query << "\n" << database.prepare(query).explain());
    CHECK(got == expected);
}

void compare_forms(Database& database, const ReferenceGraph& graph, const ReferencePattern& pattern) {
    Rows all;
    const std::size_t key = pattern.edges.size() % pattern.nodes.size();
    std::map<int, int> by_key;
    for_each_match(graph, pattern, {}, [&](const ReferenceMatch& match) {
        all.push_back(literal_row(pattern, match));
        ++by_key[match.nodes[key]];
    });
    const std::string match = clause(pattern);
    compare(database, match + " RETURN " + all_columns(pattern), all);
    compare(database, match + " RETURN count(*)", {fmt::format("{} ", all.size())});
    Rows counts;
    Rows keys;
    for (const auto& [node, count] : by_key) {
        counts.push_back(fmt::format("{} {} ", node, count));
        keys.push_back(fmt::format("{} ", node));
    }
    compare(database, match + fmt::format(" RETURN n{}.i, count(*)", key), counts);
    compare(database, match + fmt::format(" RETURN DISTINCT n{}.i", key), keys);
}

// A second pattern around the first node, or the first two: optional, asked for, or refused.
void compare_inner(Database& database, const ReferenceGraph& graph, ReferencePattern pattern) {
    for (ReferencePattern::Edge& edge : pattern.edges) edge.clause = 0;
    Rows optional;
    Rows with;
    Rows without;
    const auto add = [&](const std::vector<int>& fixed) {
        std::size_t found = 0;
        for_each_match(graph, pattern, fixed, [&](const ReferenceMatch&) { ++found; });
        const std::string row = fmt::format("{} ", fmt::join(fixed, " "));
        optional.push_back(row + fmt::format("{} ", std::max<std::size_t>(found, 1)));
        (found > 0 ? with : without).push_back(row);
    };
    const int nodes = static_cast<int>(graph.nodes.size());
    const bool two = pattern.nodes.size() > 1 && pattern.edges.size() % 2 == 0;
    for (int node = 0; node < nodes; ++node) {
        if (!two) add({node});
        for (int other = 0; two && other < nodes; ++other) add({node, other});
    }
    const std::string inner = clause(pattern);
    const std::string outer = two ? "MATCH (n0), (n1)" : "MATCH (n0)";
    const std::string keys = two ? "n0.i, n1.i" : "n0.i";
    compare(database, outer + " OPTIONAL " + inner + " RETURN " + keys + ", count(*)", optional);
    compare(database, outer + " WHERE EXISTS { " + inner + " } RETURN " + keys, with);
    compare(database, outer + " WHERE NOT EXISTS { " + inner + " } RETURN " + keys, without);
}

// Of the paths between two nodes the first, by length; where they end after a group of equal length, all of it.
struct Selector {
    const char* before;  // the mode
    const char* behind;
    std::size_t paths;
    std::size_t groups;
};
constexpr std::size_t kAll = 1000;
constexpr Selector kSelectors[] = {{"", "", kAll, kAll},
                                   {"ANY SHORTEST ", "", 1, kAll},
                                   {"ALL SHORTEST ", "", kAll, 1},
                                   {"SHORTEST 2 ", "", 2, kAll},
                                   {"SHORTEST 2 ", "GROUPS ", kAll, 2}};

Rows selected(const std::vector<ReferencePath>& paths, const Selector& selector, bool with_relationships) {
    std::map<std::pair<int, int>, std::map<std::size_t, std::vector<const ReferencePath*>>> by_ends;
    for (const ReferencePath& path : paths) by_ends[{path.start, path.end}][path.relationships.size()].push_back(&path);
    Rows rows;
    for (const auto& [ends, by_length] : by_ends) {
        std::size_t groups = 0;
        std::size_t taken = 0;
        for (const auto& [length, group] : by_length) {
            if (groups++ == selector.groups) break;
            for (const ReferencePath* path : group) {
                if (taken++ >= selector.paths) break;
                rows.push_back(fmt::format("{} {} {} ", ends.first, ends.second, length));
                if (with_relationships) rows.back() += fmt::format("[{}] ", fmt::join(path->relationships, ", "));
            }
        }
    }
    return rows;
}

// All modes and selectors over one random quantified relationship. Where the selector may choose, lengths are compared.
void compare_selected(std::mt19937& random, Database& database, const ReferenceGraph& graph) {
    const auto below = [&random](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    ReferencePattern::Edge edge;
    edge.type = below(2) == 0 ? "" : "R";
    edge.arrow = static_cast<ReferenceArrow>(below(3));
    edge.min = below(3);
    const bool endless = below(2) == 0;
    edge.max = endless ? 100 : std::max(1, edge.min + below(3));
    const std::string end = below(3) == 0 ? "b:A" : "b";
    const bool fixed = below(3) == 0;
    const int node = below(static_cast<int>(graph.nodes.size()));
    const char* const modes[] = {"WALK ", "TRAIL ", "SIMPLE ", "ACYCLIC "};
    for (int mode = endless ? 1 : 0; mode < 4; ++mode) {
        std::vector<ReferencePath> paths = all_paths(graph, edge, static_cast<ReferenceMode>(mode));
        std::erase_if(paths, [&](const ReferencePath& path) {
            const auto& labels = graph.nodes[path.end].labels;
            const bool labelled = std::find(labels.begin(), labels.end(), "A") != labels.end();
            return (end == "b:A" && !labelled) || (fixed && path.end != node);
        });
        if (paths.size() > 500) continue;
        for (const Selector& selector : kSelectors) {
            const bool chooses = selector.paths != kAll;
            const std::string query = fmt::format(
                "MATCH p = {}{}{}(a){}[{}]{}{{{},{}}}({}{}) RETURN a.i, b.i, length(p){}", selector.before, modes[mode],
                selector.behind, edge.arrow == ReferenceArrow::kLeft ? "<-" : "-",
                edge.type.empty() ? "" : ":" + edge.type, edge.arrow == ReferenceArrow::kRight ? "->" : "-", edge.min,
                endless ? "" : std::to_string(edge.max), end, fixed ? fmt::format(" {{i: {}}}", node) : "",
                chooses ? "" : ", [r IN relationships(p) | r.i]");
            compare(database, query, selected(paths, selector, !chooses));
        }
    }
}

}  // namespace

TEST_CASE("engine: random patterns match as a matcher that tries everything says") {
    std::mt19937 random(20260701);
    for (int round = 0; round < 800; ++round) {
        const ReferenceGraph graph = random_reference_graph(random);
        const auto database = frozen(graph);
        for (int i = 0; i < 3; ++i) compare_forms(*database, graph, random_reference_pattern(random, 3));
        compare_inner(*database, graph, random_reference_pattern(random, 3));
    }
}

TEST_CASE("engine: modes and selectors keep the paths that they should") {
    std::mt19937 random(8128);
    for (int round = 0; round < 80; ++round) {
        const ReferenceGraph graph = random_reference_graph(random);
        const auto database = frozen(graph);
        for (int i = 0; i < 2; ++i) compare_selected(random, *database, graph);
    }
}

TEST_CASE("engine: a graph that queries have changed answers as a frozen one") {
    std::mt19937 random(4711);
    for (int round = 0; round < 100; ++round) {
        const ReferenceGraph graph = random_reference_graph(random);
        const auto database = written(graph);
        for (int i = 0; i < 3; ++i) compare_forms(*database, graph, random_reference_pattern(random, 3));
        compare_inner(*database, graph, random_reference_pattern(random, 3));
    }
}

TEST_CASE("engine: a pattern read backwards, with conditions split or doubled, gives the same rows") {
    std::mt19937 random(99);
    for (int round = 0; round < 100; ++round) {
        const auto database = frozen(random_reference_graph(random));
        ReferencePattern pattern = random_reference_pattern(random, 3);
        const Rows rows = run(*database, clause(pattern) + " RETURN " + all_columns(pattern));
        const std::string where = pattern.where().empty() ? "true" : pattern.where();
        CHECK(run(*database,
                  "MATCH " + pattern.text() + " WITH * WHERE " + where + " RETURN " + all_columns(pattern)) == rows);
        CHECK(run(*database, "MATCH " + pattern.text() + " WHERE (" + where + ") AND NOT (n0.x <> n0.x) RETURN " +
                                 all_columns(pattern)) == rows);
        for (ReferencePattern::Edge& edge : pattern.edges) {
            if (edge.repeated) continue;
            std::swap(edge.left, edge.right);
            if (edge.arrow != ReferenceArrow::kEither) {
                edge.arrow = edge.arrow == ReferenceArrow::kRight ? ReferenceArrow::kLeft : ReferenceArrow::kRight;
            }
        }
        CHECK(run(*database, clause(pattern) + " RETURN " + all_columns(pattern)) == rows);
    }
}
