#include "ingest/readers/formats/html_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/readers/formats/markup_events.h"
#include "ingest/readers/layout/document_builder.h"
#include "ingest/readers/layout/lines.h"
#include "schema/temporal/date.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

template <std::size_t N>
bool has(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 16> kHidden = {"script", "style",  "noscript", "nav",    "footer",   "aside",
                                                      "form",   "button", "svg",      "select", "template", "iframe",
                                                      "head",   "object", "textarea", "menu"};
constexpr std::array<std::string_view, 4> kHiddenRoles = {"navigation", "banner", "contentinfo", "search"};
constexpr std::array<std::string_view, 26> kBlocks = {
    "p",      "div",        "section", "article", "main",    "header",     "h1",   "h2",   "h3",
    "h4",     "h5",         "h6",      "li",      "ul",      "ol",         "dl",   "dt",   "dd",
    "figure", "figcaption", "caption", "pre",     "address", "blockquote", "body", "table"};
// Elements without content: they never end.
constexpr std::array<std::string_view, 10> kVoid = {"br",   "hr",   "img",  "input", "meta",
                                                    "link", "area", "base", "col",   "wbr"};

std::string_view attribute(const std::vector<MarkupAttribute>& attributes, std::string_view name) {
    for (const MarkupAttribute& attribute : attributes) {
        if (attribute.name == name) return attribute.value;
    }
    return {};
}

class HtmlReader : public MarkupEvents {
  public:
    explicit HtmlReader(const SourceText& source) : source_(source), builder_(source) {
        lines_.push_back(0);
        for (std::size_t i = 0; i < source.text.size(); ++i) {
            if (source.text[i] == '\n') lines_.push_back(i + 1);
        }
    }

    void begin(std::string_view name, const std::vector<MarkupAttribute>& attributes, std::size_t offset) override {
        if (name == "meta") note_meta(attributes);
        if (name == "title" && title_.empty()) in_title_ = true;
        if (has(kVoid, name)) {
            if (name == "br" || name == "hr") end_line();
            return;
        }
        const bool hidden = has(kHidden, name) || has(kHiddenRoles, attribute(attributes, "role")) ||
                            attribute(attributes, "aria-hidden") == "true";
        if (hidden_ > 0 || hidden) {
            ++hidden_;
            return;
        }
        if (name == "a") note_link(attribute(attributes, "href"), offset);
        open_element(name);
    }

    void end(std::string_view name) override {
        if (name == "title") in_title_ = false;
        if (has(kVoid, name)) return;
        if (hidden_ > 0) {
            --hidden_;
            return;
        }
        if (name == "td" || name == "th") {
            close_cell();
        } else if (name == "tr" || name == "table") {
            close_row();
        } else if (has(kBlocks, name)) {
            if (name == "ul" || name == "ol") list_level_ = std::max(0, list_level_ - 1);
            close_block();
        }
    }

    void text(std::string_view text, Span place) override {
        if (in_title_) title_ += text;
        if (hidden_ > 0) return;
        if (!row_open_ || !cell_open_) {
            if (row_open_) return;  // blanks between cells
            if (!block_open_) {
                if (trim(text).empty()) return;
                open_block(kind_, level_);
            }
        }
        if (text.size() != place.size() || source_.text.compare(place.begin, place.size(), text) != 0) {
            builder_.append_literal(text, place, line_of(place.begin));
            return;
        }
        for (std::size_t begin = place.begin; begin < place.end;) {
            const std::size_t end = std::min(source_.text.find('\n', begin), place.end - 1) + 1;
            builder_.append({begin, end}, line_of(begin), 0);
            begin = end;
        }
    }

    Document take() {
        close_row();
        close_block();
        Document document = builder_.take();
        document.title = collapse_space(title_);
        document.date = date_;
        return document;
    }

  private:
    std::uint32_t line_of(std::size_t offset) const {
        return static_cast<std::uint32_t>(std::upper_bound(lines_.begin(), lines_.end(), offset) - lines_.begin());
    }

    void note_meta(const std::vector<MarkupAttribute>& attributes) {
        static constexpr std::array<std::string_view, 6> kDates = {"article:published_time", "date",    "dc.date",
                                                                   "dcterms.date",           "pubdate", "publishdate"};
        std::string name = fold_case(attribute(attributes, "name"));
        if (name.empty()) name = fold_case(attribute(attributes, "property"));
        if (!has(kDates, name) || !date_.empty()) return;
        constexpr std::size_t kDaySize = 10;
        if (const auto date = parse_date(trim(attribute(attributes, "content")).substr(0, kDaySize)))
            date_ = to_string(*date);
    }

    // An address, where it stands in the source: a block of its own behind the one that links to it.
    void note_link(std::string_view address, std::size_t behind) {
        if (!is_link(address) || address.starts_with("mailto:")) return;
        const std::string_view text = source_.text;
        constexpr std::size_t kLongestTag = 4000;
        const std::size_t from = behind - std::min(behind, kLongestTag);
        const std::size_t at = text.substr(0, std::min(text.size(), behind + kLongestTag)).rfind(address, behind);
        if (at != std::string_view::npos && at >= from) links_.push_back({at, at + address.size()});
    }

    void open_element(std::string_view name) {
        if (name == "table") {
            close_row();
            close_block();
            table_ = ++table_count_;
        } else if (name == "tr") {
            close_row();
            close_block();
            Block& row = builder_.open_block(BlockKind::kTableRow);
            row.table = std::max(table_, std::uint32_t{1});
            row.header = true;  // until a cell says otherwise
            row_open_ = true;
        } else if (name == "td" || name == "th") {
            if (!row_open_) return;
            close_cell();
            builder_.open_cell();
            cell_open_ = true;
            if (name == "td") builder_.block().header = false;
        } else if (has(kBlocks, name)) {
            if (row_open_) {
                builder_.append_break();
                return;
            }
            close_block();
            if (name == "ul" || name == "ol") ++list_level_;
            set_kind(name);
        }
    }

    void set_kind(std::string_view name) {
        kind_ = BlockKind::kParagraph;
        level_ = 0;
        if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
            kind_ = BlockKind::kHeading;
            level_ = name[1] - '0';
        } else if (name == "li") {
            kind_ = BlockKind::kListItem;
            level_ = std::max(1, list_level_);
        }
    }

    void open_block(BlockKind kind, int level) {
        builder_.open_block(kind).level = level;
        block_open_ = true;
    }

    void close_block() {
        if (block_open_) builder_.close_block();
        block_open_ = false;
        if (!row_open_) write_links();
        kind_ = BlockKind::kParagraph;
        level_ = 0;
    }

    void end_line() {
        if (hidden_ > 0) return;
        if (row_open_) {
            builder_.append_break();
            return;
        }
        const BlockKind kind = kind_;
        const int level = level_;
        close_block();
        kind_ = kind;
        level_ = level;
    }

    void close_cell() {
        if (cell_open_) builder_.close_cell();
        cell_open_ = false;
    }

    void close_row() {
        if (!row_open_) return;
        close_cell();
        row_open_ = false;
        builder_.close_block();
        write_links();
    }

    void write_links() {
        for (const Span& link : std::exchange(links_, {})) {
            builder_.open_block(BlockKind::kParagraph);
            builder_.append(link, line_of(link.begin), 0);
            builder_.close_block();
        }
    }

    const SourceText& source_;
    DocumentBuilder builder_;
    std::vector<std::size_t> lines_;  // where each begins
    std::vector<Span> links_;
    std::string title_;
    std::string date_;
    std::size_t hidden_ = 0;  // open elements that are not shown, and all inside them
    BlockKind kind_ = BlockKind::kParagraph;
    int level_ = 0;
    int list_level_ = 0;
    std::uint32_t table_ = 0;
    std::uint32_t table_count_ = 0;
    bool in_title_ = false;
    bool block_open_ = false;
    bool row_open_ = false;
    bool cell_open_ = false;
};

}  // namespace

bool looks_like_html(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    constexpr std::size_t kSeen = 2000;
    const std::string start = fold_case(trim(text.substr(0, kSeen)));
    const std::string_view head = start;
    if (!head.starts_with("<")) return false;
    if (head.starts_with("<!doctype html") || head.starts_with("<html")) return true;
    if (head.starts_with("<?xml") || head.starts_with("<!--")) return head.find("<html") != std::string_view::npos;
    static constexpr std::array<std::string_view, 10> kStarts = {"<head",  "<body",    "<div",     "<p>",   "<h1",
                                                                 "<table", "<article", "<section", "<meta", "<title"};
    return std::any_of(kStarts.begin(), kStarts.end(), [head](std::string_view tag) { return head.starts_with(tag); });
}

Document read_html(const SourceText& source, const std::string& path) {
    HtmlReader reader(source);
    parse_html(source.text, path, reader);
    return reader.take();
}

}  // namespace mirrorgraph::ingest
