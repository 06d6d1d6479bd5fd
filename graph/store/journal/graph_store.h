// A graph file that is written to: every change is in the journal beside it before it counts, and the file is replaced
// by a newer snapshot from time to time.
//
//   const auto store = GraphStore::open("graph.json");
//   PropertyGraph graph = store->take_graph();           // the file, and the changes that the journal has on top
//   store->append(changes);                              // on the disk when it returns: now acknowledge
//   if (const auto mark = store->begin_snapshot()) store->finish_snapshot(*mark, graph);
//
// After finish_snapshot the file holds everything, and is all that needs to be copied for a backup. What a crash leaves
// behind is put in order by the next open.
//
// Errors:  open throws Error kConflict while another process has the graph open for writing, and where the file was
//          replaced while changes waited for it; kInvalidData for a damaged journal, naming `mirrorgraph repair`; kIo.
//          hand_in, wait and finish_snapshot throw Error kIo; after the first fault of the disk the store takes no more changes
//          (fault() says why), for nothing is known of what the disk holds until the graph is opened again. A change
//          whose append failed may or may not be there then
// Cost:    append: one write and one fdatasync, shared among those who append at once
// Owns:    the lock on the graph, until it is destroyed
// Threads: all methods may be called from any thread; appends take place one after the other
// Source:  write-ahead logging as in SQLite and PostgreSQL; Rebello et al. on fsync failures
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/changes/change_set.h"
#include "graph/graph.h"
#include "graph/store/file_system.h"

namespace mirrorgraph {

class GraphStore {
  public:
    static std::unique_ptr<GraphStore> open(const std::string& path, FileSystem& files = FileSystem::system());
    ~GraphStore();

    // Once.
    PropertyGraph take_graph();

    // What open met, in words for a log: changes taken over from the journal, a torn record cut off, a file replaced.
    const std::vector<std::string>& notes() const;

    // Hands a change in, and waits until it is on the disk. Changes take place in the order in which they are handed in;
    // those that are there while the disk is busy with others are written together by one of those that wait.
    using Ticket = std::uint64_t;
    Ticket hand_in(const ChangeSet& changes);
    void wait(Ticket ticket);
    void append(const ChangeSet& changes) { wait(hand_in(changes)); }

    // The snapshot that the graph is, as long as no change has been handed in since; nullopt afterwards.
    struct File {
        std::string path;  // of its name in the journal: what replaces the graph file leaves it
        std::string sha256;
    };
    std::optional<File> unchanged_file() const;

    // Why no changes are taken any more; nullopt while they are.
    std::optional<std::string> fault() const;

    // Changes that the file does not have yet, and the bytes of the journal that they take.
    std::uint64_t unsaved_changes() const;
    std::uint64_t unsaved_bytes() const;

    // A moment in the sequence of changes. The graph given to finish_snapshot must be that of the moment: no change may
    // be handed in between looking at the graph and begin_snapshot, and all before it must have been waited for. Appends may go on during finish_snapshot.
    struct Mark {
        std::uint64_t sequence = 0;
    };
    std::optional<Mark> begin_snapshot();  // nullopt: the file has everything
    void finish_snapshot(Mark mark, const PropertyGraph& graph);

  private:
    struct Impl;
    explicit GraphStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

bool has_journal(const std::string& path, FileSystem& files = FileSystem::system());

// To be held by whoever replaces a graph file by other means. Null where the file has no journal. Throws Error kConflict
// while a GraphStore has it open, and where its journal has changes that would be lost.
std::unique_ptr<FileLock> lock_for_replacing(const std::string& path, FileSystem& files = FileSystem::system());

}  // namespace mirrorgraph
