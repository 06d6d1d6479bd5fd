#include "ingest/rules/notation/pattern.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "ingest/rules/notation/expression_program.h"
#include "ingest/rules/notation/expression_syntax.h"
#include "ingest/rules/notation/pattern_syntax.h"
#include "schema/error.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMaxRoles = 12;
constexpr std::size_t kMinTrigger = 3;  // bytes: three letters, or one Han character

// Bytes that parts take in an expression at most.
constexpr std::size_t kMostOfWord = 12;     // and its letters: "\\bissued\\b ?"
constexpr std::size_t kMostOfAnyWord = 80;  // likewise: "\\b[a-z]*ly\\b ?"
constexpr std::size_t kMostOfLetter = 4;    // that is none of a word: "\\x2c", "[sz]"
constexpr std::size_t kMostOfList = 2000;
constexpr std::size_t kMostOfPart = 400;

// What expressions have in common, parsed once.
struct Parts {
    static ExpressionChoice parse(const std::string& source) { return *parse_expression(source); }
    static constexpr std::string_view kBrackets = R"((?: ?\([^()]*\))?)";
    static constexpr std::string_view kTitle = R"((?: ?[^\x01-\x08 ;,\p{Han}]+){0,14}?)";
    static constexpr std::string_view kBetweenItems =
        R"((?:\.?(?: ?(?:,|;|、|/|&|\+|\band\b|\bor\b|\bas well as\b|\b(?:al)?together with\b|\balong with\b|\balongside\b|)"
        R"(\bjointly with\b|\bin conjunction with\b|\bplus\b|和|以及|及|会同|联合|暨))+|-))";
    // Behind a title only what nothing but a list has: "GB 1 is read together with GB 2" is none.
    static constexpr std::string_view kBehindTitle = R"((?:\.?(?: ?(?:,|;|、|/|&|\+|\band\b|\bor\b|和|以及|及))+))";

    const ExpressionChoice aside = parse(
        R"((?:,? ?(?:, (?:[^ ;\x04\x05]+ ){0,20}?[^ ,;\x04\x05]+, ?|- (?:[^ ;\x04\x05]+ ){0,20}?- ?|\([^()]*\) ?|))?)");
    const ExpressionChoice item_mark = parse(R"((?:the )?(?:\((?:[ivx]+|[0-9]+|[a-h])\) ?|[0-9][.)] )?)");
    const ExpressionChoice pronoun = parse(R"(\x08?)");
    const ExpressionChoice brackets = parse(std::string(kBrackets));
    const ExpressionChoice between_items = parse(std::string(kBetweenItems));
    const ExpressionChoice between_standards =
        parse(fmt::format("(?:{}{}{}|{})", kTitle, kBrackets, kBehindTitle, kBetweenItems));
    // "the State Council's Plan": whose a policy is.
    const ExpressionChoice before_item = parse(
        R"((?: ?\x01 ?'s\b| ?\b(?:the|its|their|an?|of|by|with|for|from|in|to|another|other|others|also|all|both|two|three|four|five|six|)"
        R"(seven|eight|nine|ten|[0-9]+|articles?|sections?|ministries|departments|agencies|authorities|bodies|including|)"
        R"(namely|former|then|china's|chinese|german|national|standards?|committees?|laws?|latter's|subcommittees?)\b)* ?)");
    // "the Data Center of the CAC, Zhejiang University": whose the item before is.
    const ExpressionChoice owner = parse(R"((?: ?\bof (?:the )?[\x01\x02\x03] ?(?:\([^()]*\))?)?)");
    const ExpressionChoice and_in_han = parse(" ?与 ?");
    const ExpressionChoice begin = parse(R"(^(?:[-*#>+~(\[ •·●○■□◆▪▶⚫❖➢]{0,6}(?:\(?(?:[0-9]{1,3}|[a-z]|[ivx]+)[.)] ?|)"
                                         R"((?:[0-9]{1,3}|(?:一|二|三|四|五|六|七|八|九|十){1,3})、 ?|[0-9]{1,3} )?))");
    const ExpressionChoice end = parse("[ .;:!]*$");

    static const Parts& all() {
        static const Parts parts;
        return parts;
    }
};

bool has_two_spellings(std::string_view word, std::size_t at) {
    return at > 0 && at + 1 < word.size() && word[at - 1] == 'i' && (word[at] == 's' || word[at] == 'z') &&
           std::string_view("eai").find(word[at + 1]) != std::string_view::npos;
}

// Writes the tree as a regular expression over MaskedText; its groups are the roles as they come.
class Compiler {
  public:
    static ExpressionChoice compile(const PatternChoice& tree) {
        Compiler compiler;
        ExpressionChoice whole;
        compiler.choice(tree, whole.options.emplace_back());
        return whole;
    }

