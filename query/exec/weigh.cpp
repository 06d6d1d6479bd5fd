#include <unordered_map>

#include "query/exec/evaluate.h"
#include "query/exec/neighbour_lists.h"
#include "query/exec/operators.h"
#include "query/query_error.h"

namespace mirrorgraph::query {

namespace {

// Remembers a number for each node: few in a hash table, many in an array.
class NodeMemo {
  public:
    explicit NodeMemo(std::size_t bound) : bound_(bound) {}

    const std::uint64_t* find(NodeId node) const {
        if (!all_.empty()) return all_[node.value] == kUnknown ? nullptr : &all_[node.value];
        const auto found = few_.find(node.value);
        return found == few_.end() ? nullptr : &found->second;
    }
    void put(NodeId node, std::uint64_t number) {
        if (all_.empty() && few_.size() > bound_ / 64) {
            all_.assign(bound_, kUnknown);
            for (const auto& [known, value] : few_) all_[known] = value;
        }
        if (all_.empty()) {
            few_.emplace(node.value, number);
        } else {
            all_[node.value] = number;
        }
    }

  private:
    static constexpr std::uint64_t kUnknown = ~std::uint64_t{0};
    std::size_t bound_;
    std::unordered_map<std::uint32_t, std::uint64_t> few_;
    std::vector<std::uint64_t> all_;
};

std::uint64_t checked(std::uint64_t a, std::uint64_t b,
                      bool (*overflows)(std::uint64_t, std::uint64_t, std::uint64_t*)) {
    std::uint64_t result = 0;
    if (overflows(a, b, &result)) throw arithmetic_error("IntegerOverflow", "a pattern has more than 2^64 matches");
    return result;
}
std::uint64_t product(std::uint64_t a, std::uint64_t b) {
    return checked(a, b,
                   [](std::uint64_t x, std::uint64_t y, std::uint64_t* z) { return __builtin_mul_overflow(x, y, z); });
}
std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
    return checked(a, b,
                   [](std::uint64_t x, std::uint64_t y, std::uint64_t* z) { return __builtin_add_overflow(x, y, z); });
}

// Counts the ways from a node into a tree; what is known of a node is remembered.
class WayCounter {
  public:
    WayCounter(Run& run, const plan::WeightTree& tree)
        : run_(run), tree_(tree), lists_(run, tree.hop), memo_(run.view().node_bound()) {
        for (const plan::WeightTree& branch : tree.branches)
            branches_.push_back(std::make_unique<WayCounter>(run, branch));
    }

    std::uint64_t count(NodeId node, const Batch& batch, std::size_t row) {
        if (node.is_null()) return tree_.optional;
        const bool bare = branches_.empty() && tree_.conditions.empty() && is_unlabelled();
        if (bare) return at_least(lists_.degree(node));
        if (const std::uint64_t* known = memo_.find(node)) return *known;
        const LabelTest test(run_, tree_.labels);
        std::uint64_t ways = 0;
        lists_.for_each(node, [&](NodeId next, RelationshipId relationship) {
            run_.step();
            if (!test(next) || !keeps_conditions(next, relationship, batch, row)) return true;
            std::uint64_t onward = 1;
            for (const auto& branch : branches_) {
                onward = product(onward, branch->count(next, batch, row));
                if (onward == 0) break;
            }
            ways = sum(ways, onward);
            return true;
        });
        ways = at_least(ways);
        memo_.put(node, ways);
        return ways;
    }

  private:
    bool is_unlabelled() const { return tree_.labels.kind == plan::NameCondition::Kind::kAlways; }
    std::uint64_t at_least(std::uint64_t ways) const { return ways == 0 && tree_.optional ? 1 : ways; }

    bool keeps_conditions(NodeId node, RelationshipId relationship, const Batch& batch, std::size_t row) {
        if (tree_.conditions.empty()) return true;
        if (tree_.to != kNoSlot) run_.local(tree_.to) = node;
        if (tree_.relationship != kNoSlot) run_.local(tree_.relationship) = relationship;
        for (const plan::ExpressionPtr& condition : tree_.conditions) {
            if (!holds(run_, *condition, batch, row)) return false;
        }
        return true;
    }

    Run& run_;
    const plan::WeightTree& tree_;
    NeighbourLists lists_;
    NodeMemo memo_;
    std::vector<std::unique_ptr<WayCounter>> branches_;
};

class WeighOperator final : public Operator {
  public:
    WeighOperator(const plan::Weigh& weigh, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          weigh_(weigh),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        if (!child().next(input_)) return false;
        // What was counted stays true, unless an operator below has written.
        if (!counter_ || run_.plan().writes) counter_ = std::make_unique<WayCounter>(run_, weigh_.tree);
        run_.step(input_.rows);
        rows_.clear();
        weights_.clear();
        bool heavy = !input_.weights.empty();
        const std::vector<std::uint32_t>& ids = input_.columns[weigh_.node].ids;
        for (std::uint32_t row = 0; row < input_.rows; ++row) {
            std::uint64_t ways = counter_->count(NodeId(ids[row]), input_, row);
            if (weigh_.exists_only) ways = (ways != 0) != weigh_.negated;
            if (ways == 0) continue;
            rows_.push_back(row);
            weights_.push_back(product(ways, input_.weight(row)));
            heavy = heavy || ways != 1;
        }
        out.gather(input_, rows_, live_);
        if (heavy) out.weights = weights_;
        return true;
    }

    void restart() override {}

    const plan::Weigh& weigh_;
    std::vector<Slot> live_;
    Batch input_;
    std::unique_ptr<WayCounter> counter_;
    std::vector<std::uint32_t> rows_;
    std::vector<std::uint64_t> weights_;
};

}  // namespace

OperatorPtr make_operator(const plan::Weigh& weigh, Build build) {
    return std::make_unique<WeighOperator>(weigh, std::move(build));
}

}  // namespace mirrorgraph::query
