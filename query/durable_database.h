// A graph file as a database that keeps what it is told: a Database over a GraphStore.
//
//   DurableDatabase durable("graph.json");
//   durable.database()->prepare("CREATE (:Topic {name: 'lithium'})").run();   // on the disk when run() returns
//   durable.save();                                                           // now graph.json itself has it
//
// A thread of its own writes the file anew whenever the journal has grown large; queries and writes go on meanwhile.
//
// Errors:  the constructor throws as GraphStore::open and load_graph; a write that cannot be kept throws Error kIo from
//          run(), as does every one after it; save throws Error kIo
// Owns:    the database, the store with its lock on the file, the thread
// Threads: all methods may be called from any thread
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "graph/store/file_system.h"
#include "query/engine.h"

namespace mirrorgraph::query {

class DurableDatabase {
  public:
    struct Options {
        std::uint64_t most_unsaved_bytes = std::uint64_t{64} << 20;  // of the journal, then the file is written anew
        FileSystem* files = &FileSystem::system();
    };
    explicit DurableDatabase(const std::string& path) : DurableDatabase(path, Options()) {}
    DurableDatabase(const std::string& path, const Options& options);
    // Does not save: an ordered stop calls save() and tells of its faults.
    ~DurableDatabase();

    const std::shared_ptr<Database>& database() const;

    // What opening met, for a log.
    const std::vector<std::string>& notes() const;

    // Why writes are refused; nullopt while they are taken. For /readyz.
    std::optional<std::string> fault() const;
    std::uint64_t unsaved_changes() const;

    // Writes the file anew if it lacks anything. True if it did.
    bool save();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mirrorgraph::query
