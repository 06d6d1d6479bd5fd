#include "ingest/readers/registry/registry.h"

#include <filesystem>

#include "schema/files/data_path.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

std::optional<Extraction> read(const std::string& text, std::shared_ptr<const Mapping> forced = nullptr) {
    SourceText source = decode(text, "table");
    return read_registry(source, "table", {MappingSet::load(test::source_path("data/mappings")), std::move(forced)});
}

// "RESPONSIBLE_FOR ISO/TC 149 -> ISO 4210-2:2023 @2"
std::vector<std::string> claims_of(const Extraction& extraction) {
    std::vector<std::string> out;
    for (const Claim& claim : extraction.claims) {
        out.push_back(claim.type + " " + extraction.mentions[claim.source].name + " -> " +
                      extraction.mentions[claim.target].name + (claim.date ? " on " + to_string(*claim.date) : "") +
                      " @" + std::to_string(extraction.document.map.locate(claim.evidence).line));
    }
    return out;
}

using Claims = std::vector<std::string>;

std::string registry_fault(const std::string& text, std::shared_ptr<const Mapping> forced = nullptr) {
    try {
        read(text, std::move(forced));
    } catch (const Error& error) {
        return error.render();
    }
    return "no error";
}

Mapping mapping_of(const std::string& yaml) {
    const test::TemporaryFolder folder;
    return load_mapping(folder.write("m.yaml", yaml));
}

std::string mapping_error(const std::string& yaml) {
    const test::TemporaryFolder folder;
    const std::string path = folder.write("m.yaml", yaml);
    try {
        load_mapping(path);
    } catch (const Error& error) {
        return error.render().substr(path.size());
    }
    return "no error";
}

}  // namespace

TEST_CASE("registry: ISO documents give standards with what the row says") {
    const auto table = read(
        "id,urn,doctype,committee,stage,edition,published,ics,title_en\n"
        "ISO 4210-2:2023,urn:x,international-standard,ISO/TC 149/SC 1,60.60,3,2023-01,43.150,\"Cycles, Part 2: "
        "\"\"Safety\"\"\"\n"
        "ISO 8090:1990,urn:y,international-standard,,95.99,1,1990-08-30,43.150 01.040,Cycles\n");
    REQUIRE(table);
    CHECK(claims_of(*table) == Claims{"RESPONSIBLE_FOR ISO/TC 149/SC 1 -> ISO 4210-2:2023 @2"});
    REQUIRE(table->mentions.size() == 3);
    const Map& first = table->mentions[0].properties;
    CHECK(first.at("title") == Value("Cycles, Part 2: \"Safety\""));
    CHECK(first.at("published") == Value(Date{2023, 1, 0}));
    CHECK(first.at("status") == Value("published"));
    CHECK(table->mentions[2].properties.at("status") == Value("withdrawn"));
    CHECK(table->mentions[2].properties.at("ics") == Value(List{Value("43.150"), Value("01.040")}));
    CHECK(table->document.map.locate(table->mentions[2].span).line == 3);
    CHECK(table->warnings.empty());
}

TEST_CASE("registry: relations of ISO are read the right way round") {
    const auto table = read(
        "id,relation,target,target_date\r\n"
        "ISO 10002:2014,obsoletes,ISO 10002:2004,\r\n"
        "ISO 10002:2004,updates,ISO 10002:2014,2014-07-17\r\n"
        "ISO 10002:2004,updates,ISO 10002:2004/Cor 1:2009,2014-07-17\r\n");
    REQUIRE(table);
    CHECK(claims_of(*table) == Claims{"REPLACES ISO 10002:2014 -> ISO 10002:2004 @2",
                                      "REPLACES ISO 10002:2014 -> ISO 10002:2004 on 2014-07-17 @3",
                                      "AMENDS ISO 10002:2004/Cor 1:2009 -> ISO 10002:2004 @4"});
}

