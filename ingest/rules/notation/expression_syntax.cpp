#include "ingest/rules/notation/expression_syntax.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

struct Unknown {};

class ExpressionParser {
  public:
    explicit ExpressionParser(std::string_view source) : source_(source) {}

    ExpressionChoice parse() {
        ExpressionChoice all = choice();
        if (at_ < source_.size()) throw Unknown();
        return all;
    }

  private:
    ExpressionChoice choice() {
        ExpressionChoice node;
        do {
            node.options.push_back(sequence());
        } while (accept('|'));
        return node;
    }

    ExpressionSequence sequence() {
        ExpressionSequence nodes;
        while (at_ < source_.size() && source_[at_] != '|' && source_[at_] != ')') {
            if (ExpressionText part = text(); !part.text.empty()) {
                nodes.push_back(std::move(part));
                continue;
            }
            nodes.push_back(atom());
            if (is_repeat()) {
                ExpressionNode body = std::move(nodes.back());
                nodes.back() = repeat(std::move(body));
            }
        }
        return nodes;
    }

    // Characters in a row that stand for themselves, and the edges of the word that they are; empty where none does.
    ExpressionText text() {
        const std::size_t begin = at_;
        ExpressionText node;
        node.begins_word = accept("\\b");
        while (take_characters(node.text)) {
        }
        if (node.text.empty()) {
            at_ = begin;
            return {};
        }
        node.ends_word = accept("\\b");
        const std::size_t blank = at_;
        node.then_blank = accept(" ?");
        if (node.then_blank && is_repeat()) {  // it is lazy
            node.then_blank = false;
            at_ = blank;
        }
        return node;
    }

    // Characters that stand for themselves, put behind `text`, without one that is repeated; false where they end.
    bool take_characters(std::string& text) {
        const std::size_t begin = at_;
        std::size_t last = at_;
        while (at_ < source_.size() && !kSpecial.test(static_cast<unsigned char>(source_[at_]))) {
            last = at_;
            at_ = next_code_point(source_, at_);
        }
        if (at_ > begin) {
            const bool repeated = is_repeat();
            if (repeated) at_ = last;
            text += source_.substr(begin, at_ - begin);
            return !repeated;
        }
        const std::string_view rest = source_.substr(at_);
        if (!rest.starts_with('\\') || rest.starts_with("\\b")) return false;
        const std::string escaped = character();
        if (is_repeat()) {
            at_ = begin;
            return false;
        }
        text += escaped;
        return true;
    }

    bool is_repeat() const {
        if (at_ == source_.size()) return false;
        const char c = source_[at_];
        return c == '?' || c == '*' || c == '+' || c == '{';
    }

    ExpressionNode atom() {
        switch (source_[at_]) {
            case '(':
                if (accept("(?:")) return group(0);
                if (accept("(?")) throw Unknown();
                ++at_;
                return group(++groups_);
            case '[': ++at_; return character_class();
            case '^': ++at_; return ExpressionEdge{ExpressionEdge::kBegin};
            case '$': ++at_; return ExpressionEdge{ExpressionEdge::kEnd};
            case '.': ++at_; return any_character();
            case '\\':
                if (accept("\\b")) return ExpressionEdge{ExpressionEdge::kWord};
                break;
            default:
                if (is_repeat()) throw Unknown();
        }
        return ExpressionText{character()};
    }

    ExpressionNode group(int number) {
        ExpressionChoice node = choice();
        node.group = number;
        if (!accept(')')) throw Unknown();
        return node;
    }

    static ExpressionClass any_character() {
        ExpressionClass node;
        node.set = kAsciiBytes;
        node.set.reset('\n');
        node.others = true;
        return node;
    }

    // One character as its bytes.
    std::string character() {
        if (at_ >= source_.size()) throw Unknown();
        if (accept("\\x")) return {static_cast<char>(number(2, 16))};
        if (accept('\\')) {
            const auto c = static_cast<unsigned char>(at_ < source_.size() ? source_[at_] : 'a');
            if (std::isalnum(c) != 0 || c >= 0x80) throw Unknown();
            ++at_;
            return {static_cast<char>(c)};
        }
        const std::size_t begin = at_;
        at_ = next_code_point(source_, at_);
        return std::string(source_.substr(begin, at_ - begin));
    }

    // Characters beyond ASCII become alternatives of their own.
    ExpressionNode character_class() {
        const bool negated = accept('^');
        ExpressionClass node;
        ExpressionChoice wide;
        while (!accept(']')) {
            if (negated && accept("\\p{Han}")) {
                node.no_han = true;
                continue;
            }
            const std::string first = character();
            const bool range = at_ + 1 < source_.size() && source_[at_] == '-' && source_[at_ + 1] != ']';
            if (first.size() > 1) {
                if (range || negated) throw Unknown();
                wide.options.push_back({ExpressionText{first}});
                continue;
            }
            std::string last = first;
            if (range) {
                ++at_;
                last = character();
            }
            if (last.size() > 1 || last[0] < first[0]) throw Unknown();
            const unsigned end = static_cast<unsigned char>(last[0]);
            for (unsigned c = static_cast<unsigned char>(first[0]); c <= end; ++c) node.set.set(c);
        }
        if (negated) {
            node.others = true;
            node.set ^= kAsciiBytes;
        }
        if (wide.options.empty()) return node;
        wide.options.push_back({node});
        return wide;
    }

