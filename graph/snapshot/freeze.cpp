#include <algorithm>
#include <map>
#include <numeric>

#include "graph/snapshot/snapshot_impl.h"

namespace mirrorgraph {

namespace {

// Positions 0 .. count - 1 in the order of their keys below `limit`; equal keys keep the order of `order`.
template <class KeyOf>
void counting_sort(std::vector<std::uint32_t>& order, std::size_t limit, KeyOf&& key_of) {
    std::vector<std::uint32_t> ends(limit + 1, 0);
    for (std::uint32_t item : order) ++ends[key_of(item) + 1];
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    std::vector<std::uint32_t> sorted(order.size());
    for (std::uint32_t item : order) sorted[ends[key_of(item)]++] = item;
    order = std::move(sorted);
}

std::vector<std::uint32_t> iota(std::size_t count) {
    std::vector<std::uint32_t> out(count);
    std::iota(out.begin(), out.end(), 0);
    return out;
}

// Renumbers the names that are used, in the order of the names.
template <class IdType>
std::vector<IdType> intern_used(std::span<const std::string> names, const std::vector<bool>& used,
                                Interner<IdType>& interner) {
    std::vector<std::uint32_t> order = iota(names.size());
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return names[a] < names[b]; });
    std::vector<IdType> renumbered(names.size());
    for (std::uint32_t i : order) {
        if (used[i]) renumbered[i] = interner.intern(names[i]);
    }
    return renumbered;
}

}  // namespace

class Freezer {
  public:
    explicit Freezer(const PropertyGraph& graph)
        : graph_(graph), snapshot_(new Snapshot), out_(*snapshot_->impl_), old_nodes_(graph.nodes()) {}

    std::shared_ptr<const Snapshot> freeze() {
        out_.schema = graph_.shared_schema();
        out_.metadata = graph_.metadata();
        intern_names();
        number_nodes();
        index_ids();
        list_labels();
        number_relationships();
        for (std::size_t type = 0; type < out_.type_arrays.size(); ++type) link_type(out_.type_arrays[type]);
        link_all(Direction::kOutgoing);
        link_all(Direction::kIncoming);
        fill(out_.node_columns, out_.node_evidence, out_.node_origins);
        fill(out_.relationship_columns, out_.relationship_evidence, out_.relationship_origins);
        return snapshot_;
    }

  private:
    void intern_names() {
        std::vector<bool> labels(graph_.label_names().size());
        std::vector<bool> types(graph_.type_names().size());
        std::vector<bool> keys(graph_.key_names().size());
        for (NodeId node : old_nodes_) {
            for (LabelId label : graph_.label_ids(node)) labels[label.value] = true;
            for (const auto& property : graph_.property_list(node)) keys[property.key.value] = true;
        }
        for (RelationshipId relationship : graph_.relationships()) {
            types[graph_.type_id(relationship).value] = true;
            for (const auto& property : graph_.property_list(relationship)) keys[property.key.value] = true;
        }
        new_labels_ = intern_used(graph_.label_names(), labels, out_.label_names);
        new_types_ = intern_used(graph_.type_names(), types, out_.type_names);
        new_keys_ = intern_used(graph_.key_names(), keys, out_.key_names);
    }

    // Groups nodes by label set, sets in the order of their names; within a set the old order stays.
    void number_nodes() {
        std::map<std::vector<LabelId>, std::vector<NodeId>> groups;
        for (NodeId node : old_nodes_) {
            std::vector<LabelId> set;
            for (LabelId label : graph_.label_ids(node)) set.push_back(new_labels_[label.value]);
            groups[std::move(set)].push_back(node);
        }
        new_nodes_.resize(old_nodes_.empty() ? 0 : old_nodes_.back().value + 1);
        out_.nodes = iota_ids<NodeId>(old_nodes_.size());
        out_.node_origins.reserve(old_nodes_.size());
        for (const auto& [set, members] : groups) {
            for (NodeId node : members) {
                new_nodes_[node.value] = NodeId(out_.node_origins.size());
                out_.node_origins.push_back(node);
                out_.label_sets_of_nodes.push_back(static_cast<std::uint32_t>(out_.label_sets.size()));
            }
            out_.label_sets.push_back(set);
        }
    }

    void index_ids() {
        out_.by_id.reserve(out_.node_origins.size());
        for (NodeId node : out_.node_origins) {
            const std::string& id = graph_.id(node);
            out_.by_id.insert(id, static_cast<std::uint32_t>(out_.id_ends.size()));
            out_.ids += id;
            out_.id_ends.push_back(out_.ids.size());
        }
        out_.ids.shrink_to_fit();
    }

    void list_labels() {
        out_.nodes_with_label.resize(out_.label_names.size());
        for (NodeId node : out_.nodes) {
            for (LabelId label : out_.label_sets[out_.label_sets_of_nodes[node.value]]) {
                out_.nodes_with_label[label.value].push_back(node);
            }
        }
    }

