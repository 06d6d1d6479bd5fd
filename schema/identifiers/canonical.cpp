// One printed form for all spellings of an identifier, and its URN.

#include <fmt/format.h>

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

std::string prefix_of(const StandardIdentifier& id) {
    switch (id.family) {
        case StandardFamily::kChinese: return id.type.empty() ? id.body : id.body + '/' + id.type;
        case StandardFamily::kIso:
        case StandardFamily::kIec:
        case StandardFamily::kEuropean: {
            const std::string words = id.stage.empty() || id.type.empty() || id.stage == "D" || id.stage.back() == 'D'
                                          ? id.stage + id.type
                                          : id.stage + ' ' + id.type;
            if (words.empty()) return id.body;
            const bool guide = words == "Guide";
            return id.body + (id.body == "ISO" && !guide ? "/" : " ") + words;
        }
        case StandardFamily::kIeee:
        case StandardFamily::kItu:
        case StandardFamily::kEtsi:
        case StandardFamily::kInternet:
        case StandardFamily::kProject: return id.type.empty() ? id.body : id.body + ' ' + id.type;
    }
    return id.body;
}

char part_mark(StandardFamily family) { return family == StandardFamily::kChinese ? '.' : '-'; }

std::string supplement_form(const StandardIdentifier& id, const Supplement& supplement) {
    const bool chinese = id.family == StandardFamily::kChinese;
    const bool spaced = id.family == StandardFamily::kIso || id.family == StandardFamily::kIec;
    std::string out = "/" + supplement.stage + (supplement.stage.empty() || !spaced ? "" : " ") + supplement.kind;
    if (!supplement.number.empty()) out += (spaced ? " " : "") + supplement.number;
    if (supplement.date.year != 0) out += (chinese ? "-" : ":") + to_string(supplement.date);
    return out;
}

std::string date_form(const StandardIdentifier& id) {
    if (id.date.year == 0) return {};
    switch (id.family) {
        case StandardFamily::kIso:
        case StandardFamily::kIec:
        case StandardFamily::kEuropean: return ':' + to_string(id.date);
        case StandardFamily::kChinese:
        case StandardFamily::kIeee: return '-' + to_string(id.date);
        case StandardFamily::kItu:
        case StandardFamily::kEtsi:
        case StandardFamily::kInternet:
        case StandardFamily::kProject: return " (" + to_string(id.date) + ')';
    }
    return {};
}

}  // namespace

std::string canonical_form(const StandardIdentifier& id) {
    if (id.family == StandardFamily::kProject) return id.number;
    std::string out = prefix_of(id) + ' ' + id.number;
    if (!id.part.empty()) out += part_mark(id.family) + id.part;
    if (!id.iteration.empty()) out += '.' + id.iteration;
    if (!id.edition.empty()) out += ' ' + id.edition;
    out += date_form(id);
    for (const Supplement& supplement : id.supplements) out += supplement_form(id, supplement);
    return out;
}

}  // namespace mirrorgraph::identifiers

namespace mirrorgraph {

std::optional<std::string> StandardIdentifier::urn() const { return std::nullopt; }

}  // namespace mirrorgraph
