#include "ingest/recognise/recogniser.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>

#include "ingest/recognise/context/definitions.h"
#include "ingest/recognise/context/facts.h"
#include "ingest/recognise/context/references.h"
#include "ingest/recognise/context/row_references.h"
#include "ingest/recognise/context/topics.h"
#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/lexicon/gazetteer.h"
#include "ingest/recognise/names/bodies.h"
#include "ingest/recognise/names/body_lists.h"
#include "ingest/recognise/names/chinese/chinese.h"
#include "ingest/recognise/names/codes.h"
#include "ingest/recognise/names/groups.h"
#include "ingest/recognise/names/policies.h"
#include "ingest/recognise/names/policy_columns.h"
#include "ingest/recognise/reading.h"
#include "schema/files/data_path.h"

namespace mirrorgraph::ingest {

namespace {

// Names that the document prints in traditional characters have those beside the simplified ones.
void name_as_printed(const Document& document, std::vector<Mention>& mentions) {
    std::unordered_map<std::string, std::string> known;  // a name -> as it is printed where it first stands
    const auto printed = [&](const std::string& name) -> const std::string& {
        const auto [at, fresh] = known.try_emplace(name, name);
        const std::size_t place = fresh ? document.text.find(name) : std::string::npos;
        if (place != std::string::npos) at->second = document.printed.substr(place, name.size());
        return at->second;
    };
    for (Mention& mention : mentions) {
        std::vector<std::string> names = mention.aliases;
        names.push_back(mention.name);
        names.push_back(mention.surface);
        for (const std::string& name : names) {
            const std::string& other = printed(name);
            if (other != name &&
                std::find(mention.aliases.begin(), mention.aliases.end(), other) == mention.aliases.end())
                mention.aliases.push_back(other);
        }
    }
}

}  // namespace

Recognisers::Recognisers() = default;
Recognisers::~Recognisers() = default;

std::shared_ptr<const Recognisers> Recognisers::load() { return load(data_path("gazetteer")); }

std::shared_ptr<const Recognisers> Recognisers::load(const std::string& folder) {
    std::shared_ptr<Recognisers> all(new Recognisers());
    all->classes_ = std::make_unique<const WordClasses>(WordClasses::load(folder + "/words.csv"));
    all->chinese_ = std::make_unique<const ChineseWords>(ChineseWords::load(folder + "/chinese_words.csv"));
    all->gazetteer_ = std::make_unique<const Gazetteer>(Gazetteer::load(folder + "/bodies.csv", *all->classes_));
    auto& steps = all->steps_;
    steps.push_back(std::make_unique<TopicRecogniser>());
    steps.push_back(std::make_unique<StandardCodeRecogniser>());
    steps.push_back(std::make_unique<CommitteeCodeRecogniser>());
    steps.push_back(std::make_unique<StandardTitleRecogniser>());
    steps.push_back(std::make_unique<CardRecogniser>());
    steps.push_back(std::make_unique<GazetteerRecogniser>(*all->gazetteer_, *all->chinese_));
    steps.push_back(std::make_unique<PolicyRecogniser>());
    steps.push_back(std::make_unique<GroupRecogniser>());
    steps.push_back(std::make_unique<BodyRecogniser>(*all->gazetteer_, *all->chinese_));
    steps.push_back(std::make_unique<BodyListRecogniser>(*all->gazetteer_));
    steps.push_back(std::make_unique<ChineseRecogniser>(*all->chinese_));
    steps.push_back(std::make_unique<PolicyColumnRecogniser>());
    steps.push_back(std::make_unique<DefinitionRecogniser>());
    steps.push_back(std::make_unique<LexiconRecogniser>());
    steps.push_back(std::make_unique<RowReferenceRecogniser>());
    steps.push_back(std::make_unique<AnaphorRecogniser>());
    steps.push_back(std::make_unique<EffectRecogniser>());
    return all;
}

std::vector<Mention> Recognisers::recognise(const Document& document) const {
    Reading reading(document, *classes_);
    for (const auto& step : steps_) step->recognise(reading);
    std::vector<Mention> mentions = std::move(reading).take();
    if (!document.printed.empty()) name_as_printed(document, mentions);
    return mentions;
}

void Recognisers::name_known_bodies(std::vector<Mention>& mentions) const {
    for (Mention& mention : mentions) {
        if (mention.label != "Agency" && mention.label != "Organization") continue;
        const Body* body = gazetteer_->find_name(mention.name);
        if (body == nullptr) continue;
        Mention known = mention_of(*body, mention.confidence);
        mention.label = std::move(known.label);
        mention.key = std::move(known.key);
        std::swap(mention.name, known.name);
        if (known.name != mention.name) mention.aliases.push_back(std::move(known.name));
        std::move(known.aliases.begin(), known.aliases.end(), std::back_inserter(mention.aliases));
        mention.properties.merge(known.properties);
    }
}

}  // namespace mirrorgraph::ingest
