#include "graph/snapshot/overlay.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <set>

#include "query/engine.h"
#include "query/exec/view/rebase.h"
#include "query/tasks/search_index.h"
#include "tests/query/random_writes.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

constexpr Direction kDirections[] = {Direction::kOutgoing, Direction::kIncoming};

template <class Id>
std::string properties_text(const Snapshot& snapshot, Id id) {
    std::string out;
    for (const auto& [key, value] : snapshot.properties(id)) {
        CHECK(snapshot.property(id, key) == value);
        out += fmt::format(" {}={}", snapshot.key_names()[key.value], to_literal(value));
    }
    return out + fmt::format(" [{}]", snapshot.evidence(id).size());
}

// All that a snapshot says, in the order of ids: the same for snapshots of equal graphs.
std::vector<std::string> contents(const Snapshot& snapshot) {
    std::vector<std::string> out;
    for (const NodeId node : snapshot.nodes()) {
        std::set<std::string> labels;
        for (const LabelId label : snapshot.labels(node)) labels.insert(snapshot.label_names()[label.value]);
        out.push_back(
            fmt::format("({} :{}{})", snapshot.id(node), fmt::join(labels, ":"), properties_text(snapshot, node)));
    }
    for (const RelationshipId one : snapshot.relationships()) {
        out.push_back(fmt::format("({})-[:{}{}]->({})", snapshot.id(snapshot.source(one)),
                                  snapshot.type_names()[snapshot.type(one).value], properties_text(snapshot, one),
                                  snapshot.id(snapshot.target(one))));
    }
    std::sort(out.begin(), out.end());
    return out;
}

// (type, neighbour, relationship) of each relationship at `node`, sorted as a snapshot promises.
using Link = std::tuple<TypeId, NodeId, RelationshipId>;
std::vector<Link> expected_links(const Snapshot& snapshot, NodeId node, Direction direction) {
    std::vector<Link> out;
    for (const RelationshipId r : snapshot.relationships()) {
        const bool outgoing = direction == Direction::kOutgoing;
        const NodeId here = outgoing ? snapshot.source(r) : snapshot.target(r);
        if (here == node) out.emplace_back(snapshot.type(r), outgoing ? snapshot.target(r) : snapshot.source(r), r);
    }
    std::sort(out.begin(), out.end());
    return out;
}

void add_links(const Snapshot& snapshot, const Neighbours& row, std::vector<Link>& out) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        out.emplace_back(snapshot.type(row.relationships[i]), row.nodes[i], row.relationships[i]);
    }
}

void check_rows(const Snapshot& snapshot) {
    for (const NodeId node : snapshot.nodes()) {
        for (const Direction direction : kDirections) {
            const std::vector<Link> expected = expected_links(snapshot, node, direction);
            std::vector<Link> all;
            add_links(snapshot, snapshot.neighbours(node, direction), all);
            CHECK(all == expected);
            CHECK(snapshot.degree(node, direction) == expected.size());
            std::vector<Link> by_type;
            for (std::size_t type = 0; type < snapshot.type_names().size(); ++type) {
                add_links(snapshot, snapshot.neighbours(node, TypeId(type), direction), by_type);
            }
            CHECK(by_type == expected);
        }
    }
}

void check_lists(const Snapshot& snapshot) {
    for (std::size_t i = 0; i < snapshot.label_names().size(); ++i) {
        CHECK(snapshot.find_label(snapshot.label_names()[i]) == LabelId(i));
        std::vector<NodeId> expected;
        for (const NodeId node : snapshot.nodes()) {
            if (snapshot.has_label(node, LabelId(i))) expected.push_back(node);
        }
        CHECK(std::ranges::equal(snapshot.nodes_with_label(LabelId(i)), expected));
    }
    for (std::size_t i = 0; i < snapshot.type_names().size(); ++i) {
        CHECK(snapshot.find_type(snapshot.type_names()[i]) == TypeId(i));
        std::vector<RelationshipId> expected;
        for (const RelationshipId one : snapshot.relationships()) {
            if (snapshot.type(one) == TypeId(i)) expected.push_back(one);
        }
        CHECK(std::ranges::equal(snapshot.relationships_of_type(TypeId(i)), expected));
    }
}

// Whatever the overlay calls unchanged is in the base what it is here.
void check_carried(const Snapshot& overlay) {
    const Snapshot& base = *overlay.base();
    const std::vector<NodeId> changed = overlay.changed_nodes();
    std::size_t carried = 0;
    for (const NodeId node : base.nodes()) {
        const auto here = overlay.carried(node);
        if (!here) continue;
        ++carried;
        CHECK(overlay.id(*here) == base.id(node));
        CHECK(properties_text(overlay, *here) == properties_text(base, node));
        CHECK(overlay.degree(*here, Direction::kOutgoing) == base.degree(node, Direction::kOutgoing));
        CHECK_FALSE(std::binary_search(changed.begin(), changed.end(), *here));
    }
    CHECK(carried + changed.size() == overlay.node_count());
}

void check_finds(const Snapshot& overlay, const Snapshot& frozen) {
    for (const NodeId node : frozen.nodes()) {
        const auto found = overlay.find_node(frozen.id(node));
        REQUIRE(found);
        CHECK(overlay.id(*found) == frozen.id(node));
        CHECK(overlay.from_origin(overlay.origin(*found)) == *found);
    }
    for (const NodeId node : overlay.base()->nodes()) {
        const std::string_view id = overlay.base()->id(node);
        CHECK(overlay.find_node(id).has_value() == frozen.find_node(id).has_value());
    }
}

