#include "query/durable_database.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "graph/store/journal/graph_store.h"
#include "graph/store/written.h"

namespace mirrorgraph::query {

struct DurableDatabase::Impl {
    Impl(const std::string& path, const Options& given) : options(given), store(GraphStore::open(path, *given.files)) {
        const auto keep = [this](const ChangeSet& changes) -> Database::Kept {
            return [this, ticket = store->hand_in(changes)] {
                store->wait(ticket);
                if (store->unsaved_bytes() > options.most_unsaved_bytes) wake();
            };
        };
        database = Database::writable(Snapshot::freeze(store->take_graph()), keep,
                                      [this, path](const auto& built) { return keep_as_built(path, built); });
        saver = std::thread([this] { save_when_woken(); });
    }

    ~Impl() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        changed.notify_one();
        saver.join();
    }

    std::string keep_as_built(const std::string& path, const std::function<PropertyGraph()>& built) {
        const auto file = store->unchanged_file();
        if (!file) return keep_built(path, built(), *options.files);
        keep_built_file(path, file->path, file->sha256, *options.files);
        return file->sha256;
    }

    void wake() {
        {
            const std::lock_guard lock(mutex);
            is_due = true;
        }
        changed.notify_one();
    }

    bool save() {
        std::optional<GraphStore::Mark> mark;
        std::optional<GraphView> view;
        database->at_rest([&](const GraphView& graph) {
            mark = store->begin_snapshot();
            view = graph;
        });
        if (mark) store->finish_snapshot(*mark, fold(*view, view->base().shared_schema()));
        return mark.has_value();
    }

    void save_when_woken() {
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [this] { return is_due || stopping; });
            if (stopping) return;
            is_due = false;
            lock.unlock();
            try {
                save();
            } catch (const std::exception&) {
                // The store keeps the reason, and refuses the next write with it.
            }
            lock.lock();
        }
    }

    Options options;
    std::unique_ptr<GraphStore> store;
    std::shared_ptr<Database> database;

    std::mutex mutex;  // of the two below
    bool is_due = false;
    bool stopping = false;
    std::condition_variable changed;
    std::thread saver;
};

DurableDatabase::DurableDatabase(const std::string& path, const Options& options)
    : impl_(std::make_unique<Impl>(path, options)) {}
DurableDatabase::~DurableDatabase() = default;

const std::shared_ptr<Database>& DurableDatabase::database() const { return impl_->database; }
const std::vector<std::string>& DurableDatabase::notes() const { return impl_->store->notes(); }
std::optional<std::string> DurableDatabase::fault() const { return impl_->store->fault(); }
std::uint64_t DurableDatabase::unsaved_changes() const { return impl_->store->unsaved_changes(); }
bool DurableDatabase::save() { return impl_->save(); }

}  // namespace mirrorgraph::query
