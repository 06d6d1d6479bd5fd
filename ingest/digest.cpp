#include "ingest/digest.h"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>

#include "schema/error.h"

namespace mirrorgraph::ingest {

namespace {

class Sha256 {
  public:
    Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        check(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
    }
    void add(std::string_view bytes) { check(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1); }
    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned int size = 0;
        check(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
        std::string out;
        for (unsigned int i = 0; i < size; ++i) out += fmt::format("{:02x}", digest[i]);
        return out;
    }

  private:
    static void check(bool done) {
        if (!done) throw Error(ErrorCode::kIo, "SHA-256 is not available in this OpenSSL");
    }
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256(std::string_view bytes) {
    Sha256 digest;
    digest.add(bytes);
    return digest.hex();
}

std::string file_sha256(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Error(ErrorCode::kIo, path + ": cannot be read");
    Sha256 digest;
    std::string window(std::size_t{1} << 16, '\0');
    while (in.read(window.data(), static_cast<std::streamsize>(window.size())) || in.gcount() > 0) {
        digest.add({window.data(), static_cast<std::size_t>(in.gcount())});
    }
    return digest.hex();
}

}  // namespace mirrorgraph::ingest
