#include "ingest/rules/sentence/sides.h"

#include <cstdint>
#include <string>

#include "schema/identifiers/committee.h"

namespace mirrorgraph::ingest {

namespace {

// Of a standard, or of the plan for one: 20230797-T-469. 0 where nothing says it.
std::int64_t year_of(const Mention& standard) {
    if (const auto year = standard.properties.find("year"); year != standard.properties.end())
        return year->second.as_integer();
    constexpr std::size_t kPlan = 8;
    const std::string_view name = standard.name;
    const bool plan = name.size() > kPlan && name.starts_with("20") && name[kPlan] == '-' &&
                      name.substr(0, kPlan).find_first_not_of("0123456789") == std::string_view::npos;
    return plan ? std::stoi(standard.name.substr(0, 4)) : 0;
}

// A standard takes the place of no younger one, and of none of its own year that has another number.
bool could_not_replace(const Mention& one, const Mention& other) {
    const std::int64_t a = year_of(one), b = year_of(other);
    if (a == 0 || b == 0 || a != b) return a != 0 && b != 0 && a < b;
    const auto number = one.properties.find("number"), replaced = other.properties.find("number");
    return number != one.properties.end() && replaced != other.properties.end() && one.properties.contains("year") &&
           other.properties.contains("year") && number->second != replaced->second;
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
    if (type == "REPLACES") return !apart && !could_not_replace(source, target);
    return true;
}

bool sides_speak_for(std::string_view type, const Mention& source, const Mention& target) {
    const Side from = side_of(source);
    const Side to = side_of(target);
    if (type == "ADOPTS" || type == "MIRRORS") return from == Side::kChina && to == Side::kAbroad;
    if (type != "RESPONSIBLE_FOR") return true;
    return from == Side::kUnknown || to == Side::kUnknown || from == to;
}

}  // namespace mirrorgraph::ingest