  private:
    void choice(const PatternChoice& node, ExpressionSequence& out) {
        if (node.options.size() == 1 && !node.may_be_missing && !node.repeated)
            return sequence(node.options.front(), out);
        ExpressionChoice all;
        all.options.reserve(node.options.size());
        for (const PatternSequence& option : node.options) sequence(option, all.options.emplace_back());
        if (node.repeated) {
            out.push_back(repeat(std::move(all), ExpressionRepeat::kAny));
        } else if (node.may_be_missing) {
            out.push_back(repeat(std::move(all), 1));
        } else {
            out.push_back(std::move(all));
        }
    }

    static ExpressionRepeat repeat(ExpressionNode body, int most) {
        ExpressionRepeat node;
        node.body.push_back(std::move(body));
        node.most = most;
        return node;
    }
    static ExpressionRepeat blank() { return repeat(ExpressionText{" "}, 1); }
    static ExpressionRepeat letters() {
        ExpressionClass letter;
        for (char c = 'a'; c <= 'z'; ++c) letter.set.set(static_cast<unsigned char>(c));
        return repeat(letter, ExpressionRepeat::kAny);
    }
    static void add_bytes(LabelSet labels, ByteSet& set) {
        for (unsigned bit = 1; bit <= labels; bit <<= 1) {
            if ((labels & bit) != 0) set.set(static_cast<unsigned char>(label_byte(static_cast<LabelSet>(bit))));
        }
    }

    void sequence(const PatternSequence& nodes, ExpressionSequence& out) {
        out.reserve(out.size() + nodes.size());
        for (const PatternNode& node : nodes) {
            std::visit([&](const auto& part) { write(part, out); }, static_cast<const PatternNode::variant&>(node));
        }
    }

    static void write(const PatternWord& word, ExpressionSequence& out) {
        const auto is_alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
        ExpressionText piece;
        piece.begins_word = is_alnum(word.text.front());
        if (piece.begins_word && word.any_beginning) {
            out.push_back(ExpressionEdge{ExpressionEdge::kWord});
            out.push_back(letters());
            piece.begins_word = false;
        }
        std::size_t begin = 0;
        for (std::size_t i = 0; i < word.text.size(); ++i) {
            if (!has_two_spellings(word.text, i)) continue;
            piece.text.assign(word.text, begin, i - begin);
            out.push_back(std::exchange(piece, {}));
            begin = i + 1;
            ExpressionClass either;  // organise and organize are one word
            either.set.set('s').set('z');
            out.push_back(either);
        }
        piece.text.assign(word.text, begin);
        piece.ends_word = !word.any_ending && is_alnum(word.text.back());
        piece.then_blank = !word.any_ending;
        out.push_back(std::move(piece));
        if (!word.any_ending) return;
        out.push_back(letters());
        out.push_back(blank());
    }

    void write(const Pattern::Role& role, ExpressionSequence& out) {
        const Parts& parts = Parts::all();
        ExpressionClass mention;
        add_bytes(role.labels, mention.set);
        out.push_back(ExpressionPart{&parts.item_mark});
        out.push_back(ExpressionPart{&parts.pronoun});
        ExpressionChoice group;
        group.group = ++groups_;
        ExpressionSequence& inside = group.options.emplace_back();
        inside.push_back(mention);
        if (role.all) {
            ExpressionClass any;
            any.set = kAsciiBytes;
            any.set.reset('\n');
            any.others = true;
            inside.push_back(repeat(any, ExpressionRepeat::kAny));
        } else if (role.list) {
            inside.push_back(ExpressionPart{&parts.brackets});
            inside.push_back(repeat(next_item(role, mention), ExpressionRepeat::kAny));
        }
        out.push_back(std::move(group));
        if (role.all) return;
        if (!role.list) out.push_back(ExpressionPart{&parts.brackets});
        out.push_back(blank());
    }

    static ExpressionChoice next_item(const Pattern::Role& role, const ExpressionClass& mention) {
        const Parts& parts = Parts::all();
        // The titles of standards stand between their numbers.
        const bool titled = (role.labels & *label_bit("Standard")) != 0;
        ExpressionChoice link;
        if (titled) {
            link.options.push_back({ExpressionPart{&parts.between_standards}, ExpressionPart{&parts.before_item}});
        } else {
            link.options.push_back({ExpressionPart{&parts.owner}, ExpressionPart{&parts.between_items},
                                    ExpressionPart{&parts.before_item}});
        }
        link.options.push_back({ExpressionPart{&parts.and_in_han}});
        ExpressionChoice item;
        item.options.push_back(
            {repeat(std::move(link), 1), ExpressionPart{&parts.item_mark}, mention, ExpressionPart{&parts.brackets}});
        return item;
    }

