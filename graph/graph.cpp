#include "graph/graph.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/range/iterator_range.hpp>
#include <cassert>

#include "graph/id_table.h"
#include "graph/interner.h"
#include "schema/error.h"

namespace mirrorgraph {

namespace {

using Properties = std::vector<PropertyGraph::Property>;

struct NodeRecord {
    std::string id;
    LabelSetId labels;  // null: the node was removed
    Properties properties;
    SharedEvidence evidence;
};

struct RelationshipRecord {
    RelationshipId position;
    TypeId type;
    Properties properties;
    SharedEvidence evidence;
};

using Storage = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, NodeRecord, RelationshipRecord>;
using Vertex = boost::graph_traits<Storage>::vertex_descriptor;
using Edge = boost::graph_traits<Storage>::edge_descriptor;

const Edge kRemoved(Storage::null_vertex(), Storage::null_vertex(), nullptr);

// The next free position; ids have 32 bits and the last value is the null id.
template <class IdType>
IdType next_id(std::size_t count) {
    if (count >= IdType::kNull) throw Error(ErrorCode::kLimit, "a graph holds at most 2^32 - 1 elements of a sort");
    return IdType(count);
}

}  // namespace

struct PropertyGraph::Impl {
    std::shared_ptr<const Schema> schema;
    Map metadata;
    Storage storage;
    std::vector<Edge> edges;  // by RelationshipId; kRemoved where removed
    std::size_t nodes = 0;
    std::size_t relationships = 0;

    Interner<LabelId> labels;
    Interner<TypeId> types;
    Interner<KeyId> keys;
    std::map<std::vector<LabelId>, LabelSetId> label_set_ids;
    std::vector<std::vector<LabelId>> label_sets;      // by LabelSetId, each ascending by name
    std::vector<std::vector<NodeId>> nodes_of_labels;  // by LabelId, ascending

    IdTable by_id;

    NodeRecord& record(NodeId node) {
        assert(contains(node));
        return storage[node.value];
    }
    RelationshipRecord& record(RelationshipId relationship) {
        assert(contains(relationship));
        return storage[edges[relationship.value]];
    }
    bool contains(NodeId node) const {
        return node.value < num_vertices(storage) && !storage[node.value].labels.is_null();
    }
    bool contains(RelationshipId relationship) const {
        return relationship.value < edges.size() && edges[relationship.value] != kRemoved;
    }

    LabelId intern_label(std::string_view name) {
        const LabelId id = labels.intern(name);
        if (nodes_of_labels.size() < labels.size()) nodes_of_labels.resize(labels.size());
        return id;
    }

    LabelSetId intern_label_set(std::vector<LabelId> set) {
        std::sort(set.begin(), set.end(), [this](LabelId a, LabelId b) { return labels.name(a) < labels.name(b); });
        set.erase(std::unique(set.begin(), set.end()), set.end());
        const auto [at, is_new] = label_set_ids.try_emplace(set, LabelSetId(label_sets.size()));
        if (is_new) label_sets.push_back(std::move(set));
        return at->second;
    }

    const std::vector<LabelId>& labels_of(NodeId node) { return label_sets[record(node).labels.value]; }

    void enter_label(LabelId label, NodeId node) {
        std::vector<NodeId>& list = nodes_of_labels[label.value];
        if (list.empty() || list.back() < node) return list.push_back(node);
        list.insert(std::lower_bound(list.begin(), list.end(), node), node);
    }
    void leave_label(LabelId label, NodeId node) {
        std::vector<NodeId>& list = nodes_of_labels[label.value];
        list.erase(std::lower_bound(list.begin(), list.end(), node));
    }

    Properties intern(Map&& map) {
        Properties out;
        out.reserve(map.size());
        for (auto& [key, value] : map) {
            if (!value.is_null()) out.push_back({keys.intern(key), std::move(value)});
        }
        return out;
    }

    Map to_map(const Properties& list) const {
        Map out;
        for (const Property& property : list) out.emplace_hint(out.end(), keys.name(property.key), property.value);
        return out;
    }

    Value get(const Properties& list, std::string_view key) const {
        for (const Property& property : list) {
            if (keys.name(property.key) == key) return property.value;
        }
        return {};
    }

