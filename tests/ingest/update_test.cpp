// Builds that follow their sources: an update gives what a build over all documents gives, byte for byte.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "graph/store/store.h"
#include "ingest/cache/extraction_bytes.h"
#include "ingest/pipeline.h"
#include "tests/support/catch.h"
#include "tests/support/documents.h"
#include "tests/support/extractions.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

namespace fs = std::filesystem;

const Pipeline& pipeline() {
    static const Pipeline loaded = Pipeline::load();
    return loaded;
}

BuildResult build_afresh(const std::vector<std::string>& inputs, const BuildOptions& options = {}) {
    std::istringstream in;
    return pipeline().build(inputs, in, options);
}

// One graph file that updates follow.
class Followed {
  public:
    explicit Followed(std::string path) : path_(std::move(path)) {}

    BuildResult update(const std::vector<std::string>& inputs, std::vector<std::string> remove = {}) const {
        BuildOptions options;
        options.update = UpdateOptions{path_, std::move(remove)};
        BuildResult result = build_afresh(inputs, options);
        save_graph(result.resolution.graph, path_);
        result.cache.save(cache_path(path_), result.fingerprint, "");
        return result;
    }

  private:
    std::string path_;
};

std::string random_document(std::mt19937& random) {
    const auto pick = [&random](std::initializer_list<const char*> words) {
        return std::string(*(words.begin() + random() % words.size()));
    };
    const auto number = [&random](unsigned below) { return std::to_string(1 + random() % below); };
    std::string text;
    for (std::size_t lines = 1 + random() % 6; lines > 0; --lines) {
        switch (random() % 6) {
            case 0: text += "ISO/TC " + number(5) + " is mirrored in China by SAC/TC" + number(5) + ".\n"; break;
            case 1:
                text += "On " + number(28) + " " + pick({"May", "June"}) + " 2021, the " +
                        pick({"Ministry of Industry and Information Technology (MIIT)", "MIIT", "SAC"}) +
                        " issued the " +
                        pick({"Rope Safety Measures", "Measures on the Safety of Ropes", "Cord Plan"}) + ".\n";
                break;
            case 2:
                text +=
                    "The Rope Industry Association of China (RIAC) is the secretariat of SAC/TC" + number(5) + ".\n";
                break;
            case 3: text += "RIAC took part in the meeting of ISO/TC " + number(5) + ".\n"; break;
            case 4:
                text +=
                    "GB/T 10" + number(3) + pick({"", "-2019", "-2021"}) + " replaces GB/T 10" + number(3) + "-2001.\n";
                break;
            default:
                text += "SAC/TC" + number(5) + " (" + pick({"Ropes", "Information Technology"}) + ") met in Beijing.\n";
        }
    }
    return text;
}

}  // namespace

TEST_CASE("update: random edits give what a fresh build gives") {
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        std::mt19937 random(seed);
        const test::TemporaryFolder folder;
        const std::string docs = folder / "docs";
        const Followed graph(folder / "graph.json");
        const auto file = [&] { return docs + "/" + std::to_string(random() % 8) + ".txt"; };
        folder.write("docs/0.txt", random_document(random));
        graph.update({docs});
        std::set<std::string> known = {docs + "/0.txt"};
        for (int step = 0; step < 15; ++step) {
            std::vector<std::string> touched;
            for (std::size_t edits = 1 + random() % 3; edits > 0; --edits) {
                touched.push_back(file());
                std::ofstream(touched.back()) << random_document(random);
            }
            std::vector<std::string> remove;
            const std::string victim = file();
            if (random() % 3 == 0 && known.contains(victim) && known.size() > 1) {
                fs::remove(victim);
                std::erase(touched, victim);
                remove = {victim};
            }
            // Either the folder shows what changed, or every change is named.
            const bool by_folder = random() % 2 == 0;
            const BuildResult result = by_folder ? graph.update({docs}) : graph.update(touched, remove);
            INFO("seed " << seed << ", step " << step);
            REQUIRE(test::json(result.resolution) == test::json(build_afresh({docs}).resolution));
            known.insert(touched.begin(), touched.end());
            for (const std::string& gone : remove) known.erase(gone);
        }
    }
}

