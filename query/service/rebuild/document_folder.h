// The documents that a service was given, kept in GRAPH.documents beside its graph.
//
// A delivery lies under a hidden name until the graph that it is read into has been kept; then it takes the place of what
// had its name. No word of a request becomes a path unless path_of took it for a name.
//
// Errors:  path_of throws Error kUsage for what is no name of a file; the others kIo
// Owns:    the folder's content; one object a graph
// Threads: receive and const methods may run at once; the others one at a time
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "graph/store/file_system.h"

namespace mirrorgraph::query {

// Of the graph in this file.
std::string documents_folder(const std::string& graph_path);

class DocumentFolder {
  public:
    explicit DocumentFolder(const std::string& graph_path, FileSystem& files = FileSystem::system());

    // What the graph calls the document of this name.
    std::string path_of(std::string_view name) const;

    // Keeps bytes on the disk under a name of their own, and gives its path.
    std::string receive(std::string_view bytes) const;
    void discard(const std::string& delivery) const;

    // Puts a delivery in its place. Until settle() it can be taken back, and what was there returns.
    void place(const std::string& delivery, const std::string& name);
    void take_back(const std::string& delivery, const std::string& name);

    // Takes a document away. Until settle() it can be put back.
    void withdraw(const std::string& name);
    void put_back(const std::string& name);

    void settle(const std::string& name);

    // The name of a document that is one of these; empty for another, and for what lies in an archive.
    std::string name_of(const std::string& path) const;

    // After a crash: drops deliveries that did not get to their places, and undoes what was not settled where the graph
    // is still the one before it. `sha256_of` gives what the graph says of a path; empty for none.
    void recover(const std::function<std::string(const std::string& path)>& sha256_of);

  private:
    std::string before_path(const std::string& name) const;
    bool exists(const std::string& path) const { return files_.kind(path) != FileKind::kAbsent; }
    void undo(const std::string& name);

    std::string folder_;
    FileSystem& files_;
};

}  // namespace mirrorgraph::query
