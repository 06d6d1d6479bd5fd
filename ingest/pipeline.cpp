#include "ingest/pipeline.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "ingest/inputs.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

namespace {

// What became of one document.
using Outcome = std::variant<std::monostate, Extraction, Error>;

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

}  // namespace

Pipeline::Pipeline(std::shared_ptr<const Recognisers> recognisers, RuleEngine rules, Reader reader)
    : recognisers_(std::move(recognisers)), rules_(std::move(rules)), reader_(std::move(reader)) {}

Pipeline Pipeline::load(const std::string& mapping_path) {
    return Pipeline(Recognisers::load(), RuleEngine::load(), Reader::load(mapping_path));
}

Extraction Pipeline::extract(const std::string& path, std::string bytes) const {
    Extraction extraction = reader_.read(path, std::move(bytes));
    if (extraction.is_registry) return extraction;
    extraction.mentions = recognisers_->recognise(extraction.document);
    extraction.claims = rules_.find_claims(extraction.document, extraction.mentions);
    return extraction;
}

BuildResult Pipeline::build(const std::vector<std::string>& inputs, std::istream& in, const BuildOptions& options,
                            const BuildProgress& progress) const {
    const std::vector<std::string> paths = collect_inputs(inputs);
    std::vector<Outcome> outcomes(paths.size());
    std::atomic<bool> stop = false;
    std::mutex mutex;  // over `done` and the calls of `progress`
    std::size_t done = 0;
    run_side_by_side(paths.size(), options.jobs, stop, [&](std::size_t i) {
        try {
            std::string bytes =
                paths[i] == "-" ? read_stream(in, options.read.max_bytes) : read_bytes(paths[i], options.read);
            outcomes[i] = extract(paths[i], std::move(bytes));
        } catch (const Error& error) {
            outcomes[i] = error;
            if (options.strict) stop = true;
        } catch (const std::bad_alloc&) {
            outcomes[i] = Error(ErrorCode::kLimit, paths[i] + ": does not fit into memory");
            if (options.strict) stop = true;
        }
        const std::lock_guard lock(mutex);
        ++done;
        if (progress) progress(done, paths.size());
    });

    BuildResult result;
    std::vector<Extraction> extractions;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (auto* extraction = std::get_if<Extraction>(&outcomes[i])) {
            for (const std::string& warning : extraction->warnings) result.warnings.push_back({paths[i], warning});
            result.bytes += extraction->document.size;
            extractions.push_back(std::move(*extraction));
        } else if (auto* error = std::get_if<Error>(&outcomes[i])) {
            if (options.strict) throw *error;
            result.problems.push_back({paths[i], std::move(*error)});
        }
    }
    if (extractions.empty() && !result.problems.empty()) throw result.problems.front().error;
    result.documents = extractions.size();
    result.resolution = resolve(extractions, standards_schema(), {options.quotes});
    return result;
}

}  // namespace mirrorgraph::ingest
