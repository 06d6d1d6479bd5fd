// The query of a request's address, name by name.
//
// Errors:  Error kUsage for a value that is missing, malformed or out of range
// Owns:    nothing; the request must outlive it
// Threads: const methods may run at once
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "query/service/http/http.h"

namespace mirrorgraph::query {

class Parameters {
  public:
    explicit Parameters(const HttpRequest& request) : request_(request) {}

    const std::string& required(std::string_view name) const;
    std::string text(std::string_view name, std::string_view otherwise = {}) const;
    // One of `allowed`, the first of them where nothing is said.
    std::string choice(std::string_view name, const std::vector<std::string>& allowed) const;
    std::int64_t integer(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) const;
    double number(std::string_view name, double otherwise, double least, double most) const;
    // "a,b,c"
    std::vector<std::string> list(std::string_view name) const;

    // Throws for a name of the request that is not among these.
    void check_names(const std::vector<std::string>& known) const;

  private:
    const std::string* find(std::string_view name) const;
    const HttpRequest& request_;
};

}  // namespace mirrorgraph::query
