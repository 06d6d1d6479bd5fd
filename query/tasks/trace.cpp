#include "query/tasks/trace.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <span>
#include <unordered_set>

#include "query/tasks/entity_finder.h"
#include "schema/identifiers/committee.h"
#include "schema/text.h"

namespace mirrorgraph::query {

namespace {

// A place from which a node is seen: it decides which relationships are worth following.
enum class View { kCommittee, kMirrorBody, kParent, kHost, kStandard, kVersion, kPolicy, kBody, kLeaf };

struct Rung {
    std::string_view role;
    std::string_view type;
    Direction direction;
    View next;
};

using enum Direction;

constexpr Rung kCommitteeLadder[] = {
    {"mirror body", "MIRRORS", kIncoming, View::kMirrorBody},
    {"counterpart", "MIRRORS", kOutgoing, View::kMirrorBody},
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kHost},
    {"part of", "PART_OF", kOutgoing, View::kParent},
    {"established by", "ESTABLISHED", kIncoming, View::kLeaf},
    {"established", "ESTABLISHED", kOutgoing, View::kLeaf},
    {"sub-body", "PART_OF", kIncoming, View::kLeaf},
    {"responsible for", "RESPONSIBLE_FOR", kOutgoing, View::kVersion},
    {"issued", "ISSUED", kOutgoing, View::kLeaf},
    {"member", "MEMBER_OF", kIncoming, View::kLeaf},
    {"liaison", "LIAISES_WITH", kOutgoing, View::kLeaf},
    {"liaison", "LIAISES_WITH", kIncoming, View::kLeaf},
    {"cooperates with", "COOPERATES_WITH", kOutgoing, View::kLeaf},
    {"cooperates with", "COOPERATES_WITH", kIncoming, View::kLeaf},
};

constexpr Rung kMirrorBodyLadder[] = {
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kHost},
    {"secretariat of", "SECRETARIAT_OF", kOutgoing, View::kCommittee},
    {"part of", "PART_OF", kOutgoing, View::kParent},
    {"also mirrored by", "MIRRORS", kIncoming, View::kLeaf},
    {"also mirrors", "MIRRORS", kOutgoing, View::kLeaf},
    {"sub-body", "PART_OF", kIncoming, View::kLeaf},
    {"responsible for", "RESPONSIBLE_FOR", kOutgoing, View::kVersion},
};

constexpr Rung kParentLadder[] = {
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kLeaf},
    {"part of", "PART_OF", kOutgoing, View::kParent},
};

constexpr Rung kHostLadder[] = {
    {"part of", "PART_OF", kOutgoing, View::kParent},
};

constexpr Rung kStandardLadder[] = {
    {"responsible", "RESPONSIBLE_FOR", kIncoming, View::kCommittee},
    {"issued by", "ISSUED", kIncoming, View::kLeaf},
    {"edition of", "EDITION_OF", kOutgoing, View::kStandard},
    {"edition", "EDITION_OF", kIncoming, View::kVersion},
    {"adopts", "ADOPTS", kOutgoing, View::kStandard},
    {"adopted by", "ADOPTS", kIncoming, View::kStandard},
    {"replaces", "REPLACES", kOutgoing, View::kVersion},
    {"replaced by", "REPLACES", kIncoming, View::kVersion},
    {"amends", "AMENDS", kOutgoing, View::kLeaf},
    {"amended by", "AMENDS", kIncoming, View::kLeaf},
    {"based on", "BASED_ON", kOutgoing, View::kLeaf},
    {"cites", "CITES", kOutgoing, View::kLeaf},
    {"cited by", "CITES", kIncoming, View::kLeaf},
};

constexpr Rung kVersionLadder[] = {
    {"adopts", "ADOPTS", kOutgoing, View::kLeaf},
    {"replaces", "REPLACES", kOutgoing, View::kVersion},
    {"replaced by", "REPLACES", kIncoming, View::kVersion},
    {"amended by", "AMENDS", kIncoming, View::kLeaf},
};

constexpr Rung kPolicyLadder[] = {
    {"issued by", "ISSUED", kIncoming, View::kLeaf},        {"based on", "BASED_ON", kOutgoing, View::kLeaf},
    {"basis of", "BASED_ON", kIncoming, View::kVersion},    {"replaces", "REPLACES", kOutgoing, View::kVersion},
    {"replaced by", "REPLACES", kIncoming, View::kVersion}, {"cites", "CITES", kOutgoing, View::kVersion},
};

constexpr Rung kBodyLadder[] = {
    {"mirrors", "MIRRORS", kOutgoing, View::kParent},
    {"mirrored by", "MIRRORS", kIncoming, View::kMirrorBody},
    {"secretariat of", "SECRETARIAT_OF", kOutgoing, View::kCommittee},
    {"part of", "PART_OF", kOutgoing, View::kParent},
    {"established", "ESTABLISHED", kOutgoing, View::kLeaf},
    {"established by", "ESTABLISHED", kIncoming, View::kLeaf},
    {"sub-body", "PART_OF", kIncoming, View::kLeaf},
    {"responsible for", "RESPONSIBLE_FOR", kOutgoing, View::kVersion},
    {"issued", "ISSUED", kOutgoing, View::kLeaf},
    {"member of", "MEMBER_OF", kOutgoing, View::kLeaf},
    {"member", "MEMBER_OF", kIncoming, View::kLeaf},
    {"cooperates with", "COOPERATES_WITH", kOutgoing, View::kLeaf},
    {"cooperates with", "COOPERATES_WITH", kIncoming, View::kLeaf},
};

