#include "ingest/resolve/corrections.h"

#include <algorithm>

#include "tests/support/catch.h"
#include "tests/support/extractions.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;
using namespace mirrorgraph::test;

namespace {

// Decisions as a person writes them, author and date left to this function.
ResolveOptions decided(const std::string& decisions) {
    std::string text = R"({"format": "mirrorgraph-decisions", "version": 1, "decisions": [)" + decisions + "]}";
    const std::string end = R"(, "author": "L. Chen", "date": "2026-03-01", "reason": "asked them"})";
    for (std::size_t at = text.find("|}"); at != std::string::npos; at = text.find("|}")) text.replace(at, 2, end);
    ResolveOptions options;
    options.decisions = parse_decisions(text, "decisions.json", *load_schema(source_path("data/schema.json")));
    return options;
}

std::vector<Extraction> two_unions() {
    return {document("a",
                     {mention("Organization", "rope-union", "Rope Union", {"RU"}), coded("Committee", "SAC/TC1"),
                      mention("Organization", "ru", "RU")},
                     {claim("SECRETARIAT_OF", 0, 1)}),
            document("b",
                     {mention("Organization", "cord-office", "Cord Office"), coded("Committee", "SAC/TC1"),
                      mention("Organization", "ru", "RU")},
                     {claim("SECRETARIAT_OF", 0, 1)})};
}

bool has_relationship(const PropertyGraph& graph, const std::string& source, const std::string& type,
                      const std::string& target) {
    const auto from = graph.find_node(source);
    if (!from) return false;
    const auto outgoing = graph.outgoing(*from);
    return std::any_of(outgoing.begin(), outgoing.end(),
                       [&](RelationshipId r) { return graph.type(r) == type && graph.id(graph.target(r)) == target; });
}

}  // namespace

TEST_CASE("decisions: none leave the graph as it was") {
    CHECK(json(resolved(two_unions(), decided(""))) == json(resolved(two_unions())));
}

TEST_CASE("decisions: an alias names a node, and joins what is called so elsewhere") {
    auto documents = two_unions();
    documents.push_back(document("c", {mention("Organization", "cordage-bureau", "Cordage Bureau")}));
    const Resolution r = resolved(
        documents, decided(R"({"kind": "alias", "node": "organization:cord-office", "names": ["Cordage Bureau"]|})"));
    const auto node = r.graph.find_node("organization:cord-office");
    REQUIRE(node);
    CHECK(r.graph.property(*node, "name") == Value("Cordage Bureau"));
    CHECK(to_literal(r.graph.property(*node, "aliases")) == "['Cord Office']");
    CHECK_FALSE(r.graph.find_node("organization:cordage-bureau"));
    CHECK(r.graph.evidence(*node).back().document == "document:c");
    REQUIRE(r.decisions.size() == 1);
    CHECK(r.decisions[0].problem.empty());
    CHECK(find_decisions(r.graph.metadata(), "organization:cord-office").size() == 1);
}

TEST_CASE("decisions: a merge joins across codes and names, and keeps the node named first") {
    const Resolution r = resolved(two_unions(), decided(R"({"kind": "merge", "node": "organization:cord-office",
        "others": ["organization:rope-union"]|})"));
    CHECK_FALSE(r.graph.find_node("organization:rope-union"));
    CHECK(has_relationship(r.graph, "organization:cord-office", "SECRETARIAT_OF", "committee:SAC/TC1"));
    const NodeReasons reasons = find_reasons(r.graph.metadata(), "organization:cord-office");
    CHECK(std::any_of(reasons.joined.begin(), reasons.joined.end(), [](const Reason& reason) {
        return reason.rule == "decision" && reason.other == "organization:rope-union";
    }));
    const Resolution codes =
        resolved({document("a", {coded("Standard", "GB/T 1-2020"), coded("Standard", "GB/T 2-2020")})},
                 decided(R"({"kind": "merge", "node": "standard:GB/T 2-2020", "others": ["standard:GB/T 1-2020"]|})"));
    CHECK(codes.graph.find_nodes("Standard").size() == 1);
    CHECK(codes.graph.find_node("standard:GB/T 2-2020"));
}

TEST_CASE("decisions: a split undoes a join, for good") {
    CHECK_FALSE(resolved(two_unions()).graph.find_node("organization:ru"));
    const Resolution r = resolved(two_unions(), decided(R"({"kind": "split", "node": "organization:rope-union",
        "others": ["organization:ru"]|})"));
    CHECK(r.graph.find_node("organization:ru"));
    CHECK(r.graph.find_node("organization:rope-union"));
    CHECK(find_reasons(r.graph.metadata(), "organization:ru").apart.at(0).rule == "decision");
}

