// A graph in the shape of the register of ISO's documents, of any size: standards with the properties of a register,
// REPLACES chains, AMENDS, committees that are responsible, belong together and liaise, and evidence for a part of it.
#pragma once

#include <fmt/core.h>

#include <random>

#include "graph/graph.h"

namespace mirrorgraph::bench {

struct SyntheticShape {
    int standards = 60'000;
    int committees = 800;
    int evidence_every = 0;  // every n-th relationship has evidence; 0 for none
};

inline NodeId add_committee(PropertyGraph& graph, int i) {
    const std::string code = fmt::format("ISO/TC {}/SC {}", i / 8 + 1, i % 8 + 1);
    return graph.add_node("committee:" + code, {"Committee"},
                          {{"name", code}, {"code", code}, {"title", fmt::format("Field of work number {}", i)}});
}

inline NodeId add_standard(PropertyGraph& graph, int i, std::mt19937& random) {
    const int year = 1960 + static_cast<int>(random() % 65);
    const std::string code = fmt::format("ISO {}-{}:{}", 1000 + i / 3, i % 3 + 1, year);
    return graph.add_node(
        "standard:" + code, {"Standard"},
        {{"name", code},
         {"code", code},
         {"title",
          fmt::format("Road vehicles and machinery - Determination of property {} - Part {}: Method", i, i % 3)},
         {"publisher", "ISO"},
         {"number", 1000 + i / 3},
         {"part", i % 3 + 1},
         {"year", year},
         {"edition", 1},
         {"doctype", "international-standard"},
         {"stage", i % 2 == 0 ? "60.60" : "95.99"},
         {"status", i % 2 == 0 ? "published" : "withdrawn"},
         {"ics", List{fmt::format("{:02}.{:03}", i % 97, i % 240)}},
         {"published", Date{year, static_cast<std::uint8_t>(random() % 12 + 1), 0}},
         {"urn", fmt::format("urn:iso:std:iso:{}:-{}:stage-60.60", 1000 + i / 3, i % 3 + 1)}});
}

inline PropertyGraph synthetic_graph(const SyntheticShape& shape = {}) {
    PropertyGraph graph(standards_schema());
    std::mt19937 random(7);
    const NodeId document =
        graph.add_node("document:1", {"Document"}, {{"path", "register.csv"}, {"size", 13'720'000}, {"format", "csv"}});
    std::vector<NodeId> committees;
    for (int i = 0; i < shape.committees; ++i) committees.push_back(add_committee(graph, i));
    std::vector<NodeId> standards;
    int count = 0;
    const auto relate = [&](NodeId source, NodeId target, const char* type) {
        const RelationshipId r = graph.add_relationship(source, target, type, {{"confidence", 1.0}});
        if (shape.evidence_every == 0 || ++count % shape.evidence_every != 0) return;
        const auto at = static_cast<std::uint64_t>(count) * 220;
        graph.add_evidence(r, {graph.id(document), at, at + 90, static_cast<std::uint32_t>(count), 0,
                               fmt::format("Row {} of the register says that one takes the place of the other", count),
                               "register-row", 0.98});
    };
    for (int i = 0; i < shape.committees; ++i) {
        if (i % 8 != 0) relate(committees[i], committees[i - i % 8], "PART_OF");
        for (int other = 0; other < 3; ++other) {
            const NodeId liaison = committees[random() % committees.size()];
            if (liaison != committees[i]) relate(committees[i], liaison, "LIAISES_WITH");
        }
    }
    for (int i = 0; i < shape.standards; ++i) {
        standards.push_back(add_standard(graph, i, random));
        if (i % 2 == 0) relate(standards.back(), standards[random() % standards.size()], "REPLACES");
        if (i % 8 == 0) relate(standards.back(), standards[random() % standards.size()], "AMENDS");
        if (i % 5 < 2) relate(committees[random() % committees.size()], standards.back(), "RESPONSIBLE_FOR");
    }
    return graph;
}

}  // namespace mirrorgraph::bench
