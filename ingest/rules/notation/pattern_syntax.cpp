#include "ingest/rules/notation/pattern_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr int kMaxDepth = 16;   // of brackets and of names that use names
constexpr int kMaxGap = 40;     // words
constexpr int kDefaultGap = 8;  // words
constexpr LabelSet kAllButDates = 0x3F;
constexpr int kMaxParts = 2000;  // with the vocabulary written out

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'';
}

class Parser {
  public:
    // `parts_left` counts down over all names that are written out.
    Parser(std::string_view text, const Vocabulary& vocabulary, int depth, int& parts_left)
        : text_(text), vocabulary_(vocabulary), depth_(depth), parts_left_(parts_left) {}

    PatternChoice parse() {
        PatternChoice all = choice();
        if (at_ < text_.size()) fail({at_, at_ + 1}, "a closing bracket that nothing opened", "remove it");
        return all;
    }
    // What brackets and names go inside each other, counted from 0.
    int deepest() const { return deepest_; }

  private:
    // choice := sequence ("|" sequence)*
    PatternChoice choice() {
        note_depth(++depth_);
        PatternChoice node;
        node.options.push_back(sequence());
        while (peek() == '|') {
            ++at_;
            node.options.push_back(sequence());
        }
        --depth_;
        return node;
    }

    void note_depth(int depth) {
        deepest_ = std::max(deepest_, depth);
        if (depth > kMaxDepth) fail({at_, at_}, "too many brackets inside each other", "split the pattern");
    }

    // sequence := part*
    PatternSequence sequence() {
        PatternSequence parts;
        for (char c = peek(); c != 0 && c != '|' && c != ')' && c != ']'; c = peek()) part(parts);
        return parts;
    }

    // part := word | role | gap | name | "(" choice ")" | "[" choice "]" | "^" | "$"
    void part(PatternSequence& parts) {
        const char c = peek();
        count_parts(1);
        switch (c) {
            case '{': parts.emplace_back(role()); return;
            case '<': parts.emplace_back(name()); return;
            case '(': parts.emplace_back(bracketed(')', false)); return;
            case '[': parts.emplace_back(bracketed(']', true)); return;
            case '}':
            case '>':
                fail({at_, at_ + 1}, "a closing bracket that nothing opened", "write it as \\" + std::string(1, c));
            case '^':
            case '$':
                ++at_;
                parts.emplace_back(PatternEdge{c == '^'});
                return;
            default: parts.emplace_back(word());
        }
    }

    void count_parts(int parts) {
        parts_left_ -= parts;
        if (parts_left_ < 0) fail({at_, at_}, "a pattern of too many parts", "split it into several patterns");
    }

    PatternChoice bracketed(char close, bool may_be_missing) {
        const std::size_t open = at_++;
        PatternChoice node = choice();
        node.may_be_missing = may_be_missing;
        if (peek() != close) {
            fail({open, open + 1}, fmt::format("'{}' is never closed", text_[open]), fmt::format("add a '{}'", close));
        }
        ++at_;
        if (close == ')' && at_ < text_.size() && text_[at_] == '*') {
            node.repeated = true;
            ++at_;
        }
        return node;
    }

