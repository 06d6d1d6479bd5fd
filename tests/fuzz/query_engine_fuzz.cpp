// Queries of a grammar, out of any bytes, on a small graph: they end with rows or an error of ours, and counting their
// rows gives their number.

#include "tests/query/random_query_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto kWorld = mirrorgraph::test::random_query_world();
    if (!mirrorgraph::test::check_random_query(*kWorld, {data, size}).empty()) __builtin_trap();
    return 0;
}
