#include <fmt/core.h>
#include <rapidjson/error/error.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <set>

#include "schema/json/input_windows.h"
#include "schema/json/json.h"

namespace mirrorgraph {

// A stream as RapidJSON wants it: NUL at the end of the input. `mark` is where the last token began.
class JsonStream {
  public:
    using Ch = char;

    JsonStream(const JsonInput& input, std::uint64_t max_bytes)
        : windows_(input.is_file ? InputWindows(input.name) : InputWindows(input.text)),
          name_(input.name),
          max_bytes_(max_bytes) {
        refill();
        if (size() >= 3 && std::memcmp(at_, "\xEF\xBB\xBF", 3) == 0) {
            at_ += 3;
            if (at_ == end_) refill();
        }
    }

    Ch Peek() const { return *at_; }
    Ch Take() {
        const Ch c = *at_;
        if (++at_ == end_) refill();
        return c;
    }
    std::size_t Tell() const { return base_ + static_cast<std::size_t>(at_ - begin_); }

    // Moves the characters of a string that stand for themselves, all of them ASCII, to `out`; false where none is next.
    template <class Output>
    bool move_plain(Output& out) {
        const char* const end = std::find_if_not(at_, end_, is_plain);
        if (end == at_) return false;
        const auto count = static_cast<std::size_t>(end - at_);
        std::memcpy(out.Push(static_cast<rapidjson::SizeType>(count)), at_, count);
        at_ = end;
        if (at_ == end_) refill();
        return true;
    }

    // Never called: reading in place is not asked for.
    Ch* PutBegin() { return nullptr; }
    void Put(Ch) {}
    Ch* Push(std::size_t) { return nullptr; }
    void Flush() {}
    std::size_t PutEnd(Ch*) { return 0; }

    bool is_at_end() const { return ended_; }
    bool is_over_limit() const { return is_over_limit_; }
    std::size_t mark() const { return mark_; }

    void skip_whitespace() {
        while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') Take();
        mark_ = Tell();
    }

  private:
    std::size_t size() const { return static_cast<std::size_t>(end_ - at_); }

    static bool is_plain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

    void refill() {
        if (ended_) {
            at_ = begin_;
            return;
        }
        base_ += static_cast<std::size_t>(end_ - begin_);
        const std::string_view window = windows_.next();
        ended_ = window.empty();
        begin_ = at_ = ended_ ? kEnd : window.data();
        end_ = ended_ ? kEnd + 1 : begin_ + window.size();
        if (ended_) return;
        is_over_limit_ = base_ + window.size() > max_bytes_;
        if (is_over_limit_) {
            throw Error(ErrorCode::kLimit, fmt::format("'{}' is larger than {} bytes", name_, max_bytes_));
        }
    }

    static constexpr const char* kEnd = "";
    InputWindows windows_;
    std::string name_;
    std::uint64_t max_bytes_;
    const char* begin_ = kEnd;
    const char* at_ = kEnd;
    const char* end_ = kEnd;
    std::size_t base_ = 0;  // offset of begin_
    std::size_t mark_ = 0;
    bool ended_ = false;
    bool is_over_limit_ = false;
};

}  // namespace mirrorgraph

namespace rapidjson {

// RapidJSON skips white space right before every token: the one place to learn where tokens begin.
template <>
inline void SkipWhitespace(mirrorgraph::JsonStream& stream) {
    stream.skip_whitespace();
}

}  // namespace rapidjson

namespace mirrorgraph {

// From RapidJSON's handler concept to JsonEvents: depth, duplicate keys, numbers.
class JsonAdapter {
  public:
    JsonAdapter(JsonStream& stream, JsonEvents& events, std::size_t depth)
        : stream_(stream), events_(events), max_depth_(depth) {}

    bool Null() {
        return report([&] { events_.null(); });
    }
    bool Bool(bool value) {
        return report([&] { events_.boolean(value); });
    }
    bool String(const char* text, rapidjson::SizeType size, bool) {
        return report([&] { events_.string({text, size}); });
    }
    bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
        return report([&] { number({text, size}); });
    }
    bool Key(const char* text, rapidjson::SizeType size, bool) {
        return report([&] {
            add_key({text, size});
            events_.key({text, size});
        });
    }
    bool StartObject() {
        return report([&] {
            enter();
            events_.begin_object();
        });
    }
    bool EndObject(rapidjson::SizeType) {
        return report([&] {
            leave();
            events_.end_object();
        });
    }
    bool StartArray() {
        return report([&] {
            enter();
            events_.begin_array();
        });
    }
    bool EndArray(rapidjson::SizeType) {
        return report([&] {
            leave();
            events_.end_array();
        });
    }

    // Never called: numbers come as RawNumber.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

  private:
    // The keys met so far of one open object or array. Few are searched in a row, many in a tree.
    struct Level {
        std::size_t first_key;
        std::set<std::string, std::less<>> many;
    };
    static constexpr std::size_t kFew = 24;

    template <class Report>
    bool report(Report&& to_events) {
        events_.token_ = {stream_.mark(), stream_.Tell()};
        to_events();
        return true;
    }

    void number(std::string_view text) {
        const char* end = text.data() + text.size();
        if (text.find_first_of(".eE") == std::string_view::npos) {
            std::int64_t value = 0;
            if (std::from_chars(text.data(), end, value).ec != std::errc()) {
                throw Error(ErrorCode::kInvalidData, fmt::format("the integer {} does not fit in 64 bits", text));
            }
            events_.integer(value);
        } else {
            double value = 0;
            // A number too small for a double is read as the nearest one, zero.
            if (std::from_chars(text.data(), end, value).ec != std::errc()) value = text[0] == '-' ? -0.0 : 0.0;
            events_.floating(value);
        }
    }

