#include "query/service/http/problem.h"

#include "schema/json/json.h"

namespace mirrorgraph::query {

namespace {

void member(JsonWriter& json, std::string_view key, std::string_view value) {
    json.key(key);
    json.string(value);
}

void member(JsonWriter& json, std::string_view key, std::size_t value) {
    json.key(key);
    json.integer(static_cast<std::int64_t>(value));
}

void begin(JsonWriter& json, int status, std::string_view title, std::string_view detail) {
    json.begin_object();
    member(json, "type", "about:blank");
    member(json, "title", title);
    member(json, "status", static_cast<std::size_t>(status));
    if (!detail.empty()) member(json, "detail", detail);
}

HttpResponse finish(JsonWriter& json, int status) {
    json.end_object();
    HttpResponse response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = json.text();
    return response;
}

}  // namespace

int http_status(ErrorCode code) {
    switch (code) {
        case ErrorCode::kUsage:
        case ErrorCode::kInvalidData:
        case ErrorCode::kSyntax:
        case ErrorCode::kSemantic:
        case ErrorCode::kRuntime: return 400;
        case ErrorCode::kNotFound: return 404;
        case ErrorCode::kConflict: return 409;
        case ErrorCode::kLimit: return 422;
        case ErrorCode::kCancelled: return 503;
        case ErrorCode::kIo: return 500;
    }
    return 500;
}

HttpResponse problem(int status, std::string_view title, std::string_view detail) {
    JsonWriter json;
    begin(json, status, title, detail);
    return finish(json, status);
}

HttpResponse problem(const Error& error, int status) {
    if (status == 0) status = http_status(error.code());
    JsonWriter json;
    begin(json, status, error_code_name(error.code()), error.what());
    member(json, "code", error_code_name(error.code()));
    if (error.has_place()) {
        member(json, "line", error.line());
        member(json, "column", error.column());
    }
    if (!error.remedy().empty()) member(json, "remedy", error.remedy());
    return finish(json, status);
}

}  // namespace mirrorgraph::query
