#include "schema/identifiers/committee.h"
#include "schema/identifiers/identify.h"
#include "schema/identifiers/side.h"
#include "schema/identifiers/standard.h"
#include "schema/text/ascii.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

namespace {

using Row = std::vector<std::string>;

std::vector<std::string> split(const std::string& text, char mark) {
    std::vector<std::string> out(1);
    for (char c : text) {
        if (c == mark) {
            out.emplace_back();
        } else {
            out.back() += c;
        }
    }
    return out;
}

std::string replace(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// "\n" is a line break, "\u00a0" the blank that does not break, "\\" a backslash.
std::string unescape(std::string text) {
    return replace(replace(replace(std::move(text), "\\n", "\n"), "\\u00a0", "\u00a0"), "\\\\", "\\");
}

// The rows behind the heading, filled up to its width.
std::vector<Row> read_table(const std::string& path) {
    std::vector<Row> rows;
    for (const std::string& line : split(test::read_file(path), '\n')) {
        if (!line.empty()) rows.push_back(split(line, '\t'));
    }
    for (Row& row : rows) row.resize(rows.front().size());
    rows.erase(rows.begin());
    return rows;
}

std::vector<Row> read_cases(const std::string& name) {
    return read_table(test::source_path("tests/cases/identifiers/" + name));
}

// All places but those of words of prose, as one who knows the words of a text gives them.
std::vector<std::size_t> starts_in(const std::string& text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t end = i;
        while (end < text.size() && is_letter(text[end])) ++end;
        const bool wide = end < text.size() && static_cast<unsigned char>(text[end]) >= 0x80;
        if (end == i || wide || may_begin_standard(text, i, end)) starts.push_back(i);
    }
    return starts;
}

std::string found_in(const std::string& text) {
    std::string out;
    const auto add = [&](const StandardMatch& match) {
        out += (out.empty() ? "" : "|") + match.identifier.normalized();
        for (const StandardIdentifier& other : match.more) out += "|" + other.normalized();
    };
    find_standards(text, add);
    std::string whole;
    std::swap(whole, out);
    find_standards(text, starts_in(text), add);
    CHECK(out == whole);
    return whole;
}

}  // namespace

TEST_CASE("identifiers: Chinese standards in every spelling") {
    for (const Row& row : read_cases("chinese.tsv")) {
        CAPTURE(row[0]);
        const auto id = try_parse_standard(unescape(row[0]));
        CHECK((id ? id->normalized() : "refused") == row[1]);
        if (!id) continue;
        CHECK(id->repairs.empty() == row[2].empty());
        CHECK((id->confidence < 1) == !row[2].empty());
    }
}

TEST_CASE("identifiers: international standards in every spelling") {
    for (const Row& row : read_cases("standards.tsv")) {
        CAPTURE(row[0]);
        const auto id = try_parse_standard(unescape(row[0]));
        CHECK((id ? id->normalized() : "refused") == row[1]);
        if (id) CHECK(id->key() == row[2]);
    }
}

TEST_CASE("identifiers: committees in every spelling") {
    for (const Row& row : read_cases("committees.tsv")) {
        CAPTURE(row[0]);
        const auto id = try_parse_committee(unescape(row[0]));
        CHECK((id ? id->normalized() : "refused") == row[1]);
        if (!id) continue;
        CHECK(id->key() == row[2]);
        CHECK((id->parent() ? id->parent()->normalized() : "") == row[3]);
        CHECK(id->repairs.empty() == row[4].empty());
        CHECK((id->confidence < 1) == !row[4].empty());
    }
}

TEST_CASE("identifiers: standards in running text, and what only looks like one") {
    for (const Row& row : read_cases("mentions.tsv")) {
        CAPTURE(row[0]);
        CHECK(found_in(unescape(row[0])) == row[1]);
    }
}

TEST_CASE("identifiers: what is printed reads back as the same") {
    for (const char* table : {"chinese.tsv", "standards.tsv", "committees.tsv"}) {
        for (const Row& row : read_cases(table)) {
            CAPTURE(row[0]);
            if (const auto id = try_parse_standard(unescape(row[0]))) {
                CHECK(parse_standard(id->normalized()).normalized() == id->normalized());
                CHECK(parse_standard(id->normalized()).key() == id->key());
                CHECK(parse_standard(id->key()).key() == id->key());
            } else if (const auto committee = try_parse_committee(unescape(row[0]))) {
                CHECK(parse_committee(committee->normalized()).normalized() == committee->normalized());
                CHECK(parse_committee(committee->normalized()).key() == committee->key());
            }
        }
    }
}

