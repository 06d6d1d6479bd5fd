// Queries out of bytes: what a grammar of the language makes of them. Most are valid, some break a rule of the binder or
// fail on their values; all of them parse.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace mirrorgraph::test {

class RandomQuery {
  public:
    explicit RandomQuery(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    // Clauses without a RETURN; their variables are among n0, n1 .. n3, r0 .. r3, v0 .. v3.
    std::string clauses();
    std::string expression(int depth = 3);

  private:
    std::size_t below(std::size_t end);
    bool one_in(std::size_t count) { return below(count) == 0; }
    std::string clause();
    std::string path();
    std::string node();
    std::string relationship();
    std::string atom();
    std::string variable();

    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
};

// A small graph for them, as statements that make it.
extern const char* const kRandomQueryWorld;

}  // namespace mirrorgraph::test