    PatternWord word() {
        if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
        const bool any_beginning = text_[at_] == '*' && at_ + 1 < text_.size() && is_word_byte(text_[at_ + 1]);
        if (any_beginning) ++at_;
        const std::size_t begin = at_;
        if (is_word_byte(text_[at_])) {
            while (at_ < text_.size() && is_word_byte(text_[at_])) ++at_;
        } else if (static_cast<unsigned char>(text_[at_]) >= 0x80) {
            while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80) ++at_;
        } else {
            ++at_;
        }
        PatternWord node{fold(text_.substr(begin, at_ - begin)), false, any_beginning};
        if (is_word_byte(text_[begin]) && at_ < text_.size() && text_[at_] == '*') {
            node.any_ending = true;
            ++at_;
        }
        return node;
    }

    static std::string fold(std::string_view text) {
        std::string out(text);
        for (char& c : out) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        return out;
    }

    // role := "{" name ":" label ("|" label)* "+"? "}"
    Pattern::Role role() {
        const std::size_t open = at_;
        const std::size_t close = text_.find('}', open);
        if (close == std::string_view::npos) fail({open, open + 1}, "'{' is never closed", "add a '}'");
        std::string_view inside = text_.substr(open + 1, close - open - 1);
        at_ = close + 1;
        Pattern::Role node;
        const std::size_t colon = inside.find(':');
        if (colon == std::string_view::npos || trim(inside.substr(0, colon)).empty()) {
            fail({open, close + 1}, "a mention needs a role and a label", "write {role:Label}, as in {issuer:Agency}");
        }
        node.name = std::string(trim(inside.substr(0, colon)));
        const std::size_t from = open + 1 + colon + 1;
        std::string_view names = text_.substr(from, close - from);
        if (names.ends_with('+')) {
            node.list = true;
            names.remove_suffix(1);
        } else if (names.ends_with('*')) {
            node.all = true;
            names.remove_suffix(1);
        }
        node.labels = labels(names, from);
        return node;
    }

    // label ("|" label)*, which stands at `from`
    LabelSet labels(std::string_view names, std::size_t from) {
        LabelSet all = 0;
        for (std::size_t bar = 0; bar != std::string_view::npos;) {
            bar = names.find('|');
            all |= label(names.substr(0, bar), from);
            if (bar == std::string_view::npos) break;
            names.remove_prefix(bar + 1);
            from += bar + 1;
        }
        return all;
    }

    LabelSet label(std::string_view name, std::size_t from) {
        const auto bit = label_bit(trim(name));
        if (!bit) {
            fail({from, from + name.size()},
                 fmt::format("unknown label '{}'{}", trim(name), did_you_mean(trim(name), maskable_labels())),
                 fmt::format("labels are {}", fmt::join(maskable_labels(), ", ")));
        }
        return *bit;
    }

    // gap := "<words" number? ">" | "<any" number? ("but" label ("|" label)*)? ">" | "<aside>";  name := "<" word ">"
    PatternNode name() {
        const std::size_t open = at_;
        const std::size_t close = text_.find('>', open);
        if (close == std::string_view::npos) fail({open, open + 1}, "'<' is never closed", "add a '>'");
        const std::string_view inside = trim(text_.substr(open + 1, close - open - 1));
        at_ = close + 1;
        const std::string_view first = inside.substr(0, inside.find(' '));
        if (first == "words" || first == "any") return gap(inside, {open, close + 1});
        if (inside == "aside") return PatternAside{};
        const auto entry = vocabulary_.find(inside);
        if (entry == vocabulary_.end()) {
            std::vector<std::string> names = {"words", "any", "aside"};
            for (const auto& [key, notation] : vocabulary_) names.push_back(key);
            fail({open, close + 1}, fmt::format("unknown name '<{}>'{}", inside, did_you_mean(inside, names)),
                 "add it to data/rules/vocabulary.yaml");
        }
        return name_of(entry->second);
    }

    PatternName name_of(const VocabularyEntry& entry) {
        if (entry.tree) {
            note_depth(depth_ + 1 + entry.depth);
            count_parts(entry.parts);
            return {entry.tree};
        }
        Parser inside(entry.notation, vocabulary_, depth_ + 1, parts_left_);
        auto tree = std::make_shared<const PatternChoice>(inside.parse());
        deepest_ = std::max(deepest_, inside.deepest());
        return {std::move(tree)};
    }

    PatternGap gap(std::string_view inside, Span place) {
        constexpr std::string_view kBut = " but ";
        PatternGap node{kDefaultGap, inside.starts_with("any") ? LabelSet{0} : kAllButDates};
        const std::size_t but = inside.find(kBut);
        if (but != std::string_view::npos) {
            const std::size_t from = static_cast<std::size_t>(inside.data() - text_.data()) + but + kBut.size();
            node.stops |= labels(inside.substr(but + kBut.size()), from);
            inside = trim(inside.substr(0, but));
        }
        const std::string_view number = trim(inside.substr(std::min(inside.size(), inside.find(' '))));
        if (number.empty()) return node;
        const auto [end, status] = std::from_chars(number.data(), number.data() + number.size(), node.words);
        if (status != std::errc() || end != number.data() + number.size() || node.words < 1 || node.words > kMaxGap) {
            fail(place, fmt::format("a gap of '{}' words", number), fmt::format("give a number from 1 to {}", kMaxGap));
        }
        return node;
    }

    char peek() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
        return at_ < text_.size() ? text_[at_] : '\0';
    }

    [[noreturn]] void fail(Span place, const std::string& message, std::string remedy) {
        throw Error(ErrorCode::kInvalidData, message, std::move(remedy)).at("", text_, place);
    }

    std::string_view text_;
    const Vocabulary& vocabulary_;
    int depth_;
    int deepest_ = 0;
    int& parts_left_;
    std::size_t at_ = 0;
};

}  // namespace

PatternChoice parse_pattern(std::string_view notation, const Vocabulary& vocabulary) {
    int parts_left = kMaxParts;
    return Parser(notation, vocabulary, 0, parts_left).parse();
}

void parse_entry(VocabularyEntry& entry, const Vocabulary& vocabulary) {
    int parts_left = kMaxParts;
    Parser parser(entry.notation, vocabulary, 0, parts_left);
    entry.tree = std::make_shared<const PatternChoice>(parser.parse());
    entry.parts = kMaxParts - parts_left;
    entry.depth = parser.deepest();
}

}  // namespace mirrorgraph::ingest
