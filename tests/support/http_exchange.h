// HTTP as bytes over a socket: what a test sends is what arrives, however malformed.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mirrorgraph::test {

// A connection to a port of this machine; closed at the end of the scope.
class Connection {
  public:
    explicit Connection(int port);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // False where the other side has gone.
    bool send(std::string_view bytes) const;
    void end() const;  // says that nothing more will be sent
    // What comes until the other side closes, or nothing comes for `seconds`.
    std::string receive(int seconds = 20) const;
    // At least one byte; empty when the other side has closed or nothing came for `seconds`.
    std::string receive_some(int seconds = 20) const;

  private:
    int socket_;
};

struct Answer {
    int status = 0;                              // 0: none came
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;
};

// The first answer in `bytes`, its body put together where it came in chunks.
Answer parse_answer(std::string_view bytes);

// One request on a connection of its own. `headers` are whole lines ending in \r\n.
Answer http(int port, std::string_view method, std::string_view target, std::string_view body = {},
            std::string_view headers = {});

}  // namespace mirrorgraph::test
