#include "ingest/rules/notation/pattern.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "ingest/rules/notation/pattern_syntax.h"
#include "schema/error.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMaxRoles = 12;
constexpr std::size_t kMinTrigger = 3;  // bytes: three letters, or one Han character

constexpr std::string_view kAside =
    R"((?:,? ?(?:, (?:[^ ;\x04\x05]+ ){0,20}?[^ ,;\x04\x05]+, ?|- (?:[^ ;\x04\x05]+ ){0,20}?- ?|\([^()]*\) ?|))?)";
constexpr std::string_view kRepeated = "*";
constexpr std::string_view kTitle = R"((?: ?[^\x01-\x08 ;,\p{Han}]+){0,14}?)";
constexpr std::string_view kItemMark = R"((?:\((?:[ivx]+|[0-9]+|[a-h])\) ?|[0-9][.)] )?)";
constexpr std::string_view kPronoun = R"(\x08?)";
constexpr std::string_view kBrackets = R"((?: ?\([^()]*\))?)";
constexpr std::string_view kBetweenItems =
    R"((?:\.?(?: ?(?:,|;|、|/|&|\+|\band\b|\bor\b|\bas well as\b|\b(?:al)?together with\b|\balong with\b|\balongside\b|)"
    R"(\bjointly with\b|\bin conjunction with\b|\bplus\b|和|以及|及|会同|联合|暨))+))";
// Behind a title only what nothing but a list has: "GB 1 is read together with GB 2" is none.
constexpr std::string_view kBehindTitle = R"((?:\.?(?: ?(?:,|;|、|/|&|\+|\band\b|\bor\b|和|以及|及))+))";
// "the State Council's Plan": whose a policy is.
constexpr std::string_view kBeforeItem =
    R"((?: ?\x01 ?'s\b| ?\b(?:the|its|their|an?|of|by|with|for|from|in|to|another|other|others|also|all|both|two|three|four|five|six|)"
    R"(seven|eight|nine|ten|[0-9]+|articles?|sections?|ministries|departments|agencies|authorities|bodies|including|)"
    R"(namely|former|then|china's|chinese|german|national|standards?|committees?|laws?|latter's|subcommittees?)\b)* ?)";

bool has_two_spellings(std::string_view word, std::size_t at) {
    return at > 0 && at + 1 < word.size() && word[at - 1] == 'i' && (word[at] == 's' || word[at] == 'z') &&
           std::string_view("eai").find(word[at + 1]) != std::string_view::npos;
}

// Writes the tree as a regular expression over MaskedText, and numbers the roles as they come.
class Compiler {
  public:
    std::string out;
    std::vector<Pattern::Role> roles;

    void choice(const PatternChoice& node) {
        if (node.options.size() == 1 && !node.may_be_missing && !node.repeated) return sequence(node.options.front());
        ++optional_;
        out += "(?:";
        for (std::size_t i = 0; i < node.options.size(); ++i) {
            if (i > 0) out += '|';
            sequence(node.options[i]);
        }
        out += node.repeated ? ")" + std::string(kRepeated) : node.may_be_missing ? ")?" : ")";
        --optional_;
    }

  private:
    void sequence(const PatternSequence& nodes) {
        for (const PatternNode& node : nodes) {
            std::visit([this](const auto& part) { write(part); }, static_cast<const PatternNode::variant&>(node));
        }
    }

    void write(const PatternWord& word) {
        const auto is_alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
        const std::string& text = word.text;
        if (is_alnum(text.front())) out += word.any_beginning ? "\\b[a-z]*" : "\\b";
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (has_two_spellings(text, i)) {
                out += "[sz]";  // organise and organize are one word
                continue;
            }
            const auto byte = static_cast<unsigned char>(text[i]);
            if (byte < 0x80 && std::isalnum(byte) == 0 && byte != '_') out += '\\';
            out += text[i];
        }
        if (word.any_ending) {
            out += "[a-z]*";
        } else if (is_alnum(text.back())) {
            out += "\\b";
        }
        out += " ?";
    }

    void write(const Pattern::Role& role) {
        std::string bytes = "[";
        for (unsigned bit = 1; bit <= role.labels; bit <<= 1) {
            if ((role.labels & bit) != 0) bytes += label_byte(static_cast<LabelSet>(bit));
        }
        bytes += ']';
        const std::string item = bytes + std::string(kBrackets);
        out += kItemMark;
        out += kPronoun;
        if (role.all) {
            out += "(" + bytes + ".*)";
        } else if (role.list) {
            // The titles of standards stand between their numbers.
            const bool titled = (role.labels & *label_bit("Standard")) != 0;
            std::string between(kBetweenItems);
            if (titled) between = fmt::format("(?:{}{}{}|{})", kTitle, kBrackets, kBehindTitle, kBetweenItems);
            out += fmt::format("({0}(?:(?:{1}{2}| ?与 ?)?{3}{0})*) ?", item, between, kBeforeItem, kItemMark);
        } else {
            out += "(" + bytes + ")" + std::string(kBrackets) + " ?";
        }
        roles.push_back(role);
        roles.back().required = optional_ == 0;
    }

    void write(const PatternGap& gap) {
        out += "(?:[^ ;";
        for (unsigned bit = 1; bit <= gap.stops; bit <<= 1) {
            if ((gap.stops & bit) != 0) out += label_byte(static_cast<LabelSet>(bit));
        }
        out += fmt::format("]+ ?){{0,{}}}?", gap.words);
    }

    void write(const PatternAside&) { out += kAside; }

    void write(const PatternEdge& edge) {
        out += edge.begin ? R"(^(?:[-*#>+~(\[ •·●○■□◆▪▶⚫❖➢]{0,6}(?:\(?(?:[0-9]{1,3}|[a-z]|[ivx]+)[.)] ?|[0-9]{1,3} )?))"
                          : "[ .;:!]*$";
    }

    void write(const PatternChoice& node) { choice(node); }

    int optional_ = 0;
};

