// A served graph that follows new documents and decisions, with the pipeline that `main` hands to the service.

#include <atomic>
#include <filesystem>
#include <future>
#include <sstream>

#include "graph/store/store.h"
#include "ingest/pipeline.h"
#include "ingest/rebuild.h"
#include "query/service/http/url.h"
#include "query/service/service.h"
#include "schema/json/json.h"
#include "tests/query/service/api_description.h"
#include "tests/support/catch.h"
#include "tests/support/naive_graph.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using namespace mirrorgraph::test;

namespace {

using test::Headers;
const Headers kJson = {{"content-type", "application/json"}};

const std::string kRopes =
    "ISO/TC 9 is mirrored in China by SAC/TC1. The Rope Industry Association of China (RIAC) is the "
    "secretariat of SAC/TC1.\n";
const std::string kCords = "SAC/TC2 (Cords) met in Beijing.\n";

Rebuilder shared_rebuilder() {
    static const Rebuilder rebuilder = ingest::make_rebuilder();
    return rebuilder;
}

std::string fresh_build(const std::vector<std::string>& inputs, const std::string& decisions = {}) {
    static const ingest::Pipeline pipeline = ingest::Pipeline::load();
    std::istringstream in;
    ingest::BuildOptions options;
    if (!decisions.empty()) options.decisions = load_decisions(decisions, *standards_schema());
    return test::to_text(pipeline.build(inputs, in, options).resolution.graph);
}

// A graph file with its documents, served writable.
class Followed {
  public:
    explicit Followed(Rebuilder rebuilder = shared_rebuilder()) : rebuilder_(std::move(rebuilder)) {
        folder.write("docs/a.txt", kRopes);
        folder.write("docs/b.txt", kCords);
        folder.write("graph.json", fresh_build({docs}));
        start();
    }

    void start() {
        service_.reset();
        graph_.reset();
        durable_.reset();
        durable_ = std::make_shared<DurableDatabase>(path);
        graph_ = std::make_unique<ServedGraph>(durable_->database(), durable_);
        ServiceOptions options;
        options.graph = path;
        options.decisions = folder / "decisions.json";
        options.rebuild = rebuilder_;
        options.largest_document = 100'000;
        service_ = std::make_unique<Service>(*graph_, options);
    }
    void stop() { service_.reset(); }

    HttpResponse send(const std::string& method, const std::string& target, std::string body = {},
                      Headers headers = {}) {
        return test::send(*service_, method, target, std::move(body), std::move(headers));
    }

    // The job when it has ended.
    Map follow(const HttpResponse& accepted) {
        REQUIRE(accepted.status == 202);
        const std::string location = accepted.headers.at("Location");
        while (true) {
            const Map job = parse_json_value(send("GET", location).body).as_map();
            const std::string& state = job.at("state").as_string();
            if (state == "done" || state == "failed") return job;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    Map put(const std::string& name, const std::string& text) {
        return follow(send("PUT", "/documents/" + percent_encode(name), text));
    }
    Map remove(const std::string& name) { return follow(send("DELETE", "/documents/" + percent_encode(name))); }

    HttpResponse query(const std::string& statement) {
        return send("POST", "/db/x/query/v2", to_json(Map{{"statement", statement}}), kJson);
    }
    std::string served() const { return test::to_text(graph_->database().to_graph()); }
    std::vector<std::string> uploads() const {
        std::vector<std::string> out;
        std::error_code none;
        for (const auto& entry : std::filesystem::directory_iterator(path + ".documents", none)) {
            out.push_back(entry.path().filename().string());
        }
        std::sort(out.begin(), out.end());
        return out;
    }

    const TemporaryFolder folder;
    const std::string path = folder / "graph.json";
    const std::string docs = folder / "docs";

  private:
    Rebuilder rebuilder_;
    std::shared_ptr<DurableDatabase> durable_;
    std::unique_ptr<ServedGraph> graph_;
    std::unique_ptr<Service> service_;
};

std::string state_of(const Map& job) { return job.at("state").as_string(); }

const std::string kReject = R"({"kind": "reject", "source": "committee:SAC/TC1", "type": "MIRRORS",
    "target": "committee:ISO/TC 9", "author": "Li", "reason": "misread"})";
const std::string kMirrors = "/relationships?source=committee:SAC%2FTC1&target=committee:ISO%2FTC%209&type=MIRRORS";

}  // namespace

