// Where a fact was read: the promise of every node and relationship.
//
// Units:   begin and end are bytes of the source document as it was given, [begin, end); line is 1-based; page is
//          1-based, 0 where the source has no pages
// Threads: values
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace mirrorgraph {

struct Evidence {
    std::string document;  // id of the Document node
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint32_t line = 0;
    std::uint32_t page = 0;
    std::string text;         // the sentence or table row, at most 300 characters; empty with --no-quotes
    std::string rule;         // id of the rule or recogniser; empty for nodes written by hand
    double confidence = 1.0;  // (0, 1]
    friend auto operator<=>(const Evidence&, const Evidence&) = default;
};

using EvidenceList = std::vector<Evidence>;

inline EvidenceList sorted(EvidenceList evidence) {
    std::sort(evidence.begin(), evidence.end());
    return evidence;
}

}  // namespace mirrorgraph
