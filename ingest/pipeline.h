// From sources to a graph: read, recognise, hold rules against, resolve.
//
// Documents are worked on side by side; the graph depends on their content and paths alone, not on their order or on
// the number of threads.
//
// Errors:  build throws what collect_inputs and plan_sources throw, the error of the first document with BuildOptions::strict, or that
//          of the only document; otherwise documents that cannot be read are listed in BuildResult::problems
// Owns:    recognisers, rules and mappings
// Threads: immutable after loading; build may run at once
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/rebuild.h"
#include "ingest/cache/extraction_cache.h"
#include "ingest/extraction.h"
#include "ingest/readers/reader.h"
#include "ingest/recognise/recogniser.h"
#include "ingest/resolve/resolver.h"
#include "ingest/rules/rule_engine.h"
#include "ingest/sources.h"
#include "schema/error.h"

namespace mirrorgraph::ingest {

// A graph that follows its sources (ingest/sources.h): the result is that of a build over all its documents.
struct UpdateOptions {
    std::string graph = {};                // the file; a new graph where there is none
    std::vector<std::string> remove = {};  // documents, folders and archives to take out
    // What the graph holds where its file does not say; documents that nobody names then stay as they were.
    std::optional<KnownDocuments> known = {};
    std::vector<DeliveredDocument> delivered = {};  // to be added, or to take the place of those with their paths
};

struct BuildOptions {
    unsigned jobs = 0;                  // threads; 0: as many as the machine has cores
    bool strict = false;                // stop at the first document that cannot be read
    bool quotes = true;                 // evidence carries the sentence it was read in
    Decisions decisions;                // of people, applied to what the documents say
    std::vector<std::string> excluded;  // files below the inputs that are no documents: the graph itself
    std::optional<UpdateOptions> update;
    const std::atomic<bool>* stop = nullptr;  // once set, build throws Error kCancelled
    ReadOptions read;
};

struct DocumentProblem {
    std::string path;
    Error error;
};

struct DocumentWarning {
    std::string path;
    std::string text;
};

struct BuildResult {
    Resolution resolution;
    std::size_t documents = 0;              // that are in the graph
    std::uint64_t bytes = 0;                // of their sources
    std::vector<DocumentProblem> problems;  // in the order of their paths
    std::vector<DocumentWarning> warnings;  // likewise
    // Of an update:
    std::size_t reused = 0;            // documents that were not read again
    std::vector<std::string> removed;  // paths of documents that are gone
    ExtractionCache cache;             // to be saved beside the graph
    std::string fingerprint;           // of program and rules, for the cache
};

// Called as documents are done; never by two threads at once.
using BuildProgress = std::function<void(std::size_t done, std::size_t total)>;

class Pipeline {
  public:
    // Everything from the data folder. All tables are read by `mapping` where there is one, and the graph keeps it.
    static Pipeline load(const std::optional<TableMapping>& mapping = {});

    // What one document says.
    Extraction extract(const std::string& path, std::string bytes) const;

    // `in` is read where an input is "-".
    BuildResult build(const std::vector<std::string>& inputs, std::istream& in, const BuildOptions& options = {},
                      const BuildProgress& progress = {}) const;

  private:
    struct Outcome;
    struct Task;
    Outcome look_at(const std::string& path, std::string bytes, const ExtractionCache* cache) const;
    static std::optional<Outcome> recall(const std::string& path, const ExtractionCache::Entry& known);
    std::vector<Outcome> extract_all(const Task& task, const std::function<std::string()>& read,
                                     const ReadOptions& limits, const ExtractionCache* cache) const;
    std::vector<Outcome> run_tasks(const std::vector<Task>& tasks, std::istream& in, const BuildOptions& options,
                                   const ExtractionCache* cache, const BuildProgress& progress) const;
    static std::vector<Task> tasks_of(const SourcePlan& plan, const BuildOptions& options,
                                      const ExtractionCache& cache);
    static void check_all_read(const std::vector<Outcome>& outcomes);
    static void check_kept(std::vector<Outcome>& outcomes, const SourcePlan& plan);
    BuildResult finish(std::vector<Outcome> outcomes, const BuildOptions& options) const;
    Pipeline(std::shared_ptr<const Recognisers> recognisers, RuleEngine rules, Reader reader);

    std::shared_ptr<const Recognisers> recognisers_;
    RuleEngine rules_;
    Reader reader_;
    std::optional<TableMapping> mapping_;
    std::vector<Succession> successions_;
};

}  // namespace mirrorgraph::ingest
