// What a build is given: files, folders of them, "-" for the standard input.
//
// Errors:  collect_inputs throws Error kIo for a path that does not exist or cannot be listed, kNotFound for a folder
//          that holds no file
// Threads: functions may run at once
#pragma once

#include <string>
#include <vector>

namespace mirrorgraph::ingest {

// Every file of the inputs, each once, by the path it is given as; sorted, so that their order does not matter. Folders
// are walked to the bottom; names that begin with a dot are left out.
// Nor are `excluded` files, which throw Error kUsage where one is an input itself.
std::vector<std::string> collect_inputs(const std::vector<std::string>& inputs,
                                        const std::vector<std::string>& excluded = {});

}  // namespace mirrorgraph::ingest
