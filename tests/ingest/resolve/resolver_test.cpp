#include "ingest/resolve/resolver.h"

#include <algorithm>
#include <random>
#include <sstream>

#include "graph/store/store.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

Mention mention(std::string label, std::string key, std::string name, std::vector<std::string> aliases = {}) {
    Mention made;
    made.label = std::move(label);
    made.key = std::move(key);
    made.surface = name;
    made.name = std::move(name);
    made.aliases = std::move(aliases);
    made.recogniser = "test";
    made.confidence = 0.9;
    return made;
}

Mention coded(std::string label, std::string code, std::vector<std::string> aliases = {}) {
    Mention made = mention(std::move(label), code, code, std::move(aliases));
    made.properties["code"] = Value(code);
    return made;
}

Claim claim(std::string type, std::size_t source, std::size_t target, const char* date = nullptr,
            double confidence = 0.8) {
    Claim made;
    made.type = std::move(type);
    made.source = source;
    made.target = target;
    made.rule = "rule";
    made.confidence = confidence;
    if (date != nullptr) made.date = parse_date(date);
    return made;
}

Extraction document(std::string id, std::vector<Mention> mentions, std::vector<Claim> claims = {}) {
    Extraction made;
    made.document.id = "document:" + id;
    made.document.path = std::move(id);
    made.mentions = std::move(mentions);
    made.claims = std::move(claims);
    return made;
}

Resolution resolved(const std::vector<Extraction>& documents) {
    return resolve(documents, load_schema(test::source_path("data/schema.json")));
}

std::string json(const Resolution& resolution) {
    std::ostringstream out;
    write_graph(resolution.graph, out);
    return out.str();
}

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
    REQUIRE(r.merges.size() == 1);
    CHECK(r.merges[0].rule == "known-elsewhere");
    CHECK(r.merges[0].node == "organization:rope-testing-union");
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
        CHECK(again.merges == first.merges);
        CHECK(again.rejected == first.rejected);
    }
}
