// What may exist in a graph: labels, relationship types with their endpoints, properties.
//
// The `standards` schema is data (data/schema.json); the `open` schema lets anything in. Nothing here knows a
// graph: validation of a whole graph stands in graph/, checking of queries in query/.
//
// Errors:  load_schema throws Error kInvalidData with file and line for a damaged file, kIo for an unreadable one
// Owns:    all its strings
// Threads: immutable after loading; const methods may run at once
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "schema/value.h"

namespace mirrorgraph {

struct PropertyRule {
    std::string name;
    std::string description;
    std::vector<Value::Type> types;       // any one of them
    std::vector<Value::Type> item_types;  // of a list's items; empty when any type goes
    std::vector<std::string> values;      // closed vocabulary; empty when any string goes
    bool single = false;                  // one value is right: sources that state two disagree
};

struct LabelRule {
    std::string name;
    std::string description;
    std::vector<std::string> properties;  // names that nodes of this label may carry, the common ones too
};

struct RelationshipRule {
    std::string name;
    std::string description;
    struct Endpoints {
        std::string source;
        std::string target;
    };
    std::vector<Endpoints> endpoints;     // allowed pairs of labels
    std::vector<std::string> properties;  // names that such relationships may carry, the common ones too
    bool symmetric = false;               // read in both directions, stored once
    bool one_source = false;              // a target has one source: two of them disagree
};

class Schema {
  public:
    // Everything goes.
    static std::shared_ptr<const Schema> open();

    const std::string& name() const { return name_; }
    bool is_open() const { return open_; }

    const LabelRule* find_label(std::string_view name) const;                // nullptr: unknown (or open schema)
    const RelationshipRule* find_relationship(std::string_view name) const;  // likewise
    const PropertyRule* find_property(std::string_view name) const;          // likewise

    // In the order of the file.
    const std::vector<LabelRule>& labels() const { return labels_; }
    const std::vector<RelationshipRule>& relationships() const { return relationships_; }
    const std::vector<PropertyRule>& properties() const { return properties_; }

    // True for the open schema, and where some pair of labels is an allowed pair of endpoints. Empty label
    // lists stand for "any label".
    bool allows_endpoints(std::string_view type, const std::vector<std::string>& source_labels,
                          const std::vector<std::string>& target_labels) const;

    // Throw Error kInvalidData naming the offending thing and the nearest legal one; do nothing for the open
    // schema.
    void check_label(std::string_view label) const;
    void check_relationship_type(std::string_view type) const;
    void check_endpoints(std::string_view type, const std::vector<std::string>& source_labels,
                         const std::vector<std::string>& target_labels) const;
    void check_property(std::string_view key, const Value& value) const;

    // check_property for a rule that was looked up before.
    static void check_value(const PropertyRule& rule, const Value& value);

    // Whether nodes of one of these labels, or relationships of this type, may carry the property at all; and
    // its value, as check_property does.
    void check_node_property(const std::vector<std::string>& labels, std::string_view key, const Value& value) const;
    void check_relationship_property(std::string_view type, std::string_view key, const Value& value) const;

  private:
    friend class SchemaReader;
    std::string name_;
    bool open_ = false;
    std::vector<LabelRule> labels_;
    std::vector<RelationshipRule> relationships_;
    std::vector<PropertyRule> properties_;
};

// Reads a schema file (JSON); data/schema.json shows the shape.
std::shared_ptr<const Schema> load_schema(const std::string& path);

// The schema called `standards`, from the data folder, loaded once.
std::shared_ptr<const Schema> standards_schema();

// "standards" or "open"; throws Error kInvalidData for any other name.
std::shared_ptr<const Schema> schema_by_name(std::string_view name);

}  // namespace mirrorgraph
