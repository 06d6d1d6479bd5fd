#include "query/exec/subplan.h"

namespace mirrorgraph::query {

Subplan::Subplan(Run& run, const plan::Node& plan, std::vector<Slot> columns, std::vector<Slot> locals)
    : run_(run),
      columns_(std::move(columns)),
      locals_(std::move(locals)),
      argument_(run.plan().slots),
      result_(run.plan().slots),
      source_{&argument_},
      root_(build_operator(run, plan, source_)) {}

void Subplan::start(const Batch& batch, std::size_t row) {
    argument_.clear();
    for (Slot slot : columns_) argument_.columns[slot].push(batch.columns[slot].at(row));
    for (Slot slot : locals_) argument_.columns[slot].push(run_.local(slot));
    argument_.rows = 1;
    root_->reset();
}

bool Subplan::exists(const Batch& batch, std::size_t row) {
    start(batch, row);
    while (next(result_)) {
        if (result_.rows > 0) return true;
    }
    return false;
}

std::uint64_t Subplan::count(const Batch& batch, std::size_t row) {
    start(batch, row);
    std::uint64_t count = 0;
    while (next(result_)) {
        for (std::size_t i = 0; i < result_.rows; ++i) count += result_.weight(i);
    }
    return count;
}

List Subplan::list(const Batch& batch, std::size_t row, Slot item) {
    start(batch, row);
    List items;
    while (next(result_)) {
        for (std::size_t i = 0; i < result_.rows; ++i) {
            items.insert(items.end(), result_.weight(i), result_.columns[item].at(i));
            run_.step(result_.weight(i));
        }
    }
    return items;
}

Value Subplan::first(const Batch& batch, std::size_t row, Slot item) {
    start(batch, row);
    while (next(result_)) {
        if (result_.rows > 0) return result_.columns[item].at(0);
    }
    return {};
}

}  // namespace mirrorgraph::query
