#include "query/tasks/impact/impact.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "query/tasks/impact/impact_text.h"
#include "schema/error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using mirrorgraph::test::contains;

namespace {

// A law; measures under it and a standard that supports both; the standard's committee, its secretariat and what it
// mirrors; an adoption of another standard; a second law that the measures rest on too.
PropertyGraph privacy() {
    PropertyGraph graph;
    const auto node = [&](const char* id, const char* label, Map properties = {}) {
        properties["name"] = id;
        return graph.add_node(id, {label}, std::move(properties));
    };
    const NodeId law = node("Law", "Policy", {{"effective", *parse_date("2021-09")}});
    const NodeId other_law = node("Other Law", "Policy");
    const NodeId measures = node("Measures", "Policy", {{"issued", *parse_date("2022-03-01")}});
    const NodeId standard = node("GB 1-2020", "Standard", {{"year", 2020}});
    const NodeId amendment = node("GB 1-2020/XG1", "Standard");
    const NodeId original = node("ISO 9", "Standard");
    const NodeId committee = node("TC260", "Committee");
    const NodeId mirrored = node("SC 27", "Committee");
    const NodeId host = node("CESI", "Organization");
    const NodeId agency = node("CAC", "Agency");
    const auto relate = [&](NodeId source, NodeId target, const char* type, double confidence, Map properties = {}) {
        properties["confidence"] = confidence;
        return graph.add_relationship(source, target, type, std::move(properties));
    };
    relate(measures, law, "BASED_ON", 0.9);
    relate(measures, other_law, "BASED_ON", 0.9);
    const RelationshipId supports = relate(standard, law, "BASED_ON", 0.8);
    graph.add_evidence(supports,
                       {.document = "d", .line = 4, .text = "GB 1 supports the Law.", .rule = "r", .confidence = 0.8});
    relate(measures, standard, "CITES", 1.0);
    relate(committee, standard, "RESPONSIBLE_FOR", 1.0);
    relate(committee, mirrored, "MIRRORS", 1.0);
    relate(host, committee, "SECRETARIAT_OF", 1.0);
    relate(agency, measures, "ISSUED", 1.0);
    relate(standard, original, "ADOPTS", 1.0, {{"degree", "IDT"}});
    relate(amendment, standard, "AMENDS", 1.0);
    return graph;
}

std::string names(const Snapshot& snapshot, const Impact& impact) {
    std::string out;
    for (const Affected& affected : impact.affected) {
        out += impact.rules->tiers[affected.tier].name + ":" + std::string(snapshot.id(affected.node)) + " ";
    }
    return out;
}

std::shared_ptr<const ImpactRules> rules_of(const std::string& rules) {
    const std::string text =
        R"({"about":"", "tiers":[{"name":"all","means":""}], "words":{}, "rules":[)" + rules + "]}";
    return load_impact_rules(JsonInput::memory(text, "impact.json"), *standards_schema());
}

}  // namespace

TEST_CASE("impact: what a law touches, by tier, the strongest first") {
    const auto snapshot = Snapshot::freeze(privacy());
    const Impact found = impact(*snapshot, *snapshot->find_node("Law"));
    CHECK(names(*snapshot, found).starts_with("direct:Measures direct:GB 1-2020 near:"));
    const auto at = [&](const char* id) {
        return *std::find_if(found.affected.begin(), found.affected.end(),
                             [&](const Affected& a) { return snapshot->id(a.node) == id; });
    };
    // By itself, and by the standard that it requires; the confidence counts.
    const double basis = 0.9 * 0.9;
    const double over_standard = 0.9 * 0.8 * 0.7;
    CHECK(at("Measures").path.strength == Approx(basis));
    CHECK(at("Measures").score == Approx(1 - (1 - basis) * (1 - over_standard)));
    CHECK(at("Measures").independent_paths == 2);
    CHECK(at("ISO 9").path.steps.size() == 2);
    CHECK(at("CESI").path.steps.size() == 3);
    CHECK(describe_steps(*snapshot, *found.rules, at("CESI").path.steps) ==
          "GB 1-2020 is based on Law; TC260 is responsible for GB 1-2020; CESI is the secretariat of TC260");
}

TEST_CASE("impact: a policy does not touch what else its issuer issued, an agency does") {
    PropertyGraph graph;
    const NodeId agency = graph.add_node("agency", {"Agency"});
    const NodeId a = graph.add_node("a", {"Policy"});
    const NodeId b = graph.add_node("b", {"Policy"});
    graph.add_relationship(agency, a, "ISSUED");
    graph.add_relationship(agency, b, "ISSUED");
    const auto snapshot = Snapshot::freeze(graph);
    CHECK(names(*snapshot, impact(*snapshot, *snapshot->find_node("a"))) == "direct:agency ");
    CHECK(names(*snapshot, impact(*snapshot, *snapshot->find_node("agency"))) == "direct:a direct:b ");
}

