#include "query/service/service.h"

#include <filesystem>
#include <set>
#include <sstream>

#include "graph/export/export.h"
#include "graph/store/store.h"
#include "query/service/http/url.h"
#include "schema/files/data_path.h"
#include "schema/files/sha256.h"
#include "schema/json/json.h"
#include "tests/query/service/api_description.h"
#include "tests/support/catch.h"
#include "tests/support/simulated_files.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::query;
using namespace mirrorgraph::test;

namespace {

using test::Headers;

const std::string kTc333 = "/nodes/committee:ISO%2FTC%20333";

// The service over tests/cases/service/small.json, without a socket.
class Api {
  public:
    explicit Api(ServiceOptions options = {}, bool writable = false)
        : graph_(database(writable)), service_(graph_, options) {}

    HttpResponse get(const std::string& target, Headers headers = {}) {
        return send("GET", target, {}, std::move(headers));
    }
    HttpResponse send(const std::string& method, const std::string& target, std::string body = {},
                      Headers headers = {}) {
        return test::send(service_, method, target, std::move(body), std::move(headers));
    }
    HttpResponse query(const std::string& statement, Headers headers = {}) {
        headers.emplace("content-type", "application/json");
        return send("POST", "/db/x/query/v2", to_json(Map{{"statement", statement}}), std::move(headers));
    }
    ServedGraph& graph() { return graph_; }
    const Router& router() const { return service_.router(); }

  private:
    static std::shared_ptr<Database> database(bool writable) {
        const auto snapshot = Snapshot::freeze(load_graph(source_path("tests/cases/service/small.json")));
        return writable ? Database::writable(snapshot) : Database::read_only(snapshot);
    }

    ServedGraph graph_;
    Service service_;
};

Map body_of(const HttpResponse& response) { return parse_json_value(response.body).as_map(); }

std::vector<std::string> ids_of(const HttpResponse& response) {
    std::vector<std::string> out;
    const Map body = body_of(response);
    for (const Value& item : body.at("items").as_list()) out.push_back(item.as_map().at("id").as_string());
    return out;
}

bool is_file_of_page(const std::string& path) {
    const auto page = find_built_path("web");
    return page && std::filesystem::exists(*page + path);
}

}  // namespace

TEST_CASE("service: search finds names in both languages, identifiers in any spelling, and slips") {
    Api api;
    const auto first = [&](const std::string& text) {
        const auto ids = ids_of(api.get("/search?q=" + percent_encode(text)));
        return ids.empty() ? "" : ids.front();
    };
    CHECK(first("iso tc333") == "committee:ISO/TC 333");
    CHECK(first("ＧＢ／Ｔ 35273—2020") == "standard:GB/T 35273-2020");
    CHECK(first("有色金属技术") == "organization:cnmri");
    CHECK(first("标准化技术委员会") == "committee:SAC/TC 243");
    CHECK(first("data sec") == "policy:data-security-law");
    CHECK(first("law data") == "policy:data-security-law");
    CHECK(first("litihum") == "committee:ISO/TC 333");
    CHECK(first("personl informtion").empty());
    CHECK(first("personal informtion") == "standard:GB/T 35273-2020");
    CHECK(first("zzzzzz").empty());
    CHECK(first("...").empty());
    CHECK(ids_of(api.get("/search?q=metals&label=Committee")) == std::vector<std::string>{"committee:SAC/TC 243"});
    CHECK(ids_of(api.get("/search?q=metals&label=Nothing")).empty());
    CHECK(api.get("/search").status == 400);
}

