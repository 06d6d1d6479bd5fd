#include "tests/support/simulated_files.h"

#include <algorithm>
#include <set>

#include "schema/error.h"

namespace mirrorgraph::test {

namespace {

constexpr std::size_t kSector = 512;

Error io_error(const std::string& what) { return {ErrorCode::kIo, what}; }

}  // namespace

// What a file holds: as seen, and as it is safe. `doomed`: sectors whose sync failed, which no later sync will save.
struct SimulatedFiles::Inode {
    std::uint64_t number = 0;
    std::string content;
    std::string safe;
    std::set<std::size_t> dirty;  // sectors
    std::uint64_t writes = 0;

    void touch(std::size_t begin, std::size_t end) {
        for (std::size_t sector = begin / kSector; sector * kSector < end; ++sector) dirty.insert(sector);
    }

    // Some of the sectors reach the disk, and one of the sizes that the file had.
    void lose(Loss loss, std::mt19937& random) {
        if (loss == Loss::kNone) safe = content;
        if (loss == Loss::kSome) {
            if (content.size() != safe.size() && random() % 2 == 0) safe.resize(content.size(), '\0');
            for (std::size_t sector : dirty) {
                const std::size_t begin = sector * kSector;
                const std::size_t end = std::min({begin + kSector, content.size(), safe.size()});
                if (begin < end && random() % 2 == 0) safe.replace(begin, end - begin, content, begin, end - begin);
            }
        }
        content = safe;
        dirty.clear();
    }
};

class SimulatedFiles::OpenFile final : public File {
  public:
    OpenFile(SimulatedFiles& disk, InodePtr inode, std::string path)
        : disk_(disk), inode_(std::move(inode)), path_(std::move(path)) {}

    void append(std::string_view bytes) override {
        const std::size_t before = inode_->content.size();
        const auto write = [&](std::size_t count) {
            inode_->content.append(bytes.substr(0, count));
            inode_->touch(before, before + count);
            ++inode_->writes;
        };
        try {
            disk_.call("write " + path_, true);
        } catch (...) {
            write(bytes.empty() ? 0 : disk_.random_() % (bytes.size() + 1));
            throw;
        }
        write(bytes.size());
    }

    void truncate(std::uint64_t size) override {
        disk_.call("shorten " + path_);
        const std::size_t old = inode_->content.size();
        inode_->content.resize(static_cast<std::size_t>(size), '\0');
        inode_->touch(static_cast<std::size_t>(size), old);
        ++inode_->writes;
    }

    void sync_data() override { sync(); }

    void sync() override {
        try {
            disk_.call("flush " + path_);
        } catch (const Error&) {
            // The pages are marked clean, and were not written.
            inode_->dirty.clear();
            throw;
        }
        // Sectors that are no longer dirty because a sync of them failed stay as they were on the disk.
        std::string safe = inode_->safe;
        safe.resize(inode_->content.size(), '\0');
        for (std::size_t sector : inode_->dirty) {
            const std::size_t begin = sector * kSector;
            const std::size_t end = std::min(begin + kSector, inode_->content.size());
            if (begin < end) safe.replace(begin, end - begin, inode_->content, begin, end - begin);
        }
        inode_->safe = std::move(safe);
        inode_->dirty.clear();
    }

    void close() override { disk_.call("close " + path_); }

  private:
    SimulatedFiles& disk_;
    InodePtr inode_;
    std::string path_;
};

class SimulatedFiles::Lock final : public FileLock {
  public:
    explicit Lock(std::shared_ptr<int> held) : held_(std::move(held)) {}

  private:
    std::shared_ptr<int> held_;
};

SimulatedFiles::SimulatedFiles() = default;
SimulatedFiles::~SimulatedFiles() = default;

void SimulatedFiles::put(const std::string& path, std::string content) {
    auto inode = std::make_shared<Inode>();
    inode->number = next_inode_++;
    inode->content = content;
    inode->safe = std::move(content);
    names_[path] = inode;
    safe_names_[path] = inode;
}

std::map<std::string, std::string> SimulatedFiles::files() const {
    std::map<std::string, std::string> out;
    for (const auto& [path, inode] : names_) out[path] = inode->content;
    return out;
}

void SimulatedFiles::fail_at(std::uint64_t call, Fault fault, bool for_good) {
    fail_at_ = call;
    fault_ = fault;
    for_good_ = for_good;
}

void SimulatedFiles::call(const std::string& what, bool is_write) {
    if (is_off_) throw Power();
    ++calls_;
    if (calls_ == power_at_) {
        is_off_ = true;
        throw Power();
    }
    if (fail_at_ == 0 || calls_ < fail_at_ || (calls_ > fail_at_ && !for_good_)) return;
    // A full disk refuses what needs room only.
    if (fault_ == Fault::kNoSpace && !is_write) {
        if (calls_ == fail_at_) ++fail_at_;
        return;
    }
    throw io_error("cannot " + what + (fault_ == Fault::kIo ? ": Input/output error" : ": No space left on device"));
}

void SimulatedFiles::crash(Loss loss, std::uint32_t seed) {
    random_.seed(seed);
    std::set<InodePtr> inodes;
    for (const auto& names : {names_, safe_names_}) {
        for (const auto& [path, inode] : names) inodes.insert(inode);
    }
    for (const auto& [folder, steps] : pending_) {
        for (const NameStep& name_step : steps) {
            for (const auto& [path, inode] : name_step.names) {
                if (inode) inodes.insert(inode);
            }
            if (loss == Loss::kAll || (loss == Loss::kSome && coin())) continue;
            for (const auto& [path, inode] : name_step.names) {
                if (inode) {
                    safe_names_[path] = inode;
                } else {
                    safe_names_.erase(path);
                }
            }
        }
    }
    pending_.clear();
    std::vector<InodePtr> ordered(inodes.begin(), inodes.end());
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a->number < b->number; });
    for (const InodePtr& inode : ordered) inode->lose(loss, random_);
    std::erase_if(folders_, [&](const auto& folder) {
        return !folder.second && (loss == Loss::kAll || (loss == Loss::kSome && coin()));
    });
    std::erase_if(safe_names_, [&](const auto& entry) {
        const std::string folder = folder_of(entry.first);
        return folder != "." && folder != "/" && !folders_.contains(folder);
    });
    names_ = safe_names_;
    locks_.clear();
    power_at_ = fail_at_ = 0;
    is_off_ = false;
}

