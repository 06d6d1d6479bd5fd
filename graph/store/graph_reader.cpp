#include "graph/store/graph_reader.h"

#include <fmt/core.h>

#include <functional>
#include <limits>
#include <utility>

#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kRecentTexts = 4096;
constexpr std::size_t kShortText = 40;

}  // namespace

std::span<const GraphReader::FieldName> GraphReader::fields_of(In place) {
    static constexpr FieldName kRoot[] = {
        {"directed", Field::kDirected, "true"}, {"multigraph", Field::kMultigraph, "true"},
        {"graph", Field::kGraph, "an object"},  {"nodes", Field::kNodes, "an array"},
        {"edges", Field::kEdges, "an array"},   {"links", Field::kEdges, "an array"}};  // as older NetworkX writes it
    static constexpr FieldName kHeader[] = {{"format", Field::kFormat, "a string"},
                                            {"version", Field::kVersion, "an integer"},
                                            {"schema", Field::kSchema, "a string"}};
    static constexpr FieldName kNode[] = {{"id", Field::kId, "a string"},
                                          {"labels", Field::kLabels, "an array"},
                                          {"properties", Field::kProperties, "an object"},
                                          {"evidence", Field::kEvidence, "an array"}};
    static constexpr FieldName kEdge[] = {{"source", Field::kSource, "a string"},
                                          {"target", Field::kTarget, "a string"},
                                          {"key", Field::kKey, "an integer"},
                                          {"type", Field::kType, "a string"},
                                          {"properties", Field::kProperties, "an object"},
                                          {"evidence", Field::kEvidence, "an array"}};
    static constexpr FieldName kEvidence[] = {
        {"document", Field::kDocument, "a string"}, {"begin", Field::kBegin, "an integer"},
        {"end", Field::kEnd, "an integer"},         {"line", Field::kLine, "an integer"},
        {"page", Field::kPage, "an integer"},       {"text", Field::kText, "a string"},
        {"rule", Field::kRule, "a string"},         {"confidence", Field::kConfidence, "a number"}};
    switch (place) {
        case In::kRoot: return kRoot;
        case In::kHeader: return kHeader;
        case In::kNode: return kNode;
        case In::kEdge: return kEdge;
        case In::kEvidence: return kEvidence;
        case In::kStart:
        case In::kNodes:
        case In::kEdges:
        case In::kLabels:
        case In::kProperties:
        case In::kEvidenceList:
        case In::kValue: return {};
    }
    return {};
}

GraphReader::Field GraphReader::find_field(std::string_view name) const {
    std::vector<std::string> known;
    for (const FieldName& field : fields_of(here())) {
        if (field.name == name) return field.field;
    }
    if (here() == In::kHeader) return Field::kOther;
    for (const FieldName& field : fields_of(here())) known.emplace_back(field.name);
    fail(fmt::format("unknown key '{}'{}", name, did_you_mean(name, known)));
}

void GraphReader::unexpected(std::string_view what) const {
    switch (here()) {
        case In::kStart: fail(fmt::format("a graph is an object, not {}", what));
        case In::kNodes: fail(fmt::format("a node is an object, not {}", what));
        case In::kEdges: fail(fmt::format("an edge is an object, not {}", what));
        case In::kEvidenceList: fail(fmt::format("evidence is an object, not {}", what));
        case In::kLabels: fail(fmt::format("a label is a string, not {}", what));
        case In::kRoot:
        case In::kHeader:
        case In::kNode:
        case In::kEdge:
        case In::kEvidence:
        case In::kProperties:
        case In::kValue: break;
    }
    for (const FieldName& field : fields_of(here())) {
        if (field.field == field_) fail(fmt::format("'{}' must be {}, not {}", key_, field.expected, what));
    }
    fail(fmt::format("{} cannot stand here", what));
}

bool GraphReader::takes_any_value() const {
    return here() == In::kProperties || (here() == In::kHeader && field_ == Field::kOther);
}

