#include "ingest/resolve/entities.h"

#include <algorithm>

#include "ingest/recognise/likeness.h"
#include "schema/identifiers/standard.h"
#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

bool is_coded(const Mention& mention) {
    return mention.properties.contains("code") || mention.recogniser == "gazetteer";
}

// "Technical Committee on Hydrogen Energy" and "National Hydrogen Energy Technical Committee" are one committee.
void add_group_words(const std::string& name, Entity& entity) {
    const std::string folded = fold_case(name);
    const bool sub =
        folded.find("subcommittee") != std::string::npos || folded.find("sub-committee") != std::string::npos;
    const bool committee = folded.find("committee") != std::string::npos;
    const bool group = folded.find("group") != std::string::npos || folded.find("wg") != std::string::npos;
    const NameWords words = words_of_group(name);
    if ((!committee && !group) || words.specific.size() < 2) return;
    std::string key = sub ? "~subcommittee" : committee ? "~committee" : "~group";
    for (const std::string& word : words.specific) key += ' ' + word;
    entity.names.try_emplace(std::move(key), name);
}

// Names by which a mention may be joined to others. Titles of coded things are shared by editions and adoptions.
void add_names(const Mention& mention, Entity& entity) {
    if (mention.recogniser == "anaphor") return;
    const auto add = [&](const std::string& name) {
        std::string key = name_key(name);
        if (count_code_points(key) > 1) entity.names.try_emplace(std::move(key), name);
    };
    add(mention.name);
    add(mention.surface);
    for (const std::string& alias : mention.aliases) add(alias);
    if (mention.label != "Committee") return;
    add_group_words(mention.surface, entity);
    for (const std::string& alias : mention.aliases) add_group_words(alias, entity);
}

// What joins the editions of the standard; "" where it is no edition.
std::string series_of(const Mention& mention) {
    const auto code = mention.properties.find("code");
    if (mention.label != "Standard" || code == mention.properties.end()) return {};
    const auto id = try_parse_standard(code->second.as_string());
    const auto series = id ? id->series() : std::nullopt;
    return series ? series->key() : std::string();
}

std::string name_slot(const Entity& entity, const std::string& name) { return entity.label + '\n' + name; }

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += word + ' ';
    return text;
}

// The words of a policy in any order; "" for names too short to be told apart by them.
std::string words_slot(const std::string& name) {
    const NameWords words = words_of_policy(name);
    if (words.specific.size() >= 2 && !words.head.empty())
        return words.years + '|' + words.head + ' ' + joined(words.specific);
    if (words.specific.empty() || words.all.size() < 3) return {};
    return words.years + '|' + joined(words.all);
}

}  // namespace

Entities::Entities(const std::vector<const Extraction*>& documents) : documents_(documents) {
    of_mention_.resize(documents.size());
    for (std::uint32_t d = 0; d < documents.size(); ++d) {
        const auto begin = static_cast<std::uint32_t>(entities_.size());
        const std::string& id = documents[d]->document.id;
        collect(d);
        join_by_name(begin, id);
        join_policies(begin, id);
        if (!documents[d]->is_registry) join_editions(begin, d);
    }
    join_documents();
}

void Entities::collect(std::uint32_t document) {
    std::unordered_map<std::string, std::uint32_t> by_key;
    const auto& mentions = documents_[document]->mentions;
    of_mention_[document].reserve(mentions.size());
    for (std::uint32_t m = 0; m < mentions.size(); ++m) {
        const Mention& mention = mentions[m];
        const auto [it, fresh] =
            by_key.try_emplace(mention.label + '\n' + mention.key, static_cast<std::uint32_t>(entities_.size()));
        if (fresh) {
            entities_.push_back({mention.label, mention.key, false, {}, series_of(mention), {}});
            parent_.push_back(it->second);
        }
        Entity& entity = entities_[it->second];
        entity.coded = entity.coded || is_coded(mention);
        entity.mentions.push_back({document, m});
        add_names(mention, entity);
        of_mention_[document].push_back(it->second);
    }
}

std::uint32_t Entities::find(std::uint32_t id) const {
    while (parent_[id] != id) {
        parent_[id] = parent_[parent_[id]];
        id = parent_[id];
    }
    return id;
}

std::uint32_t Entities::of(MentionRef mention) const { return find(of_mention_[mention.document][mention.mention]); }

bool Entities::may_join(const Entity& a, const Entity& b) const {
    return a.label == b.label && !(a.coded && b.coded && a.key != b.key);
}

void Entities::unite(std::uint32_t a, std::uint32_t b, std::string_view rule, const std::string& document) {
    a = find(a);
    b = find(b);
    if (a == b || !may_join(entities_[a], entities_[b])) return;
    const auto rank = [&](std::uint32_t id) {
        const Entity& entity = entities_[id];
        return std::tuple(!entity.coded, -static_cast<std::int64_t>(entity.key.size()), entity.key, id);
    };
    if (rank(b) < rank(a)) std::swap(a, b);
    Entity& kept = entities_[a];
    Entity& other = entities_[b];
    if (rule != "same-key" || kept.key != other.key)
        joins_.push_back(
            {a, other.names.empty() ? other.key : other.names.begin()->second, std::string(rule), document});
    kept.mentions.insert(kept.mentions.end(), other.mentions.begin(), other.mentions.end());
    kept.names.merge(other.names);
    kept.coded = kept.coded || other.coded;
    parent_[b] = a;
}