TEST_CASE("identifiers: an edition meets its series") {
    const StandardIdentifier edition = parse_standard("GB/T 20438.1-2017");
    REQUIRE(edition.series());
    CHECK(edition.series()->key() == parse_standard("GB/T 20438.1").key());
    CHECK(edition.whole()->key() == parse_standard("GB/T 20438 (all parts)").key());
    CHECK_FALSE(parse_standard("GB/T 20438").series());
    CHECK(parse_standard("ISO/DIS 9001").series()->key() == "ISO 9001");
    CHECK(parse_standard("ISO 9001:2015/Amd 1:2024").base()->key() == "ISO 9001:2015");
    CHECK(parse_standard("ISO 10303-1473:2018-11").key() == parse_standard("ISO 10303-1473:2018").key());
}

TEST_CASE("identifiers: conventions of printing meet under one key") {
    const std::vector<std::vector<std::string>> groups = {
        {"ISO/TS 21356-1:2021", "ISO TS 21356-1:2021", "iso/ts 21356-1:2021(en)"},
        {"ISO/IEC 27001:2022", "ISO/IEC 27001-2022", "ＩＳＯ／ＩＥＣ ２７００１：２０２２", "ISO/CEI 27001:2022",
         "IEC/ISO 27001:2022"},
        {"ISO/IEC 10918-3:1997/Amd 1:1999", "ISO/IEC 10918-3:1997/AMD1:1999", "ISO/IEC 10918-3:1997/Amd.1:1999"},
        {"ISO 9001", "ISO 9001:—", "ISO 9001 (all parts)"},
        {"IEEE 1588-2008", "IEEE Std 1588-2008", "IEEE STD 1588-2008", "ANSI/IEEE Std 1588-2008"},
        {"ETSI EN 300 328 V2.2.2 (2019-07)", "ETSI EN 300328 V2.2.2", "EN 300 328 V2.2.2"},
        {"GB/T 19001-2016", "GB/T 19001—2016/ISO 9001:2015"}};
    for (const auto& group : groups) {
        for (const std::string& spelling : group) {
            CAPTURE(spelling);
            CHECK(parse_standard(spelling).key() == parse_standard(group.front()).key());
        }
    }
}

TEST_CASE("identifiers: names as RFC 5141 gives them") {
    CHECK(parse_standard("ISO/IEC TR 24372:2021").urn() == "urn:iso:std:iso-iec:tr:24372");
    CHECK(parse_standard("ISO 10303-1473:2018").urn() == "urn:iso:std:iso:10303:-1473");
    CHECK(parse_standard("ISO 9001:2015/Amd 1:2024").urn() == "urn:iso:std:iso:9001:amd:2024:v1");
    CHECK_FALSE(parse_standard("GB/T 35273-2020").urn());
}

TEST_CASE("identifiers: an error shows where reading stopped") {
    try {
        parse_standard("GB/T 35273-2020 and more");
        FAIL("it was taken");
    } catch (const Error& error) {
        CHECK(error.code() == ErrorCode::kInvalidData);
        CHECK(error.column() == 17);
    }
}

TEST_CASE("identifiers: bytes that are no text are passed over one by one") {
    const std::string junk(300, '\xAC');
    CHECK(found_in(junk + " GB/T 1.1 " + junk) == "GB/T 1.1");
    CHECK(found_in("GB/T 1.1\xE4") == "GB/T 1.1");
    CHECK(found_in("GB/T 1\xC0\x80.1") == "GB/T 1");
}

TEST_CASE("identifiers: committees in running text") {
    const auto found = [](const std::string& text) {
        std::string out;
        const auto add = [&](const CommitteeMatch& match) {
            out += (out.empty() ? "" : "|") + match.identifier.normalized();
        };
        find_committees(text, add);
        std::string whole;
        std::swap(whole, out);
        std::vector<std::size_t> starts;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (may_begin_committee(text, i)) starts.push_back(i);
        }
        find_committees(text, starts, add);
        CHECK(out == whole);
        return whole;
    };
    CHECK(found("全国信息技术标准化技术委员会（SAC/TC28）") == "SAC/TC28");
    CHECK(found("ISO/TC 22/SC 31, SC 32 and SC 33/WG 2.") == "ISO/TC 22/SC 31|ISO/TC 22/SC 32|ISO/TC 22/SC 33/WG 2");
    CHECK(found("ISO/TC 8 and IEC/TC 65; SAC/TCI59 and SAC/TC124") == "ISO/TC 8|IEC/TC 65|SAC/TC159|SAC/TC124");
    CHECK(found("TC260 WG8、WG3") == "SAC/TC260/WG8|SAC/TC260/WG3");
    CHECK(found("TC260-PG-20222A, TC 4.0, SC 42, XTC 3, DIN/TC 3, etc 12, wg 2") == "");
    CHECK(found("ITU-T SG13 and SG17") == "ITU-T SG13|ITU-T SG17");
}

