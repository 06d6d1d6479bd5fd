// Scripts in openCypher that make the graph anew, each statement ended by a semicolon and a line break: one a batch of
// rows, or plainly one a node and relationship, for programs that know less.
//
// The id of a node is its property `id`, in the plain script `graph_id`; where some node has a property of that name, with
// an underscore before it, and so on.
// Source: openCypher 9. Batches keep statements short; an index on that property, whose statement differs from program to
// program, makes the second half fast. What its values cannot be is written as near as it goes: a date without month or
// day as text, for date('2020') would be the first of January; maps and mixed lists as JSON.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "graph/export/formats/formats.h"
#include "graph/export/text.h"
#include "schema/text/text.h"

namespace mirrorgraph::formats {

namespace {

constexpr std::size_t kBatch = 500;

enum class Style { kBatches, kPlain };

std::string quote_name(std::string_view name) {
    std::string out = "`";
    for (const char c : name) {
        if (c == '`') out += '`';
        out += c;
    }
    return out + '`';
}

bool is_storable_list(const List& list) {
    return std::all_of(list.begin(), list.end(), [&](const Value& item) {
        return !item.is_null() && !item.is_list() && !item.is_map() && item.type() == list.front().type();
    });
}

bool is_text_when_plain(const Value& value) {
    switch (value.type()) {
        case Value::Type::kLocalTime:
        case Value::Type::kTime:
        case Value::Type::kLocalDateTime:
        case Value::Type::kDateTime:
        case Value::Type::kDuration: return true;
        case Value::Type::kFloat: return !std::isfinite(value.as_float());
        case Value::Type::kNull:
        case Value::Type::kBoolean:
        case Value::Type::kInteger:
        case Value::Type::kString:
        case Value::Type::kList:
        case Value::Type::kMap:
        case Value::Type::kDate:
        case Value::Type::kNode:
        case Value::Type::kRelationship:
        case Value::Type::kPath: return false;
    }
    return false;
}

std::string literal(const Value& value, Style style) {
    if (style == Style::kPlain && is_text_when_plain(value)) return to_literal(plain_text(value));
    if (value.is_date() && value.as_date().precision() != Date::Precision::kDay) return to_literal(plain_text(value));
    if (value.is_map() || (value.is_list() && !is_storable_list(value.as_list()))) return to_literal(plain_text(value));
    if (value.is_float() && std::isnan(value.as_float())) return "0.0 / 0.0";
    if (value.is_float() && std::isinf(value.as_float())) return value.as_float() > 0 ? "1.0 / 0.0" : "-1.0 / 0.0";
    if (!value.is_list()) return to_literal(value);
    std::string out = "[";
    for (const Value& item : value.as_list()) out += (out.size() > 1 ? ", " : "") + literal(item, style);
    return out + "]";
}

// {key: value, ...} of names that are quoted and values that are literals.
std::string literal_of_map(const Map& map, Style style) {
    std::string out = "{";
    for (const auto& [key, value] : map) {
        out += (out.size() > 1 ? ", " : "") + quote_name(key) + ": " + literal(value, style);
    }
    return out + "}";
}

// UNWIND [rows] AS row ...: opened with the first row, closed by a full batch or close().
class Batches {
  public:
    Batches(Output& out, std::string statement) : out_(out), statement_(std::move(statement)) {}

    void add(std::string_view row) {
        out_.print("{}{}", count_ == 0 ? "UNWIND [\n" : ",\n", row);
        if (++count_ == kBatch) close();
    }
    void close() {
        if (count_ > 0) out_.print("\n] AS row\n{};\n", statement_);
        count_ = 0;
    }

  private:
    Output& out_;
    std::string statement_;
    std::size_t count_ = 0;
};

class CypherWriter {
  public:
    CypherWriter(const Selection& selection, Output& out, Style style)
        : selection_(selection),
          snapshot_(selection.snapshot()),
          out_(out),
          style_(style),
          id_key_(style == Style::kPlain ? "graph_id" : "id") {
        while (snapshot_.find_key(id_key_)) id_key_.insert(0, "_");
    }

    void write() {
        out_.print("// {}, {}. The id of a node is its property {}.\n", counted(selection_.nodes().size(), "node"),
                   counted(selection_.relationships().size(), "relationship"), id_key_);
        for (const std::string& label : labels_in_use()) {
            out_.print("// For Neo4j: CREATE INDEX FOR (n:{0}) ON (n.{1})\n", quote_name(label), id_key_);
        }
        if (style_ == Style::kPlain) {
            for (const NodeId node : selection_.nodes()) write_plain(node);
            for (const RelationshipId relationship : selection_.relationships()) write_plain(relationship);
        } else {
            write_nodes();
            write_relationships();
        }
    }

