// The one seam for yaml-cpp.
#include <fmt/format.h>

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>

#include "ingest/rules/notation/rule_file.h"
#include "ingest/rules/rule_check.h"
#include "schema/error.h"
#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMaxFile = std::size_t{4} << 20;  // bytes

// One YAML file, and the way from its nodes to places in messages.
class YamlFile {
  public:
    YamlFile(const std::string& path, std::string_view content) : path_(path), content_(content) {
        if (content.size() > kMaxFile) {
            throw Error(ErrorCode::kLimit, path + ": a rule file of more than 4 MB", "split it");
        }
        if (const auto bad = find_invalid_utf8(content)) {
            throw Error(ErrorCode::kInvalidData, "not UTF-8", "save the file as UTF-8")
                .at(path, content, {*bad, *bad + 1});
        }
        try {
            root_ = YAML::Load(std::string(content));
        } catch (const YAML::ParserException& e) {
            throw Error(ErrorCode::kInvalidData, e.msg, "write patterns and texts in 'single quotes'")
                .at(path, content, place(e.mark));
        }
    }

    const YAML::Node& root() const { return root_; }
    const std::string& path() const { return path_; }

    [[noreturn]] void fail(const YAML::Node& node, const std::string& message, std::string remedy = {}) const {
        throw Error(ErrorCode::kInvalidData, message, std::move(remedy)).at(path_, content_, place(node.Mark()));
    }

    // Rethrows a fault of `text`, which a node holds, at its place in the file.
    [[noreturn]] void rethrow(const YAML::Node& node, const std::string& text, const Error& fault,
                              const std::string& prefix) const {
        Span at = place(node.Mark());
        const std::size_t found = content_.find(text, at.begin);
        if (found != std::string_view::npos && found <= at.begin + 2) {
            at = {found + fault.span().begin, found + std::max(fault.span().end, fault.span().begin + 1)};
        }
        throw Error(fault.code(), prefix + fault.what(), fault.remedy()).at(path_, content_, at);
    }

    std::size_t line(const YAML::Node& node) const { return static_cast<std::size_t>(node.Mark().line + 1); }

    std::string text(const YAML::Node& node, const char* what) const {
        if (!node.IsScalar()) fail(node, fmt::format("{} must be a text", what), "write it in 'single quotes'");
        return node.Scalar();
    }

    // One text, or a list of texts.
    std::vector<YAML::Node> texts(const YAML::Node& node, const char* what) const {
        std::vector<YAML::Node> all;
        if (node.IsSequence()) {
            for (const YAML::Node& item : node) all.push_back(item);
        } else {
            all.push_back(node);
        }
        for (const YAML::Node& item : all) text(item, what);
        return all;
    }

    // Throws for a key that is not one of `known`.
    template <std::size_t N>
    void check_keys(const YAML::Node& map, const std::array<const char*, N>& known, const char* what) const {
        if (!map.IsMap()) fail(map, fmt::format("{} must be a map of keys and values", what));
        const std::vector<std::string> names(known.begin(), known.end());
        std::vector<std::string> seen;
        for (const auto& entry : map) {
            const std::string key = text(entry.first, "a key");
            if (std::find(names.begin(), names.end(), key) == names.end()) {
                fail(entry.first, fmt::format("{} has no key '{}'{}", what, key, did_you_mean(key, names)),
                     fmt::format("keys are {}", fmt::join(names, ", ")));
            }
            if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
                fail(entry.first, fmt::format("the key '{}' stands twice", key), "remove one of them");
            }
            seen.push_back(key);
        }
    }

  private:
    Span place(const YAML::Mark& mark) const {
        const auto at = mark.is_null() ? std::size_t{0} : static_cast<std::size_t>(std::max(mark.pos, 0));
        return {std::min(at, content_.size()), std::min(at + 1, content_.size())};
    }

    const std::string& path_;
    std::string_view content_;
    YAML::Node root_;
};

class RuleReader {
  public:
    RuleReader(const YamlFile& file, const RuleVocabulary& vocabulary, const Schema& schema)
        : file_(file), vocabulary_(vocabulary), schema_(schema) {}

