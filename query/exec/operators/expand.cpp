#include "query/exec/operators/operators.h"
#include "query/exec/paths/neighbour_lists.h"

namespace mirrorgraph::query {

namespace {

// What both kinds of expansion share: rows found in an input batch, copied to the output before the next one.
class ExpandBase : public Operator {
  public:
    ExpandBase(Build build, Slot from, Slot relationship, Slot to, const plan::Hop& hop)
        : Operator(build.run, build.node, std::move(build.children)),
          live_(passed_on(build.node)),
          input_(make_batch()),
          from_(from),
          relationship_(relationship),
          to_(to),
          lists_(run_, hop) {}

  protected:
    void restart() override {
        row_ = 0;
        input_.clear();
        lists_.resolve();
    }

    bool next_input() {
        row_ = 0;
        const bool more = child().next(input_);
        // An operator below may have written, and made a type that was not there.
        if (run_.plan().writes) lists_.resolve();
        return more;
    }
    std::size_t room(const Batch& out) const {
        const std::size_t used = out.rows + rows_.size();
        return used < kBatchRows ? kBatchRows - used : 0;
    }
    void flush(Batch& out) {
        out.gather(input_, rows_, live_);
        rows_.clear();
    }

    std::vector<Slot> live_;
    Batch input_;
    std::size_t row_ = 0;
    std::vector<std::uint32_t> rows_;  // of the input, one for each row found
    Slot from_;
    Slot relationship_;
    Slot to_;
    NeighbourLists lists_;
};

class ExpandOperator final : public ExpandBase {
  public:
    ExpandOperator(const plan::Expand& expand, Build build)
        : ExpandBase(std::move(build), expand.from, expand.relationship, expand.to, expand.hop),
          labels_(expand.labels) {}

  private:
    bool produce(Batch& out) override {
        while (room(out) > 0) {
            if (row_ == input_.rows) {
                flush(out);
                if (!next_input()) return out.rows > 0;
                continue;
            }
            if (parts_.empty() && !open_row()) {
                ++row_;
                continue;
            }
            take(out);
        }
        flush(out);
        return true;
    }

    void restart() override {
        ExpandBase::restart();
        parts_ = {};
        part_ = position_ = 0;
    }

    bool open_row() {
        run_.step();
        const NodeId node(input_.columns[from_].ids[row_]);
        if (node.is_null()) return false;
        parts_ = lists_.of(node);
        part_ = position_ = 0;
        return !parts_.empty();
    }

    // Takes of the current list what there is room for, and moves on to the next list or row where it ends.
    void take(Batch& out) {
        const LabelTest test(run_, labels_);
        const NeighbourLists::Part& part = parts_[part_];
        const std::size_t end = std::min(part.neighbours.size(), position_ + room(out));
        const NodeId self(input_.columns[from_].ids[row_]);
        std::vector<std::uint32_t>& to = out.columns[to_].ids;
        run_.step(end - position_);
        for (; position_ < end; ++position_) {
            const NodeId node = part.neighbours.nodes[position_];
            if ((part.skip_loops && node == self) || !test(node)) continue;
            rows_.push_back(static_cast<std::uint32_t>(row_));
            to.push_back(node.value);
            if (relationship_ != kNoSlot) {
                out.columns[relationship_].ids.push_back(part.neighbours.relationships[position_].value);
            }
        }
        if (position_ < part.neighbours.size()) return;
        position_ = 0;
        if (++part_ < parts_.size()) return;
        parts_ = {};
        ++row_;
    }

    const plan::NameCondition& labels_;
    std::span<const NeighbourLists::Part> parts_;
    std::size_t part_ = 0;
    std::size_t position_ = 0;
};

class ExpandIntoOperator final : public ExpandBase {
  public:
    ExpandIntoOperator(const plan::ExpandInto& expand, Build build)
        : ExpandBase(std::move(build), expand.from, expand.relationship, expand.to, expand.hop),
          reversed_hop_(reversed(expand.hop)),
          back_(run_, reversed_hop_) {}

