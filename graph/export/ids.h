// Ids of nodes for formats that cannot write every character: the stable id of the graph, and for the few that the
// format cannot take, a near one that no other node has.
//
// Cost:    construction: one pass over the ids; of: O(1)
// Owns:    the replaced ids; the selection must outlive it
// Threads: immutable; const methods may run at once
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "graph/export/selection.h"
#include "graph/export/text.h"

namespace mirrorgraph {

class ExternalIds {
  public:
    // `clean` gives what the format writes in place of an id; most ids should come out as they are.
    template <class Clean>
    ExternalIds(const Selection& selection, Clean&& clean) : snapshot_(selection.snapshot()) {
        std::unordered_set<std::string> taken;
        for (const NodeId node : selection.nodes()) {
            const std::string wanted = clean(snapshot_.id(node));
            if (wanted == snapshot_.id(node)) continue;
            std::string id = wanted;
            for (int i = 2; snapshot_.find_node(id) || taken.contains(id); ++i) id = wanted + "~" + std::to_string(i);
            taken.insert(id);
            replaced_.emplace(node, std::move(id));
        }
    }

    static ExternalIds for_xml(const Selection& selection) { return {selection, clean_for_xml}; }

    std::string_view of(NodeId node) const {
        const auto found = replaced_.empty() ? replaced_.end() : replaced_.find(node);
        return found == replaced_.end() ? snapshot_.id(node) : std::string_view(found->second);
    }

  private:
    const Snapshot& snapshot_;
    std::unordered_map<NodeId, std::string> replaced_;
};

}  // namespace mirrorgraph
