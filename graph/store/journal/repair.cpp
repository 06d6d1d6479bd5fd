#include "graph/store/journal/repair.h"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <tuple>

#include "graph/changes/change_set.h"
#include "graph/store/atomic_file.h"
#include "graph/store/journal/graph_store.h"
#include "graph/store/journal/journal.h"
#include "graph/store/store.h"
#include "schema/error.h"
#include "schema/files/sha256.h"

namespace mirrorgraph {

namespace {

constexpr const char* kMarker = "repairing";
constexpr const char* kGraphCopy = "graph.json";

// A file that changes may be applied to.
struct Base {
    std::string name;
    std::string bytes;
    std::uint64_t sequence = 0;
    std::uint64_t reach = 0;  // the last record that can be read without a gap
};

class Repair {
  public:
    Repair(FileSystem& files, std::string path, const RepairOptions& options)
        : files_(files), path_(std::move(path)), folder_(journal_folder(path_)), options_(options) {}

    RepairReport run() {
        if (files_.kind(folder_) != FileKind::kFolder) {
            parse_graph(files_.read(path_), path_);
            return report_;
        }
        lock_ = lock_journal(files_, path_);
        find_source();
        look();
        if (is_whole_) return finish_whole();
        choose();
        replay();
        if (report_.copy.empty()) copy();
        set_aside();
        write_file_atomically(folder_ + "/" + kMarker, report_.copy, files_);
        rebuild();
        return report_;
    }

  private:
    // Of the files beside the graph, or of their copy where an earlier repair was interrupted.
    void find_source() {
        source_ = folder_;
        graph_file_ = path_;
        if (files_.kind(folder_ + "/" + kMarker) == FileKind::kAbsent) return;
        report_.copy = source_ = files_.read(folder_ + "/" + kMarker);
        graph_file_ = source_ + "/" + kGraphCopy;
        report_.found.push_back("an earlier repair was interrupted");
    }

    void look() {
        journal_ = read_journal(files_, source_);
        if (journal_.is_other_version) {
            throw Error(ErrorCode::kInvalidData, journal_.damage->render(source_),
                        "repair it with the mirrorgraph that wrote it");
        }
        if (files_.kind(graph_file_) != FileKind::kAbsent) graph_bytes_ = files_.read(graph_file_);
        for (const auto& fault : {journal_.damage, journal_.torn}) {
            if (fault) report_.found.push_back(fault->render(source_));
        }
        const SnapshotNote* newest = journal_.newest_published();
        const bool is_known = graph_bytes_ && journal_.find_base(sha256(*graph_bytes_)) != nullptr;
        const bool waits = journal_.changes_after(newest != nullptr ? newest->sequence : 0) > 0;
        if (!graph_bytes_) report_.found.push_back(fmt::format("{}: missing", path_));
        if (graph_bytes_ && !is_known && (waits || journal_.damage)) {
            report_.found.push_back(fmt::format("{}: not the graph that the journal's changes were made to", path_));
        }
        is_whole_ = report_.copy.empty() && !journal_.damage && !options_.discard_changes && graph_bytes_ &&
                    (is_known || !waits);
        if (!is_whole_) read_all_records();
    }

    // Good records of all segments, those behind damage too.
    void read_all_records() {
        for (const std::string& name : files_.list(source_)) {
            if (!is_segment_name(name)) continue;
            segments_.push_back(files_.read(source_ + "/" + name));
            const ScanResult scan = scan_segment(segments_.back());
            for (const Record& record : scan.records) records_.emplace(record.sequence, record);
            for (const Record& record : salvage_records(segments_.back(), scan.valid_bytes)) {
                records_.emplace(record.sequence, record);
            }
        }
        for (const auto& [sequence, record] : records_) {
            if (record.kind != RecordKind::kSnapshot) continue;
            if (auto note = try_parse_note(record)) notes_.push_back(std::move(*note));
        }
    }

    void choose() {
        if (options_.discard_changes) {
            if (!graph_bytes_) files_.read(graph_file_);
            const std::uint64_t all = records_.empty() ? 0 : records_.rbegin()->first;
            base_ = Base{path_, *graph_bytes_, all, all};
            const auto note = find_note(*graph_bytes_);
            discarded_after_ = note ? note->sequence : newest_published_sequence();
            return;
        }
        if (graph_bytes_) consider(path_, *graph_bytes_);
        std::vector<std::string> snapshots = files_.list(source_);
        std::erase_if(snapshots, [](const std::string& name) {
            return !name.starts_with("snapshot-") || !name.ends_with(".json");
        });
        for (const std::string& name : snapshots) {
            consider(folder_ + "/" + name, files_.read(source_ + "/" + name));
        }
        const bool has_changes = std::any_of(records_.begin(), records_.end(), [](const auto& entry) {
            return entry.second.kind == RecordKind::kChange;
        });
        if (!base_ && !has_changes && graph_bytes_) base_ = Base{path_, *graph_bytes_, 0, 0};
        if (base_) return;
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("no graph that the changes in '{}' were made to is left", source_),
                    graph_bytes_ ? fmt::format("put back a backup of it, or keep '{}' without the changes by "
                                               "--discard-changes",
                                               path_)
                                 : "put back a backup of it");
    }

