#include "ingest/readers/formats/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/core.h>

#include <memory>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph::ingest {

namespace {

struct FreeArchive {
    void operator()(archive* handle) const { archive_read_free(handle); }
};

class ArchiveReader {
  public:
    ArchiveReader(std::string_view bytes, const std::string& path, const ArchiveLimits& limits)
        : path_(path), limits_(limits), packed_(bytes.size()), handle_(archive_read_new()) {
        archive_read_support_filter_gzip(handle_.get());
        archive_read_support_filter_bzip2(handle_.get());
        archive_read_support_filter_xz(handle_.get());
        archive_read_support_format_zip(handle_.get());
        archive_read_support_format_tar(handle_.get());
        if (archive_read_open_memory(handle_.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) fail();
    }

    // The next file; nullptr at the end. Its content is read only on demand.
    archive_entry* next() {
        archive_entry* entry = nullptr;
        while (true) {
            const int result = archive_read_next_header(handle_.get(), &entry);
            if (result == ARCHIVE_EOF) return nullptr;
            if (result < ARCHIVE_WARN) fail();
            if (++files_ > limits_.files) {
                throw Error(ErrorCode::kLimit, fmt::format("{}: holds more than {} files", path_, limits_.files),
                            "unpack it into a folder and build from that");
            }
            if (archive_entry_is_encrypted(entry) != 0)
                throw Error(ErrorCode::kInvalidData, path_ + ": is encrypted", "unpack it with its password");
            if (archive_entry_filetype(entry) == AE_IFREG) return entry;
        }
    }

    std::string read() {
        std::string content;
        std::vector<char> buffer(1 << 16);
        while (true) {
            const la_ssize_t size = archive_read_data(handle_.get(), buffer.data(), buffer.size());
            if (size < 0) fail();
            if (size == 0) return content;
            unpacked_ += static_cast<std::uint64_t>(size);
            if (unpacked_ > limits_.bytes || (unpacked_ > limits_.ratio_from && unpacked_ / limits_.ratio > packed_)) {
                throw Error(ErrorCode::kLimit,
                            fmt::format("{}: {} bytes unpack to more than {}", path_, packed_, unpacked_),
                            "unpack it by hand, if it is what it should be");
            }
            content.append(buffer.data(), static_cast<std::size_t>(size));
        }
    }

  private:
    [[noreturn]] void fail() const {
        const char* reason = archive_error_string(handle_.get());
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("{}: is a damaged archive: {}", path_, reason == nullptr ? "unreadable" : reason),
                    "fetch or pack it anew");
    }

    const std::string& path_;
    const ArchiveLimits& limits_;
    std::uint64_t packed_;
    std::uint64_t unpacked_ = 0;
    std::size_t files_ = 0;
    std::unique_ptr<archive, FreeArchive> handle_;
};

std::string name_of(archive_entry* entry) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = archive_entry_pathname(entry);
    return name == nullptr ? std::string() : name;
}

}  // namespace

bool looks_like_archive(std::string_view bytes) {
    using namespace std::string_view_literals;
    constexpr std::size_t kTarMagic = 257;
    return bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("\x1F\x8B"sv) || bytes.starts_with("BZh"sv) ||
           bytes.starts_with(
               "\xFD"
               "7zXZ"sv) ||
           (bytes.size() > kTarMagic + 5 && bytes.substr(kTarMagic, 5) == "ustar");
}

void read_archive(std::string_view bytes, const std::string& path, const ArchiveLimits& limits,
                  const std::function<void(const std::string& name, std::string content)>& visit) {
    ArchiveReader reader(bytes, path, limits);
    while (archive_entry* entry = reader.next()) {
        const std::string name = name_of(entry);
        visit(name, reader.read());
    }
}

bool archive_has_file(std::string_view bytes, const std::string& path, std::string_view name) {
    const ArchiveLimits limits;
    ArchiveReader reader(bytes, path, limits);
    while (archive_entry* entry = reader.next()) {
        if (name_of(entry) == name) return true;
    }
    return false;
}

std::optional<std::string> read_archive_file(std::string_view bytes, const std::string& path, std::string_view name,
                                             const ArchiveLimits& limits) {
    ArchiveReader reader(bytes, path, limits);
    while (archive_entry* entry = reader.next()) {
        if (name_of(entry) == name) return reader.read();
    }
    return std::nullopt;
}

}  // namespace mirrorgraph::ingest
