// A disk in memory that can lose power and refuse calls.
//
// It keeps apart what programs see and what is safe on the disk. After crash() the disk holds what was synced, and of
// everything since, a choice: each sector of a file that was written, its size, and each name that was made, moved or
// removed, in any order. After a failed sync what was not safe never will be, though later syncs of it succeed.
//
// Errors:  as FileSystem, and Power when the power goes
// Threads: one thread
// Source:  SQLite's test6.c and test_vfs; ALICE (OSDI 2014) on what file systems reorder
#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "graph/store/file_system.h"

namespace mirrorgraph::test {

// Thrown by the call at which the power goes; nothing can be done afterwards but crash().
struct Power {};

class SimulatedFiles final : public FileSystem {
  public:
    SimulatedFiles();
    ~SimulatedFiles() override;

    // A file that is safe on the disk.
    void put(const std::string& path, std::string content);
    // What a program sees now.
    std::map<std::string, std::string> files() const;

    // Calls that change the disk so far.
    std::uint64_t calls() const { return calls_; }

    // The power goes during call number `call`, of which a part may have been done.
    void lose_power_at(std::uint64_t call) { power_at_ = call; }
    // Call number `call` fails with this reason; `for_good`: and all like it afterwards. A write that fails may have
    // written a part.
    enum class Fault { kIo, kNoSpace };
    void fail_at(std::uint64_t call, Fault fault, bool for_good);

    // What is left: nothing of what was not synced, all of it, or a choice by the seed.
    enum class Loss { kAll, kNone, kSome };
    void crash(Loss loss, std::uint32_t seed);

    std::string resolve(const std::string& path) override { return path; }
    FileKind kind(const std::string& path) override;
    std::string identity(const std::string& path) override;
    std::string read(const std::string& path) override;
    std::vector<std::string> list(const std::string& folder) override;
    std::unique_ptr<File> create(const std::string& path, const std::string& like = {}) override;
    std::unique_ptr<File> create_temporary(const std::string& path, std::string& name) override;
    std::unique_ptr<File> open(const std::string& path) override;
    void rename(const std::string& from, const std::string& to) override;
    void remove(const std::string& path) override;
    void link(const std::string& from, const std::string& to) override;
    void make_folder(const std::string& path) override;
    void sync_folder(const std::string& path) override;
    std::unique_ptr<FileLock> try_lock(const std::string& path, std::string& holder) override;

  private:
    struct Inode;
    class OpenFile;
    class Lock;
    using InodePtr = std::shared_ptr<Inode>;
    // One step on names; null: the name goes away.
    struct NameStep {
        std::vector<std::pair<std::string, InodePtr>> names;
    };

    void call(const std::string& what, bool is_write = false);
    InodePtr find(const std::string& path);
    void step(std::vector<std::pair<std::string, InodePtr>> names);
    bool coin() { return random_() % 2 == 0; }

    std::map<std::string, InodePtr> names_;  // as programs see them
    std::map<std::string, InodePtr> safe_names_;
    std::map<std::string, std::vector<NameStep>> pending_;  // by folder, in order
    std::map<std::string, bool> folders_;                   // true: safe
    std::map<std::string, std::weak_ptr<int>> locks_;

    std::uint64_t calls_ = 0;
    std::uint64_t power_at_ = 0;
    std::uint64_t fail_at_ = 0;
    Fault fault_ = Fault::kIo;
    bool for_good_ = false;
    bool is_off_ = false;
    std::uint64_t next_inode_ = 1;
    std::mt19937 random_;
};

}  // namespace mirrorgraph::test