    void enter() {
        if (levels_.size() == max_depth_) {
            throw Error(ErrorCode::kLimit, fmt::format("nested deeper than {} levels", max_depth_));
        }
        levels_.push_back({key_ends_.size(), {}});
    }

    void leave() {
        const std::size_t first = levels_.back().first_key;
        keys_.resize(first == 0 ? 0 : key_ends_[first - 1]);
        key_ends_.resize(first);
        levels_.pop_back();
    }

    std::string_view key_at(std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : key_ends_[i - 1];
        return std::string_view(keys_).substr(begin, key_ends_[i] - begin);
    }

    void add_key(std::string_view key) {
        Level& level = levels_.back();
        bool repeated = false;
        if (key_ends_.size() - level.first_key < kFew) {
            for (std::size_t i = level.first_key; i < key_ends_.size(); ++i) repeated = repeated || key_at(i) == key;
            keys_ += key;
            key_ends_.push_back(keys_.size());
        } else {
            if (level.many.empty()) {
                for (std::size_t i = level.first_key; i < key_ends_.size(); ++i) level.many.emplace(key_at(i));
            }
            repeated = !level.many.emplace(key).second;
        }
        if (repeated) throw Error(ErrorCode::kInvalidData, fmt::format("the key '{}' occurs twice in one object", key));
    }

    JsonStream& stream_;
    JsonEvents& events_;
    std::size_t max_depth_;
    std::vector<Level> levels_;
    std::string keys_;  // the keys of all open objects, one behind the other
    std::vector<std::size_t> key_ends_;
};

namespace {

// Checked as RapidJSON checks it, but for most of most strings, which is moved as a whole.
struct Utf8 : rapidjson::UTF8<> {
    template <class Input, class Output>
    static bool Validate(Input& in, Output& out) {
        return in.move_plain(out) || rapidjson::UTF8<>::Validate(in, out);
    }
};

std::string syntax_message(rapidjson::ParseErrorCode code) {
    switch (code) {
        case rapidjson::kParseErrorNone: return "no error";
        case rapidjson::kParseErrorDocumentEmpty: return "the file is empty";
        case rapidjson::kParseErrorDocumentRootNotSingular: return "something stands behind the end of the JSON text";
        case rapidjson::kParseErrorValueInvalid: return "expected a JSON value";
        case rapidjson::kParseErrorObjectMissName: return "expected a key in double quotes or '}'";
        case rapidjson::kParseErrorObjectMissColon: return "expected ':' behind a key";
        case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket: return "expected ',' or '}'";
        case rapidjson::kParseErrorArrayMissCommaOrSquareBracket: return "expected ',' or ']'";
        case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex: return "'\\u' wants four hexadecimal digits";
        case rapidjson::kParseErrorStringUnicodeSurrogateInvalid: return "half a surrogate pair in a string";
        case rapidjson::kParseErrorStringEscapeInvalid:
            return "unknown escape, line break or control character in a string";
        case rapidjson::kParseErrorStringMissQuotationMark: return "a string is not closed";
        case rapidjson::kParseErrorStringInvalidEncoding: return "malformed UTF-8 in a string";
        case rapidjson::kParseErrorNumberTooBig: return "the number is too large";
        case rapidjson::kParseErrorNumberMissFraction: return "digits are missing behind the point of a number";
        case rapidjson::kParseErrorNumberMissExponent: return "digits are missing in the exponent of a number";
        case rapidjson::kParseErrorTermination:
        case rapidjson::kParseErrorUnspecificSyntaxError: return "this is no JSON";
    }
    return "this is no JSON";
}

PlacedError syntax_error(const rapidjson::ParseResult& result, const JsonStream& stream) {
    const bool cut = stream.is_at_end() && result.Code() != rapidjson::kParseErrorDocumentEmpty &&
                     result.Code() != rapidjson::kParseErrorDocumentRootNotSingular &&
                     result.Code() != rapidjson::kParseErrorNumberTooBig;
    if (cut) {
        const std::size_t end = stream.Tell();
        return {{end, end}, Error(ErrorCode::kInvalidData, "the file ends in the middle: it was cut off")};
    }
    // Of a word like nul, RapidJSON names the letter that is wrong.
    const std::size_t at = result.Code() == rapidjson::kParseErrorValueInvalid ? stream.mark() : result.Offset();
    return {{at, at + 1}, Error(ErrorCode::kInvalidData, syntax_message(result.Code()))};
}

// Throws a copy of `error` that shows its place.
[[noreturn]] void throw_placed(const JsonInput& input, PlacedError error) {
    std::vector<PlacedError> one{std::move(error)};
    place_errors(input, one);
    throw Error(one.front().error);
}

}  // namespace

void read_json(const JsonInput& input, JsonEvents& events, const JsonLimits& limits) {
    JsonStream stream(input, limits.bytes);
    JsonAdapter adapter(stream, events, limits.depth);
    rapidjson::GenericReader<Utf8, Utf8> reader;
    constexpr unsigned kFlags = rapidjson::kParseValidateEncodingFlag | rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::ParseResult result;
    try {
        result = reader.Parse<kFlags>(stream, adapter);
    } catch (const Error& error) {
        if (error.has_place() || error.code() == ErrorCode::kIo || stream.is_over_limit()) throw;
        throw_placed(input, {events.token(), error});
    }
    if (result.IsError()) throw_placed(input, syntax_error(result, stream));
    // RapidJSON takes a NUL byte for the end.
    if (!stream.is_at_end()) {
        const std::size_t at = stream.Tell();
        throw_placed(input, {{at, at + 1}, Error(ErrorCode::kInvalidData, "a NUL byte stands in the file")});
    }
}

}  // namespace mirrorgraph
