#include "graph/names.h"
#include "query/tasks/element_json.h"
#include "query/tasks/trace/trace.h"

namespace mirrorgraph::query {

namespace {

class TraceJsonWriter {
  public:
    TraceJsonWriter(JsonWriter& json, const Snapshot& snapshot)
        : json_(json), snapshot_(snapshot), elements_(json, snapshot) {}

    void write(const Trace& trace) {
        json_.begin_object();
        elements_.node_members(trace.root.node);
        elements_.properties(trace.root.node);
        elements_.evidence(snapshot_.evidence(trace.root.node));
        elements_.text("date", to_string(trace.date));
        if (has_standing(trace.root.node)) elements_.text("standing", standing_name(trace.root.standing));
        elements_.texts("summary", trace.summary);
        elements_.texts("gaps", trace.gaps);
        history(trace.history);
        groups(trace.root);
        json_.end_object();
    }

  private:
    void history(const History& history) {
        json_.key("history");
        json_.begin_array();
        for (const Edition& edition : history.editions) {
            json_.begin_object();
            elements_.node_members(edition.node);
            if (edition.validity.from) elements_.text("from", to_string(*edition.validity.from));
            if (edition.validity.until) elements_.text("until", to_string(*edition.validity.until));
            elements_.text("standing", standing_name(edition.standing));
            links("replaces", edition.replaces);
            links("amended_by", edition.amended_by);
            json_.end_object();
        }
        json_.end_array();
        if (!history.complete) elements_.flag("history_truncated", true);
    }

    void links(std::string_view key, const std::vector<Edition::Link>& links) {
        json_.key(key);
        json_.begin_array();
        for (const Edition::Link& link : links) {
            json_.begin_object();
            elements_.node_members(link.node);
            json_.key("relationship");
            elements_.relationship(link.relationship);
            json_.end_object();
        }
        json_.end_array();
    }

    void groups(const TraceStep& step) {
        json_.key("groups");
        json_.begin_array();
        for (const TraceGroup& group : step.groups) {
            json_.begin_object();
            elements_.text("role", group.role);
            elements_.number("total", static_cast<std::int64_t>(group.total));
            json_.key("by_standing");
            json_.begin_object();
            for (const auto& [standing, count] : group.by_standing) {
                elements_.number(standing_name(standing), static_cast<std::int64_t>(count));
            }
            json_.end_object();
            if (!group.by_role.empty()) {
                json_.key("by_role");
                json_.begin_object();
                for (const auto& [role, count] : group.by_role) {
                    elements_.number(role, static_cast<std::int64_t>(count));
                }
                json_.end_object();
            }
            json_.key("steps");
            json_.begin_array();
            for (const TraceStep& next : group.steps) write_step(next);
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

    void write_step(const TraceStep& step) {
        json_.begin_object();
        elements_.node_members(step.node);
        elements_.properties(step.node);
        elements_.floating("confidence", step.confidence);
        elements_.number("distance", step.distance);
        if (has_standing(step.node)) elements_.text("standing", standing_name(step.standing));
        json_.key("relationship");
        elements_.relationship(step.relationship);
        if (step.repeated) elements_.flag("repeated", true);
        if (!step.other_forms.empty()) elements_.nodes("other_forms", step.other_forms);
        groups(step);
        json_.end_object();
    }

    bool has_standing(NodeId node) const {
        const std::string_view label = main_label(snapshot_, node);
        return label == "Standard" || label == "Policy";
    }

    JsonWriter& json_;
    const Snapshot& snapshot_;
    ElementJson elements_;
};

}  // namespace

void write_trace_json(JsonWriter& json, const Snapshot& snapshot, const Trace& trace) {
    TraceJsonWriter(json, snapshot).write(trace);
}

}  // namespace mirrorgraph::query
