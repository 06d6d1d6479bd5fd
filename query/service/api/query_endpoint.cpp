#include "query/service/api/query_endpoint.h"

#include <fmt/core.h>

#include <algorithm>

#include "query/query_error.h"
#include "query/result_text.h"
#include "query/service/api/typed_json.h"
#include "query/service/http/problem.h"

namespace mirrorgraph::query {

namespace {

constexpr std::string_view kPlain = "application/json";
constexpr std::string_view kTyped = "application/vnd.neo4j.query.v1.1";
constexpr std::size_t kPiece = std::size_t{64} << 10;  // bytes of rows that are sent together

struct Statement {
    std::string text;
    Map parameters;
    bool read_only = false;
    bool counters = false;
    std::chrono::milliseconds time{0};
};

[[noreturn]] void refuse_member(std::string_view name, std::string_view wanted) {
    throw Error(ErrorCode::kUsage, fmt::format("'{}' of the request must be {}", name, wanted));
}

Statement read_statement(const std::string& body) {
    const Value request = parse_json_value(body, "request");
    if (!request.is_map()) throw Error(ErrorCode::kUsage, "the request must be a JSON object with a 'statement'");
    Statement out;
    bool has_statement = false;
    for (const auto& [name, value] : request.as_map()) {
        if (name == "statement") {
            if (!value.is_string()) refuse_member(name, "a string");
            out.text = value.as_string();
            has_statement = true;
        } else if (name == "parameters") {
            if (!value.is_map() && !value.is_null()) refuse_member(name, "an object");
            if (value.is_map()) out.parameters = value.as_map();
        } else if (name == "accessMode") {
            const std::string mode = value.is_string() ? value.as_string() : "";
            out.read_only = mode == "READ" || mode == "Read";
            if (!out.read_only && mode != "WRITE" && mode != "Write") refuse_member(name, "'READ' or 'WRITE'");
        } else if (name == "includeCounters") {
            if (!value.is_boolean()) refuse_member(name, "true or false");
            out.counters = value.as_boolean();
        } else if (name == "maxExecutionTime") {
            if (!value.is_integer() || value.as_integer() <= 0 || value.as_integer() > 1'000'000) {
                refuse_member(name, "a number of seconds above 0");
            }
            out.time = std::chrono::seconds(value.as_integer());
        } else if (name != "bookmarks") {
            throw Error(ErrorCode::kUsage, fmt::format("unknown member '{}' of the request", name),
                        "known are statement, parameters, accessMode, includeCounters and maxExecutionTime");
        }
    }
    if (!has_statement) throw Error(ErrorCode::kUsage, "the request has no 'statement'");
    return out;
}

std::string error_code(const Error& error) {
    if (const auto* query = dynamic_cast<const QueryError*>(&error)) {
        return fmt::format("Neo.ClientError.Statement.{}", query->kind());
    }
    switch (error.code()) {
        case ErrorCode::kLimit: return "Neo.ClientError.Transaction.TransactionTimedOut";
        case ErrorCode::kCancelled: return "Neo.ClientError.Transaction.Terminated";
        case ErrorCode::kConflict: return "Neo.ClientError.Statement.AccessMode";
        case ErrorCode::kUsage: return "Neo.ClientError.Request.Invalid";
        case ErrorCode::kInvalidData: return "Neo.ClientError.Request.InvalidFormat";
        case ErrorCode::kNotFound: return "Neo.ClientError.Statement.EntityNotFound";
        case ErrorCode::kSyntax:
        case ErrorCode::kSemantic: return "Neo.ClientError.Statement.SyntaxError";
        case ErrorCode::kRuntime: return "Neo.ClientError.Statement.ArgumentError";
        case ErrorCode::kIo: break;
    }
    return "Neo.DatabaseError.General.UnknownError";
}

void write_errors(JsonWriter& json, const Error& error) {
    const auto member = [&json](std::string_view key, std::string_view value) {
        json.key(key);
        json.string(value);
    };
    json.begin_array();
    json.begin_object();
    member("code", error_code(error));
    const auto* query = dynamic_cast<const QueryError*>(&error);
    member("message", query == nullptr ? error.render() : fmt::format("{}: {}", query->detail(), error.render()));
    if (error.has_place()) {
        json.key("line");
        json.integer(static_cast<std::int64_t>(error.line()));
        json.key("column");
        json.integer(static_cast<std::int64_t>(error.column()));
    }
    if (!error.remedy().empty()) member("remedy", error.remedy());
    json.end_object();
    json.end_array();
}

HttpResponse refusal(const Error& error) {
    JsonWriter json;
    json.begin_object();
    json.key("errors");
    write_errors(json, error);
    json.end_object();
    HttpResponse response;
    response.status = http_status(error.code());
    response.body = json.text();
    return response;
}

void write_counters(JsonWriter& json, const Counters& counters) {
    json.begin_object();
    json.key("containsUpdates");
    json.boolean(counters.any());
    const auto member = [&json](std::string_view key, std::uint64_t count) {
        json.key(key);
        json.integer(static_cast<std::int64_t>(count));
    };
    member("nodesCreated", counters.nodes_created);
    member("nodesDeleted", counters.nodes_deleted);
    member("relationshipsCreated", counters.relationships_created);
    member("relationshipsDeleted", counters.relationships_deleted);
    member("propertiesSet", counters.properties_set);
    member("labelsAdded", counters.labels_added);
    member("labelsRemoved", counters.labels_removed);
    json.end_object();
}

// The answer of one run, piece by piece.
class Answer {
  public:
    Answer(Result result, bool typed, bool counters) : result_(std::move(result)), typed_(typed), counters_(counters) {}

