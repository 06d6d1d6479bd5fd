// What questions answer, as selections that graph/export writes.
//
// Errors:  select_result throws what the run throws, and Error kNotFound where the rows hold no node or relationship; the
//          others as said
// Threads: functions may run at once
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "graph/export/selection.h"
#include "query/engine.h"

namespace mirrorgraph::query {

// The nodes, relationships and paths of all rows, also those inside lists and maps. Where the rows have nodes only, the
// relationships among them are selected too. REQUIRES: the graph of the result has no changes of its own.
Selection select_result(Result& result);

// As people look at it: without documents, unless asked for, and in the picture of a whole graph without what hangs on
// nothing, which `note` is told of.
Selection fit_for_eyes(Selection selection, bool with_documents, const std::function<void(std::string_view)>& note);

// The trace of a node, with a title. In a picture long lists of members and liaisons are cut, which the title says.
Selection select_trace(const std::shared_ptr<const Snapshot>& snapshot, NodeId start, bool for_eyes = false);
// What its impact touches, with tiers and scores.
Selection select_impact(const std::shared_ptr<const Snapshot>& snapshot, NodeId start);

// The trace of whatever `subject` names, likewise. Error kNotFound with the nearest names.
Selection select_trace(const std::shared_ptr<const Snapshot>& snapshot, std::string_view subject,
                       bool for_eyes = false);
// Likewise its impact.
Selection select_impact(const std::shared_ptr<const Snapshot>& snapshot, std::string_view subject);

}  // namespace mirrorgraph::query
