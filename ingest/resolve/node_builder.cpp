#include "ingest/resolve/node_builder.h"

#include <algorithm>
#include <set>

#include "ingest/resolve/corrections.h"
#include "schema/text.h"

namespace mirrorgraph::ingest {

namespace {

// How often each form of something was seen.
class Votes {
  public:
    void add(const std::string& form, double weight) { weights_[form] += weight; }
    bool empty() const { return weights_.empty(); }
    // Heaviest, then longest, then first in the alphabet.
    const std::string& best() const {
        return std::max_element(weights_.begin(), weights_.end(),
                                [](const auto& a, const auto& b) {
                                    return std::tuple(a.second, a.first.size(), b.first) <
                                           std::tuple(b.second, b.first.size(), a.first);
                                })
            ->first;
    }
    const std::map<std::string, double>& all() const { return weights_; }

  private:
    std::map<std::string, double> weights_;
};

// One form for each name_key: the one seen most.
std::vector<std::string> distinct_forms(const Votes& votes, const std::string& name) {
    std::map<std::string, std::pair<double, std::string>> forms;
    for (const auto& [form, weight] : votes.all()) {
        auto& slot = forms[name_key(form)];
        if (slot.second.empty() || weight > slot.first) slot = {weight, form};
    }
    forms.erase(name_key(name));
    forms.erase("");
    std::vector<std::string> names;
    for (auto& [key, form] : forms) names.push_back(std::move(form.second));
    std::sort(names.begin(), names.end());
    return names;
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

bool only_refers(const Mention& mention) { return mention.recogniser == "anaphor"; }

}  // namespace

NodeFace face_of(const Entity& entity, const std::vector<const Extraction*>& documents) {
    Votes names, others;
    std::map<std::string, std::map<std::string, std::pair<double, Value>>> values;
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
        for (const auto& [key, value] : mention.properties) {
            auto& slot = values[key][to_literal(value)];
            slot.first += weight;
            slot.second = value;
        }
    }
    if (printed_well) values.erase("repair");
    NodeFace face;
    face.id = node_id(entity.label, entity.key);
    const std::string name = names.empty() ? entity.key : names.best();
    for (const auto& [form, weight] : names.all()) {
        others.add(form, weight);
        if (entity.label != "Policy") continue;
        if (const std::string_view stem = without_bracket(form); !stem.empty()) others.add(std::string(stem), 0);
    }
    face.properties["name"] = Value(name);
    List aliases;
    for (std::string& alias : distinct_forms(others, name)) aliases.emplace_back(std::move(alias));
    if (!aliases.empty()) face.properties["aliases"] = Value(std::move(aliases));
    for (const auto& [key, candidates] : values) {
        const auto best = std::max_element(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
            return std::tuple(a.second.first, b.first) < std::tuple(b.second.first, a.first);
        });
        face.properties[key] = best->second.second;
    }
    return face;
}

}  // namespace mirrorgraph::ingest
