#include "query/service/api/decisions.h"

#include <fmt/core.h>

#include <charconv>

#include "graph/provenance/decisions.h"
#include "query/service/http/problem.h"
#include "query/tasks/validity.h"
#include "schema/error.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

namespace {

// What the build of the graph made of it: "applied", "waiting" for the next one, or why it did not apply.
std::string state_of(const Decision& decision, const std::vector<DecisionRecord>& built) {
    const std::string says = describe(decision);
    for (const DecisionRecord& record : built) {
        if (record.says != says || record.author != decision.author || record.date != decision.date) continue;
        return record.problem.empty() ? "applied" : record.problem;
    }
    return "waiting";
}

// How long an answer waits for the graph to be made anew.
constexpr std::chrono::seconds kPatience{20};

void write_decision(JsonWriter& json, std::size_t number, const Decision& decision, std::string_view state,
                    std::string_view note = {}) {
    const auto text = [&json](std::string_view key, std::string_view value) {
        json.key(key);
        json.string(value);
    };
    json.begin_object();
    json.key("number");
    json.integer(static_cast<std::int64_t>(number));
    text("kind", decision_kind_name(decision.kind));
    text("says", describe(decision));
    text("author", decision.author);
    text("reason", decision.reason);
    text("date", to_string(decision.date));
    text("state", state);
    if (!note.empty()) text("note", note);
    json.end_object();
}

// One decision, as an item of decisions.json; without a date it is of today.
Decision read_decision(const std::string& body, const Schema& schema) {
    const Value given = parse_json_value(body, "request");
    if (!given.is_map()) throw Error(ErrorCode::kUsage, "the request must be one decision, a JSON object");
    Map decision = given.as_map();
    decision.emplace("date", to_string(today()));
    const Map file{{"format", "mirrorgraph-decisions"}, {"version", 1}, {"decisions", List{decision}}};
    return parse_decisions(to_json(file), "request", schema).list.front();
}

class DecisionsApi {
  public:
    DecisionsApi(ServedGraph& graph, std::string path, Rebuilds* rebuilds)
        : graph_(graph), path_(std::move(path)), rebuilds_(rebuilds) {}

    HttpResponse list() const {
        const std::vector<DecisionRecord> built = find_decisions(graph_.database().graph().metadata());
        const Decisions decisions = path_.empty() ? Decisions() : load_decisions(path_, graph_.database().schema());
        JsonWriter json;
        json.begin_object();
        json.key("items");
        json.begin_array();
        std::size_t number = 0;
        for (const Decision& one : decisions.list) write_decision(json, ++number, one, state_of(one, built));
        json.end_array();
        json.end_object();
        return answer(200, json);
    }

    HttpResponse add(const HttpRequest& request) const {
        if (auto refusal = refuse()) return std::move(*refusal);
        if (request.header("content-type").find("application/json") == std::string_view::npos) {
            return problem(415, "unsupported media type", "send application/json");
        }
        const Schema& schema = graph_.database().schema();
        const Decision decision = read_decision(request.body, schema);
        check_decision(decision, schema);
        add_decision(path_, decision, schema);
        const std::size_t number = load_decisions(path_, schema).list.size();
        const std::string note = apply();
        const std::string state = state_of(decision, find_decisions(graph_.database().graph().metadata()));
        JsonWriter json;
        write_decision(json, number, decision, state, note);
        return answer(201, json);
    }

    HttpResponse remove(const std::string& number) const {
        if (auto refusal = refuse()) return std::move(*refusal);
        std::size_t position = 0;
        const char* end = number.data() + number.size();
        const auto [parsed, fault] = std::from_chars(number.data(), end, position);
        if (fault != std::errc() || parsed != end) return problem(404, "no such decision");
        const Decision removed = remove_decision(path_, position, graph_.database().schema());
        const std::string note = apply();
        JsonWriter json;
        write_decision(json, position, removed, "removed", note);
        return answer(200, json);
    }

  private:
    // Has the graph made anew by what is decided now; why it is not, in words.
    std::string apply() const {
        const auto later = [](std::string_view why) {
            return fmt::format("this takes effect with the next build: {}", why);
        };
        if (rebuilds_ == nullptr) return later("the service cannot make its graph anew");
        try {
            const std::uint64_t number = rebuilds_->apply_decisions();
            const RebuildJob job = rebuilds_->wait(number, kPatience);
            if (job.error) return later(job.error->what());
            return job.is_ended() ? "" : fmt::format("this takes effect when /jobs/{} is done", number);
        } catch (const Error& error) {
            return later(error.what());
        }
    }

    std::optional<HttpResponse> refuse() const {
        if (!graph_.database().is_writable()) return problem(409, "conflict", "the service is open for reading only");
        if (path_.empty()) return problem(409, "conflict", "a graph in memory has no decisions.json");
        return std::nullopt;
    }

    static HttpResponse answer(int status, const JsonWriter& json) {
        HttpResponse response;
        response.status = status;
        response.body = json.text();
        return response;
    }

    ServedGraph& graph_;
    std::string path_;
    Rebuilds* rebuilds_;
};

}  // namespace

void add_decisions(Router& router, ServedGraph& graph, const std::string& path, Rebuilds* rebuilds) {
    const auto api = std::make_shared<const DecisionsApi>(graph, path, rebuilds);
    router.add({"GET", "/decisions", Access::kRead, {}, [api](const HttpRequest&, const PathParameters&) {
                    return api->list();
                }});
    router.add({"POST", "/decisions", Access::kWrite, {}, [api](const HttpRequest& request, const PathParameters&) {
                    return api->add(request);
                }});
    router.add(
        {"DELETE", "/decisions/{number}", Access::kWrite, {}, [api](const HttpRequest&, const PathParameters& in_path) {
             return api->remove(in_path.at("number"));
         }});
}

}  // namespace mirrorgraph::query
