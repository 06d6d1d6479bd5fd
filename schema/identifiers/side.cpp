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
    // Joint technical committees are ISO's and IEC's.
    if (code.starts_with("JTC")) return Side::kAbroad;
    const auto* body =
        std::find_if(kBodies.begin(), kBodies.end(), [code](const auto& it) { return code.starts_with(it.word); });
    if (body == kBodies.end()) return Side::kUnknown;
    return body->chinese ? Side::kChina : Side::kAbroad;
}

}  // namespace mirrorgraph
