#include "ingest/cache/extraction_bytes.h"

#include <bit>
#include <cstring>
#include <type_traits>

#include "schema/error.h"
#include "schema/json/json.h"

namespace mirrorgraph::ingest {

namespace {

enum class ValueTag : std::uint8_t { kJson, kString, kInteger };

class Encoder {
  public:
    template <class... T>
    void operator()(const T&... parts) {
        (put(parts), ...);
    }
    std::string take() { return std::move(bytes_); }

    void put(std::uint64_t number) {
        for (; number >= 0x80; number >>= 7) bytes_ += static_cast<char>(number | 0x80);
        bytes_ += static_cast<char>(number);
    }
    void put(std::uint32_t number) { put(std::uint64_t{number}); }
    void put(std::uint8_t number) { bytes_ += static_cast<char>(number); }
    void put(bool flag) { bytes_ += static_cast<char>(flag); }
    void put(int number) { put(static_cast<std::uint64_t>(static_cast<std::uint32_t>(number))); }
    void put(double number) {
        const auto bits = std::bit_cast<std::uint64_t>(number);
        for (int shift = 0; shift < 64; shift += 8) bytes_ += static_cast<char>(bits >> shift);
    }
    void put(const std::string& text) {
        put(std::uint64_t{text.size()});
        bytes_ += text;
    }
    void put(const Value& value) {
        if (value.is_string()) {
            put(static_cast<std::uint8_t>(ValueTag::kString));
            put(value.as_string());
        } else if (value.is_integer()) {
            put(static_cast<std::uint8_t>(ValueTag::kInteger));
            put(static_cast<std::uint64_t>(value.as_integer()));
        } else {
            put(static_cast<std::uint8_t>(ValueTag::kJson));
            put(to_json(value));
        }
    }
    void put(const Map& map) {
        put(std::uint64_t{map.size()});
        for (const auto& [key, value] : map) (*this)(key, value);
    }
    void put(const std::optional<Date>& date) {
        put(date.has_value());
        if (date) put(Value(*date));
    }
    template <class T>
    void put(const std::vector<T>& list) {
        put(std::uint64_t{list.size()});
        for (const T& item : list) put(item);
    }
    template <class T>
    void put(const T& record);

  private:
    std::string bytes_;
};

class Decoder {
  public:
    explicit Decoder(std::string_view bytes) : bytes_(bytes) {}

    template <class... T>
    void operator()(T&... parts) {
        (get(parts), ...);
    }
    bool at_end() const { return bytes_.empty(); }

    void get(std::uint64_t& number) {
        number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = next();
            number |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) return;
        }
        fail();
    }
    void get(std::uint32_t& number) {
        std::uint64_t wide = 0;
        get(wide);
        number = static_cast<std::uint32_t>(wide);
    }
    void get(std::uint8_t& number) { number = next(); }
    void get(bool& flag) { flag = next() != 0; }
    void get(int& number) {
        std::uint32_t bits = 0;
        get(bits);
        number = static_cast<int>(bits);
    }
    void get(double& number) {
        std::uint64_t bits = 0;
        for (int shift = 0; shift < 64; shift += 8) bits |= std::uint64_t{next()} << shift;
        number = std::bit_cast<double>(bits);
    }
    void get(std::string& text) {
        const std::size_t size = count(1);
        text = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
    }
    void get(Value& value) {
        std::uint8_t tag = 0;
        get(tag);
        if (tag == static_cast<std::uint8_t>(ValueTag::kInteger)) {
            std::uint64_t bits = 0;
            get(bits);
            value = Value(static_cast<std::int64_t>(bits));
            return;
        }
        std::string text;
        get(text);
        if (tag == static_cast<std::uint8_t>(ValueTag::kString)) {
            value = Value(std::move(text));
        } else {
            value = parse_json_value(text);
        }
    }
    void get(Map& map) {
        for (std::size_t left = count(2); left > 0; --left) {
            std::string key;
            Value value;
            (*this)(key, value);
            map.emplace_hint(map.end(), std::move(key), std::move(value));
        }
    }
    void get(std::optional<Date>& date) {
        bool present = false;
        get(present);
        if (!present) return;
        Value value;
        get(value);
        if (!value.is_date()) fail();
        date = value.as_date();
    }
    template <class T>
    void get(std::vector<T>& list) {
        list.resize(count(1));
        for (T& item : list) get(item);
    }
    template <class T>
    void get(T& record);

