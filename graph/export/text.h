// Values and texts as the formats write them.
//
// Errors:  none
// Threads: functions may run at once
// Source:  XML 1.0 section 2.2 (characters); RFC 3986 section 2.3 (unreserved); RFC 4180 (CSV)
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/json/json.h"
#include "schema/value.h"

namespace mirrorgraph {

// The value for a person or a text column: a string as it is, dates in ISO form, lists and maps as plain JSON.
std::string plain_text(const Value& value);

// JSON without typed forms: temporal values as strings in ISO form, NaN and infinities as their names. With
// `exact_in_javascript`, an integer that a double cannot hold becomes a string.
void write_plain_json(JsonWriter& json, const Value& value, bool exact_in_javascript = false);

// True where a double, and so JavaScript, keeps the integer: up to 2^53.
bool is_exact_in_double(std::int64_t value);

// Characters that XML has no way to write become U+FFFD; ids that differ by such characters only become one.
std::string clean_for_xml(std::string_view text);

// For content and attributes in double quotes alike: line breaks and tabs survive as references.
std::string escape_xml(std::string_view text);

// Percent-encoded but for unreserved characters.
std::string encode_iri_part(std::string_view text);

// A field of CSV (RFC 4180), in quotes where it needs them: for readers too that cut at semicolons or trim blanks.
std::string quote_csv(std::string_view text);

// "2021-06-17"; nullopt for years that xs:date readers trip over (before 1 or after 9999).
std::optional<std::string> xml_date(Date day);

// One line of the text: white space collapsed, control characters gone.
std::string one_line(std::string_view text);

}  // namespace mirrorgraph
