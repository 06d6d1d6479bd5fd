#include "query/service/access_control.h"

#include <algorithm>

#include "query/service/http/listener.h"
#include "query/service/http/problem.h"

namespace mirrorgraph::query {

namespace {

// "example.org:80" without the port; "[::1]:80" without brackets.
std::string_view host_name(std::string_view host) {
    if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
    return host.substr(0, host.find(':'));
}

bool contains(const std::vector<std::string>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

// Takes as long for a wrong beginning as for a wrong end.
bool equal_in_constant_time(std::string_view a, std::string_view b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b.empty() ? '\0' : b[i % b.size()]);
    }
    return difference == 0;
}

}  // namespace

bool AccessControl::knows_host(std::string_view host) const {
    const std::string_view name = host_name(host);
    return is_loopback(name) || contains(options_.hosts, "*") || contains(options_.hosts, name);
}

bool AccessControl::is_listed(std::string_view origin) const { return contains(options_.origins, origin); }

bool AccessControl::has_token(const HttpRequest& request) const {
    constexpr std::string_view kScheme = "Bearer ";
    const std::string_view given = request.header("authorization");
    return given.starts_with(kScheme) && equal_in_constant_time(given.substr(kScheme.size()), options_.token);
}

std::optional<HttpResponse> AccessControl::refuse(const HttpRequest& request, Access access) const {
    const std::string_view host = request.header("host");
    if (!host.empty() && !knows_host(host)) {
        return problem(421, "misdirected request", "the service does not go by this Host; --host-name adds one");
    }
    const std::string_view origin = request.header("origin");
    const bool is_own =
        origin.empty() || origin == "http://" + std::string(host) || origin == "https://" + std::string(host);
    if (!is_own && !is_listed(origin)) {
        return problem(403, "origin not allowed",
                       "pages of other sites may not ask; --cors-origin lists those that may");
    }
    if (options_.token.empty() || access == Access::kOpen || request.method == "OPTIONS") return std::nullopt;
    if ((access == Access::kRead || access == Access::kQuery) && !options_.token_to_read) return std::nullopt;
    if (has_token(request)) return std::nullopt;
    HttpResponse response = problem(401, "a token is required", "send Authorization: Bearer TOKEN");
    response.headers["WWW-Authenticate"] = "Bearer realm=\"mirrorgraph\"";
    return response;
}

void AccessControl::add_cors(const HttpRequest& request, HttpResponse& response) const {
    if (options_.origins.empty()) return;
    response.headers["Vary"] = "Origin";
    const std::string_view origin = request.header("origin");
    if (!is_listed(origin)) return;
    response.headers["Access-Control-Allow-Origin"] = origin;
    response.headers["Access-Control-Expose-Headers"] = "ETag, X-Request-Id, Retry-After";
    if (request.method != "OPTIONS") return;
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, DELETE, OPTIONS";
    response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, If-Match, If-None-Match";
    response.headers["Access-Control-Max-Age"] = "600";
}

}  // namespace mirrorgraph::query
