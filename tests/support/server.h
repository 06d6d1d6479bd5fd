// `mirrorgraph serve` as a process of its own, on a free port, for as long as the object lives.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/support/support.h"

namespace mirrorgraph::test {

class Server {
  public:
    // Waits until it listens; throws what it wrote to the standard error where it does not.
    explicit Server(const std::vector<std::string>& arguments);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    int port() const { return port_; }
    pid_t process() const { return process_; }
    // What it wrote to the standard error until now.
    std::string log() const { return read_file(folder_ / "err"); }
    // Sends the signal and waits; the exit code, or 128 and the signal that ended it.
    int stop(int signal);

  private:
    TemporaryFolder folder_;
    pid_t process_ = -1;
    int port_ = 0;
};

}  // namespace mirrorgraph::test
