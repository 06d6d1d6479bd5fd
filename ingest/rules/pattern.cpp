#include "ingest/rules/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "ingest/rules/pattern_syntax.h"
#include "schema/error.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMaxRoles = 12;
constexpr std::size_t kMinTrigger = 3;  // bytes: three letters, or one Han character

// Bytes of mentions that a gap of plain words does not run over: all but the date.
constexpr std::string_view kNotInWords = R"([^\x01-\x06 ;])";
constexpr std::string_view kNotInAny = R"([^ ;])";
constexpr std::string_view kAside =
    R"((?:,? ?(?:, (?:[^ ;\x04\x05]+ ){0,20}?[^ ,;\x04\x05]+, ?|- (?:[^ ;\x04\x05]+ ){0,20}?- ?|\([^()]*\) ?|))?)";
constexpr std::string_view kRepeated = "*";
constexpr std::string_view kTitle = R"((?: ?[^\x01-\x08 ;,\p{Han}]+){0,14}?)";
constexpr std::string_view kItemMark = R"((?:\((?:[ivx]+|[0-9]+|[a-h])\) ?|[0-9][.)] )?)";
constexpr std::string_view kPronoun = R"(\x08?)";
constexpr std::string_view kBrackets = R"((?: ?\([^()]*\))?)";
constexpr std::string_view kBetweenItems =
    R"((?:(?: ?(?:,|;|、|/|&|\band\b|\bor\b|\bas well as\b|\b(?:al)?together with\b|\balong with\b|\balongside\b|)"
    R"(\bjointly with\b|\bin conjunction with\b|\bplus\b|和|以及|及|会同|联合|暨))+))"
    R"((?: ?\b(?:the|its|their|an?|of|by|with|for|from|in|another|other|others|also|all|both|two|three|four|five|six|)"
    R"(seven|eight|nine|ten|[0-9]+|ministries|departments|agencies|authorities|bodies|including|namely|former|then|)"
    R"(china's|chinese|german|national|standards?|committees?|laws?|latter's|subcommittees?)\b)* ?)";

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
        if (is_alnum(word.text.front())) out += word.any_beginning ? "\\b[a-z]*" : "\\b";
        out += either_spelling(re2::RE2::QuoteMeta(word.text));
        if (word.any_ending) {
            out += "[a-z]*";
        } else if (is_alnum(word.text.back())) {
            out += "\\b";
        }
        out += " ?";
    }

    // organise and organize are one word.
    static std::string either_spelling(const std::string& text) {
        std::string spelled;
        for (std::size_t i = 0; i < text.size(); ++i) {
            spelled += has_two_spellings(text, i) ? std::string("[sz]") : std::string(1, text[i]);
        }
        return spelled;
    }

    // A list of bodies at the very beginning of a pattern does not reach back over a semicolon: "...; B mirrors C".
    std::string between_items(bool titled) const {
        std::string between(kBetweenItems);
        if (titled || !roles.empty()) return between;
        const std::size_t semicolon = between.find(",|;|");
        return between.erase(semicolon + 1, 2);
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
            out += "(" + item + "(?:(?:" + std::string(titled ? kTitle : "") + std::string(kBetweenItems) +
                   "| ?与 ?)?" + std::string(kItemMark) + item + ")*) ?";
        } else {
            out += "(" + bytes + ")" + std::string(kBrackets) + " ?";
        }
        roles.push_back(role);
        roles.back().required = optional_ == 0;
    }

    void write(const PatternGap& gap) {
        out += fmt::format("(?:{}+ ?){{0,{}}}?", gap.mentions ? kNotInAny : kNotInWords, gap.words);
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

    static std::vector<std::string> of(const PatternWord& word) {
        // Only the part in front of a letter that has two spellings.
        std::string stem = word.text;
        for (std::size_t i = 1; i < stem.size(); ++i) {
            if (has_two_spellings(stem, i)) stem.resize(i);
        }
        if (stem.size() < kMinTrigger) return {};
        return {stem};
    }

    static std::size_t score(const std::vector<std::string>& found) {
        std::size_t shortest = found.empty() ? 0 : found.front().size();
        for (const std::string& text : found) shortest = std::min(shortest, text.size());
        return shortest;
    }
};

}  // namespace

Pattern::Pattern() = default;
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

Pattern Pattern::compile(std::string_view notation, const Vocabulary& vocabulary) {
    const PatternChoice tree = parse_pattern(notation, vocabulary);
    Compiler compiler;
    compiler.choice(tree);
    if (compiler.roles.size() > kMaxRoles) {
        throw Error(ErrorCode::kInvalidData, fmt::format("a pattern with {} roles", compiler.roles.size()),
                    fmt::format("use {} at most: split it into several patterns", kMaxRoles))
            .at("", notation, {0, notation.size()});
    }
    re2::RE2::Options options(re2::RE2::Quiet);
    Pattern pattern;
    pattern.expression_ = std::make_unique<re2::RE2>(compiler.out, options);
    if (!pattern.expression_->ok()) {
        throw Error(ErrorCode::kInvalidData, "the pattern is too large: " + pattern.expression_->error(),
                    "split it into several patterns")
            .at("", notation, {0, notation.size()});
    }
    pattern.roles_ = std::move(compiler.roles);
    pattern.triggers_ = TriggerFinder::of(tree);
    return pattern;
}

bool Pattern::possible(LabelSet labels) const {
    return std::all_of(roles_.begin(), roles_.end(),
                       [&](const Role& role) { return !role.required || (role.labels & labels) != 0; });
}

std::optional<Pattern::Match> Pattern::find(const MaskedText& text, std::size_t from) const {
    std::array<re2::StringPiece, kMaxRoles + 1> groups;
    const re2::StringPiece subject(text.text);
    const int count = static_cast<int>(roles_.size()) + 1;
    if (from > text.text.size() ||
        !expression_->Match(subject, from, subject.size(), re2::RE2::UNANCHORED, groups.data(), count)) {
        return std::nullopt;
    }
    const auto offset = [&](const char* at) { return static_cast<std::size_t>(at - subject.data()); };
    Match match{offset(groups[0].data()), offset(groups[0].data() + groups[0].size()), {}};
    for (std::size_t i = 0; i < roles_.size(); ++i) {
        const re2::StringPiece& group = groups[i + 1];
        match.mentions.emplace_back();
        if (group.data() == nullptr) continue;
        const std::size_t begin = offset(group.data());
        match.mentions.back() = text.mentions(begin, begin + group.size(), roles_[i].labels);
    }
    return match;
}

bool Pattern::matches(std::string_view plain) const {
    return expression_->Match(re2::StringPiece(plain.data(), plain.size()), 0, plain.size(), re2::RE2::UNANCHORED,
                              nullptr, 0);
}

}  // namespace mirrorgraph::ingest