TEST_CASE("identifiers: a guess of the body lowers the confidence, less where China alone has the number") {
    const double small = parse_committee("TC 28").confidence;
    const double large = parse_committee("TC 485").confidence;
    CHECK(small < large);
    CHECK(large < 1);
    CHECK(parse_committee("TC 28").repairs == std::vector<std::string>{"read 'TC28' as 'SAC/TC28'"});
}

TEST_CASE("identifiers: the command answers line by line") {
    const test::Outcome outcome = test::run({"identify"}, "gb/t 35273—2020\nnothing\n\nSAC/TCI59\n\xFF\n");
    CHECK(outcome.status == 0);
    const std::vector<std::string> lines = split(outcome.out, '\n');
    REQUIRE(lines.size() == 6);
    CHECK_THAT(lines[0], test::contains(R"("kind":"standard","body":"GB","type":"T","number":"35273")"));
    CHECK_THAT(lines[0], test::contains(R"("normalized":"GB/T 35273-2020")"));
    CHECK_THAT(lines[1], test::contains(R"({"input":"nothing","error":)"));
    CHECK_THAT(lines[2], test::contains(R"({"input":"","error":)"));
    CHECK_THAT(lines[3], test::contains(R"("repairs":["read 'TCI59' as 'TC159'"])"));
    CHECK_THAT(lines[4], test::contains("byte 1 is not UTF-8"));
}

TEST_CASE("identifiers: the packs") {
    struct Pack {
        const char* name;
        double exact;
        double rewritten;
    };
    for (const Pack& pack :
         {Pack{"iso", 0.99, 0.9}, Pack{"iec", 0.99, 0.9}, Pack{"itu", 0.99, 0.9}, Pack{"etsi", 0.99, 0.9},
          Pack{"cen_cenelec", 0.99, 0.9}, Pack{"ieee", 0.9, 0.9}, Pack{"gb", 1.0, 1.0}}) {
        const auto path = test::shared_path(std::string("identifiers/") + pack.name + ".tsv");
        if (!path) return;
        double accepted = 0, exact = 0, hard = 0, rewritten = 0;
        for (const Row& row : read_table(*path)) {
            const auto id = try_parse_standard(row[0]);
            if (row[2] == "must_reject") {
                CAPTURE(row[0]);
                CHECK_FALSE(id);
                continue;
            }
            const bool good = id && id->normalized() == row[1];
            accepted += 1;
            exact += good;
            hard += row[0] != row[1];
            rewritten += row[0] != row[1] && good;
        }
        CAPTURE(pack.name);
        CHECK(exact >= pack.exact * accepted);
        CHECK(rewritten >= pack.rewritten * hard);
    }
}

TEST_CASE("identifiers: the first word tells on which side of the border the publisher stands") {
    for (const char* code :
         {"GB/T 22239-2019", "GBZ 2.1-2007", "DB11/T 1234-2020", "YD/T 2407-2021", "T/CESA 1026-2018",
          "Q/320506 ABC 001-2020", "20230254-T-469", "TC260-PG-20222A", "CESA-2020-2-019"}) {
        INFO(code);
        CHECK(side_of_standard(code) == Side::kChina);
    }
    for (const char* code : {"ISO/IEC 27001:2022", "IEC 61850-3", "ITU-T X.509", "EN 50128:2011", "ETSI TS 103 701",
                             "IEEE Std 802.11-2020", "RFC 9457", "3GPP TS 38.124", "UN R155", "SAE J3016", "DIN 70121",
                             "NIST SP 800-53", "CISPR 32"}) {
        INFO(code);
        CHECK(side_of_standard(code) == Side::kAbroad);
    }
    for (const char* text : {"", "Unmanned Aircraft", "general principles", "2021-06-17", "ISOLATED"}) {
        INFO(text);
        CHECK(side_of_standard(text) == Side::kUnknown);
    }
    for (const auto& [code, side] : {std::pair{"SAC/TC 260", Side::kChina}, std::pair{"CCSA/TC 5", Side::kChina},
                                     std::pair{"ISO/IEC JTC 1/SC 42", Side::kAbroad}, std::pair{"JTC 1", Side::kAbroad},
                                     std::pair{"CEN/TC 442", Side::kAbroad}, std::pair{"ITU-T/SG 17", Side::kAbroad},
                                     std::pair{"TC 260", Side::kUnknown}}) {
        INFO(code);
        CHECK(side_of_committee(code) == side);
    }
}
