#include "query/tasks/impact/impact_text.h"

#include <fmt/core.h>

#include <ostream>

#include "graph/export/text.h"
#include "graph/facts.h"
#include "graph/names.h"
#include "query/tasks/note_text.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

class ImpactTextWriter {
  public:
    ImpactTextWriter(std::ostream& out, const Snapshot& snapshot, const ImpactRules& rules,
                     const ImpactTextOptions& options)
        : out_(out),
          snapshot_(snapshot),
          rules_(rules),
          options_(options),
          validity_(snapshot),
          note_(snapshot, static_cast<std::size_t>(options.width), options.color, options.evidence) {}

    void write(const Impact& impact) {
        write_head(impact.start);
        for (const std::string& sentence : impact.summary) note_.write_sentence(out_, sentence);
        for (const std::string& gap : impact.gaps) note_.write_sentence(out_, gap);
        for (std::size_t tier = 0; tier < rules_.tiers.size(); ++tier) write_tier(impact, tier);
        note_.write_sources(out_);
    }

    void write(const WhatIf& what_if) {
        write_head(what_if.start);
        const bool withdrawn = what_if.change == Change::kWithdrawn;
        std::string sentence =
            fmt::format("if it were {} as of {}: ", withdrawn ? "withdrawn" : "replaced", to_string(what_if.date));
        sentence += what_if.consequences.empty() ? "nothing known depends on it"
                                                 : counted(what_if.consequences.size(), "consequence");
        note_.write_sentence(out_, sentence);
        if (!what_if.successors.empty()) {
            note_.write_sentence(out_, "replaced already by " + names(what_if.successors));
        } else if (!withdrawn) {
            note_.write_sentence(out_, "no successor known to the graph");
        }
        if (!what_if.drafts.empty()) note_.write_sentence(out_, "to be replaced by the draft " + names(what_if.drafts));
        std::string_view heading;
        for (const Consequence& consequence : what_if.consequences) {
            const std::string& text = verdict(consequence, what_if.change);
            if (text != heading) out_ << '\n' << note_.styled(kBold, text) << '\n';
            heading = text;
            write_consequence(consequence);
        }
        note_.write_sources(out_);
    }

    void write(const Impact& first, const Impact& second, const std::vector<CommonImpact>& common) {
        write_head(first.start);
        write_head(second.start);
        note_.write_sentence(out_, common.empty()
                                       ? std::string("nothing known that both touch")
                                       : counted(common.size(), "thing") + " touched by both or by the other");
        if (!common.empty()) out_ << '\n';
        std::size_t shown = 0;
        for (const CommonImpact& entry : common) {
            if (options_.limit != 0 && shown++ == options_.limit) {
                out_ << "        " << note_.styled(kDim, fmt::format("{} more", common.size() - options_.limit))
                     << '\n';
                break;
            }
            write_line(percent(entry.score), entry.node, "");
            for (const Affected* affected : {entry.first, entry.second}) {
                if (affected != nullptr) write_steps(affected->path.steps);
            }
        }
        note_.write_sources(out_);
    }

  private:
    void write_head(NodeId node) {
        const std::string label = fmt::format("  {}", main_label(snapshot_, node));
        const std::string cited = note_.cite(node);
        out_ << note_.name_and_titles(node, display_width(label) + kMark, kBold) << note_.styled(kDim, label) << cited
             << '\n';
    }

    void write_tier(const Impact& impact, std::size_t tier) {
        std::size_t total = 0;
        for (const Affected& affected : impact.affected) total += affected.tier == tier ? 1 : 0;
        if (total == 0) return;
        out_ << '\n' << note_.styled(kBold, rules_.tiers[tier].name);
        out_ << note_.styled(kDim, fmt::format(" ({})  {}", total, rules_.tiers[tier].means)) << '\n';
        std::size_t shown = 0;
        for (const Affected& affected : impact.affected) {
            if (affected.tier != tier) continue;
            if (options_.limit != 0 && shown == options_.limit) break;
            ++shown;
            const bool direct = affected.path.steps.size() == 1;
            std::string facts = direct ? affected.path.steps.back().rule->role : "";
            const Standing standing = validity_.standing(affected.node, impact.date);
            if (standing == Standing::kEnded || standing == Standing::kNotYet) {
                facts += fmt::format("{}{}", facts.empty() ? "" : ", ", standing_name(standing));
            }
            write_line(percent(affected.score), affected.node, facts);
            write_steps(affected.path.steps);
            if (affected.independent_paths > 1) write_others(affected);
        }
        if (shown < total) out_ << "        " << note_.styled(kDim, fmt::format("{} more", total - shown)) << '\n';
    }