TEST_CASE("service: a node with its evidence, and what it is linked to") {
    Api api;
    const HttpResponse node = api.get(kTc333);
    CHECK(node.status == 200);
    CHECK_THAT(node.body, contains("mirror-table") && contains(R"("MIRRORS":{"outgoing":0,"incoming":1})"));
    const HttpResponse neighbours = api.get(kTc333 + "/neighbours?direction=incoming&type=MIRRORS");
    CHECK_THAT(neighbours.body, contains(R"("direction":"incoming")") && contains("organization:cnmri") &&
                                    contains(R"("text":"7 ISO/TC333 Lithium China)"));
    CHECK_THAT(neighbours.body, contains(R"("name_zh":"有色金属技术经济研究院")"));
    CHECK_THAT(api.get(kTc333 + "/neighbours?direction=outgoing").body, contains(R"("items":[],"truncated":false)"));
    CHECK_THAT(api.get("/relationships?source=organization:cnmri&target=committee:ISO%2FTC%20333").body,
               contains(R"("type":"MIRRORS")") && contains("2021-06-17"));
    const HttpResponse missing = api.get("/nodes/ISO%2FTC%20333");
    CHECK(missing.status == 404);
    CHECK_THAT(missing.body, contains("'committee:ISO/TC 333' is called that"));
    CHECK(api.get("/nodes/%ff").status == 404);
    CHECK(api.get("/nodes/").status == 404);
    CHECK(api.get("/nodes/..%2f..%2fetc%2fpasswd").status == 404);
}

TEST_CASE("service: lists come in pages that join without gap or repeat") {
    Api api({}, true);
    std::vector<std::string> joined;
    std::string cursor;
    do {
        const Map page = body_of(api.get("/search?q=s&limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor)));
        for (const Value& item : page.at("items").as_list()) joined.push_back(item.as_map().at("id").as_string());
        const auto next = page.find("next");
        CHECK(page.at("truncated").as_boolean() == (next != page.end()));
        cursor = next == page.end() ? "" : next->second.as_string();
        CHECK(cursor.find_first_of("=+/") == std::string::npos);
    } while (!cursor.empty() && joined.size() < 20);
    CHECK(joined == ids_of(api.get("/search?q=s")));
    CHECK(joined.size() > 1);

    const std::string old = body_of(api.get("/search?q=s&limit=1")).at("next").as_string();
    CHECK(api.query("MATCH (n:Policy) SET n.title = 'Law'").status == 202);
    CHECK_THAT(api.get("/search?q=s&limit=1&cursor=" + old).body, contains("the graph has changed"));
    for (const char* broken : {"x", "MDo", "LTE6MQ", "%20", "MDoxMDAwMDAwMDAw"}) {
        CHECK(api.get(std::string("/search?q=s&cursor=") + broken).status == 400);
    }
}

TEST_CASE("service: a trace by name; an unknown name is told what is near") {
    Api api;
    const HttpResponse trace = api.get("/trace?subject=iso%2Ftc333");
    CHECK(trace.status == 200);
    CHECK_THAT(trace.body, contains("organization:cnmri") && contains(R"("summary":[)"));
    CHECK(api.get("/trace").status == 400);
    CHECK(api.get("/trace?subject=iso%2Ftc333&depth=99").status == 400);
    CHECK(api.get("/trace?subject=iso%2Ftc333&as_of=2021-13").status == 400);
    const HttpResponse unknown = api.get("/trace?subject=ISO%2FTC%20334");
    CHECK(unknown.status == 404);
    CHECK_THAT(unknown.body, contains("nearest: 'ISO/TC 333'"));
}

TEST_CASE("service: the impact of a policy by name, cut where asked") {
    Api api;
    const HttpResponse whole = api.get("/impact?subject=data%20security%20law");
    CHECK(whole.status == 200);
    CHECK_THAT(whole.body, contains("standard:GB/T 35273-2020") && contains(R"("truncated":false)"));
    CHECK_THAT(api.get("/impact?subject=data%20security%20law&limit=1").body, contains(R"("truncated":true)"));
    CHECK_THAT(api.get("/impact?subject=data%20security%20law&min_strength=1").body, contains(R"("affected":[])"));
    CHECK(api.get("/impact?subject=data%20security%20law&min_strength=nan").status == 400);
    CHECK(api.get("/impact?subject=data%20security%20law&types=NOTHING").status == 404);
}

TEST_CASE("service: reasons, conflicts") {
    Api api;
    CHECK_THAT(api.get("/why?subject=CNMRI&type=MIRRORS&target=ISO%2FTC%20333").body, contains("mirror-table"));
    CHECK(api.get("/why?subject=nothing%20of%20the%20kind").status == 404);
    CHECK_THAT(api.get("/conflicts").body, contains(R"({"conflicts":[)"));
}

TEST_CASE("service: a document as it was read, round a line") {
    Api api;
    const Map documents = body_of(api.get("/documents"));
    const std::string id = documents.at("items").as_list().at(0).as_map().at("id").as_string();
    const std::string target = "/passages?document=" + percent_encode(id);
    const Map all = body_of(api.get(target));
    const List& items = all.at("items").as_list();
    REQUIRE(items.size() > 1);
    CHECK(all.at("after") == Value(0));
    std::int64_t line = 0;
    for (const Value& item : items) {
        CHECK(item.as_map().at("line").as_integer() >= line);
        line = item.as_map().at("line").as_integer();
        CHECK(item.as_map().at("nodes").as_list().size() + item.as_map().at("relationships").as_list().size() > 0);
    }
    const Map last = body_of(api.get(target + "&limit=1&line=" + std::to_string(line + 1)));
    CHECK(last.at("items").as_list().at(0).as_map().at("line").as_integer() == line);
    CHECK(last.at("before") == Value(static_cast<std::int64_t>(items.size()) - 1));
    CHECK(api.get("/passages").status == 400);
    CHECK(api.get(target + "&line=0").status == 400);
    CHECK(api.get("/passages?document=document:none").status == 404);
}

TEST_CASE("service: a document is shown whole where its file is below the folder and has not changed") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "sources");
    const std::string content = "First line. Lithium is mirrored.\n\nLast line.\n";
    const std::string outside = folder.write("outside.txt", content);
    folder.write("sources/a.txt", content);
    folder.write("sources/changed.txt", content + "More.\n");
    std::filesystem::create_symlink(outside, folder / "sources/link.txt");
    PropertyGraph graph;
    const auto add_document = [&](const std::string& path, const std::string& id) {
        graph.add_node(id, {"Document"}, {{"path", path}, {"sha256", sha256(content)}});
    };
    const std::string absolute = folder / "sources/a.txt";
    for (const std::string& path : {std::string("a.txt"), std::string("changed.txt"), std::string("link.txt"),
                                    std::string("../outside.txt"), std::string("gone.txt"), absolute, outside}) {
        add_document(path, "document:" + path);
    }
    add_document("a.txt", "document:other.txt");
    const NodeId topic = graph.add_node("topic:lithium", {"Topic"}, {{"name", "lithium"}});
    graph.add_evidence(topic, {"document:a.txt", 12, 19, 1, 0, "Lithium is mirrored.", "", 1.0});
    graph.add_evidence(topic, {"document:changed.txt", 12, 19, 1, 0, "Lithium is mirrored.", "", 1.0});

    ServiceOptions options;
    options.sources = folder / "sources";
    options.read_source = [](const std::string& path, const std::string& bytes) {
        CHECK(path.ends_with("a.txt"));
        return std::vector<SourceSentence>{{0, 11, 1, 0, true, bytes.substr(0, 11)},
                                           {12, 32, 1, 0, false, bytes.substr(12, 20)},
                                           {34, 44, 3, 0, true, bytes.substr(34, 10)}};
    };
    ServedGraph served(Database::read_only(Snapshot::freeze(graph)));
    Service service(served, options);
    const auto ask = [&service](const std::string& id) {
        return body_of(test::send(service, "GET", "/passages?document=" + percent_encode(id), {}, {}));
    };
    const auto source = [&ask](const std::string& path) { return ask("document:" + path).at("source").as_string(); };
    const Map whole = ask("document:a.txt");
    CHECK(whole.at("source") == Value("whole"));
    const List& items = whole.at("items").as_list();
    REQUIRE(items.size() == 3);
    CHECK(items[0].as_map().at("text") == Value("First line."));
    CHECK(items[0].as_map().at("nodes").as_list().empty());
    CHECK(items[1].as_map().at("nodes").as_list().size() == 1);
    CHECK_FALSE(items[1].as_map().contains("begins"));
    CHECK(items[2].as_map().at("line") == Value(3));
    CHECK(source(absolute) == "whole");
    for (const std::string& path : {std::string("../outside.txt"), std::string("link.txt"), std::string("gone.txt"),
                                    std::string("other.txt"), outside}) {
        INFO(path);
        CHECK(source(path) == "absent");
    }
    const Map changed = ask("document:changed.txt");
    CHECK(changed.at("source") == Value("changed"));
    CHECK(changed.at("items").as_list().size() == 1);

    options.sources.clear();
    Service silent(served, options);
    CHECK_THAT(test::send(silent, "GET", "/passages?document=document:a.txt", {}, {}).body,
               contains(R"("source":"off")"));
}

TEST_CASE("service: decisions are kept beside the graph, listed, taken back") {
    const TemporaryFolder folder;
    ServiceOptions options;
    options.decisions = folder / "decisions.json";
    Api api(options, true);
    const Headers json = {{"content-type", "application/json"}};
    const std::string reject = R"({"kind": "reject", "source": "organization:cnmri", "type": "MIRRORS",
        "target": "committee:ISO/TC 333", "author": "Li", "reason": "misread"})";
    const HttpResponse added = api.send("POST", "/decisions", reject, json);
    CHECK(added.status == 201);
    CHECK_THAT(added.body, contains(R"("number":1)") && contains(R"("state":"waiting")") &&
                               contains("takes effect with the next build"));
    CHECK(api.send("POST", "/decisions", reject, json).status == 409);
    CHECK_THAT(api.get("/decisions").body, contains(R"("author":"Li","reason":"misread")"));
    CHECK_THAT(read_file(options.decisions), contains("misread"));
    for (const char* bad : {"{}", "[]", "{", R"({"kind": "reject", "author": "Li"})", R"({"kind": "burn"})"}) {
        CHECK(api.send("POST", "/decisions", bad, json).status == 400);
    }
    CHECK(api.send("POST", "/decisions", reject).status == 415);
    const HttpResponse confirmed = api.send("POST", "/decisions", R"({"kind": "confirm", "source": "organization:cnmri",
        "type": "MIRRORS", "target": "committee:ISO/TC 333", "author": "Li", "reason": "asked them"})",
                                            json);
    CHECK(confirmed.status == 201);
    CHECK_THAT(confirmed.body, contains("confirmed: organization:cnmri -[MIRRORS]-> committee:ISO/TC 333"));
    CHECK(api.send("DELETE", "/decisions/2").status == 200);
    CHECK(api.send("DELETE", "/decisions/x").status == 404);
    CHECK(api.send("DELETE", "/decisions/2").status == 404);
    CHECK(api.send("DELETE", "/decisions/1").status == 200);
    CHECK_THAT(api.get("/decisions").body, contains(R"({"items":[]})"));

    Api reader(options);
    CHECK(reader.send("POST", "/decisions", reject, json).status == 409);
    Api in_memory({}, true);
    CHECK(in_memory.send("POST", "/decisions", reject, json).status == 409);
    options.access.token = "correct horse battery";
    Api guarded(options, true);
    CHECK(guarded.send("POST", "/decisions", reject, json).status == 401);
}

