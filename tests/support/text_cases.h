// Tables of text against text: an input, a line of four dashes, what must come out; a blank line ends a case, # begins a
// comment line before one.
#pragma once

#include <functional>
#include <string>

namespace mirrorgraph::test {

// Checks every case of every .txt file below tests/cases/FOLDER. With MIRRORGRAPH_UPDATE_CASES set in the environment,
// what came out is written into the files instead: read the difference before you keep it.
void check_text_cases(const std::string& folder, const std::function<std::string(const std::string&)>& actual);

}  // namespace mirrorgraph::test
