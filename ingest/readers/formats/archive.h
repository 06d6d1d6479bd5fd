// Archives (zip, tar, compressed or not): what is in them, one file after the other. The one seam for libarchive.
//
// Errors:  Error kInvalidData for a damaged or encrypted archive; kLimit where it would grow beyond the limits
// Threads: functions may run at once
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mirrorgraph::ingest {

struct ArchiveLimits {
    std::uint64_t bytes = std::uint64_t{512} << 20;  // of all files together, unpacked
    std::uint64_t ratio = 200;                       // unpacked to packed, once more than `ratio_from` are unpacked
    std::uint64_t ratio_from = std::uint64_t{32} << 20;
    std::size_t files = 100000;
};

// By its first bytes.
bool looks_like_archive(std::string_view bytes);

// Files only, in the order of the archive; names with '/'. `path` is for messages.
void read_archive(std::string_view bytes, const std::string& path, const ArchiveLimits& limits,
                  const std::function<void(const std::string& name, std::string content)>& visit);

// Whether it has a file of that name; nothing is unpacked.
bool archive_has_file(std::string_view bytes, const std::string& path, std::string_view name);

// One file of it; nullopt where it has none of that name.
std::optional<std::string> read_archive_file(std::string_view bytes, const std::string& path, std::string_view name,
                                             const ArchiveLimits& limits = {});

}  // namespace mirrorgraph::ingest
