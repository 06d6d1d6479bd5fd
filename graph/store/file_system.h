// The one seam to the operating system for every file that must survive a crash: what the store and AtomicFile do to
// the disk goes through here, so that tests can replay each crash and refuse each call.
//
// A file's content is safe after sync, its name after sync_folder of the folder that it stands in.
//
// Errors:  Error kIo naming the step, the path and the system's reason. A call that failed may have done a part of its
//          work; after a failed sync nothing is known of the file, and asking again proves nothing
// Owns:    a File its descriptor, a FileLock its lock, until they are destroyed
// Threads: a FileSystem may be used by several threads at once, a File by one
// Source:  POSIX; "Can Applications Recover from fsync Failures?" (USENIX ATC 2020)
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph {

class File {
  public:
    virtual ~File() = default;
    virtual void append(std::string_view bytes) = 0;  // all of them
    virtual void truncate(std::uint64_t size) = 0;
    virtual void sync_data() = 0;  // content and size
    virtual void sync() = 0;       // and times and permissions
    virtual void close() = 0;      // tells of faults that the destructor would not
};

// Held until destroyed, or until the process ends in whatever way.
class FileLock {
  public:
    virtual ~FileLock() = default;
};

enum class FileKind { kAbsent, kRegular, kFolder, kOther };

class FileSystem {
  public:
    // That of the machine.
    static FileSystem& system();

    virtual ~FileSystem() = default;

    // What a symbolic link leads to, also where nothing stands there yet; other paths as they are.
    virtual std::string resolve(const std::string& path) = 0;
    virtual FileKind kind(const std::string& path) = 0;
    // Differs once a file was replaced or written to; empty where there is none.
    virtual std::string identity(const std::string& path) = 0;
    virtual std::string read(const std::string& path) = 0;                 // whole
    virtual std::vector<std::string> list(const std::string& folder) = 0;  // names, sorted

    // A file of its own name, or in place of what stood there; with the permissions of the file `like` if there is one.
    virtual std::unique_ptr<File> create(const std::string& path, const std::string& like = {}) = 0;
    // A new file beside `path`, with its permissions if it exists; `name` is set to its path, under which it may stand only
    // once it is closed.
    virtual std::unique_ptr<File> create_temporary(const std::string& path, std::string& name) = 0;
    // An existing file, or device, that is written to from its end.
    virtual std::unique_ptr<File> open(const std::string& path) = 0;

    virtual void rename(const std::string& from, const std::string& to) = 0;
    virtual void remove(const std::string& path) = 0;
    // A second name for a file; a copy, flushed, where the file system has no second names.
    virtual void link(const std::string& from, const std::string& to) = 0;
    virtual void make_folder(const std::string& path) = 0;  // where there is none
    virtual void sync_folder(const std::string& path) = 0;

    // Null where another holds it; `holder` is then what that one is called.
    virtual std::unique_ptr<FileLock> try_lock(const std::string& path, std::string& holder) = 0;
};

// The folder that a file stands in: "." for a bare name.
std::string folder_of(const std::string& path);

}  // namespace mirrorgraph
