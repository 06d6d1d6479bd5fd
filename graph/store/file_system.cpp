#include "graph/store/file_system.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <random>
#include <utility>

#include "schema/error.h"

namespace mirrorgraph {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(std::string_view step, const std::string& path, int reason = errno) {
    throw Error(ErrorCode::kIo, fmt::format("cannot {} '{}': {}", step, path, std::strerror(reason)));
}

class Descriptor {
  public:
    explicit Descriptor(int value = -1) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(value_, other.value_);
        return *this;
    }

    int get() const { return value_; }
    int release() { return std::exchange(value_, -1); }
    explicit operator bool() const { return value_ >= 0; }

  private:
    int value_;
};

Descriptor open_descriptor(const std::string& path, int flags, mode_t mode = 0666) {
    int descriptor = -1;
    do {
        descriptor = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    } while (descriptor < 0 && errno == EINTR);
    return Descriptor(descriptor);
}

void write_all(int descriptor, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("write", path);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::string read_all(int descriptor, const std::string& path) {
    std::string bytes;
    struct stat status {};
    if (fstat(descriptor, &status) == 0 && status.st_size > 0) bytes.reserve(static_cast<std::size_t>(status.st_size));
    std::array<char, 1 << 16> window{};
    while (true) {
        const ssize_t count = ::read(descriptor, window.data(), window.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("read", path);
        if (count == 0) return bytes;
        bytes.append(window.data(), static_cast<std::size_t>(count));
    }
}

class SystemFile : public File {
  public:
    SystemFile(Descriptor descriptor, std::string path) : descriptor_(std::move(descriptor)), path_(std::move(path)) {}

    void append(std::string_view bytes) override { write_all(descriptor_.get(), bytes, path_); }
    void truncate(std::uint64_t size) override {
        if (ftruncate(descriptor_.get(), static_cast<off_t>(size)) != 0) fail("shorten", path_);
    }
    void sync_data() override {
        if (fdatasync(descriptor_.get()) != 0) fail("flush", path_);
    }
    void sync() override {
        if (fsync(descriptor_.get()) != 0) fail("flush", path_);
    }
    void close() override {
        if (::close(descriptor_.release()) != 0) fail("close", path_);
    }

    const Descriptor& descriptor() const { return descriptor_; }
    const std::string& path() const { return path_; }

  private:
    Descriptor descriptor_;
    std::string path_;
};

// A file without a name until it is closed: a process that is killed leaves nothing of it.
class UnnamedFile final : public SystemFile {
  public:
    UnnamedFile(Descriptor descriptor, std::string path, std::string name)
        : SystemFile(std::move(descriptor), std::move(path)), name_(std::move(name)) {}

    // Null where the file system, or a missing /proc, cannot give it a name later.
    static std::unique_ptr<UnnamedFile> create(const std::string& path, const std::string& name) {
        Descriptor descriptor = open_descriptor(folder_of(path), O_WRONLY | O_TMPFILE);
        if (!descriptor || access(place_of(descriptor).c_str(), F_OK) != 0) return nullptr;
        return std::make_unique<UnnamedFile>(std::move(descriptor), path, name);
    }

    void close() override {
        const int linked = linkat(AT_FDCWD, place_of(descriptor()).c_str(), AT_FDCWD, name_.c_str(), AT_SYMLINK_FOLLOW);
        if (linked != 0) fail("name a temporary file beside", path());
        SystemFile::close();
    }

  private:
    static std::string place_of(const Descriptor& descriptor) {
        return fmt::format("/proc/self/fd/{}", descriptor.get());
    }

    std::string name_;
};

class SystemLock final : public FileLock {
  public:
    explicit SystemLock(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  private:
    Descriptor descriptor_;
};

class SystemFiles final : public FileSystem {
  public:
    std::string resolve(const std::string& path) override {
        std::error_code fault;
        const fs::path resolved = fs::is_symlink(path, fault) ? fs::weakly_canonical(path, fault) : fs::path(path);
        return fault ? path : resolved.string();
    }

    FileKind kind(const std::string& path) override {
        struct stat status {};
        if (stat(path.c_str(), &status) != 0) return FileKind::kAbsent;
        if (S_ISREG(status.st_mode)) return FileKind::kRegular;
        return S_ISDIR(status.st_mode) ? FileKind::kFolder : FileKind::kOther;
    }

    std::string identity(const std::string& path) override {
        struct stat status {};
        if (stat(path.c_str(), &status) != 0) return {};
        return fmt::format("{}:{}:{}:{}.{}", status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                           status.st_mtim.tv_nsec);
    }

    std::string read(const std::string& path) override {
        const Descriptor descriptor = open_descriptor(path, O_RDONLY);
        if (!descriptor) fail("open", path);
        return read_all(descriptor.get(), path);
    }

    std::vector<std::string> list(const std::string& folder) override {
        std::vector<std::string> names;
        std::error_code fault;
        for (fs::directory_iterator at(folder, fault), end; !fault && at != end; at.increment(fault)) {
            names.push_back(at->path().filename().string());
        }
        if (fault) fail("list", folder, fault.value());
        std::sort(names.begin(), names.end());
        return names;
    }

    std::unique_ptr<File> create(const std::string& path, const std::string& like) override {
        Descriptor descriptor = open_descriptor(path, O_WRONLY | O_CREAT | O_TRUNC);
        if (!descriptor) fail("create", path);
        copy_permissions(like, descriptor.get());
        return std::make_unique<SystemFile>(std::move(descriptor), path);
    }

    std::unique_ptr<File> create_temporary(const std::string& path, std::string& name) override {
        static constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
        std::random_device random;
        std::unique_ptr<SystemFile> file;
        Descriptor descriptor;
        do {
            name = path + ".tmp-";
            for (int i = 0; i < 8; ++i) name += kLetters[random() % kLetters.size()];
            file = UnnamedFile::create(path, name);
            if (!file) descriptor = open_descriptor(name, O_WRONLY | O_CREAT | O_EXCL);
        } while (!file && !descriptor && errno == EEXIST);
        if (!file && !descriptor) fail("write a temporary file beside", path);
        if (!file) file = std::make_unique<SystemFile>(std::move(descriptor), path);
        copy_permissions(path, file->descriptor().get());
        return file;
    }

    std::unique_ptr<File> open(const std::string& path) override {
        Descriptor descriptor = open_descriptor(path, O_WRONLY | O_APPEND);
        if (!descriptor) fail("open", path);
        return std::make_unique<SystemFile>(std::move(descriptor), path);
    }

    void rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) fail("replace", to);
    }

    void remove(const std::string& path) override {
        if (unlink(path.c_str()) != 0) fail("remove", path);
    }

    void link(const std::string& from, const std::string& to) override {
        if (::link(from.c_str(), to.c_str()) == 0) return;
        if (errno != EPERM && errno != EOPNOTSUPP && errno != EXDEV && errno != EMLINK) fail("link", to);
        const auto copy = create(to + ".tmp", from);
        copy->append(read(from));
        copy->sync();
        copy->close();
        rename(to + ".tmp", to);
    }

    void make_folder(const std::string& path) override {
        if (mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) fail("make the folder", path);
    }

    void sync_folder(const std::string& path) override {
        const Descriptor descriptor = open_descriptor(path, O_RDONLY | O_DIRECTORY);
        if (!descriptor && errno == EACCES) return;  // it may be written to but not read
        if (!descriptor) fail("open the folder", path);
        if (fsync(descriptor.get()) != 0 && errno != EINVAL) fail("flush the folder", path);
    }

    std::unique_ptr<FileLock> try_lock(const std::string& path, std::string& holder) override {
        Descriptor descriptor = open_descriptor(path, O_RDWR | O_CREAT);
        if (!descriptor) fail("open", path);
        if (flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK) fail("lock", path);
            holder = read_all(descriptor.get(), path);
            return nullptr;
        }
        // For the message of whoever comes second; the lock is the descriptor's.
        if (ftruncate(descriptor.get(), 0) == 0) write_all(descriptor.get(), fmt::format("process {}", getpid()), path);
        return std::make_unique<SystemLock>(std::move(descriptor));
    }

  private:
    static void copy_permissions(const std::string& from, int to) {
        struct stat status {};
        if (!from.empty() && stat(from.c_str(), &status) == 0) fchmod(to, status.st_mode & 07777);
    }
};

}  // namespace

FileSystem& FileSystem::system() {
    static SystemFiles files;
    return files;
}

std::string folder_of(const std::string& path) {
    const std::string folder = fs::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

}  // namespace mirrorgraph
