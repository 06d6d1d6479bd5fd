#include "query/service/served_graph.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include "query/tasks/name_words.h"
#include "schema/schema.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;

namespace {

std::shared_ptr<Database> database(int nodes) {
    auto out = Database::writable(Snapshot::freeze(PropertyGraph(schema_by_name("open"))));
    out->prepare("UNWIND range(1, $n) AS i CREATE (:Topic {name: 'topic ' + toString(i)})").run({{"n", nodes}});
    return out;
}

void change(ServedGraph& graph) { graph.run(*graph.prepare("CREATE (:Topic {name: 'new'})"), {}, {}, {}); }

}  // namespace

TEST_CASE("served graph: who changes a graph finds the change") {
    ServedGraph graph(database(10));
    CHECK(graph.indexed()->finder.find("new").empty());
    for (std::size_t changes = 1; changes <= 3; ++changes) {
        change(graph);
        CHECK(graph.indexed()->version == graph.database().version());
        CHECK(graph.indexed()->finder.find("new").size() == changes);
    }
}

TEST_CASE("served graph: names are found by their words before and after changes, as in a graph that has no history") {
    ServedGraph graph(Database::writable(Snapshot::freeze(PropertyGraph(schema_by_name("open")))));
    std::mt19937 random(7);
    const std::array<const char*, 8> words = {"national", "standard", "plans",   "Digital",
                                              "economy",  "security", "lithium", "标准"};
    const auto name = [&] {
        std::string out;
        for (int i = 0; i < 5; ++i) out += std::string(i == 0 ? "" : " ") + words[random() % words.size()];
        return out;
    };
    const auto run = [&](const char* text, Map parameters) {
        graph.run(*graph.prepare(text), std::move(parameters), {}, {});
    };
    for (int i = 0; i < 200; ++i) {
        run("CREATE (:Topic {i: $i, name: $name, aliases: [$alias]})", {{"i", i}, {"name", name()}, {"alias", name()}});
        if (i % 3 == 0) run("MATCH (n {i: $i}) SET n.name = $name", {{"i", i / 2}, {"name", name()}});
        if (i % 7 == 0) run("MATCH (n {i: $i}) DETACH DELETE n", {{"i", i / 3}});
        const auto indexed = graph.indexed();
        const auto fresh = Snapshot::freeze(graph.database().to_graph());
        const EntityFinder finder(*fresh);
        const std::string asked = name();
        const auto ids = [&asked](const Snapshot& snapshot, const EntityFinder& with) {
            std::vector<std::string> out;
            for (const NodeId node : with.find_by_words(asked)) out.emplace_back(snapshot.id(node));
            std::sort(out.begin(), out.end());
            return out;
        };
        INFO(asked);
        CHECK(ids(*indexed->snapshot, indexed->finder) == ids(*fresh, finder));
        std::vector<std::string> naive;
        const std::vector<std::string> wanted = telling_words(asked);
        for (const NodeId node : fresh->nodes()) {
            const Value aliases = fresh->property(node, *fresh->find_key("aliases"));
            const std::string one = fresh->property(node, *fresh->find_key("name")).as_string();
            const auto has_all = [&](const std::string& text) {
                const auto own = telling_words(text);
                const bool includes = std::includes(own.begin(), own.end(), wanted.begin(), wanted.end());
                return includes && text.size() >= asked.size() / 2;
            };
            const bool is_meant = has_all(one) || has_all(aliases.as_list().front().as_string());
            if (is_meant) naive.emplace_back(fresh->id(node));
        }
        std::sort(naive.begin(), naive.end());
        if (wanted.size() >= 3) CHECK(ids(*fresh, finder) == naive);
    }
}

TEST_CASE("served graph: under many changes, folded or not, indexes never go back") {
    ServedGraph graph(database(8000));
    const auto first = graph.database().graph().shared_base();
    graph.indexed()->search();
    std::atomic<bool> writing{true};
    std::atomic<bool> went_back{false};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            for (std::uint64_t last = 0; writing;) {
                const auto indexed = graph.indexed();
                if (indexed->version < last) went_back = true;
                last = indexed->version;
                std::this_thread::yield();
            }
        });
    }
    for (int i = 0; i < 300; ++i) {
        graph.run(*graph.prepare("UNWIND range(1, 5) AS i CREATE (:Topic {name: 'new'})"), {}, {}, {});
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    for (int tries = 0; tries < 3000 && graph.database().graph().shared_base() == first; ++tries) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    writing = false;
    for (std::thread& reader : readers) reader.join();
    CHECK_FALSE(went_back);
    CHECK(graph.database().graph().shared_base() != first);
    CHECK(graph.indexed()->finder.find("new").size() == 1500);
    CHECK(graph.indexed()->search().search("topic 4711", 1).size() == 1);
}
