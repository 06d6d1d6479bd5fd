// On which side of China's border the publisher of an identifier stands: what tells a national standard from the
// international one that it adopts where both are only known by their codes.
//
// Told by the grammar that the first word begins, so a family of identifiers that is added is known here too.
//
// Errors:  none; kUnknown where the first word begins no identifier
// Threads: functions may run at once
#pragma once

#include <cstdint>
#include <string_view>

namespace mirrorgraph {

enum class Side : std::uint8_t { kUnknown, kChina, kAbroad };

// `identifier` begins with the code of a standard or project: "GB/T 22239-2019", "ISO/IEC 27001 Annex A".
Side side_of_standard(std::string_view identifier);

// `code` begins with the body of a committee: "SAC/TC 260", "ISO/IEC JTC 1"; a bare "TC 260" is anyone's.
Side side_of_committee(std::string_view code);

}  // namespace mirrorgraph
