#include "ingest/rules/sentence/sides.h"

#include "schema/identifiers/committee.h"

namespace mirrorgraph::ingest {

bool sides_fit(std::string_view type, const Mention& source, const Mention& target) {
    const Side from = side_of(source);
    const Side to = side_of(target);
    if (type == "ADOPTS" || type == "MIRRORS") return from != Side::kAbroad && to != Side::kChina;
    if (type == "PART_OF" && source.label == "Committee" && target.label == "Organization") {
        // CCSA/ST7/WG1 is part of CCSA/ST7.
        const auto code = try_parse_committee(source.name);
        if (code && code->confidence >= 0.8 && code->parent()) return false;
    }
    const bool apart = from != Side::kUnknown && to != Side::kUnknown && from != to;
    if ((type == "PART_OF" || type == "AMENDS") && apart) return false;
    if (type == "REPLACES") return !apart;
    return true;
}

}  // namespace mirrorgraph::ingest
