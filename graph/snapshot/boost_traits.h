// Makes a Snapshot a graph of Boost.Graph: VertexListGraph, EdgeListGraph, BidirectionalGraph, AdjacencyGraph, with
// index maps and maps of properties. UndirectedView reads the same snapshot without directions.
//
//   boost::breadth_first_search(snapshot, start, boost::visitor(visitor));
//   boost::connected_components(UndirectedView(snapshot), component_map);
//
// Vertices are NodeIds; edges are RelationshipIds, in the view SteppedEdges.
//
// Cost:    every operation O(1); degrees O(1)
// Owns:    nothing; the snapshot must outlive views and iterators
// Threads: as the snapshot
// Source:  Boost.Graph's graph concepts
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>
#include <utility>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph {

// A relationship as met on the way from one of its ends to the other.
struct SteppedEdge {
    RelationshipId relationship;
    NodeId from;
    NodeId to;
    friend bool operator==(const SteppedEdge& a, const SteppedEdge& b) { return a.relationship == b.relationship; }
};

// Every relationship may be walked both ways. A loop is met twice at its node, as Boost.Graph has it.
class UndirectedView {
  public:
    explicit UndirectedView(const Snapshot& snapshot) : snapshot_(&snapshot) {}
    const Snapshot& snapshot() const { return *snapshot_; }

  private:
    const Snapshot* snapshot_;
};

// The row of outgoing relationships of a node, then the row of incoming ones.
class SteppedEdgeIterator
    : public boost::iterator_facade<SteppedEdgeIterator, SteppedEdge, boost::forward_traversal_tag, SteppedEdge> {
  public:
    SteppedEdgeIterator() = default;
    SteppedEdgeIterator(const Snapshot& snapshot, NodeId node, std::size_t position)
        : node_(node),
          outgoing_(snapshot.neighbours(node, Direction::kOutgoing)),
          incoming_(snapshot.neighbours(node, Direction::kIncoming)),
          position_(position) {}

  private:
    friend class boost::iterator_core_access;
    SteppedEdge dereference() const {
        const bool out = position_ < outgoing_.size();
        const Neighbours& row = out ? outgoing_ : incoming_;
        const std::size_t i = out ? position_ : position_ - outgoing_.size();
        return {row.relationships[i], node_, row.nodes[i]};
    }
    void increment() { ++position_; }
    bool equal(const SteppedEdgeIterator& other) const { return position_ == other.position_; }

    NodeId node_;
    Neighbours outgoing_;
    Neighbours incoming_;
    std::size_t position_ = 0;
};

template <class T>
std::pair<const T*, const T*> pointer_range(std::span<const T> span) {
    return {span.data(), span.data() + span.size()};
}

}  // namespace mirrorgraph

namespace boost {

template <>
struct graph_traits<mirrorgraph::Snapshot> {
    struct traversal_category : bidirectional_graph_tag,
                                adjacency_graph_tag,
                                vertex_list_graph_tag,
                                edge_list_graph_tag {};
    using vertex_descriptor = mirrorgraph::NodeId;
    using edge_descriptor = mirrorgraph::RelationshipId;
    using directed_category = bidirectional_tag;
    using edge_parallel_category = allow_parallel_edge_tag;
    using vertex_iterator = const mirrorgraph::NodeId*;
    using edge_iterator = const mirrorgraph::RelationshipId*;
    using out_edge_iterator = const mirrorgraph::RelationshipId*;
    using in_edge_iterator = const mirrorgraph::RelationshipId*;
    using adjacency_iterator = const mirrorgraph::NodeId*;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::size_t;
    static vertex_descriptor null_vertex() { return {}; }
};

template <>
struct graph_traits<mirrorgraph::UndirectedView> {
    struct traversal_category : incidence_graph_tag, vertex_list_graph_tag {};
    using vertex_descriptor = mirrorgraph::NodeId;
    using edge_descriptor = mirrorgraph::SteppedEdge;
    using directed_category = undirected_tag;
    using edge_parallel_category = allow_parallel_edge_tag;
    using vertex_iterator = const mirrorgraph::NodeId*;
    using out_edge_iterator = mirrorgraph::SteppedEdgeIterator;
    using vertices_size_type = std::size_t;
    using degree_size_type = std::size_t;
    static vertex_descriptor null_vertex() { return {}; }
};

}  // namespace boost

