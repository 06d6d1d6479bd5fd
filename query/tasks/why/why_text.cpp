#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "graph/facts.h"
#include "graph/names.h"
#include "query/tasks/note_text.h"
#include "query/tasks/why/why.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::string_view kReset = "\033[0m";

class Writer {
  public:
    Writer(std::ostream& out, const Snapshot& snapshot, const WhyTextOptions& options)
        : out_(out), snapshot_(snapshot), options_(options) {}

    void write(const NodeWhy& why) {
        const std::string name = display_name(snapshot_, why.node);
        title(fmt::format("{}  {}", name, main_label(snapshot_, why.node)), snapshot_.id(why.node));
        write_documents(why.documents);
        write_reasons("joined to it", why.reasons.joined, false);
        write_reasons("kept apart from it", why.reasons.apart, true);
        write_repairs(why.reasons.repairs);
        write_statements(why.reasons.statements);
        write_decisions(why.decisions);
    }

    void write(const RelationshipWhy& why) {
        const RelationshipId r = why.relationship;
        title(
            fmt::format("{} -[{}]-> {}", display_name(snapshot_, snapshot_.source(r)),
                        snapshot_.type_names()[snapshot_.type(r).value], display_name(snapshot_, snapshot_.target(r))),
            fmt::format("{} -> {}", snapshot_.id(snapshot_.source(r)), snapshot_.id(snapshot_.target(r))));
        for (const auto& [key, value] : snapshot_.properties(r)) {
            const std::string_view name = snapshot_.key_names()[key.value];
            const std::string text = name == "confidence" && value.is_number() ? percent(value.as_number())
                                     : name == "repair"                        ? text_of(value) + ", in every claim"
                                                                               : text_of(value);
            out_ << "  " << name << ": " << text << '\n';
        }
        const EvidenceList& evidence = snapshot_.evidence(r);
        heading(counted(evidence.size(), "claim"));
        for (const Evidence& item : evidence) write_evidence(item, "    ");
        write_decisions(why.decisions);
    }

  private:
    void title(const std::string& text, std::string_view id) {
        out_ << style(kBold) << text << style(kReset) << '\n' << style(kDim) << "  " << id << style(kReset) << '\n';
    }

    void heading(std::string_view text) { out_ << "  " << style(kBold) << text << style(kReset) << '\n'; }

    void write_documents(const std::vector<DocumentMentions>& documents) {
        if (documents.empty()) return;
        heading("one node: what bears this identifier or name in");
        for (const DocumentMentions& it : documents) {
            out_ << "    " << document_name(snapshot_, snapshot_.id(it.document)) << ", " << counted(it.count, "time")
                 << '\n';
        }
    }

    void write_reasons(std::string_view text, const std::vector<Reason>& reasons, bool of_other) {
        if (reasons.empty()) return;
        heading(text);
        for (const Reason& reason : reasons) {
            out_ << "    " << (reason.name.empty() ? reason.other : reason.name);
            if (of_other && reason.name != reason.other) out_ << style(kDim) << "  " << reason.other << style(kReset);
            out_ << '\n';
            const ReasonRule* rule = find_reason_rule(reason.rule);
            out_ << "      " << reason.rule;
            if (rule != nullptr) out_ << ": " << rule->meaning;
            out_ << '\n';
            if (!of_other && !reason.name.empty()) {
                out_ << "      " << style(kDim) << "would have been " << reason.other << style(kReset) << '\n';
            }
            for (const Evidence& item : reason.evidence) write_evidence(item, "      ");
        }
    }

    void write_repairs(const std::vector<Repair>& repairs) {
        if (repairs.empty()) return;
        heading("read otherwise than printed, with less confidence");
        for (const Repair& repair : repairs) {
            out_ << "    " << repair.text << '\n';
            if (!repair.evidence.empty()) write_evidence(repair.evidence.front(), "      ");
        }
    }

    void write_statements(const std::map<std::string, std::vector<Statement>>& statements) {
        for (const auto& [property, stated] : statements) {
            heading("sources disagree on its " + property);
            for (const Statement& statement : stated) {
                out_ << "    " << text_of(statement.value) << '\n';
                for (const Evidence& item : statement.evidence) write_evidence(item, "      ");
            }
        }
    }

    void write_decisions(const std::vector<DecisionRecord>& decisions) {
        if (decisions.empty()) return;
        heading("decided");
        for (const DecisionRecord& it : decisions) {
            out_ << "    " << it.says << '\n';
            out_ << style(kDim) << "      " << it.author << ", " << to_string(it.date) << ": " << it.reason
                 << " (decisions.json:" << it.line << ")" << style(kReset) << '\n';
            if (!it.problem.empty()) out_ << "      does not apply: " << it.problem << '\n';
        }
    }

    void write_evidence(const Evidence& item, const std::string& indent) {
        const auto width = static_cast<std::size_t>(std::max(options_.width, 40)) - indent.size() - 2;
        out_ << style(kDim);
        if (!item.text.empty()) out_ << indent << "“" << truncate_to_width(collapse_space(item.text), width) << "”\n";
        out_ << indent << document_name(snapshot_, item.document) << ':' << item.line;
        if (item.page != 0) out_ << " (page " << item.page << ')';
        if (!item.rule.empty()) out_ << " · " << item.rule;
        out_ << " · " << percent(item.confidence) << style(kReset) << '\n';
    }

    static std::string text_of(const Value& value) {
        if (value.is_string()) return value.as_string();
        return value.is_date() ? to_string(value.as_date()) : to_literal(value);
    }

    std::string_view style(std::string_view code) const { return options_.color ? code : std::string_view(); }

    std::ostream& out_;
    const Snapshot& snapshot_;
    const WhyTextOptions& options_;
};

}  // namespace

void write_why_text(std::ostream& out, const Snapshot& snapshot, const Why& why, const WhyTextOptions& options) {
    Writer writer(out, snapshot, options);
    bool first = true;
    const auto write_all = [&](const auto& list) {
        for (const auto& item : list) {
            if (!first) out << '\n';
            first = false;
            writer.write(item);
        }
    };
    write_all(why.nodes);
    write_all(why.relationships);
}

}  // namespace mirrorgraph::query
