#include "tests/support/naive_graph.h"

#include <iterator>
#include <sstream>

#include "graph/store/store.h"

namespace mirrorgraph::test {

namespace {

class Mutator {
  public:
    explicit Mutator(std::uint32_t seed) : random_(seed) {}

    void step() {
        const int what = below(20);
        if (what < 5 || out_.model.nodes.empty()) return add_node();
        if (what < 11) return add_relationship();
        if (what < 12) return remove_relationship();
        if (what < 13) return remove_node();
        if (what < 14) return toggle_label();
        if (what < 16) return add_evidence();
        set_property();
    }

    RandomGraph take() { return std::move(out_); }

  private:
    // std::uniform_int_distribution differs between libraries.
    int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
    std::string one_of(const std::string& letters) {
        return std::string(1, letters[static_cast<std::size_t>(below(static_cast<int>(letters.size())))]);
    }
    NodeId any_node() {
        return std::next(out_.model.nodes.begin(), below(static_cast<int>(out_.model.nodes.size())))->first;
    }
    RelationshipId any_relationship() {
        return std::next(out_.model.relationships.begin(), below(static_cast<int>(out_.model.relationships.size())))
            ->first;
    }

    Value any_value() {
        switch (below(7)) {
            case 0: return below(3);
            case 1: return static_cast<double>(below(3));
            case 2: return one_of("xyz");
            case 3: return below(2) == 0;
            case 4: return Date{2000 + below(3), 0, 0};
            case 5: return List{below(2), static_cast<double>(below(2))};
            default: return Map{{"k", below(2)}};
        }
    }

    void add_node() {
        const std::string id = "n" + std::to_string(counter_++);
        std::vector<std::string> labels;
        for (int i = below(3); i > 0; --i) labels.push_back(one_of("ABC"));
        const NodeId node = out_.graph.add_node(id, labels, {{"p", counter_}});
        out_.model.nodes[node] = {id, {labels.begin(), labels.end()}, {{"p", counter_}}, {}};
    }

    void add_relationship() {
        const NodeId source = any_node();
        const NodeId target = below(8) == 0 ? source : any_node();
        const std::string type = one_of("RST");
        const RelationshipId relationship = out_.graph.add_relationship(source, target, type);
        out_.model.relationships[relationship] = {source, target, type, {}, {}};
    }

    void remove_relationship() {
        if (out_.model.relationships.empty()) return;
        const RelationshipId relationship = any_relationship();
        out_.graph.remove_relationship(relationship);
        out_.model.relationships.erase(relationship);
    }

    void remove_node() {
        const NodeId node = any_node();
        for (auto at = out_.model.relationships.begin(); at != out_.model.relationships.end();) {
            if (at->second.source != node && at->second.target != node) {
                ++at;
                continue;
            }
            out_.graph.remove_relationship(at->first);
            at = out_.model.relationships.erase(at);
        }
        out_.graph.remove_node(node);
        out_.model.nodes.erase(node);
    }

    void toggle_label() {
        const NodeId node = any_node();
        const std::string label = one_of("ABC");
        std::set<std::string>& labels = out_.model.nodes[node].labels;
        if (labels.insert(label).second) {
            out_.graph.add_label(node, label);
        } else {
            labels.erase(label);
            out_.graph.remove_label(node, label);
        }
    }

    void add_evidence() {
        const Evidence evidence{"d", static_cast<std::uint64_t>(below(9)), 9, 1, 0, "t", "r", 0.5};
        if (below(2) == 0 && !out_.model.relationships.empty()) {
            const RelationshipId relationship = any_relationship();
            out_.graph.add_evidence(relationship, evidence);
            out_.model.relationships[relationship].evidence.push_back(evidence);
        } else {
            const NodeId node = any_node();
            out_.graph.add_evidence(node, evidence);
            out_.model.nodes[node].evidence.push_back(evidence);
        }
    }

    void set_property() {
        const std::string key = one_of("pqrs");
        const Value value = below(4) == 0 ? Value() : any_value();
        const auto set = [&](Map& properties) {
            if (value.is_null()) {
                properties.erase(key);
            } else {
                properties[key] = value;
            }
        };
        if (below(2) == 0 && !out_.model.relationships.empty()) {
            const RelationshipId relationship = any_relationship();
            out_.graph.set_property(relationship, key, value);
            set(out_.model.relationships[relationship].properties);
        } else {
            const NodeId node = any_node();
            out_.graph.set_property(node, key, value);
            set(out_.model.nodes[node].properties);
        }
    }

    std::mt19937 random_;
    RandomGraph out_;
    int counter_ = 0;
};

}  // namespace

RandomGraph random_graph(std::uint32_t seed, int steps) {
    Mutator mutator(seed);
    for (int i = 0; i < steps; ++i) mutator.step();
    return mutator.take();
}

std::string to_text(const PropertyGraph& graph) {
    std::ostringstream out;
    write_graph(graph, out);
    return out.str();
}

}  // namespace mirrorgraph::test