TEST_CASE("registry: committees, and tab or semicolon between fields") {
    for (const char delimiter : {',', '\t', ';'}) {
        std::string text =
            "reference,title,parent,secretariat,established\n"
            "ISO/TC 149/SC 1,Cycles and major sub-assemblies,ISO/TC 149,JISC,1973\n";
        std::replace(text.begin(), text.end(), ',', delimiter);
        const auto table = read(text);
        REQUIRE(table);
        CHECK(claims_of(*table) ==
              Claims{"PART_OF ISO/TC 149/SC 1 -> ISO/TC 149 @2", "SECRETARIAT_OF JISC -> ISO/TC 149/SC 1 @2"});
        CHECK(table->mentions[0].properties.at("established") == Value(Date{1973, 0, 0}));
    }
}

TEST_CASE("registry: the codes of IEC's committees leave IEC out, and are not China's") {
    const auto table = read(
        "id,urn,committee,edition,published,obsoleted,ics\n"
        "IEC 61511-1:2016,,TC 65/SC 65A,2,2016-02-24,,\n"
        "ISO/IEC 27001:2022,,ISO/IEC JTC 1/SC 27,3,2022-10-25,,\n");
    REQUIRE(table);
    CHECK(claims_of(*table) == Claims{"RESPONSIBLE_FOR IEC/SC 65A -> IEC 61511-1:2016 @2",
                                      "RESPONSIBLE_FOR ISO/IEC JTC 1/SC 27 -> ISO/IEC 27001:2022 @3"});
}

TEST_CASE("registry: several names share a field of a Chinese table") {
    const auto table = read(
        "id,title_zh,kind_zh,publisher_zh,committee,lead_unit_zh,published,implemented,status,source\n"
        "GY "
        "5067-2017,广播电影电视建筑设计防火标准,行业标准,国家新闻出版广电总局/"
        "公安部,国家电影局,设计研究院,2017-09-24,2018-01-01,active;amended,x\n");
    REQUIRE(table);
    CHECK(claims_of(*table) == Claims{"ISSUED 国家新闻出版广电总局 -> GY 5067-2017 on 2017-09-24 @2",
                                      "ISSUED 公安部 -> GY 5067-2017 on 2017-09-24 @2",
                                      "RESPONSIBLE_FOR 国家电影局 -> GY 5067-2017 @2",
                                      "RESPONSIBLE_FOR 设计研究院 -> GY 5067-2017 @2"});
    CHECK(table->mentions[0].properties.at("status") == Value("in force"));
    CHECK(table->mentions[0].properties.at("level") == Value("sector"));
}

TEST_CASE("registry: JSON lines are rows") {
    const auto table = read(
        R"({"reference":"ISO/TC 333","title":{"en":"Lithium"},"secretariat":{"acronym":"SAC"},"creationDate":"2020-09-24","pMembers":[{"acronym":"AFNOR"},{"acronym":"SAC"}],"oMembers":null,"committeeLiaisons":[{"reference":"ISO/TC 82"}],"status":"Active"})"
        "\n");
    REQUIRE(table);
    CHECK(claims_of(*table) == Claims{"SECRETARIAT_OF SAC -> ISO/TC 333 @1", "MEMBER_OF AFNOR -> ISO/TC 333 @1",
                                      "MEMBER_OF SAC -> ISO/TC 333 @1", "LIAISES_WITH ISO/TC 333 -> ISO/TC 82 @1"});
    CHECK(table->claims[1].properties.at("role") == Value("participating member"));
}

TEST_CASE("registry: what is no identifier keeps its name and is reported once") {
    const auto table =
        read("id,relation,target,target_date\nISO 1:2022,obsoletes,Nonsense,\nISO 2:2022,obsoletes,More nonsense,\n");
    REQUIRE(table);
    REQUIRE(table->warnings.size() == 1);
    CHECK(table->warnings[0] ==
          "2 rows name no standard by an identifier that is understood, and keep it as a name, first in line 2: "
          "'Nonsense'");
    CHECK(table->mentions[1].name == "Nonsense");
}

