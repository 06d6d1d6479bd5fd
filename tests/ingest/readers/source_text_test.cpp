#include "ingest/readers/source_text.h"

#include "ingest/readers/reader.h"
#include "schema/error.h"
#include "schema/text/text.h"
#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

const std::string kChinese = "本文件代替GB/T 1.1—2009《标准化工作导则》。\n由全国标准化委员会归口。\n";

// 本文件 ... in GB18030 and Big5 (traditional forms), byte by byte.
const std::string kGb18030 = "\xB1\xBE\xCE\xC4\xBC\xFE\xB4\xFA\xCC\xE6 GB/T 1.1 \xB1\xEA\xD7\xBC\xA1\xA3\n";
const std::string kBig5 = "\xA5\xBB\xA4\xE5\xA5\xF3\xA5\x4E\xB4\xC0 GB/T 1.1 \xBC\xD0\xB7\xC7\xA1\x43\n";

std::string to_utf16(std::string_view text, bool little, bool mark) {
    std::string out = !mark ? "" : little ? "\xFF\xFE" : "\xFE\xFF";
    for (std::size_t i = 0; i < text.size(); i = next_code_point(text, i)) {
        const char32_t c = code_point_at(text, i);
        const char high = static_cast<char>(c >> 8), low = static_cast<char>(c & 0xFF);
        out += little ? low : high;
        out += little ? high : low;
    }
    return out;
}

std::string decoding_fault(const std::string& bytes) {
    try {
        decode(bytes, "f");
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("source text: the encoding is told by the bytes") {
    CHECK(decode(kChinese, "f").encoding == "UTF-8");
    for (bool little : {true, false}) {
        for (bool mark : {true, false}) {
            const SourceText source = decode(to_utf16(kChinese, little, mark), "f");
            CHECK(source.encoding == (little ? "UTF-16LE" : "UTF-16BE"));
            CHECK(source.text == kChinese);
        }
    }
    CHECK(decode(kGb18030, "f").text == "本文件代替 GB/T 1.1 标准。\n");
    CHECK(decode(kBig5, "f").text == "本文件代替 GB/T 1.1 標準。\n");
    CHECK(decode(kBig5, "f").encoding == "Big5");
    CHECK(decode("J\xF6rg spoke; caf\xE9\n", "f").text == "Jörg spoke; café\n");
}

TEST_CASE("source text: characters of every encoding lead back to their bytes") {
    const std::string utf16 = to_utf16(kChinese, true, true);
    for (const std::string& bytes : {kGb18030, kBig5, utf16}) {
        const Document document = read_document("f.txt", bytes);
        const std::string& printed = document.printed.empty() ? document.text : document.printed;
        for (std::size_t i = 0; i < document.text.size();) {
            const std::size_t next = next_code_point(document.text, i);
            const SourcePlace place = document.map.locate({i, next});
            std::string piece = bytes.substr(place.begin, place.end - place.begin);
            if (document.text[i] > ' ' || document.text[i] < 0) {
                // Decoded with what tells the encoding before it, the bytes give the same character again.
                const std::string mark = bytes == utf16 ? "\xFF\xFE" : bytes;
                const std::string again = decode(mark + piece, "f").text;
                CHECK(again.ends_with(printed.substr(i, next - i)));
            }
            i = next;
        }
    }
}

TEST_CASE("source text: what only print tells apart is one, and leads back to its bytes") {
    const std::string bytes = "\uFEFFＧＢ／Ｔ\u00A0１．１－2020，a\u00ADb\u200B\u202Fc\u3000d";
    const SourceText source = decode(bytes, "f");
    CHECK(source.text == "GB/T 1.1-2020，ab c\u3000d");
    const Document document = read_document("f.txt", bytes);
    CHECK(document.text == "GB/T 1.1-2020，ab c d");
    const auto printed = [&](std::string_view text) {
        const std::size_t at = document.text.find(text);
        const SourcePlace place = document.map.locate({at, at + text.size()});
        return bytes.substr(place.begin, place.end - place.begin);
    };
    CHECK(printed("GB/T 1.1-2020") == "ＧＢ／Ｔ\u00A0１．１－2020");
    CHECK(printed("1-2") == "１－2");
    CHECK(printed("ab") == "a\u00ADb");
    CHECK(printed("c") == "c");
    CHECK(printed("d") == "d");
    CHECK(decode("\uFEFFx", "f").text == "x");
}

TEST_CASE("source text: what is no text is refused with the byte") {
    CHECK(decoding_fault("\u200B\u00A0\uFEFF") == "f: holds nothing but white space");
    CHECK(decoding_fault("") == "f: is empty");
    CHECK(decoding_fault(" \n\n ") == "f: holds nothing but white space");
    CHECK(decoding_fault(std::string("abc\0def", 7)) == "f: is no text: byte 3 is 0x00");
    CHECK(decoding_fault("\x89PNG\r\n\x1A\n" + std::string(8, '\0')) == "f: is a PNG picture, which is not read");
    CHECK(decoding_fault(kChinese + "\xFF" + kChinese) ==
          "f: byte " + std::to_string(kChinese.size()) + " (0xFF) cannot stand there in UTF-8");
    CHECK(decoding_fault(kGb18030 + "\xB1\x20" + kGb18030) ==
          "f: byte " + std::to_string(kGb18030.size()) + " (0xB1) cannot stand there in GB18030");
    CHECK(decoding_fault(std::string("\xFF\xFE\x41\x00\x00\xD8\x41\x00", 8)) ==
          "f: byte 4 (0x00) cannot stand there in UTF-16LE");
}
