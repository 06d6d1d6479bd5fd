// Makes the graph of a service anew when its documents or decisions change, one change at a time, while all else goes on.
//
// Requests hand in a job and may watch it. A job reads what is new, has the whole graph built from all documents and
// decisions, puts what queries have written on top (graph/store/written.h), and replaces the served graph by it: readers
// keep the one they began with, the next answer is of the new one. Where any step fails, everything stays as it was.
//
// Errors:  add_document and remove_document throw Error kUsage for a name that is none, kNotFound for a document that the
//          graph does not hold, kIo; all that hand in throw kLimit where too many jobs wait. A job keeps its own error
// Owns:    the thread that works, the folder of documents, the jobs; the destructor stops the job under way and drops those
//          that wait
// Threads: all methods may run at once
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "graph/rebuild.h"
#include "query/service/rebuild/document_folder.h"
#include "query/service/served_graph.h"
#include "schema/error.h"

namespace mirrorgraph::query {

struct RebuildJob {
    enum class Kind { kAdd, kRemove, kDecisions };
    enum class State { kWaiting, kRunning, kDone, kFailed };

    std::uint64_t number = 0;
    Kind kind = Kind::kDecisions;
    std::string document;  // path; empty for decisions
    State state = State::kWaiting;
    std::size_t documents_done = 0;  // looked at
    std::size_t documents_total = 0;
    std::chrono::milliseconds time{0};  // from the beginning to the end, or to now

    // Of one that is done.
    std::uint64_t version = 0;  // of the graph that has it
    std::size_t documents = 0;
    std::size_t read = 0;
    std::int64_t nodes = 0;  // more than before, or fewer
    std::int64_t relationships = 0;
    std::vector<std::string> warnings;

    std::optional<Error> error;  // of one that failed

    bool is_ended() const { return state == State::kDone || state == State::kFailed; }
};

class Rebuilds {
  public:
    struct Options {
        std::string graph;      // path of its file
        std::string decisions;  // path of decisions.json
        Rebuilder rebuild;
        std::size_t waiting = 64;  // jobs
        std::size_t kept = 100;    // jobs that have ended
        FileSystem* files = &FileSystem::system();
    };
    Rebuilds(ServedGraph& graph, Options options);
    ~Rebuilds();
    Rebuilds(const Rebuilds&) = delete;
    Rebuilds& operator=(const Rebuilds&) = delete;

    // Each hands in a job and gives its number.
    std::uint64_t add_document(const std::string& name, std::string_view bytes);
    std::uint64_t remove_document(const std::string& name);  // that it was added by, or its id in the graph
    std::uint64_t apply_decisions();

    std::optional<RebuildJob> find(std::uint64_t number) const;
    std::vector<RebuildJob> list() const;  // the newest first
    // The job when it has ended, or as it is after the time.
    RebuildJob wait(std::uint64_t number, std::chrono::milliseconds time) const;

  private:
    struct Job {
        RebuildJob told;
        std::string name;      // of a document that is added
        std::string delivery;  // its bytes
        std::chrono::steady_clock::time_point begin;
    };

    std::uint64_t hand_in(Job job);
    RebuildJob told(const Job& job) const;
    std::string path_to_remove(const std::string& name) const;
    void work();
    void run(Job& job);
    bool try_once(Job& job);
    RebuildRequest request_for(Job& job, const GraphView& view);
    bool put(Job& job, const PropertyGraph& next, std::uint64_t made_from);

    ServedGraph& graph_;
    Options options_;
    DocumentFolder folder_;

    mutable std::mutex mutex_;  // of all below
    mutable std::condition_variable changed_;
    std::list<Job> jobs_;  // ascending by number
    std::deque<Job*> waiting_;
    std::uint64_t last_number_ = 0;
    std::atomic<bool> stopping_ = false;
    std::thread worker_;
};

}  // namespace mirrorgraph::query
