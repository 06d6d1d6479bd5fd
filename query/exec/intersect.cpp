#include <algorithm>

#include "query/exec/neighbour_lists.h"
#include "query/exec/operators.h"

namespace mirrorgraph::query {

namespace {

// The shortest leg's neighbours are walked, each looked for in the sorted lists of the other legs.
class IntersectOperator final : public Operator {
  public:
    IntersectOperator(const plan::Intersect& intersect, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          intersect_(intersect),
          live_(passed_on(build.node)),
          input_(make_batch()),
          chosen_(intersect.legs.size()) {
        for (const plan::Intersect::Leg& leg : intersect.legs) lists_.emplace_back(run_, leg.hop);
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
        for (NeighbourLists& lists : lists_) lists.resolve();
    }

    NodeId from(std::size_t leg) const { return NodeId(input_.columns[intersect_.legs[leg].from].ids[row_]); }

    void meet(Batch& out) {
        std::size_t shortest = 0;
        std::size_t least = ~std::size_t{0};
        for (std::size_t leg = 0; leg < lists_.size(); ++leg) {
            if (from(leg).is_null()) return;
            std::size_t size = 0;
            for (const NeighbourLists::Part& part : lists_[leg].of(from(leg))) size += part.neighbours.size();
            if (size < least) {
                least = size;
                shortest = leg;
            }
        }
        const LabelTest test(run_, intersect_.labels);
        lists_[shortest].for_each(from(shortest), [&](NodeId node, RelationshipId relationship) {
            run_.step(lists_.size());
            if (test(node)) {
                chosen_[shortest] = relationship;
                join(out, node, shortest, 0, 1);
            }
            return true;
        });
    }

    // Every choice of relationships of the legs from `leg` on; a leg whose relationship nobody asks for counts only.
    void join(Batch& out, NodeId node, std::size_t walked, std::size_t leg, std::uint64_t weight) {
        if (leg == lists_.size()) {
            give(out, node, weight);
        } else if (leg == walked) {
            join(out, node, walked, leg + 1, weight);
        } else if (intersect_.legs[leg].relationship == kNoSlot) {
            std::uint64_t ways = 0;
            lists_[leg].for_each_between(from(leg), node, [&](RelationshipId) { ++ways; });
            if (ways != 0) join(out, node, walked, leg + 1, weight * ways);
        } else {
            lists_[leg].for_each_between(from(leg), node, [&](RelationshipId relationship) {
                chosen_[leg] = relationship;
                join(out, node, walked, leg + 1, weight);
            });
        }
    }

    void give(Batch& out, NodeId node, std::uint64_t weight) {
        rows_.push_back(static_cast<std::uint32_t>(row_));
        weights_.push_back(weight);
        out.columns[intersect_.to].ids.push_back(node.value);
        for (std::size_t leg = 0; leg < lists_.size(); ++leg) {
            const Slot slot = intersect_.legs[leg].relationship;
            if (slot != kNoSlot) out.columns[slot].ids.push_back(chosen_[leg].value);
        }
    }

    const plan::Intersect& intersect_;
    std::vector<Slot> live_;
    Batch input_;
    std::vector<NeighbourLists> lists_;
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
