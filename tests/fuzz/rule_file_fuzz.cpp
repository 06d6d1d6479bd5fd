// Any bytes are a rule file that loads, or an Error that names a place. A file that loads can be held against a text.
#include <cstdint>
#include <string>

#include "ingest/rules/notation/example.h"
#include "ingest/rules/notation/rule_file.h"
#include "ingest/rules/rule_engine.h"
#include "schema/error.h"
#include "schema/schema.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Extraction kText = read_example(
        "# {Committee:SAC/TC28}\n"
        "On {Date:6 May 2021=2021-05-06}, {Agency:SAC} issued the {Policy:Plan} for {Standard:GB/T 1-2020}.\n"
        "| Number | Replaces |\n"
        "| {Standard:GB/T 1-2020} | {Standard:GB/T 1-2010} |\n");
    const std::string content(reinterpret_cast<const char*>(data), size);
    try {
        const RuleVocabulary vocabulary = read_vocabulary("fuzz.yaml", content);
        (void)vocabulary;
    } catch (const Error&) {
    }
    try {
        const RuleEngine engine(read_rules("fuzz.yaml", content, {}, *standards_schema()), standards_schema());
        for (const Claim& claim : engine.find_claims(kText.document, kText.mentions)) {
            if (claim.source >= kText.mentions.size() || claim.target >= kText.mentions.size()) __builtin_trap();
        }
        engine.check_examples();
    } catch (const Error& e) {
        if (std::string(e.what()).empty()) __builtin_trap();
    }
    return 0;
}
