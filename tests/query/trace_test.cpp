#include "query/tasks/trace.h"

#include <sstream>

#include "query/tasks/entity_finder.h"
#include "schema/error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using mirrorgraph::test::contains;

namespace {

// ISO/TC 149 and its SC 1, mirrored by an association that is secretariat of SAC/TC155 under SAC; SC 2 has no mirror.
PropertyGraph bicycles() {
    PropertyGraph graph;
    const auto node = [&](const char* id, const char* label, const char* name, Map more = {}) {
        more["name"] = name;
        return graph.add_node(id, {label}, std::move(more));
    };
    const NodeId tc = node("committee:ISO/TC 149", "Committee", "ISO/TC 149", {{"title", "Cycles"}});
    const NodeId sc1 = node("committee:ISO/TC 149/SC 1", "Committee", "ISO/TC 149/SC 1");
    const NodeId sc2 = node("committee:ISO/TC 149/SC 2", "Committee", "ISO/TC 149/SC 2");
    const NodeId body = node("organization:cba", "Organization", "China Bicycle Association",
                             {{"aliases", List{"CBA"}}, {"name_zh", "中国自行车协会"}});
    const NodeId national = node("committee:SAC/TC155", "Committee", "SAC/TC155");
    const NodeId sac = node("agency:sac", "Agency", "SAC");
    const NodeId standard = node("standard:GB 3565-2005", "Standard", "GB 3565-2005");
    graph.add_node("document:table", {"Document"}, {{"name", "ISO/TC 149"}, {"path", "table.txt"}});

    const RelationshipId mirrors = graph.add_relationship(body, tc, "MIRRORS", {{"date", *parse_date("2021-06-17")}});
    graph.add_evidence(mirrors, {.document = "document:table",
                                 .begin = 10,
                                 .end = 50,
                                 .line = 7,
                                 .text = "8 ISO/TC149 Cycles China Bicycle Association",
                                 .rule = "mirror-table",
                                 .confidence = 0.95});
    graph.add_relationship(body, sc1, "MIRRORS");
    graph.add_relationship(sc1, tc, "PART_OF");
    graph.add_relationship(sc2, tc, "PART_OF");
    graph.add_relationship(body, national, "SECRETARIAT_OF");
    graph.add_relationship(national, sac, "PART_OF");
    graph.add_relationship(national, standard, "RESPONSIBLE_FOR");
    return graph;
}

std::string traced(const Snapshot& snapshot, std::string_view subject) {
    std::ostringstream out;
    write_trace_text(out, snapshot, trace(snapshot, EntityFinder(snapshot).find_or_throw(subject)), {});
    return out.str();
}

}  // namespace

TEST_CASE("trace: from an international committee to the Chinese one and its standards, with evidence") {
    const auto snapshot = Snapshot::freeze(bicycles());
    CHECK(traced(*snapshot, "ISO/TC 149") ==
          "ISO/TC 149 · Cycles  Committee\n"
          "├─ mirror body: China Bicycle Association · 中国自行车协会, 2021-06-17\n"
          "│  │  “8 ISO/TC149 Cycles China Bicycle Association”\n"
          "│  │  table.txt:7 · mirror-table · 95 %\n"
          "│  ├─ secretariat of: SAC/TC155\n"
          "│  │  ├─ part of: SAC\n"
          "│  │  ╰─ responsible for: GB 3565-2005\n"
          "│  ╰─ also mirrors: ISO/TC 149/SC 1\n"
          "├─ sub-body: ISO/TC 149/SC 1\n"
          "╰─ sub-body: ISO/TC 149/SC 2\n");
}

TEST_CASE("trace: back from a Chinese body, by alias and by Chinese name") {
    const auto snapshot = Snapshot::freeze(bicycles());
    for (const char* name : {"CBA", "中国自行车协会", "china bicycle association", "organization:cba"}) {
        INFO(name);
        CHECK_THAT(traced(*snapshot, name),
                   contains("mirrors: ISO/TC 149 · Cycles") && contains("mirrors: ISO/TC 149/SC 1"));
    }
}

TEST_CASE("trace: a committee without a mirror is told the nearest") {
    const auto snapshot = Snapshot::freeze(bicycles());
    CHECK_THAT(traced(*snapshot, "iso/tc149/sc2"),
               contains("no mirror body known; nearest: that of ISO/TC 149, China Bicycle Association"));
}

TEST_CASE("trace: depth is a limit, and circles end") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {"Standard"}, {{"name", "A"}});
    const NodeId b = graph.add_node("b", {"Standard"}, {{"name", "B"}});
    graph.add_relationship(a, b, "REPLACES");
    graph.add_relationship(b, a, "REPLACES");
    const auto snapshot = Snapshot::freeze(graph);
    const TraceStep root = trace(*snapshot, *snapshot->find_node("a"), {.max_depth = 1});
    REQUIRE(root.steps.size() == 2);
    CHECK(root.steps[0].steps.empty());
    CHECK(traced(*snapshot, "A").size() < 400);
}

TEST_CASE("entity finder: an unknown name gets the nearest ones") {
    const auto snapshot = Snapshot::freeze(bicycles());
    const EntityFinder finder(*snapshot);
    CHECK(finder.suggest("China Bycicle Association") == std::vector<std::string>{"China Bicycle Association"});
    try {
        finder.find_or_throw("ISO/TC 148");
        FAIL("found what is not there");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kNotFound);
        CHECK_THAT(error.remedy(), contains("ISO/TC 149"));
    }
}

TEST_CASE("entity finder: committees stand before documents and other bodies of the same name") {
    const auto snapshot = Snapshot::freeze(bicycles());
    const EntityFinder finder(*snapshot);
    const std::vector<NodeId> found = finder.find("ISO/TC 149");
    REQUIRE(found.size() == 1);
    CHECK(snapshot->id(found[0]) == "committee:ISO/TC 149");
}
