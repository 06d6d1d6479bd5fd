#include "ingest/resolve/resolver.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "ingest/resolve/entities.h"
#include "ingest/resolve/node_builder.h"
#include "ingest/resolve/places.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr double kMostConfidence = 0.999;

// What one relationship rests on.
struct Support {
    Map properties;
    EvidenceList evidence;
    std::set<std::string> repairs;
    bool printed_well = false;  // some claim leans on no repair
};

struct RelationshipKey {
    std::string_view type;
    std::uint32_t source;  // places among the ids of all nodes
    std::uint32_t target;
    std::optional<Date> date;
    std::vector<std::pair<std::string, std::string>> single;  // other properties with one right value, as literals
    friend auto operator<=>(const RelationshipKey&, const RelationshipKey&) = default;
};

class Assembler {
  public:
    Assembler(const std::vector<const Extraction*>& documents, Corrections& corrections,
              std::shared_ptr<const Schema> schema, const ResolveOptions& options)
        : documents_(documents),
          corrections_(corrections),
          options_(options),
          entities_(documents, corrections, forms_),
          roots_(entities_.roots()),
          result_{PropertyGraph(std::move(schema)), {}, {}} {}

    Resolution run() {
        add_documents();
        add_entities();
        rank_nodes();
        add_mentioned_in();
        add_editions();
        collect_claims();
        add_relationships();
        add_issue_dates();
        add_reasons();
        std::sort(result_.rejected.begin(), result_.rejected.end());
        return std::move(result_);
    }

  private:
    PropertyGraph& graph() { return result_.graph; }

    void add_reasons() {
        std::unordered_map<std::uint32_t, std::string> ids;
        for (const std::uint32_t root : roots_) ids.emplace(root, graph().id(nodes_[root]));
        const ExplainOptions options{options_.quotes, options_.successions};
        write_reasons(graph().metadata(), explain(entities_, documents_, ids, graph().schema(), options, forms_));
        result_.decisions = corrections_.records();
        write_decisions(graph().metadata(), result_.decisions);
    }

    void add_documents() {
        for (const Extraction* extraction : documents_) {
            const Document& document = extraction->document;
            Map properties;
            const auto set = [&](const char* key, const std::string& text) {
                if (!text.empty()) properties[key] = Value(text);
            };
            set("path", document.path);
            set("title", document.title);
            set("language", document.language);
            set("sha256", document.sha256);
            set("name", document.title.empty() ? document.path : document.title);
            if (const auto date = parse_date(document.date)) properties["date"] = Value(*date);
            properties["size"] = Value(static_cast<std::int64_t>(document.size));
            document_nodes_.push_back(graph().add_node(document.id, {"Document"}, std::move(properties)));
        }
    }

    void add_entities() {
        std::vector<NodeFace> faces;
        for (std::uint32_t root : roots_) faces.push_back(face_of(entities_.entity(root), documents_, forms_));
        share_titles(faces);
        for (std::size_t i = 0; i < roots_.size(); ++i) {
            const std::uint32_t root = roots_[i];
            const Entity& entity = entities_.entity(root);
            NodeFace& face = faces[i];
            while (graph().find_node(face.id)) face.id += '+';
            const NodeId node = graph().add_node(face.id, {entity.label}, std::move(face.properties));
            if (nodes_.size() <= root) nodes_.resize(root + 1);
            nodes_[root] = node;
            add_evidence(node, entity);
        }
    }

    // Relationships stand in the order of the ids of their ends: told once, so that numbers are compared.
    void rank_nodes() {
        by_rank_ = graph().nodes();
        std::sort(by_rank_.begin(), by_rank_.end(), [&](NodeId a, NodeId b) { return graph().id(a) < graph().id(b); });
        rank_.resize(by_rank_.size());
        for (std::uint32_t rank = 0; rank < by_rank_.size(); ++rank) rank_[by_rank_[rank].value] = rank;
    }

    bool is_from_prose(const Entity& entity) const {
        return std::none_of(entity.mentions.begin(), entity.mentions.end(),
                            [&](MentionRef ref) { return documents_[ref.document]->is_registry; });
    }

