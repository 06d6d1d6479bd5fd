#include "query/service/api/documents.h"

#include <fmt/core.h>

#include <charconv>

#include "query/service/http/problem.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

namespace {

std::string_view kind_name(RebuildJob::Kind kind) {
    switch (kind) {
        case RebuildJob::Kind::kAdd: return "add";
        case RebuildJob::Kind::kRemove: return "remove";
        case RebuildJob::Kind::kDecisions: return "decisions";
    }
    return {};
}

std::string_view state_name(RebuildJob::State state) {
    switch (state) {
        case RebuildJob::State::kWaiting: return "waiting";
        case RebuildJob::State::kRunning: return "running";
        case RebuildJob::State::kDone: return "done";
        case RebuildJob::State::kFailed: return "failed";
    }
    return {};
}

std::string path_of(const RebuildJob& job) { return fmt::format("/jobs/{}", job.number); }

class JobJson {
  public:
    JobJson(JsonWriter& json, const ServedGraph& graph) : json_(json), graph_(graph) {}

    void write(const RebuildJob& job) {
        json_.begin_object();
        number("number", static_cast<std::int64_t>(job.number));
        text("kind", kind_name(job.kind));
        if (!job.document.empty()) text("document", job.document);
        text("state", state_name(job.state));
        json_.key("progress");
        json_.begin_object();
        number("done", static_cast<std::int64_t>(job.documents_done));
        number("total", static_cast<std::int64_t>(job.documents_total));
        json_.end_object();
        json_.key("seconds");
        json_.floating(static_cast<double>(job.time.count()) / 1000);
        if (job.state == RebuildJob::State::kDone) result(job);
        if (job.error) fault(*job.error);
        json_.end_object();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }
    void number(std::string_view key, std::int64_t value) {
        json_.key(key);
        json_.integer(value);
    }

    void result(const RebuildJob& job) {
        json_.key("result");
        json_.begin_object();
        number("documents", static_cast<std::int64_t>(job.documents));
        number("read", static_cast<std::int64_t>(job.read));
        number("nodes", job.nodes);
        number("relationships", job.relationships);
        text("etag", graph_.entity_tag(job.version));
        json_.key("warnings");
        json_.begin_array();
        for (const std::string& warning : job.warnings) json_.string(warning);
        json_.end_array();
        json_.end_object();
    }

    void fault(const Error& error) {
        json_.key("problem");
        json_.value(parse_json_value(problem(error, graph_.status_of(error)).body));
    }

    JsonWriter& json_;
    const ServedGraph& graph_;
};

class DocumentsApi {
  public:
    DocumentsApi(ServedGraph& graph, Rebuilds* rebuilds, std::uint64_t largest)
        : graph_(graph), rebuilds_(rebuilds), largest_(largest) {}

    HttpResponse put(const std::string& name, const HttpRequest& request) const {
        if (auto refusal = refuse()) return std::move(*refusal);
        if (largest_ > 0 && request.body.size() > largest_) {
            return problem(413, "content too large", fmt::format("a document may have {} bytes", largest_));
        }
        return handed_in([&] { return rebuilds_->add_document(name, request.body); });
    }

    HttpResponse remove(const std::string& name) const {
        if (auto refusal = refuse()) return std::move(*refusal);
        return handed_in([&] { return rebuilds_->remove_document(name); });
    }

    HttpResponse list() const {
        JsonWriter json;
        json.begin_object();
        json.key("items");
        json.begin_array();
        if (rebuilds_ != nullptr) {
            for (const RebuildJob& job : rebuilds_->list()) JobJson(json, graph_).write(job);
        }
        json.end_array();
        json.end_object();
        HttpResponse response;
        response.body = json.text();
        return response;
    }

    HttpResponse one(const std::string& text) const {
        std::uint64_t number = 0;
        const char* end = text.data() + text.size();
        const auto [parsed, fault] = std::from_chars(text.data(), end, number);
        const bool is_number = fault == std::errc() && parsed == end;
        const auto job = is_number && rebuilds_ != nullptr ? rebuilds_->find(number) : std::nullopt;
        if (!job) return problem(404, "no such job", "/jobs lists those of late; a restart forgets them");
        return answer(200, *job);
    }

  private:
    std::optional<HttpResponse> refuse() const {
        if (!graph_.database().is_writable()) return problem(409, "conflict", "the service is open for reading only");
        if (rebuilds_ == nullptr)
            return problem(409, "conflict", "this service keeps no documents: its graph has no file");
        return std::nullopt;
    }

    template <class HandIn>
    HttpResponse handed_in(HandIn hand_in) const {
        std::uint64_t number = 0;
        try {
            number = hand_in();
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kLimit && error.code() != ErrorCode::kIo) throw;
            HttpResponse response = problem(error, 503);
            response.headers["Retry-After"] = "5";
            return response;
        }
        const RebuildJob job = rebuilds_->find(number).value_or(RebuildJob());
        HttpResponse response = answer(202, job);
        response.headers["Location"] = path_of(job);
        return response;
    }

    HttpResponse answer(int status, const RebuildJob& job) const {
        JsonWriter json;
        JobJson(json, graph_).write(job);
        HttpResponse response;
        response.status = status;
        response.body = json.text();
        return response;
    }

    ServedGraph& graph_;
    Rebuilds* rebuilds_;
    std::uint64_t largest_;
};

}  // namespace

void add_documents(Router& router, ServedGraph& graph, Rebuilds* rebuilds, std::uint64_t largest) {
    const auto api = std::make_shared<const DocumentsApi>(graph, rebuilds, largest);
    router.add({"PUT",
                "/documents/{name}",
                Access::kWrite,
                {},
                [api](const HttpRequest& request, const PathParameters& in_path) {
                    return api->put(in_path.at("name"), request);
                }});
    router.add(
        {"DELETE", "/documents/{name}", Access::kWrite, {}, [api](const HttpRequest&, const PathParameters& in_path) {
             return api->remove(in_path.at("name"));
         }});
    router.add(
        {"GET", "/jobs", Access::kRead, {}, [api](const HttpRequest&, const PathParameters&) { return api->list(); }});
    router.add({"GET", "/jobs/{number}", Access::kRead, {}, [api](const HttpRequest&, const PathParameters& in_path) {
                    return api->one(in_path.at("number"));
                }});
}

}  // namespace mirrorgraph::query
