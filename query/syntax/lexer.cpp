#include "query/syntax/lexer.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "query/query_error.h"
#include "schema/text/ascii.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::uint64_t kLargestMagnitude = std::uint64_t{1} << 63;  // of the smallest integer
constexpr std::int64_t kHugeExponent = std::int64_t{1} << 40;        // beyond any length of a text

struct Symbol {
    std::string_view text;
    TokenKind kind;
};

// Longer symbols stand before their prefixes.
constexpr std::array kSymbols = {
    Symbol{"==", TokenKind::kForeign},
    Symbol{"!=", TokenKind::kForeign},
    Symbol{"&&", TokenKind::kForeign},
    Symbol{"||", TokenKind::kForeign},
    Symbol{"!~", TokenKind::kForeign},
    Symbol{"..", TokenKind::kDots},
    Symbol{"+=", TokenKind::kPlusEqual},
    Symbol{"=~", TokenKind::kMatches},
    Symbol{"<>", TokenKind::kNotEqual},
    Symbol{"<=", TokenKind::kLessOrEqual},
    Symbol{">=", TokenKind::kGreaterOrEqual},
    Symbol{"(", TokenKind::kLeftParenthesis},
    Symbol{")", TokenKind::kRightParenthesis},
    Symbol{"[", TokenKind::kLeftBracket},
    Symbol{"]", TokenKind::kRightBracket},
    Symbol{"{", TokenKind::kLeftBrace},
    Symbol{"}", TokenKind::kRightBrace},
    Symbol{",", TokenKind::kComma},
    Symbol{":", TokenKind::kColon},
    Symbol{";", TokenKind::kSemicolon},
    Symbol{".", TokenKind::kDot},
    Symbol{"+", TokenKind::kPlus},
    Symbol{"-", TokenKind::kMinus},
    Symbol{"*", TokenKind::kStar},
    Symbol{"/", TokenKind::kSlash},
    Symbol{"%", TokenKind::kPercent},
    Symbol{"^", TokenKind::kCaret},
    Symbol{"=", TokenKind::kEqual},
    Symbol{"<", TokenKind::kLess},
    Symbol{">", TokenKind::kGreater},
    Symbol{"|", TokenKind::kBar},
    Symbol{"&", TokenKind::kAmpersand},
    Symbol{"!", TokenKind::kExclamation},
};

constexpr std::string_view kReserved[] = {
    "AND",        "AS",     "ASC",      "ASCENDING", "BY",   "CASE",     "CONTAINS", "CREATE", "DELETE", "DESC",
    "DESCENDING", "DETACH", "DISTINCT", "ELSE",      "END",  "ENDS",     "FALSE",    "IN",     "IS",     "LIMIT",
    "MATCH",      "MERGE",  "NOT",      "NULL",      "ON",   "OPTIONAL", "OR",       "ORDER",  "REMOVE", "RETURN",
    "SET",        "SKIP",   "STARTS",   "THEN",      "TRUE", "UNION",    "UNWIND",   "WHEN",   "WHERE",  "WITH"};

bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_high_surrogate(char32_t c) { return c >= 0xD800 && c < 0xDC00; }
bool is_low_surrogate(char32_t c) { return c >= 0xDC00 && c < 0xE000; }

