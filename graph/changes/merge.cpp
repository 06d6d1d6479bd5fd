#include "graph/changes/merge.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "graph/changes/change_set.h"

namespace mirrorgraph {

namespace {

using Place = std::tuple<std::string, std::string, std::string>;  // source, target, type
using Parallels = std::vector<RelationshipId>;

std::map<Place, Parallels> by_place(const PropertyGraph& graph) {
    std::map<Place, Parallels> out;
    for (const RelationshipId one : graph.relationships()) {
        out[{graph.id(graph.source(one)), graph.id(graph.target(one)), graph.type(one)}].push_back(one);
    }
    return out;
}

bool have_evidence_in_common(const EvidenceList& a, const EvidenceList& b) {
    return std::any_of(a.begin(), a.end(), [&b](const Evidence& one) {
        return std::any_of(b.begin(), b.end(), [&one](const Evidence& other) {
            return one.document == other.document && one.begin == other.begin && one.end == other.end;
        });
    });
}

template <class IdType>
void take_over_properties(const Map& before, const Map& after, PropertyGraph& graph, IdType element) {
    for (const auto& [key, value] : before) {
        if (!after.contains(key)) graph.set_property(element, key, Value());
    }
    for (const auto& [key, value] : after) {
        const auto old = before.find(key);
        if (old == before.end() || old->second != value) graph.set_property(element, key, value);
    }
}

class Merger {
  public:
    Merger(const PropertyGraph& base, const PropertyGraph& ours, const PropertyGraph& theirs)
        : base_(base), ours_(ours), out_{theirs.clone(), {}, false} {}

    Merge merge() {
        merge_nodes();
        merge_relationships();
        remove_nodes();
        std::sort(out_.conflicts.begin(), out_.conflicts.end());
        return std::move(out_);
    }

  private:
    void conflict(std::string what) { out_.conflicts.push_back(std::move(what)); }

    void merge_nodes() {
        for (const NodeId node : ours_.nodes()) {
            const std::string& id = ours_.id(node);
            const auto before = base_.find_node(id);
            const Map old = before ? base_.properties(*before) : Map();
            const Map now = ours_.properties(node);
            const std::vector<std::string> old_labels = before ? base_.labels(*before) : std::vector<std::string>();
            const std::vector<std::string> labels = ours_.labels(node);
            if (before && old == now && old_labels == labels) continue;
            out_.has_changes = true;
            auto found = out_.graph.find_node(id);
            if (!found && before) {
                conflict(fmt::format("'{}' was changed, and no source names it any more", id));
                continue;
            }
            if (!found) found = out_.graph.add_node(id, labels);
            for (const std::string& label : old_labels) {
                if (!ours_.has_label(node, label)) out_.graph.remove_label(*found, label);
            }
            for (const std::string& label : labels) {
                if (!before || !base_.has_label(*before, label)) out_.graph.add_label(*found, label);
            }
            take_over_properties(old, now, out_.graph, *found);
        }
    }

    void merge_relationships() {
        const auto base = by_place(base_);
        const auto ours = by_place(ours_);
        const auto theirs = by_place(out_.graph);
        const auto at = [](const std::map<Place, Parallels>& all, const Place& place) {
            const auto found = all.find(place);
            return found == all.end() ? Parallels() : found->second;
        };
        for (const auto& [place, list] : base) merge_parallels(place, list, at(ours, place), at(theirs, place));
        for (const auto& [place, list] : ours) {
            if (!base.contains(place)) merge_parallels(place, {}, list, at(theirs, place));
        }
    }

    // Relationships of one type from one node to another.
    void merge_parallels(const Place& place, Parallels before, Parallels now, Parallels theirs) {
        drop_equal(before, now);
        if (before.empty() && now.empty()) return;
        out_.has_changes = true;
        for (const RelationshipId old : before) {
            const auto changed = std::find_if(now.begin(), now.end(), [&](RelationshipId one) {
                return sorted(ours_.evidence(one)) == sorted(base_.evidence(old));
            });
            const auto match = find_match(old, before.size(), theirs);
            if (changed == now.end()) {
                if (match != theirs.end()) out_.graph.remove_relationship(*match);
            } else if (match == theirs.end()) {
                conflict(fmt::format("{} was changed, and no source claims it any more", words(place)));
            } else {
                take_over_properties(base_.properties(old), ours_.properties(*changed), out_.graph, *match);
            }
            if (match != theirs.end()) theirs.erase(match);
            if (changed != now.end()) now.erase(changed);
        }
        for (const RelationshipId added : now) add(place, added);
    }

    void drop_equal(Parallels& before, Parallels& now) const {
        std::erase_if(before, [&](RelationshipId old) {
            const std::string content = content_of(base_, old);
            const auto same = std::find_if(now.begin(), now.end(),
                                           [&](RelationshipId one) { return content_of(ours_, one) == content; });
            if (same == now.end()) return false;
            now.erase(same);
            return true;
        });
    }

    static std::string content_of(const PropertyGraph& graph, RelationshipId one) {
        return relationship_content(graph.properties(one), graph.evidence(one));
    }

    Parallels::iterator find_match(RelationshipId old, std::size_t of, Parallels& theirs) const {
        const std::string content = content_of(base_, old);
        auto found = std::find_if(theirs.begin(), theirs.end(),
                                  [&](RelationshipId one) { return content_of(out_.graph, one) == content; });
        if (found != theirs.end()) return found;
        found = std::find_if(theirs.begin(), theirs.end(), [&](RelationshipId one) {
            return have_evidence_in_common(base_.evidence(old), out_.graph.evidence(one));
        });
        return found == theirs.end() && of == 1 && theirs.size() == 1 ? theirs.begin() : found;
    }

    void add(const Place& place, RelationshipId added) {
        const auto& [source, target, type] = place;
        const auto from = out_.graph.find_node(source);
        const auto to = out_.graph.find_node(target);
        if (!from || !to) {
            conflict(
                fmt::format("{} was added, and no source names '{}' any more", words(place), from ? target : source));
            return;
        }
        out_.graph.add_relationship(*from, *to, type, ours_.properties(added));
    }

    void remove_nodes() {
        for (const NodeId node : base_.nodes()) {
            const std::string& id = base_.id(node);
            if (ours_.find_node(id)) continue;
            out_.has_changes = true;
            const auto found = out_.graph.find_node(id);
            if (!found) continue;
            if (out_.graph.outgoing(*found).empty() && out_.graph.incoming(*found).empty()) {
                out_.graph.remove_node(*found);
            } else {
                conflict(fmt::format("'{}' was deleted, and sources claim new relationships of it", id));
            }
        }
    }

    static std::string words(const Place& place) {
        const auto& [source, target, type] = place;
        return fmt::format("{} from '{}' to '{}'", type, source, target);
    }

    const PropertyGraph& base_;
    const PropertyGraph& ours_;
    Merge out_;
};

}  // namespace

Merge merge(const PropertyGraph& base, const PropertyGraph& ours, const PropertyGraph& theirs) {
    return Merger(base, ours, theirs).merge();
}

}  // namespace mirrorgraph
