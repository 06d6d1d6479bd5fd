#include "ingest/pipeline.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "ingest/cache/extraction_bytes.h"
#include "ingest/cache/fingerprint.h"
#include "ingest/digest.h"
#include "ingest/inputs.h"
#include "ingest/readers/formats/archive.h"
#include "ingest/readers/formats/docx_reader.h"
#include "ingest/recognise/lexicon/gazetteer.h"
#include "ingest/resolve/corrections.h"
#include "ingest/rules/sentence/issuer_counts.h"
#include "ingest/sources.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

// What became of one document; an input that is an archive holds several.
struct Pipeline::Outcome {
    std::string path;
    std::variant<Extraction, Error> result;
    ExtractionCache::Entry entry;  // for the cache of an update
    bool reused = false;           // taken from the cache
};

// Something to look at: a file, or a document that only the cache holds.
struct Pipeline::Task {
    std::string path;
    const ExtractionCache::Entry* known = nullptr;  // there is no need to read it
    std::string file;                               // that holds its bytes; empty: `path`
};

namespace {

bool is_left_in_archive(std::string_view name) {
    const std::string_view file = name.substr(name.rfind('/') + 1);
    return file.empty() || file.starts_with(".") || name.starts_with("__MACOSX/");
}

std::string read_stream(std::istream& in, std::uint64_t max_bytes) {
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (bytes.size() > max_bytes) throw Error(ErrorCode::kLimit, "the standard input is longer than a document may be");
    return bytes;
}

// Runs work(0) ... work(count - 1) on some threads, until all are done or `stop` is set.
void run_side_by_side(std::size_t count, unsigned jobs, const std::atomic<bool>& stop,
                      const std::function<void(std::size_t)>& work) {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t threads = std::clamp<std::size_t>(jobs == 0 ? cores : jobs, 1, std::max<std::size_t>(count, 1));
    std::atomic<std::size_t> next = 0;
    const auto loop = [&] {
        for (std::size_t i = next++; i < count && !stop; i = next++) work(i);
    };
    std::vector<std::thread> pool;
    for (std::size_t t = 1; t < threads; ++t) pool.emplace_back(loop);
    loop();
    for (std::thread& thread : pool) thread.join();
}

std::vector<Succession> successions_in(const Gazetteer& gazetteer) {
    std::vector<Succession> out;
    for (const Body& body : gazetteer.bodies()) {
        const Body* successor = gazetteer.find(body.successor);
        if (successor == nullptr) continue;
        out.push_back(
            {node_id(body.label, body.key), node_id(successor->label, successor->key), body.name, successor->name});
    }
    return out;
}

}  // namespace

Pipeline::Pipeline(std::shared_ptr<const Recognisers> recognisers, RuleEngine rules, Reader reader)
    : recognisers_(std::move(recognisers)),
      rules_(std::move(rules)),
      reader_(std::move(reader)),
      successions_(successions_in(recognisers_->gazetteer())) {}

Pipeline Pipeline::load(const std::optional<TableMapping>& mapping) {
    Pipeline pipeline(Recognisers::load(), RuleEngine::load(), Reader::load(mapping));
    pipeline.mapping_ = mapping;
    return pipeline;
}

Extraction Pipeline::extract(const std::string& path, std::string bytes) const {
    Extraction extraction = reader_.read(path, std::move(bytes));
    if (extraction.is_registry) {
        recognisers_->name_known_bodies(extraction.mentions);
        return extraction;
    }
    extraction.mentions = recognisers_->recognise(extraction.document);
    extraction.claims = rules_.find_claims(extraction.document, extraction.mentions);
    count_issuers(extraction.document, extraction.mentions, extraction.claims);
    return extraction;
}

Pipeline::Outcome Pipeline::look_at(const std::string& path, std::string bytes, const ExtractionCache* cache) const {
    if (cache == nullptr) return {path, extract(path, std::move(bytes)), {}, false};
    const std::string digest = sha256(bytes);
    if (const ExtractionCache::Entry* known = cache->find(document_id(path), digest)) {
        if (auto outcome = recall(path, *known)) return std::move(*outcome);
    }
    Extraction extraction = extract(path, std::move(bytes));
    ExtractionCache::Entry entry{path, digest, encode(extraction)};
    return {path, std::move(extraction), std::move(entry), false};
}