    // A title that several standards of prose share, editions mostly, tells none of them apart: the one that is spoken
    // of most keeps it.
    void share_titles(std::vector<NodeFace>& faces) const {
        std::unordered_map<std::string_view, std::vector<std::size_t>> holders;
        for (std::size_t i = 0; i < roots_.size(); ++i) {
            const Entity& entity = entities_.entity(roots_[i]);
            if (entity.label != "Standard" || !entity.coded || !is_from_prose(entity)) continue;
            for (const auto& [key, name] : entity.names) holders[key].push_back(i);
        }
        for (auto& [key, sharing] : holders) {
            if (sharing.size() < 2) continue;
            const auto most = std::max_element(sharing.begin(), sharing.end(), [&](std::size_t a, std::size_t b) {
                return std::pair(entities_.entity(roots_[a]).mentions.size(), a) <
                       std::pair(entities_.entity(roots_[b]).mentions.size(), b);
            });
            for (std::size_t i : sharing) {
                if (i != *most) forget_name(faces[i].properties, key);
            }
        }
    }

    static void forget_name(Map& properties, std::string_view key) {
        for (const char* property : {"title", "title_zh"}) {
            const auto found = properties.find(property);
            if (found != properties.end() && found->second.is_string() && name_key(found->second.as_string()) == key)
                properties.erase(found);
        }
        const auto aliases = properties.find("aliases");
        if (aliases == properties.end()) return;
        List kept;
        for (const Value& alias : aliases->second.as_list()) {
            if (name_key(alias.as_string()) != key) kept.push_back(alias);
        }
        aliases->second = Value(std::move(kept));
    }

    void add_evidence(NodeId node, const Entity& entity) {
        std::vector<MentionRef> mentions = entity.mentions;
        std::sort(mentions.begin(), mentions.end());
        std::uint32_t document = 0;
        std::size_t count = 0;
        EvidenceList list;
        for (MentionRef ref : mentions) {
            count = ref.document == document ? count + 1 : 1;
            document = ref.document;
            if (count > options_.evidence_limit) continue;
            const Extraction& source = *documents_[ref.document];
            list.push_back(evidence_of(source.document, source.mentions[ref.mention], options_.quotes));
        }
        graph().replace_evidence(node, std::move(list));
    }

    void add_mentioned_in() {
        std::vector<std::int64_t> counts(documents_.size());
        for (std::uint32_t root : roots_) {
            std::vector<std::uint32_t> documents;
            for (MentionRef ref : entities_.entity(root).mentions) {
                if (counts[ref.document]++ == 0) documents.push_back(ref.document);
            }
            std::sort(documents.begin(), documents.end());
            for (const std::uint32_t document : documents) {
                graph().add_relationship(nodes_[root], document_nodes_[document], "MENTIONED_IN",
                                         {{"count", Value(std::exchange(counts[document], 0))}});
            }
        }
    }

    // The undated series stands beside its editions.
    void add_editions() {
        std::unordered_map<std::string_view, NodeId> series;
        for (std::uint32_t root : roots_) {
            if (entities_.entity(root).label == "Standard") series.emplace(entities_.entity(root).key, nodes_[root]);
        }
        for (std::uint32_t root : roots_) {
            const Entity& entity = entities_.entity(root);
            const auto found = entity.series.empty() ? series.end() : series.find(entity.series);
            if (found == series.end() || found->second == nodes_[root]) continue;
            const RelationshipId edition = graph().add_relationship(nodes_[root], found->second, "EDITION_OF",
                                                                    {{"confidence", Value(kMostConfidence)}});
            const MentionRef ref = *std::min_element(entity.mentions.begin(), entity.mentions.end());
            const Extraction& source = *documents_[ref.document];
            Evidence evidence = evidence_of(source.document, source.mentions[ref.mention], options_.quotes);
            evidence.rule = "edition";
            evidence.confidence = kMostConfidence;
            graph().add_evidence(edition, std::move(evidence));
        }
    }

    void collect_claims() {
        for (std::uint32_t d = 0; d < documents_.size(); ++d) {
            for (const Claim& claim : documents_[d]->claims) collect(d, claim);
        }
    }

