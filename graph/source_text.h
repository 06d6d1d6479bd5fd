// The text of a document, sentence by sentence: what whoever shows it asks of whoever reads documents.
//
// The wing that reads and the wing that serves never include each other; main hands the one's SourceReader to the other.
//
// Units:   those of graph/evidence.h; a sentence is where its evidence is, begin <= evidence.begin < end
// Errors:  a SourceReader throws Error for bytes that no reader can read
// Threads: a SourceReader may be called by several threads at once
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace mirrorgraph {

// Of the document at a path: "document:" and the path, its '.' and '..' resolved and '/' as separator.
inline std::string document_id(const std::string& path) {
    return "document:" + std::filesystem::path(path).lexically_normal().generic_string();
}

// Or a row of a table.
struct SourceSentence {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint32_t line = 0;
    std::uint32_t page = 0;
    bool begins_block = false;  // a paragraph, a heading, an item, a row
    std::string text;           // one blank between words
};

// In the order in which a person reads them.
using SourceReader = std::function<std::vector<SourceSentence>(const std::string& path, std::string bytes)>;

}  // namespace mirrorgraph