TEST_CASE("decisions: a split by documents tells two bodies of one name apart") {
    const std::vector<Extraction> documents = {
        document("a", {mention("Organization", "data-office", "Data Office"), coded("Committee", "SAC/TC1")},
                 {claim("SECRETARIAT_OF", 0, 1)}),
        document("b", {mention("Organization", "data-office", "Data Office"), coded("Committee", "SAC/TC2")},
                 {claim("SECRETARIAT_OF", 0, 1)})};
    const Resolution r = resolved(documents, decided(R"({"kind": "split", "node": "organization:data-office",
        "documents": ["document:b"], "as": "organization:data-office-of-hebei"|})"));
    CHECK(has_relationship(r.graph, "organization:data-office", "SECRETARIAT_OF", "committee:SAC/TC1"));
    CHECK(has_relationship(r.graph, "organization:data-office-of-hebei", "SECRETARIAT_OF", "committee:SAC/TC2"));
    CHECK(r.decisions.at(0).problem.empty());
}

TEST_CASE("decisions: a rejected claim goes, everywhere or as one document makes it") {
    auto documents = two_unions();
    documents.push_back(document("c",
                                 {mention("Organization", "rope-union", "Rope Union"), coded("Committee", "SAC/TC1")},
                                 {claim("SECRETARIAT_OF", 0, 1)}));
    const std::string head =
        R"({"kind": "reject", "source": "organization:rope-union", "type": "SECRETARIAT_OF", "target": "committee:SAC/TC1")";
    const Resolution all = resolved(documents, decided(head + "|}"));
    CHECK_FALSE(has_relationship(all.graph, "organization:rope-union", "SECRETARIAT_OF", "committee:SAC/TC1"));
    CHECK(all.rejected.size() == 2);
    const Resolution one = resolved(documents, decided(head + R"(, "documents": ["document:a"]|})"));
    CHECK(has_relationship(one.graph, "organization:rope-union", "SECRETARIAT_OF", "committee:SAC/TC1"));
    CHECK(one.rejected.size() == 1);
}

TEST_CASE("decisions: a confirmed claim has the decision beside the evidence of its sources") {
    const std::string head =
        R"({"kind": "confirm", "source": "organization:rope-union", "type": "SECRETARIAT_OF", "target": "committee:SAC/TC1")";
    const auto secretariat = [](const Resolution& r) {
        const auto outgoing = r.graph.outgoing(*r.graph.find_node("organization:rope-union"));
        return *std::find_if(outgoing.begin(), outgoing.end(),
                             [&r](RelationshipId it) { return r.graph.type(it) == "SECRETARIAT_OF"; });
    };
    const auto confirmed = [&](const Resolution& r) -> const EvidenceList& { return r.graph.evidence(secretariat(r)); };
    const Resolution r = resolved(two_unions(), decided(head + "|}"));
    REQUIRE(confirmed(r).size() == 2);
    CHECK(confirmed(r)[0].document == "decisions");
    CHECK(confirmed(r)[0].rule == "decision");
    CHECK_THAT(confirmed(r)[0].text, contains("asked them"));
    CHECK(r.graph.property(secretariat(r), "confidence") == Value(0.999));
    CHECK(r.decisions.at(0).problem.empty());
    CHECK(find_decisions(r.graph.metadata(), "committee:SAC/TC1").size() == 1);

    const Resolution other = resolved(two_unions(), decided(head + R"(, "documents": ["document:b"]|})"));
    CHECK(confirmed(other).size() == 1);
    CHECK_THAT(other.decisions.at(0).problem, contains("no document claims it"));
}

TEST_CASE("decisions: what no source claims is not made by confirming it, nor saved from a rejection") {
    const Resolution unheard = resolved(two_unions(), decided(R"({"kind": "confirm", "source":
        "organization:rope-union", "type": "MIRRORS", "target": "committee:SAC/TC1"|})"));
    CHECK_FALSE(has_relationship(unheard.graph, "organization:rope-union", "MIRRORS", "committee:SAC/TC1"));
    CHECK_THAT(unheard.decisions.at(0).problem, contains("no document claims it"));

    const std::string claim =
        R"("source": "organization:rope-union", "type": "SECRETARIAT_OF", "target": "committee:SAC/TC1"|})";
    const Resolution both =
        resolved(two_unions(), decided(R"({"kind": "confirm", )" + claim + R"(, {"kind": "reject", )" + claim));
    CHECK_FALSE(has_relationship(both.graph, "organization:rope-union", "SECRETARIAT_OF", "committee:SAC/TC1"));
    CHECK_FALSE(both.decisions.at(0).problem.empty());
    CHECK(both.decisions.at(1).problem.empty());
}

