#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "graph/facts.h"
#include "graph/names.h"
#include "query/tasks/note_text.h"
#include "query/tasks/trace/trace.h"
#include "query/tasks/trace/trace_notes.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr double kDoubtfulInLine = 0.8;  // below, a line says how sure it is

class TraceTextWriter {
  public:
    TraceTextWriter(std::ostream& out, const Snapshot& snapshot, const Trace& trace, const TraceTextOptions& options)
        : out_(out),
          snapshot_(snapshot),
          trace_(trace),
          note_(snapshot, static_cast<std::size_t>(options.width), options.color, options.evidence) {}

    void write() {
        const NodeId start = trace_.root.node;
        const std::string label = fmt::format("  {}", main_label(snapshot_, start));
        const std::string cited = note_.cite(start);
        out_ << note_.name_and_titles(start, display_width(label) + kMark, kBold) << note_.styled(kDim, label) << cited
             << '\n';
        for (const std::string& sentence : trace_.summary) note_.write_sentence(out_, sentence);
        for (const std::string& gap : trace_.gaps) note_.write_sentence(out_, gap);
        if (!trace_.root.groups.empty() || !trace_.history.editions.empty()) out_ << '\n';
        write_history(trace_.root.groups.empty());
        write_groups(trace_.root, "");
        note_.write_sources(out_);
    }

  private:
    static constexpr std::size_t kMark = 6;  // columns kept for the mark of a source

    void write_history(bool is_last) {
        const std::vector<Edition>& editions = trace_.history.editions;
        if (editions.empty()) return;
        out_ << (is_last ? "╰─ " : "├─ ") << "editions and amendments (" << editions.size() << ", as of "
             << to_string(trace_.date) << ")\n";
        const std::string indent = is_last ? "   " : "│  ";
        for (std::size_t i = 0; i < editions.size(); ++i) {
            write_edition(editions[i], indent, i + 1 == editions.size() && trace_.history.complete);
        }
        if (!trace_.history.complete) out_ << indent << "╰─ and more\n";
    }

    void write_edition(const Edition& edition, const std::string& indent, bool is_last) {
        const std::string facts = ", " + period(edition);
        const std::string head = indent + (is_last ? "╰─ " : "├─ ") + (edition.node == trace_.root.node ? "▸ " : "");
        const std::size_t taken = display_width(head) + display_width(facts) + kMark;
        const std::string cited = note_.cite(edition.node);
        out_ << head << note_.name_and_titles(edition.node, taken, edition.standing == Standing::kInForce ? kBold : "")
             << facts << cited << '\n';
        const std::string below = indent + (is_last ? "   " : "│  ");
        write_links("replaces: ", edition.replaces, below, edition.amended_by.empty());
        for (std::size_t i = 0; i < edition.amended_by.size(); ++i) {
            const Edition::Link& amendment = edition.amended_by[i];
            const std::string branch = below + (i + 1 == edition.amended_by.size() ? "╰─ " : "├─ ") + "amended by: ";
            const std::string mark = note_.cite(amendment.relationship);
            out_ << branch << note_.name_and_titles(amendment.node, display_width(branch) + kMark) << mark << '\n';
        }
    }

    void write_links(std::string_view role, const std::vector<Edition::Link>& links, const std::string& indent,
                     bool is_last) {
        if (links.empty()) return;
        std::string text(role);
        std::vector<RelationshipId> sources;
        for (const Edition::Link& link : links) {
            text += (sources.empty() ? "" : ", ") + without_controls(display_name(snapshot_, link.node));
            sources.push_back(link.relationship);
        }
        text += note_.cite(sources);
        note_.write_wrapped(out_, text, indent + (is_last ? "╰─ " : "├─ "), indent + (is_last ? "     " : "│    "));
    }

    // "2018-05-01 to 2020-10-01, no longer in force".
    static std::string period(const Edition& edition) {
        const std::optional<Date>& from = edition.validity.from;
        const std::optional<Date>& until = edition.validity.until;
        std::string out;
        if (from && until) out = to_string(*from) + " to " + to_string(*until) + ", ";
        if (from && !until) out = (edition.standing == Standing::kInForce ? "since " : "") + to_string(*from) + ", ";
        if (!from && until) out = "until " + to_string(*until) + ", ";
        if (edition.standing != Standing::kUnknown) return out + std::string(standing_name(edition.standing));
        return out + (edition.validity.ended ? "withdrawn on an unknown day" : "standing unknown");
    }