// What the cache holds, under the path that is given now; nullopt where it is damaged.
std::optional<Pipeline::Outcome> Pipeline::recall(const std::string& path, const ExtractionCache::Entry& known) {
    auto extraction = ExtractionCache::decoded(known);
    if (!extraction) return std::nullopt;
    extraction->document.path = path;
    return Outcome{path, std::move(*extraction), {path, known.sha256, known.bytes}, true};
}

// Everything in one input; throws nothing but for want of memory for the outcome itself.
std::vector<Pipeline::Outcome> Pipeline::extract_all(const Task& task, const std::function<std::string()>& read,
                                                     const ReadOptions& limits, const ExtractionCache* cache) const {
    std::vector<Outcome> outcomes;
    const std::string& path = task.path;
    const auto attempt = [&outcomes](const std::string& name, const auto& work) {
        const auto fail = [&](Error error) { outcomes.push_back({name, std::move(error), {}, false}); };
        try {
            work();
        } catch (const Error& error) {
            fail(error);
        } catch (const std::bad_alloc&) {
            fail(Error(ErrorCode::kLimit, name + ": does not fit into memory"));
        } catch (const std::exception& error) {
            fail(Error(ErrorCode::kInvalidData, name + ": cannot be read: " + error.what()));
        }
    };
    attempt(path, [&] {
        if (task.known != nullptr) {
            auto outcome = recall(path, *task.known);
            if (!outcome)
                throw Error(ErrorCode::kInvalidData, path + ": is damaged in the cache", "build the graph anew");
            outcomes.push_back(std::move(*outcome));
            return;
        }
        std::string bytes = read();
        if (!looks_like_archive(bytes) || looks_like_docx(bytes, path)) {
            outcomes.push_back(look_at(path, std::move(bytes), cache));
            return;
        }
        std::size_t files = 0;
        read_archive(bytes, path, {}, [&](const std::string& name, std::string content) {
            if (is_left_in_archive(name)) return;
            ++files;
            const std::string inner = path + "/" + name;
            attempt(inner, [&] {
                if (looks_like_archive(content) && !looks_like_docx(content, inner)) {
                    throw Error(ErrorCode::kInvalidData,
                                inner + ": is an archive inside an archive, which is not opened");
                }
                check_size(inner, content.size(), limits);
                outcomes.push_back(look_at(inner, std::move(content), cache));
            });
        });
        if (files == 0) throw Error(ErrorCode::kNotFound, path + ": holds no document");
    });
    return outcomes;
}

std::vector<Pipeline::Outcome> Pipeline::run_tasks(const std::vector<Task>& tasks, std::istream& in,
                                                   const BuildOptions& options, const ExtractionCache* cache,
                                                   const BuildProgress& progress) const {
    std::vector<std::vector<Outcome>> outcomes(tasks.size());
    std::atomic<bool> stop = false;
    std::mutex mutex;  // over `done` and the calls of `progress`
    std::size_t done = 0;
    run_side_by_side(tasks.size(), options.jobs, stop, [&](std::size_t i) {
        const std::string& file = tasks[i].file.empty() ? tasks[i].path : tasks[i].file;
        const auto read = [&] {
            return file == "-" ? read_stream(in, options.read.max_bytes) : read_bytes(file, options.read);
        };
        outcomes[i] = extract_all(tasks[i], read, options.read, cache);
        const bool failed = std::any_of(outcomes[i].begin(), outcomes[i].end(), [](const Outcome& outcome) {
            return std::holds_alternative<Error>(outcome.result);
        });
        if ((options.strict && failed) || (options.stop != nullptr && *options.stop)) stop = true;
        const std::lock_guard lock(mutex);
        ++done;
        if (progress) progress(done, tasks.size());
    });
    if (options.stop != nullptr && *options.stop) throw Error(ErrorCode::kCancelled, "the build was stopped");
    std::vector<Outcome> all;
    for (std::vector<Outcome>& part : outcomes) {
        std::move(part.begin(), part.end(), std::back_inserter(all));
    }
    return all;
}

// Throws the error of the first document, by path, that could not be read.
void Pipeline::check_all_read(const std::vector<Outcome>& outcomes) {
    const Outcome* first = nullptr;
    for (const Outcome& outcome : outcomes) {
        const bool failed = std::holds_alternative<Error>(outcome.result);
        if (failed && (first == nullptr || outcome.path < first->path)) first = &outcome;
    }
    if (first != nullptr) throw Error(std::get<Error>(first->result));
}