  private:
    std::vector<std::string> labels_in_use() const {
        std::vector<std::string> out;
        for (const NodeId node : selection_.nodes()) {
            const auto labels = snapshot_.labels(node);
            if (labels.empty()) continue;
            const std::string& first = snapshot_.label_names()[labels[0].value];
            if (std::find(out.begin(), out.end(), first) == out.end()) out.push_back(first);
        }
        return out;
    }

    std::string label_pattern(NodeId node, bool first_only) const {
        std::string out;
        for (const LabelId label : snapshot_.labels(node)) {
            out += ":" + quote_name(snapshot_.label_names()[label.value]);
            if (first_only) break;
        }
        return out;
    }

    template <class IdType>
    Map properties(IdType id) const {
        Map out;
        for (const auto& [key, value] : snapshot_.properties(id)) out.emplace(snapshot_.key_names()[key.value], value);
        return out;
    }

    Map properties_with_id(NodeId node) const {
        Map out = properties(node);
        out.emplace(id_key_, snapshot_.id(node));
        return out;
    }

    void write_plain(NodeId node) {
        const std::string labels = label_pattern(node, false);
        out_.print("CREATE ({}{}{});\n", labels, labels.empty() ? "" : " ",
                   literal_of_map(properties_with_id(node), style_));
    }

    void write_plain(RelationshipId relationship) {
        const auto end = [&](std::string_view name, NodeId node) {
            return fmt::format("({}{} {{{}: {}}})", name, label_pattern(node, true), id_key_,
                               to_literal(snapshot_.id(node)));
        };
        out_.print("MATCH {}, {} CREATE (a)-[:{} {}]->(b);\n", end("a", snapshot_.source(relationship)),
                   end("b", snapshot_.target(relationship)),
                   quote_name(snapshot_.type_names()[snapshot_.type(relationship).value]),
                   literal_of_map(properties(relationship), style_));
    }

    // Nodes of one set of labels stand together in a snapshot.
    void write_nodes() {
        std::optional<Batches> batches;
        std::string labels;
        for (const NodeId node : selection_.nodes()) {
            const std::string own = label_pattern(node, false);
            if (!batches || own != labels) {
                labels = own;
                if (batches) batches->close();
                batches.emplace(out_, fmt::format("CREATE (n{})\nSET n = row", labels));
            }
            batches->add(literal_of_map(properties_with_id(node), style_));
        }
        if (batches) batches->close();
    }

    // By type and labels of both ends, so that a look-up has a label to go by.
    void write_relationships() {
        const auto all = selection_.relationships();
        for (auto begin = all.begin(); begin != all.end();) {
            const TypeId type = snapshot_.type(*begin);
            const auto end =
                std::find_if(begin, all.end(), [&](RelationshipId r) { return snapshot_.type(r) != type; });
            std::map<std::pair<std::string, std::string>, std::vector<RelationshipId>> by_ends;
            for (auto relationship = begin; relationship != end; ++relationship) {
                by_ends[{label_pattern(snapshot_.source(*relationship), true),
                         label_pattern(snapshot_.target(*relationship), true)}]
                    .push_back(*relationship);
            }
            for (const auto& [ends, relationships] : by_ends) write_group(type, ends, relationships);
            begin = end;
        }
    }

    void write_group(TypeId type, const std::pair<std::string, std::string>& ends,
                     const std::vector<RelationshipId>& relationships) {
        Batches batches(out_,
                        fmt::format("MATCH (a{0} {{{2}: row.a}}), (b{1} {{{2}: row.b}})\nCREATE (a)-[r:{3}]->(b)\n"
                                    "SET r = row.r",
                                    ends.first, ends.second, id_key_, quote_name(snapshot_.type_names()[type.value])));
        for (const RelationshipId relationship : relationships) {
            batches.add(fmt::format("{{a: {}, b: {}, r: {}}}", to_literal(snapshot_.id(snapshot_.source(relationship))),
                                    to_literal(snapshot_.id(snapshot_.target(relationship))),
                                    literal_of_map(properties(relationship), style_)));
        }
        batches.close();
    }

    const Selection& selection_;
    const Snapshot& snapshot_;
    Output& out_;
    Style style_;
    std::string id_key_;
};

}  // namespace

void write_cypher(const Selection& selection, const ExportOptions&, Output& out) {
    CypherWriter(selection, out, Style::kBatches).write();
}

void write_cypher_plain(const Selection& selection, const ExportOptions&, Output& out) {
    CypherWriter(selection, out, Style::kPlain).write();
}

}  // namespace mirrorgraph::formats
