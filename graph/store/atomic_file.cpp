#include "graph/store/atomic_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "schema/error.h"

namespace mirrorgraph {

namespace {

namespace fs = std::filesystem;

// What a symbolic link leads to, also where nothing stands there yet.
std::string resolve(const std::string& path) {
    std::error_code fault;
    const fs::path resolved = fs::is_symlink(path, fault) ? fs::weakly_canonical(path, fault) : fs::path(path);
    return fault ? path : resolved.string();
}

mode_t default_mode() {
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

}  // namespace

AtomicFile::AtomicFile(const std::string& path) : path_(resolve(path)) {
    struct stat old {};
    const bool exists = stat(path_.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        fail("write");
    }
    if (exists && !S_ISREG(old.st_mode)) {
        descriptor_ = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor_ < 0) fail("open");
        return;
    }
    temporary_ = path_ + ".tmp-XXXXXX";
    descriptor_ = mkostemp(temporary_.data(), O_CLOEXEC);
    if (descriptor_ < 0) {
        temporary_.clear();
        fail("write a temporary file beside");
    }
    fchmod(descriptor_, exists ? old.st_mode & 07777 : default_mode());
}

AtomicFile::~AtomicFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!temporary_.empty()) unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("write");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void AtomicFile::commit() {
    if (!temporary_.empty() && fsync(descriptor_) != 0) fail("flush");
    const int descriptor = std::exchange(descriptor_, -1);
    if (close(descriptor) != 0) fail("close");
    if (temporary_.empty()) return;
    if (rename(temporary_.c_str(), path_.c_str()) != 0) fail("replace");
    temporary_.clear();
    const std::string folder = fs::path(path_).parent_path().string();
    const int folder_descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_descriptor < 0) return;  // a folder that may be written to but not read
    const bool flushed = fsync(folder_descriptor) == 0 || errno == EINVAL;
    close(folder_descriptor);
    if (!flushed) fail("flush the folder of");
}

void AtomicFile::fail(std::string_view step) const {
    throw Error(ErrorCode::kIo, fmt::format("cannot {} '{}': {}", step, path_, std::strerror(errno)));
}

void write_file_atomically(const std::string& path, std::string_view content) {
    AtomicFile file(path);
    file.write(content);
    file.commit();
}

}  // namespace mirrorgraph
