// The bytes of a file, or of text in memory, a window at a time: bounded memory whatever the size.
//
// Errors:  Error kIo for a file that cannot be read
// Owns:    the open file and one window of 64 KiB; text in memory is not copied and must outlive it
// Threads: one thread
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace mirrorgraph {

class InputWindows {
  public:
    explicit InputWindows(const std::string& path);
    explicit InputWindows(std::string_view text);
    ~InputWindows();
    InputWindows(InputWindows&&) noexcept;

    // The next window, valid until the next call; empty at the end.
    std::string_view next();

  private:
    struct File;
    std::unique_ptr<File> file_;
    std::string_view text_;
};

}  // namespace mirrorgraph
