// From method and path to the handler that answers: 404 for a path that no route has, 405 with Allow for a method.
//
// A path is a template: "/nodes/{id}/neighbours". A segment in braces takes any one segment, percent-decoded after the
// cut, so that an id may hold a slash (%2F). HEAD is answered as GET.
//
// Errors:  those of the handler
// Owns:    its routes
// Threads: immutable after the last add(); calls may run at once
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/service/http/http.h"

namespace mirrorgraph::query {

using PathParameters = std::map<std::string, std::string, std::less<>>;

// Who may call a route.
enum class Access {
    kOpen,   // anyone: says nothing of the graph
    kRead,   // who may read
    kQuery,  // who may read; what it writes, the handler asks to be allowed
    kWrite   // who may write
};

struct Route {
    std::string method;
    std::string path;
    Access access = Access::kRead;
    std::vector<std::string> query;  // names of the query that it understands; others are refused
    std::function<HttpResponse(const HttpRequest&, const PathParameters&)> handler;
};

class Router {
  public:
    void add(Route route);
    const std::vector<Route>& routes() const { return routes_; }

    struct Match {
        const Route* route = nullptr;
        PathParameters parameters;
        std::string allowed;  // "GET, POST": methods of the path, where `route` is null
    };
    // Neither route nor allowed methods: no such path.
    Match match(std::string_view method, std::string_view path) const;

    // The problem that there is no route: 404, or 405 with Allow; 204 with Allow for OPTIONS.
    static HttpResponse no_route(const Match& match, const HttpRequest& request);

  private:
    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> segments_;  // of the routes' paths
};

}  // namespace mirrorgraph::query
