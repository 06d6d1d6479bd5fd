// The folder beside a graph file: segments of records, what they say, and the writing of further ones.
//
//   graph.json.journal/lock                   held by the one process that may write
//   graph.json.journal/00000000000000000001   segments, named after their first record
//   graph.json.journal/snapshot-17.json       the last two snapshots, named after the record that describes them
//   graph.json.journal/snapshot.tmp           a snapshot that is not ready
//   graph.json.journal/repairing              a repair that did not come to its end
//
// Errors:  reading throws Error kIo only; damage is told in the JournalContent. A JournalWriter whose append or
//          start_segment once failed is of no further use: what reached the disk is not known
// Owns:    a JournalWriter the open segment
// Threads: one thread
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store/file_system.h"
#include "graph/store/journal/record.h"

namespace mirrorgraph {

std::string journal_folder(const std::string& graph_path);
bool is_segment_name(std::string_view name);

// Throws Error kConflict while another process has the graph open for writing.
std::unique_ptr<FileLock> lock_journal(FileSystem& files, const std::string& graph_path);

// What a snapshot is: the graph with all changes up to `sequence`.
struct SnapshotNote {
    std::uint64_t sequence = 0;
    std::uint64_t bytes = 0;
    std::string sha256;
    std::uint64_t nodes = 0;
    std::uint64_t relationships = 0;

    std::uint64_t record = 0;  // its own place in the journal
    bool is_published = false;

    std::string file_name() const;
};
std::string to_json(const SnapshotNote& note);
// nullopt for a record that is no note.
std::optional<SnapshotNote> try_parse_note(const Record& record);

// The change sets of a record.
std::vector<std::string_view> changes_in(std::string_view payload);

struct JournalContent {
    struct Segment {
        std::string name;
        std::uint64_t first_sequence = 0;
        std::uint64_t valid_bytes = 0;
    };
    struct Change {
        std::uint64_t sequence = 0;
        std::string payload;
    };
    struct Fault {
        std::string segment;
        std::uint64_t offset = 0;  // of the first byte that is not good
        std::uint64_t size = 0;    // of the segment
        std::string what;
        std::string render(const std::string& folder) const;  // "PATH, byte OFFSET: WHAT"
    };

    // All up to the first fault.
    std::vector<Segment> segments;
    std::vector<Change> changes;
    std::vector<SnapshotNote> snapshots;
    std::uint64_t last_sequence = 0;

    std::optional<Fault> torn;    // the end of the last segment
    std::optional<Fault> damage;  // anywhere else
    bool is_other_version = false;

    const SnapshotNote* newest_published() const;
    // The snapshot that a graph file with this hash is: the newest published one, or one that was about to be.
    const SnapshotNote* find_base(const std::string& sha256) const;
    std::uint64_t changes_after(std::uint64_t sequence) const;
};
JournalContent read_journal(FileSystem& files, const std::string& folder);

class JournalWriter {
  public:
    // Goes on behind `content`, which must be without damage; a torn end is cut off.
    JournalWriter(FileSystem& files, std::string folder, const JournalContent& content);

    std::uint64_t last_sequence() const { return last_sequence_; }

    // The record is on the disk when the call returns; its sequence.
    std::uint64_t append(RecordKind kind, std::string payload);

    // Further records go to a new segment, unless the present one is still empty.
    void start_segment();

    // Removes segments without records above `sequence`, but never the present one.
    void forget(std::uint64_t sequence);

  private:
    std::string path(const std::string& name) const { return folder_ + "/" + name; }

    FileSystem& files_;
    std::string folder_;
    std::vector<std::uint64_t> segments_;  // first sequences, ascending; the last is open
    std::uint64_t last_sequence_ = 0;
    std::unique_ptr<File> file_;
};

}  // namespace mirrorgraph
