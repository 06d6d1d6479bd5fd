#include "schema/json/input_windows.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kWindow = 1 << 16;

[[noreturn]] void fail(const std::string& path, int code) {
    throw Error(ErrorCode::kIo, fmt::format("cannot read '{}': {}", path, std::strerror(code)));
}

}  // namespace

struct InputWindows::File {
    explicit File(const std::string& file) : path(file), descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (descriptor < 0) fail(path, errno);
    }
    ~File() { close(descriptor); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    std::string path;
    int descriptor;
    std::vector<char> window = std::vector<char>(kWindow);
};

InputWindows::InputWindows(const std::string& path) : file_(std::make_unique<File>(path)) {}
InputWindows::InputWindows(std::string_view text) : text_(text) {}
InputWindows::~InputWindows() = default;
InputWindows::InputWindows(InputWindows&&) noexcept = default;

std::string_view InputWindows::next() {
    if (!file_) return std::exchange(text_, {});
    ssize_t count = 0;
    do {
        count = ::read(file_->descriptor, file_->window.data(), file_->window.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) fail(file_->path, errno);
    return {file_->window.data(), static_cast<std::size_t>(count)};
}

}  // namespace mirrorgraph
