#include "query/tasks/impact/impact_rules.h"

#include <fmt/core.h>

#include <algorithm>

#include "schema/files/data_path.h"
#include "schema/json/settings.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

class RulesReader {
  public:
    RulesReader(const JsonInput& input, const Schema& schema) : file_(input), schema_(schema) {}

    std::shared_ptr<const ImpactRules> read() {
        const JsonTree root = file_.read_tree();
        file_.check_keys(root, {"about", "tiers", "words", "rules"});
        for (const JsonTree& item : file_.list(root, "tiers")) add_tier(item);
        const JsonTree& tiers = file_.member(root, "tiers");
        if (rules_->tiers.empty() || rules_->tiers.back().up_to != 0) {
            file_.fail(tiers, "the last tier must have no 'up_to': it takes all that is further away");
        }
        add_words(file_.member(root, "words"));
        for (const JsonTree& item : file_.list(root, "rules")) add_rules(item);
        return rules_;
    }

  private:
    void add_tier(const JsonTree& item) {
        file_.check_keys(item, {"name", "up_to", "means"});
        ImpactTier tier{file_.text(item, "name"), 0, file_.text(item, "means")};
        const std::size_t before = rules_->tiers.empty() ? 0 : rules_->tiers.back().up_to;
        if (!rules_->tiers.empty() && before == 0) file_.fail(item, "a tier stands behind the one without 'up_to'");
        if (const JsonTree* bound = item.find("up_to")) {
            const double hops = file_.as_number(*bound);
            if (hops <= static_cast<double>(before) || hops > 32) {
                file_.fail(*bound, "'up_to' must grow from tier to tier, up to 32");
            }
            tier.up_to = static_cast<std::size_t>(hops);
        }
        rules_->tiers.push_back(std::move(tier));
    }

    void add_words(const JsonTree& words) {
        if (words.type != Value::Type::kMap) file_.fail(words, "expected an object");
        for (std::size_t i = 0; i < words.keys.size(); ++i) {
            check(words.items[i], [&] { schema_.check_relationship_type(words.keys[i]); });
            rules_->words[words.keys[i]] = file_.as_text(words.items[i]);
        }
    }

    void add_rules(const JsonTree& item) {
        file_.check_keys(item, {"type", "from", "weight", "property", "weights", "first_step_only", "role", "means",
                                "if_withdrawn", "if_replaced", "falls_with", "others"});
        ImpactRule rule;
        rule.type = file_.text(item, "type");
        check(file_.member(item, "type"), [&] { schema_.check_relationship_type(rule.type); });
        rule.weight = weight(file_.member(item, "weight"));
        rule.property = file_.optional_text(item, "property");
        add_weights(item, rule);
        rule.first_step_only = file_.optional_boolean(item, "first_step_only");
        rule.role = file_.text(item, "role");
        rule.means = file_.text(item, "means");
        rule.if_withdrawn = file_.optional_text(item, "if_withdrawn");
        rule.if_replaced = file_.optional_text(item, "if_replaced");
        rule.falls_with = file_.optional_boolean(item, "falls_with");
        rule.others = file_.optional_text(item, "others");

        const JsonTree& from = file_.member(item, "from");
        const std::string& side = file_.as_text(from);
        if (side != "source" && side != "target" && side != "either") {
            file_.fail(from, "'from' is 'source', 'target' or 'either': the end that the impact comes from");
        }
        if (side != "target") add(item, rule, Direction::kOutgoing);
        if (side != "source") add(item, rule, Direction::kIncoming);
    }

    void add(const JsonTree& item, ImpactRule rule, Direction direction) {
        const bool known = std::any_of(rules_->rules.begin(), rules_->rules.end(), [&](const ImpactRule& r) {
            return r.type == rule.type && r.direction == direction;
        });
        if (known) file_.fail(item, fmt::format("a second rule for '{}' in the same direction", rule.type));
        rule.direction = direction;
        rules_->rules.push_back(std::move(rule));
    }

    void add_weights(const JsonTree& item, ImpactRule& rule) {
        const JsonTree* weights = item.find("weights");
        if (rule.property.empty() != (weights == nullptr)) {
            file_.fail(item, "'property' and 'weights' belong together");
        }
        if (weights == nullptr) return;
        if (weights->type != Value::Type::kMap) file_.fail(*weights, "expected an object");
        for (std::size_t i = 0; i < weights->keys.size(); ++i) {
            const std::string& value = weights->keys[i];
            check(weights->items[i],
                  [&] { schema_.check_relationship_property(rule.type, rule.property, Value(value)); });
            rule.weights[value] = weight(weights->items[i]);
        }
    }

    double weight(const JsonTree& item) const {
        const double weight = file_.as_number(item);
        if (!(weight > 0 && weight <= 1)) file_.fail(item, "a weight lies above 0 and up to 1");
        return weight;
    }

    // What the schema has to say, at the place in the file.
    template <class Check>
    void check(const JsonTree& at, Check call) const {
        try {
            call();
        } catch (const Error& error) {
            file_.fail(at, error.what());
        }
    }

    SettingsReader file_;
    const Schema& schema_;
    std::shared_ptr<ImpactRules> rules_ = std::make_shared<ImpactRules>();
};

}  // namespace

std::size_t ImpactRules::tier_of(std::size_t relationships) const {
    const auto found = std::find_if(tiers.begin(), tiers.end(), [&](const ImpactTier& tier) {
        return tier.up_to == 0 || relationships <= tier.up_to;
    });
    return static_cast<std::size_t>(found - tiers.begin());
}

std::string ImpactRules::words_of(std::string_view type) const {
    if (const auto found = words.find(type); found != words.end()) return found->second;
    std::string out = to_lower(type);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

std::shared_ptr<const ImpactRules> load_impact_rules(const JsonInput& input, const Schema& schema) {
    return RulesReader(input, schema).read();
}

std::shared_ptr<const ImpactRules> default_impact_rules() {
    static const std::shared_ptr<const ImpactRules> kRules =
        load_impact_rules(JsonInput::file(data_path("impact.json")), *standards_schema());
    return kRules;
}

}  // namespace mirrorgraph::query
