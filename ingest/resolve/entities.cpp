#include "ingest/resolve/entities.h"

#include <algorithm>

#include "schema/identifiers/standard.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr std::size_t kMostHolders = 8;  // of one name; more tell nothing apart

bool is_coded(const Mention& mention) {
    return mention.properties.contains("code") || mention.recogniser == "gazetteer";
}

bool says_the_same(const Mention& a, const Mention& b) {
    return a.name == b.name && a.surface == b.surface && a.aliases == b.aliases && a.recogniser == b.recogniser;
}

// What joins the editions of the standard; "" where it is no edition.
std::string series_of(const Mention& mention) {
    const auto code = mention.properties.find("code");
    if (mention.label != "Standard" || code == mention.properties.end()) return {};
    const auto id = try_parse_standard(code->second.as_string());
    const auto series = id ? id->series() : std::nullopt;
    return series ? series->key() : std::string();
}

using NamePair = std::pair<const std::string, std::string>;

// Pairs stay where they are while entities are united, the map does not.
std::vector<const NamePair*> pairs_of(const std::map<std::string, std::string>& names) {
    std::vector<const NamePair*> pairs;
    pairs.reserve(names.size());
    for (const NamePair& pair : names) pairs.push_back(&pair);
    return pairs;
}

bool are_split(const Entity& a, const Entity& b) {
    return std::any_of(a.sides.begin(), a.sides.end(),
                       [&](int side) { return std::find(b.sides.begin(), b.sides.end(), -side) != b.sides.end(); });
}

}  // namespace

Entities::Entities(const std::vector<const Extraction*>& documents, Corrections& corrections, NameForms& forms)
    : documents_(documents), corrections_(corrections), forms_(forms) {
    of_mention_.resize(documents.size());
    for (std::uint32_t d = 0; d < documents.size(); ++d) {
        const auto begin = static_cast<std::uint32_t>(entities_.size());
        collect(d);
        // What a person says of two things does not make them one.
        if (documents[d] == corrections.extraction()) continue;
        join_by_name(begin);
        join_policies(begin, d);
        if (!documents[d]->is_registry) join_editions(begin, d);
    }
    join_same_keys();
    join_decided();
    join_policies_by_words();
    join_known_elsewhere();
}

void Entities::collect(std::uint32_t document) {
    std::unordered_map<LabelledName, std::uint32_t, HashLabelledName> by_key;
    const Extraction& extraction = *documents_[document];
    const std::size_t begin = entities_.size();
    std::vector<KnownNames> known;
    of_mention_[document].reserve(extraction.mentions.size());
    for (std::uint32_t m = 0; m < extraction.mentions.size(); ++m) {
        const Mention& mention = extraction.mentions[m];
        const std::string& key = corrections_.key_of(extraction.document.id, mention);
        const auto [it, fresh] = by_key.try_emplace({mention.label, key}, static_cast<std::uint32_t>(entities_.size()));
        if (fresh) {
            entities_.push_back({mention.label, key, false, {}, series_of(mention), {}, {}, false});
            entities_.back().sides = corrections_.sides_of(mention.label, key);
            entities_.back().pinned = &extraction == corrections_.extraction();
            parent_.push_back(it->second);
            known.emplace_back();
        }
        Entity& entity = entities_[it->second];
        // What was said just so before adds no name.
        const bool again = !fresh && says_the_same(extraction.mentions[entity.mentions.back().mention], mention);
        entity.coded = entity.coded || is_coded(mention);
        entity.mentions.push_back({document, m});
        if (!again) add_names(mention, entity, known[it->second - begin]);
        of_mention_[document].push_back(it->second);
    }
}

// Names by which a mention may be joined to others. Titles of coded things are shared by editions and adoptions.
void Entities::add_names(const Mention& mention, Entity& entity, KnownNames& known) {
    if (mention.recogniser == "anaphor") return;
    const auto add = [&](const std::string& name, bool by_words) {
        const NameForms::Forms& forms = forms_.of(name);
        const auto seen = std::find_if(known.begin(), known.end(), [&](const auto& it) { return it.first == &forms; });
        if (seen != known.end() && (seen->second || !by_words)) return;
        if (seen == known.end()) {
            known.emplace_back(&forms, by_words);
            if (!forms.is_short()) entity.names.try_emplace(forms.key(), name);
        } else {
            seen->second = true;
        }
        if (by_words && !forms.group_slot().empty()) entity.names.try_emplace(forms.group_slot(), name);
    };
    const bool committee = mention.label == "Committee";
    add(mention.name, false);
    add(mention.surface, committee);
    for (const std::string& alias : mention.aliases) add(alias, committee);
}

