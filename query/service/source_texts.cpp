#include "query/service/source_texts.h"

#include <algorithm>

#include "graph/store/file_system.h"
#include "schema/files/sha256.h"

namespace mirrorgraph::query {

namespace {

namespace fs = std::filesystem;
using State = SourceText::State;

// The file that a path leads to, if that lies below the folder.
std::optional<fs::path> file_below(const std::string& folder, const fs::path& path) {
    std::error_code fault;
    const fs::path root = fs::canonical(folder, fault);
    if (fault) return std::nullopt;
    fs::path file = fs::canonical(path, fault);
    if (fault || !fs::is_regular_file(file, fault)) return std::nullopt;
    const bool is_below = std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first == root.end();
    return is_below ? std::optional(std::move(file)) : std::nullopt;
}

class Turn {
  public:
    Turn(std::atomic<int>& count, int most) : count_(count), is_given_(++count <= most) {}
    ~Turn() { --count_; }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool is_given() const { return is_given_; }

  private:
    std::atomic<int>& count_;
    bool is_given_;
};

}  // namespace

std::string_view state_name(SourceText::State state) {
    switch (state) {
        case State::kWhole: return "whole";
        case State::kOff: return "off";
        case State::kAbsent: return "absent";
        case State::kChanged: return "changed";
        case State::kTooLarge: return "too large";
        case State::kUnreadable: return "unreadable";
        case State::kBusy: return "busy";
    }
    return "";
}

std::optional<fs::path> SourceTexts::file_of(const std::string& path) const {
    if (!options_.uploads.empty()) {
        if (auto file = file_below(options_.uploads, path)) return file;
    }
    return file_below(options_.folder, fs::path(options_.folder) / path);
}

SourceText SourceTexts::text_of(const std::string& id, const std::string& path, const std::string& digest) const {
    if (!options_.reader || options_.folder.empty()) return {State::kOff, {}};
    const auto file = !path.empty() && id == document_id(path) ? file_of(path) : std::nullopt;
    if (!file) return {State::kAbsent, {}};
    const Turn turn(reading_, options_.at_once);
    if (!turn.is_given()) return {State::kBusy, {}};
    std::error_code fault;
    if (const auto size = fs::file_size(*file, fault); fault || size > options_.largest) {
        return {fault ? State::kAbsent : State::kTooLarge, {}};
    }
    try {
        std::string bytes = FileSystem::system().read(file->string());
        if (sha256(bytes) != digest) return {State::kChanged, {}};
        return {State::kWhole, options_.reader(path, std::move(bytes))};
    } catch (const std::exception&) {
        return {State::kUnreadable, {}};
    }
}

}  // namespace mirrorgraph::query
