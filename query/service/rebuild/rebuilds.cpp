#include "query/service/rebuild/rebuilds.h"

#include <fmt/core.h>

#include <algorithm>

#include "graph/store/written.h"

namespace mirrorgraph::query {

namespace {

using std::chrono::milliseconds;

// How often a job begins again because a query has written meanwhile.
constexpr int kAttempts = 5;

std::vector<SourceDocument> documents_of(const GraphView& view) {
    std::vector<SourceDocument> out;
    const auto label = view.find_label("Document");
    if (!label) return out;
    const auto text = [&view](NodeId node, std::string_view key) {
        const Value value = view.property(node, key);
        return value.is_string() ? value.as_string() : std::string();
    };
    for (const NodeId node : view.nodes_with_label(*label)) {
        const std::string id = view.element_id(node);
        // What is no document of a build, such as the decisions, has no such id.
        if (id.starts_with("document:")) out.push_back({id, text(node, "path"), text(node, "sha256")});
    }
    return out;
}

// A graph that was built without the sentences stays without them.
bool has_quotes(const Snapshot& graph) {
    bool has_evidence = false;
    for (const RelationshipId one : graph.relationships()) {
        for (const Evidence& piece : graph.evidence(one)) {
            if (!piece.text.empty()) return true;
            has_evidence = true;
        }
    }
    return !has_evidence;
}

bool lies_in(std::string_view path, std::string_view archive) {
    return path == archive ||
           (path.size() > archive.size() && path.starts_with(archive) && path[archive.size()] == '/');
}

}  // namespace

Rebuilds::Rebuilds(ServedGraph& graph, Options options)
    : graph_(graph), options_(std::move(options)), folder_(options_.graph, *options_.files) {
    const std::vector<SourceDocument> known = documents_of(graph_.database().graph());
    folder_.recover([&known](const std::string& path) {
        const auto found =
            std::find_if(known.begin(), known.end(), [&](const auto& document) { return document.path == path; });
        return found == known.end() ? std::string() : found->sha256;
    });
    worker_ = std::thread([this] { work(); });
}

Rebuilds::~Rebuilds() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    worker_.join();
    for (const Job* job : waiting_) {
        if (!job->delivery.empty()) folder_.discard(job->delivery);
    }
}

std::uint64_t Rebuilds::add_document(const std::string& name, std::string_view bytes) {
    Job job;
    job.told.kind = RebuildJob::Kind::kAdd;
    job.told.document = folder_.path_of(name);
    if (bytes.empty()) throw Error(ErrorCode::kUsage, "a document without a byte has nothing to say");
    job.name = name;
    job.delivery = folder_.receive(bytes);
    const std::string delivery = job.delivery;
    try {
        return hand_in(std::move(job));
    } catch (const Error&) {
        folder_.discard(delivery);
        throw;
    }
}

std::uint64_t Rebuilds::remove_document(const std::string& name) {
    Job job;
    job.told.kind = RebuildJob::Kind::kRemove;
    job.told.document = path_to_remove(name);
    return hand_in(std::move(job));
}

std::uint64_t Rebuilds::apply_decisions() {
    {
        // One that has not begun will see the newest decisions too.
        const std::lock_guard lock(mutex_);
        for (const Job* job : waiting_) {
            if (job->told.kind == RebuildJob::Kind::kDecisions) return job->told.number;
        }
    }
    return hand_in({});
}

std::string Rebuilds::path_to_remove(const std::string& name) const {
    const std::vector<SourceDocument> known = documents_of(graph_.database().graph());
    for (const SourceDocument& document : known) {
        if (document.id == name) return document.path;
    }
    std::string path = folder_.path_of(name);
    const bool is_known =
        std::any_of(known.begin(), known.end(), [&](const auto& document) { return lies_in(document.path, path); });
    if (!is_known) {
        throw Error(ErrorCode::kNotFound, fmt::format("the graph holds no document '{}'", name),
                    "/documents lists those that it holds, by their ids");
    }
    return path;
}

std::uint64_t Rebuilds::hand_in(Job job) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= options_.waiting) {
        throw Error(ErrorCode::kLimit, fmt::format("{} changes wait already", waiting_.size()), "try again later");
    }
    job.told.number = ++last_number_;
    jobs_.push_back(std::move(job));
    waiting_.push_back(&jobs_.back());
    changed_.notify_all();
    for (auto old = jobs_.begin(); jobs_.size() > options_.kept + options_.waiting && old != jobs_.end();) {
        old = old->told.is_ended() ? jobs_.erase(old) : std::next(old);
    }
    return last_number_;
}

RebuildJob Rebuilds::told(const Job& job) const {
    RebuildJob out = job.told;
    if (out.state == RebuildJob::State::kRunning) {
        out.time = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - job.begin);
    }
    return out;
}

