// Extractions made by hand, for tests of the resolver: what documents say, without documents.
#pragma once

#include <string>
#include <vector>

#include "ingest/extraction.h"
#include "ingest/resolve/resolver.h"

namespace mirrorgraph::test {

ingest::Mention mention(std::string label, std::string key, std::string name, std::vector<std::string> aliases = {});

// With the identifier as key, name and code.
ingest::Mention coded(std::string label, std::string code, std::vector<std::string> aliases = {});

ingest::Claim claim(std::string type, std::size_t source, std::size_t target, const char* date = nullptr,
                    double confidence = 0.8);

// Its id is "document:" and the name.
ingest::Extraction document(std::string name, std::vector<ingest::Mention> mentions,
                            std::vector<ingest::Claim> claims = {});

ingest::Resolution resolved(const std::vector<ingest::Extraction>& documents,
                            const ingest::ResolveOptions& options = {});

std::string json(const ingest::Resolution& resolution);

}  // namespace mirrorgraph::test
