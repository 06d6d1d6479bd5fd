#include "ingest/rules/notation/pattern.h"

#include "ingest/rules/notation/example.h"
#include "schema/error.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

const Vocabulary kWords = {{"issued", {"(issued|released)"}}, {"loop", {"a <loop>"}}};

MaskedText masked(const Extraction& text) {
    const MentionIndex index(text.mentions, true);
    return mask_text(text.document, text.document.blocks.front().span, {}, text.mentions, index);
}

// "issuer: SAC, NDRC; text: Plan", or "no".
std::string roles_in(const std::string& notation, const std::string& sentence) {
    const Extraction text = read_example(sentence);
    const Pattern pattern = Pattern::compile(notation, kWords);
    const auto match = pattern.find(masked(text));
    if (!match) return "no";
    std::string out;
    for (std::size_t i = 0; i < pattern.roles().size(); ++i) {
        if (match->mentions[i].empty()) continue;
        out += (out.empty() ? "" : "; ") + pattern.roles()[i].name + ":";
        for (std::size_t k = 0; k < match->mentions[i].size(); ++k) {
            out += (k == 0 ? " " : ", ") + text.mentions[match->mentions[i][k]].name;
        }
    }
    return out;
}

std::string pattern_fault(const std::string& notation) {
    try {
        Pattern::compile(notation, kWords);
    } catch (const Error& e) {
        return e.render();
    }
    return "none";
}

}  // namespace

TEST_CASE("pattern: what each part of the notation matches") {
    struct Case {
        const char* notation;
        const char* sentence;
        const char* roles;
    };
    const Case cases[] = {
        {"{a:Agency} issued {t:Policy}", "{Agency:SAC} ISSUED “{Policy:Plan}”", "a: SAC; t: Plan"},
        {"{a:Agency} issued {t:Policy}", "{Agency:SAC} reissued {Policy:Plan}", "no"},
        {"{a:Agency} issued {t:Policy}", "{Organization:ISO} issued {Policy:Plan}", "no"},
        {"{a:Agency} organi*s {t:Policy}", "{Agency:SAC} organises {Policy:Plan}", "no"},
        {"{a:Agency} organises {t:Policy}", "{Agency:SAC} organizes {Policy:Plan}", "a: SAC; t: Plan"},
        {"{a:Agency} announc* {t:Policy}", "{Agency:SAC} announced {Policy:Plan}", "a: SAC; t: Plan"},
        {"{a:Agency} *ly issued {t:Policy}", "{Agency:SAC} jointly issued {Policy:Plan}", "a: SAC; t: Plan"},
        {"{a:Agency} [jointly|just] <issued> {t:Policy}", "{Agency:SAC} released {Policy:Plan}", "a: SAC; t: Plan"},
        {"{a:Agency} (and|also)* <issued> {t:Policy}", "{Agency:SAC} also and also issued {Policy:Plan}",
         "a: SAC; t: Plan"},
        {"{a:Agency} <words 2> {t:Policy}", "{Agency:SAC} issued the {Policy:Plan}", "a: SAC; t: Plan"},
        {"{a:Agency} <words 2> {t:Policy}", "{Agency:SAC} issued the new {Policy:Plan}", "no"},
        {"{a:Agency} <words 5> {t:Policy}", "{Agency:SAC} likes {Agency:MIIT}; see the {Policy:Plan}", "no"},
        {"{a:Agency} <words 5> {t:Policy}", "{Agency:SAC} in {Date:May} issued {Policy:Plan}", "a: SAC; t: Plan"},
        {"{a:Agency} <any 9> {t:Policy}", "{Agency:SAC} with {Agency:MIIT} issued {Policy:Plan}", "a: SAC; t: Plan"},
        {"{a:Agency} <aside> issued {t:Policy}", "{Agency:SAC}, as {Agency:MIIT} says, issued {Policy:Plan}",
         "a: SAC; t: Plan"},
        {"{a:Agency} <aside> issued {t:Policy}", "{Agency:SAC} (the body) issued {Policy:Plan}", "a: SAC; t: Plan"},
        {"{a:Agency+} issued {t:Policy+}",
         "{Agency:SAC} ({Agency:S=SAC}), {Agency:MIIT} and the {Agency:CAC} issued {Policy:A} together with {Policy:B}",
         "a: SAC, MIIT, CAC; t: A, B"},
        {"{a:Agency+} 发布 {t:Policy+}", "{Agency:甲}、{Agency:乙}和{Agency:丙}发布《{Policy:办法}》《{Policy:规定}》",
         "a: 甲, 乙, 丙; t: 办法, 规定"},
        {"^ {a:Agency} $", "1. {Agency:SAC}.", "a: SAC"},
        {"^ {a:Agency} $", "The {Agency:SAC}", "a: SAC"},
        {"^ {a:Agency} $", "Then {Agency:SAC}", "no"},
        {"(组长|牵头) : {a:Agency}", "牵头：{Agency:甲}", "a: 甲"},
        {"{s:Standard+} \\( idt", "{Standard:GB/T 1-2020} Rules for Things and {Standard:GB/T 2-2020} (IDT)",
         "s: GB/T 1-2020, GB/T 2-2020"},
    };
    for (const Case& it : cases) {
        INFO(it.notation << " on " << it.sentence);
        CHECK(roles_in(it.notation, it.sentence) == it.roles);
    }
}

TEST_CASE("pattern: faults show their place and a remedy") {
    CHECK(pattern_fault("{a:Agensy} issued") ==
          "1:4: unknown label 'Agensy'; did you mean 'Agency'?\n"
          "  {a:Agensy} issued\n"
          "     ^^^^^^\n"
          "labels are Agency, Organization, Committee, Standard, Policy, Topic, Date");
    const std::pair<const char*, const char*> cases[] = {
        {"(a|b", "1:1: '(' is never closed"},
        {"a) b", "1:2: a closing bracket that nothing opened"},
        {"a > b", "1:3: a closing bracket that nothing opened"},
        {"{a} b", "1:1: a mention needs a role and a label"},
        {"x {a:Agency b", "1:3: '{' is never closed"},
        {"<isued> b", "1:1: unknown name '<isued>'; did you mean 'issued'?"},
        {"<words 99>", "1:1: a gap of '99' words"},
        {"<any many>", "1:1: a gap of 'many' words"},
        {"<loop>", "too many brackets inside each other"},
    };
    for (const auto& [notation, message] : cases) {
        INFO(notation);
        CHECK_THAT(pattern_fault(notation), test::contains(message));
    }
}

TEST_CASE("pattern: a trigger stands in every text that matches") {
    CHECK(Pattern::compile("{a:Agency} (issued|released) [the] {t:Policy}", {}).triggers() ==
          std::vector<std::string>{"issued", "released"});
    CHECK(Pattern::compile("{a:Agency} [issued] {t:Policy}", {}).triggers().empty());
    CHECK(Pattern::compile("(a|issued) {t:Policy}", {}).triggers().empty());
}
