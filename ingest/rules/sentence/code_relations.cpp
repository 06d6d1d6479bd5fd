#include "ingest/rules/sentence/code_relations.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "schema/identifiers/committee.h"
#include "schema/identifiers/standard.h"
#include "schema/text/text_hash.h"

namespace mirrorgraph::ingest {

namespace {

using FirstMention = std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>>;  // key or name -> mention

template <class Code, class Parse>
std::vector<std::pair<std::size_t, Code>> codes_of(const std::vector<Mention>& mentions, std::string_view label,
                                                   Parse parse, FirstMention& first) {
    std::vector<std::pair<std::size_t, Code>> codes;
    std::unordered_map<std::string_view, std::optional<Code>> known;  // by name: a few are said again and again
    const auto read = [&](const std::string& name) -> const std::optional<Code>& {
        const auto [at, fresh] = known.try_emplace(name);
        if (fresh) at->second = parse(name);
        return at->second;
    };
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        if (mentions[i].label != label || mentions[i].recogniser == "anaphor") continue;
        const std::optional<Code>& by_name = read(mentions[i].name);
        const std::optional<Code>& code = by_name ? by_name : read(mentions[i].surface);
        if (!code) continue;
        first.try_emplace(code->key(), i);
        codes.emplace_back(i, *code);
    }
    return codes;
}

void add(std::vector<CodeRelation>& out, const char* from_role, const char* to_role, std::size_t from,
         const FirstMention& first, const std::string& key) {
    if (const auto at = first.find(key); at != first.end()) out.push_back({from_role, to_role, from, at->second});
}

// Developers with committees of their own below the national level: CCSA/TC5 belongs to CCSA as such.
bool is_association(std::string_view body) {
    return body == "CCSA" || body == "TAF" || body == "CESA" || body == "ITU-T";
}

// The two latest editions that the text names of each standard.
void relate_editions(const std::vector<std::pair<std::size_t, StandardIdentifier>>& codes,
                     std::vector<CodeRelation>& out) {
    struct Edition {
        Date date;
        std::size_t mention;
    };
    std::map<std::string, std::vector<Edition>>
        series;  // by key, the first mention of each edition, the latest in front
    for (const auto& [i, code] : codes) {
        const auto undated = code.is_dated() && code.supplements.empty() ? code.series() : std::nullopt;
        if (!undated) continue;
        std::vector<Edition>& editions = series[undated->key()];
        const auto year = code.date.year;
        const auto place =
            std::find_if(editions.begin(), editions.end(), [year](const Edition& it) { return it.date.year <= year; });
        if (place == editions.end() || place->date.year != year) editions.insert(place, {code.date, i});
    }
    for (const auto& [key, editions] : series) {
        if (editions.size() > 1) out.push_back({"edition", "earlier", editions[0].mention, editions[1].mention});
    }
}

}  // namespace

std::vector<CodeRelation> code_relations(const std::vector<Mention>& mentions) {
    std::vector<CodeRelation> relations;
    FirstMention bodies;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        if (mentions[i].label != "Agency" && mentions[i].label != "Organization") continue;
        for (const std::string* name : {&mentions[i].name, &mentions[i].surface}) {
            if (!bodies.contains(std::string_view(*name))) bodies.emplace(*name, i);
        }
    }
    FirstMention committees;
    for (const auto& [i, code] : codes_of<CommitteeIdentifier>(
             mentions, "Committee", [](const std::string& name) { return try_parse_committee(name); }, committees)) {
        if (const auto parent = code.parent()) {
            add(relations, "child", "parent", i, committees, parent->key());
        } else {
            add(relations, "child", is_association(code.body) ? "association" : "body", i, bodies, code.body);
        }
    }
    FirstMention standards;
    const auto codes = codes_of<StandardIdentifier>(
        mentions, "Standard", [](const std::string& name) { return try_parse_standard(name); }, standards);
    for (const auto& [i, code] : codes) {
        if (const auto base = code.base()) add(relations, "amendment", "base", i, standards, base->key());
        for (const StandardIdentifier& adopted : code.adopted) {
            add(relations, "national", "international", i, standards, adopted.key());
        }
    }
    relate_editions(codes, relations);
    return relations;
}

}  // namespace mirrorgraph::ingest
