// A small table of data/gazetteer/: comma separated, first row names the columns, all in memory.
//
// Errors:  load throws Error kIo for an unreadable file, kInvalidData for a row of another width; at() throws Error
//          kInvalidData for a column that the file does not have
// Owns:    its cells
// Threads: immutable after loading; const methods may run at once
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mirrorgraph::ingest {

class DataTable {
  public:
    static DataTable load(const std::string& path);
    const std::string& path() const { return path_; }
    std::size_t size() const { return rows_.size(); }
    const std::string& at(std::size_t row, std::string_view column) const;

  private:
    std::string path_;
    std::vector<std::string> columns_;
    std::vector<std::vector<std::string>> rows_;
};

// The parts between separators, none of them empty.
std::vector<std::string> split_list(std::string_view text, char separator);

}  // namespace mirrorgraph::ingest
