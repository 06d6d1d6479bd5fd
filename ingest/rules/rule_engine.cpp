#include "ingest/rules/rule_engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <utility>

#include "ingest/recognise/context/dates.h"
#include "ingest/rules/checked_rules.h"
#include "ingest/rules/claim_finder.h"
#include "ingest/rules/notation/example.h"
#include "schema/error.h"
#include "schema/files/data_path.h"
#include "schema/files/read_file.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

namespace fs = std::filesystem;

constexpr const char* kVocabulary = "vocabulary.yaml";

std::vector<fs::path> rule_files(const std::string& folder) {
    std::error_code status;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, status)) {
        if (entry.path().extension() == ".yaml" && entry.path().filename() != kVocabulary)
            files.push_back(entry.path());
    }
    if (status) throw Error(ErrorCode::kIo, fmt::format("cannot read {}: {}", folder, status.message()));
    if (files.empty()) throw Error(ErrorCode::kNotFound, "no rule files (*.yaml) in " + folder);
    std::sort(files.begin(), files.end());
    return files;
}

void check_names(const std::vector<Rule>& rules) {
    std::map<std::string, const Rule*, std::less<>> known;
    for (const Rule& rule : rules) {
        const auto [at, fresh] = known.try_emplace(rule.name, &rule);
        if (fresh) continue;
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("{}:{}: the rule '{}' stands at {}:{} already", rule.file, rule.line, rule.name,
                                at->second->file, at->second->line),
                    "give it another name");
    }
}

const LabelSet kTopic = *label_bit("Topic");

bool uses_topics(const Pattern& pattern) {
    return std::any_of(pattern.roles().begin(), pattern.roles().end(),
                       [](const Pattern::Role& role) { return (role.labels & kTopic) != 0; });
}

// "A -> B" of a rule with one claim is "A -[TYPE]-> B".
std::string with_type(const Rule& rule, std::string text) {
    const std::size_t arrow = text.find(" -> ");
    if (arrow != std::string::npos) text.replace(arrow, 4, " -[" + rule.claims.front().type + "]-> ");
    return collapse_space(text);
}

Extraction example_text(const Rule& rule, const RuleExample& example) {
    try {
        return read_example(example.text);
    } catch (const Error& e) {
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("{}:{}: an example of the rule '{}': {}", rule.file, example.line, rule.name, e.what()),
                    e.remedy());
    }
}

// Puts the dates of the text behind its mentions: patterns know dates by a label, recognisers do not name them.
void add_dates(const Document& document, std::vector<Mention>& mentions) {
    if (std::any_of(mentions.begin(), mentions.end(), [](const Mention& m) { return m.label == "Date"; })) return;
    for (const DateMatch& match : find_dates(document.text)) {
        Mention& date = mentions.emplace_back();
        date.span = match.span;
        date.label = "Date";
        date.key = to_string(match.date);
    }
}

}  // namespace

RuleEngine RuleEngine::load() {
    std::vector<std::string> texts = {read_file(data_path("schema.json"))};
    RuleEngine engine = read(data_path("rules"), texts);
    const CheckedRules checked(texts);
    if (checked.has_passed()) return engine;
    engine.check_examples();
    checked.note_passed();
    return engine;
}

RuleEngine RuleEngine::load(const std::string& folder) {
    std::vector<std::string> texts;
    RuleEngine engine = read(folder, texts);
    engine.check_examples();
    return engine;
}

RuleEngine RuleEngine::read(const std::string& folder, std::vector<std::string>& texts) {
    const auto schema = standards_schema();
    RuleVocabulary vocabulary;
    const fs::path words = fs::path(folder) / kVocabulary;
    if (fs::exists(words)) vocabulary = read_vocabulary(words.string(), texts.emplace_back(read_file(words.string())));
    // Side by side: parsing them is half of what a small build takes.
    std::vector<std::future<std::vector<Rule>>> parts;
    for (const fs::path& file : rule_files(folder)) {
        texts.push_back(file.string());
        parts.push_back(std::async(std::launch::async,
                                   [&, path = file.string(), content = texts.emplace_back(read_file(file.string()))] {
                                       return read_rules(path, content, vocabulary, *schema);
                                   }));
    }
    std::vector<Rule> rules;
    for (auto& part : parts) {
        std::vector<Rule> more = part.get();
        std::move(more.begin(), more.end(), std::back_inserter(rules));
    }
    return RuleEngine(std::move(rules), schema);
}

RuleEngine::RuleEngine(std::vector<Rule> rules, std::shared_ptr<const Schema> schema)
    : rules_(std::move(rules)), schema_(std::move(schema)) {
    check_names(rules_);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
        switch (rules_[i].scope) {
            case RuleScope::kSentence:
            case RuleScope::kItem:
                for (std::size_t j = 0; j < rules_[i].patterns.size(); ++j) {
                    add_candidate({i, j, uses_topics(rules_[i].patterns[j]), rules_[i].patterns[j].label_needs(), {}});
                }
                break;
            case RuleScope::kTable: table_rules_.push_back(i); break;
            case RuleScope::kInside: inside_rules_.push_back(i); break;
            case RuleScope::kIdentifier: identifier_rules_.push_back(i); break;
        }
    }
    number_needs();
    triggers_.build();
}