SimulatedFiles::InodePtr SimulatedFiles::find(const std::string& path) {
    if (is_off_) throw Power();
    const auto found = names_.find(path);
    if (found == names_.end()) throw io_error("cannot open '" + path + "': No such file or directory");
    return found->second;
}

void SimulatedFiles::step(std::vector<std::pair<std::string, InodePtr>> names) {
    for (const auto& [path, inode] : names) {
        if (inode) {
            names_[path] = inode;
        } else {
            names_.erase(path);
        }
    }
    pending_[folder_of(names.front().first)].push_back({std::move(names)});
}

FileKind SimulatedFiles::kind(const std::string& path) {
    if (is_off_) throw Power();
    if (folders_.contains(path)) return FileKind::kFolder;
    return names_.contains(path) ? FileKind::kRegular : FileKind::kAbsent;
}

std::string SimulatedFiles::identity(const std::string& path) {
    if (!names_.contains(path)) return {};
    const InodePtr inode = find(path);
    return std::to_string(inode->number) + ":" + std::to_string(inode->writes);
}

std::string SimulatedFiles::read(const std::string& path) { return find(path)->content; }

std::vector<std::string> SimulatedFiles::list(const std::string& folder) {
    if (is_off_) throw Power();
    std::vector<std::string> out;
    for (const auto& [path, inode] : names_) {
        if (folder_of(path) == folder) out.push_back(path.substr(folder.size() + 1));
    }
    return out;
}

std::unique_ptr<File> SimulatedFiles::create(const std::string& path, const std::string&) {
    call("create '" + path + "'", true);
    if (const auto found = names_.find(path); found != names_.end()) {
        const InodePtr inode = found->second;
        inode->touch(0, inode->content.size());
        inode->content.clear();
        ++inode->writes;
        return std::make_unique<OpenFile>(*this, inode, "'" + path + "'");
    }
    auto inode = std::make_shared<Inode>();
    inode->number = next_inode_++;
    step({{path, inode}});
    return std::make_unique<OpenFile>(*this, inode, "'" + path + "'");
}

std::unique_ptr<File> SimulatedFiles::create_temporary(const std::string& path, std::string& name) {
    name = path + ".tmp-" + std::to_string(next_inode_);
    return create(name);
}

std::unique_ptr<File> SimulatedFiles::open(const std::string& path) {
    return std::make_unique<OpenFile>(*this, find(path), "'" + path + "'");
}

void SimulatedFiles::rename(const std::string& from, const std::string& to) {
    call("replace '" + to + "'", true);
    const InodePtr inode = find(from);
    step({{to, inode}, {from, nullptr}});
}

void SimulatedFiles::remove(const std::string& path) {
    call("remove '" + path + "'");
    find(path);
    step({{path, nullptr}});
}

void SimulatedFiles::link(const std::string& from, const std::string& to) {
    call("link '" + to + "'", true);
    step({{to, find(from)}});
}

void SimulatedFiles::make_folder(const std::string& path) {
    call("make the folder '" + path + "'", true);
    folders_.emplace(path, false);
}

void SimulatedFiles::sync_folder(const std::string& path) {
    call("flush the folder '" + path + "'");
    for (const NameStep& name_step : pending_[path]) {
        for (const auto& [name, inode] : name_step.names) {
            if (inode) {
                safe_names_[name] = inode;
            } else {
                safe_names_.erase(name);
            }
        }
    }
    pending_.erase(path);
    for (auto& [folder, is_safe] : folders_) is_safe = is_safe || folder_of(folder) == path;
}

std::unique_ptr<FileLock> SimulatedFiles::try_lock(const std::string& path, std::string& holder) {
    call("lock '" + path + "'", true);
    if (locks_[path].lock()) {
        holder = "another";
        return nullptr;
    }
    if (!names_.contains(path)) {
        auto inode = std::make_shared<Inode>();
        inode->number = next_inode_++;
        step({{path, inode}});
    }
    auto held = std::make_shared<int>(0);
    locks_[path] = held;
    return std::make_unique<Lock>(std::move(held));
}

}  // namespace mirrorgraph::test
