#include "query/tasks/note_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <ostream>

#include "graph/facts.h"
#include "graph/names.h"
#include "graph/provenance/reasons.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::string_view kReset = "\033[0m";
constexpr std::size_t kLongestAcronym = 8;  // bytes: "MOHURD"
constexpr std::size_t kLeastName = 16;      // columns that a name may always take
constexpr std::size_t kLeastRoom = 12;      // columns below which titles are left out
constexpr std::size_t kQuoteLines = 3;

std::string initials(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool begins = i == 0 || name[i - 1] == ' ' || name[i - 1] == '-';
        if (begins && 'A' <= name[i] && name[i] <= 'Z') out += name[i];
    }
    return out;
}

// The longest other name of a body that is shown by its acronym, or by its code and has no title; one that the acronym
// spells before all others.
std::string long_form(const Snapshot& snapshot, NodeId node, const std::string& name) {
    const auto key = snapshot.find_key("aliases");
    const bool is_acronym = name.size() <= kLongestAcronym && name.find(' ') == std::string::npos;
    const bool is_code = text_property(snapshot, node, "code") == name && main_label(snapshot, node) == "Committee" &&
                         text_property(snapshot, node, "title").empty();
    if (!key || !(is_acronym || is_code) || !snapshot.property(node, *key).is_list()) return {};
    std::string longest;
    bool spells_it = false;  // CAC: Cyberspace Administration of China rather than a longer name of that office
    for (const Value& alias : snapshot.property(node, *key).as_list()) {
        if (!alias.is_string() || contains_han(alias.as_string())) continue;
        const bool spells = initials(alias.as_string()) == name;
        if (spells != spells_it ? spells : alias.as_string().size() > longest.size()) {
            longest = alias.as_string();
            spells_it = spells;
        }
    }
    return longest.size() > name.size() ? longest : std::string();
}

}  // namespace

std::string percent(double part) {
    constexpr double kNearlyAll = 0.995;
    return part < 1 && part >= kNearlyAll ? ">99 %" : fmt::format("{:.0f} %", part * 100);
}

std::string counted(std::size_t count, std::string_view what) {
    if (count == 1) return fmt::format("1 {}", what);
    if (what.ends_with('y')) return fmt::format("{} {}ies", count, what.substr(0, what.size() - 1));
    return fmt::format("{} {}s", count, what);
}

std::string NoteText::styled(std::string_view style, std::string_view text) const {
    if (!color_ || style.empty() || text.empty()) return std::string(text);
    return fmt::format("{}{}{}", style, text, kReset);
}

std::string NoteText::title_of(NodeId node, std::span<const NodeId> other_forms) const {
    const auto statements = find_reasons(snapshot_.metadata(), snapshot_.id(node)).statements;
    if (const auto disputed = statements.find("title"); disputed != statements.end()) {
        std::string all;
        for (const Statement& statement : disputed->second) {
            if (statement.value.is_string()) all += (all.empty() ? "" : " or ") + statement.value.as_string();
        }
        return all;
    }
    if (const auto own = text_property(snapshot_, node, "title"); !own.empty()) return std::string(own);
    const auto edition_of = snapshot_.find_type("EDITION_OF");
    const auto series =
        edition_of ? snapshot_.neighbours(node, *edition_of, Direction::kOutgoing).nodes : std::span<const NodeId>();
    for (const std::span<const NodeId> others : {other_forms, series}) {
        for (const NodeId other : others) {
            if (const auto title = text_property(snapshot_, other, "title"); !title.empty()) return std::string(title);
        }
    }
    return {};
}

