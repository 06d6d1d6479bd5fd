#include "graph/store/atomic_file.h"

#include <fmt/core.h>

#include "schema/error.h"

namespace mirrorgraph {

AtomicFile::AtomicFile(const std::string& path, FileSystem& files) : files_(files), path_(files.resolve(path)) {
    switch (files_.kind(path_)) {
        case FileKind::kFolder: throw Error(ErrorCode::kIo, fmt::format("cannot write '{}': it is a folder", path_));
        case FileKind::kOther: file_ = files_.open(path_); return;
        case FileKind::kAbsent:
        case FileKind::kRegular: file_ = files_.create_temporary(path_, temporary_); return;
    }
}

AtomicFile::~AtomicFile() {
    file_.reset();
    if (temporary_.empty()) return;
    try {
        files_.remove(temporary_);
    } catch (...) {
        // What made the writing fail is the fault to tell of.
    }
}

void AtomicFile::write(std::string_view bytes) { file_->append(bytes); }

void AtomicFile::commit() {
    if (!temporary_.empty()) file_->sync();
    file_->close();
    if (temporary_.empty()) return;
    files_.rename(temporary_, path_);
    temporary_.clear();
    files_.sync_folder(folder_of(path_));
}

void write_file_atomically(const std::string& path, std::string_view content, FileSystem& files) {
    AtomicFile file(path, files);
    file.write(content);
    file.commit();
}

}  // namespace mirrorgraph