// Equal short strings occur again and again (a status, a committee's code): one value serves them all.
Value GraphReader::shared(std::string_view text) {
    if (text.size() > kShortText) return text;
    if (recent_texts_.empty()) recent_texts_.resize(kRecentTexts);
    Value& slot = recent_texts_[std::hash<std::string_view>{}(text) % kRecentTexts];
    if (!slot.is_string() || slot.as_string() != text) slot = Value(text);
    return slot;
}

void GraphReader::add_value(Value value) {
    if (here() == In::kHeader) {
        header_.metadata.insert_or_assign(key_, std::move(value));
    } else if (!value.is_null()) {
        properties().push_back({key_, std::move(value), key_span_});
    }
}

void GraphReader::end_value() {
    open_.pop_back();
    Value value;
    try {
        value = builder_.take();
    } catch (const Error& error) {
        fail_at(key_span_, error);
    }
    add_value(std::move(value));
}

template <class Call>
void GraphReader::to_sink(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        if (!sink_.fault_span) throw;
        fail_at(*sink_.fault_span, error);
    }
}

void GraphReader::set_text(std::optional<ReadText>& out, std::string_view value) const {
    out = ReadText{std::string(value), token()};
}

std::uint64_t GraphReader::to_offset(std::int64_t value) const {
    if (value < 0) fail(fmt::format("'{}' must not be negative", key_));
    return static_cast<std::uint64_t>(value);
}

std::uint32_t GraphReader::to_line(std::int64_t value) const {
    if (value < 0 || value > std::numeric_limits<std::uint32_t>::max()) {
        fail(fmt::format("'{}' must be between 0 and 4294967295", key_));
    }
    return static_cast<std::uint32_t>(value);
}

void GraphReader::null() {
    if (here() == In::kValue) return builder_.scalar(Value());
    if (takes_any_value()) return add_value(Value());
    unexpected("null");
}

void GraphReader::boolean(bool value) {
    if (here() == In::kValue) return builder_.scalar(value);
    if (takes_any_value()) return add_value(value);
    if (here() != In::kRoot || (field_ != Field::kDirected && field_ != Field::kMultigraph)) unexpected("a boolean");
    if (!value) fail(fmt::format("'{}' must be true", key_));
}

void GraphReader::integer(std::int64_t value) {
    if (here() == In::kValue) return builder_.scalar(value);
    if (takes_any_value()) return add_value(value);
    if (here() == In::kHeader && field_ == Field::kVersion) {
        header_.version = value;
        header_.version_span = token();
    } else if (here() == In::kEdge && field_ == Field::kKey) {
        edge_.key = value;
    } else if (here() == In::kEvidence && field_ == Field::kBegin) {
        evidence().back().evidence.begin = to_offset(value);
    } else if (here() == In::kEvidence && field_ == Field::kEnd) {
        evidence().back().evidence.end = to_offset(value);
    } else if (here() == In::kEvidence && field_ == Field::kLine) {
        evidence().back().evidence.line = to_line(value);
    } else if (here() == In::kEvidence && field_ == Field::kPage) {
        evidence().back().evidence.page = to_line(value);
    } else if (here() == In::kEvidence && field_ == Field::kConfidence) {
        evidence().back().evidence.confidence = static_cast<double>(value);
    } else {
        unexpected("an integer");
    }
}

void GraphReader::floating(double value) {
    if (here() == In::kValue) return builder_.scalar(value);
    if (takes_any_value()) return add_value(value);
    if (here() != In::kEvidence || field_ != Field::kConfidence) unexpected("a number with a fraction");
    evidence().back().evidence.confidence = value;
}

void GraphReader::string(std::string_view value) {
    if (here() == In::kValue) return builder_.scalar(shared(value));
    if (takes_any_value()) return add_value(shared(value));
    if (here() == In::kLabels) {
        node_.labels.push_back({std::string(value), token()});
    } else if (here() == In::kHeader && field_ == Field::kFormat) {
        set_text(header_.format, value);
    } else if (here() == In::kHeader && field_ == Field::kSchema) {
        set_text(header_.schema, value);
    } else if (here() == In::kNode && field_ == Field::kId) {
        set_text(node_.id, value);
    } else if (here() == In::kEdge && field_ == Field::kSource) {
        set_text(edge_.source, value);
    } else if (here() == In::kEdge && field_ == Field::kTarget) {
        set_text(edge_.target, value);
    } else if (here() == In::kEdge && field_ == Field::kType) {
        set_text(edge_.type, value);
    } else if (here() == In::kEvidence && field_ == Field::kDocument) {
        evidence().back().evidence.document = value;
        evidence().back().span = token();
    } else if (here() == In::kEvidence && field_ == Field::kText) {
        evidence().back().evidence.text = value;
    } else if (here() == In::kEvidence && field_ == Field::kRule) {
        evidence().back().evidence.rule = value;
    } else {
        unexpected("a string");
    }
}

