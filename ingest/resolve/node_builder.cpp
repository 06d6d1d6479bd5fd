#include "ingest/resolve/node_builder.h"

#include <algorithm>
#include <list>
#include <map>
#include <unordered_map>
#include <utility>

#include "ingest/resolve/corrections.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

// How often each form of something was seen.
class Votes {
  public:
    using Vote = std::pair<std::string_view, double>;

    void add(std::string_view form, double weight) { weights_[form] += weight; }
    bool empty() const { return weights_.empty(); }
    // Heaviest, then longest, then first in the alphabet.
    std::string_view best() const {
        return std::max_element(weights_.begin(), weights_.end(),
                                [](const auto& a, const auto& b) {
                                    return std::tuple(a.second, a.first.size(), b.first) <
                                           std::tuple(b.second, b.first.size(), a.first);
                                })
            ->first;
    }
    // In the order of the alphabet.
    std::vector<Vote> all() const {
        std::vector<Vote> votes(weights_.begin(), weights_.end());
        std::sort(votes.begin(), votes.end());
        return votes;
    }

  private:
    std::unordered_map<std::string_view, double> weights_;
};

// One form for each name_key: the one seen most.
std::vector<std::string> distinct_forms(const Votes& votes, std::string_view name, NameForms& names) {
    std::unordered_map<std::string_view, Votes::Vote> forms;
    for (const Votes::Vote& vote : votes.all()) {
        const auto [slot, fresh] = forms.try_emplace(names.key(vote.first), vote);
        if (!fresh && vote.second > slot->second.second) slot->second = vote;
    }
    forms.erase(names.key(name));
    forms.erase("");
    std::vector<std::string> distinct;
    for (const auto& [key, vote] : forms) distinct.emplace_back(vote.first);
    std::sort(distinct.begin(), distinct.end());
    return distinct;
}

// What is said of one property.
struct Ballot {
    const Value* value;
    double weight;
};

using Ballots = std::map<std::string_view, std::list<Ballot>>;  // by property

// Those that say the same, in `ballots`.
std::vector<Ballot*> ballots_for(const Map& properties, Ballots& ballots) {
    std::vector<Ballot*> cast;
    for (const auto& [key, value] : properties) {
        std::list<Ballot>& said = ballots[key];
        auto known =
            std::find_if(said.begin(), said.end(), [&wanted = value](const Ballot& it) { return *it.value == wanted; });
        if (known == said.end()) known = said.insert(said.end(), {&value, 0});
        cast.push_back(&*known);
    }
    return cast;
}

const Value& winner(const std::list<Ballot>& ballots) {
    if (ballots.size() == 1) return *ballots.front().value;
    const Ballot* best = nullptr;
    std::string best_literal;
    for (const Ballot& ballot : ballots) {
        if (best != nullptr && ballot.weight < best->weight) continue;
        std::string literal = to_literal(*ballot.value);
        if (best != nullptr && ballot.weight == best->weight && best_literal < literal) continue;
        best = &ballot;
        best_literal = std::move(literal);
    }
    return *best->value;
}

constexpr double kDecided = 1e6;  // weight of what a person has decided, against any number of sources

// "Guidelines for Filing (first edition)" is looked for by "Guidelines for Filing", too: what stands before the bracket
// at the end; empty where there is none.
std::string_view without_bracket(std::string_view name) {
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}}) {
        if (!name.ends_with(close)) continue;
        const std::size_t begin = name.rfind(open);
        return begin == std::string_view::npos ? std::string_view() : trim(name.substr(0, begin));
    }
    return {};
}

// (hereinafter “the Old Law”): the title that the name is a short form of; the name itself where it is none.
std::string_view title_behind(std::string_view name, const Entity& entity,
                              const std::vector<const Extraction*>& documents) {
    constexpr std::size_t kClearlyLonger = 8;
    if (entity.label != "Policy") return name;
    for (MentionRef ref : entity.mentions) {
        const Mention& mention = documents[ref.document]->mentions[ref.mention];
        if (mention.name.size() > name.size() + kClearlyLonger && mention.name.find(name) == std::string::npos &&
            std::find(mention.aliases.begin(), mention.aliases.end(), name) != mention.aliases.end())
            return mention.name;
    }
    return name;
}

bool only_refers(const Mention& mention) { return mention.recogniser == "anaphor"; }

}  // namespace

NodeFace face_of(const Entity& entity, const std::vector<const Extraction*>& documents, NameForms& forms) {
    Votes names, others;
    Ballots values;
    const Mention* before = nullptr;
    std::vector<Ballot*> cast;  // by the mention before
    bool printed_well = false;  // somewhere the identifier stood as it should
    for (MentionRef ref : entity.mentions) {
        const Mention& mention = documents[ref.document]->mentions[ref.mention];
        if (only_refers(mention)) continue;
        const bool headline = mention.recogniser == "headline";
        const double weight = mention.recogniser == "decision" ? kDecided : 1.0;
        if (!mention.name.empty()) names.add(mention.name, weight * mention.confidence * (headline ? 0.1 : 1.0));
        others.add(mention.surface, mention.confidence);
        for (const std::string& alias : mention.aliases) others.add(alias, weight * mention.confidence);
        printed_well = printed_well || (mention.properties.contains("code") && !mention.properties.contains("repair"));
        if (before == nullptr || before->properties != mention.properties)
            cast = ballots_for(mention.properties, values);
        for (Ballot* ballot : cast) ballot->weight += weight;
        before = &mention;
    }
    if (printed_well) values.erase("repair");
    NodeFace face;
    face.id = node_id(entity.label, entity.key);
    const std::string_view name =
        names.empty() ? std::string_view(entity.key) : title_behind(names.best(), entity, documents);
    for (const auto& [form, weight] : names.all()) {
        others.add(form, weight);
        if (entity.label != "Policy") continue;
        if (const std::string_view stem = without_bracket(form); !stem.empty()) others.add(stem, 0);
    }
    face.properties["name"] = Value(name);
    List aliases;
    for (std::string& alias : distinct_forms(others, name, forms)) aliases.emplace_back(std::move(alias));
    if (!aliases.empty()) face.properties["aliases"] = Value(std::move(aliases));
    for (const auto& [key, ballots] : values) face.properties[std::string(key)] = winner(ballots);
    return face;
}

}  // namespace mirrorgraph::ingest
