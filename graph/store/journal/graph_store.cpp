#include "graph/store/journal/graph_store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <mutex>

#include "graph/store/journal/journal.h"
#include "graph/store/journal/snapshot.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "schema/files/sha256.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kMostInBatch = std::size_t{16} << 20;  // bytes of changes in one record

std::string repair_remedy(const std::string& path) {
    return fmt::format("`mirrorgraph repair {}` keeps what can be kept, and a copy of everything", path);
}

void check_whole(const JournalContent& journal, const std::string& path) {
    if (!journal.damage) return;
    const std::string where = journal.damage->render(journal_folder(path));
    if (journal.is_other_version) {
        throw Error(ErrorCode::kInvalidData, where, "open it with the mirrorgraph that wrote it");
    }
    throw Error(ErrorCode::kInvalidData, "the journal is damaged: " + where, repair_remedy(path));
}

}  // namespace

struct GraphStore::Impl {
    Impl(FileSystem& with, const std::string& given) : files(with), path(with.resolve(given)) {
        folder = journal_folder(path);
    }

    void open();
    void load(JournalContent& journal);
    const SnapshotNote& settle_base(JournalContent& journal, const std::string& bytes);
    void replay(const JournalContent& journal, std::uint64_t after);
    void publish(const SnapshotNote& note);
    void keep(const SnapshotNote& note);
    std::uint64_t append(RecordKind kind, std::string payload);
    void check_no_fault() const;
    [[noreturn]] void stop(const std::exception& reason);
    [[noreturn]] void refuse_unsafe() const;
    std::vector<std::string> take_batch();
    void write_batch(std::unique_lock<std::mutex>& held);

    FileSystem& files;
    std::string path;
    std::string folder;
    std::unique_ptr<FileLock> lock;
    std::vector<std::string> notes;
    PropertyGraph graph;

    std::mutex writing;  // of the writer; taken before `mutex`
    std::unique_ptr<JournalWriter> writer;

    mutable std::mutex mutex;               // of all below
    std::condition_variable batch_written;  // or has failed
    std::vector<std::string> queue;         // changes that are handed in
    Ticket handed_in = 0;
    Ticket kept = 0;
    bool is_writing = false;  // a batch of them
    std::optional<std::string> fault;
    std::string identity;                // of the graph file as this store knows it
    std::optional<SnapshotNote> base;    // what the graph file is
    std::optional<SnapshotNote> before;  // what it was before that
    struct Unsaved {
        std::uint64_t sequence;
        std::uint64_t bytes;
    };
    std::vector<Unsaved> unsaved;

    std::mutex snapshotting;
};

void GraphStore::Impl::open() {
    if (files.kind(path) == FileKind::kAbsent && files.kind(folder) == FileKind::kAbsent) files.read(path);
    files.make_folder(folder);
    files.sync_folder(folder_of(path));
    lock = lock_journal(files, path);
    if (files.kind(folder + "/repairing") != FileKind::kAbsent) {
        throw Error(ErrorCode::kInvalidData, fmt::format("a repair of '{}' did not come to its end", path),
                    fmt::format("run `mirrorgraph repair {}` once more", path));
    }
    JournalContent journal = read_journal(files, folder);
    check_whole(journal, path);
    load(journal);
}

void GraphStore::Impl::load(JournalContent& journal) {
    identity = files.identity(path);
    if (identity.empty()) {
        throw Error(ErrorCode::kInvalidData, fmt::format("'{}' is missing, and its journal is there", path),
                    repair_remedy(path));
    }
    const std::string bytes = files.read(path);
    graph = parse_graph(bytes, path);
    if (journal.torn) {
        notes.push_back(fmt::format("cut off what a crash left of a change: {}", journal.torn->render(folder)));
    }
    const SnapshotNote chosen = settle_base(journal, bytes);
    replay(journal, chosen.sequence);
    writer = std::make_unique<JournalWriter>(files, folder, journal);
    if (chosen.record == 0) {
        publish(chosen);
    } else {
        if (!chosen.is_published) {
            writer->append(RecordKind::kPublished, fmt::format("{{\"snapshot\":{}}}", chosen.record));
        }
        keep(chosen);
    }
}

