#include "ingest/resolve/statements.h"

#include <algorithm>
#include <set>

#include "ingest/recognise/names/likeness.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMostCandidates = 32;  // values of one property that are compared
constexpr double kMostlySame = 0.6;          // share of common words from which two names mean the same

struct Candidate {
    Value value;
    std::set<std::string> words;  // of a name, once there is another to compare it with
    std::size_t count = 0;
    std::vector<MentionRef> mentions;
};
using Candidates = std::map<std::string, Candidate>;  // by what makes two forms one

std::set<std::string> words_of(const std::string& label, const std::string& name) {
    const NameWords words = label == "Committee" ? words_of_group(name) : words_of_policy(name);
    const auto& kept = label == "Committee" ? words.specific : words.all;
    std::set<std::string> out;
    for (std::string word : kept) {
        // "technologi" and "technolog": what is left of a singular and of its plural.
        if (word.size() > 5 && word.back() == 'i') word.pop_back();
        if (word != "sub") out.insert(std::move(word));
    }
    return out;
}

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return '0' <= c && c <= '9'; });
}

// "Subcommittee for Artificial Intelligence", not "SC 42".
bool says_what_for(const std::string& name, NameForms& forms) {
    return !has_digit(name) && name.find('/') == std::string::npos && !contains_han(name) &&
           forms.of(name).group_words().specific.size() >= 2;
}

// Counts what is known by `key` once more, unless there are too many. Returns it where it is new; else nullptr.
Candidate* count(Candidates& candidates, const std::string& key, MentionRef ref) {
    auto known = candidates.find(key);
    const bool fresh = known == candidates.end();
    if (fresh) {
        if (candidates.size() == kMostCandidates) return nullptr;
        known = candidates.try_emplace(key).first;
    }
    Candidate& candidate = known->second;
    ++candidate.count;
    if (candidate.mentions.empty() || candidate.mentions.back().document != ref.document) {
        candidate.mentions.push_back(ref);
    }
    return fresh ? &candidate : nullptr;
}

void add_name(Candidates& candidates, const std::string& name, MentionRef ref, NameForms& forms) {
    if (Candidate* fresh = count(candidates, forms.key(name), ref)) fresh->value = Value(name);
}

void add_value(Candidates& candidates, const Value& value, MentionRef ref, NameForms& forms) {
    const std::string key = value.is_string() ? forms.key(value.as_string()) : to_literal(value);
    if (Candidate* fresh = count(candidates, key, ref)) fresh->value = value;
}

bool names_agree(const Candidate& a, const Candidate& b) {
    const bool han = contains_han(a.value.as_string());
    if (han != contains_han(b.value.as_string())) return true;
    if (han) {
        const std::string one = name_key(a.value.as_string());
        const std::string other = name_key(b.value.as_string());
        return one.find(other) != std::string::npos || other.find(one) != std::string::npos;
    }
    if (a.words.empty() || b.words.empty()) return true;
    const auto common =
        std::count_if(a.words.begin(), a.words.end(), [&](const auto& w) { return b.words.contains(w); });
    const std::size_t smaller = std::min(a.words.size(), b.words.size());
    const std::size_t all = a.words.size() + b.words.size() - static_cast<std::size_t>(common);
    return static_cast<std::size_t>(common) == smaller ||
           static_cast<double>(common) >= kMostlySame * static_cast<double>(all);
}

bool agree(const Candidate& a, const Candidate& b, const PropertyRule& rule) {
    if (a.value.is_date() && b.value.is_date()) {
        return refines(a.value.as_date(), b.value.as_date()) || refines(b.value.as_date(), a.value.as_date());
    }
    if (a.value.is_string() && b.value.is_string() && rule.values.empty()) return names_agree(a, b);
    return a.value == b.value;
}

// Names that all agree with one of them say one thing, each at its own length.
bool any_disagree(const Candidates& candidates, const PropertyRule& rule) {
    const auto agrees_with_all = [&](const Candidate& one) {
        return std::all_of(candidates.begin(), candidates.end(),
                           [&](const auto& other) { return agree(one, other.second, rule); });
    };
    if (std::any_of(candidates.begin(), candidates.end(), [&](const auto& candidate) {
            return candidate.second.value.is_string() && agrees_with_all(candidate.second);
        })) {
        return false;
    }
    for (auto a = candidates.begin(); a != candidates.end(); ++a) {
        for (auto b = std::next(a); b != candidates.end(); ++b) {
            if (!agree(a->second, b->second, rule)) return true;
        }
    }
    return false;
}

// Each mention states nothing, or what all the others do.
bool all_state_the_same(const Entity& entity, const std::vector<const Extraction*>& documents) {
    const Map* stated = nullptr;
    for (const MentionRef ref : entity.mentions) {
        const Map& properties = documents[ref.document]->mentions[ref.mention].properties;
        if (properties.empty()) continue;
        if (stated != nullptr && *stated != properties) return false;
        stated = &properties;
    }
    return true;
}

std::vector<Stated> most_stated_first(const Candidates& candidates) {
    std::vector<const Candidate*> order;
    for (const auto& [key, candidate] : candidates) order.push_back(&candidate);
    std::stable_sort(order.begin(), order.end(),
                     [](const Candidate* a, const Candidate* b) { return a->count > b->count; });
    std::vector<Stated> out;
    for (const Candidate* candidate : order) out.push_back({candidate->value, candidate->mentions});
    return out;
}

}  // namespace

SingleProperties single_properties(const Schema& schema) {
    SingleProperties out;
    for (const PropertyRule& rule : schema.properties()) {
        if (rule.single) out.emplace(rule.name, &rule);
    }
    return out;
}

std::map<std::string, std::vector<Stated>> disagreements(const Entity& entity,
                                                         const std::vector<const Extraction*>& documents,
                                                         const SingleProperties& single, NameForms& forms) {
    std::map<std::string, std::vector<Stated>> out;
    const bool by_names = entity.label == "Committee" && single.contains("title");
    // Most things of a registry are named once, and nobody disagrees with himself.
    if (entity.mentions.size() < 2 && !by_names) return out;
    if (!by_names && all_state_the_same(entity, documents)) return out;
    std::map<std::string, Candidates, std::less<>> by_property;
    std::vector<MentionRef> mentions = entity.mentions;
    std::sort(mentions.begin(), mentions.end());
    for (MentionRef ref : mentions) {
        const Mention& mention = documents[ref.document]->mentions[ref.mention];
        for (const auto& [property, value] : mention.properties) {
            if (single.contains(property)) add_value(by_property[property], value, ref, forms);
        }
        if (!by_names || mention.recogniser == "anaphor") continue;
        if (says_what_for(mention.surface, forms)) add_name(by_property["title"], mention.surface, ref, forms);
        for (const std::string& alias : mention.aliases) {
            if (says_what_for(alias, forms)) add_name(by_property["title"], alias, ref, forms);
        }
    }
    for (auto& [property, candidates] : by_property) {
        if (candidates.size() < 2) continue;
        for (auto& [key, candidate] : candidates) {
            if (candidate.value.is_string()) candidate.words = words_of(entity.label, candidate.value.as_string());
        }
        if (!any_disagree(candidates, *single.at(property))) continue;
        out.emplace(property, most_stated_first(candidates));
    }
    return out;
}

}  // namespace mirrorgraph::ingest
