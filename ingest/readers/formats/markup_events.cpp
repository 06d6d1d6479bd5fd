#include "ingest/readers/formats/markup_events.h"

#include <fmt/core.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kDeepest = 10000;  // open tags

std::string_view view_of(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

struct FreeContext {
    void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

// What the callbacks of one run share. Exceptions must not pass through libxml2: the first is kept, the run stopped.
class Run {
  public:
    Run(std::string_view text, const std::string& path, MarkupEvents& events)
        : text_(text), path_(path), events_(events) {}

    const std::string& path() const { return path_; }
    static Run& of(void* data) { return *static_cast<Run*>(static_cast<xmlParserCtxt*>(data)->_private); }

    void parse(xmlParserCtxt* context, bool html) {
        if (context == nullptr)
            throw Error(ErrorCode::kInvalidData, path_ + ": is too small or too large to parse", "give a page of text");
        const std::unique_ptr<xmlParserCtxt, FreeContext> owner(context);
        context_ = context;
        context->_private = this;
        if (html) {
            htmlCtxtUseOptions(context, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                            HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT);
            htmlParseDocument(context);
        } else {
            xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
            xmlParseDocument(context);
        }
        if (failure_) std::rethrow_exception(failure_);
        if (!html && context->wellFormed == 0) {
            const int line = context->lastError.line;
            throw Error(ErrorCode::kInvalidData, fmt::format("{}: is not well-formed XML in line {}", path_, line),
                        "save it anew with the program that made it");
        }
    }

    template <class Call>
    void guard(Call&& call) {
        if (failure_) return;
        try {
            call();
        } catch (...) {
            failure_ = std::current_exception();
            xmlStopParser(context_);
        }
    }

    void begin(std::string_view name, const std::vector<MarkupAttribute>& attributes) {
        if (++depth_ > kDeepest) {
            throw Error(ErrorCode::kLimit,
                        fmt::format("{}: more than {} tags stand open in each other", path_, kDeepest),
                        "close them, or give the text without tags");
        }
        events_.begin(name, attributes, position());
    }
    void end(std::string_view name) {
        --depth_;
        events_.end(name);
    }

    // The parser stands behind the text, or inside the text that it still looks at: find it from where the last ended.
    void text(std::string_view text) {
        const std::size_t behind = position();
        Span place{behind - std::min(behind, text.size()), behind};
        if (text_.substr(place.begin, place.size()) != text) {
            const std::size_t found = text_.find(text, last_);
            if (found != std::string_view::npos && found < behind + kLookAhead) {
                place = {found, found + text.size()};
            } else {
                place = entity_before(behind);
            }
        }
        if (text == "&") place = entity_at(place);
        last_ = std::max(last_, place.end);
        events_.text(text, place);
    }

  private:
    static constexpr std::size_t kLookAhead = 4096;

    std::size_t position() const {
        const xmlParserInput* input = context_->input;
        return input == nullptr ? text_.size()
                                : std::min(static_cast<std::size_t>(input->cur - input->base), text_.size());
    }

    // The ampersand itself may be all of it, or the beginning of "&amp;".
    Span entity_at(Span ampersand) const {
        for (std::string_view entity : {"&amp;", "&#38;", "&AMP;"}) {
            if (text_.substr(ampersand.begin, entity.size()) == entity)
                return {ampersand.begin, ampersand.begin + entity.size()};
        }
        return ampersand;
    }

    // "&amp;" that ends at or right before `behind`.
    Span entity_before(std::size_t behind) const {
        constexpr std::size_t kLongestEntity = 40;
        const std::size_t from = std::max(last_, behind - std::min(behind, kLongestEntity));
        const std::size_t begin = text_.find('&', from);
        if (begin == std::string_view::npos || begin >= behind) return {std::min(last_, behind), behind};
        const std::size_t end = text_.find(';', begin);
        return {begin, end == std::string_view::npos || end >= behind ? behind : end + 1};
    }

    std::string_view text_;
    const std::string& path_;
    MarkupEvents& events_;
    xmlParserCtxt* context_ = nullptr;
    std::exception_ptr failure_;
    std::size_t depth_ = 0;
    std::size_t last_ = 0;  // behind the last text
};

void begin_html(void* data, const xmlChar* name, const xmlChar** attributes) {
    Run& run = Run::of(data);
    run.guard([&] {
        std::vector<MarkupAttribute> list;
        for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
            list.push_back({view_of(attributes[0]), view_of(attributes[1])});
        }
        run.begin(view_of(name), list);
    });
}

void end_html(void* data, const xmlChar* name) {
    Run& run = Run::of(data);
    run.guard([&] { run.end(view_of(name)); });
}

void begin_xml(void* data, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* /*uri*/, int /*namespaces*/,
               const xmlChar** /*declared*/, int count, int /*defaulted*/, const xmlChar** attributes) {
    Run& run = Run::of(data);
    run.guard([&] {
        std::vector<MarkupAttribute> list;
        for (int i = 0; i < count; ++i, attributes += 5) {
            const char* value = reinterpret_cast<const char*>(attributes[3]);
            list.push_back({view_of(attributes[0]), {value, static_cast<std::size_t>(attributes[4] - attributes[3])}});
        }
        run.begin(view_of(name), list);
    });
}

void end_xml(void* data, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* /*uri*/) {
    end_html(data, name);
}

void on_text(void* data, const xmlChar* text, int size) {
    Run& run = Run::of(data);
    run.guard([&] { run.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)}); });
}

// A document that brings its own entities wants to be expanded, or to have something fetched: neither happens.
void refuse_subset(void* data, const xmlChar* name, const xmlChar* /*external*/, const xmlChar* /*system*/) {
    Run& run = Run::of(data);
    run.guard([&] {
        throw Error(
            ErrorCode::kInvalidData,
            fmt::format("{}: declares the document type '{}', which a document may not", run.path(), view_of(name)),
            "save it anew with a word processor");
    });
}

int checked_size(std::string_view text, const std::string& path) {
    if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        throw Error(ErrorCode::kLimit, path + ": is too large for HTML or XML", "split it");
    }
    return static_cast<int>(text.size());
}

void initialise_once() {
    static std::once_flag once;
    std::call_once(once, xmlInitParser);
}

}  // namespace

void parse_html(std::string_view html, const std::string& path, MarkupEvents& events) {
    initialise_once();
    Run run(html, path, events);
    htmlParserCtxtPtr context = htmlCreateMemoryParserCtxt(html.data(), checked_size(html, path));
    if (context != nullptr) {
        htmlSAXHandler* sax = context->sax;
        *sax = {};
        sax->startElement = begin_html;
        sax->endElement = end_html;
        sax->characters = on_text;
        sax->ignorableWhitespace = on_text;
        xmlSwitchEncoding(context, XML_CHAR_ENCODING_UTF8);
    }
    run.parse(context, true);
}

void parse_xml(std::string_view xml, const std::string& path, MarkupEvents& events) {
    initialise_once();
    Run run(xml, path, events);
    xmlParserCtxtPtr context = xmlCreateMemoryParserCtxt(xml.data(), checked_size(xml, path));
    if (context != nullptr) {
        xmlSAXHandler* sax = context->sax;
        *sax = {};
        sax->initialized = XML_SAX2_MAGIC;
        sax->startElementNs = begin_xml;
        sax->endElementNs = end_xml;
        sax->characters = on_text;
        sax->ignorableWhitespace = on_text;
        sax->internalSubset = refuse_subset;
    }
    run.parse(context, false);
}

}  // namespace mirrorgraph::ingest