// Two things of one document with one name are one, unless the name belongs to several codes.
void Entities::join_by_name(std::uint32_t begin, const std::string& document) {
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_name;
    const auto end = static_cast<std::uint32_t>(entities_.size());
    for (std::uint32_t e = begin; e < end; ++e) {
        for (const auto& [key, name] : entities_[e].names) {
            auto& holders = by_name[name_slot(entities_[e], key)];
            if (holders.size() < 8) holders.push_back(e);
        }
    }
    for (std::uint32_t e = begin; e < end; ++e) {
        const std::map<std::string, std::string> names = entities_[e].names;
        for (const auto& [key, name] : names) {
            const auto& holders = by_name[name_slot(entities_[e], key)];
            const auto codes = std::count_if(holders.begin(), holders.end(),
                                             [&](std::uint32_t h) { return entities_[h].coded && find(h) == h; });
            if (codes > 1) continue;
            for (std::uint32_t other : holders) {
                if (other > e) unite(e, other, "stated-alias", document);
            }
        }
    }
}

void Entities::join_policies(std::uint32_t begin, const std::string& document) {
    std::unordered_map<std::string, std::uint32_t> by_words;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_undated;
    for (std::uint32_t e = begin; e < entities_.size(); ++e) {
        if (entities_[e].label != "Policy" || find(e) != e) continue;
        const std::map<std::string, std::string> names = entities_[e].names;
        for (const auto& [key, name] : names) {
            const std::string slot = words_slot(name);
            if (slot.empty()) continue;
            const auto [it, fresh] = by_words.try_emplace(slot, e);
            if (!fresh) unite(it->second, e, "same-words", document);
            by_undated[slot.substr(slot.find('|'))].push_back(e);
        }
    }
    // "Guidelines ..." beside one "Guidelines ... (2021 Edition)".
    for (auto& [words, holders] : by_undated) {
        for (std::uint32_t& holder : holders) holder = find(holder);
        std::sort(holders.begin(), holders.end());
        holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
        if (holders.size() == 2) unite(holders[0], holders[1], "only-edition", document);
    }
}

// "GB/T 35273" beside one "GB/T 35273-2020" means it.
// Does the document claim a relationship between the two, such as that one replaces the other?
bool Entities::are_claimed_apart(std::uint32_t document, std::uint32_t a, std::uint32_t b) const {
    const auto& claims = documents_[document]->claims;
    return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
        const std::uint32_t source = find(of_mention_[document][claim.source]);
        const std::uint32_t target = find(of_mention_[document][claim.target]);
        return (source == a && target == b) || (source == b && target == a);
    });
}

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
        if (are_claimed_apart(document, found.undated, found.editions.front())) continue;
        Entity& edition = entities_[found.editions.front()];
        Entity& undated = entities_[found.undated];
        undated.coded = false;
        undated.key = edition.key;
        unite(found.editions.front(), found.undated, "only-edition", documents_[document]->document.id);
    }
}

void Entities::join_documents() {
    std::unordered_map<std::string, std::uint32_t> by_key;
    const auto end = static_cast<std::uint32_t>(entities_.size());
    for (std::uint32_t e = 0; e < end; ++e) {
        if (find(e) != e) continue;
        const auto [it, fresh] = by_key.try_emplace(name_slot(entities_[e], entities_[e].key), e);
        if (!fresh) unite(it->second, e, "same-key", "");
    }
    std::unordered_map<std::string, std::uint32_t> by_words;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_name;
    for (std::uint32_t e = 0; e < end; ++e) {
        if (find(e) != e) continue;
        const std::map<std::string, std::string> names = entities_[e].names;
        for (const auto& [key, name] : names) {
            auto& holders = by_name[name_slot(entities_[e], key)];
            if (holders.size() < 8) holders.push_back(e);
            if (entities_[e].label != "Policy") continue;
            const std::string slot = words_slot(name);
            if (slot.empty()) continue;
            const auto [it, fresh] = by_words.try_emplace(slot, e);
            if (!fresh) unite(it->second, e, "same-words", "");
        }
    }
    for (std::uint32_t e = 0; e < end; ++e) {
        if (entities_[e].coded || find(e) != e || entities_[e].names.empty()) continue;
        const std::map<std::string, std::string> names = entities_[e].names;
        for (const auto& [key, name] : names) {
            std::vector<std::uint32_t> others;
            for (std::uint32_t other : by_name[name_slot(entities_[e], key)]) {
                if (find(other) != find(e)) others.push_back(find(other));
            }
            std::sort(others.begin(), others.end());
            others.erase(std::unique(others.begin(), others.end()), others.end());
            if (others.size() == 1) unite(others.front(), e, "known-elsewhere", "");
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
