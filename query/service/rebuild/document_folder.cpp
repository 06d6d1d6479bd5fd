#include "query/service/rebuild/document_folder.h"

#include <fmt/core.h>

#include <algorithm>

#include "schema/error.h"
#include "schema/files/sha256.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kLongestName = 200;  // bytes; file systems take 255, and we put something before it
constexpr std::string_view kDelivered = ".delivered";
constexpr std::string_view kBefore = ".before-";

// nullptr for a good one.
const char* fault_of_name(std::string_view name) {
    if (name.empty()) return "it is empty";
    if (name.size() > kLongestName) return "it is longer than 200 bytes";
    if (name.front() == '.') return "it begins with a dot";
    if (name.front() == ' ' || name.back() == ' ') return "it begins or ends with a blank";
    const bool is_plain = std::all_of(name.begin(), name.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7f && c != '/' && c != '\\';
    });
    return is_plain ? nullptr : "it has a slash, a backslash or a control character in it";
}

}  // namespace

std::string documents_folder(const std::string& graph_path) { return graph_path + ".documents"; }

DocumentFolder::DocumentFolder(const std::string& graph_path, FileSystem& files)
    : folder_(documents_folder(graph_path)), files_(files) {}

std::string DocumentFolder::path_of(std::string_view name) const {
    if (const char* fault = fault_of_name(name)) {
        throw Error(ErrorCode::kUsage, fmt::format("'{}' is no name for a document: {}", name, fault),
                    "take the plain name of a file, such as announcement-2024.pdf");
    }
    return fmt::format("{}/{}", folder_, name);
}

std::string DocumentFolder::name_of(const std::string& path) const {
    if (!path.starts_with(folder_ + "/")) return {};
    std::string name = path.substr(folder_.size() + 1);
    return fault_of_name(name) == nullptr && files_.kind(path) == FileKind::kRegular ? name : std::string();
}

std::string DocumentFolder::before_path(const std::string& name) const {
    return fmt::format("{}/{}{}", folder_, kBefore, name);
}

std::string DocumentFolder::receive(std::string_view bytes) const {
    files_.make_folder(folder_);
    files_.sync_folder(mirrorgraph::folder_of(folder_));
    std::string path;
    const auto file = files_.create_temporary(fmt::format("{}/{}", folder_, kDelivered), path);
    try {
        file->append(bytes);
        file->sync();
        file->close();
    } catch (const Error&) {
        discard(path);
        throw;
    }
    return path;
}

void DocumentFolder::discard(const std::string& delivery) const {
    try {
        files_.remove(delivery);
    } catch (const Error&) {
        // recover() takes it away.
    }
}

// What stood in the place of a document lies under before_path() until the change is settled; an empty file there says
// that nothing did, for no document is empty.
void DocumentFolder::place(const std::string& delivery, const std::string& name) {
    const std::string path = path_of(name);
    if (exists(before_path(name))) files_.remove(before_path(name));
    if (exists(path)) {
        files_.link(path, before_path(name));
    } else {
        files_.create(before_path(name))->close();
    }
    files_.sync_folder(folder_);
    files_.rename(delivery, path);
    files_.sync_folder(folder_);
}

void DocumentFolder::take_back(const std::string& delivery, const std::string& name) {
    files_.rename(path_of(name), delivery);
    undo(name);
}

void DocumentFolder::withdraw(const std::string& name) {
    files_.rename(path_of(name), before_path(name));
    files_.sync_folder(folder_);
}

void DocumentFolder::put_back(const std::string& name) { undo(name); }

void DocumentFolder::undo(const std::string& name) {
    if (files_.read(before_path(name)).empty()) {
        if (exists(path_of(name))) files_.remove(path_of(name));
        files_.remove(before_path(name));
    } else {
        files_.rename(before_path(name), path_of(name));
        // Where both are names of one file, renaming leaves both.
        if (exists(before_path(name))) files_.remove(before_path(name));
    }
    files_.sync_folder(folder_);
}

void DocumentFolder::settle(const std::string& name) {
    if (exists(before_path(name))) files_.remove(before_path(name));
}

void DocumentFolder::recover(const std::function<std::string(const std::string& path)>& sha256_of) {
    if (files_.kind(folder_) != FileKind::kFolder) return;
    for (const std::string& entry : files_.list(folder_)) {
        const std::string path = fmt::format("{}/{}", folder_, entry);
        if (entry.starts_with(kDelivered)) files_.remove(path);
        if (!entry.starts_with(kBefore)) continue;
        const std::string name = entry.substr(kBefore.size());
        const std::string before = files_.read(path);
        if (sha256_of(path_of(name)) == (before.empty() ? "" : sha256(before))) {
            undo(name);
        } else {
            files_.remove(path);
        }
    }
}

}  // namespace mirrorgraph::query