// The strings of which one must occur, chosen so that the shortest is as long as possible.
class TriggerFinder {
  public:
    static std::vector<std::string> of(const PatternChoice& node) {
        if (node.may_be_missing || node.repeated) return {};
        std::vector<std::string> all;
        for (const PatternSequence& option : node.options) {
            std::vector<std::string> best = of(option);
            if (best.empty()) return {};
            all.insert(all.end(), best.begin(), best.end());
        }
        return all;
    }

    // None of a word whose beginning is open: TriggerIndex looks where words begin.
    static std::vector<std::string> of(const PatternWord& word) {
        if (word.any_beginning) return {};
        // Only the part in front of a letter that has two spellings.
        std::string stem = word.text;
        for (std::size_t i = 1; i < stem.size(); ++i) {
            if (has_two_spellings(stem, i)) stem.resize(i);
        }
        if (stem.size() < kMinTrigger) return {};
        return {stem};
    }

  private:
    static std::vector<std::string> of(const PatternSequence& nodes) {
        std::vector<std::string> best;
        for (const PatternNode& node : nodes) {
            std::vector<std::string> found;
            if (const auto* word = std::get_if<PatternWord>(&node)) {
                found = of(*word);
            } else if (const auto* inner = std::get_if<PatternChoice>(&node)) {
                found = of(*inner);
            }
            if (score(found) > score(best)) best = std::move(found);
        }
        return best;
    }

    static std::size_t score(const std::vector<std::string>& found) {
        std::size_t shortest = found.empty() ? 0 : found.front().size();
        for (const std::string& text : found) shortest = std::min(shortest, text.size());
        return shortest;
    }
};

// What stands in every match, from its beginning to its end.
class NeedFinder {
  public:
    static std::vector<Pattern::Need> of(const PatternChoice& node) {
        if (node.may_be_missing || node.repeated) return {};
        if (node.options.size() == 1) return of(node.options.front());
        Pattern::Need any;
        for (const PatternSequence& option : node.options) {
            const std::vector<Pattern::Need> needs = of(option);
            if (needs.empty()) return {};
            const Pattern::Need& rarest = *std::max_element(
                needs.begin(), needs.end(), [](const auto& a, const auto& b) { return rarity(a) < rarity(b); });
            any.words.insert(any.words.end(), rarest.words.begin(), rarest.words.end());
            any.labels |= rarest.labels;
        }
        return {any};
    }

  private:
    static std::vector<Pattern::Need> of(const PatternSequence& nodes) {
        std::vector<Pattern::Need> all;
        for (const PatternNode& node : nodes) {
            if (const auto* word = std::get_if<PatternWord>(&node)) {
                if (auto stem = TriggerFinder::of(*word); !stem.empty()) all.push_back({std::move(stem), 0});
            } else if (const auto* role = std::get_if<Pattern::Role>(&node)) {
                all.push_back({{}, role->labels});
            } else if (const auto* inner = std::get_if<PatternChoice>(&node)) {
                for (Pattern::Need& need : of(*inner)) all.push_back(std::move(need));
            }
        }
        return all;
    }

    // Long words are rarer than short ones, and any word is rarer than a mention.
    static std::size_t rarity(const Pattern::Need& need) {
        if (need.labels != 0) return 1;
        std::size_t shortest = need.words.front().size();
        for (const std::string& word : need.words) shortest = std::min(shortest, word.size());
        return 1 + shortest;
    }
};

}  // namespace

Pattern Pattern::compile(std::string_view notation, const Vocabulary& vocabulary) {
    const PatternChoice tree = parse_pattern(notation, vocabulary);
    Compiler compiler;
    compiler.choice(tree);
    if (compiler.roles.size() > kMaxRoles) {
        throw Error(ErrorCode::kInvalidData, fmt::format("a pattern with {} roles", compiler.roles.size()),
                    fmt::format("use {} at most: split it into several patterns", kMaxRoles))
            .at("", notation, {0, notation.size()});
    }
    try {
        Pattern pattern(Expression::compile(compiler.out));
        pattern.roles_ = std::move(compiler.roles);
        for (const Role& role : pattern.roles_) {
            if (role.required) pattern.label_needs_.add(role.labels);
        }
        pattern.triggers_ = TriggerFinder::of(tree);
        pattern.needs_ = NeedFinder::of(tree);
        return pattern;
    } catch (Error& too_large) {
        too_large.at("", notation, {0, notation.size()});
        throw;
    }
}

std::optional<Pattern::Match> Pattern::find(const MaskedText& text, std::size_t from) const {
    std::array<Span, kMaxRoles + 1> groups;
    if (!expression_.search(text.text, from, {groups.data(), roles_.size() + 1})) return std::nullopt;
    Match match{groups[0].begin, groups[0].end, {}};
    match.mentions.resize(roles_.size());
    for (std::size_t i = 0; i < roles_.size(); ++i) {
        const Span group = groups[i + 1];
        if (group.begin != Expression::kUnset)
            match.mentions[i] = text.mentions(group.begin, group.end, roles_[i].labels);
    }
    return match;
}

bool Pattern::may_match(std::string_view plain) const {
    return triggers_.empty() || std::any_of(triggers_.begin(), triggers_.end(), [&](const std::string& trigger) {
               return plain.find(trigger) != std::string_view::npos;
           });
}

bool Pattern::matches(std::string_view plain) const { return expression_.search(plain, 0, {}); }

}  // namespace mirrorgraph::ingest
