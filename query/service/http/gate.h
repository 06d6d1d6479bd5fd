// The door of the service: takes connections, reads requests whole, lets workers answer them, sends the answers.
//
// One thread waits on all sockets (epoll); a request reaches a worker only when it is there to its last byte, and no
// worker ever waits for a client: a slow or silent one costs a buffer, not a thread. What is malformed, too large or too
// slow is answered here. A long answer is made piece by piece, the next one when the last is sent.
//
// Limits:  connections (all, and of one peer that is not this machine), requests that wait for a worker, sizes, and a
//          deadline for each head, body, pause and piece. At the limit of connections the one that has been waited for
//          longest makes room; where none can, and where too many requests wait, the answer is 503 with Retry-After, but
//          for the targets in `first`
// Errors:  the constructor throws Error kIo where the address cannot be had
// Threads: run() blocks; stop(), counts() and port() may be called from any thread; Exchange runs on several at once
// Source:  RFC 9112
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "query/exec/limits.h"
#include "query/service/http/http.h"
#include "query/service/http/request_head.h"

namespace mirrorgraph::query {

struct GateOptions {
    std::string host = "127.0.0.1";
    int port = 7474;  // 0: any free port
    std::size_t threads = 8;
    std::size_t connections = 1024;
    std::size_t connections_of_peer = 256;
    std::size_t waiting = 256;       // requests without a worker
    std::vector<std::string> first;  // targets that are answered before what waits, and are never too many
    std::size_t requests = 10'000;   // of one connection
    HeadLimits head;
    std::chrono::milliseconds head_time{10'000};  // from its first byte, or from the connection's beginning
    std::chrono::milliseconds body_time{30'000};
    std::chrono::milliseconds idle_time{30'000};   // between requests
    std::chrono::milliseconds send_time{30'000};   // without 64 KiB of progress
    std::chrono::milliseconds grace_time{10'000};  // for requests under way when stopped
};

// A request that arrived whole.
struct GateRequest {
    RequestHead head;
    std::string body;
    std::string peer;    // address of the socket
    CancelToken cancel;  // cancelled when the client goes, or the gate stops waiting
};

// The bytes to send; `rest` follows in chunks, or bare where the connection ends after it.
struct GateResponse {
    std::string bytes;
    BodySource rest;
    bool chunked = true;
    bool close = false;
};

using Exchange = std::function<GateResponse(GateRequest)>;

struct GateCounts {
    std::uint64_t accepted = 0;   // connections
    std::uint64_t open = 0;       // now
    std::uint64_t evicted = 0;    // to make room
    std::uint64_t timed_out = 0;  // past a deadline
    std::uint64_t refused = 0;    // requests that reached no worker
    std::uint64_t overload = 0;   // of these, answered with 503
};

class Gate {
  public:
    Gate(const GateOptions& options, Exchange exchange);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    int port() const;
    GateCounts counts() const;
    void run();
    // No new connections; requests under way are answered within the time of grace.
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mirrorgraph::query
