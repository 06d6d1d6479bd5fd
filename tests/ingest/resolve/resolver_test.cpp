#include "ingest/resolve/resolver.h"

#include <algorithm>
#include <random>
#include <sstream>

#include "graph/store/store.h"
#include "tests/support/catch.h"
#include "tests/support/extractions.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;
using namespace mirrorgraph::test;

namespace {

std::vector<std::string> relationships(const Resolution& resolution, std::string_view type) {
    std::vector<std::string> found;
    const PropertyGraph& graph = resolution.graph;
    for (RelationshipId r : graph.relationships()) {
        if (graph.type(r) != type) continue;
        const Value date = graph.property(r, "date");
        found.push_back(graph.id(graph.source(r)) + " > " + graph.id(graph.target(r)) +
                        (date.is_null() ? "" : " " + to_string(date.as_date())));
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("resolver: one key is one node with all its names") {
    const Resolution r =
        resolved({document("a", {coded("Committee", "ISO/TC 333", {"Lithium"}), coded("Committee", "ISO/TC 333")}),
                  document("b", {coded("Committee", "ISO/TC 333", {"ISO/TC333"})})});
    const auto node = r.graph.find_node("committee:ISO/TC 333");
    REQUIRE(node);
    CHECK(r.graph.node_count() == 3);
    CHECK(r.graph.evidence(*node).size() == 3);
    CHECK(to_literal(r.graph.property(*node, "aliases")) == "['Lithium']");
    CHECK(relationships(r, "MENTIONED_IN").size() == 2);
}

TEST_CASE("resolver: a stated short form joins in its document and, where only one has it, elsewhere") {
    const Resolution r =
        resolved({document("a", {mention("Organization", "rope-testing-union", "Rope Testing Union", {"RTU"})}),
                  document("b", {mention("Organization", "rtu", "RTU")})});
    CHECK(r.graph.find_nodes("Organization").size() == 1);
    const NodeReasons reasons = find_reasons(r.graph.metadata(), "organization:rope-testing-union");
    REQUIRE(reasons.joined.size() == 1);
    CHECK(reasons.joined[0].rule == "known-elsewhere");
    CHECK(reasons.joined[0].other == "organization:rtu");
    CHECK(reasons.joined[0].name == "RTU");
}

TEST_CASE("resolver: a policy has its title for a name, not the short form that is said of it") {
    const Resolution r =
        resolved({document("a", {mention("Policy", "rope-law", "Rope Law of the Republic", {"Old Law"}),
                                 mention("Policy", "old-law", "Old Law"), mention("Policy", "old-law", "Old Law")})});
    const auto node = r.graph.find_node("policy:rope-law");
    REQUIRE(node);
    CHECK(to_literal(r.graph.property(*node, "name")) == "'Rope Law of the Republic'");
    CHECK(to_literal(r.graph.property(*node, "aliases")) == "['Old Law']");
}

TEST_CASE("resolver: a short form of two things joins nothing") {
    const Resolution r =
        resolved({document("a", {mention("Organization", "rope-testing-union", "Rope Testing Union", {"RTU"})}),
                  document("b", {mention("Organization", "road-toll-union", "Road Toll Union", {"RTU"})}),
                  document("c", {mention("Organization", "rtu", "RTU")})});
    CHECK(r.graph.find_nodes("Organization").size() == 3);
}

TEST_CASE("resolver: two codes stay apart whatever names they share") {
    const Resolution r =
        resolved({document("a", {coded("Standard", "GB/T 35273-2017", {"Personal information security specification"}),
                                 coded("Standard", "GB/T 35273-2020", {"Personal information security specification"}),
                                 mention("Standard", "title:x", "Personal information security specification")})});
    CHECK(r.graph.find_nodes("Standard").size() == 3);
}

TEST_CASE("resolver: an undated reference is the only edition of its document, or a series") {
    const Resolution one =
        resolved({document("a", {coded("Standard", "GB/T 35273-2020"), coded("Standard", "GB/T 35273")})});
    CHECK(one.graph.find_nodes("Standard").size() == 1);
    CHECK(one.graph.find_node("standard:GB/T 35273-2020"));

    const Resolution two =
        resolved({document("a", {coded("Standard", "GB/T 35273-2020"), coded("Standard", "GB/T 35273"),
                                 coded("Standard", "GB/T 35273-2017")})});
    CHECK(relationships(two, "EDITION_OF") ==
          std::vector<std::string>{"standard:GB/T 35273-2017 > standard:GB/T 35273",
                                   "standard:GB/T 35273-2020 > standard:GB/T 35273"});
}

TEST_CASE("resolver: an undated policy is the only edition around, unless it was issued years before") {
    const std::vector<Mention> mentions = {mention("Agency", "sac", "SAC"),
                                           mention("Policy", "rope-rules", "Rope Hook Rules"),
                                           mention("Policy", "rope-rules-2021", "Rope Hook Rules (2021 Edition)")};
    const auto policies = [&](const char* issued) {
        return resolved({document("a", mentions, {claim("ISSUED", 0, 1, issued)})}).graph.find_nodes("Policy").size();
    };
    CHECK(policies("2021-05") == 1);
    CHECK(policies("2020-12") == 1);
    CHECK(policies("2018-01") == 2);
}

TEST_CASE("resolver: the same words in another order name one policy") {
    const Resolution r =
        resolved({document("a", {mention("Policy", "p1", "Outline for the Development of National Standardisation"),
                                 mention("Policy", "p2", "National Outline for Standardization Development"),
                                 mention("Policy", "p3", "National Outline for Railway Development")})});
    CHECK(r.graph.find_nodes("Policy").size() == 2);
}

TEST_CASE("resolver: claims of one relationship become one, with all evidence and combined confidence") {
    const std::vector<Mention> mentions = {mention("Agency", "sac", "SAC"),
                                           mention("Policy", "plan-for-ropes", "Plan for Ropes")};
    const Resolution r =
        resolved({document("a", mentions, {claim("ISSUED", 0, 1, "2021-06-17"), claim("ISSUED", 0, 1, nullptr, 0.7)}),
                  document("b", mentions, {claim("ISSUED", 0, 1, "2021-06", 0.5)})});
    CHECK(relationships(r, "ISSUED") == std::vector<std::string>{"agency:sac > policy:plan-for-ropes 2021-06-17"});
    const PropertyGraph& graph = r.graph;
    for (RelationshipId id : graph.relationships()) {
        if (graph.type(id) != "ISSUED") continue;
        CHECK(graph.evidence(id).size() == 3);
        CHECK(graph.property(id, "confidence").as_float() == Approx(0.9));
    }
    CHECK(to_literal(graph.property(*graph.find_node("policy:plan-for-ropes"), "issued")) == "date('2021-06-17')");
}

TEST_CASE("resolver: dates that contradict stay side by side") {
    const std::vector<Mention> mentions = {mention("Agency", "sac", "SAC"),
                                           mention("Policy", "plan-for-ropes", "Plan for Ropes")};
    const Resolution r = resolved({document("a", mentions, {claim("ISSUED", 0, 1, "2021-06-17")}),
                                   document("b", mentions, {claim("ISSUED", 0, 1, "2021-07-01")})});
    CHECK(relationships(r, "ISSUED").size() == 2);
    CHECK(r.graph.property(*r.graph.find_node("policy:plan-for-ropes"), "issued").is_null());
}

TEST_CASE("resolver: claims against the schema or with itself are rejected and told") {
    const Resolution r = resolved({document("a",
                                            {mention("Policy", "plan-for-ropes", "Plan for Ropes"),
                                             mention("Agency", "sac", "SAC"), mention("Agency", "sac", "SAC")},
                                            {claim("ISSUED", 0, 1), claim("PART_OF", 1, 2)})});
    CHECK(r.rejected.size() == 2);
    CHECK(relationships(r, "ISSUED").empty());
    CHECK(relationships(r, "PART_OF").empty());
}

TEST_CASE("resolver: a symmetric relationship is stored once") {
    const std::vector<Mention> mentions = {mention("Organization", "a", "Alpha Union"),
                                           mention("Organization", "b", "Beta Union")};
    const Resolution r =
        resolved({document("a", mentions, {claim("COOPERATES_WITH", 0, 1), claim("COOPERATES_WITH", 1, 0)})});
    CHECK(relationships(r, "COOPERATES_WITH").size() == 1);
}

TEST_CASE("resolver: the order of documents does not matter") {
    std::vector<Extraction> documents;
    std::mt19937 random(7);
    for (int d = 0; d < 12; ++d) {
        std::vector<Mention> mentions;
        for (int m = 0; m < 8; ++m) {
            const std::string n = std::to_string(random() % 9);
            mentions.push_back(
                random() % 2 == 0
                    ? mention("Organization", "union-" + n, "Union " + n, {"U" + std::to_string(random() % 9)})
                    : coded("Standard", "GB/T 10" + n + (random() % 2 == 0 ? "" : "-2020")));
        }
        documents.push_back(document("d" + std::to_string(d), std::move(mentions),
                                     {claim("RESPONSIBLE_FOR", 0, 1), claim("CITES", 2, 3, "2021")}));
    }
    const Resolution first = resolved(documents);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(documents.begin(), documents.end(), random);
        const Resolution again = resolved(documents);
        CHECK(json(again) == json(first));
        CHECK(again.rejected == first.rejected);
    }
}

TEST_CASE("resolver: the graph keeps what was joined and what stayed apart, with the place") {
    const Resolution r =
        resolved({document("a", {mention("Organization", "rope-testing-union", "Rope Testing Union", {"RTU"}),
                                 mention("Organization", "rtu", "RTU")}),
                  document("b", {mention("Organization", "rope-testing-office", "Rope Testing Office", {"RTO"})}),
                  document("c", {mention("Organization", "road-toll-office", "Road Toll Office", {"RTO"})}),
                  document("d", {mention("Organization", "rto", "RTO")})});
    const NodeReasons joined = find_reasons(r.graph.metadata(), "organization:rope-testing-union");
    REQUIRE(joined.joined.size() == 1);
    CHECK(joined.joined[0].rule == "stated-alias");
    CHECK(joined.joined[0].evidence.at(0).document == "document:a");
    const NodeReasons apart = find_reasons(r.graph.metadata(), "organization:rto");
    REQUIRE(apart.apart.size() == 2);
    CHECK(apart.apart[0].other == "organization:road-toll-office");
    CHECK(apart.apart[0].rule == "several-of-that-name");
    CHECK(find_reasons(r.graph.metadata(), "organization:nobody").empty());
}

TEST_CASE("resolver: two codes of one name are kept apart with a reason, editions without") {
    const Resolution r = resolved({document("a", {coded("Standard", "GB/T 1-2017", {"Rope strength test"}),
                                                  coded("Standard", "GB/T 1-2020", {"Rope strength test"}),
                                                  coded("Standard", "YD/T 9-2020", {"Rope strength test"})})});
    const NodeReasons reasons = find_reasons(r.graph.metadata(), "standard:GB/T 1-2017");
    REQUIRE(reasons.apart.size() == 1);
    CHECK(reasons.apart[0].other == "standard:YD/T 9-2020");
    CHECK(reasons.apart[0].rule == "two-codes");
}

TEST_CASE("resolver: statements that disagree stay side by side, those that refine one another do not disagree") {
    const auto titled = [](const char* title, const char* established) {
        Mention made = coded("Committee", "SAC/TC28");
        made.properties["title"] = Value(title);
        made.properties["established"] = Value(*parse_date(established));
        return made;
    };
    const Resolution r = resolved({document("a", {titled("Information Technology", "1983")}),
                                   document("b", {titled("Information technologies", "1983-05")}),
                                   document("c", {titled("Information Security", "1983-05-02")})});
    const NodeReasons reasons = find_reasons(r.graph.metadata(), "committee:SAC/TC28");
    CHECK_FALSE(reasons.statements.contains("established"));
    REQUIRE(reasons.statements.contains("title"));
    const std::vector<Statement>& titles = reasons.statements.at("title");
    CHECK(std::any_of(titles.begin(), titles.end(), [](const Statement& s) {
        return s.value == Value("Information Security") && s.evidence.at(0).document == "document:c";
    }));
}

TEST_CASE("resolver: degrees that contradict stay side by side, a claim without one joins the only one") {
    const std::vector<Mention> mentions = {coded("Standard", "GB/T 1-2020"), coded("Standard", "ISO 1:2018")};
    Claim identical = claim("ADOPTS", 0, 1);
    identical.properties["degree"] = Value("IDT");
    Claim modified = claim("ADOPTS", 0, 1);
    modified.properties["degree"] = Value("MOD");
    const Claim plain = claim("ADOPTS", 0, 1);
    CHECK(relationships(resolved({document("a", mentions, {identical}), document("b", mentions, {plain})}), "ADOPTS")
              .size() == 1);
    CHECK(relationships(resolved({document("a", mentions, {identical}), document("b", mentions, {modified})}), "ADOPTS")
              .size() == 2);
}

TEST_CASE("resolver: a slip of scanning is marked on what rests on it alone") {
    Mention slip = coded("Committee", "SAC/TC159");
    slip.properties["repair"] = Value("read 'TCI59' as 'TC159'");
    const std::vector<Mention> misread = {mention("Organization", "x", "Rope Union"), slip};
    const std::vector<Mention> clean = {mention("Organization", "x", "Rope Union"), coded("Committee", "SAC/TC159")};
    const auto repair_of = [](const Resolution& r) {
        const auto node = r.graph.find_node("committee:SAC/TC159");
        const auto incoming = r.graph.incoming(*node);
        return std::pair(!r.graph.property(*node, "repair").is_null(),
                         !r.graph.property(incoming.front(), "repair").is_null());
    };
    const std::vector<Claim> claims = {claim("SECRETARIAT_OF", 0, 1)};
    const Resolution alone = resolved({document("a", misread, claims)});
    CHECK(repair_of(alone) == std::pair(true, true));
    CHECK(repair_of(resolved({document("a", misread, claims), document("b", clean, claims)})) ==
          std::pair(false, false));
    CHECK(find_reasons(alone.graph.metadata(), "committee:SAC/TC159").repairs.size() == 1);
}

TEST_CASE("resolver: bodies that followed one another stay two, and say so") {
    ResolveOptions options;
    options.successions = {{"agency:aqsiq", "agency:samr", "AQSIQ", "SAMR"}};
    const std::vector<Extraction> documents = {
        document("a", {mention("Agency", "aqsiq", "AQSIQ"), mention("Agency", "samr", "SAMR")})};
    const Resolution r = resolved(documents, options);
    CHECK(find_reasons(r.graph.metadata(), "agency:aqsiq").apart.at(0).rule == "succeeded-by");
    CHECK(find_reasons(r.graph.metadata(), "agency:samr").apart.at(0).rule == "successor-of");
}
