#include <algorithm>

#include "query/exec/operators/operators.h"
#include "query/exec/paths/neighbour_lists.h"
#include "query/exec/paths/way_counter.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kSearchSteps = 6;  // of looking for a node in a sorted list, about

// The shortest leg's neighbours are walked, each looked for in the sorted lists of the other legs.
class IntersectOperator final : public Operator {
  public:
    IntersectOperator(const plan::Intersect& intersect, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          intersect_(intersect),
          live_(passed_on(build.node)),
          input_(make_batch()),
          chosen_(intersect.legs.size()) {
        for (const plan::Intersect::Leg& leg : intersect.legs) legs_.emplace_back(run_, leg.hop);
    }

  private:
    bool produce(Batch& out) override {
        if (row_ == input_.rows) {
            row_ = 0;
            if (!child().next(input_)) return false;
            if (run_.plan().writes) resolve();
        }
        for (; row_ < input_.rows && rows_.size() < kBatchRows; ++row_) meet(out);
        out.gather(input_, rows_, live_);
        rows_.clear();
        if (std::any_of(weights_.begin(), weights_.end(), [](std::uint64_t weight) { return weight != 1; })) {
            out.weights.resize(out.rows, 1);
            for (std::size_t i = 0; i < out.rows; ++i) out.weights[i] *= weights_[i];
        }
        weights_.clear();
        return true;
    }
    void restart() override {
        row_ = 0;
        input_.clear();
        resolve();
    }
    void resolve() {
        for (Leg& leg : legs_) {
            leg.lists.resolve();
            leg.membership.resolve();
            leg.marked = false;
        }
    }

    // One leg in the current row.
    struct Leg {
        Leg(Run& run, const plan::Hop& hop) : lists(run, hop), membership(run, hop) {}

        NeighbourLists lists;
        Membership membership;  // for a leg whose relationship nobody asks for
        NodeId from;
        std::span<const NeighbourLists::Part> parts;
        std::size_t size = 0;
        bool marked = false;  // membership is set to `from`
    };

    void meet(Batch& out) {
        std::size_t shortest = 0;
        for (std::size_t i = 0; i < legs_.size(); ++i) {
            Leg& leg = legs_[i];
            const NodeId from(input_.columns[intersect_.legs[i].from].ids[row_]);
            if (from.is_null()) return;
            leg.marked = leg.marked && leg.from == from;
            leg.from = from;
            leg.parts = leg.lists.of(from);
            leg.size = 0;
            for (const NeighbourLists::Part& part : leg.parts) leg.size += part.neighbours.size();
            if (leg.size < legs_[shortest].size) shortest = i;
        }
        const Leg& walked = legs_[shortest];
        if (walked.size == 0) return;
        run_.step(walked.size * legs_.size());
        mark(shortest);
        const LabelTest test(run_, intersect_.labels);
        for (const NeighbourLists::Part& part : walked.parts) {
            for (std::size_t i = 0; i < part.neighbours.size(); ++i) {
                const NodeId node = part.neighbours.nodes[i];
                if ((part.skip_loops && node == walked.from) || !test(node)) continue;
                chosen_[shortest] = part.neighbours.relationships[i];
                join(out, node, shortest, 0, 1);
            }
        }
    }

    // Marks the neighbours of legs that will be asked so often that it pays.
    void mark(std::size_t shortest) {
        for (std::size_t i = 0; i < legs_.size(); ++i) {
            Leg& leg = legs_[i];
            if (i == shortest || leg.marked || intersect_.legs[i].relationship != kNoSlot) continue;
            if (legs_[shortest].size * kSearchSteps < leg.size) continue;
            leg.membership.set(leg.from);
            leg.marked = true;
        }
    }

    // Every choice of relationships of the legs from `number` on; a leg whose relationship nobody asks for counts only.
    void join(Batch& out, NodeId node, std::size_t walked, std::size_t number, std::uint64_t weight) {
        if (number == walked) ++number;
        if (number == legs_.size()) return give(out, node, weight);
        Leg& leg = legs_[number];
        if (intersect_.legs[number].relationship != kNoSlot) {
            leg.lists.for_each_between(leg.parts, leg.from, node, [&](RelationshipId relationship) {
                chosen_[number] = relationship;
                join(out, node, walked, number + 1, weight);
            });
            return;
        }
        std::uint64_t ways = 0;
        if (leg.marked) {
            ways = leg.membership.count(node);
        } else {
            leg.lists.for_each_between(leg.parts, leg.from, node, [&](RelationshipId) { ++ways; });
        }
        if (ways != 0) join(out, node, walked, number + 1, weight * ways);
    }

    void give(Batch& out, NodeId node, std::uint64_t weight) {
        rows_.push_back(static_cast<std::uint32_t>(row_));
        weights_.push_back(weight);
        out.columns[intersect_.to].ids.push_back(node.value);
        for (std::size_t leg = 0; leg < legs_.size(); ++leg) {
            const Slot slot = intersect_.legs[leg].relationship;
            if (slot != kNoSlot) out.columns[slot].ids.push_back(chosen_[leg].value);
        }
    }

    const plan::Intersect& intersect_;
    std::vector<Slot> live_;
    Batch input_;
    std::vector<Leg> legs_;
    std::vector<RelationshipId> chosen_;
    std::size_t row_ = 0;
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint64_t> weights_;
};

}  // namespace

OperatorPtr make_operator(const plan::Intersect& intersect, Build build) {
    return std::make_unique<IntersectOperator>(intersect, std::move(build));
}

}  // namespace mirrorgraph::query