TEST_CASE("service: assistants are answered at /mcp") {
    Api api;
    const Headers json = {{"content-type", "application/json"}};
    const std::string ping = R"({"jsonrpc": "2.0", "id": 1, "method": "ping"})";
    CHECK(api.send("POST", "/mcp", ping, json).body == R"({"jsonrpc":"2.0","id":1,"result":{}})");
    CHECK(api.send("POST", "/mcp", R"({"jsonrpc": "2.0", "method": "notifications/initialized"})", json).status == 202);
    CHECK(api.get("/mcp").status == 405);
    CHECK(api.send("POST", "/mcp", ping).status == 415);
    Headers evil = json;
    evil["origin"] = "https://evil.example";
    CHECK(api.send("POST", "/mcp", ping, evil).status == 403);
    Headers old = json;
    old["mcp-protocol-version"] = "1999-01-01";
    CHECK(api.send("POST", "/mcp", ping, old).status == 400);
}

TEST_CASE("service: schema, statistics, documents, the graph as a file") {
    Api api;
    CHECK_THAT(api.get("/schema").body, contains("SECRETARIAT_OF") && contains(R"("count":2)"));
    CHECK_THAT(api.get("/statistics").body, contains(R"("nodes":6,"relationships":4)"));
    CHECK_THAT(api.get("/documents").body, contains(R"("nodes":1,"relationships":2)"));
}

