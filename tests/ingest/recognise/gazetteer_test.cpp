#include "ingest/recognise/lexicon/gazetteer.h"

#include <map>

#include "ingest/recognise/lexicon/chinese_words.h"
#include "schema/text/text.h"
#include "tests/support/catch.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

TEST_CASE("gazetteer: every parent and successor is a body, no name belongs to two") {
    const WordClasses classes = WordClasses::load(test::source_path("data/gazetteer/words.csv"));
    const Gazetteer gazetteer = Gazetteer::load(test::source_path("data/gazetteer/bodies.csv"), classes);
    REQUIRE(gazetteer.bodies().size() > 250);
    std::map<std::string, std::string> owner;
    for (const Body& body : gazetteer.bodies()) {
        INFO(body.key);
        CHECK((body.label == "Agency" || body.label == "Organization" || body.label == "Committee"));
        CHECK((body.parent.empty() || gazetteer.find(body.parent) != nullptr));
        CHECK((body.successor.empty() || gazetteer.find(body.successor) != nullptr));
        std::vector<std::string> names = body.aliases;
        names.insert(names.end(), {body.name, body.acronym, body.name_zh});
        for (const std::string& name : names) {
            if (name.empty()) continue;
            INFO(name);
            CHECK(owner.emplace(name_key(name), body.key).first->second == body.key);
            CHECK(gazetteer.find_name(name) == &body);
        }
    }
}

TEST_CASE("chinese words: the longest ending says what a body is") {
    const ChineseWords words = ChineseWords::load(test::source_path("data/gazetteer/chinese_words.csv"));
    CHECK(words.label_of("江苏省市场监督管理局") == "Agency");
    CHECK(words.label_of("中国国家标准化委员会") == "Agency");
    CHECK(words.label_of("中国电子学会标准化委员会") == "Committee");
    CHECK(words.label_of("商业行业委员会") == "Organization");
    CHECK(words.label_of("测定方法").empty());
    CHECK(words.label_of("").empty());
    CHECK(words.at_begin(ChineseClass::kList, "起草单位：清华大学") == "起草单位");
    CHECK(words.ends_any(ChineseClass::kPolicy, "团体标准管理办法"));
    CHECK_FALSE(words.is_any(ChineseClass::kBare, "中国电力公司"));
}

TEST_CASE("gazetteer: a table with a fault names its place") {
    const test::TemporaryFolder folder;
    const WordClasses classes = WordClasses::load(test::source_path("data/gazetteer/words.csv"));
    const std::string head = "key,label,acronym,name,name_zh,aliases,parent,successor\n";
    const std::string twice = folder.write("twice.csv", head + "a,Agency,,Alpha,,,,\na,Agency,,Beta,,,,\n");
    CHECK_THROWS_WITH(Gazetteer::load(twice, classes), test::contains("row 2") && test::contains("key of its own"));
    const std::string narrow = folder.write("narrow.csv", head + "a,Agency\n");
    CHECK_THROWS_WITH(Gazetteer::load(narrow, classes), test::contains("2 cells"));
    const std::string words = folder.write("words.csv", "class,words\npolicy_hed,law\n");
    CHECK_THROWS_WITH(WordClasses::load(words), test::contains("did you mean 'policy_head'"));
    const std::string chinese = folder.write("chinese_words.csv", "class,words\nplace,北京\nagancy,局\n");
    CHECK_THROWS_WITH(ChineseWords::load(chinese), test::contains("row 2") && test::contains("did you mean 'agency'"));
}