  private:
    [[noreturn]] static void fail() { throw Error(ErrorCode::kInvalidData, "damaged extraction"); }

    std::uint8_t next() {
        if (bytes_.empty()) fail();
        const auto byte = static_cast<std::uint8_t>(bytes_.front());
        bytes_.remove_prefix(1);
        return byte;
    }
    // A number of items that take at least `least` bytes each: no more of them than bytes are left.
    std::size_t count(std::size_t least) {
        std::uint64_t number = 0;
        get(number);
        if (number > bytes_.size() / least) fail();
        return static_cast<std::size_t>(number);
    }

    std::string_view bytes_;
};

// The fields of every record, for both directions. A structured binding names all members: one that is added does not
// compile until it is coded too.
template <class Coder, class T>
void code(Coder& coder, T& record) {
    using Record = std::remove_const_t<T>;
    if constexpr (std::is_same_v<Record, Span>) {
        auto& [begin, end] = record;
        coder(begin, end);
    } else if constexpr (std::is_same_v<Record, SourceSegment>) {
        auto& [begin, source, line, page, text_unit, source_unit] = record;
        coder(begin, source, line, page, text_unit, source_unit);
    } else if constexpr (std::is_same_v<Record, Block>) {
        auto& [kind, span, level, cells, sentences, table, header] = record;
        if constexpr (std::is_const_v<T>) {
            coder(static_cast<std::uint8_t>(kind));
        } else {
            std::uint8_t number = 0;
            coder(number);
            kind = static_cast<BlockKind>(number);
        }
        coder(span, level, cells, sentences, table, header);
    } else if constexpr (std::is_same_v<Record, Mention>) {
        auto& [span, label, key, name, surface, recogniser, confidence, properties, aliases] = record;
        coder(span, label, key, name, surface, recogniser, confidence, properties, aliases);
    } else if constexpr (std::is_same_v<Record, Claim>) {
        auto& [type, source, target, evidence, context, rule, confidence, date, properties] = record;
        coder(type, source, target, evidence, context, rule, confidence, date, properties);
    } else if constexpr (std::is_same_v<Record, SourceMap>) {
        if constexpr (std::is_const_v<T>) {
            coder(record.segments());
        } else {
            std::vector<SourceSegment> segments;
            coder(segments);
            for (const SourceSegment& segment : segments) record.add(segment);
        }
    } else if constexpr (std::is_same_v<Record, Document>) {
        auto& [id, path, title, date, language, sha256, size, text, printed, map, blocks] = record;
        coder(id, path, title, date, language, sha256, size, text, printed, map, blocks);
    } else {
        static_assert(std::is_same_v<Record, Extraction>);
        auto& [document, mentions, claims, is_registry, warnings] = record;
        coder(document, mentions, claims, is_registry, warnings);
    }
}

template <class T>
void Encoder::put(const T& record) {
    code(*this, record);
}

template <class T>
void Decoder::get(T& record) {
    code(*this, record);
}

}  // namespace

std::string encode(const Extraction& extraction) {
    Encoder encoder;
    encoder(extraction);
    return encoder.take();
}

Extraction decode(std::string_view bytes) {
    Decoder decoder(bytes);
    Extraction extraction;
    decoder(extraction);
    const std::size_t mentions = extraction.mentions.size();
    const bool sound = std::all_of(extraction.claims.begin(), extraction.claims.end(), [&](const Claim& claim) {
        return claim.source < mentions && claim.target < mentions;
    });
    if (!sound || !decoder.at_end()) throw Error(ErrorCode::kInvalidData, "damaged extraction");
    return extraction;
}

}  // namespace mirrorgraph::ingest
