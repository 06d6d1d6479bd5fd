// The attributes that the nodes or the relationships of a selection have, as formats with typed columns want them:
// properties, labels, evidence in short, and what a task found out.
//
// Names are unique, also where case is disregarded (Gephi and Excel do); one that is taken gets a number.
//
// Cost:    construction: one pass over the columns of the snapshot; visit: O(attributes)
// Owns:    names; the selection must outlive it
// Threads: immutable; const methods may run at once
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/export/options.h"
#include "graph/export/selection.h"

namespace mirrorgraph {

// What all values of an attribute are. Integers among floats make kFloat, unless that loses digits; other mixtures
// are kText, and so is every type that is not named here.
enum class AttributeType { kBoolean, kInteger, kFloat, kDate, kTexts, kText };

struct Attribute {
    std::string name;
    AttributeType type = AttributeType::kText;
    std::size_t count = 0;       // elements that have it
    bool is_whole_days = false;  // kDate: no value lacks month or day
    KeyId key;                   // null for what is no property
};

class AttributeTable {
  public:
    // `reserved`: names that the format gives a meaning of its own.
    static AttributeTable of_nodes(const Selection& selection, const ExportOptions& options,
                                   std::span<const std::string_view> reserved = {});
    static AttributeTable of_relationships(const Selection& selection, const ExportOptions& options,
                                           std::span<const std::string_view> reserved = {});

    std::span<const Attribute> attributes() const { return attributes_; }

    // Calls visit(position in attributes(), value) for every attribute that the element has.
    using Visit = std::function<void(std::size_t, const Value&)>;
    void visit(NodeId node, const Visit& visit) const;
    void visit(RelationshipId relationship, const Visit& visit) const;

  private:
    // What is no property; in the order of the columns.
    enum class Extra { kLabels, kRole, kTier, kScore, kEvidenceCount, kEvidenceSource, kEvidenceText, kRule };

    AttributeTable(const Selection& selection) : selection_(&selection) {}
    void add_extra(Extra extra, std::string_view name, AttributeType type, std::size_t count);
    void add_evidence(std::size_t count);
    template <class Ids>
    void add_properties(const Ids& ids);
    void name_apart(std::span<const std::string_view> reserved);
    void visit_evidence(const EvidenceList& evidence, const Visit& visit) const;
    Value extra_value(NodeId node, Extra extra) const;

    const Selection* selection_;
    std::vector<Attribute> attributes_;
    std::vector<Extra> extras_;  // the first attributes
};

// "news.txt:12", by the path of the Document node where there is one.
std::string evidence_place(const Snapshot& snapshot, const Evidence& evidence);

}  // namespace mirrorgraph