TEST_CASE("impact: depth, strength, confidence, labels and types bound it") {
    const auto snapshot = Snapshot::freeze(privacy());
    const NodeId law = *snapshot->find_node("Law");
    const auto with = [&](const std::function<void(ImpactOptions&)>& set) {
        ImpactOptions options;
        set(options);
        return names(*snapshot, impact(*snapshot, law, options));
    };
    CHECK(with([](auto& o) { o.depth = 1; }) == "direct:Measures direct:GB 1-2020 ");
    CHECK(with([](auto& o) { o.min_strength = 0.75; }) == "direct:Measures ");
    CHECK(with([](auto& o) {
              o.min_confidence = 0.85;
              o.depth = 1;
          }) == "direct:Measures ");
    CHECK(with([](auto& o) { o.types = {"Committee"}; }) == "near:TC260 far:SC 27 ");
    CHECK(with([](auto& o) { o.types = {"BASED_ON"}; }) == "direct:Measures direct:GB 1-2020 near:Other Law ");
    CHECK(with([](auto& o) { o.types = {"BASED_ON", "Standard"}; }) == "direct:GB 1-2020 ");
    CHECK(with([](auto& o) {
              o.as_of = parse_date("2021");
              o.depth = 1;
          }) == "direct:GB 1-2020 ");
    try {
        with([](auto& o) { o.types = {"Standrad"}; });
        FAIL("took an unknown type");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kNotFound);
        CHECK_THAT(error.what(), contains("did you mean 'Standard'?"));
    }
}

TEST_CASE("impact: the degree of an adoption is its weight") {
    const auto weight = [](Map properties) {
        PropertyGraph graph;
        const NodeId original = graph.add_node("ISO 1", {"Standard"});
        const NodeId adoption = graph.add_node("GB 1", {"Standard"});
        graph.add_relationship(adoption, original, "ADOPTS", std::move(properties));
        const auto snapshot = Snapshot::freeze(graph);
        return impact(*snapshot, *snapshot->find_node("ISO 1")).affected.at(0).score;
    };
    CHECK(weight({{"degree", "IDT"}}) > weight({{"degree", "MOD"}}));
    CHECK(weight({{"degree", "MOD"}}) > weight({{"degree", "NEQ"}}));
    CHECK(weight({}) == Approx(0.8));
}

TEST_CASE("impact: text explains every line, with its source") {
    const auto snapshot = Snapshot::freeze(privacy());
    std::ostringstream out;
    write_impact_text(out, *snapshot, impact(*snapshot, *snapshot->find_node("Law")), {});
    CHECK_THAT(out.str(), contains("Touches 9 things within 4 relationships: 2 direct, 5 near, 2 far") &&
                              contains("GB 1-2020 is based on Law [1]; TC260 is responsible for GB 1-2020") &&
                              contains("and over 1 independent path more: by GB 1-2020") &&
                              contains("No issuer known.") &&
                              contains(" [1] d:4 · r · 80 %\n     “GB 1 supports the Law.”"));
    std::ostringstream csv;
    write_impact_csv(csv, *snapshot, impact(*snapshot, *snapshot->find_node("Law")));
    CHECK_THAT(csv.str(), contains("GB 1-2020,GB 1-2020,Standard,direct,"));
}

TEST_CASE("impact: nothing known is said") {
    PropertyGraph graph;
    graph.add_node("p", {"Policy"}, {{"name", "P"}});
    const auto snapshot = Snapshot::freeze(graph);
    const Impact found = impact(*snapshot, NodeId(0));
    CHECK(found.affected.empty());
    CHECK_THAT(found.gaps.at(1), contains("nothing known to be touched"));
    CHECK(subgraph_of(found).nodes.size() == 1);
}

TEST_CASE("impact: common to two, the more of both the first") {
    const auto snapshot = Snapshot::freeze(privacy());
    const Impact law = impact(*snapshot, *snapshot->find_node("Law"));
    const Impact other = impact(*snapshot, *snapshot->find_node("Other Law"));
    const std::vector<CommonImpact> common = common_impact(law, other);
    REQUIRE_FALSE(common.empty());
    CHECK(snapshot->id(common[0].node) == "Measures");
    CHECK(common[0].score == Approx(common[0].first->score * common[0].second->score));
    const auto is = [&](const char* id) {
        return std::any_of(common.begin(), common.end(),
                           [&](const CommonImpact& c) { return snapshot->id(c.node) == id; });
    };
    CHECK(is("CAC"));
    CHECK(is("Law"));  // touched by the other
}

