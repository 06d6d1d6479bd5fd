#include "ingest/readers/source_text.h"

#include <fmt/core.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "schema/error.h"
#include "schema/text/count_bytes.h"
#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

unsigned char byte_at(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

struct Signature {
    std::string_view magic;
    std::string_view name;
};

// Files that people put beside their documents.
constexpr std::array<Signature, 10> kSignatures = {{{"\x89PNG", "a PNG picture"},
                                                    {"\xFF\xD8\xFF", "a JPEG picture"},
                                                    {"GIF8", "a GIF picture"},
                                                    {"\x7F"
                                                     "ELF",
                                                     "a program"},
                                                    {"MZ", "a program"},
                                                    {"SQLite format 3", "a SQLite database"},
                                                    {"\xD0\xCF\x11\xE0", "an Office document of the old binary format"},
                                                    {"7z\xBC\xAF", "a 7-Zip archive"},
                                                    {"Rar!", "a RAR archive"},
                                                    {"{\\rtf", "a Rich Text document"}}};

[[noreturn]] void refuse_binary(const std::string& path, std::string_view bytes, std::size_t at) {
    for (const Signature& signature : kSignatures) {
        if (bytes.starts_with(signature.magic)) {
            throw Error(ErrorCode::kInvalidData, fmt::format("{}: is {}, which is not read", path, signature.name),
                        "convert it to text, Markdown, HTML, PDF, DOCX or CSV");
        }
    }
    throw Error(ErrorCode::kInvalidData,
                fmt::format("{}: is no text: byte {} is 0x{:02X}", path, at, byte_at(bytes, at)),
                "text is read as UTF-8, UTF-16, GB18030, Big5 or Windows-1252");
}

constexpr bool is_control(unsigned char byte) {
    const bool blank = static_cast<unsigned char>(byte - '\t') <= '\r' - '\t';
    return (byte < 0x20 && !blank && byte != 0x1B) || byte == 0x7F;
}

// Text has hardly any control characters.
void check_is_text(const std::string& path, std::string_view bytes) {
    if (count_bytes(bytes, is_control) == 0) return;
    std::size_t controls = 0, first = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (!is_control(byte_at(bytes, i))) continue;
        if (controls++ == 0) first = i;
        if (bytes[i] == '\0') refuse_binary(path, bytes, i);
    }
    if (controls * 100 > bytes.size()) refuse_binary(path, bytes, first);
}

// UTF-16 without its mark: zero bytes stand on one side of the pairs only.
std::optional<std::string> find_unmarked_utf16(std::string_view bytes) {
    constexpr std::size_t kSeen = 1 << 16;
    const std::size_t n = std::min(bytes.size(), kSeen) & ~std::size_t{1};
    if (bytes.substr(0, n).find('\0') == std::string_view::npos) return std::nullopt;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < n; ++i) zeros[i % 2] += bytes[i] == '\0';
    if (bytes.size() % 2 != 0 || zeros[0] + zeros[1] < 2 || (zeros[0] > 0 && zeros[1] > 0)) return std::nullopt;
    if ((zeros[0] + zeros[1]) * 50 < n) return std::nullopt;
    return zeros[1] > 0 ? "UTF-16LE" : "UTF-16BE";
}

