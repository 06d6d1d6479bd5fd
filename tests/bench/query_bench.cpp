// Queries: the nine shapes of LSQB on a made social network of the size of its scale factor 0.1, and domain work on a
// made register of standards.
//
// Source:  LSQB, Large-Scale Subgraph Query Benchmark (GRADES-NDA 2021), for the shapes; the data is made here
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <random>

#include "query/engine.h"
#include "tests/bench/synthetic_graph.h"

namespace mirrorgraph {

namespace {

// Sizes of LSQB at scale factor 0.1, neighbours skewed towards the first of each kind.
class SocialNetwork {
  public:
    SocialNetwork() {
        countries_ = nodes(111, {"Country"});
        cities_ = nodes(1'343, {"City"});
        persons_ = nodes(1'700, {"Person"});
        forums_ = nodes(13'750, {"Forum"});
        posts_ = nodes(135'701, {"Message", "Post"});
        comments_ = nodes(151'043, {"Message", "Comment"});
        tags_ = nodes(16'080, {"Tag"});
        classes_ = nodes(71, {"TagClass"});
        each(cities_, 1, countries_, "IS_PART_OF");
        each(persons_, 1, cities_, "IS_LOCATED_IN");
        each(persons_, 8, persons_, "KNOWS");
        each(persons_, 23, tags_, "HAS_INTEREST");
        each(forums_, 9, persons_, "HAS_MEMBER");
        for (std::size_t i = 0; i < posts_.size(); ++i) {
            graph.add_relationship(forums_[skewed(forums_.size())], posts_[i], "CONTAINER_OF");
        }
        each(posts_, 1, persons_, "HAS_CREATOR");
        each(comments_, 1, persons_, "HAS_CREATOR");
        for (std::size_t i = 0; i < comments_.size(); ++i) {
            const bool to_post = random_() % 2 == 0 || i == 0;
            graph.add_relationship(comments_[i], to_post ? posts_[skewed(posts_.size())] : comments_[random_() % i],
                                   "REPLY_OF");
        }
        each(comments_, 1, tags_, "HAS_TAG");
        for (std::size_t i = 0; i < posts_.size(); i += 2) link(posts_[i], tags_, "HAS_TAG");
        each(tags_, 1, classes_, "HAS_TYPE");
        for (int i = 0; i < 110'000; ++i) {
            graph.add_relationship(persons_[skewed(persons_.size())], posts_[skewed(posts_.size())], "LIKES");
        }
    }
    PropertyGraph graph;

  private:
    std::vector<NodeId> nodes(std::size_t count, const std::vector<std::string>& labels) {
        std::vector<NodeId> made;
        for (std::size_t i = 0; i < count; ++i)
            made.push_back(graph.add_node(fmt::format("{}:{}", labels.back(), i), labels));
        return made;
    }
    std::size_t skewed(std::size_t size) {
        const double x = std::uniform_real_distribution<double>(0, 1)(random_);
        return static_cast<std::size_t>(x * x * static_cast<double>(size));
    }
    void link(NodeId from, const std::vector<NodeId>& to, const char* type) {
        graph.add_relationship(from, to[skewed(to.size())], type);
    }
    void each(const std::vector<NodeId>& from, int count, const std::vector<NodeId>& to, const char* type) {
        for (NodeId node : from) {
            for (int i = 0; i < count; ++i) link(node, to, type);
        }
    }

    std::mt19937 random_{42};
    std::vector<NodeId> countries_, cities_, persons_, forums_, posts_, comments_, tags_, classes_;
};

constexpr const char* kLsqb[] = {
    "MATCH (:Country)<-[:IS_PART_OF]-(:City)<-[:IS_LOCATED_IN]-(:Person)<-[:HAS_MEMBER]-(:Forum)-[:CONTAINER_OF]->"
    "(:Post)<-[:REPLY_OF]-(:Comment)-[:HAS_TAG]->(:Tag)-[:HAS_TYPE]->(:TagClass) RETURN count(*)",
    "MATCH (p1:Person)-[:KNOWS]-(p2:Person), "
    "(p1)<-[:HAS_CREATOR]-(c:Comment)-[:REPLY_OF]->(p:Post)-[:HAS_CREATOR]->(p2) "
    "RETURN count(*)",
    "MATCH (country:Country) MATCH (p1:Person)-[:IS_LOCATED_IN]->(:City)-[:IS_PART_OF]->(country) "
    "MATCH (p2:Person)-[:IS_LOCATED_IN]->(:City)-[:IS_PART_OF]->(country) "
    "MATCH (p3:Person)-[:IS_LOCATED_IN]->(:City)-[:IS_PART_OF]->(country) "
    "MATCH (p1)-[:KNOWS]-(p2)-[:KNOWS]-(p3)-[:KNOWS]-(p1) RETURN count(*)",
    "MATCH (:Tag)<-[:HAS_TAG]-(m:Message)-[:HAS_CREATOR]->(:Person), (m)<-[:LIKES]-(:Person), "
    "(m)<-[:REPLY_OF]-(:Comment) RETURN count(*)",
    "MATCH (t1:Tag)<-[:HAS_TAG]-(:Message)<-[:REPLY_OF]-(c:Comment)-[:HAS_TAG]->(t2:Tag) WHERE t1 <> t2 RETURN "
    "count(*)",
    "MATCH (p1:Person)-[:KNOWS]-(:Person)-[:KNOWS]-(p3:Person)-[:HAS_INTEREST]->(:Tag) WHERE p1 <> p3 RETURN count(*)",
    "MATCH (:Tag)<-[:HAS_TAG]-(m:Message)-[:HAS_CREATOR]->(:Person) OPTIONAL MATCH (m)<-[:LIKES]-(:Person) "
    "OPTIONAL MATCH (m)<-[:REPLY_OF]-(:Comment) RETURN count(*)",
    "MATCH (t1:Tag)<-[:HAS_TAG]-(:Message)<-[:REPLY_OF]-(c:Comment)-[:HAS_TAG]->(t2:Tag) WHERE NOT "
    "(c)-[:HAS_TAG]->(t1) "
    "AND t1 <> t2 RETURN count(*)",
    "MATCH (p1:Person)-[:KNOWS]-(:Person)-[:KNOWS]-(p3:Person)-[:HAS_INTEREST]->(:Tag) WHERE NOT (p1)-[:KNOWS]-(p3) "
    "AND p1 <> p3 RETURN count(*)"};

query::Database& social_network() {
    static const auto kDatabase = query::Database::read_only(Snapshot::freeze(SocialNetwork().graph));
    return *kDatabase;
}

void lsqb(benchmark::State& state) {
    const query::PreparedQuery query = social_network().prepare(kLsqb[state.range(0) - 1]);
    std::int64_t count = 0;
    for (auto _ : state) {
        query::Result result = query.run();
        result.next();
        count = result[0].as_integer();
    }
    state.counters["count"] = static_cast<double>(count);
}
BENCHMARK(lsqb)->DenseRange(1, 9)->Unit(benchmark::kMillisecond)->ArgName("q");

constexpr const char* kDomain[] = {
    "MATCH (s:Standard {code: 'ISO 1100-2:1977'}) RETURN s.title",
    "MATCH (c:Committee {code: 'ISO/TC 2/SC 3'})-[:RESPONSIBLE_FOR]->(s)-[:REPLACES]->(o) RETURN count(o)",
    "MATCH p = (:Standard)-[:REPLACES]->+(:Standard) RETURN max(length(p))",
    "MATCH (c:Committee)-[:RESPONSIBLE_FOR]->(s:Standard) WHERE s.year > 2000 RETURN c.code, count(*) AS n ORDER BY n "
    "DESC "
    "LIMIT 10",
    "MATCH p = shortestPath((a:Committee {code: 'ISO/TC 1/SC 1'})-[*]-(b:Committee {code: 'ISO/TC 9/SC 5'})) RETURN "
    "length(p)"};

query::Database& registry() {
    static const auto kDatabase = query::Database::read_only(Snapshot::freeze(bench::synthetic_graph()));
    return *kDatabase;
}

void domain(benchmark::State& state) {
    const query::PreparedQuery query = registry().prepare(kDomain[state.range(0)]);
    for (auto _ : state) {
        query::Result result = query.run();
        while (result.next()) benchmark::DoNotOptimize(result[0]);
    }
}
BENCHMARK(domain)->DenseRange(0, 4)->Unit(benchmark::kMicrosecond)->ArgName("q");

void prepare(benchmark::State& state) {
    query::Database& database = social_network();
    for (auto _ : state) benchmark::DoNotOptimize(database.prepare(kLsqb[0]).explain());
}
BENCHMARK(prepare)->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace mirrorgraph
