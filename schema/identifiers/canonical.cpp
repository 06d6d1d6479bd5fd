// One form for all spellings of an identifier, and its URN.

#include <algorithm>
#include <array>

#include "schema/identifiers/grammar.h"
#include "schema/text/text.h"

namespace mirrorgraph::identifiers {

namespace {

// French and turned-round names of one body.
std::string_view body_of(const StandardIdentifier& id) {
    if (id.body == "CEI") return "IEC";
    if (id.body == "ISO/CEI" || id.body == "IEC/ISO") return "ISO/IEC";
    if (id.body == "ANSI/IEEE" || id.body == "IEEE/ANSI") return "IEEE";
    return id.body;
}

// "DTR", "FDAmd"; "CD TR", "AWI Amd".
std::string stage_and_kind(const std::string& stage, const std::string& kind) {
    static constexpr std::array<std::string_view, 5> kJoined = {"", "D", "PD", "FD", "FPD"};
    const bool joined = std::find(kJoined.begin(), kJoined.end(), stage) != kJoined.end();
    return stage + (joined || kind.empty() ? "" : " ") + kind;
}

std::string join(std::string_view body, char mark, const std::string& words) {
    return words.empty() ? std::string(body) : std::string(body) + mark + words;
}

std::string prefix_of(const StandardIdentifier& id) {
    const std::string_view body = body_of(id);
    switch (id.family) {
        case StandardFamily::kChinese: return join(body, '/', id.type);
        case StandardFamily::kIso:
        case StandardFamily::kIec: {
            if (body == "IWA") return id.stage + (id.stage.empty() ? "" : " ") + "IWA";
            const bool closed = body == "ISO" && id.type != "Guide";
            return join(body, closed ? '/' : ' ', stage_and_kind(id.stage, id.type));
        }
        case StandardFamily::kEuropean: return id.stage + join(body, id.type == "Guide" ? ' ' : '/', id.type);
        case StandardFamily::kItu:
        case StandardFamily::kEtsi:
        case StandardFamily::kIeee:
        case StandardFamily::kInternet:
        case StandardFamily::kProject: return join(body, ' ', id.type);
    }
    return {};
}

std::string number_of(const StandardIdentifier& id) {
    const char mark = id.family == StandardFamily::kChinese ? '.' : '-';
    std::string out = id.family == StandardFamily::kIeee ? id.stage + id.number : id.number;
    if (!id.part.empty()) out += mark + id.part;
    if (!id.iteration.empty()) out += '.' + id.iteration;
    return out;
}

// The edition where the date does not tell editions apart, else the date; bodies that print months print years too.
std::string edition_of(const StandardIdentifier& id) {
    const std::string year = id.is_dated() ? std::to_string(id.date.year) : std::string();
    const std::string date = id.is_dated() ? to_string(id.date) : std::string();
    switch (id.family) {
        case StandardFamily::kChinese: return year.empty() ? "" : '-' + year;
        case StandardFamily::kIso:
        case StandardFamily::kIec: {
            const bool counted = id.edition.starts_with("ED");
            const std::string version = id.edition.empty() || (counted && id.is_dated()) ? "" : ' ' + id.edition;
            return (year.empty() ? "" : ':' + year) + version;
        }
        case StandardFamily::kEuropean: return year.empty() ? "" : ':' + year;
        case StandardFamily::kIeee: return !id.edition.empty() ? '/' + id.edition : year.empty() ? "" : '-' + year;
        case StandardFamily::kItu:
            return (id.edition.empty() ? "" : '-' + id.edition) + (date.empty() ? "" : " (" + date + ')');
        case StandardFamily::kEtsi:
            return !id.edition.empty() ? ' ' + id.edition : date.empty() ? "" : " (" + date + ')';
        case StandardFamily::kInternet:
        case StandardFamily::kProject: return {};
    }
    return {};
}

std::string date_of(const StandardIdentifier& id, const Supplement& supplement) {
    if (supplement.date.year == 0) return {};
    const std::string year = std::to_string(supplement.date.year);
    switch (id.family) {
        case StandardFamily::kChinese:
        case StandardFamily::kIeee: return '-' + year;
        case StandardFamily::kItu: return " (" + to_string(supplement.date) + ')';
        case StandardFamily::kIso:
        case StandardFamily::kIec:
        case StandardFamily::kEuropean:
        case StandardFamily::kEtsi:
        case StandardFamily::kInternet:
        case StandardFamily::kProject: return ':' + year;
    }
    return {};
}

std::string supplements_of(const StandardIdentifier& id) {
    const bool spaced = id.family == StandardFamily::kIso || id.family == StandardFamily::kIec;
    const std::string blank = spaced ? " " : "";
    std::string out;
    for (const Supplement& supplement : id.supplements) {
        out += '/';
        if (supplement.kind != "Sheet") {
            out += stage_and_kind(supplement.stage, supplement.kind) + (supplement.number.empty() ? "" : blank);
        }
        out += supplement.number + date_of(id, supplement);
    }
    return out;
}

// ETSI versions, and IEEE drafts, a sheet together with what it changes.
bool has_edition_behind_supplements(const StandardIdentifier& id) {
    return id.family == StandardFamily::kEtsi || (id.family == StandardFamily::kIeee && !id.edition.empty());
}

}  // namespace

std::string canonical_form(const StandardIdentifier& id) {
    if (id.family == StandardFamily::kProject) return id.number;
    const std::string stem = prefix_of(id) + ' ' + number_of(id);
    if (has_edition_behind_supplements(id)) return stem + supplements_of(id) + edition_of(id);
    return stem + edition_of(id) + supplements_of(id);
}

namespace {

// ":tr", ":amd:2015:v1": names of RFC 5141 in lower case.
std::string urn_part(std::string_view text) { return ':' + fold_case(text); }

std::string iso_urn(const StandardIdentifier& id) {
    std::string body(body_of(id));
    std::replace(body.begin(), body.end(), '/', '-');
    std::string out = "urn:iso:std";
    out += body == "IWA" ? ":iso:iwa" : urn_part(body);
    if (!id.type.empty()) out += urn_part(id.type);
    out += ':' + id.number;
    if (!id.part.empty()) out += ":-" + id.part;
    if (!id.stage.empty()) out += ":stage-draft" + (id.iteration.empty() ? "" : ".v" + id.iteration);
    if (id.edition.starts_with("ED")) out += ":ed-" + id.edition.substr(2);
    for (const Supplement& supplement : id.supplements) {
        out += urn_part(supplement.kind);
        if (supplement.date.year != 0) out += ':' + std::to_string(supplement.date.year);
        out += ":v" + supplement.number;
    }
    return out;
}

// RFC 5141 knows amendments and corrigenda, and the deliverables of ISO; IEC alone has no URN there.
bool has_iso_urn(const StandardIdentifier& id) {
    static constexpr std::array<std::string_view, 10> kTypes = {"",    "TR", "TS",  "PAS",  "Guide",
                                                                "ISP", "R",  "TTA", "DATA", "IWA"};
    const bool types = std::find(kTypes.begin(), kTypes.end(), id.type) != kTypes.end();
    return id.family == StandardFamily::kIso && types && !id.all_parts &&
           std::all_of(id.supplements.begin(), id.supplements.end(), [](const Supplement& supplement) {
               return supplement.kind == "Amd" || supplement.kind == "Cor" || supplement.kind == "Add";
           });
}

}  // namespace

std::optional<std::string> urn_of(const StandardIdentifier& id) {
    if (has_iso_urn(id)) return iso_urn(id);
    if (id.family == StandardFamily::kInternet && id.body == "RFC") return "urn:ietf:rfc:" + id.number;
    return std::nullopt;
}

}  // namespace mirrorgraph::identifiers