    // Sorts relationships by type, source, target and old position.
    void number_relationships() {
        const std::vector<RelationshipId> old = graph_.relationships();
        const auto source = [&](std::uint32_t i) { return new_nodes_[graph_.source(old[i]).value]; };
        const auto target = [&](std::uint32_t i) { return new_nodes_[graph_.target(old[i]).value]; };
        const auto type = [&](std::uint32_t i) { return new_types_[graph_.type_id(old[i]).value]; };
        std::vector<std::uint32_t> order = iota(old.size());
        counting_sort(order, out_.nodes.size(), [&](std::uint32_t i) { return target(i).value; });
        counting_sort(order, out_.nodes.size(), [&](std::uint32_t i) { return source(i).value; });
        counting_sort(order, out_.type_names.size(), [&](std::uint32_t i) { return type(i).value; });
        out_.relationships = iota_ids<RelationshipId>(old.size());
        out_.type_arrays.resize(out_.type_names.size());
        for (std::uint32_t i : order) {
            const auto position = static_cast<std::uint32_t>(out_.types.size());
            out_.relationship_origins.push_back(old[i]);
            out_.sources.push_back(source(i));
            out_.targets.push_back(target(i));
            out_.types.push_back(type(i));
            TypeArrays& arrays = out_.type_arrays[type(i).value];
            if (arrays.end == 0) arrays.begin = position;
            arrays.end = position + 1;
        }
    }

    // Rows of the sorted `keys`, from the first to the last that occurs.
    static std::uint32_t count_rows(std::span<const NodeId> keys, std::vector<std::uint32_t>& offsets) {
        if (keys.empty()) return 0;
        const std::uint32_t first = keys.front().value;
        offsets.assign(keys.back().value - first + 2, 0);
        for (NodeId key : keys) ++offsets[key.value - first + 1];
        std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
        return first;
    }

    void link_type(TypeArrays& type) {
        const std::size_t count = type.end - type.begin;
        const auto sources = std::span<const NodeId>(out_.sources).subspan(type.begin, count);
        const auto targets = std::span<const NodeId>(out_.targets).subspan(type.begin, count);
        const auto own = std::span<const RelationshipId>(out_.relationships).subspan(type.begin, count);
        const std::uint32_t first_source = count_rows(sources, type.outgoing_arrays.offsets);
        type.outgoing = {first_source, type.outgoing_arrays.offsets, targets, own};

        std::vector<std::uint32_t> order = iota(count);  // by source already
        counting_sort(order, out_.nodes.size(), [&](std::uint32_t i) { return targets[i].value; });
        AdjacencyArrays& in = type.incoming_arrays;
        std::vector<NodeId> keys;
        for (std::uint32_t i : order) {
            keys.push_back(targets[i]);
            in.nodes.push_back(sources[i]);
            in.relationships.push_back(own[i]);
        }
        const std::uint32_t first_target = count_rows(keys, in.offsets);
        type.incoming = {first_target, in.offsets, in.nodes, in.relationships};
    }

    // All types together: a stable sort by node keeps each row in the order of type, neighbour, relationship.
    void link_all(Direction direction) {
        const bool outgoing = direction == Direction::kOutgoing;
        AdjacencyArrays& arrays = outgoing ? out_.outgoing_arrays : out_.incoming_arrays;
        const std::vector<NodeId>& nodes = outgoing ? out_.sources : out_.targets;
        const std::vector<NodeId>& neighbours = outgoing ? out_.targets : out_.sources;
        std::vector<std::uint32_t> order = iota(nodes.size());
        counting_sort(order, out_.nodes.size(), [&](std::uint32_t i) { return nodes[i].value; });
        std::vector<NodeId> keys;
        for (std::uint32_t i : order) {
            keys.push_back(nodes[i]);
            arrays.nodes.push_back(neighbours[i]);
            arrays.relationships.emplace_back(i);
        }
        const std::uint32_t first = count_rows(keys, arrays.offsets);
        (outgoing ? out_.outgoing : out_.incoming) = {first, arrays.offsets, arrays.nodes, arrays.relationships};
    }

    template <class IdType>
    void fill(std::vector<Column>& columns, std::vector<SharedEvidence>& evidence, const std::vector<IdType>& origins) {
        columns.resize(out_.key_names.size());
        const bool has_evidence =
            std::any_of(origins.begin(), origins.end(), [&](IdType id) { return !graph_.evidence(id).empty(); });
        if (has_evidence) evidence.reserve(origins.size());
        for (std::uint32_t i = 0; i < origins.size(); ++i) {
            for (const auto& property : graph_.property_list(origins[i])) {
                columns[new_keys_[property.key.value].value].append(i, property.value);
            }
            if (has_evidence) evidence.push_back(graph_.shared_evidence(origins[i]));
        }
        for (Column& column : columns) column.shrink_to_fit();
    }

    const PropertyGraph& graph_;
    std::shared_ptr<Snapshot> snapshot_;
    Snapshot::Impl& out_;
    std::vector<NodeId> old_nodes_;
    std::vector<NodeId> new_nodes_;  // by old NodeId
    std::vector<LabelId> new_labels_;
    std::vector<TypeId> new_types_;
    std::vector<KeyId> new_keys_;
};

std::shared_ptr<const Snapshot> Snapshot::freeze(const PropertyGraph& graph) { return Freezer(graph).freeze(); }

}  // namespace mirrorgraph
