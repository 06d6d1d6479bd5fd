// Where an export goes: bytes, handed on in pieces of 64 KiB, so that memory does not grow with what is written.
//
// Errors:  whatever the sink throws
// Owns:    its buffer; nothing is handed on behind the last flush()
// Threads: one thread
#pragma once

#include <fmt/format.h>

#include <functional>
#include <string>
#include <string_view>

namespace mirrorgraph {

class Output {
  public:
    using Sink = std::function<void(std::string_view)>;
    explicit Output(Sink sink) : sink_(std::move(sink)) { buffer_.reserve(kFlushAt + kFlushAt / 8); }

    void write(std::string_view text) {
        buffer_.append(text);
        if (buffer_.size() >= kFlushAt) flush();
    }
    template <class... Args>
    void print(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(buffer_), format, std::forward<Args>(args)...);
        if (buffer_.size() >= kFlushAt) flush();
    }
    void flush() {
        if (!buffer_.empty()) sink_(buffer_);
        buffer_.clear();
    }

  private:
    static constexpr std::size_t kFlushAt = std::size_t{1} << 16;
    Sink sink_;
    std::string buffer_;
};

// Where an export of several files goes.
class OutputFolder {
  public:
    virtual ~OutputFolder() = default;
    // A fresh file; the one opened before is complete.
    virtual Output& open(std::string_view name) = 0;
};

}  // namespace mirrorgraph
