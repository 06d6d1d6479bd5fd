#include "graph/changes/merge.h"

#include <random>

#include "graph/store/store.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"

using namespace mirrorgraph;

namespace {

using test::to_text;

NodeId node(const PropertyGraph& graph, const std::string& id) { return graph.find_node(id).value(); }

Evidence evidence(const std::string& document, std::uint64_t begin) {
    Evidence out;
    out.document = document;
    out.begin = begin;
    out.end = begin + 5;
    out.rule = "rule";
    out.confidence = 0.5;
    return out;
}

// As a build makes it: every relationship has evidence.
PropertyGraph built() {
    PropertyGraph graph;
    for (const char* id : {"a", "b", "c", "d"}) graph.add_node(id, {"N"}, {{"name", id}, {"n", 1}});
    const auto add = [&](const char* from, const char* to, std::uint64_t begin) {
        const RelationshipId one =
            graph.add_relationship(node(graph, from), node(graph, to), "R", {{"confidence", 0.5}});
        graph.add_evidence(one, evidence("document:1", begin));
    };
    add("a", "b", 10);
    add("a", "b", 20);
    add("b", "c", 30);
    return graph;
}

// What a query might do; never touches evidence.
void write_at_random(PropertyGraph& graph, std::mt19937& random) {
    const std::vector<NodeId> nodes = graph.nodes();
    const std::vector<RelationshipId> relationships = graph.relationships();
    const NodeId some = nodes[random() % nodes.size()];
    switch (random() % 6) {
        case 0: graph.set_property(some, "n", static_cast<int>(random() % 5)); break;
        case 1: graph.set_property(some, "name", Value()); break;
        case 2: graph.add_label(some, "M"); break;
        case 3: graph.add_node("new" + std::to_string(random()), {"X"}, {{"v", 1}}); break;
        case 4: graph.add_relationship(some, nodes[random() % nodes.size()], "S", {{"w", 2}}); break;
        default:
            if (relationships.empty()) break;
            const RelationshipId one = relationships[random() % relationships.size()];
            if (random() % 2 == 0) {
                graph.set_property(one, "confidence", static_cast<int>(random() % 3));
            } else {
                graph.remove_relationship(one);
            }
    }
}

}  // namespace

TEST_CASE(
    "merge: what was written into a graph that was built anew as it was is that graph; nothing written, the new one") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        const PropertyGraph base = built();
        PropertyGraph ours = base.clone();
        for (std::size_t i = random() % 6; i > 0; --i) write_at_random(ours, random);
        INFO(seed);
        const Merge same = merge(base, ours, base);
        CHECK(same.conflicts.empty());
        CHECK(to_text(same.graph) == to_text(ours));
        CHECK(same.has_changes == (to_text(base) != to_text(ours)));
        const Merge none = merge(base, base, ours);
        CHECK(to_text(none.graph) == to_text(ours));
        CHECK_FALSE(none.has_changes);
    }
}

TEST_CASE("merge: properties of one node are taken over one by one") {
    const PropertyGraph base = built();
    PropertyGraph ours = base.clone();
    ours.set_property(node(ours, "a"), "note", "ours");
    ours.set_property(node(ours, "a"), "n", Value());
    PropertyGraph theirs = base.clone();
    theirs.set_property(node(theirs, "a"), "name", "A");
    theirs.metadata()["of"] = "theirs";
    const Merge merged = merge(base, ours, theirs);
    CHECK(merged.graph.properties(node(merged.graph, "a")) == Map{{"name", "A"}, {"note", "ours"}});
    CHECK(merged.graph.metadata() == theirs.metadata());
}

TEST_CASE("merge: a relationship is known by its evidence though the sources now say more of it") {
    const PropertyGraph base = built();
    PropertyGraph ours = base.clone();
    for (const RelationshipId one : ours.relationships()) {
        if (ours.evidence(one).front().begin == 20) ours.set_property(one, "checked", true);
        if (ours.evidence(one).front().begin == 30) ours.remove_relationship(one);
    }
    PropertyGraph theirs = base.clone();
    for (const RelationshipId one : theirs.relationships()) {
        theirs.add_evidence(one, evidence("document:2", 99));
        theirs.set_property(one, "confidence", 0.75);
    }
    const Merge merged = merge(base, ours, theirs);
    CHECK(merged.conflicts.empty());
    CHECK(merged.graph.relationship_count() == 2);
    for (const RelationshipId one : merged.graph.relationships()) {
        const bool is_checked = merged.graph.evidence(one).front().begin == 20;
        CHECK(merged.graph.properties(one).contains("checked") == is_checked);
        CHECK(merged.graph.property(one, "confidence") == Value(0.75));
    }
}

TEST_CASE("merge: what fits no more is told") {
    const PropertyGraph base = built();
    PropertyGraph ours = base.clone();
    ours.set_property(node(ours, "c"), "note", "ours");
    ours.add_relationship(node(ours, "a"), node(ours, "d"), "S");
    for (const RelationshipId one : ours.outgoing(node(ours, "b"))) ours.set_property(one, "checked", true);
    PropertyGraph theirs = base.clone();
    for (const RelationshipId one : theirs.outgoing(node(theirs, "b"))) theirs.remove_relationship(one);
    theirs.remove_node(node(theirs, "c"));
    theirs.remove_node(node(theirs, "d"));
    CHECK(merge(base, ours, theirs).conflicts ==
          std::vector<std::string>{"'c' was changed, and no source names it any more",
                                   "R from 'b' to 'c' was changed, and no source claims it any more",
                                   "S from 'a' to 'd' was added, and no source names 'd' any more"});

    PropertyGraph without = base.clone();
    without.remove_node(node(without, "d"));
    PropertyGraph linked = base.clone();
    linked.add_relationship(node(linked, "a"), node(linked, "d"), "R");
    CHECK(merge(base, without, linked).conflicts ==
          std::vector<std::string>{"'d' was deleted, and sources claim new relationships of it"});
    CHECK_FALSE(merge(base, without, base).graph.find_node("d"));
}
