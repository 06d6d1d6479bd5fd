// The parts of a request's target, decoded.
//
// Errors:  percent_decode gives nullopt for a broken escape, and for text that is not UTF-8 or has a zero byte
// Threads: functions may run at once
// Source:  RFC 3986; forms as the URL standard's application/x-www-form-urlencoded
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace mirrorgraph::query {

std::optional<std::string> percent_decode(std::string_view text);

// "a=1&b=x+y": a plus is a blank, of a repeated name the last value stays. nullopt where a part cannot be decoded.
std::optional<std::map<std::string, std::string, std::less<>>> parse_query_string(std::string_view text);

// Everything but unreserved characters escaped: for a path segment or a value of a query.
std::string percent_encode(std::string_view text);

// Base64url without padding: an opaque word that survives in any part of a URL.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace mirrorgraph::query
