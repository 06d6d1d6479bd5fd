#include "ingest/cache/extraction_cache.h"

#include <fmt/core.h>

#include <fstream>
#include <iterator>

#include "graph/store/atomic_file.h"
#include "ingest/cache/extraction_bytes.h"
#include "ingest/digest.h"
#include "schema/error.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::string_view kMagic = "mirrorgraph extractions 1";

// Lines of text, then the bytes: id, path and digest of the source, digest and size of what follows.
std::string header_of(const std::string& id, const ExtractionCache::Entry& entry) {
    return fmt::format("{}\n{}\n{}\n{}\n{}\n", id, entry.path, entry.sha256, sha256(entry.bytes), entry.bytes.size());
}

class Lines {
  public:
    explicit Lines(std::string_view text) : text_(text) {}
    bool at_end() const { return text_.empty(); }
    std::string line() {
        const std::size_t end = text_.find('\n');
        if (end == std::string_view::npos) throw Error(ErrorCode::kInvalidData, "damaged cache");
        std::string out(text_.substr(0, end));
        text_.remove_prefix(end + 1);
        return out;
    }
    std::string bytes(std::size_t size) {
        if (size > text_.size()) throw Error(ErrorCode::kInvalidData, "damaged cache");
        std::string out(text_.substr(0, size));
        text_.remove_prefix(size);
        return out;
    }
    std::size_t number() {
        const std::string text = line();
        const bool digits =
            !text.empty() && text.size() < 16 && text.find_first_not_of("0123456789") == std::string::npos;
        if (!digits) throw Error(ErrorCode::kInvalidData, "damaged cache");
        return std::stoull(text);
    }

  private:
    std::string_view text_;
};

}  // namespace

ExtractionCache ExtractionCache::load(const std::string& path, const std::string& fingerprint) {
    ExtractionCache cache;
    std::ifstream in(path, std::ios::binary);
    if (!in) return cache;
    in.seekg(0, std::ios::end);
    std::string content(static_cast<std::size_t>(std::max<std::streamoff>(in.tellg(), 0)), '\0');
    in.seekg(0);
    if (!in.read(content.data(), static_cast<std::streamsize>(content.size()))) return cache;
    try {
        Lines lines(content);
        if (lines.line() != kMagic || lines.line() != fingerprint) return cache;
        cache.graph_digest_ = lines.line();
        while (!lines.at_end()) {
            std::string id = lines.line();
            Entry entry;
            entry.path = lines.line();
            entry.sha256 = lines.line();
            const std::string digest = lines.line();
            const std::size_t size = lines.number();
            entry.bytes = lines.bytes(size);
            if (sha256(entry.bytes) != digest) throw Error(ErrorCode::kInvalidData, "damaged cache");
            cache.add(std::move(id), std::move(entry));
        }
    } catch (const Error&) {
        return {};
    }
    return cache;
}

void ExtractionCache::save(const std::string& path, const std::string& fingerprint,
                           const std::string& graph_digest) const {
    AtomicFile file(path);
    file.write(fmt::format("{}\n{}\n{}\n", kMagic, fingerprint, graph_digest));
    for (const auto& [id, entry] : entries_) {
        if (id.find('\n') != std::string::npos) continue;  // such a path is read again each time
        file.write(header_of(id, entry));
        file.write(entry.bytes);
    }
    file.commit();
}

const ExtractionCache::Entry* ExtractionCache::find(std::string_view id, std::string_view sha256) const {
    const auto found = entries_.find(id);
    return found == entries_.end() || found->second.sha256 != sha256 ? nullptr : &found->second;
}

std::optional<Extraction> ExtractionCache::decoded(const Entry& entry) {
    try {
        return decode(entry.bytes);
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::string cache_path(const std::string& graph_path) { return graph_path + ".cache"; }

}  // namespace mirrorgraph::ingest