    void replace(Properties& list, Properties properties) {
        const auto before = [this](const Property& a, const Property& b) {
            return keys.name(a.key) < keys.name(b.key);
        };
        if (!std::is_sorted(properties.begin(), properties.end(), before)) {
            std::sort(properties.begin(), properties.end(), before);
        }
        std::erase_if(properties, [](const Property& property) { return property.value.is_null(); });
        list = std::move(properties);
    }

    void set(Properties& list, std::string_view key, Value value) {
        const auto at = std::find_if(list.begin(), list.end(),
                                     [&](const Property& property) { return keys.name(property.key) >= key; });
        const bool present = at != list.end() && keys.name(at->key) == key;
        if (present && value.is_null()) {
            list.erase(at);
        } else if (present) {
            at->value = std::move(value);
        } else if (!value.is_null()) {
            list.insert(at, {keys.intern(key), std::move(value)});
        }
    }
};

PropertyGraph::PropertyGraph(std::shared_ptr<const Schema> schema) : impl_(std::make_unique<Impl>()) {
    impl_->schema = std::move(schema);
}
PropertyGraph::~PropertyGraph() = default;
PropertyGraph::PropertyGraph(PropertyGraph&&) noexcept = default;
PropertyGraph& PropertyGraph::operator=(PropertyGraph&&) noexcept = default;

PropertyGraph PropertyGraph::clone() const {
    PropertyGraph out(impl_->schema);
    Impl& copy = *out.impl_;
    copy.metadata = impl_->metadata;
    copy.storage = impl_->storage;
    copy.edges.assign(impl_->edges.size(), kRemoved);
    for (const Edge edge : boost::make_iterator_range(edges(copy.storage))) {
        copy.edges[copy.storage[edge].position.value] = edge;
    }
    copy.nodes = impl_->nodes;
    copy.relationships = impl_->relationships;
    copy.labels = impl_->labels;
    copy.types = impl_->types;
    copy.keys = impl_->keys;
    copy.label_set_ids = impl_->label_set_ids;
    copy.label_sets = impl_->label_sets;
    copy.nodes_of_labels = impl_->nodes_of_labels;
    copy.by_id = impl_->by_id;
    return out;
}

const Schema& PropertyGraph::schema() const { return *impl_->schema; }
std::shared_ptr<const Schema> PropertyGraph::shared_schema() const { return impl_->schema; }
Map& PropertyGraph::metadata() { return impl_->metadata; }
const Map& PropertyGraph::metadata() const { return impl_->metadata; }

NodeId PropertyGraph::add_node(std::string_view id, const std::vector<std::string>& labels, Map properties) {
    if (find_node(id)) throw Error(ErrorCode::kConflict, fmt::format("a node with the id '{}' exists already", id));
    const auto node = next_id<NodeId>(num_vertices(impl_->storage));
    std::vector<LabelId> set;
    set.reserve(labels.size());
    for (const std::string& label : labels) set.push_back(impl_->intern_label(label));
    const LabelSetId label_set = impl_->intern_label_set(std::move(set));
    impl_->storage[add_vertex(impl_->storage)] = {std::string(id), label_set, impl_->intern(std::move(properties)), {}};
    for (LabelId label : impl_->label_sets[label_set.value]) impl_->enter_label(label, node);
    impl_->by_id.insert(id, node.value);
    ++impl_->nodes;
    return node;
}

void PropertyGraph::remove_node(NodeId node) {
    NodeRecord& record = impl_->record(node);
    if (in_degree(node.value, impl_->storage) + out_degree(node.value, impl_->storage) > 0) {
        throw Error(ErrorCode::kConflict, fmt::format("the node '{}' still has relationships", record.id));
    }
    for (LabelId label : impl_->labels_of(node)) impl_->leave_label(label, node);
    impl_->by_id.erase(record.id, node.value);
    record = NodeRecord{};
    --impl_->nodes;
}

std::size_t PropertyGraph::node_count() const { return impl_->nodes; }

std::vector<NodeId> PropertyGraph::nodes() const {
    std::vector<NodeId> out;
    out.reserve(impl_->nodes);
    for (Vertex vertex : boost::make_iterator_range(vertices(impl_->storage))) {
        if (contains(NodeId(vertex))) out.emplace_back(vertex);
    }
    return out;
}

bool PropertyGraph::contains(NodeId node) const { return impl_->contains(node); }
const std::string& PropertyGraph::id(NodeId node) const { return impl_->record(node).id; }

std::vector<std::string> PropertyGraph::labels(NodeId node) const {
    std::vector<std::string> out;
    for (LabelId label : impl_->labels_of(node)) out.push_back(impl_->labels.name(label));
    return out;
}

bool PropertyGraph::has_label(NodeId node, std::string_view label) const {
    const std::vector<LabelId>& set = impl_->labels_of(node);
    return std::any_of(set.begin(), set.end(), [&](LabelId id) { return impl_->labels.name(id) == label; });
}

void PropertyGraph::add_label(NodeId node, std::string_view label) {
    if (has_label(node, label)) return;
    std::vector<LabelId> set = impl_->labels_of(node);
    set.push_back(impl_->intern_label(label));
    impl_->enter_label(set.back(), node);
    impl_->record(node).labels = impl_->intern_label_set(std::move(set));
}

void PropertyGraph::remove_label(NodeId node, std::string_view label) {
    if (!has_label(node, label)) return;
    const LabelId id = *impl_->labels.find(label);
    std::vector<LabelId> set = impl_->labels_of(node);
    std::erase(set, id);
    impl_->leave_label(id, node);
    impl_->record(node).labels = impl_->intern_label_set(std::move(set));
}

RelationshipId PropertyGraph::add_relationship(NodeId source, NodeId target, std::string_view type, Map properties) {
    assert(contains(source) && contains(target));
    const auto position = next_id<RelationshipId>(impl_->edges.size());
    const Edge edge = add_edge(source.value, target.value, impl_->storage).first;
    impl_->storage[edge] = {position, impl_->types.intern(type), impl_->intern(std::move(properties)), {}};
    impl_->edges.push_back(edge);
    ++impl_->relationships;
    return position;
}

void PropertyGraph::remove_relationship(RelationshipId relationship) {
    assert(contains(relationship));
    remove_edge(impl_->edges[relationship.value], impl_->storage);
    impl_->edges[relationship.value] = kRemoved;
    --impl_->relationships;
}

std::size_t PropertyGraph::relationship_count() const { return impl_->relationships; }

std::vector<RelationshipId> PropertyGraph::relationships() const {
    std::vector<RelationshipId> out;
    out.reserve(impl_->relationships);
    for (std::size_t i = 0; i < impl_->edges.size(); ++i) {
        if (contains(RelationshipId(i))) out.emplace_back(i);
    }
    return out;
}

bool PropertyGraph::contains(RelationshipId relationship) const { return impl_->contains(relationship); }

NodeId PropertyGraph::source(RelationshipId relationship) const {
    assert(contains(relationship));
    return NodeId(boost::source(impl_->edges[relationship.value], impl_->storage));
}

NodeId PropertyGraph::target(RelationshipId relationship) const {
    assert(contains(relationship));
    return NodeId(boost::target(impl_->edges[relationship.value], impl_->storage));
}

const std::string& PropertyGraph::type(RelationshipId relationship) const {
    return impl_->types.name(type_id(relationship));
}

std::vector<RelationshipId> PropertyGraph::outgoing(NodeId node) const {
    assert(contains(node));
    std::vector<RelationshipId> out;
    for (const Edge edge : boost::make_iterator_range(out_edges(node.value, impl_->storage))) {
        out.push_back(impl_->storage[edge].position);
    }
    return out;
}

std::vector<RelationshipId> PropertyGraph::incoming(NodeId node) const {
    assert(contains(node));
    std::vector<RelationshipId> out;
    for (const Edge edge : boost::make_iterator_range(in_edges(node.value, impl_->storage))) {
        out.push_back(impl_->storage[edge].position);
    }
    return out;
}

Value PropertyGraph::property(NodeId node, std::string_view key) const {
    return impl_->get(impl_->record(node).properties, key);
}
Value PropertyGraph::property(RelationshipId relationship, std::string_view key) const {
    return impl_->get(impl_->record(relationship).properties, key);
}
Map PropertyGraph::properties(NodeId node) const { return impl_->to_map(impl_->record(node).properties); }
Map PropertyGraph::properties(RelationshipId relationship) const {
    return impl_->to_map(impl_->record(relationship).properties);
}
void PropertyGraph::set_property(NodeId node, std::string_view key, Value value) {
    impl_->set(impl_->record(node).properties, key, std::move(value));
}
void PropertyGraph::set_property(RelationshipId relationship, std::string_view key, Value value) {
    impl_->set(impl_->record(relationship).properties, key, std::move(value));
}

void PropertyGraph::replace_properties(NodeId node, std::vector<Property> properties) {
    impl_->replace(impl_->record(node).properties, std::move(properties));
}
void PropertyGraph::replace_properties(RelationshipId relationship, std::vector<Property> properties) {
    impl_->replace(impl_->record(relationship).properties, std::move(properties));
}

const EvidenceList& PropertyGraph::evidence(NodeId node) const { return impl_->record(node).evidence.list(); }
const EvidenceList& PropertyGraph::evidence(RelationshipId relationship) const {
    return impl_->record(relationship).evidence.list();
}
void PropertyGraph::add_evidence(NodeId node, Evidence evidence) {
    impl_->record(node).evidence.add(std::move(evidence));
}
void PropertyGraph::add_evidence(RelationshipId relationship, Evidence evidence) {
    impl_->record(relationship).evidence.add(std::move(evidence));
}
void PropertyGraph::replace_evidence(NodeId node, EvidenceList evidence) {
    impl_->record(node).evidence = SharedEvidence(std::move(evidence));
}
void PropertyGraph::replace_evidence(RelationshipId relationship, EvidenceList evidence) {
    impl_->record(relationship).evidence = SharedEvidence(std::move(evidence));
}

const SharedEvidence& PropertyGraph::shared_evidence(NodeId node) const { return impl_->record(node).evidence; }
const SharedEvidence& PropertyGraph::shared_evidence(RelationshipId relationship) const {
    return impl_->record(relationship).evidence;
}

std::span<const std::string> PropertyGraph::label_names() const { return impl_->labels.names(); }
std::span<const std::string> PropertyGraph::type_names() const { return impl_->types.names(); }
std::span<const std::string> PropertyGraph::key_names() const { return impl_->keys.names(); }
std::span<const LabelId> PropertyGraph::label_ids(NodeId node) const { return impl_->labels_of(node); }
LabelSetId PropertyGraph::label_set(NodeId node) const { return impl_->record(node).labels; }
KeyId PropertyGraph::intern_key(std::string_view name) { return impl_->keys.intern(name); }
TypeId PropertyGraph::type_id(RelationshipId relationship) const { return impl_->record(relationship).type; }
std::span<const PropertyGraph::Property> PropertyGraph::property_list(NodeId node) const {
    return impl_->record(node).properties;
}
std::span<const PropertyGraph::Property> PropertyGraph::property_list(RelationshipId relationship) const {
    return impl_->record(relationship).properties;
}

std::optional<NodeId> PropertyGraph::find_node(std::string_view id) const {
    const std::uint32_t node =
        impl_->by_id.find(id, [&](std::uint32_t i) { return std::string_view(impl_->storage[i].id); });
    return node == IdTable::kNone ? std::nullopt : std::optional(NodeId(node));
}

std::vector<NodeId> PropertyGraph::find_nodes(std::string_view label) const {
    const auto id = impl_->labels.find(label);
    return id ? impl_->nodes_of_labels[id->value] : std::vector<NodeId>();
}

std::vector<NodeId> PropertyGraph::find_nodes(std::string_view label, std::string_view key, const Value& value) const {
    std::vector<NodeId> out;
    const auto id = impl_->labels.find(label);
    if (!id || value.is_null()) return out;
    for (NodeId node : impl_->nodes_of_labels[id->value]) {
        if (property(node, key) == value) out.push_back(node);
    }
    return out;
}

}  // namespace mirrorgraph
