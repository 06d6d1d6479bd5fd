// The fields of a standard's card: "Standard number: GB/T 1.1-2020", "代替标准：GB/T 1.1-2009". Which of them holds the number that the
// card is about, and which a standard that the card only mentions.
//
// Names of fields come folded (case, width) and without their colon. Free functions without state: any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mirrorgraph::ingest {

constexpr std::size_t kLongestFieldName = 60;  // in bytes; a whole sentence often stands before a number

enum class CardField {
    kNone,     // no field that is known
    kNumber,   // the standard's own number
    kPlan,     // the number of the plan that it is made under
    kAnother,  // a standard that this one replaces, adopts or refers to
};

CardField card_field(std::string_view name);

// What stands before a field's value, without colon and list mark; empty where that is too long for a name.
std::string field_name(std::string_view before);

}  // namespace mirrorgraph::ingest
