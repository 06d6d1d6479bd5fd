// Identifiers of standards and committees in any bytes: what is printed of them reads back as the same, and what is
// found in text lies in the text, in order.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "schema/identifiers/committee.h"
#include "schema/identifiers/identify.h"
#include "schema/identifiers/standard.h"

using namespace mirrorgraph;

namespace {

void require(bool condition) {
    if (!condition) __builtin_trap();
}

void check_whole(std::string_view text) {
    if (const auto id = try_parse_standard(text)) {
        const auto again = try_parse_standard(id->normalized());
        require(again && again->normalized() == id->normalized());
        const auto key = try_parse_standard(id->key());
        require(key && key->key() == id->key());
        if (const auto series = id->series()) require(!series->series());
    }
    if (const auto id = try_parse_committee(text)) {
        const auto again = try_parse_committee(id->normalized());
        require(again && again->normalized() == id->normalized() && again->key() == id->key());
        for (auto parent = id->parent(); parent; parent = parent->parent()) require(!parent->steps.empty());
    }
    require(!identify(text).empty());
}

template <class Match>
void check_span(const Match& match, std::string_view text, std::size_t& end) {
    require(match.span.begin >= end && match.span.begin < match.span.end && match.span.end <= text.size());
    require(match.identifier.confidence > 0 && match.identifier.confidence <= 1);
    end = match.span.end;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_whole(text);
    std::size_t standards = 0;
    find_standards(text, [&](const StandardMatch& match) { check_span(match, text, standards); });
    std::size_t committees = 0;
    find_committees(text, [&](const CommitteeMatch& match) { check_span(match, text, committees); });
    return 0;
}