// Which snapshot the file is; one without a record where it is none that the journal knows.
const SnapshotNote& GraphStore::Impl::settle_base(JournalContent& journal, const std::string& bytes) {
    const SnapshotNote* newest = journal.newest_published();
    if (const SnapshotNote* known = journal.find_base(sha256(bytes))) {
        for (const SnapshotNote& note : journal.snapshots) {
            if (note.is_published && note.record < known->record) before = note;
        }
        return *known;
    }
    const std::uint64_t waiting = journal.changes_after(newest != nullptr ? newest->sequence : 0);
    if (waiting > 0) {
        throw Error(ErrorCode::kConflict,
                    fmt::format("'{}' was replaced or edited while {} in its journal waited to be written into it",
                                path, counted(waiting, "change")),
                    fmt::format("`mirrorgraph repair {0}` goes back to the graph that the changes were made to; "
                                "`mirrorgraph repair --discard-changes {0}` keeps the file as it is",
                                path));
    }
    if (newest != nullptr) {
        before = *newest;
        notes.push_back("the file was replaced since it was last open for writing; its journal had nothing to add");
    }
    SnapshotNote note = note_of(bytes, graph);
    note.sequence = journal.last_sequence;
    return journal.snapshots.emplace_back(std::move(note));
}

void GraphStore::Impl::replay(const JournalContent& journal, std::uint64_t after) {
    for (const auto& change : journal.changes) {
        if (change.sequence <= after) continue;
        try {
            apply(parse_change_set(change.payload), graph);
        } catch (const Error& error) {
            throw Error(ErrorCode::kInvalidData,
                        fmt::format("the journal is damaged: {}, record {}: {}", folder, change.sequence, error.what()),
                        repair_remedy(path));
        }
        unsaved.push_back({change.sequence, change.payload.size()});
    }
    if (!unsaved.empty())
        notes.push_back(fmt::format("took over {} from the journal", counted(unsaved.size(), "change")));
}

// Makes a file that is in its place known to the journal.
void GraphStore::Impl::publish(const SnapshotNote& note) {
    SnapshotNote out = note;
    out.record = writer->append(RecordKind::kSnapshot, to_json(note));
    writer->append(RecordKind::kPublished, fmt::format("{{\"snapshot\":{}}}", out.record));
    keep(out);
}

void GraphStore::Impl::keep(const SnapshotNote& note) {
    base = note;
    base->is_published = true;
    keep_snapshot(files, path, note, before ? before->file_name() : std::string());
    writer->forget(before ? before->sequence : note.sequence);
}

void GraphStore::Impl::check_no_fault() const {
    if (!fault) return;
    throw Error(ErrorCode::kIo, "the graph takes no changes any more: " + *fault,
                "mend the disk, then start again; what was acknowledged is in the journal");
}

void GraphStore::Impl::stop(const std::exception& reason) {
    if (!fault) fault = reason.what();
    refuse_unsafe();
}

void GraphStore::Impl::refuse_unsafe() const {
    throw Error(ErrorCode::kIo, fmt::format("the change is not safe, and no further ones are taken: {}", *fault),
                "mend the disk, then start again; what was acknowledged is in the journal");
}

std::uint64_t GraphStore::Impl::append(RecordKind kind, std::string payload) {
    check_no_fault();
    try {
        return writer->append(kind, std::move(payload));
    } catch (const std::exception& error) {
        stop(error);
    }
}

GraphStore::GraphStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
GraphStore::~GraphStore() = default;

std::unique_ptr<GraphStore> GraphStore::open(const std::string& path, FileSystem& files) {
    auto impl = std::make_unique<Impl>(files, path);
    impl->open();
    return std::unique_ptr<GraphStore>(new GraphStore(std::move(impl)));
}

PropertyGraph GraphStore::take_graph() { return std::move(impl_->graph); }
const std::vector<std::string>& GraphStore::notes() const { return impl_->notes; }

GraphStore::Ticket GraphStore::hand_in(const ChangeSet& changes) {
    std::string payload = to_json(changes);
    const std::lock_guard guard(impl_->mutex);
    impl_->check_no_fault();
    impl_->queue.push_back(std::move(payload));
    return ++impl_->handed_in;
}

void GraphStore::wait(Ticket ticket) {
    std::unique_lock lock(impl_->mutex);
    while (impl_->kept < ticket) {
        if (impl_->fault) impl_->refuse_unsafe();
        if (impl_->is_writing) {
            impl_->batch_written.wait(lock);
        } else {
            impl_->write_batch(lock);
        }
    }
}

// As many of the changes that wait as a record should hold.
std::vector<std::string> GraphStore::Impl::take_batch() {
    std::size_t count = 0;
    for (std::size_t bytes = 0; count < queue.size() && (count == 0 || bytes < kMostInBatch); ++count) {
        bytes += queue[count].size();
    }
    const auto end = queue.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<std::string> batch(std::make_move_iterator(queue.begin()), std::make_move_iterator(end));
    queue.erase(queue.begin(), end);
    return batch;
}

