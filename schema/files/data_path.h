// Where the files of data/ are found at run time.
//
// In order: --data (set_data_folder), the variable MIRRORGRAPH_DATA, data/ beside or above the program, the installed
// share folder.
//
// Errors:  data_path throws Error kIo naming every place that was looked at
// Threads: set_data_folder before other threads start; data_path may run at once
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mirrorgraph {

void set_data_folder(std::string folder);

// The absolute path of data/RELATIVE, which exists.
std::string data_path(std::string_view relative);

// The same, or nullopt where no data folder has it.
std::optional<std::string> find_data_path(std::string_view relative);

// Of what a build makes, such as the page: looked for beside the program too where another data folder is named.
std::optional<std::string> find_built_path(std::string_view relative);

}  // namespace mirrorgraph
