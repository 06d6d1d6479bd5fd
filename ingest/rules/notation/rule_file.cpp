#include "ingest/rules/notation/rule_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>

#include "ingest/rules/notation/pattern_syntax.h"
#include "ingest/rules/rule_check.h"
#include "schema/error.h"
#include "schema/files/yaml_file.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr const char* kQuote = "write patterns and texts in 'single quotes'";

// Rethrows a fault of the text that `node` holds at its place in the file.
[[noreturn]] void rethrow(const YamlFile& file, const YamlNode& node, const Error& fault, const std::string& prefix) {
    Span at = node.span;
    const std::size_t found = file.content().find(node.text, at.begin);
    if (found != std::string_view::npos && found <= at.begin + 2) {
        at = {found + fault.span().begin, found + std::max(fault.span().end, fault.span().begin + 1)};
    }
    throw Error(fault.code(), prefix + fault.what(), fault.remedy()).at(file.path(), file.content(), at);
}

const std::string& text_of(const YamlFile& file, const YamlNode& node, const char* what) {
    if (!node.is_text()) file.fail(node, fmt::format("{} must be a text", what), "write it in 'single quotes'");
    return node.text;
}

// One text, or a list of texts. REQUIRES: the node outlives what is given.
std::span<const YamlNode> texts_of(const YamlFile& file, const YamlNode& node, const char* what) {
    const std::span<const YamlNode> all = node.is_sequence() ? std::span(node.items) : std::span(&node, 1);
    for (const YamlNode& item : all) text_of(file, item, what);
    return all;
}

class RuleReader {
  public:
    RuleReader(const YamlFile& file, const RuleVocabulary& vocabulary, const Schema& schema)
        : file_(file), vocabulary_(vocabulary), schema_(schema) {}

    Rule read(const YamlNode& node) {
        file_.check_keys(
            node, {"rule",         "claim",   "claims",  "scope",         "pattern",      "patterns",   "lead_in",
                   "before",       "earlier", "section", "above",         "opening",      "subject",    "unless",
                   "unless_after", "columns", "choose",  "date",          "respectively", "confidence", "examples",
                   "refuses",      "note",    "signed",  "unless_claimed"},
            "a rule");
        const YamlNode* const name = node.find("rule");
        if (name == nullptr) file_.fail(node, "a rule without a name", "begin it with `rule: its-name`");
        Rule rule;
        rule.name = text(*name, "the name of a rule");
        name_ = rule.name;
        rule.file = file_.path();
        rule.line = node.line;
        rule.scope = scope(node);
        for (const char* key : {"claim", "claims"}) {
            for (const YamlNode& item : texts(node.find(key), "a claim")) rule.claims.push_back(claim(item));
        }
        read_patterns(node, rule);
        read_columns(node, rule);
        read_choices(node, rule);
        read_settings(node, rule);
        read_examples(node, rule);
        if (const auto fault = find_fault(rule, schema_)) fail(node, fault->message, fault->remedy);
        return rule;
    }

  private:
    RuleScope scope(const YamlNode& node) {
        const YamlNode* const scope = node.find("scope");
        if (scope == nullptr) return RuleScope::kSentence;
        static const std::vector<std::string> kNames = {"sentence", "item", "table", "inside", "identifier"};
        return static_cast<RuleScope>(one_of(*scope, "scope", kNames));
    }

    std::size_t one_of(const YamlNode& node, const char* what, const std::vector<std::string>& names) {
        const std::string& name = text(node, what);
        const auto at = std::find(names.begin(), names.end(), name);
        if (at == names.end()) {
            fail(node, fmt::format("unknown {} '{}'{}", what, name, did_you_mean(name, names)),
                 fmt::format("write one of {}", fmt::join(names, ", ")));
        }
        return static_cast<std::size_t>(at - names.begin());
    }

    ClaimTemplate claim(const YamlNode& node) {
        try {
            return parse_claim(text(node, "a claim"), schema_);
        } catch (const Error& e) {
            rethrow(file_, node, e, prefix());
        }
    }

    Pattern pattern(const YamlNode& node, std::string_view ending = "") {
        const std::string& notation = text(node, "a pattern");
        try {
            return Pattern::compile(notation + std::string(ending), vocabulary_.words);
        } catch (const Error& e) {
            rethrow(file_, node, e, prefix());
        }
    }