TEST_CASE("update: only what changed is read again") {
    const test::TemporaryFolder folder;
    folder.write("docs/a.txt", "SAC/TC1 (Ropes) met.\n");
    folder.write("docs/b.txt", "SAC/TC2 (Cords) met.\n");
    const Followed graph(folder / "graph.json");
    CHECK(graph.update({folder / "docs"}).reused == 0);
    CHECK(graph.update({folder / "docs"}).reused == 2);
    folder.write("docs/b.txt", "SAC/TC3 (Cords) met.\n");
    const BuildResult changed = graph.update({folder / "docs/b.txt"});
    CHECK(changed.reused == 1);
    CHECK_FALSE(changed.resolution.graph.find_node("committee:SAC/TC2"));
    CHECK(changed.resolution.graph.find_node("committee:SAC/TC1"));
}

TEST_CASE("update: a changed document takes back exactly what it alone supported") {
    const test::TemporaryFolder folder;
    const std::string both = "The Rope Industry Association of China is the secretariat of SAC/TC1.\n";
    const std::string a = folder.write("a.txt", both + "ISO/TC 9 was mirrored by SAC/TC1.\n");
    const std::string b = folder.write("b.txt", both);
    const Followed graph(folder / "graph.json");
    const BuildResult before = graph.update({a, b});
    folder.write("a.txt", "Nothing is said any more.\n");
    const BuildResult after = graph.update({a});
    const auto count = [](const BuildResult& result, const char* type) {
        const PropertyGraph& g = result.resolution.graph;
        const auto all = g.relationships();
        return std::count_if(all.begin(), all.end(), [&](RelationshipId r) { return g.type(r) == type; });
    };
    CHECK(count(before, "SECRETARIAT_OF") == 1);
    CHECK(count(after, "SECRETARIAT_OF") == 1);
    CHECK(before.resolution.graph.find_node("committee:ISO/TC 9"));
    CHECK_FALSE(after.resolution.graph.find_node("committee:ISO/TC 9"));
}

TEST_CASE("update: without the cache unchanged files are read again, changed ones are an error") {
    const test::TemporaryFolder folder;
    const std::string a = folder.write("a.txt", "SAC/TC1 (Ropes) met.\n");
    const std::string zip =
        folder.write("z.zip", test::make_zip({{"b.txt", "SAC/TC2 met.\n"}, {"c.txt", "SAC/TC3 met.\n"}}));
    const std::string d = folder.write("d.txt", "SAC/TC4 met.\n");
    const Followed graph(folder / "graph.json");
    graph.update({a, zip, d});
    fs::remove(cache_path(folder / "graph.json"));
    CHECK(test::json(graph.update({d}).resolution) == test::json(build_afresh({a, zip, d}).resolution));

    fs::remove(cache_path(folder / "graph.json"));
    const std::string before = test::read_file(folder / "graph.json");
    folder.write("a.txt", "SAC/TC5 met.\n");
    CHECK_THROWS_WITH(graph.update({d}), test::contains("a.txt: has changed since the graph was built"));
    fs::remove(a);
    CHECK_THROWS_WITH(graph.update({d}), test::contains("a.txt: is in the graph, but no longer there"));
    folder.write("z.zip", test::make_zip({{"b.txt", "SAC/TC2 met again.\n"}, {"c.txt", "SAC/TC3 met.\n"}}));
    CHECK_THROWS_WITH(graph.update({d}, {a}), test::contains("z.zip/b.txt: has changed"));
    CHECK(test::read_file(folder / "graph.json") == before);
    CHECK(test::json(graph.update({zip}, {a}).resolution) == test::json(build_afresh({zip, d}).resolution));
}

TEST_CASE("update: without inputs it looks at every document") {
    const test::TemporaryFolder folder;
    const std::string a = folder.write("a.txt", "SAC/TC1 (Ropes) met.\n");
    const std::string b = folder.write("b.txt", "SAC/TC2 met.\n");
    const std::string c = folder.write("c.txt", "SAC/TC3 met.\n");
    const Followed graph(folder / "graph.json");
    graph.update({a, b, c});
    folder.write("b.txt", "SAC/TC4 met.\n");
    fs::remove(c);
    const BuildResult result = graph.update({});
    CHECK(result.removed == std::vector<std::string>{c});
    CHECK(test::json(result.resolution) == test::json(build_afresh({a, b}).resolution));
}

TEST_CASE("update: what is to be removed must be there") {
    const test::TemporaryFolder folder;
    const std::string a = folder.write("notes/a.txt", "SAC/TC1 met.\n");
    const std::string b = folder.write("b.txt", "SAC/TC2 met.\n");
    const Followed graph(folder / "graph.json");
    graph.update({a, b});
    CHECK_THROWS_WITH(graph.update({}, {folder / "c.txt"}), test::contains("did you mean '" + b + "'"));
    CHECK(test::json(graph.update({}, {folder / "notes"}).resolution) == test::json(build_afresh({b}).resolution));
}