std::optional<std::string> find_mark(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32LE";
    if (bytes.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
    if (bytes.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
    return std::nullopt;
}

// More good sequences of several bytes than bad bytes: damaged UTF-8, no other encoding.
bool is_mostly_utf8(std::string_view bytes) {
    std::size_t good = 0, bad = 0;
    while (const auto at = find_invalid_utf8(bytes)) {
        for (std::size_t i = 0; i < *at; ++i) good += byte_at(bytes, i) >= 0xC2;
        ++bad;
        bytes.remove_prefix(*at + 1);
        if (bad > 1000) break;
    }
    for (char c : bytes) good += static_cast<unsigned char>(c) >= 0xC2;
    return good > bad * 10;
}

// Which of the encodings without a form of their own it can be, by how bytes above 0x7F come in pairs.
std::string guess_legacy(std::string_view bytes) {
    std::size_t pairs = 0, low_trails = 0, singles = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (byte_at(bytes, i) < 0x80) continue;
        const bool last = i + 1 == bytes.size();
        const unsigned char trail = last ? 0 : byte_at(bytes, i + 1);
        // An accented letter between plain ones.
        if (trail < 0x80 && (i == 0 || byte_at(bytes, i - 1) < 0x80)) ++singles;
        ++pairs;
        low_trails += trail >= 0x40 && trail < 0x7F;
        ++i;
    }
    // In running Chinese every lead byte has another one, or a pair of its own, nearby.
    if (singles * 10 > pairs * 9) return "windows-1252";
    return low_trails * 7 > pairs ? "Big5" : "GB18030";
}

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

class Decoder {
  public:
    Decoder(const std::string& path, std::string_view bytes, const std::string& encoding)
        : path_(path), bytes_(bytes), encoding_(encoding) {
        UErrorCode status = U_ZERO_ERROR;
        converter_.reset(ucnv_open(encoding.c_str(), &status));
        ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
        if (U_FAILURE(status)) throw Error(ErrorCode::kIo, "the converter for " + encoding + " is missing from ICU");
    }

    SourceText run() {
        text_.encoding = encoding_;
        text_.text.reserve(bytes_.size() * 3 / 2);
        const char* source = bytes_.data();
        const char* const end = source + bytes_.size();
        UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
        while (status == U_BUFFER_OVERFLOW_ERROR) {
            status = U_ZERO_ERROR;
            UChar* target = units_.data();
            const char* const chunk = source;
            ucnv_toUnicode(converter_.get(), &target, units_.data() + units_.size(), &source, end, offsets_.data(),
                           true, &status);
            take(static_cast<std::size_t>(target - units_.data()), static_cast<std::size_t>(chunk - bytes_.data()));
            if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) {
                fail(static_cast<std::size_t>(source - bytes_.data()));
            }
        }
        finish(bytes_.size());
        if (text_.runs.empty()) text_.runs.push_back({0, 0, 1, 1});
        return std::move(text_);
    }

  private:
    // A character is written once it is known where the next begins.
    void take(std::size_t count, std::size_t chunk) {
        for (std::size_t i = 0; i < count; ++i) {
            const UChar unit = units_[i];
            if (U16_IS_TRAIL(unit) && pending_ != 0 && U16_IS_LEAD(pending_)) {
                pending_ = static_cast<char32_t>(U16_GET_SUPPLEMENTARY(pending_, unit));
                continue;
            }
            const std::size_t at = offsets_[i] < 0 ? pending_at_ : chunk + static_cast<std::size_t>(offsets_[i]);
            finish(at);
            pending_ = unit;
            pending_at_ = at;
            has_pending_ = true;
        }
    }

    void finish(std::size_t next) {
        if (!has_pending_) return;
        has_pending_ = false;
        const std::optional<char32_t> written = plain_character(pending_);
        if (!written) return;
        const std::size_t begin = text_.text.size();
        append_code_point(text_.text, *written);
        const auto text_unit = static_cast<std::uint8_t>(text_.text.size() - begin);
        const auto source_unit = static_cast<std::uint8_t>(next - pending_at_);
        if (!text_.runs.empty()) {
            const CharacterRun& run = text_.runs.back();
            const std::uint64_t expected = run.source + (begin - run.begin) / run.text_unit * run.source_unit;
            if (run.text_unit == text_unit && run.source_unit == source_unit && expected == pending_at_) return;
        }
        text_.runs.push_back({begin, pending_at_, text_unit, source_unit});
    }

    [[noreturn]] void fail(std::size_t behind) {
        std::array<char, 8> wrong{};
        auto size = static_cast<int8_t>(wrong.size());
        UErrorCode status = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter_.get(), wrong.data(), &size, &status);
        const std::size_t at = behind - std::min<std::size_t>(behind, static_cast<std::size_t>(size));
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("{}: byte {} (0x{:02X}) cannot stand there in {}", path_, at,
                                byte_at(bytes_, std::min(at, bytes_.size() - 1)), encoding_),
                    "text is read as UTF-8, UTF-16, GB18030, Big5 or Windows-1252, whichever its bytes look like");
    }

    static constexpr std::size_t kChunk = 1 << 14;
    const std::string& path_;
    std::string_view bytes_;
    std::string encoding_;
    std::unique_ptr<UConverter, CloseConverter> converter_;
    std::vector<UChar> units_ = std::vector<UChar>(kChunk);
    std::vector<int32_t> offsets_ = std::vector<int32_t>(kChunk);
    SourceText text_;
    char32_t pending_ = 0;
    std::size_t pending_at_ = 0;
    bool has_pending_ = false;
};

}  // namespace

