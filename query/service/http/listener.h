// A listening socket.
//
// Errors:  the constructor throws Error kIo where the address cannot be had
// Owns:    the socket
// Threads: accept() from one thread
#pragma once

#include <optional>
#include <string>

namespace mirrorgraph::query {

class Listener {
  public:
    Listener(const std::string& host, int port);  // port 0: any free one
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    struct Accepted {
        int socket;        // non-blocking; the caller's to close
        std::string peer;  // "192.0.2.1", "::1"
    };
    // The next connection that waits, if there is one.
    std::optional<Accepted> accept();

    int socket() const { return socket_; }
    int port() const { return port_; }
    void close();

  private:
    int socket_ = -1;
    int spare_ = -1;  // given up for a moment when no descriptor is left, so that the connection can be turned away
    int port_ = 0;
};

bool is_loopback(std::string_view address);

}  // namespace mirrorgraph::query
