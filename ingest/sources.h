// What a build reads: the files it is given, and for an update the documents of the old graph that stay.
//
// An input covers the documents below it: a file its own, a folder or archive all that lie in it. What an update covers is
// read anew where it changed, and gone where it is no longer there; every other document stays as it was, from the cache
// or, where that does not know it, from its file if that has not changed. Without inputs an update covers all.
//
// Errors:  plan_sources throws Error kNotFound for a document to remove that the graph does not hold, kIo for one that
//          stays but can be read neither from the cache nor from its unchanged file
// Owns:    its texts
// Threads: functions may run at once
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ingest/cache/extraction_cache.h"

namespace mirrorgraph::ingest {

// A document of a graph that exists.
struct KnownDocument {
    std::string path;
    std::string sha256;
};
using KnownDocuments = std::map<std::string, KnownDocument>;  // by id

// Of the graph in a file; empty where there is no file. The cache knows them where it belongs to that file.
KnownDocuments known_documents(const std::string& graph_path, const ExtractionCache& cache);

struct SourcePlan {
    std::vector<std::string> files;       // to be read: what is given
    KnownDocuments kept;                  // as they were: of the cache
    std::vector<std::string> kept_files;  // as they were: files that hold documents which the cache does not know
    std::vector<std::string> removed;     // documents that are to go, by path
};

struct UpdateRequest {
    std::vector<std::string> inputs;
    std::vector<std::string> remove;         // documents, folders, archives
    std::vector<std::string> excluded;       // files that are no documents: the graph itself
    std::vector<std::string> replaced = {};  // documents that come from elsewhere: neither read nor kept
    bool only_named = false;                 // without inputs nothing is looked at
};

SourcePlan plan_sources(const UpdateRequest& request, const KnownDocuments& known, const ExtractionCache& cache);

// Inputs as a set: "docs" covers "docs" and "docs/a.txt", "a.zip" covers "a.zip/b.txt".
class PathSet {
  public:
    explicit PathSet(const std::vector<std::string>& paths);
    // Cost: O(depth of the path)
    bool covers(const std::string& path) const;

  private:
    std::set<std::string, std::less<>> paths_;  // normal, without a '/' at the end; "" is the folder worked in
};

}  // namespace mirrorgraph::ingest
