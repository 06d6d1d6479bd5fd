#include "tests/query/service/api_description.h"

#include "query/service/http/url.h"
#include "schema/json/json.h"
#include "schema/text/text.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

namespace mirrorgraph::test {

namespace {

const Map& description() {
    static const Value whole = parse_json_value(read_file(source_path("data/service/openapi.json")), "openapi.json");
    return whole.as_map();
}

const Value* find(const Map& map, std::string_view key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

// The object itself, or the one that it refers to.
const Map& followed(const Value& value) {
    const Map* at = &value.as_map();
    while (const Value* reference = find(*at, "$ref")) {
        const std::string& path = reference->as_string();  // "#/components/schemas/Job"
        at = &description();
        for (std::size_t begin = 2; begin < path.size();) {
            const std::size_t end = std::min(path.find('/', begin), path.size());
            at = &find(*at, path.substr(begin, end - begin))->as_map();
            begin = end + 1;
        }
    }
    return *at;
}

std::string fault_of(const Value& value, const Map& schema, const std::string& where) {
    const auto type = find(schema, "type");
    if (type == nullptr || !type->is_string()) return {};
    const std::string& wanted = type->as_string();
    const bool fits = wanted == "object"    ? value.is_map()
                      : wanted == "array"   ? value.is_list()
                      : wanted == "string"  ? value.is_string()
                      : wanted == "integer" ? value.is_integer()
                      : wanted == "boolean" ? value.is_boolean()
                                            : true;
    if (!fits) return where + " is no " + wanted;
    if (const Value* allowed = find(schema, "enum")) {
        const List& list = allowed->as_list();
        if (std::find(list.begin(), list.end(), value) == list.end()) return where + " is none of the listed values";
    }
    if (value.is_list() && find(schema, "items") != nullptr) {
        for (const Value& item : value.as_list()) {
            if (auto fault = fault_of(item, followed(*find(schema, "items")), where + "[]"); !fault.empty())
                return fault;
        }
    }
    if (!value.is_map()) return {};
    if (const Value* required = find(schema, "required")) {
        for (const Value& name : required->as_list()) {
            if (!value.as_map().contains(name.as_string())) return where + " lacks '" + name.as_string() + "'";
        }
    }
    const Value* properties = find(schema, "properties");
    if (properties == nullptr) return {};
    for (const auto& [name, member] : value.as_map()) {
        const Value* known = find(properties->as_map(), name);
        if (known == nullptr) continue;
        if (auto fault = fault_of(member, followed(*known), where + "." + name); !fault.empty()) return fault;
    }
    return {};
}

}  // namespace

std::string fault_by_description(const query::Router& router, const query::HttpRequest& request,
                                 const query::HttpResponse& response) {
    const auto match = router.match(request.method, request.path);
    if (match.route == nullptr) return {};
    const Value* path = find(find(description(), "paths")->as_map(), match.route->path);
    if (path == nullptr) return {};  // files of the page
    const std::string name = match.route->method + " " + match.route->path + " " + std::to_string(response.status);
    const Map& operation = find(path->as_map(), to_lower(match.route->method))->as_map();
    // What is refused before the handler is asked may happen everywhere.
    if (response.status == 403 || response.status == 421) return {};
    const Value* answer = find(find(operation, "responses")->as_map(), std::to_string(response.status));
    if (answer == nullptr) return name + " is not described";
    const Map& described = followed(*answer);
    if (response.body.empty() && !response.rest) return {};
    const Value* content = find(described, "content");
    const Value* type = content == nullptr ? nullptr : find(content->as_map(), response.content_type);
    if (type == nullptr && content != nullptr) {
        type = find(content->as_map(), response.content_type.substr(0, response.content_type.find(';')));
    }
    if (type == nullptr) return name + " is not described as " + response.content_type;
    const Value* schema = find(type->as_map(), "schema");
    const bool is_json = response.content_type.find("json") != std::string::npos && !response.rest;
    return schema == nullptr || !is_json
               ? ""
               : fault_of(parse_json_value(response.body), followed(*schema), name + ": body");
}

query::HttpResponse send(query::Service& service, const std::string& method, const std::string& target,
                         std::string body, Headers headers) {
    query::HttpRequest request;
    request.method = method;
    const std::size_t question = target.find('?');
    request.path = target.substr(0, question);
    if (question != std::string::npos) {
        request.query = query::parse_query_string(target.substr(question + 1)).value();
    }
    headers.emplace("host", "localhost:7474");
    request.headers = std::move(headers);
    request.body = std::move(body);
    request.peer = "127.0.0.1";
    query::HttpResponse response = service.handle(request);
    CHECK(fault_by_description(service.router(), request, response) == "");
    return response;
}

}  // namespace mirrorgraph::test
