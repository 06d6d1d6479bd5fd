#include "ingest/digest.h"

#include <fstream>

#include "schema/error.h"

namespace mirrorgraph::ingest {

std::string file_sha256(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Error(ErrorCode::kIo, path + ": cannot be read");
    Sha256 digest;
    std::string window(std::size_t{1} << 16, '\0');
    while (in.read(window.data(), static_cast<std::streamsize>(window.size())) || in.gcount() > 0) {
        digest.add({window.data(), static_cast<std::size_t>(in.gcount())});
    }
    return digest.hexadecimal();
}

}  // namespace mirrorgraph::ingest