TEST_CASE("service: exports of the graph and of answers, with the names and media types of their formats") {
    Api api;
    const HttpResponse file = api.get("/export");
    CHECK(file.body == read_file(source_path("tests/cases/service/small.json")));
    CHECK(file.headers.at("Content-Disposition") == "attachment; filename=\"graph.json\"");
    CHECK(api.get("/export", {{"if-none-match", file.headers.at("ETag")}}).status == 304);
    for (const ExportFormat& format : export_formats()) {
        INFO(format.name);
        const HttpResponse answer = api.get("/export?format=" + std::string(format.name));
        CHECK(answer.status == 200);
        CHECK_THAT(answer.content_type,
                   contains(format.write == nullptr ? "application/zip" : std::string(format.media_type)));
        CHECK(answer.body.size() > 100);
        if (format.name == "pdf") continue;  // it bears the second in which it was drawn
        CHECK(answer.body == api.get("/export?format=" + std::string(format.name)).body);
    }
    const HttpResponse trace = api.get("/export?format=dot&trace=iso%2Ftc333");
    CHECK_THAT(trace.body, contains("Lithium") && !contains("Data Security Law"));
    CHECK(trace.headers.at("Content-Disposition") == "attachment; filename=\"trace.dot\"");
    CHECK_THAT(api.get("/export?format=html&impact=data%20security%20law").body, contains("35273-2020"));
    CHECK_THAT(api.get("/export?format=dot&trace=iso%2Ftc333&theme=dark").body, !contains(trace.body));
    const HttpResponse rows = api.get("/export?query=" + percent_encode("MATCH (p:Policy {name: $n}) RETURN p") +
                                      "&parameters=" + percent_encode(R"({"n": "Data Security Law"})"));
    CHECK(parse_graph(rows.body).node_count() == 1);
    CHECK_THAT(api.get("/export?format=neo4j-csv").headers.at("Content-Disposition"), contains("graph-neo4j-csv.zip"));
    CHECK_THAT(api.get("/export?format=d3").body, contains("7 ISO/TC333 Lithium"));
    CHECK_THAT(api.get("/export?format=d3&evidence=false").body, !contains("7 ISO/TC333 Lithium"));

    CHECK_THAT(api.get("/export?format=gexff").body, contains("did you mean 'gexf'?"));
    CHECK(api.get("/export?format=gexff").status == 400);
    CHECK(api.get("/export?trace=a&impact=b").status == 400);
    CHECK(api.get("/export?trace=no%20such%20thing").status == 404);
    CHECK(api.get("/export?query=MATCH").status == 400);
    CHECK(api.get("/export?query=" + percent_encode("CREATE (:Policy)")).status == 409);
    CHECK(api.get("/export?query=" + percent_encode("RETURN 1")).status == 404);
    CHECK(api.get("/export?query=" + percent_encode("MATCH (n) RETURN n") + "&parameters=1").status == 400);
    CHECK(api.get("/export?format=svg&max_nodes=1").status == 422);
    CHECK(api.get("/export?format=svg&max_nodes=100000").status == 400);
}

