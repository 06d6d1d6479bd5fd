// The graph in words of published vocabularies: schema.org, Dublin Core terms, SKOS, PROV; what they lack is `mg:`.
//
// Threads: functions may run at once
// Source:  schema.org; dublincore.org/specifications/dublin-core/dcmi-terms; www.w3.org/TR/skos-reference;
//          www.w3.org/TR/prov-o
#pragma once

#include <span>
#include <string_view>

namespace mirrorgraph::formats {

struct RdfPrefix {
    std::string_view name;
    std::string_view iri;
};
inline constexpr RdfPrefix kRdfPrefixes[] = {
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
    {"schema", "https://schema.org/"},
    {"dcterms", "http://purl.org/dc/terms/"},
    {"skos", "http://www.w3.org/2004/02/skos/core#"},
    {"prov", "http://www.w3.org/ns/prov#"},
};

// "dcterms:Standard" and the like, beside the label's own class; none for unknown labels.
std::span<const std::string_view> published_classes(std::string_view label);

// The published property for a key, or "".
struct PublishedProperty {
    std::string_view name;      // "dcterms:title"
    std::string_view language;  // of its texts; "" for none
};
PublishedProperty published_property(std::string_view key);

// The published property for a relationship type, or "" ; `inverse` where it points from target to source.
struct PublishedRelation {
    std::string_view name;
    bool inverse = false;
};
PublishedRelation published_relation(std::string_view type);

}  // namespace mirrorgraph::formats