    std::optional<SnapshotNote> find_note(const std::string& bytes) const {
        const std::string hash = sha256(bytes);
        for (auto note = notes_.rbegin(); note != notes_.rend(); ++note) {
            if (note->sha256 == hash) return *note;
        }
        return std::nullopt;
    }

    std::uint64_t newest_published_sequence() const {
        const SnapshotNote* newest = journal_.newest_published();
        return newest != nullptr ? newest->sequence : 0;
    }

    // Takes the file as base where the journal knows it and it leads further, or starts later, than the one before.
    void consider(const std::string& name, std::string bytes) {
        const auto note = find_note(bytes);
        if (!note) return;
        Base base{name, std::move(bytes), note->sequence, note->sequence};
        while (records_.contains(base.reach + 1)) ++base.reach;
        if (!base_ || std::tie(base.reach, base.sequence) > std::tie(base_->reach, base_->sequence))
            base_ = std::move(base);
    }

    void replay() {
        graph_ = parse_graph(base_->bytes, base_->name);
        report_.base = base_->name;
        report_.kept = 0;
        for (auto at = records_.upper_bound(base_->sequence); at != records_.end() && at->first <= base_->reach; ++at) {
            if (at->second.kind != RecordKind::kChange) continue;
            try {
                for (const std::string_view one : changes_in(at->second.payload)) {
                    apply(parse_change_set(one), graph_);
                }
            } catch (const Error& error) {
                report_.found.push_back(fmt::format("record {}: {}", at->first, error.what()));
                base_->reach = at->first - 1;
                return replay();  // the failed one may have been applied in part
            }
            report_.kept += changes_in(at->second.payload).size();
        }
    }

    void copy() {
        for (int i = 1; report_.copy.empty(); ++i) {
            const std::string name = fmt::format("{}.before-repair-{}", path_, i);
            if (files_.kind(name) == FileKind::kAbsent) report_.copy = name;
        }
        files_.make_folder(report_.copy);
        if (graph_bytes_) copy_file(path_, kGraphCopy);
        for (const std::string& name : files_.list(folder_)) {
            if (name != "lock") copy_file(folder_ + "/" + name, name);
        }
        files_.sync_folder(report_.copy);
        files_.sync_folder(folder_of(path_));
    }

    void copy_file(const std::string& from, const std::string& name) {
        const auto file = files_.create(report_.copy + "/" + name, from);
        file->append(files_.read(from));
        file->sync();
        file->close();
    }

    void set_aside() {
        std::string lines;
        const std::uint64_t after = options_.discard_changes ? discarded_after_ : base_->reach;
        for (auto at = records_.upper_bound(after); at != records_.end(); ++at) {
            const auto& [sequence, record] = *at;
            if (record.kind != RecordKind::kChange) continue;
            for (const std::string_view one : changes_in(record.payload)) {
                const std::string_view change = one.substr(0, one.find_last_not_of(' ') + 1);
                lines += fmt::format("{{\"sequence\":{},\"change\":{}}}\n", sequence, change);
                ++report_.set_aside;
            }
        }
        if (!lines.empty()) write_file_atomically(report_.copy + "/dropped.jsonl", lines, files_);
    }

    // A graph file that has everything, and a journal that begins anew. Each step may be done twice.
    void rebuild() {
        for (const std::string& name : files_.list(folder_)) {
            if (is_segment_name(name) || name.starts_with("snapshot")) files_.remove(folder_ + "/" + name);
        }
        files_.sync_folder(folder_);
        AtomicFile file(path_, files_);
        if (options_.discard_changes) {
            file.write(base_->bytes);
        } else {
            write_graph(graph_, [&](std::string_view bytes) { file.write(bytes); });
        }
        file.commit();
        files_.remove(folder_ + "/" + kMarker);
        files_.sync_folder(folder_);
        lock_.reset();
        GraphStore::open(path_, files_);
    }

    RepairReport finish_whole() {
        lock_.reset();
        const auto store = GraphStore::open(path_, files_);
        report_.base = path_;
        report_.kept = store->unsaved_changes();
        if (const auto mark = store->begin_snapshot()) store->finish_snapshot(*mark, store->take_graph());
        return report_;
    }

    FileSystem& files_;
    std::string path_;
    std::string folder_;
    RepairOptions options_;
    std::unique_ptr<FileLock> lock_;
    RepairReport report_;

    std::string source_;      // folder that the journal is read from
    std::string graph_file_;  // the graph beside it
    JournalContent journal_;
    std::optional<std::string> graph_bytes_;
    bool is_whole_ = false;

    std::deque<std::string> segments_;  // what records_ point into
    std::map<std::uint64_t, Record> records_;
    std::vector<SnapshotNote> notes_;  // ascending by record
    std::optional<Base> base_;
    std::uint64_t discarded_after_ = 0;
    PropertyGraph graph_;
};

}  // namespace

RepairReport repair_graph(const std::string& path, const RepairOptions& options, FileSystem& files) {
    return Repair(files, files.resolve(path), options).run();
}

}  // namespace mirrorgraph
