#include "query/exec/operators/operators.h"
#include "query/exec/paths/path_search.h"

namespace mirrorgraph::query {

namespace {

class SearchPathsOperator final : public Operator {
  public:
    SearchPathsOperator(const plan::SearchPaths& search, Build build)
        : Operator(build.run, build.node, std::move(build.children)),
          search_(search),
          live_(passed_on(build.node)),
          input_(make_batch()),
          automaton_(run_, search) {
        paths_ = search.reach_only ? make_reachable_ends(run_, automaton_)
                 : search.selector && search.selector->kind != ast::Selector::Kind::kAll
                     ? make_shortest_paths(run_, automaton_)
                     : make_all_paths(run_, automaton_);
    }

  private:
    bool produce(Batch& out) override {
        while (out.rows + rows_.size() < kBatchRows) {
            if (row_ == input_.rows) {
                flush(out);
                row_ = 0;
                if (!child().next(input_)) return out.rows > 0;
                if (run_.plan().writes) automaton_.resolve();
                continue;
            }
            if (!searching_ && !begin()) {
                ++row_;
                continue;
            }
            if (const PathPrefix* path = paths_->next()) {
                give(out, *path);
            } else {
                searching_ = false;
                ++row_;
            }
        }
        flush(out);
        return true;
    }

    void restart() override {
        row_ = 0;
        searching_ = false;
        input_.clear();
        automaton_.resolve();
    }

    bool begin() {
        const NodeId from = node_at(search_.from);
        const NodeId to = search_.into ? node_at(search_.to) : NodeId();
        if (from.is_null() || (search_.into && to.is_null())) return false;
        automaton_.set_row(input_, row_);
        paths_->start(from, search_.into ? std::optional(to) : std::nullopt);
        searching_ = true;
        return true;
    }

    NodeId node_at(Slot slot) const { return NodeId(input_.columns[slot].ids[row_]); }

    void flush(Batch& out) {
        out.gather(input_, rows_, live_);
        rows_.clear();
    }

    void give(Batch& out, const PathPrefix& path) {
        rows_.push_back(static_cast<std::uint32_t>(row_));
        if (!search_.into) out.columns[search_.to].ids.push_back(path.end().value);
        for_each_binding(search_, path, [&](Slot slot, const Value& value) { out.columns[slot].push(value); });
    }

    const plan::SearchPaths& search_;
    std::vector<Slot> live_;
    Batch input_;
    PathAutomaton automaton_;
    std::unique_ptr<PathSearch> paths_;
    std::size_t row_ = 0;
    bool searching_ = false;
    std::vector<std::uint32_t> rows_;
};

}  // namespace

OperatorPtr make_operator(const plan::SearchPaths& search, Build build) {
    return std::make_unique<SearchPathsOperator>(search, std::move(build));
}

}  // namespace mirrorgraph::query
