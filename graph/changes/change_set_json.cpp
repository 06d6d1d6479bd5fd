#include <fmt/core.h>

#include <algorithm>

#include "graph/changes/change_set.h"
#include "graph/changes/evidence_json.h"
#include "schema/error.h"
#include "schema/json/json.h"

namespace mirrorgraph {

namespace {

// A stored value may be nested 60 levels deep; those around it, and typed forms, take the rest.
constexpr std::size_t kDepth = 80;

void write_text(JsonWriter& json, std::string_view key, std::string_view text) {
    json.key(key);
    json.string(text);
}

void write_content(JsonWriter& json, const Map& properties, const std::optional<EvidenceList>& evidence) {
    json.key("properties");
    json.value(properties);
    if (!evidence) return;
    json.key("evidence");
    write_evidence(json, *evidence);
}

void write_place(JsonWriter& json, const RelationshipPlace& place) {
    write_text(json, "source", place.source);
    write_text(json, "target", place.target);
    write_text(json, "type", place.type);
    if (place.rank == 0) return;
    json.key("rank");
    json.integer(place.rank);
}

// An array under `key`, left out where it would be empty.
template <class Item, class Write>
void write_list(JsonWriter& json, std::string_view key, const std::vector<Item>& items, Write&& write) {
    if (items.empty()) return;
    json.key(key);
    json.begin_array();
    for (const Item& item : items) {
        json.begin_object();
        write(item);
        json.end_object();
    }
    json.end_array();
}

// One object of the text: its keys are taken out one by one, and none may be left.
class Reader {
  public:
    explicit Reader(const Value& value) {
        if (!value.is_map()) fail("a change is an object");
        map_ = &value.as_map();
    }

    const std::string& text(std::string_view key) {
        const Value* value = find(key);
        if (value == nullptr || !value->is_string()) fail(fmt::format("'{}' must be a string", key));
        return value->as_string();
    }
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most) {
        const Value* value = find(key);
        if (value == nullptr) return 0;
        if (!value->is_integer() || value->as_integer() < least || value->as_integer() > most) {
            fail(fmt::format("'{}' must be an integer from {} to {}", key, least, most));
        }
        return value->as_integer();
    }
    double number(std::string_view key, double otherwise) {
        const Value* value = find(key);
        if (value == nullptr) return otherwise;
        if (!value->is_number()) fail(fmt::format("'{}' must be a number", key));
        return value->as_number();
    }
    const Map& map(std::string_view key) {
        const Value* value = find(key);
        if (value == nullptr || !value->is_map()) fail(fmt::format("'{}' must be an object", key));
        return value->as_map();
    }
    const List* list(std::string_view key) {
        const Value* value = find(key);
        if (value == nullptr) return nullptr;
        if (!value->is_list()) fail(fmt::format("'{}' must be an array", key));
        return &value->as_list();
    }
    template <class Item, class Read>
    void list(std::string_view key, std::vector<Item>& items, Read&& read) {
        const List* values = list(key);
        if (values == nullptr) return;
        for (const Value& value : *values) items.push_back(read(value));
    }
    std::optional<EvidenceList> evidence();
    RelationshipPlace place() {
        return {text("source"), text("target"), text("type"),
                static_cast<std::uint32_t>(integer("rank", 0, 0xFFFFFFFF))};
    }
    bool has(std::string_view key) const { return map_->contains(key); }
    void end() const {
        if (taken_ != map_->size()) fail("a change has a key that is not known");
    }

  private:
    const Value* find(std::string_view key) {
        const auto found = map_->find(key);
        if (found == map_->end()) return nullptr;
        ++taken_;
        return &found->second;
    }