    Rule read(const YAML::Node& node) {
        static constexpr std::array<const char*, 24> kKeys = {
            "rule",    "claim",   "claims",       "scope",      "pattern",  "patterns", "lead_in",      "before",
            "earlier", "section", "above",        "opening",    "subject",  "unless",   "unless_after", "columns",
            "choose",  "date",    "respectively", "confidence", "examples", "refuses",  "note",         "signed"};
        file_.check_keys(node, kKeys, "a rule");
        if (!node["rule"]) file_.fail(node, "a rule without a name", "begin it with `rule: its-name`");
        Rule rule;
        rule.name = file_.text(node["rule"], "the name of a rule");
        name_ = rule.name;
        rule.file = file_.path();
        rule.line = file_.line(node);
        rule.scope = scope(node);
        for (const char* key : {"claim", "claims"}) {
            if (!node[key]) continue;
            for (const YAML::Node& item : file_.texts(node[key], "a claim")) {
                rule.claims.push_back(claim(item));
            }
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
    RuleScope scope(const YAML::Node& node) {
        if (!node["scope"]) return RuleScope::kSentence;
        static const std::vector<std::string> kNames = {"sentence", "item", "table", "inside", "identifier"};
        return static_cast<RuleScope>(one_of(node["scope"], "scope", kNames));
    }

    std::size_t one_of(const YAML::Node& node, const char* what, const std::vector<std::string>& names) {
        const std::string name = file_.text(node, what);
        const auto at = std::find(names.begin(), names.end(), name);
        if (at == names.end()) {
            fail(node, fmt::format("unknown {} '{}'{}", what, name, did_you_mean(name, names)),
                 fmt::format("write one of {}", fmt::join(names, ", ")));
        }
        return static_cast<std::size_t>(at - names.begin());
    }

    ClaimTemplate claim(const YAML::Node& node) {
        const std::string text = file_.text(node, "a claim");
        try {
            return parse_claim(text, schema_);
        } catch (const Error& e) {
            file_.rethrow(node, text, e, prefix());
        }
    }

    Pattern pattern(const YAML::Node& node, std::string_view ending = "") {
        const std::string text = file_.text(node, "a pattern");
        try {
            return Pattern::compile(text + std::string(ending), vocabulary_.words);
        } catch (const Error& e) {
            file_.rethrow(node, text, e, prefix());
        }
    }

    void read_patterns(const YAML::Node& node, Rule& rule) {
        for (const char* key : {"pattern", "patterns"}) {
            if (!node[key]) continue;
            for (const YAML::Node& item : file_.texts(node[key], "a pattern")) rule.patterns.push_back(pattern(item));
        }
        if (node["subject"]) rule.subject = file_.text(node["subject"], "subject");
        if (node["signed"]) rule.signed_by = file_.text(node["signed"], "signed");
        const std::array<std::pair<const char*, std::optional<Pattern>*>, 6> contexts = {{{"lead_in", &rule.lead_in},
                                                                                          {"before", &rule.before},
                                                                                          {"earlier", &rule.earlier},
                                                                                          {"section", &rule.section},
                                                                                          {"above", &rule.above},
                                                                                          {"opening", &rule.opening}}};
        for (const auto& [key, place] : contexts) {
            if (node[key]) *place = pattern(node[key]);
        }
        if (node["unless"]) {
            for (const YAML::Node& item : file_.texts(node["unless"], "a pattern"))
                rule.unless.push_back(pattern(item));
        }
        if (node["unless_after"]) {
            for (const YAML::Node& item : file_.texts(node["unless_after"], "a pattern"))
                rule.unless_after.push_back(pattern(item, " $"));
        }
        rule.bans = vocabulary_.bans;
    }

    void read_columns(const YAML::Node& node, Rule& rule) {
        if (!node["columns"]) return;
        if (!node["columns"].IsSequence()) fail(node["columns"], "columns must be a list", "begin each with a '-'");
        for (const YAML::Node& item : node["columns"]) {
            file_.check_keys(item, std::array<const char*, 4>{"role", "label", "header", "name"}, "a column");
            for (const char* key : {"role", "label", "header"}) {
                if (!item[key])
                    fail(item, fmt::format("a column without {}", key), "a column has role, label and header");
            }
            TableColumn column{file_.text(item["role"], "a role"), 0, pattern(item["header"]), std::nullopt};
            std::string_view labels = item["label"].IsScalar() ? std::string_view(item["label"].Scalar()) : "";
            while (true) {
                const std::size_t bar = labels.find('|');
                const auto bit = label_bit(trim(labels.substr(0, bar)));
                if (!bit) {
                    fail(item["label"], fmt::format("unknown label '{}'", trim(labels.substr(0, bar))),
                         fmt::format("labels are {}", fmt::join(maskable_labels(), ", ")));
                }
                column.labels |= *bit;
                if (bar == std::string_view::npos) break;
                labels.remove_prefix(bar + 1);
            }
            if (item["name"]) column.name = pattern(item["name"]);
            rule.columns.push_back(std::move(column));
        }
    }

    void read_choices(const YAML::Node& node, Rule& rule) {
        if (!node["choose"]) return;
        if (!node["choose"].IsMap()) fail(node["choose"], "choose must be a map of properties");
        for (const auto& property : node["choose"]) {
            const std::string key = file_.text(property.first, "a property");
            if (!property.second.IsMap()) fail(property.second, "choose needs value: pattern under each property");
            for (const auto& entry : property.second) {
                const std::string value = file_.text(entry.first, "a value");
                try {
                    schema_.check_property(key, Value(value));
                } catch (const Error& e) {
                    fail(entry.first, e.what(), e.remedy());
                }
                rule.choices.push_back({key, value, pattern(entry.second)});
            }
        }
    }

    void read_settings(const YAML::Node& node, Rule& rule) {
        if (node["date"]) {
            static const std::vector<std::string> kNames = {"none", "sentence", "lead_in"};
            rule.date = static_cast<DatePolicy>(one_of(node["date"], "date", kNames));
        }
        if (node["confidence"]) {
            if (!YAML::convert<double>::decode(node["confidence"], rule.confidence) || !(rule.confidence > 0) ||
                rule.confidence > 1) {
                fail(node["confidence"], "a confidence must be a number above 0 and up to 1");
            }
        }
        if (node["respectively"] && !YAML::convert<bool>::decode(node["respectively"], rule.respectively)) {
            fail(node["respectively"], "respectively must be true or false");
        }
    }

    void read_examples(const YAML::Node& node, Rule& rule) {
        if (node["examples"]) {
            if (!node["examples"].IsSequence())
                fail(node["examples"], "examples must be a list", "begin each with a '-'");
            for (const YAML::Node& item : node["examples"]) {
                file_.check_keys(item, std::array<const char*, 2>{"text", "claims"}, "an example");
                if (!item["text"] || !item["claims"]) fail(item, "an example needs text and claims");
                RuleExample example{file_.text(item["text"], "the text of an example"), {}, file_.line(item)};
                for (const YAML::Node& claim : file_.texts(item["claims"], "a claim")) {
                    example.claims.push_back(claim.Scalar());
                }
                rule.examples.push_back(std::move(example));
            }
        }
        const bool says_something = !rule.examples.empty();
        if (node["refuses"]) {
            for (const YAML::Node& item : file_.texts(node["refuses"], "a text")) {
                rule.examples.push_back({item.Scalar(), {}, file_.line(item)});
            }
        }
        if (!says_something) fail(node, "no example", "add `examples:` with a text and the claims that it must give");
        if (!node["refuses"]) fail(node, "no counter-example", "add `refuses:` with a text that must give nothing");
    }

    std::string prefix() const { return "rule '" + name_ + "': "; }

    [[noreturn]] void fail(const YAML::Node& node, const std::string& message, std::string remedy = {}) {
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
    const YAML::Node list = file.root()[key];
    if (!list) return bans;
    for (const YAML::Node& item : file.texts(list, "a pattern")) {
        try {
            bans.push_back(Pattern::compile(item.Scalar() + ending, words));
        } catch (const Error& e) {
            file.rethrow(item, item.Scalar(), e, std::string(key) + ": ");
        }
    }
    return bans;
}

}  // namespace

RuleVocabulary read_vocabulary(const std::string& path, std::string_view content) {
    const YamlFile file(path, content);
    RuleVocabulary vocabulary;
    file.check_keys(file.root(), std::array<const char*, 3>{"words", "never", "never_after"}, "a vocabulary");
    if (const YAML::Node words = file.root()["words"]) {
        if (!words.IsMap()) file.fail(words, "words must be a map of names and patterns");
        for (const auto& entry : words) {
            vocabulary.words[file.text(entry.first, "a name")] = file.text(entry.second, "a pattern");
        }
        // Only now: a name may use one that stands below it.
        for (const auto& entry : words) {
            const std::string notation = entry.second.Scalar();
            try {
                Pattern::compile(notation, vocabulary.words);
            } catch (const Error& e) {
                file.rethrow(entry.second, notation, e, "word '" + entry.first.Scalar() + "': ");
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
    const YamlFile file(path, content);
    file.check_keys(file.root(), std::array<const char*, 1>{"rules"}, "a rule file");
    const YAML::Node list = file.root()["rules"];
    if (!list || !list.IsSequence())
        file.fail(file.root(), "a rule file needs a list of rules", "begin it with `rules:`");
    std::vector<Rule> rules;
    for (const YAML::Node& node : list) rules.push_back(RuleReader(file, vocabulary, schema).read(node));
    return rules;
}

}  // namespace mirrorgraph::ingest
