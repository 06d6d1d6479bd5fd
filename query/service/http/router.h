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

struct Route {
    std::string method;
    std::string path;
    bool writes = false;  // may change what the service holds
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

    // The answer of the route, or the problem that there is none.
    HttpResponse operator()(const HttpRequest& request) const;

  private:
    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> segments_;  // of the routes' paths
};

}  // namespace mirrorgraph::query