// Of a file that holds documents which stay only those are taken, and they must be what they were.
void Pipeline::check_kept(std::vector<Outcome>& outcomes, const SourcePlan& plan) {
    const PathSet kept_files(plan.kept_files);
    std::erase_if(outcomes, [&](const Outcome& outcome) {
        return kept_files.covers(outcome.path) && !plan.kept.contains(document_id(outcome.path));
    });
    KnownDocuments missing = plan.kept;
    for (const Outcome& outcome : outcomes) {
        const auto* extraction = std::get_if<Extraction>(&outcome.result);
        if (extraction == nullptr) continue;
        const auto found = missing.find(extraction->document.id);
        if (found != missing.end() && found->second.sha256 == extraction->document.sha256) missing.erase(found);
    }
    if (missing.empty()) return;
    throw Error(ErrorCode::kIo, fmt::format("{}: has changed since the graph was built", missing.begin()->second.path),
                "name it as an input to read it anew, or take it out with --remove");
}

BuildResult Pipeline::finish(std::vector<Outcome> outcomes, const BuildOptions& options) const {
    BuildResult result;
    std::vector<Extraction> extractions;
    std::stable_sort(outcomes.begin(), outcomes.end(),
                     [](const Outcome& a, const Outcome& b) { return a.path < b.path; });
    for (Outcome& outcome : outcomes) {
        if (const auto* error = std::get_if<Error>(&outcome.result)) {
            result.problems.push_back({outcome.path, *error});
            continue;
        }
        Extraction& extraction = std::get<Extraction>(outcome.result);
        for (const std::string& warning : extraction.warnings) result.warnings.push_back({outcome.path, warning});
        result.bytes += extraction.document.size;
        result.reused += outcome.reused ? 1 : 0;
        if (options.update) result.cache.add(extraction.document.id, std::move(outcome.entry));
        extractions.push_back(std::move(extraction));
    }
    if (extractions.empty() && !result.problems.empty()) throw Error(result.problems.front().error);
    result.documents = extractions.size();
    ResolveOptions resolving;
    resolving.quotes = options.quotes;
    resolving.decisions = options.decisions;
    resolving.successions = successions_;
    result.resolution = resolve(extractions, standards_schema(), resolving);
    if (mapping_) set_table_mapping(result.resolution.graph.metadata(), *mapping_);
    return result;
}

std::vector<Pipeline::Task> Pipeline::tasks_of(const SourcePlan& plan, const BuildOptions& options,
                                               const ExtractionCache& cache) {
    std::vector<Task> tasks;
    for (const std::string& file : plan.files) tasks.push_back({file, nullptr, {}});
    for (const std::string& file : plan.kept_files) tasks.push_back({file, nullptr, {}});
    for (const auto& [id, document] : plan.kept) {
        const ExtractionCache::Entry* known = cache.find(id, document.sha256);
        if (known != nullptr) tasks.push_back({document.path, known, {}});
    }
    if (!options.update) return tasks;
    for (const DeliveredDocument& one : options.update->delivered) tasks.push_back({one.path, nullptr, one.file});
    return tasks;
}

BuildResult Pipeline::build(const std::vector<std::string>& inputs, std::istream& in, const BuildOptions& options,
                            const BuildProgress& progress) const {
    ExtractionCache cache;
    SourcePlan plan;
    std::vector<std::string> remove;
    std::string print;
    if (options.update) {
        print = fingerprint(mapping_);
        cache = ExtractionCache::load(cache_path(options.update->graph), print);
        remove = options.update->remove;
        UpdateRequest request{inputs, remove, options.excluded, {}, options.update->known.has_value()};
        for (const DeliveredDocument& one : options.update->delivered) request.replaced.push_back(one.path);
        plan = plan_sources(
            request, options.update->known ? *options.update->known : known_documents(options.update->graph, cache),
            cache);
    } else {
        plan.files = collect_inputs(inputs, options.excluded);
    }
    std::vector<Outcome> outcomes =
        run_tasks(tasks_of(plan, options, cache), in, options, options.update ? &cache : nullptr, progress);
    if (options.strict) check_all_read(outcomes);
    check_kept(outcomes, plan);
    const PathSet removed(remove);
    std::erase_if(outcomes, [&](const Outcome& outcome) { return removed.covers(outcome.path); });
    BuildResult result = finish(std::move(outcomes), options);
    result.removed = std::move(plan.removed);
    result.fingerprint = std::move(print);
    return result;
}

}  // namespace mirrorgraph::ingest