TEST_CASE("rebuild: an uploaded document, its new version and its removal give what a fresh build gives") {
    Followed followed;
    const std::string uploads = followed.path + ".documents";
    const Map added = followed.put("新 notes.txt", "SAC/TC3 (Nets) met. ISO/TC 9 met.\n");
    CHECK(state_of(added) == "done");
    const Map& result = added.at("result").as_map();
    CHECK(result.at("documents").as_integer() == 3);
    CHECK(result.at("nodes").as_integer() > 0);
    CHECK(result.at("etag").as_string() == followed.send("GET", "/schema").headers.at("ETag"));
    CHECK(followed.served() == fresh_build({followed.docs, uploads}));
    CHECK(followed.uploads() == std::vector<std::string>{"新 notes.txt"});
    CHECK_THAT(followed.send("GET", "/search?q=nets").body, contains("committee:SAC/TC3"));

    const Map changed = followed.put("新 notes.txt", "SAC/TC4 (Twine) met.\n");
    CHECK(changed.at("result").as_map().at("read").as_integer() == 1);
    CHECK(followed.served() == fresh_build({followed.docs, uploads}));
    CHECK(followed.send("GET", "/nodes/committee:SAC%2FTC3").status == 404);

    followed.start();  // what is served outlives the process
    CHECK(followed.served() == fresh_build({followed.docs, uploads}));
    CHECK(state_of(followed.remove("新 notes.txt")) == "done");
    CHECK(followed.served() == fresh_build({followed.docs}));
    CHECK(followed.uploads().empty());

    // A document that was not uploaded goes from the graph, and stays where it is.
    CHECK(followed.send("DELETE", "/documents/document:nothing").status == 404);
    const Map documents = parse_json_value(followed.send("GET", "/documents").body).as_map();
    for (const Value& item : documents.at("items").as_list()) {
        const std::string& id = item.as_map().at("id").as_string();
        if (id.ends_with("b.txt")) CHECK(state_of(followed.remove(id)) == "done");
    }
    CHECK(followed.served() == fresh_build({followed.docs + "/a.txt"}));
    CHECK(std::filesystem::exists(followed.docs + "/b.txt"));
    CHECK_THAT(followed.send("GET", "/jobs").body, contains(R"("items":[{"number":)"));
}

TEST_CASE("rebuild: tables are read by the mapping that the graph was built with") {
    const TableMapping mapping{"ropes.yaml",
                               "name: ropes\ncolumns: [body, follows]\nentities:\n"
                               "  - {name: body, label: Committee, key: committee, from: body}\n"
                               "  - {name: followed, label: Committee, key: committee, from: follows}\n"
                               "relationships:\n  - {type: MIRRORS, from: body, to: followed}\n"};
    const ingest::Pipeline pipeline = ingest::Pipeline::load(mapping);
    const auto built = [&](const std::vector<std::string>& inputs) {
        std::istringstream in;
        return test::to_text(pipeline.build(inputs, in, {}).resolution.graph);
    };
    Followed followed;
    followed.folder.write("docs/b.txt", "body,follows\nSAC/TC7,ISO/TC 70\n");
    followed.stop();
    std::filesystem::remove(followed.path + ".cache");
    followed.folder.write("graph.json", built({followed.docs}));
    followed.start();
    CHECK(state_of(followed.put("more.csv", "body,follows\nSAC/TC8,ISO/TC 80\n")) == "done");
    CHECK(followed.served() == built({followed.docs, followed.path + ".documents"}));
    CHECK_THAT(followed.send("GET", "/nodes/committee:ISO%2FTC%2080").body, contains("MIRRORS"));
}

