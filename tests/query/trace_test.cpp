#include "query/tasks/trace/trace.h"

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
          "  Mirrored in China by China Bicycle Association (since 2021-06-17).\n"
          "  China Bicycle Association runs the secretariat of SAC/TC155.\n"
          "  1 of the 2 known sub-bodies of ISO/TC 149 has a known mirror body: ISO/TC 149/SC 1 by China\n"
          "  Bicycle Association.\n"
          "  No secretariat known.\n"
          "  No standards known that it answers for.\n"
          "  No members known, nor whether China takes part.\n"
          "\n"
          "├─ mirror body: China Bicycle Association · 中国自行车协会, 2021-06-17 [1]\n"
          "│  ├─ secretariat of: SAC/TC155\n"
          "│  │  ├─ part of: SAC\n"
          "│  │  ╰─ responsible for: GB 3565-2005\n"
          "│  ╰─ also mirrors: ISO/TC 149/SC 1\n"
          "╰─ sub-body (2)\n"
          "   ├─ ISO/TC 149/SC 1\n"
          "   │  ╰─ mirror body: China Bicycle Association · 中国自行车协会\n"
          "   ╰─ ISO/TC 149/SC 2\n"
          "\n"
          "Evidence\n"
          " [1] table.txt:7 · mirror-table · 95 %\n"
          "     “8 ISO/TC149 Cycles China Bicycle Association”\n");
}

TEST_CASE("trace: back from a Chinese body, by alias and by Chinese name") {
    const auto snapshot = Snapshot::freeze(bicycles());
    for (const char* name : {"CBA", "中国自行车协会", "china bicycle association", "organization:cba"}) {
        INFO(name);
        CHECK_THAT(traced(*snapshot, name), contains("Mirrors ISO/TC 149") &&
                                                contains("├─ ISO/TC 149 · Cycles, 2021-06-17 [1]") &&
                                                contains("╰─ ISO/TC 149/SC 1"));
    }
}

TEST_CASE("trace: a committee without a mirror is told the nearest") {
    const auto snapshot = Snapshot::freeze(bicycles());
    CHECK_THAT(traced(*snapshot, "iso/tc149/sc2"),
               contains("No mirror body known; nearest: that of ISO/TC 149, China Bicycle Association."));
}

TEST_CASE("trace: depth is a limit, and circles end") {
    PropertyGraph graph;
    const NodeId a = graph.add_node("a", {"Standard"}, {{"name", "A"}});
    const NodeId b = graph.add_node("b", {"Standard"}, {{"name", "B"}});
    for (const char* type : {"REPLACES", "ADOPTS", "CITES"}) {
        graph.add_relationship(a, b, type);
        graph.add_relationship(b, a, type);
    }
    graph.add_relationship(a, a, "CITES");
    const auto snapshot = Snapshot::freeze(graph);
    const Trace found = trace(*snapshot, *snapshot->find_node("a"), {.max_depth = 1});
    REQUIRE(found.root.groups.size() == 4);
    for (const TraceGroup& group : found.root.groups) {
        REQUIRE(group.steps.size() == 1);
        CHECK(group.steps[0].groups.empty());
    }
    CHECK(found.history.editions.size() == 2);
    CHECK(traced(*snapshot, "A").size() < 1000);
}

TEST_CASE("trace: a limit cuts a list and keeps its count") {
    PropertyGraph graph;
    const NodeId committee = graph.add_node("c", {"Committee"}, {{"name", "ISO/TC 1"}});
    for (int i = 1; i <= 20; ++i) {
        const NodeId standard = graph.add_node("s" + std::to_string(i), {"Standard"},
                                               {{"name", "ISO " + std::to_string(i)},
                                                {"published", Date{2000 + i, 0, 0}},
                                                {"status", i % 2 == 0 ? "withdrawn" : "published"}});
        graph.add_relationship(committee, standard, "RESPONSIBLE_FOR");
    }
    const auto snapshot = Snapshot::freeze(graph);
    const Trace found = trace(*snapshot, *snapshot->find_node("c"), {.limit = 3});
    REQUIRE(found.root.groups.size() == 1);
    const TraceGroup& standards = found.root.groups[0];
    CHECK(standards.total == 20);
    REQUIRE(standards.steps.size() == 3);
    CHECK(snapshot->id(standards.steps[0].node) == "s19");  // in force and newest first
    CHECK(snapshot->id(standards.steps[2].node) == "s15");
    CHECK(standards.by_standing ==
          std::vector<std::pair<Standing, std::size_t>>{{Standing::kInForce, 10}, {Standing::kEnded, 10}});
    CHECK(trace(*snapshot, *snapshot->find_node("c"), {.limit = 0}).root.groups[0].steps.size() == 20);
}