TEST_CASE("decisions: of two dates of one act, one is confirmed and the other rejected") {
    const auto told = [](const std::string& name, const std::string& date) {
        Extraction out = document(name,
                                  {mention("Organization", "rope-union", "Rope Union"),
                                   mention("Organization", "cord-office", "Cord Office")},
                                  {claim("COOPERATES_WITH", 0, 1)});
        out.claims[0].date = *parse_date(date);
        return out;
    };
    // The two stand the other way round in the graph: the type leads both ways.
    const std::string ends =
        R"("source": "organization:rope-union", "type": "COOPERATES_WITH", "target": "organization:cord-office")";
    const Resolution r =
        resolved({told("a", "2019-05"), told("b", "2021-05")},
                 decided(R"({"kind": "confirm", "properties": {"date": "2019-05"}, )" + ends +
                         R"(|}, {"kind": "reject", "properties": {"date": "2021-05"}, )" + ends + "|}"));
    const auto left = r.graph.outgoing(*r.graph.find_node("organization:cord-office"));
    const auto stated = std::count_if(left.begin(), left.end(),
                                      [&](RelationshipId it) { return r.graph.type(it) == "COOPERATES_WITH"; });
    CHECK(stated == 1);
    const auto kept = std::find_if(left.begin(), left.end(),
                                   [&](RelationshipId it) { return r.graph.type(it) == "COOPERATES_WITH"; });
    CHECK(to_string(r.graph.property(*kept, "date").as_date()) == "2019-05");
    CHECK(r.graph.evidence(*kept).size() == 2);
    for (const DecisionRecord& record : r.decisions) CHECK(record.problem.empty());
}

TEST_CASE("decisions: an added fact stands on the decision as its evidence") {
    const Resolution r = resolved(two_unions(), decided(R"({"kind": "add", "source": "organization:cord-office",
        "type": "MIRRORS", "target": "committee:ISO/TC 9", "properties": {"date": "2021-06"}|},
       {"kind": "add", "node": "committee:ISO/TC 9", "properties": {"name": "ISO/TC 9", "title": "Ropes"}|})"));
    REQUIRE(has_relationship(r.graph, "organization:cord-office", "MIRRORS", "committee:ISO/TC 9"));
    const RelationshipId added = r.graph.incoming(*r.graph.find_node("committee:ISO/TC 9")).front();
    CHECK(to_string(r.graph.property(added, "date").as_date()) == "2021-06");
    const Evidence& evidence = r.graph.evidence(added).at(0);
    CHECK(evidence.document == "decisions");
    CHECK(evidence.rule == "decision");
    CHECK_THAT(evidence.text, contains("asked them"));
    CHECK(r.graph.find_node("decisions"));
    CHECK(r.graph.property(*r.graph.find_node("committee:ISO/TC 9"), "title") == Value("Ropes"));
}

TEST_CASE("decisions: a decided property outweighs any number of sources") {
    std::vector<Extraction> documents;
    for (int i = 0; i < 5; ++i) {
        Mention tc = coded("Committee", "SAC/TC28");
        tc.properties["title"] = Value("Information Security");
        documents.push_back(document("d" + std::to_string(i), {tc}));
    }
    const Resolution r = resolved(
        documents,
        decided(
            R"({"kind": "add", "node": "committee:SAC/TC28", "properties": {"title": "Information Technology"}|})"));
    CHECK(r.graph.property(*r.graph.find_node("committee:SAC/TC28"), "title") == Value("Information Technology"));
    CHECK(find_reasons(r.graph.metadata(), "committee:SAC/TC28").statements.contains("title"));
}

TEST_CASE("decisions: one that no longer applies is told and kept") {
    const Resolution r = resolved(two_unions(), decided(R"(
        {"kind": "alias", "node": "organization:gone", "names": ["G"]|},
        {"kind": "merge", "node": "organization:cord-office", "others": ["organization:gone"]|},
        {"kind": "split", "node": "organization:gone", "others": ["organization:ru"]|},
        {"kind": "split", "node": "organization:ru", "documents": ["document:z"], "as": "organization:ru-of-z"|},
        {"kind": "reject", "source": "organization:ru", "type": "MIRRORS", "target": "committee:SAC/TC1"|},
        {"kind": "confirm", "source": "organization:ru", "type": "MIRRORS", "target": "committee:SAC/TC1"|},
        {"kind": "add", "source": "organization:gone", "type": "MIRRORS", "target": "committee:SAC/TC1"|},
        {"kind": "add", "node": "organization:gone", "properties": {"note": "left"}|})"));
    REQUIRE(r.decisions.size() == 8);
    for (const DecisionRecord& record : r.decisions) CHECK_FALSE(record.problem.empty());
    CHECK_THAT(r.decisions[0].problem, contains("no source speaks of 'organization:gone'"));
    CHECK_FALSE(r.graph.find_node("organization:gone"));
    CHECK(find_decisions(r.graph.metadata()).size() == 8);
}

TEST_CASE("decisions: an added fact that another decision makes impossible is told") {
    const Resolution r = resolved(two_unions(), decided(R"(
        {"kind": "merge", "node": "organization:cord-office", "others": ["organization:rope-union"]|},
        {"kind": "add", "source": "organization:cord-office", "type": "COOPERATES_WITH", "target": "organization:rope-union"|})"));
    CHECK(r.decisions.at(0).problem.empty());
    CHECK_THAT(r.decisions.at(1).problem, contains("with itself"));
}