    ExpressionNode repeat(ExpressionNode atom) {
        ExpressionRepeat node;
        if (accept('?')) {
            node.most = 1;
        } else if (accept('+')) {
            node.least = 1;
        } else if (accept('{')) {
            node.least = number(4, 10);
            if (!accept(',')) throw Unknown();
            node.most = number(4, 10);
            if (!accept('}')) throw Unknown();
        } else if (!accept('*')) {
            throw Unknown();
        }
        node.lazy = accept('?');
        node.body.push_back(std::move(atom));
        if (is_repeat()) throw Unknown();
        return node;
    }

    int number(std::size_t most_digits, int base) {
        int value = 0;
        const char* const begin = source_.data() + at_;
        const char* const end = begin + std::min(most_digits, source_.size() - at_);
        const auto [stop, status] = std::from_chars(begin, end, value, base);
        if (status != std::errc() || value < 0) throw Unknown();
        at_ += static_cast<std::size_t>(stop - begin);
        return value;
    }

    bool accept(char token) {
        if (at_ == source_.size() || source_[at_] != token) return false;
        ++at_;
        return true;
    }

    bool accept(std::string_view token) {
        if (!source_.substr(at_).starts_with(token)) return false;
        at_ += token.size();
        return true;
    }

    static inline const ByteSet kSpecial = [] {
        ByteSet set;
        for (const char c : std::string_view(R"(|()[]{}^$\.?*+)")) set.set(static_cast<unsigned char>(c));
        return set;
    }();
    std::string_view source_;
    std::size_t at_ = 0;
    int groups_ = 0;
};

class ExpressionPrinter {
  public:
    std::string out;

    void print(const ExpressionChoice& node) {
        for (std::size_t i = 0; i < node.options.size(); ++i) {
            if (i > 0) out += '|';
            for (const ExpressionNode& part : node.options[i]) print(part);
        }
    }

  private:
    void print(const ExpressionNode& node) {
        std::visit([this](const auto& part) { write(part); }, static_cast<const ExpressionNode::variant&>(node));
    }

    void write(const ExpressionText& node) {
        if (node.begins_word) out += "\\b";
        for (const char c : node.text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x80) {
                write_byte(byte);
            } else {
                out += c;
            }
        }
        if (node.ends_word) out += "\\b";
        if (node.then_blank) out += " ?";
    }

    void write(const ExpressionClass& node) {
        out += node.others ? "[^" : "[";
        for (unsigned byte = 0; byte < 0x80; ++byte) {
            if (node.set.test(byte) != node.others) write_byte(byte);
        }
        out += node.no_han ? "\\p{Han}]" : "]";
    }

    void write(const ExpressionEdge& node) {
        switch (node.kind) {
            case ExpressionEdge::kBegin: out += '^'; return;
            case ExpressionEdge::kEnd: out += '$'; return;
            case ExpressionEdge::kWord: out += "\\b"; return;
        }
    }

    void write(const ExpressionChoice& node) {
        out += node.group == 0 ? "(?:" : "(";
        print(node);
        out += ')';
    }

    void write(const ExpressionRepeat& node) {
        const ExpressionNode& body = node.body.front();
        const auto* text = std::get_if<ExpressionText>(&body);
        const bool letter = text != nullptr && text->text.size() == 1 && !text->begins_word && !text->ends_word;
        const bool whole =
            letter || std::holds_alternative<ExpressionClass>(body) || std::holds_alternative<ExpressionChoice>(body);
        if (!whole) out += "(?:";
        print(body);
        if (!whole) out += ')';
        if (node.most != ExpressionRepeat::kAny) {
            out += fmt::format("{{{},{}}}", node.least, node.most);
        } else {
            out += node.least == 0 ? '*' : '+';
        }
        if (node.lazy) out += '?';
    }

    void write(const ExpressionPart& node) {
        out += "(?:";
        print(*node.tree);
        out += ')';
    }

    void write_byte(unsigned byte) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        if (std::isalnum(static_cast<int>(byte)) == 0) {
            out += "\\x";
            out += kDigits[byte / 16];
            out += kDigits[byte % 16];
        } else {
            out += static_cast<char>(byte);
        }
    }
};

}  // namespace

std::string print_expression(const ExpressionChoice& tree) {
    ExpressionPrinter printer;
    printer.print(tree);
    return std::move(printer.out);
}

std::optional<ExpressionChoice> parse_expression(std::string_view source) {
    try {
        return ExpressionParser(source).parse();
    } catch (const Unknown&) {
        return std::nullopt;
    }
}

}  // namespace mirrorgraph::ingest