    const Map* map_ = nullptr;
    std::size_t taken_ = 0;
};

std::string read_text(const Value& value) {
    if (!value.is_string()) fail("a label or id is a string");
    return value.as_string();
}

Evidence read_evidence(const Value& value) {
    constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();
    Reader in(value);
    Evidence out;
    out.document = in.text("document");
    out.begin = static_cast<std::uint64_t>(in.integer("begin", 0, kAny));
    out.end = static_cast<std::uint64_t>(in.integer("end", 0, kAny));
    out.line = static_cast<std::uint32_t>(in.integer("line", 0, 0xFFFFFFFF));
    out.page = static_cast<std::uint32_t>(in.integer("page", 0, 0xFFFFFFFF));
    if (in.has("text")) out.text = in.text("text");
    if (in.has("rule")) out.rule = in.text("rule");
    out.confidence = in.number("confidence", 1.0);
    in.end();
    return out;
}

std::optional<EvidenceList> Reader::evidence() {
    const List* values = list("evidence");
    if (values == nullptr) return std::nullopt;
    EvidenceList out;
    for (const Value& value : *values) out.push_back(read_evidence(value));
    return out;
}

RelationshipPlace read_place(const Value& value) {
    Reader in(value);
    RelationshipPlace out = in.place();
    in.end();
    return out;
}

ChangeSet::Relationship read_relationship(const Value& value) {
    Reader in(value);
    ChangeSet::Relationship out{in.place(), in.map("properties"), in.evidence()};
    in.end();
    return out;
}

ChangeSet::Node read_node(const Value& value) {
    Reader in(value);
    ChangeSet::Node out{in.text("id"), {}, in.map("properties"), in.evidence()};
    in.list("labels", out.labels, read_text);
    in.end();
    return out;
}

ChangeSet read_change_set(const Value& value) {
    Reader in(value);
    ChangeSet out;
    in.list("removed_edges", out.removed_relationships, read_place);
    in.list("changed_edges", out.changed_relationships, read_relationship);
    in.list("removed_nodes", out.removed_nodes, read_text);
    in.list("nodes", out.nodes, read_node);
    in.list("edges", out.added_relationships, read_relationship);
    if (in.has("graph")) out.metadata = in.map("graph");
    in.end();
    return out;
}

}  // namespace

void write_evidence(JsonWriter& json, const EvidenceList& evidence, bool quotes) {
    std::vector<const Evidence*> ordered;
    for (const Evidence& item : evidence) ordered.push_back(&item);
    std::sort(ordered.begin(), ordered.end(), [](const Evidence* a, const Evidence* b) { return *a < *b; });
    const auto text = [&](std::string_view key, std::string_view value) {
        if (!value.empty()) write_text(json, key, value);
    };
    const auto number = [&](std::string_view key, std::uint64_t value) {
        json.key(key);
        json.integer(static_cast<std::int64_t>(value));
    };
    json.begin_array();
    for (const Evidence* item : ordered) {
        json.begin_object();
        text("document", item->document);
        number("begin", item->begin);
        number("end", item->end);
        number("line", item->line);
        if (item->page != 0) number("page", item->page);
        if (quotes) text("text", item->text);
        text("rule", item->rule);
        if (item->confidence != 1.0) {
            json.key("confidence");
            json.floating(item->confidence);
        }
        json.end_object();
    }
    json.end_array();
}

std::string relationship_content(const Map& properties, const EvidenceList& evidence) {
    JsonWriter json;
    json.begin_object();
    write_content(json, properties, evidence.empty() ? std::nullopt : std::optional(evidence));
    json.end_object();
    return std::string(json.text());
}

std::string to_json(const ChangeSet& changes) {
    JsonWriter json;
    const auto relationship = [&](const ChangeSet::Relationship& item) {
        write_place(json, item.place);
        write_content(json, item.properties, item.evidence);
    };
    const auto texts = [&](std::string_view key, const std::vector<std::string>& items) {
        json.key(key);
        json.begin_array();
        for (const std::string& item : items) json.string(item);
        json.end_array();
    };
    json.begin_object();
    write_list(json, "removed_edges", changes.removed_relationships,
               [&](const auto& place) { write_place(json, place); });
    write_list(json, "changed_edges", changes.changed_relationships, relationship);
    if (!changes.removed_nodes.empty()) texts("removed_nodes", changes.removed_nodes);
    write_list(json, "nodes", changes.nodes, [&](const ChangeSet::Node& node) {
        write_text(json, "id", node.id);
        texts("labels", node.labels);
        write_content(json, node.properties, node.evidence);
    });
    write_list(json, "edges", changes.added_relationships, relationship);
    if (changes.metadata) {
        json.key("graph");
        json.value(*changes.metadata);
    }
    json.end_object();
    return std::string(json.text());
}

ChangeSet parse_change_set(std::string_view json, const std::string& name) {
    return read_change_set(parse_json_value(json, name, JsonLimits{.depth = kDepth}));
}

}  // namespace mirrorgraph
