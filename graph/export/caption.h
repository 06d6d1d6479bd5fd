// The words on a drawn node: short enough to read, whole enough to know the thing.
//
// Units:   widths are columns of text (a Han character takes two)
// Errors:  none
// Threads: functions may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/export/selection.h"

namespace mirrorgraph {

struct Caption {
    std::string kicker;  // what the node is: its role in a task, else its label
    std::string name;
    std::string title;  // what it is about, where that is not its name
    std::string name_zh;
};
Caption caption_of(const Selection& selection, NodeId node);

// What distinguishes the relationship in words: "mirrors, 2021-06-17", "adopts (IDT)".
std::string caption_of(const Selection& selection, RelationshipId relationship);

// The sentence that the fact was read in and where; for tool tips. Empty without evidence.
std::string evidence_in_words(const Snapshot& snapshot, const EvidenceList& evidence);

// Lines of at most `columns`, broken at blanks or between Han characters; the last line of `lines` ends in an
// ellipsis where more was to come.
std::vector<std::string> wrap_text(std::string_view text, std::size_t columns, std::size_t lines);

}  // namespace mirrorgraph
