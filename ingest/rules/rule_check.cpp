#include "ingest/rules/rule_check.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

class ClaimReader {
  public:
    ClaimReader(std::string_view text, const Schema& schema) : text_(text), schema_(schema) {}

    ClaimTemplate read() {
        ClaimTemplate claim;
        expect("(");
        claim.source = name();
        expect(")");
        expect("-[:");
        const std::size_t begin = at_;
        claim.type = name();
        try {
            schema_.check_relationship_type(claim.type);
        } catch (const Error& e) {
            fail({begin, at_}, e.what(), e.remedy());
        }
        if (accept("{")) properties(claim.properties);
        expect("]->");
        expect("(");
        claim.target = name();
        expect(")");
        if (at_ < text_.size()) fail({at_, text_.size()}, "words behind the claim", "write one claim a line");
        return claim;
    }

  private:
    void properties(Map& out) {
        do {
            const std::size_t begin = at_;
            const std::string key = name();
            expect(":");
            const std::size_t end = std::min(text_.find_first_of(",}", at_), text_.size());
            const std::string value(trim(text_.substr(at_, end - at_)));
            at_ = end;
            try {
                schema_.check_property(key, Value(value));
            } catch (const Error& e) {
                fail({begin, end}, e.what(), e.remedy());
            }
            out[key] = value;
        } while (accept(","));
        expect("}");
    }

    std::string name() {
        skip_blanks();
        const std::size_t begin = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_'))
            ++at_;
        if (begin == at_) fail({at_, at_ + 1}, "a name is missing", kForm);
        return std::string(text_.substr(begin, at_ - begin));
    }

    bool accept(std::string_view token) {
        skip_blanks();
        if (!text_.substr(at_).starts_with(token)) return false;
        at_ += token.size();
        skip_blanks();
        return true;
    }

    void expect(std::string_view token) {
        if (!accept(token)) fail({at_, at_ + 1}, fmt::format("'{}' is missing", token), kForm);
    }

    void skip_blanks() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }

    [[noreturn]] void fail(Span place, const std::string& message, std::string remedy) {
        throw Error(ErrorCode::kInvalidData, message, std::move(remedy)).at("", text_, place);
    }

    static constexpr const char* kForm = "write claims as (role)-[:TYPE]->(role)";
    std::string_view text_;
    const Schema& schema_;
    std::size_t at_ = 0;
};

// The labels that each role can have, over all places that fill it.
std::map<std::string, LabelSet> labels_of_roles(const Rule& rule) {
    std::map<std::string, LabelSet> labels;
    const auto add = [&](const Pattern& pattern) {
        for (const Pattern::Role& role : pattern.roles()) labels[role.name] |= role.labels;
    };
    for (const Pattern& pattern : rule.patterns) add(pattern);
    for (const auto* context :
         {&rule.lead_in, &rule.before, &rule.earlier, &rule.section, &rule.above, &rule.opening}) {
        if (*context) add(**context);
    }
    for (const TableColumn& column : rule.columns) labels[column.role] |= column.labels;
    if (!rule.subject.empty()) labels[rule.subject] |= *label_bit("Standard");
    for (const char* label : {"Agency", "Organization"}) {
        if (!rule.signed_by.empty()) labels[rule.signed_by] |= *label_bit(label);
    }
    const LabelSet any = 0x7F;
    if (rule.scope == RuleScope::kInside) labels["whole"] = any;
    if (rule.scope == RuleScope::kIdentifier) {
        for (const char* role : {"child", "parent", "body", "association", "amendment", "base", "national",
                                 "international", "edition", "earlier"})
            labels[role] = any;
    }
    return labels;
}

bool some_pair_is_allowed(const Schema& schema, const std::string& type, LabelSet sources, LabelSet targets) {
    for (const std::string& source : maskable_labels()) {
        if ((*label_bit(source) & sources) == 0) continue;
        for (const std::string& target : maskable_labels()) {
            if ((*label_bit(target) & targets) != 0 && schema.allows_endpoints(type, {source}, {target})) return true;
        }
    }
    return false;
}

std::string names_of(LabelSet labels) {
    std::string out;
    for (const std::string& label : maskable_labels()) {
        if ((*label_bit(label) & labels) != 0) out += (out.empty() ? "" : "|") + label;
    }
    return out;
}

std::optional<RuleFault> fault_of_claim(const ClaimTemplate& claim, const std::map<std::string, LabelSet>& labels,
                                        const Schema& schema) {
    for (const std::string& role : {claim.source, claim.target}) {
        if (labels.contains(role)) continue;
        std::vector<std::string> names;
        for (const auto& [name, bits] : labels) names.push_back(name);
        return RuleFault{fmt::format("nothing fills the role '{}'{}", role, did_you_mean(role, names)),
                         "name it in a pattern: {" + role + ":Label}"};
    }
    const LabelSet sources = labels.at(claim.source);
    const LabelSet targets = labels.at(claim.target);
    if (some_pair_is_allowed(schema, claim.type, sources, targets)) return std::nullopt;
    return RuleFault{fmt::format("{} does not lead from {} to {}", claim.type, names_of(sources), names_of(targets)),
                     "`mirrorgraph schema` prints which labels may stand at its ends"};
}

}  // namespace

ClaimTemplate parse_claim(std::string_view text, const Schema& schema) { return ClaimReader(text, schema).read(); }

std::optional<RuleFault> find_fault(const Rule& rule, const Schema& schema) {
    if (rule.claims.empty()) return RuleFault{"no claim", "add `claim: (role)-[:TYPE]->(role)`"};
    const bool by_pattern = rule.scope != RuleScope::kTable && rule.scope != RuleScope::kIdentifier;
    if (by_pattern && rule.patterns.empty()) return RuleFault{"no pattern", "add `pattern:`"};
    if (rule.scope == RuleScope::kTable && rule.columns.empty()) return RuleFault{"no columns", "add `columns:`"};
    if (rule.scope == RuleScope::kItem && !rule.lead_in) {
        return RuleFault{"no lead-in", "add `lead_in:`, or use the scope sentence"};
    }
    const auto labels = labels_of_roles(rule);
    for (const ClaimTemplate& claim : rule.claims) {
        if (auto fault = fault_of_claim(claim, labels, schema)) return fault;
        const std::string& asked = rule.unless_claimed;
        if (!asked.empty() && asked != claim.source && asked != claim.target) {
            return RuleFault{fmt::format("`unless_claimed` names '{}', which is no end of {}", asked, claim.type),
                             fmt::format("write {} or {}", claim.source, claim.target)};
        }
    }
    return std::nullopt;
}

}  // namespace mirrorgraph::ingest
