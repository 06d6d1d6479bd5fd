#include "tests/support/extractions.h"

#include <sstream>

#include "graph/store/store.h"
#include "tests/support/support.h"

namespace mirrorgraph::test {

ingest::Mention mention(std::string label, std::string key, std::string name, std::vector<std::string> aliases) {
    ingest::Mention made;
    made.label = std::move(label);
    made.key = std::move(key);
    made.surface = name;
    made.name = std::move(name);
    made.aliases = std::move(aliases);
    made.recogniser = "test";
    made.confidence = 0.9;
    return made;
}

ingest::Mention coded(std::string label, std::string code, std::vector<std::string> aliases) {
    ingest::Mention made = mention(std::move(label), code, code, std::move(aliases));
    made.properties["code"] = Value(code);
    return made;
}

ingest::Claim claim(std::string type, std::size_t source, std::size_t target, const char* date, double confidence) {
    ingest::Claim made;
    made.type = std::move(type);
    made.source = source;
    made.target = target;
    made.rule = "rule";
    made.confidence = confidence;
    if (date != nullptr) made.date = parse_date(date);
    return made;
}

ingest::Extraction document(std::string name, std::vector<ingest::Mention> mentions,
                            std::vector<ingest::Claim> claims) {
    ingest::Extraction made;
    made.document.id = "document:" + name;
    made.document.path = std::move(name);
    made.mentions = std::move(mentions);
    made.claims = std::move(claims);
    return made;
}

ingest::Resolution resolved(const std::vector<ingest::Extraction>& documents, const ingest::ResolveOptions& options) {
    return ingest::resolve(documents, load_schema(source_path("data/schema.json")), options);
}

std::string json(const ingest::Resolution& resolution) {
    std::ostringstream out;
    write_graph(resolution.graph, out);
    return out.str();
}

}  // namespace mirrorgraph::test