TEST_CASE("rebuild: a document that cannot be read is told, and changes nothing") {
    Followed followed;
    CHECK(state_of(followed.put("c.txt", "SAC/TC3 (Nets) met.\n")) == "done");
    const std::string before = followed.served();
    for (const char* name : {"c.txt", "d.txt"}) {
        const Map job = followed.put(name, std::string("%PDF-1.4 and nothing of a PDF behind it\0\1\2", 43));
        CHECK(state_of(job) == "failed");
        CHECK(job.at("problem").as_map().at("status").as_integer() == 400);
        CHECK_THAT(job.at("problem").as_map().at("detail").as_string(), contains(name));
    }
    CHECK(followed.served() == before);
    CHECK(followed.uploads() == std::vector<std::string>{"c.txt"});
    CHECK(read_file(followed.path + ".documents/c.txt") == "SAC/TC3 (Nets) met.\n");
    CHECK(followed.send("PUT", "/documents/e.txt").status == 400);
    CHECK(followed.send("PUT", "/documents/e.txt", std::string(100'001, 'x')).status == 413);
    CHECK(followed.send("DELETE", "/documents/e.txt").status == 404);
    CHECK(followed.send("GET", "/jobs/99").status == 404);
    CHECK(followed.send("GET", "/jobs/-1").status == 404);
}

TEST_CASE("rebuild: no name of a request leads out of the folder of documents") {
    Followed followed;
    const std::string before = followed.served();
    for (const char* name : {"..", "%2E%2E", ".hidden", "..%2Fgraph.json", "%2Fetc%2Fpasswd", "a%2Fb.txt", "a%5Cb.txt",
                             "a%0Ab", "%20a", "a%20", "%7F"}) {
        INFO(name);
        CHECK(followed.send("PUT", std::string("/documents/") + name, "SAC/TC3 met.\n").status == 400);
        const int removed = followed.send("DELETE", std::string("/documents/") + name).status;
        CHECK((removed == 400 || removed == 404));
    }
    CHECK(followed.send("PUT", "/documents/" + std::string(201, 'x'), "SAC/TC3 met.\n").status == 400);
    CHECK(followed.served() == before);
    CHECK(std::distance(std::filesystem::directory_iterator(followed.folder.path()), {}) == 3);  // docs, graph, journal
}

TEST_CASE("rebuild: a rejected claim is gone from the next answer, and back when the decision is taken back") {
    Followed followed;
    CHECK_THAT(followed.send("GET", kMirrors).body, contains(R"("type":"MIRRORS")"));
    const HttpResponse added = followed.send("POST", "/decisions", kReject, kJson);
    CHECK(added.status == 201);
    CHECK_THAT(added.body, contains(R"("state":"applied")") && !contains("note"));
    CHECK_THAT(followed.send("GET", kMirrors).body, contains(R"("relationships":[])"));
    CHECK_THAT(followed.send("GET", "/decisions").body, contains(R"("state":"applied")"));
    CHECK(followed.served() == fresh_build({followed.docs}, followed.folder / "decisions.json"));
    const HttpResponse removed = followed.send("DELETE", "/decisions/1");
    CHECK_THAT(removed.body, contains(R"("state":"removed")") && !contains("note"));
    CHECK_THAT(followed.send("GET", kMirrors).body, contains(R"("type":"MIRRORS")"));
    CHECK(followed.served() == fresh_build({followed.docs}));
}

TEST_CASE("rebuild: where the documents are gone, a decision waits for the next build and says so") {
    Followed followed;
    std::filesystem::remove(followed.docs + "/a.txt");
    const HttpResponse added = followed.send("POST", "/decisions", kReject, kJson);
    CHECK(added.status == 201);
    CHECK_THAT(added.body, contains(R"("state":"waiting","note":"this takes effect with the next build: )") &&
                               contains("a.txt: is in the graph, but no longer there to be read"));
    CHECK_THAT(followed.send("GET", kMirrors).body, contains(R"("type":"MIRRORS")"));
}

TEST_CASE("rebuild: once read, documents need not be there") {
    Followed followed;
    CHECK(state_of(followed.put("c.txt", "SAC/TC3 (Nets) met.\n")) == "done");
    const std::string expected = fresh_build({followed.docs});
    std::filesystem::remove_all(followed.docs);
    CHECK(state_of(followed.remove("c.txt")) == "done");
    CHECK(followed.served() == expected);
}

TEST_CASE("rebuild: what queries have written lives on, and what it does not fit is refused") {
    Followed followed;
    CHECK(followed
              .query("MATCH (c {name: 'SAC/TC1'}) SET c.url = 'https://example.org' "
                     "CREATE (:Topic {name: 'hand-made'})")
              .status == 202);
    for (int round = 0; round < 2; ++round) {
        const Map job = followed.put("c.txt", "SAC/TC" + std::to_string(3 + round) + " (Nets) met.\n");
        CHECK(state_of(job) == "done");
        const std::string asked =
            followed.query("MATCH (t:Topic) MATCH (c {name: 'SAC/TC1'}) RETURN t.name, c.url").body;
        CHECK_THAT(asked, contains("hand-made") && contains("https://example.org"));
        if (round == 0) followed.start();
    }
    CHECK_THAT(followed.send("POST", "/decisions", kReject, kJson).body, contains(R"("state":"applied")"));
    CHECK_THAT(followed.query("MATCH (t:Topic) RETURN t.name").body, contains("hand-made"));
    const std::string before = followed.served();
    CHECK(followed.query("MATCH (c {name: 'SAC/TC4'}) SET c.url = 'https://example.org'").status == 202);
    const Map job = followed.remove("c.txt");
    CHECK(state_of(job) == "failed");
    CHECK(job.at("problem").as_map().at("status").as_integer() == 409);
    CHECK_THAT(job.at("problem").as_map().at("detail").as_string(),
               contains("'committee:SAC/TC4' was changed, and no source names it any more"));
    CHECK(followed.query("MATCH (c {name: 'SAC/TC4'}) REMOVE c.url").status == 202);
    CHECK(followed.served() == before);
    CHECK(state_of(followed.remove("c.txt")) == "done");
    CHECK(followed.query("MATCH (t:Topic) DELETE t").status == 202);
    CHECK(followed.query("MATCH (c {name: 'SAC/TC1'}) REMOVE c.url").status == 202);
    CHECK(followed.send("DELETE", "/decisions/1").status == 200);
    CHECK(followed.served() == fresh_build({followed.docs}));  // nothing is left of what was written, nor a mark of it
}

TEST_CASE("rebuild: documents come into a graph that queries have made") {
    const TemporaryFolder folder;
    const std::string path = folder / "graph.json";
    save_graph(PropertyGraph(standards_schema()), path);
    const auto durable = std::make_shared<DurableDatabase>(path);
    ServedGraph graph(durable->database(), durable);
    Rebuilds rebuilds(graph, {.graph = path, .decisions = folder / "decisions.json", .rebuild = shared_rebuilder()});
    graph.database().prepare("CREATE (:Topic {name: 'hand-made'})").run();
    const std::uint64_t number = rebuilds.add_document("a.txt", kRopes);
    CHECK(rebuilds.wait(number, std::chrono::minutes(1)).state == RebuildJob::State::kDone);
    const PropertyGraph now = graph.database().to_graph();
    CHECK(now.find_node("committee:SAC/TC1"));
    CHECK(now.find_nodes("Topic", "name", "hand-made").size() == 1);
}

TEST_CASE("rebuild: one job at a time; too many are refused; a stop ends the one under way and loses nothing") {
    std::promise<void> begun;
    std::atomic<int> calls = 0;
    const auto stubborn = [&](const RebuildRequest& request) -> Rebuilt {
        if (++calls == 1) begun.set_value();
        while (!*request.stop) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        throw Error(ErrorCode::kCancelled, "the build was stopped");
    };
    Followed followed(stubborn);
    const std::string before = followed.served();
    for (int i = 0; i < 65; ++i) {
        CHECK(followed.send("PUT", "/documents/" + std::to_string(i), "SAC/TC3 met.\n").status == 202);
        if (i == 0) begun.get_future().wait();
    }
    const HttpResponse refused = followed.send("PUT", "/documents/more", "SAC/TC3 met.\n");
    CHECK(refused.status == 503);
    CHECK(refused.headers.contains("Retry-After"));
    CHECK_THAT(followed.send("GET", "/jobs/1").body, contains(R"("state":"running")"));
    CHECK_THAT(followed.send("GET", "/jobs/2").body, contains(R"("state":"waiting")"));
    CHECK(followed.query("MATCH (n) RETURN count(n)").status == 202);
    followed.stop();
    CHECK(calls == 1);
    CHECK(followed.uploads().empty());
    CHECK(followed.served() == before);
}

TEST_CASE("rebuild: a query that writes while the graph is made anew is not lost") {
    std::atomic<int> calls = 0;
    Followed* self = nullptr;
    const auto disturbed = [&](const RebuildRequest& request) {
        Rebuilt built = shared_rebuilder()(request);
        if (++calls < 3) self->query("CREATE (:Topic {name: 'topic " + std::to_string(calls) + "'})");
        return built;
    };
    Followed followed(disturbed);
    self = &followed;
    CHECK(state_of(followed.put("c.txt", "SAC/TC3 (Nets) met.\n")) == "done");
    CHECK(calls == 3);
    CHECK_THAT(followed.query("MATCH (t:Topic) RETURN t.name").body, contains("topic 1") && contains("topic 2"));
    CHECK(followed.send("GET", "/nodes/committee:SAC%2FTC3").status == 200);
}

TEST_CASE("rebuild: after a crash the folder of documents has what the graph was made of") {
    Followed followed;
    CHECK(state_of(followed.put("c.txt", "SAC/TC3 (Nets) met.\n")) == "done");
    followed.stop();
    // As if it had stopped between putting a new version in its place and keeping the graph.
    const std::string uploads = followed.path + ".documents";
    std::filesystem::rename(uploads + "/c.txt", uploads + "/.before-c.txt");
    followed.folder.write("graph.json.documents/c.txt", "SAC/TC4 met.\n");
    followed.folder.write("graph.json.documents/.delivered.tmp-x", "SAC/TC5 met.\n");
    followed.start();
    CHECK(followed.uploads() == std::vector<std::string>{"c.txt"});
    CHECK(read_file(uploads + "/c.txt") == "SAC/TC3 (Nets) met.\n");
    // Or before that, when the old version had two names.
    std::filesystem::create_hard_link(uploads + "/c.txt", uploads + "/.before-c.txt");
    followed.start();
    CHECK(followed.uploads() == std::vector<std::string>{"c.txt"});
    // Likewise with a document that was not there before.
    followed.folder.write("graph.json.documents/new.txt", "SAC/TC4 met.\n");
    followed.folder.write("graph.json.documents/.before-new.txt", "");
    followed.start();
    CHECK(followed.uploads() == std::vector<std::string>{"c.txt"});
    // Between taking a document away and keeping the graph without it.
    std::filesystem::rename(uploads + "/c.txt", uploads + "/.before-c.txt");
    followed.start();
    CHECK(followed.uploads() == std::vector<std::string>{"c.txt"});
    // And between keeping the graph and dropping the old version.
    followed.folder.write("graph.json.documents/.before-c.txt", "SAC/TC4 met.\n");
    followed.start();
    CHECK(followed.uploads() == std::vector<std::string>{"c.txt"});
    CHECK(read_file(uploads + "/c.txt") == "SAC/TC3 (Nets) met.\n");
}

TEST_CASE("rebuild: a service without documents or without leave to write refuses them") {
    const auto snapshot = Snapshot::freeze(load_graph(source_path("tests/cases/service/small.json")));
    for (const bool writable : {false, true}) {
        ServedGraph graph(writable ? Database::writable(snapshot) : Database::read_only(snapshot));
        Service service(graph, {});
        HttpRequest request;
        request.headers = {{"host", "localhost"}};
        request.path = "/documents/a.txt";
        request.body = "SAC/TC3 met.\n";
        for (const char* method : {"PUT", "DELETE"}) {
            request.method = method;
            const HttpResponse refused = service.handle(request);
            CHECK(refused.status == 409);
            CHECK(refused.content_type == "application/problem+json");
        }
    }
}
