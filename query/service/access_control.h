// Who may do what: tokens, and protection of a service on loopback from pages of other sites.
//
// With a token, writes need "Authorization: Bearer TOKEN", and reads too if so set; without one, everyone who reaches the
// service may do everything, which is why it then listens on loopback only. A browser is kept from lending its reach to
// other sites: a Host that is no name of the service is refused (DNS rebinding), and so is a request of another Origin,
// unless it is listed.
//
// Threads: const methods may run at once
// Source:  RFC 6750; Fetch standard, CORS protocol; MCP specification, transports, security warning
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "query/service/http/router.h"

namespace mirrorgraph::query {

struct AccessOptions {
    std::string token;  // empty: none
    bool token_to_read = false;
    std::vector<std::string> hosts;    // names in Host besides those of loopback; "*": any
    std::vector<std::string> origins;  // of other sites whose pages may ask: "https://example.org"
};

class AccessControl {
  public:
    explicit AccessControl(AccessOptions options) : options_(std::move(options)) {}

    // The answer to a request that may not pass: 401, 403, 421.
    std::optional<HttpResponse> refuse(const HttpRequest& request, Access access) const;

    // The headers that let pages of a listed origin read the answer; for OPTIONS, that let them ask.
    void add_cors(const HttpRequest& request, HttpResponse& response) const;

  private:
    bool knows_host(std::string_view host) const;
    bool is_listed(std::string_view origin) const;
    bool has_token(const HttpRequest& request) const;

    AccessOptions options_;
};

}  // namespace mirrorgraph::query
