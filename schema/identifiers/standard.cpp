#include "schema/identifiers/standard.h"

#include <fmt/core.h>

#include <algorithm>

#include "schema/identifiers/grammar.h"
#include "schema/identifiers/lists.h"

namespace mirrorgraph {

using identifiers::Cursor;

namespace {

std::optional<StandardIdentifier> read_whole_standard(std::string_view text, std::size_t& stopped) {
    Cursor in(text, 0, Cursor::Mode::kWholeText);
    in.skip_space();
    StandardIdentifier id;
    const bool read = identifiers::read_standard(in, id);
    stopped = in.furthest();
    if (!read) return std::nullopt;
    return id;
}

// The identifier that begins at `at`, with those of a list that it begins; behind the last, or `at` where none begins.
std::size_t visit_standards_at(std::string_view text, std::size_t at, const std::function<void(StandardMatch)>& visit) {
    auto match = match_standard(text, at);
    while (match) {
        at = match->span.end;
        auto younger = identifiers::match_younger(text, at, match->identifier);
        visit(*std::move(match));
        match = std::move(younger);
    }
    return at;
}

}  // namespace

std::string StandardIdentifier::key() const { return identifiers::canonical_form(*this); }

std::optional<std::string> StandardIdentifier::urn() const { return identifiers::urn_of(*this); }

std::optional<StandardIdentifier> StandardIdentifier::series() const {
    if (family == StandardFamily::kProject) return std::nullopt;
    if (!is_dated() && stage.empty() && edition.empty() && supplements.empty()) return std::nullopt;
    StandardIdentifier out;
    out.family = family;
    out.body = body;
    out.type = type;
    out.number = number;
    out.part = part;
    out.normalized_ = identifiers::canonical_form(out);
    return out;
}

std::optional<StandardIdentifier> StandardIdentifier::whole() const {
    if (part.empty()) return std::nullopt;
    StandardIdentifier out;
    out.family = family;
    out.body = body;
    out.type = type;
    out.number = number;
    out.normalized_ = identifiers::canonical_form(out);
    return out;
}

std::optional<StandardIdentifier> StandardIdentifier::base() const {
    if (supplements.empty()) return std::nullopt;
    StandardIdentifier out = *this;
    out.supplements.pop_back();
    out.adopted.clear();
    out.normalized_ = identifiers::canonical_form(out);
    return out;
}

std::optional<StandardIdentifier> try_parse_standard(std::string_view text, std::size_t* stopped) {
    std::size_t place = 0;
    auto id = read_whole_standard(text, place);
    if (stopped != nullptr) *stopped = place;
    return id;
}

StandardIdentifier parse_standard(std::string_view text) {
    std::size_t stopped = 0;
    if (auto id = read_whole_standard(text, stopped)) return *std::move(id);
    throw Error(ErrorCode::kInvalidData, fmt::format("'{}' is no identifier of a standard", text),
                "write it as its publisher does: GB/T 35273-2020, ISO/IEC 27001:2022")
        .at({}, text, Span{stopped, text.size()});
}

std::optional<StandardMatch> match_standard(std::string_view text, std::size_t offset) {
    Cursor in(text, offset, Cursor::Mode::kRunningText);
    const identifiers::Grammar grammar = identifiers::grammar_for(in);
    if (grammar == nullptr || identifiers::is_word(in.previous())) return std::nullopt;
    StandardMatch match;
    if (!grammar(in, match.identifier) || !in.at_word_end()) return std::nullopt;
    match.more = identifiers::read_range(in, match.identifier);
    match.span = Span{offset, in.position()};
    return match;
}

void find_standards(std::string_view text, const std::function<void(StandardMatch)>& visit) {
    identifiers::read_words(text, identifiers::is_mere_word,
                            [&](std::size_t at) { return visit_standards_at(text, at, visit); });
}

void find_standards(std::string_view text, const std::vector<std::size_t>& starts,
                    const std::function<void(StandardMatch)>& visit) {
    identifiers::read_words(text, starts, identifiers::is_mere_word,
                            [&](std::size_t at) { return visit_standards_at(text, at, visit); });
}

std::vector<StandardMatch> find_standards(std::string_view text) {
    std::vector<StandardMatch> out;
    find_standards(text, [&](StandardMatch match) { out.push_back(std::move(match)); });
    return out;
}

}  // namespace mirrorgraph