TEST_CASE("trace: what had not begun or had ended on a date is left out") {
    PropertyGraph graph;
    const NodeId committee = graph.add_node("c", {"Committee"}, {{"name", "ISO/TC 1"}});
    const auto mirror = [&](const char* name, Map properties) {
        const NodeId body = graph.add_node(name, {"Organization"}, {{"name", name}});
        graph.add_relationship(body, committee, "MIRRORS", std::move(properties));
    };
    mirror("first", {{"date", *parse_date("2001")}, {"until", *parse_date("2010-05")}});
    mirror("second", {{"date", *parse_date("2010-05-20")}});
    mirror("always", {});
    const auto snapshot = Snapshot::freeze(graph);
    const auto mirrors = [&](const char* date) {
        std::string names;
        const Trace found = trace(*snapshot, *snapshot->find_node("c"), {.as_of = parse_date(date)});
        for (const TraceStep& step : found.root.groups.at(0).steps) names += std::string(snapshot->id(step.node)) + " ";
        return names;
    };
    CHECK(mirrors("1999") == "always ");
    CHECK(mirrors("2001-07") == "always first ");
    CHECK(mirrors("2010-05") == "always first second ");  // the month is not ruled out for either
    CHECK(mirrors("2010-05-19") == "always first ");
    CHECK(mirrors("2010-06-01") == "always second ");
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

TEST_CASE("entity finder: a text too long to be a name is neither compared with names nor repeated whole") {
    PropertyGraph graph(standards_schema());
    graph.add_node("policy:long", {"Policy"}, {{"name", std::string(600, 'a')}});
    const auto snapshot = Snapshot::freeze(graph);
    const EntityFinder finder(*snapshot);
    try {
        finder.find_or_throw(std::string(599, 'a'));
        FAIL("found what is not there");
    } catch (const Error& error) {
        CHECK(error.remedy().empty());
        CHECK(std::string(error.what()).size() < 600);
    }
}

TEST_CASE("entity finder: committees stand before documents and other bodies of the same name") {
    const auto snapshot = Snapshot::freeze(bicycles());
    const EntityFinder finder(*snapshot);
    const std::vector<NodeId> found = finder.find("ISO/TC 149");
    REQUIRE(found.size() == 1);
    CHECK(snapshot->id(found[0]) == "committee:ISO/TC 149");
}

TEST_CASE("finder: a name of which only one has all the telling words is taken for it, an identifier never") {
    PropertyGraph graph;
    const auto policy = [&](const char* id, const char* name) { graph.add_node(id, {"Policy"}, {{"name", name}}); };
    policy("policy:system", "14th Five-Year Plan for Developing the National Standards System");
    policy("policy:digital", "14th Five-Year Plan for the Digital Economy");
    graph.add_node("committee:ISO/TC 333", {"Committee"}, {{"name", "ISO/TC 333"}});
    const auto snapshot = Snapshot::freeze(graph);
    const EntityFinder finder(*snapshot);
    CHECK(snapshot->id(finder.find_or_throw("14th five-year plan on the national standard system")) == "policy:system");
    CHECK(finder.find_by_words("14th Five-Year Plan").size() == 2);
    CHECK(finder.find_by_words("digital economy").empty());
    CHECK(finder.find_by_words("ISO/TC 33").empty());
    CHECK_THROWS_WITH(finder.find_or_throw("14th Five-Year Plan"),
                      "nothing in the graph is called '14th Five-Year Plan'");
}

TEST_CASE("trace: China's part in an international committee is told, and stands first among the members") {
    const auto told = [](bool is_member, bool is_host, bool others) {
        PropertyGraph graph;
        const NodeId tc = graph.add_node("committee:ISO/TC 1", {"Committee"}, {{"name", "ISO/TC 1"}});
        const NodeId sac = graph.add_node("agency:sac", {"Agency"}, {{"name", "SAC"}});
        if (is_member) graph.add_relationship(sac, tc, "MEMBER_OF", {{"role", "participating member"}});
        if (is_host) graph.add_relationship(sac, tc, "SECRETARIAT_OF");
        if (others) {
            const NodeId din = graph.add_node("organization:din", {"Organization"}, {{"name", "DIN"}});
            graph.add_relationship(din, tc, "MEMBER_OF", {{"role", "observing member"}});
        }
        return traced(*Snapshot::freeze(graph), "ISO/TC 1");
    };
    CHECK_THAT(told(true, true, true),
               contains("China takes part through SAC, a participating member, and holds the secretariat.") &&
                   contains("member (2: 1 observing member, 1 participating member): SAC, DIN"));
    CHECK_THAT(told(false, true, false), contains("China holds the secretariat through SAC."));
    CHECK_THAT(told(false, false, true), contains("China is not among its 1 known member."));
    CHECK_THAT(told(false, false, false), contains("No members known, nor whether China takes part."));
}

TEST_CASE("trace: drafts and the name without a year stand under the edition that came of them") {
    PropertyGraph graph;
    const NodeId tc = graph.add_node("committee:ISO/TC 1", {"Committee"}, {{"name", "ISO/TC 1"}});
    const auto standard = [&](const char* name, Map more) {
        more["name"] = name;
        const NodeId node = graph.add_node(std::string("standard:") + name, {"Standard"}, std::move(more));
        graph.add_relationship(tc, node, "RESPONSIBLE_FOR");
    };
    standard("ISO 7819:2025", {{"edition", "1"}, {"published", *parse_date("2025-03")}});
    standard("ISO/DIS 7819", {{"edition", "1"}, {"title", "Lithium"}, {"status", "draft"}});
    standard("ISO 7819", {{"edition", "1"}});
    standard("ISO/CD 7819", {{"edition", "2"}, {"status", "under development"}});  // of the next edition
    standard("ISO/DIS 9", {{"edition", "1"}, {"status", "draft"}});
    standard("ISO/FDIS 9", {{"edition", "1"}, {"status", "draft"}});
    const auto snapshot = Snapshot::freeze(graph);
    const std::string text = traced(*snapshot, "ISO/TC 1");
    CHECK_THAT(text, contains("responsible for (3: 1 in force, 2 not yet in force)") &&
                         contains("├─ ISO 7819:2025 · Lithium\n") && contains("ISO/CD 7819, not yet in force") &&
                         contains("ISO/FDIS 9, not yet in force"));
    CHECK_THAT(text, !contains("DIS 7819") && !contains("ISO/DIS 9"));
    JsonWriter json;
    write_trace_json(json, *snapshot, trace(*snapshot, *snapshot->find_node("committee:ISO/TC 1")));
    CHECK_THAT(std::string(json.text()), contains("\"other_forms\":[{\"id\":\"standard:ISO/DIS 7819\""));
}

TEST_CASE("trace: a policy of more issuers than the graph names says so") {
    PropertyGraph graph;
    const NodeId plan = graph.add_node("policy:plan", {"Policy"}, {{"name", "Plan"}});
    const NodeId sac = graph.add_node("agency:sac", {"Agency"}, {{"name", "SAC"}});
    graph.add_relationship(sac, plan, "ISSUED", {{"issuers", 10}});
    CHECK_THAT(traced(*Snapshot::freeze(graph), "Plan"), contains("Of its 10 issuers one is named."));
}

TEST_CASE("finder: of the editions of a standard without a node of its own, the one in force on the date") {
    PropertyGraph graph;
    graph.add_node("standard:2008", {"Standard"}, {{"name", "ISO 9001:2008"}, {"published", *parse_date("2008-11")}});
    graph.add_node("standard:2015", {"Standard"}, {{"name", "ISO 9001:2015"}, {"published", *parse_date("2015-09")}});
    graph.add_relationship(*graph.find_node("standard:2015"), *graph.find_node("standard:2008"), "REPLACES");
    const auto snapshot = Snapshot::freeze(graph);
    const EntityFinder finder(*snapshot);
    CHECK(snapshot->id(finder.find_or_throw("ISO 9001")) == "standard:2015");
    CHECK(snapshot->id(finder.find_or_throw("ISO 9001", parse_date("2012"))) == "standard:2008");
}
