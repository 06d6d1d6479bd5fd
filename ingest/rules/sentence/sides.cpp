#include "ingest/rules/sentence/sides.h"

#include <algorithm>
#include <array>

#include "schema/identifiers/committee.h"

namespace mirrorgraph::ingest {

namespace {

enum class Side { kUnknown, kChina, kAbroad };

Side side_of(const Mention& mention) {
    static constexpr std::array<std::string_view, 16> kAbroad = {"ISO",   "IEC",   "ITU",  "ETSI", "IEEE", "CEN",
                                                                 "CISPR", "JTC",   "3GPP", "EN ",  "UN ",  "SAE ",
                                                                 "UL ",   "ASTM ", "JIS ", "NIST "};
    static constexpr std::array<std::string_view, 14> kChina = {"GB",   "SAC", "CCSA", "TC2", "T/", "DB", "YD/T",
                                                                "SJ/T", "HG/", "JB/",  "QC/", "YY", "HJ", "NB/"};
    if (mention.label != "Standard" && mention.label != "Committee") return Side::kUnknown;
    const auto begins = [&](std::string_view code) { return mention.key.starts_with(code); };
    if (std::any_of(kAbroad.begin(), kAbroad.end(), begins)) return Side::kAbroad;
    if (std::any_of(kChina.begin(), kChina.end(), begins)) return Side::kChina;
    return Side::kUnknown;
}

}  // namespace

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
