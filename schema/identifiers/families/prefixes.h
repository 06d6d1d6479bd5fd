// The prefixes of Chinese standards: sector and national codes, and the codes of provinces.
//
// Read once, at first use, from data/gazetteer/standard_prefixes.csv and local_codes.csv.
//
// Errors:  the first call throws Error kIo or kInvalidData where a table is missing or damaged
// Threads: functions may run at once
// Source:  sector codes as filed with the standardization administration; GB/T 2260 for the codes of
// provinces
#pragma once

#include <string>
#include <string_view>

namespace mirrorgraph::identifiers {

enum class PrefixScope { kNone, kNational, kSector, kAssociation };

// kNone for a code that no table has. Codes are upper case.
PrefixScope prefix_scope(std::string_view code);

// The sector's or province's name in English; empty where unknown.
std::string_view prefix_name(std::string_view code);

// "11" or "1101": a province's code, or a prefecture's below it.
bool is_local_code(std::string_view digits);

}  // namespace mirrorgraph::identifiers
