#include "ingest/rules/notation/rule_file.h"

#include "ingest/rules/rule_engine.h"
#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

// A good rule with one line changed.
std::string rule_with(const std::string& line) {
    std::string text = "rules:\n  - rule: issued\n";
    const std::vector<std::pair<std::string, std::string>> lines = {
        {"claim", "(issuer)-[:ISSUED]->(text)"},
        {"pattern", "'{issuer:Agency} issued {text:Policy}'"},
        {"examples", "[{text: '{Agency:SAC} issued {Policy:Plan}', claims: 'SAC -> Plan'}]"},
        {"refuses", "'{Agency:SAC} read {Policy:Plan}'"},
    };
    const std::string key = line.substr(0, line.find(':'));
    bool replaced = false;
    for (const auto& [name, value] : lines) {
        const bool mine = name == key;
        replaced = replaced || mine;
        if (mine && line == name + ":") continue;
        text += "    " + (mine ? line : name + ": " + value) + "\n";
    }
    return replaced || line.empty() ? text : text + "    " + line + "\n";
}

std::string rule_file_fault(const std::string& content) {
    const test::TemporaryFolder folder;
    folder.write("broken.yaml", content);
    try {
        RuleEngine::load(folder.path().string());
    } catch (const Error& e) {
        return e.render();
    }
    return "none";
}

}  // namespace

TEST_CASE("rule file: a good rule loads") { CHECK(rule_file_fault(rule_with("")) == "none"); }

TEST_CASE("rule file: a fault in a pattern is shown at its place in the file") {
    const std::string fault = rule_file_fault(rule_with("pattern: '{issuer:Agency} issued {text:Polisy}'"));
    CHECK_THAT(fault, test::contains("broken.yaml:4:44: rule 'issued': unknown label 'Polisy'; did you mean 'Policy'?\n"
                                     "      pattern: '{issuer:Agency} issued {text:Polisy}'\n"
                                     "                                             ^^^^^^\n"
                                     "labels are"));
}

TEST_CASE("rule file: every fault names file, rule and remedy") {
    struct Case {
        std::string content;
        const char* message;
        const char* remedy;
    };
    const Case cases[] = {
        {rule_with("claim: (issuer)-[:ISUED]->(text)"),
         "broken.yaml:3:23: rule 'issued': unknown relationship type 'ISUED'", "did you mean 'ISSUED'"},
        {rule_with("claim: (issuer)-[:MIRRORS]->(text)"), "rule 'issued': MIRRORS does not lead from Agency to Policy",
         "mirrorgraph schema"},
        {rule_with("claim: (isuer)-[:ISSUED]->(text)"), "nothing fills the role 'isuer'; did you mean 'issuer'?",
         "name it in a pattern"},
        {rule_with("claim: (issuer)-[ISSUED]->(text)"), "'-[:' is missing", "(role)-[:TYPE]->(role)"},
        {rule_with("claim: '(issuer)-[:ISSUED {role: king}]->(text)'"), "role", "issued"},
        {rule_with("claim:"), "rule 'issued': no claim", "add `claim:"},
        {rule_with("pattern:"), "rule 'issued': no pattern", "add `pattern:`"},
        {rule_with("examples:"), "rule 'issued': no example", "add `examples:`"},
        {rule_with("refuses:"), "rule 'issued': no counter-example", "add `refuses:`"},
        {rule_with("scope: sentense"), "unknown scope 'sentense'; did you mean 'sentence'?", "write one of"},
        {rule_with("scope: item"), "rule 'issued': no lead-in", "add `lead_in:`"},
        {rule_with("unless_claimed: date"), "`unless_claimed` names 'date', which is no end of ISSUED",
         "write issuer or text"},
        {rule_with("scope: table"), "rule 'issued': no columns", "add `columns:`"},
        {rule_with("date: tomorrow"), "unknown date 'tomorrow'", "none, sentence, lead_in"},
        {rule_with("confidence: 1.5"), "a confidence must be a number above 0 and up to 1", "issued"},
        {rule_with("respectively: maybe"), "respectively must be true or false", "issued"},
        {rule_with("patern: x"), "a rule has no key 'patern'; did you mean 'pattern'?", "keys are rule"},
        {rule_with("choose: {degree: {IDENT: 'idt'}}"), "IDENT", "issued"},
        {rule_with("columns: [{role: a, label: Agency}]"), "a column without header", "role, label and header"},
        {rule_with("columns: [{role: a, label: King, header: x}]"), "unknown label 'King'", "labels are Agency"},
        {rule_with("") + "  - rule: issued\n" + rule_with("").substr(rule_with("").find("    claim")),
         "the rule 'issued' stands at", "give it another name"},
        {rule_with("examples: [{text: '{Agency:SAC} read {Policy:Plan}', claims: 'SAC -> Plan'}]"),
         "an example of the rule 'issued' fails", "wanted:  SAC -[ISSUED]-> Plan\n  claimed: nothing"},
        {rule_with("refuses: '{Agency:SAC} issued {Policy:Plan}'"), "an example of the rule 'issued' fails",
         "wanted:  nothing\n  claimed: SAC -[ISSUED]-> Plan"},
        {rule_with("examples: [{text: '{Agency:SAC issued', claims: x}]"), "'{' is never closed", "{Label:words}"},
        {"rules: 5", "a rule file needs a list of rules", "rules:"},
        {"rulez: []", "a rule file has no key 'rulez'; did you mean 'rules'?", "keys are rules"},
        {"rules: [{claim: x}]", "a rule without a name", "rule: its-name"},
        {"rules: [", "broken.yaml:1:", "'single quotes'"},
        {"rules: \xFF", "broken.yaml:1:8: not UTF-8", "save the file as UTF-8"},
    };
    for (const Case& it : cases) {
        INFO(it.content);
        const std::string fault = rule_file_fault(it.content);
        CHECK_THAT(fault, test::contains(it.message));
        CHECK_THAT(fault, test::contains(it.remedy));
        CHECK_THAT(fault, test::contains("broken.yaml"));
    }
}

TEST_CASE("rule file: faults of the vocabulary name the word") {
    CHECK_THROWS_WITH(read_vocabulary("v.yaml", "words: {a: '(x'}"), test::contains("word 'a': '(' is never closed"));
    CHECK_THROWS_WITH(read_vocabulary("v.yaml", "never: ['<b>']"), test::contains("never: unknown name '<b>'"));
    CHECK_THROWS_WITH(read_vocabulary("v.yaml", "wurds: {}"), test::contains("did you mean 'words'?"));
}

TEST_CASE("rule file: a folder without rules, and no folder") {
    const test::TemporaryFolder folder;
    CHECK_THROWS_WITH(RuleEngine::load(folder.path().string()), test::contains("no rule files"));
    CHECK_THROWS_WITH(RuleEngine::load(folder / "missing"), test::contains("cannot read"));
}
