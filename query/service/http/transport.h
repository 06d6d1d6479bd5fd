// The one seam for cpp-httplib: HttpRequest in, HttpResponse out, over the connections of a Gate.
//
// The library of Debian 12 (0.11.4) reads heads without end, believes what a header says of the peer, decodes header
// values, unpacks what it is sent and gives a thread to every slow client. So it is given none of this: the gate reads
// and checks a request, the library sees its request line alone and makes the answer's bytes.
//
// Errors:  the constructor throws Error kIo where the address cannot be had
// Threads: run() blocks; stop() may be called from any thread
// Source:  RFC 9110, RFC 9112
#pragma once

#include <memory>
#include <string>

#include "query/service/http/gate.h"
#include "query/service/http/http.h"

namespace mirrorgraph::query {

class Transport {
  public:
    Transport(const GateOptions& options, Handler handler);
    ~Transport();
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;

    int port() const;
    GateCounts counts() const;
    void run();
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mirrorgraph::query
