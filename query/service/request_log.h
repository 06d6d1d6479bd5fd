// One line of JSON a request, whole lines only.
//
// Threads: all methods may run at once
#pragma once

#include <chrono>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>

#include "query/service/http/http.h"

namespace mirrorgraph::query {

class RequestLog {
  public:
    // Null: nothing is written.
    explicit RequestLog(std::ostream* out) : out_(out) {}

    // {"time", "request", "peer", "method", "path", "status", "ms"}; the query of the address is left out, since it may
    // hold what nobody should keep.
    void write(std::string_view id, const HttpRequest& request, int status, std::chrono::nanoseconds time);

  private:
    std::ostream* out_;
    std::mutex mutex_;
};

// The X-Request-Id of the request where it is a harmless word, else a new one.
std::string request_id(const HttpRequest& request);

}  // namespace mirrorgraph::query