std::uint32_t Entities::find(std::uint32_t id) const {
    while (parent_[id] != id) {
        parent_[id] = parent_[parent_[id]];
        id = parent_[id];
    }
    return id;
}

std::uint32_t Entities::of(MentionRef mention) const { return find(of_mention_[mention.document][mention.mention]); }

// The mention that gives the entity this name; the first one where none does.
MentionRef Entities::place_of(const Entity& entity, const std::string& name) {
    for (MentionRef ref : entity.mentions) {
        const Mention& mention = documents_[ref.document]->mentions[ref.mention];
        const auto is_it = [&](const std::string& form) { return forms_.key(form) == name; };
        if (is_it(mention.surface) || std::any_of(mention.aliases.begin(), mention.aliases.end(), is_it)) return ref;
    }
    return entity.mentions.front();
}

void Entities::note_apart(std::uint32_t a, std::uint32_t b, std::string_view rule, const std::string& name) {
    const Entity& one = entities_[a];
    const Entity& other = entities_[b];
    // Editions of a series look alike by nature.
    if (!one.series.empty() && (one.series == other.series || one.series == other.key)) return;
    if (one.key == other.series) return;
    // So do rows of a registry, which knows what it lists.
    if (documents_[one.mentions.front().document]->is_registry &&
        documents_[other.mentions.front().document]->is_registry) {
        return;
    }
    const auto printed = one.names.find(name);
    aparts_.push_back({a, b, printed == one.names.end() ? name : printed->second, rule});
}

// True when the two are one now; a reason why they are not is noted.
bool Entities::unite(std::uint32_t a, std::uint32_t b, std::string_view rule, const std::string& name) {
    a = find(a);
    b = find(b);
    if (a == b) return true;
    if (entities_[a].label != entities_[b].label) return false;
    if (are_split(entities_[a], entities_[b])) {
        note_apart(a, b, "decision", name);
        return false;
    }
    if (entities_[a].coded && entities_[b].coded && entities_[a].key != entities_[b].key) {
        note_apart(a, b, "two-codes", name);
        return false;
    }
    const auto rank = [&](std::uint32_t id) {
        const Entity& entity = entities_[id];
        return std::tuple(!entity.pinned, !entity.coded, -static_cast<std::int64_t>(entity.key.size()), entity.key, id);
    };
    if (rank(b) < rank(a)) std::swap(a, b);
    unite_roots(a, b, rule, name);
    return true;
}

void Entities::unite_roots(std::uint32_t kept_id, std::uint32_t other_id, std::string_view rule,
                           const std::string& name) {
    Entity& kept = entities_[kept_id];
    Entity& other = entities_[other_id];
    if (kept.key != other.key || kept.label != other.label) {
        const auto printed = other.names.find(name);
        joins_.push_back({kept_id, node_id(other.label, other.key),
                          printed == other.names.end() ? name : printed->second, rule, place_of(other, name)});
    }
    kept.mentions.insert(kept.mentions.end(), other.mentions.begin(), other.mentions.end());
    kept.names.merge(other.names);
    kept.coded = kept.coded || other.coded;
    kept.pinned = kept.pinned || other.pinned;
    kept.sides.insert(kept.sides.end(), other.sides.begin(), other.sides.end());
    parent_[other_id] = kept_id;
}

// Two things of one document with one name are one, unless the name belongs to several codes.
void Entities::join_by_name(std::uint32_t begin) {
    Holders by_name;
    const auto end = static_cast<std::uint32_t>(entities_.size());
    for (std::uint32_t e = begin; e < end; ++e) {
        for (const auto& [key, name] : entities_[e].names) {
            auto& holders = by_name[{entities_[e].label, key}];
            if (holders.size() < kMostHolders) holders.push_back(e);
        }
    }
    for (std::uint32_t e = begin; e < end; ++e) {
        for (const NamePair* name : pairs_of(entities_[e].names)) {
            const std::string& key = name->first;
            const auto& holders = by_name[{entities_[e].label, key}];
            if (holders.size() < 2) continue;
            const auto codes = std::count_if(holders.begin(), holders.end(),
                                             [&](std::uint32_t h) { return entities_[h].coded && find(h) == h; });
            for (std::uint32_t other : holders) {
                if (other <= e) continue;
                if (codes <= 1) {
                    unite(e, other, "stated-alias", key);
                } else if (find(e) != find(other)) {
                    note_apart(e, other,
                               entities_[e].coded && entities_[other].coded ? "two-codes" : "several-of-that-name",
                               key);
                }
            }
        }
    }
}

