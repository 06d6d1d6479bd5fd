#include <algorithm>
#include <ostream>

#include "query/tasks/entity_finder.h"
#include "query/tasks/trace.h"
#include "schema/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kDim = "\033[2m";
constexpr std::string_view kReset = "\033[0m";

constexpr std::size_t kLongestAcronym = 8;  // bytes: "MOHURD"
constexpr std::size_t kLeastRoom = 12;      // columns that a title may always take

class Writer {
  public:
    Writer(std::ostream& out, const Snapshot& snapshot, const TraceTextOptions& options)
        : out_(out), snapshot_(snapshot), options_(options) {}

    void write_root(const TraceStep& root) {
        out_ << style(kBold) << name_and_title(root.node, 0) << style(kReset) << "  " << style(kDim)
             << main_label(snapshot_, root.node) << style(kReset) << '\n';
        if (options_.evidence) write_evidence(snapshot_.evidence(root.node), root.steps.empty() ? "   " : "│  ");
        if (!root.gap.empty()) out_ << (root.steps.empty() ? "╰─ " : "├─ ") << root.gap << '\n';
        write_steps(root.steps, "");
    }

  private:
    void write_steps(const std::vector<TraceStep>& steps, const std::string& indent) {
        for (auto first = steps.begin(); first != steps.end();) {
            const auto last =
                std::find_if(first, steps.end(), [&](const TraceStep& s) { return s.role != first->role; });
            const auto count = static_cast<std::size_t>(last - first);
            const std::size_t shown = count > options_.limit ? options_.limit : count;
            for (std::size_t i = 0; i < shown; ++i) {
                write_step(first[static_cast<std::ptrdiff_t>(i)], indent, last == steps.end() && i + 1 == count);
            }
            if (shown < count) {
                out_ << indent << (last == steps.end() ? "╰─ " : "├─ ") << style(kDim) << first->role << ": "
                     << count - shown << " more" << style(kReset) << '\n';
            }
            first = last;
        }
    }

    void write_step(const TraceStep& step, const std::string& indent, bool is_last) {
        const std::string below = indent + (is_last ? "   " : "│  ");
        const std::string facts = relationship_facts(step.relationship) + (step.repeated ? " (see above)" : "");
        const std::size_t taken = display_width(indent) + 5 + step.role.size() + display_width(facts);
        out_ << indent << (is_last ? "╰─ " : "├─ ") << step.role << ": " << style(kBold)
             << name_and_title(step.node, taken) << style(kReset) << facts << '\n';
        if (options_.evidence) {
            write_evidence(snapshot_.evidence(step.relationship), below + (step.steps.empty() ? "   " : "│  "));
        }
        if (!step.gap.empty()) out_ << below << style(kDim) << step.gap << style(kReset) << '\n';
        write_steps(step.steps, below);
    }

    // The strongest piece of evidence, and how many more there are.
    void write_evidence(const EvidenceList& evidence, const std::string& indent) {
        if (evidence.empty()) return;
        const Evidence& best =
            *std::max_element(evidence.begin(), evidence.end(),
                              [](const Evidence& a, const Evidence& b) { return a.confidence < b.confidence; });
        const std::size_t margin = display_width(indent);
        const std::size_t width = static_cast<std::size_t>(options_.width) > margin + 24
                                      ? static_cast<std::size_t>(options_.width) - margin - 2
                                      : 24;
        out_ << style(kDim);
        if (!best.text.empty()) out_ << indent << "“" << truncate_to_width(collapse_space(best.text), width) << "”\n";
        out_ << indent << document_name(best.document) << ':' << best.line;
        if (best.page != 0) out_ << " (page " << best.page << ')';
        if (!best.rule.empty()) out_ << " · " << best.rule;
        out_ << " · " << percent(best.confidence);
        if (evidence.size() > 1) out_ << " · and " << evidence.size() - 1 << " more";
        out_ << style(kReset) << '\n';
    }

    // The name whole; what else it is called as far as the line has room behind `taken` columns.
    std::string name_and_title(NodeId node, std::size_t taken) const {
        const std::string name = display_name(snapshot_, node);
        std::string more_names;
        for (const std::string& more :
             {text_property(node, "title"), long_form(node, name), text_property(node, "name_zh")}) {
            if (!more.empty() && name_key(more) != name_key(name)) more_names += " · " + more;
        }
        taken += display_width(name);
        const auto width = static_cast<std::size_t>(options_.width);
        return name + truncate_to_width(more_names, width > taken + kLeastRoom ? width - taken : kLeastRoom);
    }

    std::string text_property(NodeId node, std::string_view name) const {
        const auto key = snapshot_.find_key(name);
        if (!key || !snapshot_.property(node, *key).is_string()) return {};
        return snapshot_.property(node, *key).as_string();
    }

    // The longest other name of a body that is shown by its acronym.
    std::string long_form(NodeId node, const std::string& name) const {
        const auto key = snapshot_.find_key("aliases");
        const bool is_acronym = name.size() <= kLongestAcronym && name.find(' ') == std::string::npos;
        if (!key || !is_acronym || !snapshot_.property(node, *key).is_list()) return {};
        std::string longest;
        for (const Value& alias : snapshot_.property(node, *key).as_list()) {
            if (alias.is_string() && alias.as_string().size() > longest.size()) longest = alias.as_string();
        }
        return longest.size() > name.size() ? longest : std::string();
    }

    std::string relationship_facts(RelationshipId relationship) const {
        std::string out;
        for (const std::string_view name : {"degree", "role", "date"}) {
            const auto key = snapshot_.find_key(name);
            if (!key) continue;
            const Value& value = snapshot_.property(relationship, *key);
            if (value.is_string()) out += ", " + value.as_string();
            if (value.is_date()) out += ", " + to_string(value.as_date());
        }
        return out;
    }

    std::string document_name(const std::string& id) const {
        const auto node = snapshot_.find_node(id);
        const auto key = snapshot_.find_key("path");
        if (node && key && snapshot_.property(*node, *key).is_string()) {
            return snapshot_.property(*node, *key).as_string();
        }
        return id;
    }

    static std::string percent(double confidence) {
        return std::to_string(static_cast<int>(confidence * 100 + 0.5)) + " %";
    }

    std::string_view style(std::string_view code) const { return options_.color ? code : std::string_view(); }

    std::ostream& out_;
    const Snapshot& snapshot_;
    const TraceTextOptions& options_;
};

}  // namespace

void write_trace_text(std::ostream& out, const Snapshot& snapshot, const TraceStep& root,
                      const TraceTextOptions& options) {
    Writer(out, snapshot, options).write_root(root);
}

}  // namespace mirrorgraph::query
