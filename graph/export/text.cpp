#include "graph/export/text.h"

#include <fmt/core.h>

#include <cmath>

#include "schema/temporal/value_text.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_xml_character(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           c >= 0x10000;
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

std::string_view xml_escape_of(char c) {
    switch (c) {
        case '&': return "&amp;";
        case '<': return "&lt;";
        case '>': return "&gt;";
        case '"': return "&quot;";
        case '\t': return "&#9;";
        case '\n': return "&#10;";
        case '\r': return "&#13;";
        default: return {};
    }
}

}  // namespace

std::string plain_text(const Value& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.as_string();
    if (value.is_boolean()) return value.as_boolean() ? "true" : "false";
    if (value.is_integer()) return std::to_string(value.as_integer());
    if (value.is_float()) return format_float(value.as_float());
    if (auto text = temporal_text(value)) return *std::move(text);
    JsonWriter json;
    write_plain_json(json, value);
    return std::string(json.text());
}

bool is_exact_in_double(std::int64_t value) {
    constexpr std::int64_t kLimit = std::int64_t{1} << 53;
    return value >= -kLimit && value <= kLimit;
}

void write_plain_json(JsonWriter& json, const Value& value, bool exact_in_javascript) {
    switch (value.type()) {
        case Value::Type::kNull: return json.null();
        case Value::Type::kBoolean: return json.boolean(value.as_boolean());
        case Value::Type::kInteger:
            if (exact_in_javascript && !is_exact_in_double(value.as_integer())) break;
            return json.integer(value.as_integer());
        case Value::Type::kFloat:
            if (!std::isfinite(value.as_float())) break;
            return json.floating(value.as_float());
        case Value::Type::kList:
            json.begin_array();
            for (const Value& item : value.as_list()) write_plain_json(json, item, exact_in_javascript);
            return json.end_array();
        case Value::Type::kMap:
            json.begin_object();
            for (const auto& [key, item] : value.as_map()) {
                json.key(key);
                write_plain_json(json, item, exact_in_javascript);
            }
            return json.end_object();
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: return json.string(to_literal(value));
        case Value::Type::kString:
        case Value::Type::kDate:
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration: break;
    }
    json.string(plain_text(value));
}

std::string clean_for_xml(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = next_code_point(text, at);
        out.append(is_xml_character(code_point_at(text, at)) ? text.substr(at, next - at) : kReplacement);
        at = next;
    }
    return out;
}

std::string escape_xml(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        if (const std::string_view escape = xml_escape_of(text[at]); !escape.empty()) {
            out.append(escape);
            ++at;
        } else if (text[at] >= 0x20) {  // the rest of ASCII, at once: most text is
            out += text[at++];
        } else {
            const std::size_t next = next_code_point(text, at);
            out.append(is_xml_character(code_point_at(text, at)) ? text.substr(at, next - at) : kReplacement);
            at = next;
        }
    }
    return out;
}

std::string encode_iri_part(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_unreserved(c)) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string quote_csv(std::string_view text) {
    if (text.find_first_of(",;\"\r\n") == std::string_view::npos && trim(text).size() == text.size()) {
        return std::string(text);
    }
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::optional<std::string> xml_date(Date day) {
    if (day.year < 1 || day.year > 9999) return std::nullopt;
    return to_string(day);
}

std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : collapse_space(text)) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
    }
    return out;
}

}  // namespace mirrorgraph
