// The one seam for cpp-httplib: listens, turns what arrives into HttpRequest, sends what the handler returns.
//
// The library of Debian 12 (0.11.4) believes too much; the transport refuses what it would not check: bodies without a
// Content-Length (411), encoded bodies (415), malformed lengths (400), too many headers (431). One request a connection
// is not required, but a connection is closed after a fault. What no handler can close (endless header lines, slow
// sockets) is why the service stands behind a proxy when it listens beyond loopback.
//
// Errors:  the constructor throws Error kIo where the address cannot be had
// Threads: run() blocks; stop() may be called from any thread and from a signal handler's thread
// Source:  RFC 9112
#pragma once

#include <memory>
#include <string>

#include "query/service/http/http.h"

namespace mirrorgraph::query {

struct TransportOptions {
    std::string host = "127.0.0.1";
    int port = 7474;  // 0: any free port
    std::size_t threads = 8;
    std::size_t max_body = std::size_t{1} << 20;  // bytes
    std::size_t max_headers = 64;
    int read_timeout = 10;  // seconds
};

class Transport {
  public:
    Transport(const TransportOptions& options, Handler handler);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    int port() const;
    void run();
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mirrorgraph::query
