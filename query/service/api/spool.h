// Bytes that are made faster than they are sent: in memory while they are few, then in a file without a name.
//
// What is made whole before the first byte is sent can still fail with a right status, and a slow reader holds neither a
// thread nor memory.
//
// Units:   bytes
// Errors:  write throws Error kIo where there is no room for the file
// Owns:    the file, gone with the object
// Threads: one at a time
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "query/service/http/http.h"

namespace mirrorgraph::query {

class Spool {
  public:
    void write(std::string_view bytes);
    std::uint64_t size() const { return size_; }
    bool is_in_memory() const { return file_ == nullptr; }

    // All that was written, as the body of a response, which takes the spool over.
    static void give(std::unique_ptr<Spool> spool, HttpResponse& response);

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    void spill();

    std::string bytes_;  // while there is no file
    std::unique_ptr<std::FILE, Close> file_;
    std::uint64_t size_ = 0;
};

}  // namespace mirrorgraph::query
