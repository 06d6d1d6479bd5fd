// A file written whole or not at all: temporary file beside it, fsync, rename, fsync of the folder.
//
// Until commit() the old file stands as it was; without commit() the temporary file is removed. The permissions of an
// old file are kept, a symbolic link is followed, and what is no regular file (/dev/stdout, a pipe) is written to
// directly.
//
// Errors:  Error kIo when the operating system refuses a step, naming the path
// Owns:    the temporary file and its descriptor
// Threads: one thread
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "graph/store/file_system.h"

namespace mirrorgraph {

class AtomicFile {
  public:
    explicit AtomicFile(const std::string& path, FileSystem& files = FileSystem::system());
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::string_view bytes);
    void commit();

  private:
    FileSystem& files_;
    std::string path_;
    std::string temporary_;  // empty: written to directly, or committed
    std::unique_ptr<File> file_;
};

void write_file_atomically(const std::string& path, std::string_view content, FileSystem& files = FileSystem::system());

}  // namespace mirrorgraph