std::optional<char32_t> plain_character(char32_t c) {
    if (c < 0x80) return c;
    if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F) return U' ';
    if (c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF) return std::nullopt;
    const bool wide = (c >= U'０' && c <= U'９') || (c >= U'Ａ' && c <= U'Ｚ') || (c >= U'ａ' && c <= U'ｚ');
    if (wide || c == U'／' || c == U'．' || c == U'－') return c - (U'０' - U'0');
    if (c == U'│' || c == U'┃' || c == U'║') return U'|';
    return c;
}

SourceText take_utf8(std::string text) {
    SourceText source;
    source.encoding = "UTF-8";
    std::size_t copied = 0;  // text[copied ..) waits to be copied
    const auto copy = [&](std::size_t end) {
        if (end > copied || end == text.size()) source.runs.push_back({source.text.size(), copied, 1, 1});
        source.text.append(text, copied, end - copied);
    };
    const auto next_wide = [&text](std::size_t from) {
        return find_marked(text, from, [](EightBytes bytes) { return bytes & eight(0x80); });
    };
    for (std::size_t i = next_wide(0), next = i; i < text.size(); i = next_wide(next)) {
        next = next_code_point(text, i);
        const unsigned char lead = byte_at(text, i);
        if (lead != 0xC2 && lead != 0xE2 && lead != 0xEF) continue;  // of all that plain_character() changes
        const char32_t c = code_point_at(text, i);
        const std::optional<char32_t> written = plain_character(c);
        if (written == c) continue;
        copy(i);
        if (written) {
            source.runs.push_back({source.text.size(), i, 1, static_cast<std::uint8_t>(next - i)});
            source.text += static_cast<char>(*written);
        }
        copied = next;
    }
    if (copied == 0) {
        source.text = std::move(text);
        source.runs.push_back({0, 0, 1, 1});
    } else {
        copy(text.size());
    }
    return source;
}

SourceText decode(std::string bytes, const std::string& path) {
    if (bytes.empty()) throw Error(ErrorCode::kInvalidData, path + ": is empty");
    if (const auto marked = find_mark(bytes)) return Decoder(path, bytes, *marked).run();
    if (const auto unmarked = find_unmarked_utf16(bytes)) return Decoder(path, bytes, *unmarked).run();
    check_is_text(path, bytes);
    if (const auto bad = find_invalid_utf8(bytes)) {
        if (is_mostly_utf8(bytes)) {
            throw Error(ErrorCode::kInvalidData, fmt::format("{}: byte {} (0x{:02X}) cannot stand there in UTF-8", path,
                                                             *bad, byte_at(bytes, *bad)));
        }
        return Decoder(path, bytes, guess_legacy(bytes)).run();
    }
    SourceText source = take_utf8(std::move(bytes));
    if (trim(source.text).empty()) throw Error(ErrorCode::kInvalidData, path + ": holds nothing but white space");
    return source;
}

}  // namespace mirrorgraph::ingest
