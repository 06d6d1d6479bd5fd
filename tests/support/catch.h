// The one seam for Catch2: version 2 has a single header, version 3 many and other names for its matchers.
#pragma once

#include <string>

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
namespace mirrorgraph::test {
inline auto contains(const std::string& text) { return Catch::Matchers::ContainsSubstring(text); }
}  // namespace mirrorgraph::test
#else
#include <catch2/catch.hpp>
namespace mirrorgraph::test {
inline auto contains(const std::string& text) { return Catch::Matchers::Contains(text); }
}  // namespace mirrorgraph::test
#endif