std::shared_ptr<const Snapshot> frozen(const GraphView& view) {
    return Snapshot::freeze(fold(view, view.base().shared_schema()));
}

// Calls `check` with the view before each of many writes and after it.
template <class Check>
void write_at_random(std::uint32_t seed, Check check) {
    std::mt19937 random(seed);
    const auto database = Database::writable(Snapshot::freeze(test::random_graph(seed, 60).graph));
    for (int i = 0; i < 40; ++i) {
        const std::string& text = test::kRandomWrites[random() % test::kRandomWrites.size()];
        INFO("seed " << seed << ", write " << i << ": " << text);
        const GraphView before = database->graph();
        database->prepare(text).run({{"x", random() % 5}, {"k", random() % 6}});
        check(before, database->graph());
    }
}

PropertyGraph named_graph() {
    PropertyGraph graph(standards_schema());
    for (int i = 1; i <= 30; ++i) {
        const std::string name = fmt::format("ISO {}-{}:{}", 1000 + i / 3, i % 3 + 1, 1990 + i);
        graph.add_node("standard:" + name, {"Standard"},
                       {{"name", name}, {"title", fmt::format("Road vehicle {}", i)}});
    }
    return graph;
}

std::vector<std::string> found_ids(const Snapshot& snapshot, const std::vector<NodeId>& nodes) {
    std::vector<std::string> out;
    for (const NodeId node : nodes) out.emplace_back(snapshot.id(node));
    return out;
}

}  // namespace

TEST_CASE("overlay: whatever queries write, it reads as if it were frozen anew") {
    for (std::uint32_t seed = 0; seed < 8; ++seed) {
        write_at_random(seed, [](const GraphView&, const GraphView& after) {
            if (!after.has_delta()) return;
            const auto overlay = after.as_snapshot();
            const auto expected = frozen(after);
            REQUIRE(overlay->node_count() == expected->node_count());
            REQUIRE(overlay->relationship_count() == expected->relationship_count());
            REQUIRE(contents(*overlay) == contents(*expected));
            check_rows(*overlay);
            check_lists(*overlay);
            check_carried(*overlay);
            check_finds(*overlay, *expected);
        });
    }
}

TEST_CASE("overlay: names are found and searched as if it were frozen anew") {
    const auto base = Snapshot::freeze(named_graph());
    const auto database = Database::writable(base);
    const EntityFinder base_finder(*base);
    const SearchIndex base_search(*base, base_finder);
    for (const char* write : {
             "CREATE (:Standard {name: 'ISO 1003-9:2031', title: 'Road vehicle new'})",
             "MATCH (s:Standard {name: 'ISO 1003-2:2000'}) SET s.title = 'Railway bogie'",
             "MATCH (s:Standard {name: 'ISO 1000-3:1992'}) DELETE s",
             "MATCH (a:Standard {name: 'ISO 1009-1:2017'}), (b:Standard {name: 'ISO 1009-2:2018'}) CREATE "
             "(b)-[:REPLACES]->(a)",
             "CREATE (:Committee {name: 'ISO/TC 22', title: 'Road vehicles'})",
             "MATCH (s:Standard {name: 'ISO 1001-1:1993'}) SET s.name = 'ISO 1001-1:2032'",
         }) {
        INFO(write);
        database->prepare(write).run();
        const GraphView view = database->graph();
        const auto overlay = view.as_snapshot();
        const auto expected = frozen(view);
        const EntityFinder finder(*overlay, base_finder);
        const EntityFinder expected_finder(*expected);
        const SearchIndex search(*overlay, finder, base_search);
        const SearchIndex expected_search(*expected, expected_finder);
        for (const char* text : {"iso 1003-9:2031", "ISO 1003-2", "ISO 1000-3", "ISO 1001-1", "ISO/TC22", "road",
                                 "bogie", "bogei", "vehicle 12", "iso 1009", "Road vehicle new", "no such thing"}) {
            INFO(text);
            CHECK(found_ids(*overlay, finder.find(text)) == found_ids(*expected, expected_finder.find(text)));
            CHECK(found_ids(*overlay, finder.find_editions(text)) ==
                  found_ids(*expected, expected_finder.find_editions(text)));
            CHECK(finder.suggest(text) == expected_finder.suggest(text));
            const auto hits = search.search(text, 50);
            const auto expected_hits = expected_search.search(text, 50);
            REQUIRE(hits.size() == expected_hits.size());
            for (std::size_t i = 0; i < hits.size(); ++i) {
                CHECK(overlay->id(hits[i].node) == expected->id(expected_hits[i].node));
                CHECK(hits[i].match == expected_hits[i].match);
                CHECK(hits[i].name == expected_hits[i].name);
            }
        }
    }
}

TEST_CASE("rebase: what is written while earlier changes are folded comes out upon them") {
    for (std::uint32_t seed = 0; seed < 8; ++seed) {
        std::optional<GraphView> before;
        std::optional<Rebase> rebase;
        std::shared_ptr<const Snapshot> folded;
        int step = 0;
        write_at_random(seed, [&](const GraphView& earlier, const GraphView& now) {
            if (step++ % 10 == 0 || !before || before->shared_base() != now.shared_base()) {
                before = earlier.shared_base() == now.shared_base() ? earlier : now;
                folded = frozen(*before);
                rebase.emplace(*before, folded);
            }
            const GraphView rebased(folded, (*rebase)(now));
            const auto schema = now.base().shared_schema();
            REQUIRE(test::to_text(fold(rebased, schema)) == test::to_text(fold(now, schema)));
            if (rebased.has_delta()) check_rows(*rebased.as_snapshot());
        });
    }
}
