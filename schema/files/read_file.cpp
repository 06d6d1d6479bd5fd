#include "schema/files/read_file.h"

#include <fmt/core.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "schema/error.h"

namespace mirrorgraph {

std::string read_file(const std::string& path) {
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string bytes;
    std::array<char, 1 << 16> part;  // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    while (in.read(part.data(), part.size()) || in.gcount() > 0)
        bytes.append(part.data(), static_cast<std::size_t>(in.gcount()));
    if (!in.is_open() || in.bad()) {
        const char* const why = errno == 0 ? "" : std::strerror(errno);
        throw Error(ErrorCode::kIo, fmt::format("'{}' cannot be read{}{}", path, *why == 0 ? "" : ": ", why));
    }
    return bytes;
}

}  // namespace mirrorgraph