    void reject(std::uint32_t document, const Claim& claim, std::string reason) {
        if (documents_[document] == corrections_.extraction()) corrections_.refuse(claim, reason);
        result_.rejected.push_back({documents_[document]->document.id, claim.rule, std::move(reason)});
    }

    Corrections::Ids ids_of(std::uint32_t document, std::size_t mention, NodeId node) {
        const Extraction& extraction = *documents_[document];
        const Mention& own = extraction.mentions[mention];
        return {graph().id(node), node_id(own.label, corrections_.key_of(extraction.document.id, own))};
    }

    Corrections::Verdict judged(std::uint32_t document, const Claim& claim, NodeId source, NodeId target) {
        if (!corrections_.judges_claims() || documents_[document] == corrections_.extraction()) return {};
        return corrections_.judge(claim, ids_of(document, claim.source, source), ids_of(document, claim.target, target),
                                  documents_[document]->document.id);
    }

    // Identifiers behind the claim that were read as slips.
    static void note_repairs(const Extraction& extraction, const Claim& claim, Support& support) {
        bool repaired = false;
        for (const std::size_t end : {claim.source, claim.target}) {
            const Map& properties = extraction.mentions[end].properties;
            const auto repair = properties.find("repair");
            if (repair == properties.end()) continue;
            support.repairs.insert(repair->second.as_string());
            repaired = true;
        }
        support.printed_well = support.printed_well || !repaired;
    }

    void collect(std::uint32_t document, const Claim& claim) {
        NodeId source = nodes_[entities_.of({document, static_cast<std::uint32_t>(claim.source)})];
        NodeId target = nodes_[entities_.of({document, static_cast<std::uint32_t>(claim.target)})];
        const Corrections::Verdict verdict = judged(document, claim, source, target);
        if (verdict.rejected) return reject(document, claim, "a decision rejects it");
        if (source == target)
            return reject(document, claim, claim.type + " of '" + graph().id(source) + "' with itself");
        const Schema& schema = graph().schema();
        if (!schema.allows_endpoints(claim.type, graph().labels(source), graph().labels(target))) {
            return reject(
                document, claim,
                claim.type + " does not lead from '" + graph().id(source) + "' to '" + graph().id(target) + "'");
        }
        const RelationshipRule* rule = schema.find_relationship(claim.type);
        if (rule != nullptr && rule->symmetric && graph().id(target) < graph().id(source)) std::swap(source, target);
        RelationshipKey place{claim.type, rank_[source.value], rank_[target.value], claim.date, {}};
        for (const auto& [name, value] : claim.properties) {
            const PropertyRule* property = schema.find_property(name);
            if (property != nullptr && property->single) place.single.emplace_back(name, to_literal(value));
        }
        Support& support = supports_[std::move(place)];
        for (const auto& [key, value] : claim.properties) support.properties.try_emplace(key, value);
        note_repairs(*documents_[document], claim, support);
        Evidence evidence =
            evidence_at(documents_[document]->document, claim.evidence, claim.evidence, options_.quotes);
        evidence.rule = claim.rule;
        evidence.confidence = claim.confidence;
        support.evidence.push_back(std::move(evidence));
        for (const std::size_t decision : verdict.confirmed_by) {
            support.evidence.push_back(corrections_.confirm(decision, options_.quotes));
        }
    }

    // Claims that say less join the only one that says more: an undated one the only date there is, "2021" the one day in
    // it. What remains apart contradicts.
    void join_coarser() {
        for (auto it = supports_.begin(); it != supports_.end();) {
            const auto next = std::next(it);
            if (const RelationshipKey* finer = only_refinement(it->first)) {
                Support& into = supports_.at(*finer);
                into.evidence.insert(into.evidence.end(), it->second.evidence.begin(), it->second.evidence.end());
                for (auto& [key, value] : it->second.properties) into.properties.try_emplace(key, value);
                into.repairs.merge(it->second.repairs);
                into.printed_well = into.printed_well || it->second.printed_well;
                supports_.erase(it);
            }
            it = next;
        }
    }