std::span<const Rung> ladder(View view) {
    switch (view) {
        case View::kCommittee: return kCommitteeLadder;
        case View::kMirrorBody: return kMirrorBodyLadder;
        case View::kParent: return kParentLadder;
        case View::kHost: return kHostLadder;
        case View::kStandard: return kStandardLadder;
        case View::kVersion: return kVersionLadder;
        case View::kPolicy: return kPolicyLadder;
        case View::kBody: return kBodyLadder;
        case View::kLeaf: return {};
    }
    return {};
}

View view_of_start(std::string_view label) {
    if (label == "Committee") return View::kCommittee;
    if (label == "Standard") return View::kStandard;
    if (label == "Policy") return View::kPolicy;
    return View::kBody;
}

class Tracer {
  public:
    Tracer(const Snapshot& snapshot, const TraceOptions& options) : snapshot_(snapshot), options_(options) {}

    // Breadth first, so that a node's steps stand at the place nearest to the start.
    TraceStep run(NodeId start) {
        TraceStep root;
        root.node = start;
        std::deque<Pending> queue;
        queue.push_back({&root, view_of_start(main_label(snapshot_, start)), 0, NodeId()});
        expanded_.insert(start);
        while (!queue.empty()) {
            const Pending pending = queue.front();
            queue.pop_front();
            expand(pending, queue);
        }
        root.gap = find_gap(root);
        return root;
    }

  private:
    struct Pending {
        TraceStep* step;
        View view;
        int depth;
        NodeId above;
    };

    void expand(const Pending& pending, std::deque<Pending>& queue) {
        if (pending.depth >= options_.max_depth) return;
        std::vector<View> views;
        for (const Rung& rung : ladder(pending.view)) {
            for (TraceStep& step : climb(pending, rung)) {
                pending.step->steps.push_back(std::move(step));
                views.push_back(rung.next);
            }
        }
        // Only now: growing the vector would move the steps that the queue points to.
        for (std::size_t i = 0; i < views.size(); ++i) {
            TraceStep& step = pending.step->steps[i];
            if (views[i] == View::kLeaf) continue;
            if (expanded_.insert(step.node).second) {
                queue.push_back({&step, views[i], pending.depth + 1, pending.step->node});
            } else {
                step.repeated = true;
            }
        }
    }

    std::vector<TraceStep> climb(const Pending& pending, const Rung& rung) const {
        std::vector<TraceStep> out;
        const auto type = snapshot_.find_type(rung.type);
        if (!type) return out;
        const Neighbours next = snapshot_.neighbours(pending.step->node, *type, rung.direction);
        for (std::size_t i = 0; i < next.size(); ++i) {
            if (next.nodes[i] == pending.above) continue;
            TraceStep step;
            step.role = rung.role;
            step.node = next.nodes[i];
            step.relationship = next.relationships[i];
            out.push_back(std::move(step));
        }
        std::stable_sort(out.begin(), out.end(), [&](const TraceStep& a, const TraceStep& b) {
            return display_name(snapshot_, a.node) < display_name(snapshot_, b.node);
        });
        return out;
    }

    // The nearest mirror link above a committee that has none itself.
    std::string find_gap(const TraceStep& root) const {
        if (main_label(snapshot_, root.node) != "Committee" || has_mirror(root.node)) return {};
        const auto part_of = snapshot_.find_type("PART_OF");
        NodeId node = root.node;
        std::unordered_set<NodeId> seen = {node};
        while (part_of) {
            const Neighbours parents = snapshot_.neighbours(node, *part_of, kOutgoing);
            if (parents.empty() || !seen.insert(parents.nodes[0]).second) break;
            node = parents.nodes[0];
            if (const auto mirror = mirror_of(node)) {
                return "no mirror body known; nearest: that of " + display_name(snapshot_, node) + ", " +
                       display_name(snapshot_, *mirror);
            }
        }
        return "no mirror body known";
    }

    bool has_mirror(NodeId node) const { return mirror_of(node).has_value(); }

    std::optional<NodeId> mirror_of(NodeId node) const {
        const auto mirrors = snapshot_.find_type("MIRRORS");
        if (!mirrors) return std::nullopt;
        for (const Direction direction : {kIncoming, kOutgoing}) {
            const Neighbours next = snapshot_.neighbours(node, *mirrors, direction);
            if (!next.empty()) return next.nodes[0];
        }
        return std::nullopt;
    }

    const Snapshot& snapshot_;
    const TraceOptions& options_;
    std::unordered_set<NodeId> expanded_;
};

}  // namespace

TraceStep trace(const Snapshot& snapshot, NodeId start, const TraceOptions& options) {
    return Tracer(snapshot, options).run(start);
}

}  // namespace mirrorgraph::query
