#include "query/exec/view/rebase.h"

#include <algorithm>

namespace mirrorgraph::query {

namespace {

// Where each element of the view stands in the snapshot that is frozen from fold(view), which adds them in their order.
template <class IdType>
std::vector<IdType> places(const std::vector<IdType>& kept, std::size_t bound, const Snapshot& folded) {
    std::vector<IdType> out(bound);
    for (std::size_t i = 0; i < kept.size(); ++i) out[kept[folded.origin(IdType(i)).value].value] = IdType(i);
    return out;
}

std::vector<RelationshipId> relationships_of(const GraphView& view) {
    std::vector<RelationshipId> out;
    for (std::size_t i = 0; i < view.relationship_bound(); ++i) {
        if (view.contains(RelationshipId(i))) out.emplace_back(i);
    }
    return out;
}

template <class IdType>
IdType name_id(const std::string& name, std::optional<IdType> known, std::size_t offset,
               std::vector<std::string>& more) {
    if (known) return *known;
    const auto found = std::find(more.begin(), more.end(), name);
    if (found == more.end()) more.push_back(name);
    return IdType(offset + static_cast<std::size_t>(std::find(more.begin(), more.end(), name) - more.begin()));
}

}  // namespace

// One translation of one delta.
class Rebase::Translation {
  public:
    Translation(const Rebase& rebase, const GraphView& now)
        : to_(rebase),
          folded_(*rebase.folded_),
          view_(now),
          old_(rebase.before_.delta_or_none()),
          now_(now.delta_or_none()) {}

    Delta run() {
        out_.next_name = now_.next_name;
        if (&view_.metadata() != &to_.before_.metadata()) out_.metadata = now_.metadata;
        for (std::size_t i = old_.added_nodes.size(); i < now_.added_nodes.size(); ++i) {
            out_.added_nodes.push_back(translate(now_.added_nodes[i]));
        }
        for (std::size_t i = 0; i < old_.added_nodes.size(); ++i) {
            const NodeId node(to_.before_.base().node_count() + i);
            if (now_.added_nodes[i] != old_.added_nodes[i]) change(node, now_.added_nodes[i]);
        }
        for (const auto& [node, record] : now_.changed_nodes) {
            const auto was = old_.changed_nodes.find(node);
            if (was == old_.changed_nodes.end() || was->second != record) change(node, record);
        }
        for (const NodeId node : now_.removed_nodes) {
            if (!old_.removed_nodes.contains(node)) out_.removed_nodes.insert(place(node));
        }
        translate_relationships();
        return std::move(out_);
    }

  private:
    void translate_relationships() {
        for (std::size_t i = old_.added_relationships.size(); i < now_.added_relationships.size(); ++i) add(i);
        for (std::size_t i = 0; i < old_.added_relationships.size(); ++i) {
            const RelationshipId relationship(to_.before_.base().relationship_count() + i);
            const RelationshipRecord& record = now_.added_relationships[i];
            if (record != old_.added_relationships[i]) change(relationship, record.properties);
        }
        for (const auto& [relationship, record] : now_.changed_relationships) {
            const auto was = old_.changed_relationships.find(relationship);
            if (was == old_.changed_relationships.end() || was->second != record) change(relationship, record);
        }
        for (const RelationshipId relationship : now_.removed_relationships) {
            if (old_.removed_relationships.contains(relationship)) continue;
            out_.removed_relationships.insert(place(relationship));
            touch(view_.source(relationship));
            touch(view_.target(relationship));
        }
    }

    void change(NodeId node, const NodeRecord& record) {
        if (to_.before_.contains(node)) out_.changed_nodes.emplace(place(node), translate(record));
    }
    void change(RelationshipId relationship, const PropertyList& properties) {
        if (!to_.before_.contains(relationship)) return;
        out_.changed_relationships.emplace(place(relationship), translate(properties));
    }

    void add(std::size_t i) {
        const RelationshipRecord& record = now_.added_relationships[i];
        const RelationshipId id(folded_.relationship_count() + out_.added_relationships.size());
        const NodeId source = place(record.source);
        const NodeId target = place(record.target);
        const TypeId type =
            name_id<TypeId>(view_.type_name(record.type), folded_.find_type(view_.type_name(record.type)),
                            folded_.type_names().size(), out_.types);
        out_.added_relationships.push_back({source, target, type, translate(record.properties)});
        out_.outgoing[source].push_back({type, target, id});
        out_.incoming[target].push_back({type, source, id});
        out_.touched.insert({source, target});
    }

    void touch(NodeId node) { out_.touched.insert(place(node)); }

    NodeId place(NodeId node) const {
        const std::size_t known = to_.nodes_.size();
        return node.value < known ? to_.nodes_[node.value] : NodeId(folded_.node_count() + node.value - known);
    }
    RelationshipId place(RelationshipId relationship) const {
        const std::size_t known = to_.relationships_.size();
        return relationship.value < known ? to_.relationships_[relationship.value]
                                          : RelationshipId(folded_.relationship_count() + relationship.value - known);
    }

    NodeRecord translate(const NodeRecord& record) {
        NodeRecord out{record.id, {}, translate(record.properties)};
        for (const LabelId label : record.labels) {
            const std::string& name = view_.label_name(label);
            out.labels.push_back(
                name_id<LabelId>(name, folded_.find_label(name), folded_.label_names().size(), out_.labels));
        }
        std::sort(out.labels.begin(), out.labels.end());
        return out;
    }
    PropertyList translate(const PropertyList& properties) {
        PropertyList out;
        for (const auto& [key, value] : properties) {
            const std::string& name = view_.key_name(key);
            out.emplace_back(name_id<KeyId>(name, folded_.find_key(name), folded_.key_names().size(), out_.keys),
                             value);
        }
        return out;
    }

    const Rebase& to_;
    const Snapshot& folded_;
    const GraphView& view_;
    const Delta& old_;
    const Delta& now_;
    Delta out_;
};

Rebase::Rebase(GraphView before, std::shared_ptr<const Snapshot> folded)
    : before_(std::move(before)),
      folded_(std::move(folded)),
      nodes_(places(before_.nodes(), before_.node_bound(), *folded_)),
      relationships_(places(relationships_of(before_), before_.relationship_bound(), *folded_)) {}

std::shared_ptr<const Delta> Rebase::operator()(const GraphView& now) const {
    auto out = std::make_shared<Delta>(Translation(*this, now).run());
    if (out->size() == 0 && !out->metadata) return nullptr;
    return out;
}

}  // namespace mirrorgraph::query
