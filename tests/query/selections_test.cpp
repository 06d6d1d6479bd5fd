#include "query/export/selections.h"

#include "schema/error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;

namespace {

std::shared_ptr<const Snapshot> sample() {
    PropertyGraph graph(standards_schema());
    const NodeId iso = graph.add_node("committee:ISO/TC 1", {"Committee"}, {{"name", "ISO/TC 1"}});
    const NodeId sac = graph.add_node("committee:SAC/TC1", {"Committee"}, {{"name", "SAC/TC1"}});
    const NodeId body = graph.add_node("organization:body", {"Organization"}, {{"name", "A body"}});
    graph.add_relationship(sac, iso, "MIRRORS");
    graph.add_relationship(body, sac, "SECRETARIAT_OF");
    return Snapshot::freeze(graph);
}

Selection select(std::string_view text) {
    query::Result result = query::Database::read_only(sample())->prepare(text).run();
    return query::select_result(result);
}

}  // namespace

TEST_CASE("selections: nodes, relationships and paths of all rows, also inside lists and maps") {
    CHECK(select("MATCH (a)-[r:MIRRORS]->() RETURN r").nodes().size() == 2);
    CHECK(select("MATCH p = ()-[:SECRETARIAT_OF]->()-[:MIRRORS]->() RETURN p").relationships().size() == 2);
    CHECK(select("MATCH (a)-[r]->(b) RETURN collect(r) AS all").relationships().size() == 2);
    CHECK(select("MATCH (a)-[r:MIRRORS]->(b) RETURN {way: [a, r]} AS map").relationships().size() == 1);
}

TEST_CASE("selections: rows of nodes alone bring the relationships among them") {
    const Selection found = select("MATCH (c:Committee) RETURN c");
    CHECK(found.nodes().size() == 2);
    CHECK(found.relationships().size() == 1);
}

TEST_CASE("selections: rows without nodes are refused with a remedy") {
    try {
        select("MATCH (c:Committee) RETURN c.name AS name");
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kNotFound);
        CHECK(error.remedy().find("return the variables themselves") != std::string::npos);
    }
}

TEST_CASE("selections: a trace begins at its subject and says roles") {
    const auto snapshot = sample();
    const Selection found = query::select_trace(snapshot, "iso/tc1");
    CHECK(found.title() == "Trace of ISO/TC 1");
    CHECK(found.has_root());
    CHECK(found.emphasis(*snapshot->find_node("committee:ISO/TC 1"))->is_root);
    CHECK(found.emphasis(*snapshot->find_node("committee:SAC/TC1"))->role == "mirror body");
    CHECK_THROWS_AS(query::select_trace(snapshot, "no such thing"), Error);
}

TEST_CASE("selections: a picture of a trace cuts long lists of members, China's first, and says so") {
    PropertyGraph graph;
    const NodeId iso = graph.add_node("committee:ISO/TC 1", {"Committee"}, {{"name", "ISO/TC 1"}});
    for (const char* name : {"AFNOR", "ANSI", "BSI", "DIN", "JISC", "SAC"}) {
        const NodeId member = graph.add_node(std::string("organization:") + name, {"Organization"}, {{"name", name}});
        graph.add_relationship(member, iso, "MEMBER_OF");
    }
    const auto snapshot = Snapshot::freeze(graph);
    const Selection picture = query::select_trace(snapshot, "iso/tc1", true);
    CHECK(picture.title() == "Trace of ISO/TC 1; 4 of 6 members");
    CHECK(picture.nodes().size() == 5);
    CHECK(picture.contains(*snapshot->find_node("organization:SAC")));
    CHECK(query::select_trace(snapshot, "iso/tc1").nodes().size() == 7);
}

TEST_CASE("selections: an impact has tiers and scores") {
    const auto snapshot = sample();
    const Selection found = query::select_impact(snapshot, "ISO/TC 1");
    const Emphasis* mirror = found.emphasis(*snapshot->find_node("committee:SAC/TC1"));
    REQUIRE(mirror != nullptr);
    CHECK(mirror->tier == "direct");
    CHECK(mirror->score.value_or(0) > 0);
}