    static bool says_more(const RelationshipKey& a, const RelationshipKey& b) {
        const bool date = !b.date || (a.date && refines(*a.date, *b.date));
        return date && std::includes(a.single.begin(), a.single.end(), b.single.begin(), b.single.end());
    }

    // The finest of those that say more, if they do not contradict one another; else nullptr.
    const RelationshipKey* only_refinement(const RelationshipKey& key) const {
        const RelationshipKey* finest = nullptr;
        for (auto it = supports_.lower_bound({key.type, key.source, key.target, std::nullopt, {}});
             it != supports_.end(); ++it) {
            const RelationshipKey& other = it->first;
            if (other.type != key.type || other.source != key.source || other.target != key.target) break;
            if (other == key || !says_more(other, key)) continue;
            if (finest == nullptr || says_more(other, *finest)) {
                finest = &other;
            } else if (!says_more(*finest, other)) {
                return nullptr;
            }
        }
        return finest;
    }

    static double combined(const EvidenceList& evidence) {
        if (evidence.size() == 1) return sure(1.0 - evidence.front().confidence);
        std::map<std::pair<std::string, std::string>, double> best;
        for (const Evidence& piece : evidence) {
            double& confidence = best[{piece.document, piece.rule}];
            confidence = std::max(confidence, piece.confidence);
        }
        double doubt = 1.0;
        for (const auto& [where, confidence] : best) doubt *= 1.0 - confidence;
        return sure(doubt);
    }

    static double sure(double doubt) { return std::min(kMostConfidence, std::round((1.0 - doubt) * 1000) / 1000); }

    void add_relationships() {
        join_coarser();
        for (auto& [key, support] : supports_) {
            std::sort(support.evidence.begin(), support.evidence.end());
            support.evidence.erase(std::unique(support.evidence.begin(), support.evidence.end()),
                                   support.evidence.end());
            Map properties = std::move(support.properties);
            properties["confidence"] = Value(combined(support.evidence));
            if (key.date) properties["date"] = Value(*key.date);
            if (!support.printed_well && !support.repairs.empty()) {
                properties["repair"] = Value(fmt::format("{}", fmt::join(support.repairs, "; ")));
            }
            const RelationshipId relationship =
                graph().add_relationship(by_rank_[key.source], by_rank_[key.target], key.type, std::move(properties));
            graph().replace_evidence(relationship, std::move(support.evidence));
        }
    }

    // A policy was issued when its issuers issued it, where all agree.
    void add_issue_dates() {
        std::map<std::uint32_t, std::set<Date>> dates;
        for (const auto& [key, support] : supports_) {
            if (key.type == "ISSUED" && key.date) dates[key.target].insert(*key.date);
        }
        for (const auto& [rank, said] : dates) {
            const NodeId node = by_rank_[rank];
            if (said.size() == 1 && graph().property(node, "issued").is_null())
                graph().set_property(node, "issued", Value(*said.begin()));
        }
    }

    const std::vector<const Extraction*>& documents_;
    Corrections& corrections_;
    const ResolveOptions& options_;
    NameForms forms_;
    Entities entities_;
    std::vector<std::uint32_t> roots_;
    Resolution result_;
    std::vector<NodeId> document_nodes_;
    std::vector<NodeId> nodes_;        // by root
    std::vector<NodeId> by_rank_;      // in the order of their ids
    std::vector<std::uint32_t> rank_;  // by node
    std::map<RelationshipKey, Support> supports_;
};

}  // namespace

Resolution resolve(const std::vector<Extraction>& extractions, std::shared_ptr<const Schema> schema,
                   const ResolveOptions& options) {
    std::vector<const Extraction*> documents;
    for (const Extraction& extraction : extractions) documents.push_back(&extraction);
    Corrections corrections(options.decisions, documents, *schema);
    if (corrections.extraction() != nullptr) documents.push_back(corrections.extraction());
    std::sort(documents.begin(), documents.end(),
              [](const Extraction* a, const Extraction* b) { return a->document.id < b->document.id; });
    return Assembler(documents, corrections, std::move(schema), options).run();
}

}  // namespace mirrorgraph::ingest