    void write_groups(const TraceStep& step, const std::string& indent) {
        for (std::size_t i = 0; i < step.groups.size(); ++i) {
            const TraceGroup& group = step.groups[i];
            const bool is_last = i + 1 == step.groups.size();
            if (group.brief && group.total > 1) {
                write_brief(group, indent, is_last);
            } else if (group.total == 1) {
                write_step(group.steps.front(), fmt::format("{}: ", group.role), indent, is_last);
            } else {
                write_list(group, indent, is_last);
            }
        }
    }

    void write_list(const TraceGroup& group, const std::string& indent, bool is_last) {
        out_ << indent << (is_last ? "╰─ " : "├─ ") << group.role << " (" << count(group) << ")\n";
        const std::string below = indent + (is_last ? "   " : "│  ");
        const bool whole = group.steps.size() == group.total;
        for (std::size_t i = 0; i < group.steps.size(); ++i) {
            write_step(group.steps[i], "", below, whole && i + 1 == group.steps.size());
        }
        if (!whole)
            out_ << below << "╰─ " << note_.styled(kDim, fmt::format("{} more", group.total - group.steps.size()))
                 << '\n';
    }

    void write_brief(const TraceGroup& group, const std::string& indent, bool is_last) {
        std::string text = fmt::format("{} ({}): ", group.role, count(group));
        std::vector<RelationshipId> sources;
        for (const TraceStep& step : group.steps) {
            text += (sources.empty() ? "" : ", ") + without_controls(display_name(snapshot_, step.node)) +
                    known_mirror(group, step);
            sources.push_back(step.relationship);
        }
        if (group.steps.size() < group.total) text += fmt::format(" and {} more", group.total - group.steps.size());
        text += note_.cite(sources);
        note_.write_wrapped(out_, text, indent + (is_last ? "╰─ " : "├─ "), indent + (is_last ? "     " : "│    "));
    }

    // " (mirrored by SAC/TC28/SC42)".
    std::string known_mirror(const TraceGroup& group, const TraceStep& step) const {
        const auto bodies = group.role == "sub-body" ? mirror_bodies(snapshot_, step.node) : std::span<const NodeId>();
        if (bodies.empty()) return {};
        return fmt::format(" (mirrored by {})", without_controls(display_name(snapshot_, bodies[0])));
    }

    void write_step(const TraceStep& step, std::string_view role, const std::string& indent, bool is_last) {
        const std::string head = fmt::format("{}{}{}", indent, is_last ? "╰─ " : "├─ ", role);
        const std::string below = indent + (is_last ? "   " : "│  ");
        const std::string facts = facts_of(step);
        const std::string mark = note_.cite(step.relationship);
        const std::string name = without_controls(display_name(snapshot_, step.node));
        const std::size_t taken = display_width(head) + display_width(facts) + kMark;
        if (taken + display_width(name) <= note_.width()) {
            out_ << head << note_.name_and_titles(step.node, taken, kBold, step.other_forms) << facts << mark << '\n';
        } else {
            note_.write_wrapped(out_, name + facts + mark, head, below + (step.groups.empty() ? "  " : "│ "));
        }
        write_groups(step, below);
    }

    // ", IDT, 2021-06-17, no longer in force, 76 % sure (see above)".
    std::string facts_of(const TraceStep& step) const {
        std::string out;
        for (const std::string_view name : {"degree", "role"}) {
            if (const auto text = text_property(snapshot_, step.relationship, name); !text.empty())
                out += fmt::format(", {}", text);
        }
        if (const auto key = snapshot_.find_key("date")) {
            const Value& date = snapshot_.property(step.relationship, *key);
            if (date.is_date()) out += ", " + to_string(date.as_date());
        }
        if (step.standing == Standing::kEnded || step.standing == Standing::kNotYet) {
            out += fmt::format(", {}", standing_name(step.standing));
        }
        if (step.confidence < kDoubtfulInLine) out += ", " + percent(step.confidence) + " sure";
        if (step.repeated && step.groups.empty() && step.node != trace_.root.node) out += " (see above)";
        return out;
    }

    static std::string count(const TraceGroup& group) {
        std::string out = fmt::format("{}{}", group.total, describe_standings(group));
        for (const auto& [role, count] : group.by_role) {
            out += fmt::format("{} {}", &role == &group.by_role.front().first ? ":" : ",", counted(count, role));
        }
        return out;
    }

    std::ostream& out_;
    const Snapshot& snapshot_;
    const Trace& trace_;
    NoteText note_;
};

}  // namespace

void write_trace_text(std::ostream& out, const Snapshot& snapshot, const Trace& trace,
                      const TraceTextOptions& options) {
    TraceTextWriter(out, snapshot, trace, options).write();
}

}  // namespace mirrorgraph::query
