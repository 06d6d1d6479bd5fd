// From the JSON of a graph to its parts: knows the shape of the file, nothing of the schema or of other elements.
//
// Every part comes with its place, so that whoever finds a fault in it can show it.
//
// Units:   spans are bytes of the file
// Errors:  Error kInvalidData at its place for anything that has not the shape of a graph
// Owns:    the parts; they are valid during the call of the sink
// Threads: one thread
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "graph/evidence.h"
#include "schema/json/json.h"

namespace mirrorgraph {

struct ReadText {
    std::string text;
    Span span;
};

struct ReadProperty {
    std::string key;
    Value value;
    Span span;  // of the key
};

struct ReadEvidence {
    Evidence evidence;
    Span span;
};

struct ReadNode {
    std::optional<ReadText> id;
    std::vector<ReadText> labels;
    std::vector<ReadProperty> properties;
    std::vector<ReadEvidence> evidence;
    Span span;
};

struct ReadEdge {
    std::optional<ReadText> source;
    std::optional<ReadText> target;
    std::optional<ReadText> type;
    std::optional<std::int64_t> key;
    std::vector<ReadProperty> properties;
    std::vector<ReadEvidence> evidence;
    Span span;
};

struct ReadHeader {
    std::optional<ReadText> format;
    std::optional<std::int64_t> version;
    Span version_span;
    std::optional<ReadText> schema;
    Map metadata;
    Span span;
};

// May move the parts away.
class GraphSink {
  public:
    virtual ~GraphSink() = default;
    virtual void add_header(ReadHeader& header) = 0;
    virtual void add_node(ReadNode& node) = 0;
    virtual void end_nodes() = 0;
    virtual void add_edge(ReadEdge& edge) = 0;
    virtual void finish() = 0;

    // Where the error thrown last stands, if not at the token being read.
    std::optional<Span> fault_span;
};

class GraphReader : public JsonEvents {
  public:
    explicit GraphReader(GraphSink& sink) : sink_(sink) {}

    void null() override;
    void boolean(bool value) override;
    void integer(std::int64_t value) override;
    void floating(double value) override;
    void string(std::string_view value) override;
    void key(std::string_view name) override;
    void begin_object() override;
    void end_object() override;
    void begin_array() override;
    void end_array() override;

  private:
    // The object or array that is open; kValue inside a property or metadata value that is a list or map.
    enum class In {
        kStart,
        kRoot,
        kHeader,
        kNodes,
        kNode,
        kEdges,
        kEdge,
        kLabels,
        kProperties,
        kEvidenceList,
        kEvidence,
        kValue
    };
    enum class Field {
        kDirected,
        kMultigraph,
        kGraph,
        kNodes,
        kEdges,
        kFormat,
        kVersion,
        kSchema,
        kOther,
        kId,
        kLabels,
        kProperties,
        kEvidence,
        kSource,
        kTarget,
        kKey,
        kType,
        kDocument,
        kBegin,
        kEnd,
        kLine,
        kPage,
        kText,
        kRule,
        kConfidence
    };
    struct FieldName {
        std::string_view name;
        Field field;
        std::string_view expected;
    };

    static std::span<const FieldName> fields_of(In place);
    Field find_field(std::string_view name) const;
    void open(In place) { open_.push_back(place); }
    In here() const { return open_.empty() ? In::kStart : open_.back(); }
    bool takes_any_value() const;
    void add_value(Value value);
    void end_value();
    Value shared(std::string_view text);
    void set_text(std::optional<ReadText>& out, std::string_view value) const;
    std::uint64_t to_offset(std::int64_t value) const;
    std::uint32_t to_line(std::int64_t value) const;
    void end_root();
    template <class Call>
    void to_sink(Call&& call);
    [[noreturn]] void unexpected(std::string_view what) const;
    std::vector<ReadProperty>& properties() { return of_edge_ ? edge_.properties : node_.properties; }
    std::vector<ReadEvidence>& evidence() { return of_edge_ ? edge_.evidence : node_.evidence; }

    GraphSink& sink_;
    std::vector<In> open_;
    Field field_ = Field::kOther;
    std::string key_;
    Span key_span_;
    Span root_;
    bool has_header_ = false;
    bool has_nodes_ = false;
    bool has_edges_ = false;
    bool of_edge_ = false;
    ReadHeader header_;
    ReadNode node_;
    ReadEdge edge_;
    ValueBuilder builder_;
    std::vector<Value> recent_texts_;  // by hash: equal short strings share one value
};

}  // namespace mirrorgraph
