// HTML and XML as a stream of tags and text, each with its place: the one seam for libxml2.
//
// Units:   offsets are bytes of the text, 0-based
// Errors:  parse_xml throws Error kInvalidData with line for text that is not well-formed, or that declares entities;
//          kLimit for tags nested too deep; parse_html takes any text but for that limit
// Owns:    nothing
// Threads: functions may run at once
// Source:  libxml2 (SAX); entities are never loaded from elsewhere
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::ingest {

struct MarkupAttribute {
    std::string_view name;
    std::string_view value;
};

class MarkupEvents {
  public:
    virtual ~MarkupEvents() = default;
    // Names of HTML are lower case; those of XML come without their prefix.
    virtual void begin(std::string_view name, const std::vector<MarkupAttribute>& attributes, std::size_t offset) = 0;
    virtual void end(std::string_view name) = 0;
    // `place` is where the text stands; it is longer than the text where that is an entity ("&amp;").
    virtual void text(std::string_view text, Span place) = 0;
};

void parse_html(std::string_view html, const std::string& path, MarkupEvents& events);
void parse_xml(std::string_view xml, const std::string& path, MarkupEvents& events);

}  // namespace mirrorgraph::ingest