// REQUIRES: nobody is writing. Others go on handing in while the disk works.
void GraphStore::Impl::write_batch(std::unique_lock<std::mutex>& held) {
    is_writing = true;
    const std::vector<std::string> batch = take_batch();
    held.unlock();
    std::uint64_t sequence = 0;
    std::optional<std::string> failed;
    try {
        const std::lock_guard guard(writing);
        sequence = writer->append(RecordKind::kChange, fmt::format("{}", fmt::join(batch, "\n")));
    } catch (const std::exception& error) {
        failed = error.what();
    }
    held.lock();
    is_writing = false;
    if (failed) {
        if (!fault) fault = std::move(failed);
    } else {
        for (const std::string& payload : batch) unsaved.push_back({sequence, payload.size()});
        kept += batch.size();
    }
    batch_written.notify_all();
}

std::optional<GraphStore::File> GraphStore::unchanged_file() const {
    const std::lock_guard guard(impl_->mutex);
    if (!impl_->unsaved.empty() || impl_->kept < impl_->handed_in) return std::nullopt;
    return File{impl_->folder + "/" + impl_->base->file_name(), impl_->base->sha256};
}

std::optional<std::string> GraphStore::fault() const {
    const std::lock_guard guard(impl_->mutex);
    return impl_->fault;
}

std::uint64_t GraphStore::unsaved_changes() const {
    const std::lock_guard guard(impl_->mutex);
    return impl_->unsaved.size();
}

std::uint64_t GraphStore::unsaved_bytes() const {
    const std::lock_guard guard(impl_->mutex);
    std::uint64_t sum = 0;
    for (const auto& change : impl_->unsaved) sum += change.bytes;
    return sum;
}

std::optional<GraphStore::Mark> GraphStore::begin_snapshot() {
    const std::scoped_lock guard(impl_->writing, impl_->mutex);
    impl_->check_no_fault();
    if (impl_->unsaved.empty()) return std::nullopt;
    const Mark mark{impl_->writer->last_sequence()};
    try {
        impl_->writer->start_segment();
    } catch (const std::exception& error) {
        impl_->stop(error);
    }
    return mark;
}

void GraphStore::finish_snapshot(Mark mark, const PropertyGraph& graph) {
    const std::lock_guard one_at_a_time(impl_->snapshotting);
    Impl& store = *impl_;
    {
        const std::lock_guard guard(store.mutex);
        if (store.base->sequence >= mark.sequence) return;  // a later one was faster
    }
    const std::string temporary = store.folder + "/snapshot.tmp";
    bool is_ready = false;
    try {
        SnapshotNote note = write_snapshot(store.files, temporary, store.path, graph);
        note.sequence = mark.sequence;
        const std::scoped_lock guard(store.writing, store.mutex);
        if (store.files.identity(store.path) != store.identity) {
            throw Error(ErrorCode::kConflict, fmt::format("'{}' was changed by another program", store.path));
        }
        note.record = store.append(RecordKind::kSnapshot, to_json(note));
        store.files.rename(temporary, store.path);
        is_ready = true;
        store.files.sync_folder(folder_of(store.path));
        store.identity = store.files.identity(store.path);
        store.append(RecordKind::kPublished, fmt::format("{{\"snapshot\":{}}}", note.record));
        store.before = store.base;
        store.keep(note);
        std::erase_if(store.unsaved, [&](const auto& change) { return change.sequence <= mark.sequence; });
    } catch (const std::exception& error) {
        try {
            if (!is_ready) store.files.remove(temporary);
        } catch (const Error&) {
            // The next open removes it.
        }
        const std::lock_guard guard(store.mutex);
        store.stop(error);
    }
}

bool has_journal(const std::string& path, FileSystem& files) {
    return files.kind(journal_folder(files.resolve(path))) == FileKind::kFolder;
}

std::unique_ptr<FileLock> lock_for_replacing(const std::string& path, FileSystem& files) {
    const std::string real = files.resolve(path);
    const std::string folder = journal_folder(real);
    if (files.kind(folder) != FileKind::kFolder) return nullptr;
    auto lock = lock_journal(files, real);
    const JournalContent journal = read_journal(files, folder);
    const SnapshotNote* newest = journal.newest_published();
    const std::uint64_t waiting = journal.changes_after(newest != nullptr ? newest->sequence : 0);
    if (waiting == 0 && !journal.damage) return lock;
    throw Error(ErrorCode::kConflict,
                journal.damage ? fmt::format("'{}' has a damaged journal: {}", path, journal.damage->render(folder))
                               : fmt::format("{} made to '{}' would be lost: they are in its journal only",
                                             counted(waiting, "change"), path),
                fmt::format("`mirrorgraph repair {}` writes them into it", path));
}

}  // namespace mirrorgraph