TEST_CASE("cache: a damaged or foreign one is no cache") {
    const test::TemporaryFolder folder;
    const std::string a = folder.write("a.txt", "SAC/TC1 (Ropes) met.\n");
    const Followed graph(folder / "graph.json");
    const BuildResult built = graph.update({a});
    const std::string path = cache_path(folder / "graph.json");
    const std::string good = test::read_file(path);
    CHECK(ExtractionCache::load(path, built.fingerprint).entries().size() == 1);
    CHECK(ExtractionCache::load(path, "other rules").entries().empty());
    for (std::size_t cut = 0; cut < good.size(); cut += 7) {
        folder.write("cut", good.substr(0, cut));
        const ExtractionCache cut_off = ExtractionCache::load(folder / "cut", built.fingerprint);
        CHECK(cut_off.entries().empty());
        std::string flipped = good;
        flipped[cut] = static_cast<char>(flipped[cut] ^ 0x20);
        folder.write("flipped", flipped);
        const ExtractionCache changed = ExtractionCache::load(folder / "flipped", built.fingerprint);
        for (const auto& [id, entry] : changed.entries()) {
            CHECK(ExtractionCache::decoded(entry));
        }
    }
}

TEST_CASE("cache: an extraction comes back as it was, and damaged bytes are refused") {
    const std::string corpus = test::source_path("data/corpus");
    for (const auto& file : fs::directory_iterator(corpus)) {
        const std::string path = file.path().string();
        const std::string bytes = encode(pipeline().extract(path, read_bytes(path)));
        CHECK(encode(decode(bytes)) == bytes);
        std::mt19937 random(7);
        for (int round = 0; round < 50; ++round) {
            std::string damaged = bytes;
            damaged[random() % damaged.size()] ^= static_cast<char>(1 + random() % 255);
            damaged.resize(damaged.size() - random() % 3);
            try {
                decode(damaged);
            } catch (const Error& error) {
                CHECK(error.code() == ErrorCode::kInvalidData);
            }
        }
    }
}

TEST_CASE("sources: an input covers what lies in it") {
    const PathSet set({"docs/", "./a.zip", "b/../c.txt"});
    for (const char* path : {"docs", "docs/a.txt", "./docs/x/y.txt", "a.zip/n.txt", "c.txt"}) CHECK(set.covers(path));
    for (const char* path : {"docs2/a.txt", "doc", "a.zipper", "b/c.txt", "-", "../docs/a.txt", "/docs/a.txt"}) {
        CHECK_FALSE(set.covers(path));
    }
    CHECK(PathSet({"."}).covers("x/y.txt"));
    CHECK_FALSE(PathSet({"."}).covers("../x.txt"));
    CHECK_FALSE(PathSet({"."}).covers("-"));
    CHECK(PathSet({"/"}).covers("/x/y.txt"));
    CHECK(PathSet({"-"}).covers("-"));
    CHECK_FALSE(PathSet(std::vector<std::string>()).covers("x"));
}

TEST_CASE("update: goes on with the mapping that the graph was built with") {
    const test::TemporaryFolder folder;
    folder.write("m.yaml",
                 "name: ropes\ncolumns: [body, follows]\nentities:\n"
                 "  - {name: body, label: Committee, key: committee, from: body}\n"
                 "  - {name: followed, label: Committee, key: committee, from: follows}\n"
                 "relationships:\n  - {type: MIRRORS, from: body, to: followed}\n");
    folder.write("t.csv", "body,follows\nSAC/TC7,ISO/TC 70\n");
    const std::string graph = folder / "g.json";
    const std::string mapping = folder / "m.yaml";
    REQUIRE(test::run({"build", "--mapping", mapping, "--update", graph, folder / "t.csv"}).status == 0);
    folder.write("t.csv", "body,follows\nSAC/TC7,ISO/TC 70\nSAC/TC8,ISO/TC 80\n");
    REQUIRE(test::run({"build", "--update", graph}).status == 0);
    REQUIRE(test::run({"build", "--mapping", mapping, "--out", folder / "fresh.json", folder / "t.csv"}).status == 0);
    CHECK(test::read_file(graph) == test::read_file(folder / "fresh.json"));
    CHECK_THAT(test::read_file(graph), test::contains("committee:ISO/TC 80"));
}