    void read_patterns(const YamlNode& node, Rule& rule) {
        for (const char* key : {"pattern", "patterns"}) {
            for (const YamlNode& item : texts(node.find(key), "a pattern")) rule.patterns.push_back(pattern(item));
        }
        if (const YamlNode* role = node.find("subject")) rule.subject = text(*role, "subject");
        if (const YamlNode* role = node.find("signed")) rule.signed_by = text(*role, "signed");
        if (const YamlNode* role = node.find("unless_claimed")) rule.unless_claimed = text(*role, "unless_claimed");
        const std::array<std::pair<const char*, std::optional<Pattern>*>, 6> contexts = {{{"lead_in", &rule.lead_in},
                                                                                          {"before", &rule.before},
                                                                                          {"earlier", &rule.earlier},
                                                                                          {"section", &rule.section},
                                                                                          {"above", &rule.above},
                                                                                          {"opening", &rule.opening}}};
        for (const auto& [key, place] : contexts) {
            if (const YamlNode* context = node.find(key)) *place = pattern(*context);
        }
        for (const YamlNode& item : texts(node.find("unless"), "a pattern")) rule.unless.push_back(pattern(item));
        for (const YamlNode& item : texts(node.find("unless_after"), "a pattern")) {
            rule.unless_after.push_back(pattern(item, " $"));
        }
        rule.bans = vocabulary_.bans;
    }

    void read_columns(const YamlNode& node, Rule& rule) {
        const YamlNode* const columns = node.find("columns");
        if (columns == nullptr) return;
        if (!columns->is_sequence()) fail(*columns, "columns must be a list", "begin each with a '-'");
        for (const YamlNode& item : columns->items) {
            file_.check_keys(item, {"role", "label", "header", "name"}, "a column");
            for (const char* key : {"role", "label", "header"}) {
                if (item.find(key) == nullptr)
                    fail(item, fmt::format("a column without {}", key), "a column has role, label and header");
            }
            TableColumn column{text(*item.find("role"), "a role"), labels(*item.find("label")),
                               pattern(*item.find("header")), std::nullopt};
            if (const YamlNode* name = item.find("name")) column.name = pattern(*name);
            rule.columns.push_back(std::move(column));
        }
    }

    // The labels of "Agency|Committee".
    auto labels(const YamlNode& node) -> decltype(TableColumn::labels) {
        decltype(TableColumn::labels) all = 0;
        for (std::string_view rest = text(node, "a label"); true;) {
            const std::size_t bar = rest.find('|');
            const auto bit = label_bit(trim(rest.substr(0, bar)));
            if (!bit) {
                fail(node, fmt::format("unknown label '{}'", trim(rest.substr(0, bar))),
                     fmt::format("labels are {}", fmt::join(maskable_labels(), ", ")));
            }
            all |= *bit;
            if (bar == std::string_view::npos) return all;
            rest.remove_prefix(bar + 1);
        }
    }

    void read_choices(const YamlNode& node, Rule& rule) {
        const YamlNode* const choices = node.find("choose");
        if (choices == nullptr) return;
        if (!choices->is_map()) fail(*choices, "choose must be a map of properties");
        for (const auto& [property, values] : choices->entries) {
            const std::string& key = text(property, "a property");
            if (!values.is_map()) fail(values, "choose needs value: pattern under each property");
            for (const auto& [name, notation] : values.entries) {
                const std::string& value = text(name, "a value");
                try {
                    schema_.check_property(key, Value(value));
                } catch (const Error& e) {
                    fail(name, e.what(), e.remedy());
                }
                rule.choices.push_back({key, value, pattern(notation)});
            }
        }
    }

    void read_settings(const YamlNode& node, Rule& rule) {
        if (const YamlNode* date = node.find("date")) {
            static const std::vector<std::string> kNames = {"none", "sentence", "lead_in"};
            rule.date = static_cast<DatePolicy>(one_of(*date, "date", kNames));
        }
        if (const YamlNode* confidence = node.find("confidence")) {
            const std::optional<double> number = confidence->number();
            if (!number || !(*number > 0) || *number > 1) {
                fail(*confidence, "a confidence must be a number above 0 and up to 1");
            }
            rule.confidence = *number;
        }
        if (const YamlNode* respectively = node.find("respectively")) {
            const std::optional<bool> pairs = respectively->boolean();
            if (!pairs) fail(*respectively, "respectively must be true or false");
            rule.respectively = *pairs;
        }
    }

