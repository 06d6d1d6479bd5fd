#include "ingest/readers/reader.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "ingest/digest.h"
#include "ingest/readers/formats/docx_reader.h"
#include "ingest/readers/formats/html_reader.h"
#include "ingest/readers/formats/pdf_reader.h"
#include "ingest/readers/formats/text_reader.h"
#include "ingest/readers/registry/table_reader.h"
#include "ingest/readers/source_text.h"
#include "ingest/readers/traditional.h"
#include "schema/error.h"
#include "schema/text/count_bytes.h"

namespace mirrorgraph::ingest {

namespace {

// "zh", "en" or "en+zh", by how much of the text is written in Han characters.
std::string language_of(std::string_view text) {
    const std::size_t latin =
        count_bytes(text, [](unsigned char byte) { return static_cast<unsigned char>((byte | 0x20) - 'a') < 26; });
    const std::size_t han =
        count_bytes(text, [](unsigned char byte) { return static_cast<unsigned char>(byte - 0xE4) <= 0xE9 - 0xE4; });
    // A Han character says about as much as three letters.
    if (han * 3 * 20 < latin) return "en";
    return han * 3 > latin * 2 ? "zh" : "en+zh";
}

constexpr std::size_t kLongestTitle = 200;

std::string title_of(const Document& document) {
    for (const Block& block : document.blocks) {
        if (block.kind == BlockKind::kHeading && block.span.size() <= kLongestTitle) {
            return document.text.substr(block.span.begin, block.span.size());
        }
    }
    return {};
}

}  // namespace

void check_size(const std::string& path, std::uint64_t size, const ReadOptions& options) {
    if (size > options.max_bytes) {
        throw Error(
            ErrorCode::kLimit,
            fmt::format("{}: {} bytes are more than the {} that a document may have", path, size, options.max_bytes),
            "split the file, or raise the limit with --max-bytes");
    }
}

std::string read_bytes(const std::string& path, const ReadOptions& options) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) throw Error(ErrorCode::kIo, path + ": " + std::strerror(errno));
    if (S_ISDIR(info.st_mode)) throw Error(ErrorCode::kIo, path + ": is a folder, not a document");
    const auto size = static_cast<std::uint64_t>(info.st_size);
    check_size(path, size, options);
    std::ifstream in(path, std::ios::binary);
    std::string bytes(size, '\0');
    if (!in || !in.read(bytes.data(), static_cast<std::streamsize>(size))) {
        throw Error(ErrorCode::kIo, path + ": cannot be read");
    }
    return bytes;
}

Reader Reader::load(const std::optional<TableMapping>& mapping) {
    Reader reader;
    if (mapping) {
        reader.registries_.forced = std::make_shared<Mapping>(parse_mapping(mapping->text, mapping->name));
    } else {
        reader.registries_.mappings = MappingSet::load();
    }
    return reader;
}

Extraction Reader::read(const std::string& path, std::string bytes) const {
    const std::string digest = sha256(bytes);
    const std::uint64_t size = bytes.size();
    Extraction extraction = read_content(path, std::move(bytes));
    Document& document = extraction.document;
    document.id = document_id(path);
    document.path = path;
    document.sha256 = digest;
    document.size = size;
    document.language = language_of(document.text);
    if (document.title.empty()) document.title = title_of(document);
    return extraction;
}

Extraction Reader::read_content(const std::string& path, std::string bytes) const {
    Extraction extraction;
    if (looks_like_pdf(bytes)) {
        SourceText source = take_utf8(read_pdf_text(bytes, path));
        simplify(source);
        extraction.document = read_text(source);
        return extraction;
    }
    if (looks_like_docx(bytes, path)) {
        extraction.document = read_docx(bytes, path);
        return extraction;
    }
    SourceText source = decode(std::move(bytes), path);
    if (looks_like_html(source.text)) {
        simplify(source);
        extraction.document = read_html(source, path);
        return extraction;
    }
    if (auto registry = read_registry(source, path, registries_)) return std::move(*registry);
    simplify(source);
    auto table = read_csv_table(source, path);
    extraction.document = table ? std::move(*table) : read_text(source);
    return extraction;
}

Document read_document(const std::string& path, std::string bytes) {
    return Reader().read(path, std::move(bytes)).document;
}

}  // namespace mirrorgraph::ingest