void Entities::join_policies(std::uint32_t begin, std::uint32_t document) {
    std::unordered_map<std::string, std::uint32_t> by_words;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_undated;
    for (std::uint32_t e = begin; e < entities_.size(); ++e) {
        if (entities_[e].label != "Policy" || find(e) != e) continue;
        for (const NamePair* name : pairs_of(entities_[e].names)) {
            const std::string& slot = forms_.of(name->second).policy_slot();
            if (slot.empty()) continue;
            const auto [it, fresh] = by_words.try_emplace(slot, e);
            if (!fresh) unite(it->second, e, "same-words", name->first);
            by_undated[slot.substr(slot.find('|'))].push_back(e);
        }
    }
    // "Guidelines ..." beside one "Guidelines ... (2021 Edition)".
    for (auto& [words, holders] : by_undated) {
        for (std::uint32_t& holder : holders) holder = find(holder);
        std::sort(holders.begin(), holders.end());
        holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
        if (holders.size() != 2 || (is_dated_policy(holders[0]) && is_dated_policy(holders[1]))) continue;
        const char* const apart = are_claimed_apart(document, holders[0], holders[1])    ? "claimed-apart"
                                  : are_other_editions(document, holders[0], holders[1]) ? "issued-before"
                                                                                         : nullptr;
        if (apart != nullptr) {
            aparts_.push_back({holders[0], holders[1], entities_[holders[1]].key, apart});
        } else {
            unite(holders[0], holders[1], "only-edition", {});
        }
    }
}

// Does every name of the policy say its edition?
bool Entities::is_dated_policy(std::uint32_t policy) const {
    const auto& names = entities_[policy].names;
    return std::all_of(names.begin(), names.end(),
                       [](const NamePair& name) { return !words_of_policy(name.second).years.empty(); });
}

// "The Guidelines", issued in 2019, are not the "Guidelines (2021 Edition)".
bool Entities::are_other_editions(std::uint32_t document, std::uint32_t a, std::uint32_t b) {
    const auto year_of = [&](std::uint32_t e) {
        int year = 0;
        for (const auto& [key, name] : entities_[e].names) {
            const std::string years = words_of_policy(name).years;
            if (years.size() == 4) year = std::stoi(years);
        }
        return year;
    };
    const int year_a = year_of(a), year_b = year_of(b);
    if ((year_a == 0) == (year_b == 0)) return false;
    const std::uint32_t undated = year_a == 0 ? a : b;
    const int edition = std::max(year_a, year_b);
    const auto& claims = documents_[document]->claims;
    const std::string& text = documents_[document]->document.text;
    // A text for a year may well be issued in the year before; "in 2018 and then 2021" speaks of both editions.
    return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
        return claim.type == "ISSUED" && claim.date && claim.date->year + 1 < edition &&
               find(of_mention_[document][claim.target]) == undated &&
               std::string_view(text)
                       .substr(claim.evidence.begin, claim.evidence.size())
                       .find(std::to_string(edition)) == std::string_view::npos;
    });
}

// Does the document claim a relationship between the two, such as that one replaces the other?
bool Entities::are_claimed_apart(std::uint32_t document, std::uint32_t a, std::uint32_t b) const {
    const auto& claims = documents_[document]->claims;
    return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
        const std::uint32_t source = find(of_mention_[document][claim.source]);
        const std::uint32_t target = find(of_mention_[document][claim.target]);
        return (source == a && target == b) || (source == b && target == a);
    });
}

