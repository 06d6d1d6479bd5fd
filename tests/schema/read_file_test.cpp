#include "schema/files/read_file.h"

#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

TEST_CASE("read file: all bytes, whatever they are and however many") {
    const test::TemporaryFolder folder;
    for (const std::size_t size : {0, 1, 65535, 65536, 65537, 200000}) {
        std::string bytes(size, '\0');
        for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7);
        CHECK(read_file(folder.write("bytes", bytes)) == bytes);
    }
    CHECK(read_file("/dev/null").empty());
}

TEST_CASE("read file: what cannot be read is named, with the reason") {
    const test::TemporaryFolder folder;
    CHECK_THROWS_WITH(read_file(folder / "none"), test::contains("none' cannot be read: No such file"));
    CHECK_THROWS_WITH(read_file(folder.path().string()), test::contains("cannot be read"));
}
