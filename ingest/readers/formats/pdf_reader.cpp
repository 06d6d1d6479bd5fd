#include "ingest/readers/formats/pdf_reader.h"

#include <fmt/core.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <mutex>

#include "schema/error.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr int kMostPages = 20000;
constexpr std::size_t kLongestText = std::size_t{256} << 20;

std::string text_of(const poppler::page& page, poppler::page::text_layout_enum layout) {
    const poppler::byte_array utf8 = page.text(poppler::rectf(), layout).to_utf8();
    return {utf8.begin(), utf8.end()};
}

// Most lines hold two stretches of prose with one gap between, which begins its right side at one place.
bool is_set_in_columns(std::string_view page) {
    constexpr std::size_t kNarrowestColumn = 20;
    std::size_t lines = 0, split = 0;
    std::map<std::size_t, std::size_t> starts;
    while (!page.empty()) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        const std::string_view line = page.substr(0, end);
        page.remove_prefix(std::min(end + 1, page.size()));
        if (trim(line).empty()) continue;
        ++lines;
        const std::size_t begin = line.find_first_not_of(' ');
        const std::size_t gap = line.find("   ", begin);
        if (gap == std::string_view::npos || gap - begin < kNarrowestColumn) continue;
        const std::size_t right = line.find_first_not_of(' ', gap);
        if (right == std::string_view::npos || trim(line.substr(right)).size() < kNarrowestColumn) continue;
        if (line.find("   ", right) != std::string_view::npos) continue;  // three columns: a table
        ++split;
        ++starts[count_code_points(line.substr(0, right)) / 3];
    }
    std::size_t most = 0;
    for (const auto& [place, count] : starts) most = std::max(most, count);
    return split * 2 > lines && most * 2 > split;
}

void silence_once() {
    static std::once_flag once;
    std::call_once(once, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
}

}  // namespace

bool looks_like_pdf(std::string_view bytes) {
    constexpr std::size_t kSeen = 1024;
    return bytes.substr(0, kSeen).find("%PDF-") != std::string_view::npos;
}

std::string read_pdf_text(const std::string& bytes, const std::string& path) {
    silence_once();
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        throw Error(ErrorCode::kLimit, path + ": is too large for a PDF", "split it");
    }
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (document == nullptr)
        throw Error(ErrorCode::kInvalidData, path + ": is a damaged PDF",
                    "fetch it anew, or open it in a viewer and print it to a new file");
    if (document->is_locked()) {
        throw Error(ErrorCode::kInvalidData, path + ": is an encrypted PDF", "save a copy without a password");
    }
    const int pages = document->pages();
    if (pages > kMostPages)
        throw Error(ErrorCode::kLimit, fmt::format("{}: has {} pages, more than {}", path, pages, kMostPages),
                    "split it");
    std::string text;
    for (int i = 0; i < pages; ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        if (i > 0) text += '\f';
        if (page == nullptr) continue;
        std::string printed = text_of(*page, poppler::page::physical_layout);
        if (is_set_in_columns(printed)) printed = text_of(*page, poppler::page::non_raw_non_physical_layout);
        // A page's own form feed would count it twice.
        std::replace(printed.begin(), printed.end(), '\f', '\n');
        text += printed;
        if (text.size() > kLongestText)
            throw Error(ErrorCode::kLimit, path + ": holds more text than a document may have", "split it");
    }
    if (trim(text).empty()) {
        throw Error(ErrorCode::kInvalidData, path + ": is a PDF without text",
                    "if it is a scan, recognise its characters first");
    }
    return text;
}

}  // namespace mirrorgraph::ingest
