// How the columns of a registry become entities and relationships: data, written by an analyst.
//
// A mapping file (YAML) names the columns that tell its kind of table, the entities that each row states, and the
// relationships between them; data/mappings/README.md shows every key.
//
// Errors:  load throws Error kInvalidData with file, line and remedy for a key, label, type or condition that cannot
//          be; kIo for an unreadable file
// Owns:    its strings
// Threads: immutable after loading
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/value.h"

namespace re2 {
class RE2;
}

namespace mirrorgraph::ingest {

// A test on one column; all that are given must hold.
struct MappingCondition {
    std::string column;
    std::vector<std::string> values;          // equal to one of them; empty: not tested
    std::shared_ptr<const re2::RE2> matches;  // found in it; null: not tested
    std::shared_ptr<const re2::RE2> not_matches;
};

struct MappingProperty {
    enum class Type { kText, kDate, kInteger, kList };
    std::string name;
    std::string column;  // empty: `constant` counts
    Value constant;
    Type type = Type::kText;
    std::string separator;                      // lists: between their items
    std::map<std::string, std::string> values;  // printed value to the schema's; a key "95.*" is a prefix
};

struct MappingEntity {
    enum class Key { kStandard, kCommittee, kName };
    std::string name;  // by which relationships refer to it
    std::string label;
    Key key = Key::kName;
    std::string body;                     // of committees whose code names none: "IEC"
    std::vector<std::string> columns;     // that name it: the first that is not empty counts
    std::vector<std::string> aliases;     // columns
    std::vector<std::string> separators;  // between several in one field
    std::vector<MappingProperty> properties;
    std::vector<MappingCondition> conditions;
    std::size_t line = 0;
};

struct MappingRelationship {
    std::string type;
    std::size_t source = 0;  // positions in Mapping::entities
    std::size_t target = 0;
    std::string date;  // column; empty for none
    std::vector<MappingProperty> properties;
    std::vector<MappingCondition> conditions;
};

struct Mapping {
    std::string name;
    std::string path;
    std::vector<std::string> columns;  // all of these in a header: the table is of this kind
    double confidence = 1.0;
    std::vector<MappingEntity> entities;
    std::vector<MappingRelationship> relationships;

    // Every column that it reads, each once.
    std::vector<std::string> used_columns() const;
};

Mapping load_mapping(const std::string& path);
// `name` is for messages.
Mapping parse_mapping(const std::string& text, const std::string& name);

class MappingSet {
  public:
    // data/mappings/*.yaml.
    static std::shared_ptr<const MappingSet> load();
    static std::shared_ptr<const MappingSet> load(const std::string& folder);

    // The mapping with the most columns among those whose columns the header has all; nullptr for none.
    const Mapping* recognise(const std::vector<std::string>& header) const;
    const std::vector<Mapping>& mappings() const { return mappings_; }

  private:
    std::vector<Mapping> mappings_;
};

}  // namespace mirrorgraph::ingest
