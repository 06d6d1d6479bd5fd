#include "graph/export/formats/vocabulary.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace mirrorgraph::formats {

namespace {

struct ClassRow {
    std::string_view label;
    std::array<std::string_view, 2> classes;
    std::size_t count;
};

constexpr ClassRow kClasses[] = {
    {"Agency", {"schema:GovernmentOrganization", "prov:Organization"}, 2},
    {"Organization", {"schema:Organization", "prov:Organization"}, 2},
    {"Committee", {"schema:Organization", "prov:Organization"}, 2},
    {"Standard", {"dcterms:Standard", "schema:CreativeWork"}, 2},
    {"Policy", {"schema:Legislation", "dcterms:Policy"}, 2},
    {"Topic", {"skos:Concept", ""}, 1},
    {"Document", {"schema:DigitalDocument", "prov:Entity"}, 2},
};

struct PropertyRow {
    std::string_view key;
    PublishedProperty property;
};

constexpr PropertyRow kProperties[] = {
    {"name", {"schema:name", ""}},
    {"name_zh", {"schema:name", "zh"}},
    {"aliases", {"skos:altLabel", ""}},
    {"acronym", {"schema:alternateName", ""}},
    {"code", {"dcterms:identifier", ""}},
    {"title", {"dcterms:title", ""}},
    {"title_zh", {"dcterms:title", "zh"}},
    {"description", {"dcterms:description", ""}},
    {"status", {"schema:creativeWorkStatus", ""}},
    {"url", {"schema:url", ""}},
    {"scope", {"dcterms:abstract", ""}},
    {"published", {"schema:datePublished", ""}},
    {"issued", {"dcterms:issued", ""}},
    {"effective", {"schema:legislationDateOfApplicability", ""}},
    {"withdrawn", {"schema:expires", ""}},
    {"established", {"schema:foundingDate", ""}},
    {"disbanded", {"schema:dissolutionDate", ""}},
    {"language", {"dcterms:language", ""}},
    {"format", {"dcterms:format", ""}},
    {"date", {"dcterms:date", ""}},
    {"note", {"skos:note", ""}},
};

struct RelationRow {
    std::string_view type;
    PublishedRelation relation;
};

constexpr RelationRow kRelations[] = {
    {"PART_OF", {"dcterms:isPartOf", false}},       {"ESTABLISHED", {"schema:founder", true}},
    {"ISSUED", {"dcterms:publisher", true}},        {"RESPONSIBLE_FOR", {"schema:maintainer", true}},
    {"REPLACES", {"dcterms:replaces", false}},      {"AMENDS", {"schema:legislationChanges", false}},
    {"BASED_ON", {"schema:isBasedOn", false}},      {"ADOPTS", {"prov:wasDerivedFrom", false}},
    {"CITES", {"dcterms:references", false}},       {"MEMBER_OF", {"schema:memberOf", false}},
    {"ABOUT", {"dcterms:subject", false}},          {"MENTIONED_IN", {"schema:mentions", true}},
    {"EDITION_OF", {"dcterms:isVersionOf", false}},
};

}  // namespace

std::span<const std::string_view> published_classes(std::string_view label) {
    const auto row = std::find_if(std::begin(kClasses), std::end(kClasses),
                                  [&](const ClassRow& candidate) { return candidate.label == label; });
    if (row == std::end(kClasses)) return {};
    return std::span(row->classes).first(row->count);
}

PublishedProperty published_property(std::string_view key) {
    const auto row = std::find_if(std::begin(kProperties), std::end(kProperties),
                                  [&](const PropertyRow& candidate) { return candidate.key == key; });
    return row == std::end(kProperties) ? PublishedProperty{} : row->property;
}

PublishedRelation published_relation(std::string_view type) {
    const auto row = std::find_if(std::begin(kRelations), std::end(kRelations),
                                  [&](const RelationRow& candidate) { return candidate.type == type; });
    return row == std::end(kRelations) ? PublishedRelation{} : row->relation;
}

}  // namespace mirrorgraph::formats
