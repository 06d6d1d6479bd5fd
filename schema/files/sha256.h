// SHA-256 in lower-case hexadecimal: what tells two files apart.
//
// Errors:  Error kIo where OpenSSL lacks it
// Threads: a Sha256 is for one thread; sha256() may run at once
// Source:  FIPS 180-4, through OpenSSL
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace mirrorgraph {

class Sha256 {
  public:
    Sha256();
    ~Sha256();

    void add(std::string_view bytes);
    std::string hexadecimal();  // of all that was added; the end of it

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

std::string sha256(std::string_view bytes);

}  // namespace mirrorgraph
