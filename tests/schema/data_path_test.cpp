#include "schema/files/data_path.h"

#include <fmt/core.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

TEST_CASE("data path: what a build makes is found beside the program, whatever data folder is named") {
    const std::string name = fmt::format("made-by-a-test-{}", getpid());
    const auto data = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "data";
    std::filesystem::create_directories(data);
    std::ofstream(data / name) << "x";
    const test::TemporaryFolder named;
    set_data_folder(named.path().string());
    CHECK_FALSE(find_data_path(name));
    CHECK(find_built_path(name) == (data / name).string());
    CHECK_FALSE(find_built_path(name + "-not"));
    named.write(name, "y");
    CHECK(find_built_path(name) == named / name);
    set_data_folder({});
    std::filesystem::remove(data / name);
}
