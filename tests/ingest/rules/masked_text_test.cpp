#include "ingest/rules/sentence/masked_text.h"

#include "ingest/rules/notation/example.h"
#include "tests/support/catch.h"

using namespace mirrorgraph::ingest;

namespace {

// The first block with A, O, C, S, P, T, D in <> for the labels.
std::string shown(const std::string& sentence) {
    const Extraction text = read_example(sentence);
    const MentionIndex index(text.mentions, false);
    const Block& block = text.document.blocks.front();
    std::string out;
    for (const char c : mask_text(text.document, block.span, block.cells, text.mentions, index).text) {
        out += c > 0 && c < 8 ? std::string("<") + "AOCSPTD"[c - 1] + ">" : std::string(1, c);
    }
    return out;
}

}  // namespace

TEST_CASE("masked text: plain forms of letters, blanks, dashes and quotation marks") {
    CHECK(shown("The  “{Policy:Data Measures}” – Draft’s") == "the <P> - draft's");
    CHECK(shown("ＧＢ／Ｔ，{Agency:甲}发布《{Policy:办法}》。") == "gb/t, <A>发布<P>.");
}

TEST_CASE("masked text: the title behind a standard's number is left out") {
    CHECK(shown("{Standard:GB/T 1-2020} Rules for Good Tests were read") == "<S> were read");
    CHECK(shown("{Standard:GB/T 1-2020} Released") == "<S> released");
    CHECK(shown("{Standard:GB/T 1-2020}—Reference model, with more") == "<S>, with more");
    CHECK(shown("{Standard:GB/T 1-2020}《规则》和{Standard:GB/T 2-2020} \"Methods\"") == "<S>和<S>");
    CHECK(shown("{Standard:GB/T 1-2020} Rules for {Standard:GB/T 2-2020}") == "<S> rules for <S>");
}

TEST_CASE("masked text: so is the title in front of a number in brackets") {
    CHECK(shown("现发布《规则》（{Standard:GB/T 1-2020}），自今日起施行") == "现发布<S>, 自今日起施行");
    CHECK(shown("《规则》({Standard:GB/T 1-2020})和《方法》({Standard:GB/T 2-2020})") == "<S>和<S>");
    CHECK(shown("《规则》不如({Standard:GB/T 1-2020})") == "规则不如(<S>)");
}

TEST_CASE("masked text: a comma behind a Han character or a name parts clauses") {
    CHECK(shown("由{Agency:甲}提出,该标准由乙归口") == "由<A>提出, 该标准由乙归口");
    CHECK(shown("{Agency:甲},1,000 of") == "<A>, 1,000 of");
}

TEST_CASE("masked text: mentions inside others and topics do not count") {
    CHECK(shown("{Agency:SAC} on {Topic:data}") == "<A> on data");
}

TEST_CASE("masked text: a chain of committees names one body") {
    CHECK(
        shown(
            "the {Committee:National Committee} ({Committee:NC}) Technical Committee ({Committee:TC 28}) Subcommittee "
            "({Committee:SC 42}) for data") == "the <C> for data");
    CHECK(shown("the {Committee:National Committee} ({Committee:NC}) met") == "the <C> (<C>) met");
    CHECK(shown("{Committee:A} and its Subcommittee ({Committee:B})") == "<C> and its subcommittee (<C>)");
}

TEST_CASE("masked text: cells are told apart") {
    CHECK(shown("| Secretariat | {Organization:CESI} |") == "secretariat : <O>");
    CHECK(shown("| Secretariat: | {Organization:CESI} |") == "secretariat: <O>");
    CHECK(shown("| 1 | {Standard:GB/T 1} | Title |") == "1 | <S> | title");
}

TEST_CASE("masked text: mentions in brackets belong to the name in front, but for another agency") {
    const Extraction text = read_example("{Agency:SAC} ({Agency:S=SAC}) and {Agency:MIIT} ({Agency:NDA})");
    const MentionIndex index(text.mentions, false);
    const MaskedText mask = mask_text(text.document, text.document.blocks.front().span, {}, text.mentions, index);
    CHECK(mask.mentions(0, mask.text.size(), *label_bit("Agency")) == std::vector<std::size_t>{0, 2, 3});
    CHECK(mask.mentions(0, mask.text.size(), *label_bit("Policy")).empty());
}