TEST_CASE("what if: a law withdrawn takes bases away, a standard its amendments and adoptions") {
    const auto snapshot = Snapshot::freeze(privacy());
    const auto verdicts = [&](const char* id, Change change) {
        std::string out;
        const WhatIf found = what_if(*snapshot, *snapshot->find_node(id), change);
        for (const Consequence& c : found.consequences) {
            out += std::string(snapshot->id(c.node)) + ": " + verdict(c, change) + " " +
                   std::to_string(c.remaining.size()) + "\n";
        }
        return out;
    };
    CHECK(verdicts("Law", Change::kWithdrawn) == "GB 1-2020: loses a basis 0\nMeasures: loses a basis 1\n");
    CHECK(verdicts("GB 1-2020", Change::kWithdrawn) ==
          "Measures: cites what is withdrawn 0\n"
          "GB 1-2020/XG1: falls with it 0\n"
          "TC260: has to settle what takes its place 0\n"
          "Law: loses a means of being carried out 0\n");
    CHECK(verdicts("ISO 9", Change::kReplaced) == "GB 1-2020: adopts a dead edition 0\n");
    CHECK(verdicts("CAC", Change::kWithdrawn) == "Measures: loses its issuer 0\n");
}

TEST_CASE("what if: what falls takes its own amendments along, circles end") {
    PropertyGraph graph;
    NodeId base = graph.add_node("0", {"Standard"});
    for (int i = 1; i <= 3; ++i) {
        const NodeId amendment = graph.add_node(std::to_string(i), {"Standard"});
        graph.add_relationship(amendment, base, "AMENDS");
        base = amendment;
    }
    graph.add_relationship(NodeId(0), base, "AMENDS");
    const auto snapshot = Snapshot::freeze(graph);
    const WhatIf found = what_if(*snapshot, *snapshot->find_node("0"), Change::kWithdrawn);
    std::set<std::string> falls;
    for (const Consequence& c : found.consequences) {
        if (verdict(c, Change::kWithdrawn) == "falls with it") falls.emplace(snapshot->id(c.node));
    }
    CHECK(falls == std::set<std::string>{"1", "2", "3"});
}

namespace {

struct Walked {
    double strength = 0;
    std::vector<NodeId> nodes;  // the start first
    RelationshipId last;
};

// Every simple path of the rules, by walking them all.
std::vector<Walked> all_paths(const Snapshot& snapshot, NodeId start, const ImpactRules& rules, int depth) {
    std::vector<Walked> out;
    std::vector<NodeId> nodes = {start};
    const KeyId confidence = *snapshot.find_key("confidence");
    const std::function<void(double)> walk = [&](double strength) {
        if (static_cast<int>(nodes.size()) > depth) return;
        for (const RelationshipId r : snapshot.relationships()) {
            for (const ImpactRule& rule : rules.rules) {
                if (rule.type != snapshot.type_names()[snapshot.type(r).value]) continue;
                NodeId from = snapshot.source(r);
                NodeId to = snapshot.target(r);
                if (rule.direction == Direction::kIncoming) std::swap(from, to);
                if (from != nodes.back() || std::find(nodes.begin(), nodes.end(), to) != nodes.end()) continue;
                if (rule.first_step_only && nodes.size() > 1) continue;
                const double next = strength * rule.weight * snapshot.property(r, confidence).as_number();
                nodes.push_back(to);
                out.push_back({next, nodes, r});
                walk(next);
                nodes.pop_back();
            }
        }
    };
    walk(1);
    return out;
}

// The definition of the score: strongest first, of the strongest path to each neighbour and its relationship to the
// node, those that share no node with one taken before.
double noisy_or(const std::vector<Walked>& paths, NodeId node, int depth) {
    std::map<NodeId, Walked> to;
    for (const Walked& path : paths) {
        Walked& best = to[path.nodes.back()];
        if (static_cast<int>(path.nodes.size()) <= depth && path.strength > best.strength) best = path;
    }
    std::vector<Walked> candidates;
    for (const Walked& path : paths) {
        if (path.nodes.back() != node) continue;
        const std::vector<NodeId> before(path.nodes.begin(), path.nodes.end() - 1);
        if (before.size() == 1 || to.at(before.back()).nodes == before) candidates.push_back(path);
    }
    std::sort(candidates.begin(), candidates.end(),
              [](const Walked& a, const Walked& b) { return a.strength > b.strength; });
    std::set<NodeId> used;
    std::set<RelationshipId> lasts;
    double none = 1;
    for (const Walked& path : candidates) {
        const std::vector<NodeId> between(path.nodes.begin() + 1, path.nodes.end() - 1);
        // Parallel relationships on the way make several walks of one path: the strongest stands for them.
        if (!lasts.insert(path.last).second) continue;
        if (std::any_of(between.begin(), between.end(), [&](NodeId n) { return used.contains(n); })) continue;
        used.insert(between.begin(), between.end());
        none *= 1 - path.strength;
    }
    return 1 - none;
}

}  // namespace

