#include "query/tasks/element_json.h"
#include "query/tasks/impact/impact_text.h"

namespace mirrorgraph::query {

namespace {

class ImpactJsonWriter {
  public:
    ImpactJsonWriter(JsonWriter& json, const Snapshot& snapshot, const ImpactRules& rules)
        : json_(json), snapshot_(snapshot), rules_(rules), elements_(json, snapshot) {}

    void write(const Impact& impact) {
        json_.begin_object();
        elements_.node_members(impact.start);
        elements_.text("date", to_string(impact.date));
        elements_.texts("summary", impact.summary);
        elements_.texts("gaps", impact.gaps);
        json_.key("affected");
        json_.begin_array();
        for (const Affected& affected : impact.affected) write(affected);
        json_.end_array();
        json_.end_object();
    }

    void write(const WhatIf& what_if) {
        json_.begin_object();
        elements_.node_members(what_if.start);
        elements_.text("change", what_if.change == Change::kWithdrawn ? "withdrawn" : "replaced");
        elements_.text("date", to_string(what_if.date));
        elements_.nodes("successors", what_if.successors);
        elements_.nodes("drafts", what_if.drafts);
        json_.key("consequences");
        json_.begin_array();
        for (const Consequence& consequence : what_if.consequences) {
            json_.begin_object();
            elements_.node_members(consequence.node);
            elements_.text("verdict", verdict(consequence, what_if.change));
            elements_.nodes("remaining", consequence.remaining);
            json_.key("path");
            json_.begin_object();
            path_members(consequence.steps);
            json_.end_object();
            json_.end_object();
        }
        json_.end_array();
        json_.end_object();
    }

    void write(const Impact& first, const Impact& second, const std::vector<CommonImpact>& common) {
        json_.begin_object();
        json_.key("first");
        elements_.node(first.start);
        json_.key("second");
        elements_.node(second.start);
        json_.key("common");
        json_.begin_array();
        for (const CommonImpact& entry : common) {
            json_.begin_object();
            elements_.node_members(entry.node);
            elements_.floating("score", entry.score);
            side("first", entry.first);
            side("second", entry.second);
            json_.end_object();
        }
        json_.end_array();
        json_.end_object();
    }

  private:
    void write(const Affected& affected) {
        json_.begin_object();
        elements_.node_members(affected.node);
        elements_.text("tier", rules_.tiers[affected.tier].name);
        elements_.floating("score", affected.score);
        elements_.number("independent_paths", static_cast<std::int64_t>(affected.independent_paths));
        json_.key("path");
        path(affected.path);
        json_.key("others");
        json_.begin_array();
        for (const ImpactPath& other : affected.others) path(other);
        json_.end_array();
        json_.end_object();
    }

    void side(std::string_view key, const Affected* affected) {
        json_.key(key);
        if (affected == nullptr) {
            json_.null();
        } else {
            path(affected->path);
        }
    }

    void path(const ImpactPath& path) {
        json_.begin_object();
        elements_.floating("strength", path.strength);
        path_members(path.steps);
        json_.end_object();
    }

    void path_members(const std::vector<ImpactStep>& steps) {
        elements_.text("words", describe_steps(snapshot_, rules_, steps));
        json_.key("steps");
        json_.begin_array();
        for (const ImpactStep& step : steps) {
            json_.begin_object();
            elements_.text("from", snapshot_.id(step.from));
            elements_.text("to", snapshot_.id(step.to));
            elements_.floating("weight", step.weight);
            elements_.floating("confidence", step.confidence);
            elements_.text("role", step.rule->role);
            elements_.text("means", step.rule->means);
            json_.key("relationship");
            elements_.relationship(step.relationship);
            json_.end_object();
        }
        json_.end_array();
    }

    JsonWriter& json_;
    const Snapshot& snapshot_;
    const ImpactRules& rules_;
    ElementJson elements_;
};

}  // namespace

void write_impact_json(JsonWriter& json, const Snapshot& snapshot, const Impact& impact) {
    ImpactJsonWriter(json, snapshot, *impact.rules).write(impact);
}

void write_what_if_json(JsonWriter& json, const Snapshot& snapshot, const WhatIf& what_if) {
    ImpactJsonWriter(json, snapshot, *what_if.rules).write(what_if);
}

void write_common_json(JsonWriter& json, const Snapshot& snapshot, const Impact& first, const Impact& second,
                       const std::vector<CommonImpact>& common) {
    ImpactJsonWriter(json, snapshot, *first.rules).write(first, second, common);
}

}  // namespace mirrorgraph::query
