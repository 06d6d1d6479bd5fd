#include "schema/identifiers/side.h"

#include <algorithm>
#include <array>

#include "schema/identifiers/committee_words.h"
#include "schema/identifiers/grammar.h"

namespace mirrorgraph {

namespace {

using namespace identifiers;

bool is_chinese(Grammar grammar) {
    static constexpr std::array<Grammar, 4> kChinese = {read_chinese, read_chinese_project, read_association_project,
                                                        read_tc_document};
    return std::find(kChinese.begin(), kChinese.end(), grammar) != kChinese.end();
}

}  // namespace

Side side_of_standard(std::string_view identifier) {
    Cursor in(identifier, 0, Cursor::Mode::kRunningText);
    const Grammar grammar = grammar_for(in);
    StandardIdentifier project;
    // Any digit may begin a plan number, so that one is read.
    if (grammar == nullptr || (grammar == read_chinese_project && !grammar(in, project))) return Side::kUnknown;
    return is_chinese(grammar) ? Side::kChina : Side::kAbroad;
}

Side side_of_committee(std::string_view code) {
    // Of the bodies only two are Chinese; joint technical committees are ISO's and IEC's.
    if (code.starts_with("SAC") || code.starts_with("CCSA")) return Side::kChina;
    const bool abroad =
        code.starts_with("JTC") ||
        std::any_of(kBodies.begin(), kBodies.end(), [code](const auto& body) { return code.starts_with(body.word); });
    return abroad ? Side::kAbroad : Side::kUnknown;
}

}  // namespace mirrorgraph
