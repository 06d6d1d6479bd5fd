// The texts of a graph's documents, out of the files that they were read from.
//
// No word of a request becomes a path: a file is opened only where a Document node of the graph names it by its id, it lies,
// links resolved, below the folder of sources or among the uploads, and its bytes are those that the graph was built
// from. So whoever may write into the graph cannot have another file shown, nor learn whether one outside is there.
//
// Errors:  none: what keeps a text from being shown is its state
// Owns:    its options
// Threads: const methods may run at once; they keep a thread while they read
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "graph/source_text.h"

namespace mirrorgraph::query {

struct SourceText {
    enum class State { kWhole, kOff, kAbsent, kChanged, kTooLarge, kUnreadable, kBusy };
    State state = State::kOff;
    std::vector<SourceSentence> sentences;  // of kWhole
};

// "whole", "off", "absent", "changed", "too large", "unreadable", "busy".
std::string_view state_name(SourceText::State state);

class SourceTexts {
  public:
    struct Options {
        SourceReader reader;  // null: nothing is shown
        std::string folder;   // of sources, from which relative paths lead; empty: nothing is shown
        std::string uploads;  // folder of what was uploaded; empty: none
        std::uint64_t largest = std::uint64_t{16} << 20;  // bytes
        int at_once = 2;
    };
    explicit SourceTexts(Options options) : options_(std::move(options)) {}

    // Of the Document node with this id, path and digest.
    SourceText text_of(const std::string& id, const std::string& path, const std::string& digest) const;

  private:
    std::optional<std::filesystem::path> file_of(const std::string& path) const;

    Options options_;
    mutable std::atomic<int> reading_ = 0;
};

}  // namespace mirrorgraph::query