  private:
    bool produce(Batch& out) override {
        while (room(out) > 0) {
            if (row_ == input_.rows) {
                flush(out);
                if (!next_input()) return out.rows > 0;
                if (run_.plan().writes) back_.resolve();
                continue;
            }
            connect(out);
            ++row_;
        }
        flush(out);
        return true;
    }

    void restart() override {
        ExpandBase::restart();
        back_.resolve();
    }

    void connect(Batch& out) {
        run_.step();
        const NodeId from(input_.columns[from_].ids[row_]);
        const NodeId to(input_.columns[to_].ids[row_]);
        if (from.is_null() || to.is_null()) return;
        const auto found = [&](RelationshipId relationship) {
            rows_.push_back(static_cast<std::uint32_t>(row_));
            if (relationship_ != kNoSlot) out.columns[relationship_].ids.push_back(relationship.value);
        };
        // The shorter list is searched.
        if (size(lists_.of(from)) <= size(back_.of(to))) {
            lists_.for_each_between(from, to, found);
        } else {
            back_.for_each_between(to, from, found);
        }
    }

    static std::size_t size(std::span<const NeighbourLists::Part> parts) {
        std::size_t size = 0;
        for (const NeighbourLists::Part& part : parts) size += part.neighbours.size();
        return size;
    }

    plan::Hop reversed_hop_;
    NeighbourLists back_;
};

class FollowOperator final : public Operator {
  public:
    FollowOperator(const plan::FollowRelationship& follow, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          follow_(follow),
          live_(passed_on(build.node)),
          input_(make_batch()) {}

  private:
    bool produce(Batch& out) override {
        if (!child().next(input_)) return false;
        run_.step(input_.rows);
        const std::vector<TypeId> types = allowed_types(run_, follow_.hop.types);
        for (std::uint32_t row = 0; row < input_.rows; ++row) {
            const RelationshipId relationship(input_.columns[follow_.relationship].ids[row]);
            if (relationship.is_null()) continue;
            if (!std::binary_search(types.begin(), types.end(), run_.view().type_id(relationship))) continue;
            const NodeId source = run_.view().source(relationship);
            const NodeId target = run_.view().target(relationship);
            if (follow_.hop.arrow != ast::Arrow::kLeft) lay(out, row, source, target);
            if (follow_.hop.arrow == ast::Arrow::kLeft ||
                (follow_.hop.arrow == ast::Arrow::kEither && source != target)) {
                lay(out, row, target, source);
            }
        }
        out.gather(input_, rows_, live_);
        rows_.clear();
        return true;
    }
    void restart() override {}

    void lay(Batch& out, std::uint32_t row, NodeId left, NodeId right) {
        if (follow_.left_known && input_.columns[follow_.left].ids[row] != left.value) return;
        if (follow_.right_known && input_.columns[follow_.right].ids[row] != right.value) return;
        if (follow_.left == follow_.right && left != right) return;
        if (!follow_.left_known) out.columns[follow_.left].ids.push_back(left.value);
        if (!follow_.right_known && follow_.left != follow_.right) {
            out.columns[follow_.right].ids.push_back(right.value);
        }
        rows_.push_back(row);
    }

    const plan::FollowRelationship& follow_;
    std::vector<Slot> live_;
    Batch input_;
    std::vector<std::uint32_t> rows_;
};

}  // namespace

OperatorPtr make_operator(const plan::FollowRelationship& follow, Build build) {
    return std::make_unique<FollowOperator>(follow, std::move(build));
}
OperatorPtr make_operator(const plan::Expand& expand, Build build) {
    return std::make_unique<ExpandOperator>(expand, std::move(build));
}
OperatorPtr make_operator(const plan::ExpandInto& expand, Build build) {
    return std::make_unique<ExpandIntoOperator>(expand, std::move(build));
}

}  // namespace mirrorgraph::query