void RuleEngine::add_candidate(Candidate candidate) {
    const std::size_t number = candidates_.size();
    const Pattern& pattern = rules_[candidate.rule].patterns[candidate.pattern];
    topics_lead_ = topics_lead_ && (!candidate.with_topics || !pattern.possible(static_cast<LabelSet>(~kTopic)));
    const auto& triggers = pattern.triggers();
    for (std::size_t labels = 0; triggers.empty() && labels < untriggered_.size(); ++labels) {
        if (pattern.possible(static_cast<LabelSet>(labels))) untriggered_[labels].push_back(number);
    }
    for (const std::string& text : triggers) {
        const std::size_t trigger = triggers_.add(text);
        by_trigger_.resize(triggers_.size());
        by_trigger_[trigger].push_back(number);
    }
    candidates_.push_back(std::move(candidate));
}

// Behind the triggers: the order of these is the order in which rules are tried.
void RuleEngine::number_needs() {
    for (Candidate& candidate : candidates_) {
        candidate.needs.emplace(rules_[candidate.rule].patterns[candidate.pattern], triggers_);
    }
    const auto number = [&](const std::vector<Pattern>& patterns, std::vector<RuleRefusals::Refusal>& refusals) {
        for (const Pattern& pattern : patterns) refusals.push_back({&pattern, PatternNeeds(pattern, triggers_)});
    };
    for (const Rule& rule : rules_) {
        RuleRefusals& refusals = refusals_.emplace_back();
        number(rule.unless, refusals.inside);
        number(rule.unless_after, refusals.in_front);
        if (!rule.bans) continue;
        number(rule.bans->inside, refusals.inside);
        number(rule.bans->in_front, refusals.in_front);
    }
    by_trigger_.resize(triggers_.size());
}

void RuleEngine::match_units(ClaimFinder& finder, bool with_topics, const Rule* only) const {
    TriggerPlaces places;
    std::vector<std::size_t> found;
    std::vector<const Rule*> table_rules;
    for (const std::size_t rule : table_rules_) {
        if (only == nullptr || only == &rules_[rule]) table_rules.push_back(&rules_[rule]);
    }
    std::vector<std::size_t> tried(candidates_.size(), 0);  // the unit + 1 that a candidate was tried on last
    for (std::size_t unit = 0; unit < finder.outline().units().size(); ++unit) {
        if (with_topics && topics_lead_ && !finder.has_topics(unit)) continue;
        const MaskedText& text = finder.mask(unit, with_topics);
        const auto attempt = [&](std::size_t number) {
            const Candidate& candidate = candidates_[number];
            if (!candidate.labels.met_by(text.labels) || candidate.with_topics != with_topics) return;
            if (std::exchange(tried[number], unit + 1) == unit + 1 || !candidate.needs->met(text, places)) return;
            const Rule& rule = rules_[candidate.rule];
            if (only != nullptr && only != &rule) return;
            finder.match_unit(
                rule, rule.patterns[candidate.pattern],
                {with_topics, unit, places, candidate.needs->latest_begin(text, places), refusals_[candidate.rule]});
        };
        triggers_.find(text.text, places);
        found = places.found();
        std::sort(found.begin(), found.end());
        for (const std::size_t trigger : found) {
            for (const std::size_t number : by_trigger_[trigger]) attempt(number);
        }
        for (const std::size_t number : untriggered_[text.labels]) attempt(number);
        if (!with_topics) finder.match_row(table_rules, unit);
    }
}

std::vector<Claim> RuleEngine::find_claims(const Document& document, const std::vector<Mention>& mentions) const {
    std::vector<Mention> copy = mentions;
    return find(document, copy, nullptr);
}

std::vector<Claim> RuleEngine::find_claims(const Document& document, std::vector<Mention>& mentions) const {
    const std::size_t count = mentions.size();
    std::vector<Claim> claims = find(document, mentions, nullptr);
    mentions.resize(count);
    return claims;
}

std::vector<Claim> RuleEngine::find(const Document& document, std::vector<Mention>& mentions, const Rule* only) const {
    add_dates(document, mentions);
    ClaimFinder finder(document, mentions, *schema_);
    match_units(finder, false, only);
    const bool topics =
        std::any_of(mentions.begin(), mentions.end(), [](const Mention& m) { return m.label == "Topic"; });
    if (topics) match_units(finder, true, only);
    for (const std::size_t rule : inside_rules_) {
        if (only == nullptr || only == &rules_[rule]) finder.match_inside(rules_[rule]);
    }
    for (const std::size_t rule : identifier_rules_) {
        if (only == nullptr || only == &rules_[rule]) finder.match_identifiers(rules_[rule]);
    }
    return finder.take_claims();
}

void RuleEngine::check_examples() const {
    for (const Rule& rule : rules_) {
        for (const RuleExample& example : rule.examples) {
            Extraction text = example_text(rule, example);
            std::vector<std::string> wanted;
            for (const std::string& claim : example.claims) wanted.push_back(with_type(rule, claim));
            std::vector<std::string> got;
            for (const Claim& claim : find(text.document, text.mentions, &rule))
                got.push_back(print_claim(text, claim));
            std::sort(wanted.begin(), wanted.end());
            std::sort(got.begin(), got.end());
            if (wanted == got) continue;
            throw Error(ErrorCode::kInvalidData,
                        fmt::format("{}:{}: an example of the rule '{}' fails\n  text:    {}\n  "
                                    "wanted:  {}\n  claimed: {}",
                                    rule.file, example.line, rule.name, collapse_space(example.text),
                                    wanted.empty() ? "nothing" : fmt::format("{}", fmt::join(wanted, "; ")),
                                    got.empty() ? "nothing" : fmt::format("{}", fmt::join(got, "; "))),
                        "change the pattern, or the example where it is wrong");
        }
    }
}

}  // namespace mirrorgraph::ingest
