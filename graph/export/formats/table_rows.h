// Rows of comma-separated values, as the formats that are tables share them.
//
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>

#include "graph/export/attributes.h"
#include "graph/export/output.h"
#include "graph/export/text.h"

namespace mirrorgraph::formats {

// Quoted where it is empty, too: an empty text is not an absent one.
inline std::string csv_cell(std::string_view text) { return text.empty() ? "\"\"" : quote_csv(text); }

inline std::string join_texts(const List& list, std::string_view between) {
    std::string out;
    for (const Value& item : list) {
        if (&item != &list.front()) out += between;
        out += item.as_string();
    }
    return out;
}

// Behind the columns that the format begins with.
inline void write_header(const AttributeTable& table, Output& out) {
    for (const Attribute& attribute : table.attributes()) out.print(",{}", quote_csv(attribute.name));
    out.write("\r\n");
}

template <class IdType, class Cell>
void write_row(const AttributeTable& table, IdType id, Output& out, Cell&& cell) {
    std::size_t column = 0;
    const auto& attributes = table.attributes();
    table.visit(id, [&](std::size_t i, const Value& value) {
        for (; column <= i; ++column) out.write(",");
        out.write(cell(attributes[i], value));
    });
    for (; column < attributes.size(); ++column) out.write(",");
    out.write("\r\n");
}

}  // namespace mirrorgraph::formats