void GraphReader::key(std::string_view name) {
    if (here() == In::kValue) return builder_.key(name);
    key_ = name;
    key_span_ = token();
    if (here() != In::kProperties) field_ = find_field(name);
}

void GraphReader::begin_object() {
    if (here() == In::kValue) return builder_.begin_object();
    if (takes_any_value()) {
        open(In::kValue);
        return builder_.begin_object();
    }
    if (here() == In::kStart) {
        root_ = token();
        open(In::kRoot);
    } else if (here() == In::kRoot && field_ == Field::kGraph) {
        header_.span = token();
        has_header_ = true;
        open(In::kHeader);
    } else if (here() == In::kNodes) {
        node_.id.reset();
        node_.labels.clear();
        node_.properties.clear();
        node_.evidence.clear();
        node_.span = token();
        of_edge_ = false;
        open(In::kNode);
    } else if (here() == In::kEdges) {
        edge_.source.reset();
        edge_.target.reset();
        edge_.type.reset();
        edge_.key.reset();
        edge_.properties.clear();
        edge_.evidence.clear();
        edge_.span = token();
        of_edge_ = true;
        open(In::kEdge);
    } else if ((here() == In::kNode || here() == In::kEdge) && field_ == Field::kProperties) {
        open(In::kProperties);
    } else if (here() == In::kEvidenceList) {
        evidence().push_back({{}, token()});
        open(In::kEvidence);
    } else {
        unexpected("an object");
    }
}

void GraphReader::end_object() {
    if (here() == In::kValue) {
        builder_.end_object();
        if (builder_.is_complete()) end_value();
        return;
    }
    const In closed = here();
    open_.pop_back();
    if (closed == In::kRoot) end_root();
    if (closed == In::kHeader) to_sink([&] { sink_.add_header(header_); });
    if (closed == In::kNode) to_sink([&] { sink_.add_node(node_); });
    if (closed == In::kEdge) to_sink([&] { sink_.add_edge(edge_); });
}

void GraphReader::end_root() {
    const auto require = [this](bool present, std::string_view key) {
        if (present) return;
        fail_at(root_, Error(ErrorCode::kInvalidData, fmt::format("this is no graph: the key '{}' is missing", key)));
    };
    require(has_header_, "graph");
    require(has_nodes_, "nodes");
    require(has_edges_, "edges");
    to_sink([&] { sink_.finish(); });
}

void GraphReader::begin_array() {
    if (here() == In::kValue) return builder_.begin_array();
    if (takes_any_value()) {
        open(In::kValue);
        return builder_.begin_array();
    }
    const bool in_element = here() == In::kNode || here() == In::kEdge;
    if (here() == In::kRoot && field_ == Field::kNodes) {
        has_nodes_ = true;
        open(In::kNodes);
    } else if (here() == In::kRoot && field_ == Field::kEdges) {
        if (std::exchange(has_edges_, true)) fail("'edges' and 'links' are the same; one of them is enough");
        open(In::kEdges);
    } else if (in_element && field_ == Field::kLabels) {
        open(In::kLabels);
    } else if (in_element && field_ == Field::kEvidence) {
        open(In::kEvidenceList);
    } else {
        unexpected("an array");
    }
}

void GraphReader::end_array() {
    if (here() == In::kValue) {
        builder_.end_array();
        if (builder_.is_complete()) end_value();
        return;
    }
    const In closed = here();
    open_.pop_back();
    if (closed == In::kNodes) to_sink([&] { sink_.end_nodes(); });
}

}  // namespace mirrorgraph
