#include "query/service/http/router.h"

#include "query/service/http/problem.h"
#include "query/service/http/url.h"

namespace mirrorgraph::query {

namespace {

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> out;
    if (path.empty() || path.front() != '/') return out;
    for (path.remove_prefix(1);;) {
        const std::size_t slash = path.find('/');
        out.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return out;
        path.remove_prefix(slash + 1);
    }
}

bool is_parameter(std::string_view segment) { return segment.size() > 2 && segment.front() == '{'; }

std::optional<PathParameters> match_segments(const std::vector<std::string>& pattern,
                                             const std::vector<std::string>& path) {
    if (pattern.size() != path.size()) return std::nullopt;
    PathParameters out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const auto value = percent_decode(path[i]);
        if (!value) return std::nullopt;
        if (is_parameter(pattern[i])) {
            if (value->empty()) return std::nullopt;
            out.emplace(pattern[i].substr(1, pattern[i].size() - 2), *value);
        } else if (pattern[i] != *value) {
            return std::nullopt;
        }
    }
    return out;
}

}  // namespace

void Router::add(Route route) {
    segments_.push_back(split(route.path));
    routes_.push_back(std::move(route));
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
    Match out;
    const std::vector<std::string> parts = split(path);
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        auto parameters = match_segments(segments_[i], parts);
        if (!parameters) continue;
        if (routes_[i].method == method || (method == "HEAD" && routes_[i].method == "GET")) {
            out.route = &routes_[i];
            out.parameters = std::move(*parameters);
            return out;
        }
        out.allowed += (out.allowed.empty() ? "" : ", ") + routes_[i].method;
        if (routes_[i].method == "GET") out.allowed += ", HEAD";
    }
    return out;
}

HttpResponse Router::no_route(const Match& match, const HttpRequest& request) {
    if (match.allowed.empty()) return problem(404, "no such resource", "the resources are listed at /openapi.json");
    HttpResponse response;
    if (request.method == "OPTIONS") {
        response.status = 204;
    } else {
        response = problem(405, "method not allowed", "allowed here: " + match.allowed);
    }
    response.headers["Allow"] = match.allowed + ", OPTIONS";
    return response;
}

}  // namespace mirrorgraph::query