std::string NoteText::name_and_titles(NodeId node, std::size_t taken, std::string_view name_style,
                                      std::span<const NodeId> other_forms) const {
    const std::string whole = without_controls(display_name(snapshot_, node));
    const std::string name = truncate_to_width(whole, width_ > taken + kLeastName ? width_ - taken : kLeastName);
    std::string titles;
    for (const std::string& more : {title_of(node, other_forms), long_form(snapshot_, node, whole),
                                    std::string(text_property(snapshot_, node, "name_zh"))}) {
        if (!more.empty() && name_key(more) != name_key(whole)) titles += " · " + without_controls(more);
    }
    taken += display_width(name);
    const std::size_t room = width_ > taken + kLeastRoom ? width_ - taken : 0;
    return styled(name_style, name) + (room == 0 ? "" : truncate_to_width(titles, room));
}

std::string NoteText::cite(RelationshipId relationship) { return cite_list(snapshot_.evidence(relationship)); }
std::string NoteText::cite(NodeId node) { return cite_list(snapshot_.evidence(node)); }

std::string NoteText::cite_list(const EvidenceList& evidence) {
    return evidence_ && !evidence.empty() ? mark(source_of(evidence)) : std::string();
}

// The strongest piece, and how many more there are.
NoteText::Source NoteText::source_of(const EvidenceList& evidence) const {
    const Evidence& best = *best_evidence(evidence);
    std::string place = fmt::format("{}:{}", document_name(snapshot_, best.document), best.line);
    if (best.page != 0) place += fmt::format(" (page {})", best.page);
    if (!best.rule.empty()) place += " · " + best.rule;
    place += " · " + percent(best.confidence);
    if (evidence.size() > 1) place += fmt::format(" · and {} more", evidence.size() - 1);
    return {std::move(place), collapse_space(without_controls(best.text))};
}

std::string NoteText::cite(const std::vector<RelationshipId>& relationships) {
    if (relationships.size() == 1) return cite(relationships.front());
    std::map<std::string, std::size_t> places;
    for (const RelationshipId relationship : relationships) {
        const Evidence* best = best_evidence(snapshot_.evidence(relationship));
        if (best != nullptr) ++places[document_name(snapshot_, best->document)];
    }
    if (!evidence_ || places.empty()) return {};
    std::string text;
    for (const auto& [document, count] : places) {
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", document, counted(count, "place"));
    }
    return mark({std::move(text), {}});
}

std::string NoteText::mark(Source source) {
    const auto [at, fresh] = numbers_.try_emplace({source.place, source.quote}, numbers_.size() + 1);
    if (fresh) sources_.push_back(std::move(source));
    return styled(kDim, fmt::format(" [{}]", at->second));
}

void NoteText::write_wrapped(std::ostream& out, std::string_view text, const std::string& first,
                             const std::string& other) const {
    const std::size_t margin = std::max(display_width(first), display_width(other));
    bool is_first = true;
    for (const std::string& line : wrap_to_width(text, width_ > margin + kNarrowest ? width_ - margin : kNarrowest)) {
        out << (is_first ? first : other) << line << '\n';
        is_first = false;
    }
}

void NoteText::write_sentence(std::ostream& out, std::string sentence) const {
    if (!sentence.empty() && 'a' <= sentence[0] && sentence[0] <= 'z') {
        sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
    }
    write_wrapped(out, without_controls(sentence) + '.', "  ", "  ");
}

void NoteText::write_sources(std::ostream& out) const {
    if (sources_.empty()) return;
    out << '\n' << styled(kBold, "Evidence") << '\n';
    const std::string blank(display_width(fmt::format("[{}]", sources_.size())) + 2, ' ');
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        const std::string number = fmt::format("[{}]", i + 1);
        const std::string first = fmt::format(" {}{} ", std::string(blank.size() - 2 - number.size(), ' '), number);
        write_wrapped(out, sources_[i].place, first, blank);
        if (sources_[i].quote.empty()) continue;
        const std::size_t room = (width_ > blank.size() ? width_ - blank.size() : kNarrowest) * kQuoteLines;
        write_wrapped(out, "“" + truncate_to_width(sources_[i].quote, room - kQuoteLines * kLeastRoom) + "”", blank,
                      blank);
    }
}

}  // namespace mirrorgraph::query