namespace mirrorgraph {

// VertexListGraph, EdgeListGraph
inline std::size_t num_vertices(const Snapshot& graph) { return graph.node_count(); }
inline std::size_t num_edges(const Snapshot& graph) { return graph.relationship_count(); }
inline auto vertices(const Snapshot& graph) { return pointer_range(graph.nodes()); }
inline auto edges(const Snapshot& graph) { return pointer_range(graph.relationships()); }

// BidirectionalGraph, AdjacencyGraph
inline NodeId source(RelationshipId edge, const Snapshot& graph) { return graph.source(edge); }
inline NodeId target(RelationshipId edge, const Snapshot& graph) { return graph.target(edge); }
inline auto out_edges(NodeId node, const Snapshot& graph) {
    return pointer_range(graph.neighbours(node, Direction::kOutgoing).relationships);
}
inline auto in_edges(NodeId node, const Snapshot& graph) {
    return pointer_range(graph.neighbours(node, Direction::kIncoming).relationships);
}
inline auto adjacent_vertices(NodeId node, const Snapshot& graph) {
    return pointer_range(graph.neighbours(node, Direction::kOutgoing).nodes);
}
inline std::size_t out_degree(NodeId node, const Snapshot& graph) { return graph.degree(node, Direction::kOutgoing); }
inline std::size_t in_degree(NodeId node, const Snapshot& graph) { return graph.degree(node, Direction::kIncoming); }
inline std::size_t degree(NodeId node, const Snapshot& graph) {
    return out_degree(node, graph) + in_degree(node, graph);
}

// The undirected view
inline std::size_t num_vertices(const UndirectedView& view) { return view.snapshot().node_count(); }
inline auto vertices(const UndirectedView& view) { return pointer_range(view.snapshot().nodes()); }
inline NodeId source(const SteppedEdge& edge, const UndirectedView&) { return edge.from; }
inline NodeId target(const SteppedEdge& edge, const UndirectedView&) { return edge.to; }
inline std::size_t out_degree(NodeId node, const UndirectedView& view) { return degree(node, view.snapshot()); }
inline std::pair<SteppedEdgeIterator, SteppedEdgeIterator> out_edges(NodeId node, const UndirectedView& view) {
    return {SteppedEdgeIterator(view.snapshot(), node, 0),
            SteppedEdgeIterator(view.snapshot(), node, out_degree(node, view))};
}

// Dense indexes for Boost's property maps.
template <class Key>
struct IndexMap {
    using key_type = Key;
    using value_type = std::size_t;
    using reference = std::size_t;
    using category = boost::readable_property_map_tag;
};
inline std::size_t get(IndexMap<NodeId>, NodeId node) { return node.value; }
inline std::size_t get(IndexMap<RelationshipId>, RelationshipId edge) { return edge.value; }
inline std::size_t get(IndexMap<SteppedEdge>, const SteppedEdge& edge) { return edge.relationship.value; }

inline IndexMap<NodeId> get(boost::vertex_index_t, const Snapshot&) { return {}; }
inline IndexMap<RelationshipId> get(boost::edge_index_t, const Snapshot&) { return {}; }
inline IndexMap<NodeId> get(boost::vertex_index_t, const UndirectedView&) { return {}; }
inline IndexMap<SteppedEdge> get(boost::edge_index_t, const UndirectedView&) { return {}; }
inline std::size_t get(boost::vertex_index_t, const Snapshot&, NodeId node) { return node.value; }
inline std::size_t get(boost::edge_index_t, const Snapshot&, RelationshipId edge) { return edge.value; }

// The values of a property key, the null value where absent: node_map(snapshot, key)[node].
template <class Key>
class PropertyMap {
  public:
    using key_type = Key;
    using value_type = Value;
    using reference = const Value&;
    using category = boost::readable_property_map_tag;

    PropertyMap(const Snapshot& graph, KeyId name) : graph_(&graph), name_(name) {}
    const Value& operator[](Key key) const { return graph_->property(key, name_); }
    friend const Value& get(const PropertyMap& map, Key key) { return map[key]; }

  private:
    const Snapshot* graph_;
    KeyId name_;
};
inline PropertyMap<NodeId> node_map(const Snapshot& graph, KeyId key) { return {graph, key}; }
inline PropertyMap<RelationshipId> relationship_map(const Snapshot& graph, KeyId key) { return {graph, key}; }

// A numeric property as weight; `missing` where it is absent or no number.
template <class Key>
class WeightMap {
  public:
    using key_type = Key;
    using value_type = double;
    using reference = double;
    using category = boost::readable_property_map_tag;

    WeightMap(const Snapshot& graph, KeyId name, double missing) : graph_(&graph), name_(name), missing_(missing) {}
    double operator[](Key key) const {
        const Value& value = graph_->property(relationship(key), name_);
        return value.is_number() ? value.as_number() : missing_;
    }
    friend double get(const WeightMap& map, Key key) { return map[key]; }

  private:
    static RelationshipId relationship(RelationshipId edge) { return edge; }
    static RelationshipId relationship(const SteppedEdge& edge) { return edge.relationship; }

    const Snapshot* graph_;
    KeyId name_;
    double missing_;
};
inline WeightMap<RelationshipId> weight_map(const Snapshot& graph, KeyId key, double missing) {
    return {graph, key, missing};
}
inline WeightMap<SteppedEdge> weight_map(const UndirectedView& view, KeyId key, double missing) {
    return {view.snapshot(), key, missing};
}

}  // namespace mirrorgraph

namespace boost {

template <>
struct property_map<mirrorgraph::Snapshot, vertex_index_t> {
    using type = mirrorgraph::IndexMap<mirrorgraph::NodeId>;
    using const_type = type;
};
template <>
struct property_map<mirrorgraph::Snapshot, edge_index_t> {
    using type = mirrorgraph::IndexMap<mirrorgraph::RelationshipId>;
    using const_type = type;
};
template <>
struct property_map<mirrorgraph::UndirectedView, vertex_index_t> {
    using type = mirrorgraph::IndexMap<mirrorgraph::NodeId>;
    using const_type = type;
};
template <>
struct property_map<mirrorgraph::UndirectedView, edge_index_t> {
    using type = mirrorgraph::IndexMap<mirrorgraph::SteppedEdge>;
    using const_type = type;
};

}  // namespace boost
