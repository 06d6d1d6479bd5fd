#include "graph/changes/change_set.h"

#include <random>

#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"

using namespace mirrorgraph;

namespace {

using test::to_text;

ChangeSet sample_changes() {
    ChangeSet changes;
    changes.removed_relationships = {{"a", "b", "R", 0}, {"a", "b", "R", 7}};
    changes.changed_relationships = {{{"a", "b", "S", 1}, {{"k", Date{2020, 5, 0}}}, std::nullopt},
                                     {{"b", "b", "S", 0}, {}, EvidenceList{}}};
    changes.removed_nodes = {"c", "国"};
    changes.nodes = {{"d", {"A", "B"}, {{"$type", 1}, {"x", List{1, 2.0, "三"}}}, std::nullopt},
                     {"e", {}, {}, EvidenceList{{"doc", 1, 2, 3, 4, "text \"quoted\"", "rule", 0.25}}}};
    changes.added_relationships = {{{"d", "e", "T", 0}, {{"nan", std::nan("")}}, std::nullopt}};
    changes.metadata = Map{{"note", Map{{"$type", "x"}}}};
    return changes;
}

}  // namespace

TEST_CASE("changes: what is written is read") {
    CHECK(parse_change_set(to_json(sample_changes())) == sample_changes());
    CHECK(parse_change_set(to_json(ChangeSet())).empty());
    CHECK(to_json(parse_change_set(to_json(sample_changes()))) == to_json(sample_changes()));
}

TEST_CASE("changes: a value as deep as the store allows is read") {
    Value deep = 1;
    for (int i = 0; i < 60; ++i) deep = Value(List{deep});
    ChangeSet changes;
    changes.nodes = {{"a", {}, {{"$type", 0}, {"k", deep}}, std::nullopt}};
    CHECK(parse_change_set(to_json(changes)) == changes);
}

TEST_CASE("changes: text of another shape is refused") {
    for (const char* text :
         {"1", "{\"nodes\":{}}", "{\"nodes\":[1]}", "{\"nodes\":[{\"id\":\"a\"}]}", "{\"unknown\":1}",
          "{\"removed_nodes\":[1]}", "{\"edges\":[{\"source\":\"a\"}]}", "{\"graph\":1}",
          "{\"removed_edges\":[{\"source\":\"a\",\"target\":\"b\",\"type\":\"R\",\"rank\":-1}]}", "{"}) {
        INFO(text);
        CHECK_THROWS_AS(parse_change_set(text), Error);
    }
}

TEST_CASE("changes: applying the difference of two graphs makes one of the other") {
    for (std::uint32_t seed = 0; seed < 60; ++seed) {
        INFO("seed " << seed);
        // The second graph goes on from the first: the same seed makes the same steps.
        const PropertyGraph before = test::random_graph(seed, 40).graph;
        const PropertyGraph after = test::random_graph(seed, 40 + static_cast<int>(seed)).graph;
        const ChangeSet changes = difference(before, after);
        PropertyGraph changed = before.clone();
        apply(parse_change_set(to_json(changes)), changed);
        CHECK(to_text(changed) == to_text(after));
        CHECK(difference(changed, after).empty());
        CHECK(difference(after, after).empty());
        // And between graphs that have nothing to do with each other.
        const PropertyGraph other = test::random_graph(seed + 1000, 50).graph;
        PropertyGraph turned = before.clone();
        apply(difference(before, other), turned);
        CHECK(to_text(turned) == to_text(other));
    }
}

TEST_CASE("changes: parallel relationships are told apart by content, not by order") {
    const auto make = [](bool turned) {
        PropertyGraph graph;
        const NodeId a = graph.add_node("a", {});
        const NodeId b = graph.add_node("b", {});
        for (int i : turned ? std::vector<int>{3, 2, 1, 1} : std::vector<int>{1, 1, 2, 3}) {
            graph.add_relationship(a, b, "R", {{"i", i}});
        }
        return graph;
    };
    ChangeSet changes;
    changes.removed_relationships = {{"a", "b", "R", 1}};
    changes.changed_relationships = {{{"a", "b", "R", 2}, {{"i", 20}}, std::nullopt}};
    PropertyGraph one = make(false);
    PropertyGraph two = make(true);
    apply(changes, one);
    apply(changes, two);
    CHECK(to_text(one) == to_text(two));
    CHECK(one.relationship_count() == 3);
}

TEST_CASE("changes: what does not fit the graph is refused") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {});
    graph.add_relationship(a, a, "R");
    const auto refused = [&](const ChangeSet& changes) {
        PropertyGraph copy = graph.clone();
        CHECK_THROWS_AS(apply(changes, copy), Error);
    };
    ChangeSet changes;
    changes.removed_nodes = {"b"};
    refused(changes);
    changes.removed_nodes = {"a"};
    refused(changes);
    changes = {};
    changes.removed_relationships = {{"a", "a", "R", 1}};
    refused(changes);
    changes.removed_relationships = {{"a", "a", "R", 0}, {"a", "a", "R", 0}};
    refused(changes);
    changes = {};
    changes.added_relationships = {{{"a", "b", "R", 0}, {}, std::nullopt}};
    refused(changes);
}
