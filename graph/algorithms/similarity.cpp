#include "graph/algorithms/similarity.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "graph/names.h"

namespace mirrorgraph {

namespace {

class Subjects {
  public:
    explicit Subjects(const Snapshot& snapshot)
        : snapshot_(snapshot),
          about_(snapshot.find_type("ABOUT")),
          responsible_(snapshot.find_type("RESPONSIBLE_FOR")),
          ics_(snapshot.find_key("ics")) {
        const auto committee = snapshot.find_label("Committee");
        if (!committee) return;
        for (const NodeId node : snapshot.nodes_with_label(*committee)) add(node);
        weigh();
    }

    std::size_t size() const { return committees_.size(); }
    NodeId committee(std::size_t i) const { return committees_[i]; }

    // The committees behind `i` (all others with `all`) that share a subject with it, and how similar they are.
    std::map<std::size_t, double> similar_to(std::size_t i, bool all) const {
        std::map<std::size_t, double> scores;
        for (const auto& [subject, weight] : weights_[i]) {
            for (const auto& [other, other_weight] : holders_[subject]) {
                if (other != i && (all || other > i)) scores[other] += weight * other_weight;
            }
        }
        return scores;
    }

    std::vector<std::string> shared(std::size_t a, std::size_t b) const {
        std::vector<std::pair<double, std::string>> products;
        for (const auto& [subject, weight] : weights_[a]) {
            const auto found = weights_[b].find(subject);
            if (found != weights_[b].end()) products.emplace_back(-weight * found->second, names_[subject]);
        }
        std::sort(products.begin(), products.end());
        std::vector<std::string> out;
        for (const auto& [product, name] : products) {
            if (out.size() < SimilarPair::kShared) out.push_back(name);
        }
        return out;
    }

  private:
    using Counts = std::map<std::size_t, double>;  // by subject

    void add(NodeId node) {
        Counts counts;
        add_subjects(node, counts);
        if (responsible_) {
            for (const NodeId s : snapshot_.neighbours(node, *responsible_, Direction::kOutgoing).nodes) {
                add_subjects(s, counts);
            }
        }
        if (counts.empty()) return;
        committees_.push_back(node);
        weights_.push_back(std::move(counts));
    }

    void add_subjects(NodeId node, Counts& counts) {
        if (about_) {
            for (const NodeId topic : snapshot_.neighbours(node, *about_, Direction::kOutgoing).nodes) {
                counts[subject(display_name(snapshot_, topic))] += 1;
            }
        }
        if (!ics_) return;
        const Value& fields = snapshot_.property(node, *ics_);
        if (!fields.is_list()) return;
        for (const Value& field : fields.as_list()) {
            if (field.is_string()) counts[subject("ICS " + field.as_string())] += 1;
        }
    }

    std::size_t subject(const std::string& name) {
        const auto [at, fresh] = numbers_.try_emplace(name, names_.size());
        if (fresh) names_.push_back(name);
        return at->second;
    }

    void weigh() {
        holders_.resize(names_.size());
        std::vector<double> frequency(names_.size(), 0);
        for (const Counts& counts : weights_) {
            for (const auto& [subject, count] : counts) frequency[subject] += 1;
        }
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            double square = 0;
            for (auto& [subject, weight] : weights_[i]) {
                // The frequent standards of one field do not drown the others.
                weight = (1 + std::log(weight)) * std::log((1 + static_cast<double>(size())) / frequency[subject]);
                square += weight * weight;
            }
            for (auto& [subject, weight] : weights_[i]) {
                weight = square > 0 ? weight / std::sqrt(square) : 0;
                holders_[subject].emplace_back(i, weight);
            }
        }
    }

    const Snapshot& snapshot_;
    const std::optional<TypeId> about_, responsible_;
    const std::optional<KeyId> ics_;
    std::vector<NodeId> committees_;
    std::vector<Counts> weights_;  // by committee: counts, then weights of length 1
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::size_t> numbers_;
    std::vector<std::vector<std::pair<std::size_t, double>>> holders_;  // by subject
};

}  // namespace

std::vector<SimilarPair> similar_committees(const Snapshot& snapshot, double least, NodeId committee) {
    const Subjects subjects(snapshot);
    std::vector<SimilarPair> out;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        const bool one = !committee.is_null();
        if (one && subjects.committee(i) != committee) continue;
        for (const auto& [other, score] : subjects.similar_to(i, one)) {
            if (score < least || score <= 0) continue;
            out.push_back(
                {subjects.committee(i), subjects.committee(other), std::min(score, 1.0), subjects.shared(i, other)});
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const SimilarPair& a, const SimilarPair& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.shared.size() > b.shared.size();
    });
    return out;
}

}  // namespace mirrorgraph
