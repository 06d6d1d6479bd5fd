// Requests and responses as the handlers of the service see them, free of any HTTP library.
//
// Units:   header names in `headers` are lower case; `path` is as it was sent, percent-encoded, for a router to cut
//          before it decodes; `query` is decoded
// Threads: values; a Handler is called from several threads at once
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "query/exec/limits.h"

namespace mirrorgraph::query {

struct HttpRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string, std::less<>> query;
    std::map<std::string, std::string, std::less<>> headers;  // the last of a repeated header
    std::string body;
    std::string peer;    // address of the socket, never of a header
    CancelToken cancel;  // cancelled when nobody waits for the answer any more

    std::string_view header(std::string_view name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view() : std::string_view(found->second);
    }
};

// Replaces `chunk` by the next piece of a body; false when there was none left.
using BodySource = std::function<bool(std::string& chunk)>;

struct HttpResponse {
    int status = 200;
    std::map<std::string, std::string, std::less<>> headers;
    std::string content_type = "application/json";
    std::string body;
    BodySource rest;  // what follows `body`, of a length not known yet; null for most
};

// Throws Error for a fault that is the client's or the graph's; anything else it throws becomes a plain 500.
using Handler = std::function<HttpResponse(const HttpRequest&)>;

}  // namespace mirrorgraph::query
