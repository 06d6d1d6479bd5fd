// Words of names, as searches compare them.
//
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph::query {

// Runs of letters and digits, case folded; every Han character is one.
std::vector<std::string> split_words(std::string_view text);

// Those that say something, in the normal form of names and without a plural's s; ascending, once each.
std::vector<std::string> telling_words(std::string_view text);

}  // namespace mirrorgraph::query