TEST_CASE("impact: strengths and scores as an enumeration of all paths has them, on random graphs") {
    const char* const types[] = {"BASED_ON", "CITES", "REPLACES", "ISSUED", "AMENDS"};
    std::size_t combined = 0;
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        PropertyGraph graph;
        std::vector<NodeId> nodes;
        for (std::size_t i = 0; i < 8; ++i) nodes.push_back(graph.add_node(std::to_string(i), {"Policy"}));
        for (std::size_t i = 0; i < 14; ++i) {
            // Odd strengths, so that no two paths are equally strong.
            graph.add_relationship(nodes[random() % 8], nodes[random() % 8], types[random() % 5],
                                   {{"confidence", 0.3 + static_cast<double>(random() % 700'000) / 1e6}});
        }
        const auto snapshot = Snapshot::freeze(graph);
        ImpactOptions options;
        options.depth = 1 + static_cast<int>(seed % 5);
        options.min_strength = 0;
        const NodeId start(std::size_t{0});
        const Impact found = impact(*snapshot, start, options);
        const std::vector<Walked> paths = all_paths(*snapshot, start, *found.rules, options.depth);
        std::map<NodeId, double> strongest;
        for (const Walked& path : paths) {
            double& known = strongest[path.nodes.back()];
            known = std::max(known, path.strength);
        }
        INFO("seed " << seed << ", depth " << options.depth);
        REQUIRE(found.affected.size() == strongest.size());
        for (const Affected& affected : found.affected) {
            CHECK(affected.path.strength == Approx(strongest.at(affected.node)));
            CHECK(affected.score == Approx(noisy_or(paths, affected.node, options.depth)));
            combined += affected.independent_paths > 1 ? 1 : 0;
        }
    }
    CHECK(combined > 100);
}

TEST_CASE("impact rules: the shipped file is sound, and says the meaning of everything") {
    const auto rules = default_impact_rules();
    CHECK(rules->rules.size() > 20);
    for (const ImpactRule& rule : rules->rules) {
        INFO(rule.type);
        CHECK_FALSE(rule.means.empty());
        CHECK_FALSE(rule.role.empty());
        CHECK(rules->words.contains(rule.type));
    }
    CHECK(rules->tier_of(1) == 0);
    CHECK(rules->tier_of(9) == rules->tiers.size() - 1);
    CHECK(rules->words_of("SOME_TYPE") == "some type");
}

TEST_CASE("impact rules: faults are told at their place") {
    struct Case {
        const char* rule;
        const char* message;
    };
    for (
        const Case& c :
        {Case{R"({"type":"BASEDON","from":"source","weight":1,"role":"","means":""})", "did you mean 'BASED_ON'?"},
         Case{R"({"type":"CITES","from":"above","weight":1,"role":"","means":""})", "'source', 'target' or 'either'"},
         Case{R"({"type":"CITES","from":"source","weight":1.5,"role":"","means":""})", "above 0 and up to 1"},
         Case{R"({"type":"CITES","from":"source","weight":0,"role":"","means":""})", "above 0 and up to 1"},
         Case{R"({"type":"CITES","from":"source","weight":"1","role":"","means":""})", "expected a number"},
         Case{R"({"type":"CITES","from":"source","weight":1,"role":""})", "the key 'means' is missing"},
         Case{R"({"type":"CITES","from":"source","weight":1,"role":"","meens":""})", "did you mean 'means'?"},
         Case{R"({"type":"ADOPTS","from":"source","weight":1,"role":"","means":"","property":"degree"})",
              "belong together"},
         Case{
             R"({"type":"ADOPTS","from":"source","weight":1,"role":"","means":"","property":"degree","weights":{"IDTT":1}})",
             "IDT"},
         Case{R"({"type":"CITES","from":"either","weight":1,"role":"","means":""},
                     {"type":"CITES","from":"source","weight":1,"role":"","means":""})",
              "a second rule for 'CITES'"}}) {
        INFO(c.rule);
        try {
            rules_of(c.rule);
            FAIL("took it");
        } catch (const Error& error) {
            CHECK(error.code() == ErrorCode::kInvalidData);
            CHECK(error.has_place());
            CHECK_THAT(error.render(), contains(c.message) && contains("impact.json:"));
        }
    }
}
