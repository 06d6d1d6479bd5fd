#include "ingest/pipeline.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "ingest/inputs.h"
#include "ingest/readers/archive.h"
#include "ingest/readers/docx_reader.h"
#include "ingest/recognise/gazetteer.h"
#include "ingest/resolve/corrections.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

// What became of one document; an input that is an archive holds several.
struct Pipeline::Outcome {
    std::string path;
    std::variant<Extraction, Error> result;
};

namespace {

bool is_hidden(std::string_view name) {
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

Pipeline Pipeline::load(const std::string& mapping_path) {
    return Pipeline(Recognisers::load(), RuleEngine::load(), Reader::load(mapping_path));
}

Extraction Pipeline::extract(const std::string& path, std::string bytes) const {
    Extraction extraction = reader_.read(path, std::move(bytes));
    if (extraction.is_registry) {
        recognisers_->name_known_bodies(extraction.mentions);
        return extraction;
    }
    extraction.mentions = recognisers_->recognise(extraction.document);
    extraction.claims = rules_.find_claims(extraction.document, extraction.mentions);
    return extraction;
}

// Everything in one input; never throws but for want of memory for the outcome itself.
std::vector<Pipeline::Outcome> Pipeline::extract_all(const std::string& path,
                                                     const std::function<std::string()>& read) const {
    std::vector<Outcome> outcomes;
    const auto attempt = [&outcomes](const std::string& name, const auto& work) {
        try {
            work();
        } catch (const Error& error) {
            outcomes.push_back({name, error});
        } catch (const std::bad_alloc&) {
            outcomes.push_back({name, Error(ErrorCode::kLimit, name + ": does not fit into memory")});
        }
    };
    attempt(path, [&] {
        std::string bytes = read();
        if (!looks_like_archive(bytes) || looks_like_docx(bytes, path)) {
            outcomes.push_back({path, extract(path, std::move(bytes))});
            return;
        }
        std::size_t files = 0;
        read_archive(bytes, path, {}, [&](const std::string& name, std::string content) {
            if (is_hidden(name)) return;
            ++files;
            const std::string inner = path + "/" + name;
            attempt(inner, [&] {
                if (looks_like_archive(content) && !looks_like_docx(content, inner)) {
                    throw Error(ErrorCode::kInvalidData,
                                inner + ": is an archive inside an archive, which is not opened");
                }
                outcomes.push_back({inner, extract(inner, std::move(content))});
            });
        });
        if (files == 0) throw Error(ErrorCode::kNotFound, path + ": holds no document");
    });
    return outcomes;
}

BuildResult Pipeline::build(const std::vector<std::string>& inputs, std::istream& in, const BuildOptions& options,
                            const BuildProgress& progress) const {
    const std::vector<std::string> paths = collect_inputs(inputs);
    std::vector<std::vector<Outcome>> outcomes(paths.size());
    std::atomic<bool> stop = false;
    std::mutex mutex;  // over `done` and the calls of `progress`
    std::size_t done = 0;
    run_side_by_side(paths.size(), options.jobs, stop, [&](std::size_t i) {
        outcomes[i] = extract_all(paths[i], [&] {
            return paths[i] == "-" ? read_stream(in, options.read.max_bytes) : read_bytes(paths[i], options.read);
        });
        const bool failed = std::any_of(outcomes[i].begin(), outcomes[i].end(), [](const Outcome& outcome) {
            return std::holds_alternative<Error>(outcome.result);
        });
        if (options.strict && failed) stop = true;
        const std::lock_guard lock(mutex);
        ++done;
        if (progress) progress(done, paths.size());
    });

    BuildResult result;
    std::vector<Extraction> extractions;
    for (std::vector<Outcome>& all : outcomes) {
        for (Outcome& outcome : all) {
            if (const auto* error = std::get_if<Error>(&outcome.result)) {
                if (options.strict) throw *error;
                result.problems.push_back({outcome.path, *error});
                continue;
            }
            Extraction& extraction = std::get<Extraction>(outcome.result);
            for (const std::string& warning : extraction.warnings) result.warnings.push_back({outcome.path, warning});
            result.bytes += extraction.document.size;
            extractions.push_back(std::move(extraction));
        }
    }
    if (extractions.empty() && !result.problems.empty()) throw result.problems.front().error;
    result.documents = extractions.size();
    ResolveOptions resolving;
    resolving.quotes = options.quotes;
    resolving.decisions = options.decisions;
    resolving.successions = successions_;
    result.resolution = resolve(extractions, standards_schema(), resolving);
    return result;
}

}  // namespace mirrorgraph::ingest
