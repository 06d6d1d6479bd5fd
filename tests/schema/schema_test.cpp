#include "schema/schema.h"

#include <set>

#include "schema/describe.h"
#include "schema/error.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;

namespace {

template <class Call>
std::string message_of(Call&& call) {
    try {
        call();
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

std::set<std::string> pairs_of(const Schema& schema, std::string_view type) {
    std::set<std::string> out;
    const RelationshipRule* rule = schema.find_relationship(type);
    REQUIRE(rule != nullptr);
    for (const auto& [source, target] : rule->endpoints) out.insert(source + " " + target);
    return out;
}

}  // namespace

TEST_CASE("schema: endpoints are those that the annotation guidelines allow") {
    const Schema& schema = *standards_schema();
    CHECK(pairs_of(schema, "MIRRORS") == std::set<std::string>{"Organization Committee", "Organization Organization",
                                                               "Committee Committee", "Committee Organization"});
    CHECK(pairs_of(schema, "SECRETARIAT_OF") == std::set<std::string>{"Agency Committee", "Organization Committee"});
    CHECK(pairs_of(schema, "ADOPTS") == std::set<std::string>{"Standard Standard"});
    CHECK(pairs_of(schema, "REPLACES") == std::set<std::string>{"Standard Standard", "Policy Policy"});
    CHECK(pairs_of(schema, "BASED_ON") == std::set<std::string>{"Policy Policy", "Standard Policy"});
    CHECK(pairs_of(schema, "CITES") == std::set<std::string>{"Policy Standard", "Standard Standard"});
    CHECK(pairs_of(schema, "RESPONSIBLE_FOR") ==
          std::set<std::string>{"Committee Standard", "Organization Standard", "Agency Standard"});
    CHECK(pairs_of(schema, "MEMBER_OF") == std::set<std::string>{"Organization Committee", "Organization Organization",
                                                                 "Agency Committee", "Agency Organization"});
    CHECK(pairs_of(schema, "ESTABLISHED").size() == 9);
    CHECK(pairs_of(schema, "COOPERATES_WITH").size() == 9);
    CHECK(schema.find_relationship("COOPERATES_WITH")->symmetric);
    CHECK_FALSE(schema.find_relationship("MIRRORS")->symmetric);
    CHECK(schema.find_property("degree")->values == std::vector<std::string>{"IDT", "MOD", "NEQ", "EQV", "REF"});
}

TEST_CASE("schema: every part has a description and every property a carrier") {
    const Schema& schema = *standards_schema();
    std::set<std::string> carried;
    for (const LabelRule& rule : schema.labels()) {
        CHECK_FALSE(rule.description.empty());
        carried.insert(rule.properties.begin(), rule.properties.end());
    }
    for (const RelationshipRule& rule : schema.relationships()) {
        CHECK_FALSE(rule.description.empty());
        carried.insert(rule.properties.begin(), rule.properties.end());
    }
    for (const PropertyRule& rule : schema.properties()) {
        INFO(rule.name);
        CHECK_FALSE(rule.description.empty());
        CHECK_FALSE(rule.types.empty());
        CHECK(carried.contains(rule.name));
    }
}

TEST_CASE("schema: faults name the offending thing and the nearest legal one") {
    const Schema& schema = *standards_schema();
    CHECK(message_of([&] { schema.check_label("Comittee"); }) == "unknown label 'Comittee'; did you mean 'Committee'?");
    CHECK(message_of([&] { schema.check_relationship_type("MIRORS"); }) ==
          "unknown relationship type 'MIRORS'; did you mean 'MIRRORS'?");
    CHECK(message_of([&] { schema.check_property("titel", "x"); }) ==
          "unknown property 'titel'; did you mean 'title'?");
    CHECK(message_of([&] { schema.check_property("year", "2020"); }) == "property 'year' must be INTEGER, not STRING");
    CHECK(message_of([&] { schema.check_property("number", 1.5); }) ==
          "property 'number' must be STRING or INTEGER, not FLOAT");
    CHECK(message_of([&] { schema.check_property("degree", "IDN"); }) ==
          "'IDN' is no value of property 'degree'; did you mean 'IDT'? (known: IDT, MOD, NEQ, EQV, REF)");
    CHECK(message_of([&] { schema.check_endpoints("ISSUED", {"Policy"}, {"Agency"}); }) ==
          "ISSUED does not lead from Policy to Agency; it does the other way round");
    CHECK(message_of([&] { schema.check_node_property({"Topic"}, "sha256", "x"); }) ==
          "Topic has no property 'sha256'");
    CHECK(message_of([&] { schema.check_relationship_property("ADOPTS", "degree", "IDT"); }).empty());
    CHECK(message_of([&] { schema.check_relationship_property("AMENDS", "degree", "IDT"); }) ==
          "AMENDS has no property 'degree'");
    CHECK(message_of([] { schema_by_name("strict"); }) == "unknown schema 'strict'");
}

TEST_CASE("schema: endpoints are tested against label sets, and no labels stand for any") {
    const Schema& schema = *standards_schema();
    CHECK(schema.allows_endpoints("MIRRORS", {"Agency", "Organization"}, {"Committee"}));
    CHECK(schema.allows_endpoints("MIRRORS", {}, {"Committee"}));
    CHECK_FALSE(schema.allows_endpoints("MIRRORS", {}, {"Standard"}));
    CHECK_FALSE(schema.allows_endpoints("NOTHING", {}, {}));
}

TEST_CASE("schema: the open schema lets anything in") {
    const Schema& open = *Schema::open();
    CHECK_NOTHROW(open.check_label("Anything"));
    CHECK_NOTHROW(open.check_endpoints("ANY", {}, {"Thing"}));
    CHECK_NOTHROW(open.check_node_property({}, "any", 1));
    CHECK_NOTHROW(open.check_relationship_property("ANY", "any", 1));
    CHECK(open.find_label("Agency") == nullptr);
}

TEST_CASE("schema: a damaged file is refused at its place") {
    const std::string begin = R"({"name":"s","properties":[{"name":"p","types":["STRING"],"description":""}],)";
    struct Case {
        std::string file;
        std::string error;
    };
    const std::vector<Case> cases = {
        {"", "1:1 the file is empty"},
        {"[]", "1:1 expected an object"},
        {R"({"name":"s"})", "1:1 the key 'properties' is missing"},
        {R"({"nam":"s"})", "1:8 unknown key 'nam'; did you mean 'name'?"},
        {begin + "\n\"labels\":[{\"name\":\"L\",\"description\":\"\",\"properties\":[\"q\"]}],\"relationships\":[]}",
         "2:54 unknown property 'q'"},
        {begin + "\n\"labels\":[{\"name\":\"L\"}],\"relationships\":[]}", "2:11 the key 'description' is missing"},
        {begin + "\n\"labels\":[{\"name\":\"L\",\"description\":\"\"},{\"name\":\"L\",\"description\":\"\"}],"
                 "\"relationships\":[]}",
         "2:49 'L' is defined twice"},
        {begin + "\n\"labels\":[],\"relationships\":[{\"name\":\"R\",\"description\":\"\",\"endpoints\":[{\"from\":["
                 "\"L\"],\"to\":[]}]}]}",
         "2:81 unknown label 'L'"},
        {R"({"name":"s","properties":[{"name":"p","types":["TEXT"],"description":""}],"labels":[],"relationships":[]})",
         "1:48 unknown type 'TEXT'; known are BOOLEAN, INTEGER, FLOAT, STRING, LIST, MAP, DATE"},
    };
    const test::TemporaryFolder folder;
    for (const Case& one : cases) {
        INFO(one.file);
        try {
            load_schema(folder.write("schema.json", one.file));
            FAIL_CHECK("it was loaded");
        } catch (const Error& error) {
            const std::string found = fmt::format("{}:{} {}", error.line(), error.column(), error.what());
            CHECK(found.substr(0, one.error.size()) == one.error);
        }
    }
    CHECK_THROWS_AS(load_schema(folder / "missing.json"), Error);
}

TEST_CASE("schema: its description names every part and keeps to the width") {
    const Schema& schema = *standards_schema();
    const std::string text = describe_schema(schema, 100);
    for (const LabelRule& rule : schema.labels()) CHECK(text.find(rule.name) != std::string::npos);
    for (const RelationshipRule& rule : schema.relationships()) CHECK(text.find(rule.name) != std::string::npos);
    for (const PropertyRule& rule : schema.properties()) CHECK(text.find(rule.name) != std::string::npos);
    JsonWriter json;
    write_schema(schema, json);
    const Value read = parse_json_value(json.text());
    CHECK(read.as_map().find("relationships")->second.as_list().size() == schema.relationships().size());
}