    // "  61 %  CAC · Cyberspace Administration of China  Agency, issued it".
    void write_line(const std::string& score, NodeId node, std::string_view role) {
        const std::string head = fmt::format("{:>7}  ", score);
        std::string facts = fmt::format("  {}", main_label(snapshot_, node));
        if (!role.empty()) facts += fmt::format(", {}", role);
        const std::size_t taken = display_width(head) + display_width(facts);
        const std::string name = without_controls(display_name(snapshot_, node));
        if (taken + display_width(name) <= note_.width()) {
            out_ << head << note_.name_and_titles(node, taken, kBold) << note_.styled(kDim, facts) << '\n';
        } else {
            note_.write_wrapped(out_, name + facts, head, kIndent);
        }
    }

    void write_steps(const std::vector<ImpactStep>& steps) {
        std::string text;
        for (const ImpactStep& step : steps) {
            text += (text.empty() ? "" : "; ") + without_controls(describe_steps(snapshot_, rules_, {step})) +
                    note_.cite(step.relationship);
        }
        note_.write_wrapped(out_, text, kIndent, kIndent + "  ");
    }

    void write_others(const Affected& affected) {
        std::string text =
            fmt::format("and over {} more: ", counted(affected.independent_paths - 1, "independent path"));
        for (std::size_t i = 0; i < affected.others.size(); ++i) {
            const std::vector<ImpactStep>& steps = affected.others[i].steps;
            text +=
                fmt::format("{}{}{}", i == 0 ? "" : ", ",
                            steps.size() == 1 ? without_controls(describe_steps(snapshot_, rules_, {steps.back()}))
                                              : "by " + without_controls(display_name(snapshot_, steps.back().from)),
                            note_.cite(steps.back().relationship));
        }
        if (affected.independent_paths - 1 > affected.others.size()) text += " ...";
        note_.write_wrapped(out_, text, kIndent, kIndent + "  ");
    }

    void write_consequence(const Consequence& consequence) {
        const ImpactRule& rule = *consequence.steps.back().rule;
        std::string facts;
        if (!rule.others.empty()) {
            facts = consequence.remaining.empty()
                        ? fmt::format(", no other {} known", rule.others)
                        : fmt::format(", other {}: {}", rule.others, names(consequence.remaining));
        }
        note_.write_wrapped(out_, without_controls(display_name(snapshot_, consequence.node)) + facts, "  ", "    ");
        std::string text;
        for (const ImpactStep& step : consequence.steps) {
            text += (text.empty() ? "" : "; ") + without_controls(describe_steps(snapshot_, rules_, {step})) +
                    note_.cite(step.relationship);
        }
        note_.write_wrapped(out_, text, "    ", "      ");
    }

    std::string names(const std::vector<NodeId>& nodes) const {
        constexpr std::size_t kMost = 3;
        std::string out;
        for (std::size_t i = 0; i < nodes.size() && i < kMost; ++i) {
            out += (i == 0 ? "" : ", ") + without_controls(display_name(snapshot_, nodes[i]));
        }
        if (nodes.size() > kMost) out += fmt::format(" and {} more", nodes.size() - kMost);
        return out;
    }

    static constexpr std::size_t kMark = 6;  // columns kept for the mark of a source
    const std::string kIndent = std::string(9, ' ');

    std::ostream& out_;
    const Snapshot& snapshot_;
    const ImpactRules& rules_;
    const ImpactTextOptions& options_;
    const ValidityReader validity_;
    NoteText note_;
};

}  // namespace

void write_impact_text(std::ostream& out, const Snapshot& snapshot, const Impact& impact,
                       const ImpactTextOptions& options) {
    ImpactTextWriter(out, snapshot, *impact.rules, options).write(impact);
}

void write_what_if_text(std::ostream& out, const Snapshot& snapshot, const WhatIf& what_if,
                        const ImpactTextOptions& options) {
    ImpactTextWriter(out, snapshot, *what_if.rules, options).write(what_if);
}

void write_common_text(std::ostream& out, const Snapshot& snapshot, const Impact& first, const Impact& second,
                       const std::vector<CommonImpact>& common, const ImpactTextOptions& options) {
    ImpactTextWriter(out, snapshot, *first.rules, options).write(first, second, common);
}

void write_impact_csv(std::ostream& out, const Snapshot& snapshot, const Impact& impact) {
    out << "id,name,label,tier,score,strength,relationships,path,document,line\n";
    for (const Affected& affected : impact.affected) {
        const ImpactStep& last = affected.path.steps.back();
        const Evidence* evidence = best_evidence(snapshot.evidence(last.relationship));
        out << quote_csv(snapshot.id(affected.node)) << ',' << quote_csv(display_name(snapshot, affected.node)) << ','
            << main_label(snapshot, affected.node) << ',' << quote_csv(impact.rules->tiers[affected.tier].name) << ','
            << fmt::format("{:.4f},{:.4f},{},", affected.score, affected.path.strength, affected.path.steps.size())
            << quote_csv(describe_steps(snapshot, *impact.rules, affected.path.steps)) << ','
            << (evidence == nullptr ? "," : quote_csv(document_name(snapshot, evidence->document)) + ',')
            << (evidence == nullptr ? std::string() : std::to_string(evidence->line)) << '\n';
    }
}

}  // namespace mirrorgraph::query