TEST_CASE("registry: a cell without a letter or digit names nothing") {
    const auto table = read("id,relation,target,target_date\n?,obsoletes,ISO 1:2016,\nISO 1:2022,obsoletes,-,\n");
    REQUIRE(table);
    CHECK(table->claims.empty());
    CHECK(table->mentions.size() == 2);
}

TEST_CASE("registry: prose and tables without a mapping are left to others") {
    CHECK_FALSE(read("This, that, and\nthe other.\n"));
    CHECK_FALSE(read("a,b\n1,2\n"));
    CHECK_FALSE(read("He said, \"never\nclosed.\n"));
}

TEST_CASE("registry: damaged tables name the line") {
    const std::string head = "id,relation,target,target_date\n";
    CHECK_THAT(registry_fault(head + "ISO 1:2022,obsoletes,ISO 1:2016,,,\n"),
               test::contains("table:2:1: 6 fields under a header of 4"));
    CHECK_THAT(registry_fault(head + "ISO 1:2022,obsoletes,\"ISO 1:2016,\n"),
               test::contains("table:2:1: a quote is opened and never closed"));
    auto forced = std::make_shared<Mapping>(
        mapping_of("name: m\ncolumns: [id]\nentities:\n  - {name: s, label: Standard, key: standard, from: idd}\n"));
    CHECK_THAT(registry_fault("id,title\nISO 1:2022,x\n", forced),
               test::contains(
                   "table:1:1: mapping 'm' reads column 'idd', which this header does not have; did you mean 'id'?"));
}

TEST_CASE("registry: a faulty mapping says where and what") {
    const std::string head = "name: m\ncolumns: [id]\nentities:\n";
    CHECK_THAT(mapping_error(head + "  - {name: s, label: Standart, from: id}\n"),
               test::contains(":4:22: unknown label 'Standart'"));
    CHECK_THAT(mapping_error(head + "  - {name: s, lable: Standard, from: id}\n"),
               test::contains(":4:15: an entity has no key 'lable'; did you mean 'label'?\n"
                              "    - {name: s, lable: Standard, from: id}\n                ^^^^^\n"));
    CHECK_THAT(mapping_error(head + "  - {name: s, label: Standard, from: id, properties: {titel: id}}\n"),
               test::contains(":4:55: unknown property 'titel'; did you mean 'title'?"));
    CHECK_THAT(mapping_error(head + "  - {name: s, label: Standard, from: id, when: [{column: id, matches: '('}]}\n"),
               test::contains(":4:71: bad pattern"));
    CHECK_THAT(
        mapping_error(
            head + "  - {name: s, label: Standard, from: id}\nrelationships:\n  - {type: MIRRORS, from: s, to: s}\n"),
        test::contains(":6:12: "));
    CHECK_THAT(mapping_error(head + "  - {name: s, label: Standard\n"), test::contains(":5:1: "));
    CHECK_THAT(mapping_error("name: m\ncolumns: [id]\n"), test::contains(":1:1: no entities"));
    CHECK_THAT(mapping_error("name: &a m\ncolumns: [*a]\n"), test::contains(":1:7: an anchor is not read"));
}

TEST_CASE("registry: the registries at hand are read whole") {
    const auto folder = test::shared_path("registry");
    if (!folder) return;
    const std::map<std::string, std::pair<std::size_t, std::size_t>> least = {
        {"iso_committees.csv", {785, 1000}},  {"iso_committee_liaisons.csv", {4494, 4000}},
        {"jtc1_subcommittees.csv", {25, 25}}, {"gb_film_documents.csv", {366, 366}},
        {"agencies.csv", {74, 50}},           {"iso_technical_committees.jsonl", {785, 5000}},
        {"iec_committees.csv", {257, 0}},     {"ics_codes.csv", {1381, 0}}};
    for (const auto& [name, counts] : least) {
        INFO(name);
        const auto table = read(test::read_file(*folder + "/" + name));
        REQUIRE(table);
        CHECK(table->document.blocks.size() == counts.first);
        CHECK(table->claims.size() >= counts.second);
    }
}