TEST_CASE("service: exports leave workers to others") {
    ServiceOptions options;
    options.exports = 0;
    Api api(options);
    const HttpResponse refused = api.get("/export");
    CHECK(refused.status == 503);
    CHECK(refused.headers.at("Retry-After") == "2");
    options.exports = 1;
    Api one(options);
    for (int i = 0; i < 3; ++i) CHECK(one.get("/export").status == 200);
    CHECK(one.get("/export?format=nonsense").status == 400);
    CHECK(one.get("/export").status == 200);
}

TEST_CASE("service: a large export leaves memory for a file, and comes whole in pieces") {
    const auto snapshot = [] {
        PropertyGraph graph;
        for (int i = 0; i < 40'000; ++i) graph.add_node("n" + std::to_string(i), {"N"}, {{"i", i}});
        return Snapshot::freeze(graph);
    }();
    ServedGraph graph(Database::read_only(snapshot));
    Service service(graph, {});
    HttpRequest request;
    request.method = "GET";
    request.path = "/export";
    request.headers = {{"host", "localhost"}};
    std::vector<HttpResponse> open;
    for (int i = 0; i < 16; ++i) open.push_back(service.handle(request));
    CHECK(service.handle(request).status == 503);
    REQUIRE(open.back().rest);
    std::string whole = open.back().body;
    for (std::string piece; open.back().rest(piece);) whole += piece;
    CHECK(parse_graph(whole).node_count() == 40'000);
    open.pop_back();
    CHECK(service.handle(request).status == 200);
    request.cancel.cancel();
    open.clear();
    CHECK(service.handle(request).status == 503);
}

TEST_CASE("service: a parameter that nobody knows is refused with the nearest one") {
    Api api;
    const HttpResponse wrong = api.get("/trace?subjct=x");
    CHECK(wrong.status == 400);
    CHECK(wrong.content_type == "application/problem+json");
    CHECK_THAT(wrong.body, contains("did you mean 'subject'?"));
}

TEST_CASE("service: entity tags spare what is known, and keep writes from a graph that has changed") {
    Api api({}, true);
    const std::string tag = api.get(kTc333).headers.at("ETag");
    const HttpResponse known = api.get(kTc333, {{"if-none-match", "\"a\", " + tag}});
    CHECK(known.status == 304);
    CHECK(known.body.empty());
    CHECK(api.get(kTc333, {{"if-none-match", "\"a\""}}).status == 200);
    CHECK(api.query("MATCH (n:Policy) SET n.title = 'Law'", {{"if-match", tag}}).status == 202);
    CHECK(api.get(kTc333).headers.at("ETag") != tag);
    CHECK(api.query("MATCH (n:Policy) SET n.title = 'Act'", {{"if-match", tag}}).status == 412);
    CHECK_THAT(api.query("MATCH (n:Policy) RETURN n.title").body, contains("Law"));
    CHECK_THAT(api.get("/nodes/policy:data-security-law").body, contains(R"("title":"Law")"));
}

TEST_CASE("service: a change that cannot be kept does not happen") {
    SimulatedFiles disk;
    disk.put("graph.json", read_file(source_path("tests/cases/service/small.json")));
    DurableDatabase::Options options;
    options.files = &disk;
    const auto durable = std::make_shared<DurableDatabase>("graph.json", options);
    durable->database()->prepare("CREATE (:Policy {name: 'First'})").run();
    disk.fail_at(disk.calls() + 1, SimulatedFiles::Fault::kNoSpace, false);
    ServedGraph graph(durable->database(), durable);
    Service service(graph, {});
    HttpRequest request;
    request.method = "POST";
    request.path = "/db/x/query/v2";
    request.headers = {{"content-type", "application/json"}};
    request.body = to_json(Map{{"statement", "CREATE (:Policy {name: 'New'})"}});
    CHECK(service.handle(request).status == 503);
    CHECK(graph.database().version() == 1);
    CHECK(graph.database().graph().node_count() == 7);
    request.method = "GET";
    request.path = "/readyz";
    const HttpResponse ready = service.handle(request);
    CHECK(ready.status == 503);
    CHECK_THAT(ready.body, contains("No space left"));
}

TEST_CASE("service: readiness says whether changes are taken") {
    CHECK(body_of(Api({}, true).get("/readyz")).at("writable") == Value(true));
    CHECK(body_of(Api().get("/readyz")).at("writable") == Value(false));
}

TEST_CASE("service: tokens, hosts and origins") {
    ServiceOptions options;
    options.access.token = "correct horse battery";
    Api api(options, true);
    const Headers with_token = {{"authorization", "Bearer correct horse battery"}};
    const std::string write = "MATCH (n:Policy) SET n.title = 'Law'";
    CHECK(api.get("/schema").status == 200);
    CHECK(api.query("RETURN 1").status == 202);
    const HttpResponse refused = api.query(write);
    CHECK(refused.status == 401);
    CHECK(refused.headers.contains("WWW-Authenticate"));
    CHECK(api.query(write, {{"authorization", "Bearer correct horse batterY"}}).status == 401);
    CHECK(api.query(write, {{"authorization", "Bearer "}}).status == 401);
    CHECK(api.query(write, with_token).status == 202);

    options.access.token_to_read = true;
    Api closed(options);
    CHECK(closed.get("/schema").status == 401);
    CHECK(closed.query("RETURN 1").status == 401);
    CHECK(closed.get("/healthz").status == 200);
    CHECK(closed.get("/schema", with_token).status == 200);

    Api open;
    CHECK(open.get("/schema", {{"host", "evil.example"}}).status == 421);
    CHECK(open.get("/schema", {{"host", "[::1]:7474"}}).status == 200);
    CHECK(open.query("RETURN 1", {{"origin", "https://evil.example"}}).status == 403);
    CHECK(open.query("RETURN 1", {{"origin", "http://localhost:7474"}}).status == 202);
    CHECK(open.get("/schema", {{"origin", "null"}}).status == 403);

    ServiceOptions listed;
    listed.access.origins = {"https://good.example"};
    Api shared(listed);
    const HttpResponse answer = shared.get("/schema", {{"origin", "https://good.example"}});
    CHECK(answer.headers.at("Access-Control-Allow-Origin") == "https://good.example");
    const HttpResponse preflight = shared.send("OPTIONS", "/db/x/query/v2", {}, {{"origin", "https://good.example"}});
    CHECK(preflight.status == 204);
    CHECK(preflight.headers.contains("Access-Control-Allow-Headers"));
    CHECK_FALSE(open.get("/schema").headers.contains("Access-Control-Allow-Origin"));
}

TEST_CASE("service: every answer has the headers that keep a browser from being misled") {
    Api api;
    for (const char* target : {"/schema", "/nothing", "/nodes/x", "/healthz"}) {
        const HttpResponse answer = api.get(target);
        CHECK_THAT(answer.headers.at("Content-Security-Policy"), contains("default-src 'none'") && !contains("unsafe"));
        CHECK(answer.headers.at("X-Content-Type-Options") == "nosniff");
        CHECK(answer.headers.at("Referrer-Policy") == "no-referrer");
        CHECK(answer.headers.contains("X-Request-Id"));
    }
    CHECK(api.get("/healthz", {{"x-request-id", "abc-1"}}).headers.at("X-Request-Id") == "abc-1");
    CHECK(api.get("/healthz", {{"x-request-id", "a b\n"}}).headers.at("X-Request-Id") != "a b\n");
}

TEST_CASE("service: one line of JSON a request, without its query") {
    std::ostringstream log;
    ServiceOptions options;
    options.log = &log;
    Api api(options);
    api.get("/search?q=secret", {{"x-request-id", "abc"}});
    const std::string text = log.str();
    CHECK(text.ends_with("}\n"));
    const Map line = parse_json_value(text).as_map();
    CHECK(line.at("request").as_string() == "abc");
    CHECK(line.at("path").as_string() == "/search");
    CHECK(line.at("status").as_integer() == 200);
    CHECK_THAT(text, !contains("secret"));
}

TEST_CASE("service: metrics count what was asked") {
    Api api;
    api.get("/schema");
    api.get("/nothing");
    const std::string text = api.get("/metrics").body;
    CHECK_THAT(text, contains("mirrorgraph_nodes 6\n") &&
                         contains("mirrorgraph_requests_total{route=\"GET /schema\",status=\"2xx\"} 1\n") &&
                         contains("mirrorgraph_requests_total{route=\"none\",status=\"4xx\"} 1\n") &&
                         contains("mirrorgraph_request_seconds_bucket{route=\"GET /schema\",le=\"+Inf\"} 1\n"));
}

// Neither can change without the other.
TEST_CASE("service: the OpenAPI description has the routes and parameters of the router") {
    Api api;
    const Map description = body_of(api.get("/openapi.json"));
    CHECK(description.at("info").as_map().at("version").as_string() == MIRRORGRAPH_VERSION);
    using Described = std::map<std::string, std::set<std::string>>;
    Described described;
    for (const auto& [path, methods] : description.at("paths").as_map()) {
        for (const auto& [method, operation] : methods.as_map()) {
            if (method == "parameters") continue;  // of the path itself
            std::string name = method;
            for (char& c : name) c = static_cast<char>(c - 'a' + 'A');
            std::set<std::string>& names = described[name + " " + path];
            const auto parameters = operation.as_map().find("parameters");
            if (parameters == operation.as_map().end()) continue;
            for (const Value& parameter : parameters->second.as_list()) {
                const Map& one = parameter.as_map();
                if (one.contains("in") && one.at("in").as_string() == "query") names.insert(one.at("name").as_string());
            }
        }
    }
    Described routed;
    for (const Route& route : api.router().routes()) {
        if (route.path == "/" || is_file_of_page(route.path)) continue;
        routed[route.method + " " + route.path] = {route.query.begin(), route.query.end()};
    }
    CHECK(described == routed);
}
