// LSQB: a social network as a folder of edge lists, and nine questions that count its sub-graphs.
//
// A file `City.csv` lists the nodes of a label, `City_isPartOf_Country.csv` the relationships of a type between two.
// Posts and comments are messages too.
//
// Errors:  std::runtime_error for a folder without such files, a line that is not numbers, an end that is no node
// Owns:    nothing
// Source:  LSQB, Large-Scale Subgraph Query Benchmark (GRADES-NDA 2021); counts are the published ones of scale 0.1
#pragma once

#include <fmt/core.h>

#include <cctype>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "graph/graph.h"

namespace mirrorgraph::bench {

struct LsqbQuery {
    const char* text;
    std::int64_t count;  // at scale 0.1
};

inline constexpr LsqbQuery kLsqb[] = {
    {"MATCH (:Country)<-[:IS_PART_OF]-(:City)<-[:IS_LOCATED_IN]-(:Person)<-[:HAS_MEMBER]-(:Forum)-[:CONTAINER_OF]->"
     "(:Post)<-[:REPLY_OF]-(:Comment)-[:HAS_TAG]->(:Tag)-[:HAS_TYPE]->(:TagClass) RETURN count(*)",
     8773828},
    {"MATCH (p1:Person)-[:KNOWS]-(p2:Person), "
     "(p1)<-[:HAS_CREATOR]-(c:Comment)-[:REPLY_OF]->(p:Post)-[:HAS_CREATOR]->(p2) RETURN count(*)",
     82990},
    {"MATCH (country:Country) "
     "MATCH (p1:Person)-[:IS_LOCATED_IN]->(:City)-[:IS_PART_OF]->(country) "
     "MATCH (p2:Person)-[:IS_LOCATED_IN]->(:City)-[:IS_PART_OF]->(country) "
     "MATCH (p3:Person)-[:IS_LOCATED_IN]->(:City)-[:IS_PART_OF]->(country) "
     "MATCH (p1)-[:KNOWS]-(p2)-[:KNOWS]-(p3)-[:KNOWS]-(p1) RETURN count(*)",
     30456},
    {"MATCH (:Tag)<-[:HAS_TAG]-(m:Message)-[:HAS_CREATOR]->(:Person), (m)<-[:LIKES]-(:Person), "
     "(m)<-[:REPLY_OF]-(:Comment) RETURN count(*)",
     784511},
    {"MATCH (t1:Tag)<-[:HAS_TAG]-(:Message)<-[:REPLY_OF]-(:Comment)-[:HAS_TAG]->(t2:Tag) WHERE t1 <> t2 "
     "RETURN count(*)",
     1079722},
    {"MATCH (p1:Person)-[:KNOWS]-(:Person)-[:KNOWS]-(p3:Person)-[:HAS_INTEREST]->(:Tag) WHERE p1 <> p3 "
     "RETURN count(*)",
     55607896},
    {"MATCH (:Tag)<-[:HAS_TAG]-(m:Message)-[:HAS_CREATOR]->(:Person) OPTIONAL MATCH (m)<-[:LIKES]-(:Person) "
     "OPTIONAL MATCH (m)<-[:REPLY_OF]-(:Comment) RETURN count(*)",
     1628132},
    {"MATCH (t1:Tag)<-[:HAS_TAG]-(:Message)<-[:REPLY_OF]-(c:Comment)-[:HAS_TAG]->(t2:Tag) "
     "WHERE NOT (c)-[:HAS_TAG]->(t1) AND t1 <> t2 RETURN count(*)",
     537142},
    {"MATCH (p1:Person)-[:KNOWS]-(:Person)-[:KNOWS]-(p3:Person)-[:HAS_INTEREST]->(:Tag) "
     "WHERE NOT (p1)-[:KNOWS]-(p3) AND p1 <> p3 RETURN count(*)",
     51009398}};

// isPartOf -> IS_PART_OF
inline std::string type_name(std::string_view camel_case) {
    std::string name;
    for (char c : camel_case) {
        if (std::isupper(static_cast<unsigned char>(c))) name += '_';
        name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return name;
}

class LsqbLoader {
  public:
    explicit LsqbLoader(const std::filesystem::path& folder) {
        std::vector<std::filesystem::path> node_files;
        std::vector<std::filesystem::path> relationship_files;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() != ".csv") continue;
            const std::string stem = entry.path().stem().string();
            const auto parts = std::count(stem.begin(), stem.end(), '_');
            if (parts == 0) node_files.push_back(entry.path());
            if (parts == 2) relationship_files.push_back(entry.path());
        }
        if (node_files.empty()) throw std::runtime_error(fmt::format("{}: no LSQB files", folder.string()));
        std::sort(node_files.begin(), node_files.end());
        std::sort(relationship_files.begin(), relationship_files.end());
        for (const auto& file : node_files) read_nodes(file);
        for (const auto& file : relationship_files) read_relationships(file);
    }
    PropertyGraph take() { return std::move(graph_); }

  private:
    void read_nodes(const std::filesystem::path& file) {
        const std::string label = file.stem().string();
        std::vector<std::string> labels{label};
        if (label == "Post" || label == "Comment") labels.push_back("Message");
        auto& nodes = nodes_[label];
        for_each_line(file, [&](std::uint64_t id, std::uint64_t) {
            nodes.emplace(id, graph_.add_node(fmt::format("{}:{}", label, id), labels));
        });
    }
    void read_relationships(const std::filesystem::path& file) {
        std::istringstream stem(file.stem().string());
        std::string source, type, target;
        std::getline(stem, source, '_');
        std::getline(stem, type, '_');
        std::getline(stem, target);
        const std::string name = type_name(type);
        for_each_line(file, [&](std::uint64_t from, std::uint64_t to) {
            graph_.add_relationship(nodes_.at(source).at(from), nodes_.at(target).at(to), name);
        });
    }

    // The first two numbers of every line but the header.
    template <class Visit>
    static void for_each_line(const std::filesystem::path& file, Visit&& visit) {
        std::ifstream in(file);
        std::string line;
        std::getline(in, line);
        for (int number = 2; std::getline(in, line); ++number) {
            std::uint64_t first = 0;
            std::uint64_t second = 0;
            const char* const end = line.data() + line.size();
            auto result = std::from_chars(line.data(), end, first);
            if (result.ec == std::errc() && result.ptr != end && *result.ptr == '|') {
                result = std::from_chars(result.ptr + 1, end, second);
            }
            if (result.ec != std::errc()) {
                throw std::runtime_error(fmt::format("{}:{}: not a number: {}", file.string(), number, line));
            }
            visit(first, second);
        }
    }

    PropertyGraph graph_;
    std::map<std::string, std::unordered_map<std::uint64_t, NodeId>> nodes_;
};

inline PropertyGraph load_lsqb(const std::filesystem::path& folder) { return LsqbLoader(folder).take(); }

}  // namespace mirrorgraph::bench