class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        if (auto bad = find_invalid_utf8(text_)) {
            fail({*bad, *bad + 1}, "InvalidUnicodeCharacter", "the query is not valid UTF-8");
        }
        std::vector<Token> tokens;
        while (skip_space()) tokens.push_back(next());
        tokens.push_back({TokenKind::kEnd, {text_.size(), text_.size()}, {}, 0, 0});
        return tokens;
    }

  private:
    [[noreturn]] void fail(Span span, std::string_view detail, const std::string& message, std::string remedy = {}) {
        throw_at({ErrorCode::kSyntax, "SyntaxError", detail, message, std::move(remedy)}, text_, span);
    }

    char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }

    bool starts_with(std::string_view prefix) const { return text_.substr(here_).starts_with(prefix); }

    // False at the end of the text.
    bool skip_space() {
        while (here_ < text_.size()) {
            if (starts_with("//")) {
                here_ = std::min(text_.find('\n', here_), text_.size());
            } else if (starts_with("/*")) {
                skip_block_comment();
            } else if (is_space(code_point_at(text_, here_))) {
                here_ = next_code_point(text_, here_);
            } else {
                return true;
            }
        }
        return false;
    }

    void skip_block_comment() {
        const std::size_t end = text_.find("*/", here_ + 2);
        if (end == std::string_view::npos) {
            fail({here_, here_ + 2}, "UnexpectedSyntax", "a comment that does not end", "close it with */");
        }
        here_ = end + 2;
    }

    Token next() {
        const char c = at(here_);
        if (is_digit(c) || (c == '.' && is_digit(at(here_ + 1)))) return number();
        if (c == '\'' || c == '"') return string(c);
        if (c == '`') return quoted_name(TokenKind::kQuotedName, here_);
        if (c == '$') return parameter();
        if (is_identifier_start(code_point_at(text_, here_))) return word();
        for (const Symbol& symbol : kSymbols) {
            if (starts_with(symbol.text)) {
                here_ += symbol.text.size();
                return {symbol.kind, {here_ - symbol.text.size(), here_}, std::string(symbol.text), 0, 0};
            }
        }
        fail_unknown_character();
    }

    [[noreturn]] void fail_unknown_character() {
        const Span span{here_, next_code_point(text_, here_)};
        const std::string shown(text_.substr(span.begin, span.size()));
        if (static_cast<unsigned char>(shown[0]) < 0x80) {
            fail(span, "UnexpectedSyntax", fmt::format("a query cannot contain '{}' here", shown));
        }
        std::string remedy;
        const std::string plain = plain_spelling(code_point_at(text_, here_));
        if (!plain.empty()) remedy = fmt::format("did you mean the plain {} ?", plain);
        fail(span, "InvalidUnicodeCharacter", fmt::format("a query cannot contain '{}' outside quotes", shown), remedy);
    }

    // The ASCII character that people meant by a typographic one; "" where none is known.
    static std::string plain_spelling(char32_t c) {
        if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xAD) return "-";
        if (c >= 0x2018 && c <= 0x201B) return "'";
        if (c >= 0x201C && c <= 0x201F) return "\"";
        std::string text;
        append_code_point(text, c);
        const std::string plain = nfkc(text);
        return plain.size() == 1 ? plain : "";
    }

    std::size_t end_of_word(std::size_t offset) const {
        while (offset < text_.size() && is_identifier_part(code_point_at(text_, offset))) {
            offset = next_code_point(text_, offset);
        }
        return offset;
    }

    Token word() {
        const Span span{here_, end_of_word(next_code_point(text_, here_))};
        here_ = span.end;
        return {TokenKind::kWord, span, std::string(text_.substr(span.begin, span.size())), 0, 0};
    }

    // At the opening backtick; a backtick inside is written twice.
    Token quoted_name(TokenKind kind, std::size_t begin) {
        std::string name;
        for (std::size_t i = here_ + 1; i < text_.size(); ++i) {
            if (text_[i] == '`') {
                if (at(i + 1) != '`') {
                    here_ = i + 1;
                    return {kind, {begin, here_}, std::move(name), 0, 0};
                }
                ++i;
            }
            name += text_[i];
        }
        fail({here_, here_ + 1}, "UnexpectedSyntax", "a quoted name that does not end", "close it with `");
    }

    Token parameter() {
        const std::size_t begin = here_++;
        if (at(here_) == '`') return quoted_name(TokenKind::kParameter, begin);
        const std::size_t end = end_of_word(here_);
        if (end == here_) {
            fail({begin, begin + 1}, "UnexpectedSyntax", "a parameter needs a name", "write $name or $1");
        }
        Token token{TokenKind::kParameter, {begin, end}, std::string(text_.substr(here_, end - here_)), 0, 0};
        here_ = end;
        return token;
    }

    // Digits, letters and a decimal point that belong together, read whole so that 0x1Z is one faulty number.
    Token number() {
        const std::size_t begin = here_;
        if (at(begin) == '0' && (at(begin + 1) == 'x' || at(begin + 1) == 'X')) return radix_integer(16);
        if (at(begin) == '0' && (at(begin + 1) == 'o' || at(begin + 1) == 'O')) return radix_integer(8);
        std::size_t end = skip_digits(begin);
        bool is_float = false;
        if (at(end) == '.' && is_digit(at(end + 1))) {
            is_float = true;
            end = skip_digits(end + 1);
        }
        if (at(end) == 'e' || at(end) == 'E') {
            const std::size_t digits = end + (at(end + 1) == '-' || at(end + 1) == '+' ? 2 : 1);
            if (is_digit(at(digits))) {
                is_float = true;
                end = skip_digits(digits);
            }
        }
        const std::size_t whole = end_of_word(end);
        if (whole != end) fail_number({begin, whole});
        here_ = end;
        return is_float ? float_token({begin, end}) : decimal_integer({begin, end});
    }

    std::size_t skip_digits(std::size_t offset) const {
        while (is_digit(at(offset))) ++offset;
        return offset;
    }

    [[noreturn]] void fail_number(Span span, std::string remedy = {}) {
        fail(span, "InvalidNumberLiteral", fmt::format("'{}' is not a number", text_.substr(span.begin, span.size())),
             std::move(remedy));
    }

    Token decimal_integer(Span span) {
        const std::string_view digits = text_.substr(span.begin, span.size());
        if (digits.size() > 1 && digits[0] == '0') {
            fail_number(span, "write octal numbers with 0o, decimal ones without leading zeros");
        }
        return integer_token(span, digits, 10);
    }

    Token radix_integer(int radix) {
        const Span span{here_, end_of_word(here_)};
        const std::string_view digits = text_.substr(span.begin + 2, span.size() - 2);
        const auto is_good = [radix](char c) { return radix == 16 ? is_hex_digit(c) : c >= '0' && c <= '7'; };
        if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_good)) {
            fail_number(span, radix == 16 ? "hexadecimal digits are 0-9 and A-F" : "octal digits are 0-7");
        }
        here_ = span.end;
        return integer_token(span, digits, radix);
    }

    Token integer_token(Span span, std::string_view digits, int radix) {
        Token token{TokenKind::kInteger, span, {}, 0, 0};
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), token.integer, radix);
        if (result.ec != std::errc() || token.integer > kLargestMagnitude) {
            fail(span, "IntegerOverflow", "the integer does not fit into 64 bits",
                 "integers reach from -9223372036854775808 to 9223372036854775807");
        }
        return token;
    }

    Token float_token(Span span) {
        const std::string_view digits = text_.substr(span.begin, span.size());
        Token token{TokenKind::kFloat, span, {}, 0, 0};
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), token.number);
        if (result.ec == std::errc::result_out_of_range) token.number = out_of_range_value(span, digits);
        return token;
    }

    // Too small rounds to zero, too large is an error; from_chars does not tell them apart.
    double out_of_range_value(Span span, std::string_view digits) {
        const std::size_t mantissa_end = std::min(digits.find_first_of("eE"), digits.size());
        const std::size_t point = std::min(digits.find('.'), mantissa_end);
        const std::size_t first = digits.find_first_not_of("0.");
        std::int64_t exponent = 0;
        if (mantissa_end < digits.size()) {
            const std::size_t begin = mantissa_end + (digits[mantissa_end + 1] == '+' ? 2 : 1);
            const char* const end = digits.data() + digits.size();
            if (std::from_chars(digits.data() + begin, end, exponent).ec != std::errc()) {
                exponent = digits[begin] == '-' ? -kHugeExponent : kHugeExponent;
            }
        }
        if (exponent + static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) > 0) {
            fail(span, "FloatingPointOverflow", "the number is larger than a float can be",
                 "floats reach to about 1.8e308");
        }
        return 0.0;
    }

    Token string(char quote) {
        const std::size_t begin = here_++;
        std::string content;
        while (here_ < text_.size() && text_[here_] != quote) {
            if (text_[here_] == '\\') {
                escape(content);
            } else {
                content += text_[here_++];
            }
        }
        if (here_ >= text_.size()) {
            fail({begin, begin + 1}, "UnexpectedSyntax", "a string that does not end",
                 fmt::format("close it with {}", quote));
        }
        ++here_;
        return {TokenKind::kString, {begin, here_}, std::move(content), 0, 0};
    }

    void escape(std::string& content) {
        const Span span{here_, std::min(here_ + 2, text_.size())};
        const char c = at(here_ + 1);
        if (c == 'u' || c == 'U') {
            append_code_point(content, unicode_escape());
            return;
        }
        here_ += 2;
        switch (c) {
            case '\\':
            case '\'':
            case '"':
            case '`': content += c; return;
            case 'b':
            case 'B': content += '\b'; return;
            case 'f':
            case 'F': content += '\f'; return;
            case 'n':
            case 'N': content += '\n'; return;
            case 'r':
            case 'R': content += '\r'; return;
            case 't':
            case 'T': content += '\t'; return;
            default: break;
        }
        fail(span, "UnexpectedSyntax", "an unknown escape sequence in a string", "write a backslash itself as \\\\");
    }

    // \uXXXX, two of them for a surrogate pair, or \UXXXXXXXX.
    char32_t unicode_escape() {
        const std::size_t begin = here_;
        char32_t value = hex_escape(text_[here_ + 1] == 'u' ? 4 : 8);
        if (is_high_surrogate(value) && at(here_) == '\\' && at(here_ + 1) == 'u') {
            const char32_t low = hex_escape(4);
            value = is_low_surrogate(low) ? 0x10000 + ((value - 0xD800) << 10) + (low - 0xDC00) : 0xD800;
        }
        if (value > 0x10FFFF || is_high_surrogate(value) || is_low_surrogate(value)) {
            fail({begin, here_}, "InvalidUnicodeLiteral", "no such Unicode character");
        }
        return value;
    }

    char32_t hex_escape(std::size_t digits) {
        const std::size_t begin = here_;
        here_ += 2;
        char32_t value = 0;
        for (std::size_t i = 0; i < digits; ++i, ++here_) {
            const char c = at(here_);
            if (!is_hex_digit(c)) {
                fail({begin, std::min(here_ + 1, text_.size())}, "InvalidUnicodeLiteral",
                     "a Unicode escape that is too short", "write \\u with four hexadecimal digits, \\U with eight");
            }
            value = value * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        return value;
    }

    std::string_view text_;
    std::size_t here_ = 0;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Lexer(text).run(); }

bool is_plain_name(std::string_view name) {
    if (name.empty() || find_invalid_utf8(name) || is_reserved(name)) return false;
    if (!is_identifier_start(code_point_at(name, 0))) return false;
    for (std::size_t i = next_code_point(name, 0); i < name.size(); i = next_code_point(name, i)) {
        if (!is_identifier_part(code_point_at(name, i))) return false;
    }
    return true;
}

bool is_reserved(std::string_view word) {
    std::string upper(word);
    for (char& c : upper) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return std::ranges::binary_search(kReserved, upper);
}

}  // namespace mirrorgraph::query
