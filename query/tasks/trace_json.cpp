#include <ostream>

#include "query/tasks/entity_finder.h"
#include "query/tasks/trace.h"
#include "schema/json/json.h"

namespace mirrorgraph::query {

namespace {

class Writer {
  public:
    explicit Writer(const Snapshot& snapshot) : snapshot_(snapshot) {}

    void write(const TraceStep& step) {
        json_.begin_object();
        if (!step.role.empty()) text("role", step.role);
        text("id", snapshot_.id(step.node));
        json_.key("labels");
        json_.begin_array();
        for (const LabelId label : snapshot_.labels(step.node)) json_.string(snapshot_.label_names()[label.value]);
        json_.end_array();
        text("name", display_name(snapshot_, step.node));
        properties(snapshot_.properties(step.node));
        if (step.relationship.is_null()) {
            evidence(snapshot_.evidence(step.node));
        } else {
            write_relationship(step.relationship);
        }
        if (!step.gap.empty()) text("gap", step.gap);
        if (step.repeated) {
            json_.key("repeated");
            json_.boolean(true);
        }
        json_.key("steps");
        json_.begin_array();
        for (const TraceStep& next : step.steps) write(next);
        json_.end_array();
        json_.end_object();
    }

    std::string_view result() const { return json_.text(); }

  private:
    void write_relationship(RelationshipId relationship) {
        json_.key("relationship");
        json_.begin_object();
        text("type", snapshot_.type_names()[snapshot_.type(relationship).value]);
        text("source", snapshot_.id(snapshot_.source(relationship)));
        text("target", snapshot_.id(snapshot_.target(relationship)));
        properties(snapshot_.properties(relationship));
        evidence(snapshot_.evidence(relationship));
        json_.end_object();
    }

    void properties(const std::vector<std::pair<KeyId, Value>>& properties) {
        json_.key("properties");
        json_.begin_object();
        for (const auto& [key, value] : properties) {
            json_.key(snapshot_.key_names()[key.value]);
            json_.value(value);
        }
        json_.end_object();
    }

    void evidence(const EvidenceList& list) {
        json_.key("evidence");
        json_.begin_array();
        for (const Evidence& piece : list) {
            json_.begin_object();
            text("document", piece.document);
            number("begin", piece.begin);
            number("end", piece.end);
            number("line", piece.line);
            if (piece.page != 0) number("page", piece.page);
            if (!piece.text.empty()) text("text", piece.text);
            if (!piece.rule.empty()) text("rule", piece.rule);
            json_.key("confidence");
            json_.floating(piece.confidence);
            json_.end_object();
        }
        json_.end_array();
    }

    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    void number(std::string_view key, std::uint64_t value) {
        json_.key(key);
        json_.integer(static_cast<std::int64_t>(value));
    }

    const Snapshot& snapshot_;
    JsonWriter json_;
};

}  // namespace

void write_trace_json(std::ostream& out, const Snapshot& snapshot, const TraceStep& root) {
    Writer writer(snapshot);
    writer.write(root);
    out << writer.result() << '\n';
}

}  // namespace mirrorgraph::query
