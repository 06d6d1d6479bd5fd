#include "ingest/readers/layout/sentences.h"

#include "tests/support/catch.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

std::vector<std::string> sentences_of(const std::string& text) {
    std::vector<std::string> out;
    for (const Span& span : split_sentences(text, {0, text.size()}))
        out.push_back(text.substr(span.begin, span.size()));
    return out;
}

using Sentences = std::vector<std::string>;

}  // namespace

TEST_CASE("sentences: abbreviations, initials and identifiers do not end one") {
    CHECK(sentences_of("See No. 5 of Dr. Xu, e.g. GB/T 1.1-2020. It took effect.") ==
          Sentences{"See No. 5 of Dr. Xu, e.g. GB/T 1.1-2020.", "It took effect."});
    CHECK(sentences_of("Mr. Luis J. Romero came. He left.") == Sentences{"Mr. Luis J. Romero came.", "He left."});
    CHECK(sentences_of("Steel, glass, etc. are named. Cement etc. The list ends.") ==
          Sentences{"Steel, glass, etc. are named.", "Cement etc.", "The list ends."});
    CHECK(sentences_of("ISO/IEC 27001:2013 and version 2.0 apply") ==
          Sentences{"ISO/IEC 27001:2013 and version 2.0 apply"});
    CHECK(sentences_of("Rope Vehicles (Group) Co. Ltd, Hook Co. Others came.") ==
          Sentences{"Rope Vehicles (Group) Co. Ltd, Hook Co.", "Others came."});
}

TEST_CASE("sentences: closing quotes and brackets belong to the sentence they close") {
    CHECK(sentences_of("He said \"it works.\" Then (as ever.) Nothing.") ==
          Sentences{"He said \"it works.\"", "Then (as ever.)", "Nothing."});
}

TEST_CASE("sentences: Chinese stops end one without a blank") {
    CHECK(sentences_of("本文件代替GB/T 1.1—2009。本文件由全国标准化技术委员会归口；起草单位：某院。") ==
          Sentences{"本文件代替GB/T 1.1—2009。", "本文件由全国标准化技术委员会归口；", "起草单位：某院。"});
}

TEST_CASE("sentences: a lost blank is noticed, an address is not cut") {
    CHECK(sentences_of("signed in Berlin.Over 100 partners join.") ==
          Sentences{"signed in Berlin.", "Over 100 partners join."});
    CHECK(sentences_of("see https://www.example.org/a.Html for it") ==
          Sentences{"see https://www.example.org/a.Html for it"});
}

TEST_CASE("sentences: the count of a list item is no sentence") {
    CHECK(sentences_of("3. Build the system. Then test.") == Sentences{"3. Build the system.", "Then test."});
}

TEST_CASE("sentences: complete lines are told from open ones") {
    CHECK(ends_sentence("It ended."));
    CHECK(ends_sentence("\"It ended.\""));
    CHECK(ends_sentence("结束。"));
    CHECK_FALSE(ends_sentence("with Dr."));
    CHECK_FALSE(ends_sentence("a clause；"));
    CHECK_FALSE(ends_sentence(""));
}