    // The first rows; throws what the query throws before any row could be sent.
    std::string begin() {
        std::string out = R"({"data":{"fields":)";
        json_.begin_array();
        for (const std::string& column : result_.columns()) json_.string(column);
        json_.end_array();
        out += json_.text();
        out += R"(,"values":[)";
        append_rows(out);
        return out;
    }

    bool next(std::string& piece) {
        if (done_) return false;
        piece.clear();
        try {
            append_rows(piece);
        } catch (const Error& error) {
            done_ = true;
            json_.clear();
            write_errors(json_, error);
            piece += fmt::format(R"(]}},"errors":{}}})", json_.text());
        }
        return true;
    }

    bool is_done() const { return done_; }

  private:
    void append_rows(std::string& out) {
        while (out.size() < kPiece) {
            if (!result_.next()) {
                append_end(out);
                return;
            }
            json_.clear();
            json_.begin_array();
            for (std::size_t i = 0; i < result_.columns().size(); ++i) {
                if (typed_) {
                    write_typed(json_, result_[i], result_.graph());
                } else {
                    write_plain(json_, result_[i], result_.graph());
                }
            }
            json_.end_array();
            if (!first_) out += ',';
            first_ = false;
            out += json_.text();
        }
    }

    void append_end(std::string& out) {
        done_ = true;
        out += "]}";
        if (counters_) {
            json_.clear();
            write_counters(json_, result_.counters());
            out += fmt::format(R"(,"counters":{})", json_.text());
        }
        if (const std::string plan = result_.plan(); !plan.empty()) {
            json_.clear();
            json_.string(plan);
            out += fmt::format(R"(,"plan":{})", json_.text());
        }
        out += '}';
    }

    Result result_;
    JsonWriter json_;
    bool typed_;
    bool counters_;
    bool first_ = true;
    bool done_ = false;
};

bool names_type(std::string_view header, std::string_view type) { return header.find(type) != std::string_view::npos; }

HttpResponse answer(ServedGraph& graph, const Limits& most, const AccessControl& access, const HttpRequest& request) {
    const std::string_view content = request.header("content-type");
    if (!names_type(content, kPlain) && !names_type(content, kTyped)) {
        return problem(415, "unsupported media type", fmt::format("send {} or {}", kPlain, kTyped));
    }
    const bool typed = names_type(request.header("accept"), kTyped);
    try {
        Statement statement = read_statement(request.body);
        const auto query = graph.prepare(statement.text);
        if (statement.read_only && query->writes()) {
            throw QueryError(ErrorCode::kConflict, "AccessMode", "ReadOnlyRequest",
                             "the request asks for reading only, the statement writes");
        }
        if (query->writes()) {
            if (auto refusal = access.refuse(request, Access::kWrite)) return std::move(*refusal);
        }
        Limits limits = most;
        if (statement.time.count() > 0 && (limits.time.count() == 0 || statement.time < limits.time)) {
            limits.time = statement.time;
        }
        auto rows = std::make_shared<Answer>(
            graph.run(*query, std::move(statement.parameters), limits, request.cancel, request.header("if-match")),
            typed, statement.counters);
        HttpResponse response;
        response.status = 202;
        response.content_type = typed ? kTyped : kPlain;
        response.body = rows->begin();
        if (!rows->is_done()) response.rest = [rows](std::string& piece) { return rows->next(piece); };
        return response;
    } catch (const QueryError& error) {
        return refusal(error);
    } catch (const Error& error) {
        HttpResponse response = refusal(error);
        response.status = graph.status_of(error);
        // The one conflict that is no fault of a query: If-Match names an older graph.
        if (error.code() == ErrorCode::kConflict) response.status = 412;
        return response;
    }
}

}  // namespace

void add_query_endpoint(Router& router, ServedGraph& graph, const Limits& limits, const AccessControl& access) {
    router.add({"POST",
                "/db/{name}/query/v2",
                Access::kQuery,
                {},
                [&graph, &access, limits](const HttpRequest& request, const PathParameters&) {
                    return answer(graph, limits, access, request);
                }});
}

}  // namespace mirrorgraph::query