// "GB/T 35273" beside one "GB/T 35273-2020" means it.
void Entities::join_editions(std::uint32_t begin, std::uint32_t document) {
    struct Series {
        std::uint32_t undated = kNone;
        std::vector<std::uint32_t> editions;
    };
    std::map<std::string, Series> series;
    for (std::uint32_t e = begin; e < entities_.size(); ++e) {
        const Entity& entity = entities_[e];
        if (entity.label != "Standard" || !entity.coded || find(e) != e) continue;
        if (entity.series.empty()) {
            series[entity.key].undated = e;
        } else {
            series[entity.series].editions.push_back(e);
        }
    }
    for (const auto& [key, found] : series) {
        if (found.undated == kNone || found.editions.size() != 1) continue;
        const std::uint32_t edition = found.editions.front();
        if (are_claimed_apart(document, found.undated, edition)) {
            aparts_.push_back({found.undated, edition, entities_[edition].key, "claimed-apart"});
        } else if (!are_split(entities_[found.undated], entities_[edition])) {
            unite_roots(edition, found.undated, "only-edition", {});
        }
    }
}

void Entities::join_same_keys() {
    std::unordered_map<LabelledName, std::uint32_t, HashLabelledName> by_key;
    const auto end = static_cast<std::uint32_t>(entities_.size());
    for (std::uint32_t e = 0; e < end; ++e) {
        if (find(e) != e) continue;
        const auto [it, fresh] = by_key.try_emplace({entities_[e].label, entities_[e].key}, e);
        if (!fresh) unite(it->second, e, "same-key", {});
    }
}

// What a person has decided to be one thing, whatever the codes and labels.
void Entities::join_decided() {
    if (corrections_.merges().empty()) return;
    std::unordered_map<std::string, std::uint32_t> by_id;
    for (std::uint32_t e = 0; e < entities_.size(); ++e)
        by_id.try_emplace(node_id(entities_[e].label, entities_[e].key), e);
    for (const Corrections::Merge& merge : corrections_.merges()) {
        const auto into = by_id.find(merge.into);
        const auto other = by_id.find(merge.other);
        if (into == by_id.end() || other == by_id.end()) continue;
        const std::uint32_t a = find(into->second);
        const std::uint32_t b = find(other->second);
        corrections_.mark_used(merge.decision);
        if (a == b) continue;
        entities_[a].pinned = true;
        entities_[a].key = entities_[into->second].key;
        entities_[a].label = entities_[into->second].label;
        unite_roots(a, b, "decision", {});
    }
}

void Entities::join_policies_by_words() {
    std::unordered_map<std::string, std::uint32_t> by_words;
    const auto end = static_cast<std::uint32_t>(entities_.size());
    for (std::uint32_t e = 0; e < end; ++e) {
        if (find(e) != e) continue;
        for (const NamePair* name : pairs_of(entities_[e].names)) {
            auto& holders = by_name_[{entities_[e].label, name->first}];
            if (holders.size() < kMostHolders) holders.push_back(e);
            if (entities_[e].label != "Policy") continue;
            const std::string& slot = forms_.of(name->second).policy_slot();
            if (slot.empty()) continue;
            const auto [it, fresh] = by_words.try_emplace(slot, e);
            if (!fresh) unite(it->second, e, "same-words", name->first);
        }
    }
}

// The roots other than its own that have the name.
std::vector<std::uint32_t> Entities::others_called(std::uint32_t entity, const std::string& name) {
    std::vector<std::uint32_t> others;
    for (std::uint32_t other : by_name_[{entities_[entity].label, name}]) {
        if (find(other) != find(entity)) others.push_back(find(other));
    }
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    return others;
}

void Entities::join_known_elsewhere() {
    const auto end = static_cast<std::uint32_t>(entities_.size());
    for (std::uint32_t e = 0; e < end; ++e) {
        if (entities_[e].coded || find(e) != e || entities_[e].names.empty()) continue;
        for (const NamePair* name : pairs_of(entities_[e].names)) {
            const std::vector<std::uint32_t> others = others_called(e, name->first);
            if (others.size() == 1) {
                unite(others.front(), e, "known-elsewhere", name->first);
            } else {
                for (std::uint32_t other : others) note_apart(e, other, "several-of-that-name", name->first);
            }
        }
    }
}

std::vector<std::uint32_t> Entities::roots() const {
    std::vector<std::uint32_t> roots;
    for (std::uint32_t e = 0; e < entities_.size(); ++e) {
        if (find(e) == e) roots.push_back(e);
    }
    std::sort(roots.begin(), roots.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tie(entities_[a].label, entities_[a].key, a) < std::tie(entities_[b].label, entities_[b].key, b);
    });
    return roots;
}

}  // namespace mirrorgraph::ingest