std::optional<RebuildJob> Rebuilds::find(std::uint64_t number) const {
    const std::lock_guard lock(mutex_);
    for (const Job& job : jobs_) {
        if (job.told.number == number) return told(job);
    }
    return std::nullopt;
}

std::vector<RebuildJob> Rebuilds::list() const {
    const std::lock_guard lock(mutex_);
    std::vector<RebuildJob> out;
    for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) out.push_back(told(*job));
    return out;
}

RebuildJob Rebuilds::wait(std::uint64_t number, milliseconds time) const {
    std::unique_lock lock(mutex_);
    RebuildJob out;
    changed_.wait_for(lock, time, [&] {
        const auto job =
            std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& one) { return one.told.number == number; });
        if (job != jobs_.end()) out = told(*job);
        return job == jobs_.end() || out.is_ended() || stopping_;
    });
    return out;
}

void Rebuilds::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        Job& job = *waiting_.front();
        waiting_.pop_front();
        job.told.state = RebuildJob::State::kRunning;
        job.begin = std::chrono::steady_clock::now();
        lock.unlock();
        std::optional<Error> error;
        try {
            run(job);
        } catch (const Error& thrown) {
            error = thrown;
        } catch (const std::exception& thrown) {
            error = Error(ErrorCode::kIo, thrown.what());
        }
        if (!job.delivery.empty()) folder_.discard(job.delivery);
        lock.lock();
        job.told = told(job);
        job.told.state = error ? RebuildJob::State::kFailed : RebuildJob::State::kDone;
        job.told.error = std::move(error);
        changed_.notify_all();
    }
}

void Rebuilds::run(Job& job) {
    for (int attempt = 1; !try_once(job); ++attempt) {
        if (attempt < kAttempts) continue;
        throw Error(ErrorCode::kConflict, "queries kept changing the graph while it was made anew", "try again later");
    }
}

// False where a query has written meanwhile.
bool Rebuilds::try_once(Job& job) {
    const auto [view, version] = graph_.database().state();
    Rebuilt rebuilt = options_.rebuild(request_for(job, view));
    const bool may_be_written = built_digest(view.metadata()) || !is_built(view.base());
    const PropertyGraph next = may_be_written ? carry_written(options_.graph, fold(view, view.base().shared_schema()),
                                                              std::move(rebuilt.graph), options_.graph, *options_.files)
                                              : std::move(rebuilt.graph);
    if (!put(job, next, version)) return false;
    std::vector<std::string> warnings = std::move(rebuilt.warnings);
    try {
        rebuilt.remember();
    } catch (const Error& error) {
        warnings.push_back(fmt::format("the next change reads all documents again: {}", error.what()));
    }
    forget_built(options_.graph, next.metadata(), *options_.files);
    const std::uint64_t now = graph_.database().version();
    const std::lock_guard lock(mutex_);
    job.told.version = now;
    job.told.documents = rebuilt.documents;
    job.told.read = rebuilt.read;
    job.told.nodes = static_cast<std::int64_t>(next.node_count()) - static_cast<std::int64_t>(view.node_count());
    job.told.relationships =
        static_cast<std::int64_t>(next.relationship_count()) - static_cast<std::int64_t>(view.relationship_count());
    job.told.warnings = std::move(warnings);
    return true;
}

RebuildRequest Rebuilds::request_for(Job& job, const GraphView& view) {
    RebuildRequest request;
    request.graph = options_.graph;
    request.documents = documents_of(view);
    if (job.told.kind == RebuildJob::Kind::kAdd) request.add.push_back({job.told.document, job.delivery});
    if (job.told.kind == RebuildJob::Kind::kRemove) request.remove.push_back(job.told.document);
    request.decisions = load_decisions(options_.decisions, graph_.database().schema());
    request.mapping = table_mapping(view.metadata());
    request.quotes = has_quotes(view.base());
    request.stop = &stopping_;
    request.progress = [this, &job](std::size_t done, std::size_t total) {
        const std::lock_guard lock(mutex_);
        job.told.documents_done = done;
        job.told.documents_total = total;
    };
    return request;
}

// Makes the graph the served one; the document is in its place then. False, and all as it was, where a query has written.
bool Rebuilds::put(Job& job, const PropertyGraph& next, std::uint64_t made_from) {
    const bool is_added = job.told.kind == RebuildJob::Kind::kAdd;
    const std::string name = is_added ? job.name : folder_.name_of(job.told.document);
    if (is_added) folder_.place(job.delivery, name);
    if (!is_added && !name.empty()) folder_.withdraw(name);
    const auto undo = [&] {
        if (is_added) folder_.take_back(job.delivery, name);
        if (!is_added && !name.empty()) folder_.put_back(name);
    };
    try {
        if (!graph_.database().replace(next, made_from)) {
            undo();
            return false;
        }
    } catch (const Error&) {
        undo();
        throw;
    }
    if (!name.empty()) folder_.settle(name);
    return true;
}

}  // namespace mirrorgraph::query