    static void write(const PatternGap& gap, ExpressionSequence& out) {
        ExpressionClass letter;
        letter.set.set(' ').set(';');
        add_bytes(gap.stops, letter.set);
        letter.set ^= kAsciiBytes;
        letter.others = true;
        ExpressionRepeat word = repeat(letter, ExpressionRepeat::kAny);
        word.least = 1;
        ExpressionChoice body;
        body.options.push_back({std::move(word), blank()});
        ExpressionRepeat words = repeat(std::move(body), gap.words);
        words.lazy = true;
        out.push_back(std::move(words));
    }

    static void write(const PatternAside&, ExpressionSequence& out) {
        out.push_back(ExpressionPart{&Parts::all().aside});
    }

    static void write(const PatternEdge& edge, ExpressionSequence& out) {
        out.push_back(ExpressionPart{edge.begin ? &Parts::all().begin : &Parts::all().end});
    }

    void write(const PatternName& name, ExpressionSequence& out) { choice(*name.meaning, out); }
    void write(const PatternChoice& node, ExpressionSequence& out) { choice(node, out); }

    int groups_ = 0;
};

// The roles of a tree as they come, and how long its expression is at most.
class Surveyor {
  public:
    std::vector<Pattern::Role> roles;
    std::size_t most = 0;

    void choice(const PatternChoice& node) {
        const bool one = node.options.size() == 1 && !node.may_be_missing && !node.repeated;
        optional_ += one ? 0 : 1;
        most += 4 + node.options.size();
        for (const PatternSequence& option : node.options) {
            for (const PatternNode& part : option) look_at(part);
        }
        optional_ -= one ? 0 : 1;
    }

  private:
    void look_at(const PatternNode& node) {
        if (const auto* word = std::get_if<PatternWord>(&node)) {
            most += size_of(*word);
        } else if (const auto* inner = std::get_if<PatternChoice>(&node)) {
            choice(*inner);
        } else if (const auto* name = std::get_if<PatternName>(&node)) {
            choice(*name->meaning);
        } else {
            const auto* role = std::get_if<Pattern::Role>(&node);
            most += role != nullptr && role->list ? kMostOfList : kMostOfPart;
            if (role == nullptr) return;
            roles.push_back(*role);
            roles.back().required = optional_ == 0;
        }
    }

    static std::size_t size_of(const PatternWord& word) {
        const std::string& text = word.text;
        std::size_t size = word.any_beginning || word.any_ending ? kMostOfAnyWord : kMostOfWord;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const bool plain =
                (is_word(text[i]) && !has_two_spellings(text, i)) || static_cast<unsigned char>(text[i]) >= 0x80;
            size += plain ? 1 : kMostOfLetter;
        }
        return size;
    }

    int optional_ = 0;
};

// Written out or by name; nullptr for anything else.
const PatternChoice* choice_in(const PatternNode& node) {
    const auto* name = std::get_if<PatternName>(&node);
    return name == nullptr ? std::get_if<PatternChoice>(&node) : name->meaning.get();
}

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
            } else if (const auto* inner = choice_in(node)) {
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
            } else if (const auto* inner = choice_in(node)) {
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
    auto tree = std::make_shared<const PatternChoice>(parse_pattern(notation, vocabulary));
    Surveyor survey;
    survey.choice(*tree);
    if (survey.roles.size() > kMaxRoles) {
        throw Error(ErrorCode::kInvalidData, fmt::format("a pattern with {} roles", survey.roles.size()),
                    fmt::format("use {} at most: split it into several patterns", kMaxRoles))
            .at("", notation, {0, notation.size()});
    }
    try {
        Pattern pattern(Expression::compile([tree] { return Compiler::compile(*tree); }, survey.most));
        pattern.roles_ = std::move(survey.roles);
        for (const Role& role : pattern.roles_) {
            if (role.required) pattern.label_needs_.add(role.labels);
        }
        pattern.triggers_ = TriggerFinder::of(*tree);
        pattern.needs_ = NeedFinder::of(*tree);
        return pattern;
    } catch (Error& too_large) {
        too_large.at("", notation, {0, notation.size()});
        throw;
    }
}

std::optional<Pattern::Match> Pattern::find(const MaskedText& text, std::size_t from, std::size_t latest) const {
    std::array<Span, kMaxRoles + 1> groups;
    if (!expression_.search(text.text, from, {groups.data(), roles_.size() + 1}, latest)) return std::nullopt;
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
