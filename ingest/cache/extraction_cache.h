// What the documents of a graph said when it was built, so that an update reads again only what changed.
//
// One file beside the graph, GRAPH.cache. It only saves time: without it, or where it is damaged or made by another
// program or other rules, documents are read again. Every extraction carries its own digest.
//
// Errors:  save throws Error kIo for a file that cannot be written; load never fails
// Owns:    the extractions, as bytes
// Threads: const methods may run at once
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "ingest/extraction.h"

namespace mirrorgraph::ingest {

class ExtractionCache {
  public:
    // Empty for a file that is absent, damaged or of another fingerprint.
    static ExtractionCache load(const std::string& path, const std::string& fingerprint);

    // `graph_digest` is the SHA-256 of the file of the graph that the extractions became.
    void save(const std::string& path, const std::string& fingerprint, const std::string& graph_digest) const;

    struct Entry {
        std::string path;    // of the document, as given
        std::string sha256;  // of its source
        std::string bytes;   // encode()
    };
    void add(std::string id, Entry entry) { entries_.insert_or_assign(std::move(id), std::move(entry)); }
    const std::map<std::string, Entry, std::less<>>& entries() const { return entries_; }
    const std::string& graph_digest() const { return graph_digest_; }

    // nullptr unless the document was read from these bytes.
    const Entry* find(std::string_view id, std::string_view sha256) const;
    // nullopt for damaged bytes.
    static std::optional<Extraction> decoded(const Entry& entry);

  private:
    std::map<std::string, Entry, std::less<>> entries_;  // by document id
    std::string graph_digest_;
};

std::string cache_path(const std::string& graph_path);

}  // namespace mirrorgraph::ingest
