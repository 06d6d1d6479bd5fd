// Catch2 2 compiles its main here; version 3 brings its own library and this file is not built.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