    void read_examples(const YamlNode& node, Rule& rule) {
        if (const YamlNode* examples = node.find("examples")) {
            if (!examples->is_sequence()) fail(*examples, "examples must be a list", "begin each with a '-'");
            for (const YamlNode& item : examples->items) {
                file_.check_keys(item, {"text", "claims"}, "an example");
                const YamlNode* const sentence = item.find("text");
                const YamlNode* const claims = item.find("claims");
                if (sentence == nullptr || claims == nullptr) fail(item, "an example needs text and claims");
                RuleExample example{text(*sentence, "the text of an example"), {}, item.line};
                for (const YamlNode& claim : texts(claims, "a claim")) example.claims.push_back(claim.text);
                rule.examples.push_back(std::move(example));
            }
        }
        if (rule.examples.empty()) {
            fail(node, "no example", "add `examples:` with a text and the claims that it must give");
        }
        const YamlNode* const refuses = node.find("refuses");
        if (refuses == nullptr) fail(node, "no counter-example", "add `refuses:` with a text that must give nothing");
        for (const YamlNode& item : texts(refuses, "a text")) rule.examples.push_back({item.text, {}, item.line});
    }

    const std::string& text(const YamlNode& node, const char* what) const { return text_of(file_, node, what); }

    // None for a key that is absent.
    std::span<const YamlNode> texts(const YamlNode* node, const char* what) const {
        return node == nullptr ? std::span<const YamlNode>() : texts_of(file_, *node, what);
    }

    std::string prefix() const { return "rule '" + name_ + "': "; }

    [[noreturn]] void fail(const YamlNode& node, const std::string& message, std::string remedy = {}) {
        file_.fail(node, prefix() + message, std::move(remedy));
    }

    const YamlFile& file_;
    const RuleVocabulary& vocabulary_;
    const Schema& schema_;
    std::string name_ = "?";
};

// Patterns that every rule obeys; `ending` is written behind each.
std::vector<Pattern> read_bans(const YamlFile& file, const char* key, const std::string& ending,
                               const Vocabulary& words) {
    std::vector<Pattern> bans;
    const YamlNode* const list = file.root().find(key);
    if (list == nullptr) return bans;
    for (const YamlNode& item : texts_of(file, *list, "a pattern")) {
        try {
            bans.push_back(Pattern::compile(item.text + ending, words));
        } catch (const Error& e) {
            rethrow(file, item, e, std::string(key) + ": ");
        }
    }
    return bans;
}

}  // namespace

RuleVocabulary read_vocabulary(const std::string& path, std::string_view content) {
    const YamlFile file(path, content, kQuote);
    RuleVocabulary vocabulary;
    file.check_keys(file.root(), {"words", "never", "never_after"}, "a vocabulary");
    if (const YamlNode* words = file.root().find("words")) {
        if (!words->is_map()) file.fail(*words, "words must be a map of names and patterns");
        for (const auto& [name, pattern] : words->entries) {
            vocabulary.words[text_of(file, name, "a name")].notation = text_of(file, pattern, "a pattern");
        }
        // Only now: a name may use one that stands below it.
        for (const auto& [name, pattern] : words->entries) {
            try {
                parse_entry(vocabulary.words.at(name.text), vocabulary.words);
            } catch (const Error& e) {
                rethrow(file, pattern, e, "word '" + name.text + "': ");
            }
        }
    }
    auto bans = std::make_shared<RuleBans>();
    bans->inside = read_bans(file, "never", "", vocabulary.words);
    bans->in_front = read_bans(file, "never_after", " $", vocabulary.words);
    vocabulary.bans = std::move(bans);
    return vocabulary;
}

std::vector<Rule> read_rules(const std::string& path, std::string_view content, const RuleVocabulary& vocabulary,
                             const Schema& schema) {
    const YamlFile file(path, content, kQuote);
    file.check_keys(file.root(), {"rules"}, "a rule file");
    const YamlNode* const list = file.root().find("rules");
    if (list == nullptr || !list->is_sequence())
        file.fail(file.root(), "a rule file needs a list of rules", "begin it with `rules:`");
    std::vector<Rule> rules;
    for (const YamlNode& node : list->items) rules.push_back(RuleReader(file, vocabulary, schema).read(node));
    return rules;
}

}  // namespace mirrorgraph::ingest
