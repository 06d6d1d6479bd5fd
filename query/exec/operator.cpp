#include "query/exec/operator.h"

#include <algorithm>

#include "query/exec/operators/operators.h"

namespace mirrorgraph::query {

std::vector<Slot> passed_on(const plan::Node& node, std::size_t i) {
    std::vector<Slot> slots;
    for (Slot slot : node.children[i]->output) {
        if (std::find(node.output.begin(), node.output.end(), slot) != node.output.end()) slots.push_back(slot);
    }
    return slots;
}

void Operator::collect(Batch& rows) {
    const std::vector<Slot>& live = node_.children[0]->output;
    std::vector<std::uint32_t> chosen;
    Batch input = make_batch();
    while (child().next(input)) {
        chosen.clear();
        for (std::uint32_t row = 0; row < input.rows; ++row) chosen.insert(chosen.end(), input.weight(row), row);
        input.weights.clear();
        run_.step(chosen.size());
        run_.charge(chosen.size() * live.size() * sizeof(Value));
        rows.gather(input, chosen, live);
    }
}

OperatorPtr build_operator(Run& run, const plan::Node& node, ArgumentSource& source) {
    std::vector<OperatorPtr> children;
    // Operators give an inner child a source of their own.
    const std::size_t built = plan::has_inner_child(node.operation) ? 1 : node.children.size();
    for (std::size_t i = 0; i < built; ++i) children.push_back(build_operator(run, *node.children[i], source));
    return std::visit(
        [&](const auto& operation) {
            return make_operator(operation, Build{run, node, std::move(children), source});
        },
        node.operation);
}

}  // namespace mirrorgraph::query
