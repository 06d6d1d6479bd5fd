#include "ingest/resolve/explain.h"

#include <algorithm>
#include <set>

#include "ingest/resolve/places.h"
#include "ingest/resolve/statements.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMostAlike = 12;     // kept of one node
constexpr std::size_t kMostEvidence = 12;  // kept of one statement
constexpr std::size_t kMostRepaired = 3;   // pieces of evidence kept of one repair

class Explainer {
  public:
    Explainer(const Entities& entities, const std::vector<const Extraction*>& documents,
              const std::unordered_map<std::uint32_t, std::string>& ids, const Schema& schema,
              const ExplainOptions& options, NameForms& forms)
        : entities_(entities),
          documents_(documents),
          ids_(ids),
          single_(single_properties(schema)),
          options_(options),
          forms_(forms) {}

    std::map<std::string, NodeReasons> run() {
        add_joins();
        add_look_alikes();
        add_successions();
        for (const auto& [root, id] : ids_) {
            add_statements(root, id);
            add_repairs(root, id);
        }
        return std::move(reasons_);
    }

  private:
    Evidence evidence(MentionRef ref) const {
        const Extraction& extraction = *documents_[ref.document];
        return evidence_of(extraction.document, extraction.mentions[ref.mention], options_.quotes);
    }

    EvidenceList evidence(const std::vector<MentionRef>& refs, std::size_t most) const {
        EvidenceList list;
        for (std::size_t i = 0; i < refs.size() && i < most; ++i) list.push_back(evidence(refs[i]));
        return list;
    }

    static void sort_unique(std::vector<Reason>& reasons) {
        std::sort(reasons.begin(), reasons.end());
        reasons.erase(std::unique(reasons.begin(), reasons.end()), reasons.end());
    }

    // The same two names meet in many documents: the first one says it.
    void add_joins() {
        std::set<std::tuple<std::string, std::string, std::string_view>> known;
        for (const Joined& join : entities_.joins()) {
            const std::string& id = ids_.at(entities_.find(join.kept));
            if (id == join.other || !known.emplace(id, join.other, join.rule).second) continue;
            reasons_[id].joined.push_back({join.other, join.name, std::string(join.rule), {evidence(join.place)}});
        }
        for (auto& [id, reasons] : reasons_) sort_unique(reasons.joined);
    }

    void add_look_alikes() {
        std::map<std::pair<std::string, std::string>, Reason> pairs;
        for (const Apart& apart : entities_.aparts()) {
            const std::string& a = ids_.at(entities_.find(apart.a));
            const std::string& b = ids_.at(entities_.find(apart.b));
            if (a == b) continue;
            for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
                const Reason reason{other, apart.name, std::string(apart.rule), {}};
                const auto [known, fresh] = pairs.try_emplace({one, other}, reason);
                if (!fresh && reason < known->second) known->second = reason;
            }
        }
        for (auto& [pair, reason] : pairs) {
            std::vector<Reason>& apart = reasons_[pair.first].apart;
            if (apart.size() < kMostAlike) apart.push_back(std::move(reason));
        }
    }

    void add_successions() {
        std::set<std::string_view> present;
        for (const auto& [root, id] : ids_) present.insert(id);
        for (const Succession& it : options_.successions) {
            if (present.contains(it.before)) {
                reasons_[it.before].apart.push_back({it.after, it.after_name, "succeeded-by", {}});
            }
            if (present.contains(it.after)) {
                reasons_[it.after].apart.push_back({it.before, it.before_name, "successor-of", {}});
            }
        }
    }

    void add_statements(std::uint32_t root, const std::string& id) {
        for (auto& [property, values] : disagreements(entities_.entity(root), documents_, single_, forms_)) {
            std::vector<Statement>& statements = reasons_[id].statements[property];
            for (Stated& stated : values)
                statements.push_back({std::move(stated.value), evidence(stated.mentions, kMostEvidence)});
        }
    }

    void add_repairs(std::uint32_t root, const std::string& id) {
        std::map<std::string, std::vector<MentionRef>> by_text;
        for (MentionRef ref : entities_.entity(root).mentions) {
            const Map& properties = documents_[ref.document]->mentions[ref.mention].properties;
            const auto repair = properties.find("repair");
            if (repair != properties.end()) by_text[repair->second.as_string()].push_back(ref);
        }
        for (auto& [text, refs] : by_text) {
            std::sort(refs.begin(), refs.end());
            reasons_[id].repairs.push_back({text, evidence(refs, kMostRepaired)});
        }
    }

    const Entities& entities_;
    const std::vector<const Extraction*>& documents_;
    const std::unordered_map<std::uint32_t, std::string>& ids_;
    const SingleProperties single_;
    const ExplainOptions& options_;
    NameForms& forms_;
    std::map<std::string, NodeReasons> reasons_;
};

}  // namespace

std::map<std::string, NodeReasons> explain(const Entities& entities, const std::vector<const Extraction*>& documents,
                                           const std::unordered_map<std::uint32_t, std::string>& ids,
                                           const Schema& schema, const ExplainOptions& options, NameForms& forms) {
    return Explainer(entities, documents, ids, schema, options, forms).run();
}

}  // namespace mirrorgraph::ingest
