// One content in every format is one document, and gives one graph.
#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>

#include "ingest/pipeline.h"
#include "ingest/readers/layout/layout_dump.h"
#include "ingest/readers/reader.h"
#include "schema/text/text.h"
#include "tests/support/catch.h"
#include "tests/support/documents.h"
#include "tests/support/support.h"

using namespace mirrorgraph;
using namespace mirrorgraph::ingest;

namespace {

// The layout without line numbers.
std::string layout_of(const std::string& bytes) {
    std::ostringstream out;
    print_layout(read_document("f", bytes), out);
    std::istringstream lines(out.str());
    std::string shown;
    constexpr std::size_t kNumber = 6;
    for (std::string line; std::getline(lines, line);) shown += line.substr(kNumber) + '\n';
    return shown;
}

const std::string kLayout =
    "h1   Mirror bodies\n"
    "p    On 17 June 2021, SAC approved mirror bodies for R&D committees. They are listed below.\n"
    "th1  No. | TC Number | Name | Mirror Technical Organisation\n"
    "tr1  1 | ISO/TC 148 | Sewing machines | China Sewing Machinery Association\n"
    "tr1  2 | ISO/TC 333 | Lithium | China Nonferrous Metals Industry Association\n"
    "p    The list is public.\n";

std::string text_form() {
    return "Mirror bodies\n\nOn 17 June 2021, SAC approved mirror bodies for R&D committees. They are\nlisted "
           "below.\n\n"
           "No.  TC Number   Name             Mirror Technical Organisation\n"
           "1    ISO/TC 148  Sewing machines  China Sewing Machinery Association\n"
           "2    ISO/TC 333  Lithium          China Nonferrous Metals Industry Association\n\nThe list is public.\n";
}

std::string markdown_form() {
    return "# Mirror bodies\n\nOn 17 June 2021, **SAC** approved mirror bodies for R&D committees. They are\nlisted "
           "below.\n\n"
           "| No. | TC Number | Name | Mirror Technical Organisation |\n|--|--|--|--|\n"
           "| 1 | ISO/TC 148 | Sewing machines | China Sewing Machinery Association |\n"
           "| 2 | ISO/TC 333 | Lithium | China Nonferrous Metals Industry Association |\n\nThe list is public.\n";
}

std::string html_form() {
    return "<!DOCTYPE html>\n<html><head><title>Mirror bodies</title><script>var a = "
           "'<p>no</p>';</script></head><body>\n"
           "<nav><ul><li>Home</li></ul></nav><h1>Mirror <em>bodies</em></h1>\n<p>On 17 June 2021, <b>SAC</b> approved "
           "mirror bodies "
           "for R&amp;D committees.\nThey are listed below.</p>\n<table><tr><th>No.</th><th>TC Number</th><th>Name</th>"
           "<th>Mirror Technical Organisation</th></tr>\n<tr><td>1</td><td>ISO/TC&nbsp;148</td><td>Sewing machines</td>"
           "<td>China Sewing Machinery Association</td></tr>\n<tr><td>2</td><td>ISO/TC 333</td><td>Lithium</td>"
           "<td>China Nonferrous Metals Industry Association</td></tr></table>\n<p>The list is "
           "public.</p></body></html>\n";
}

std::string docx_form() {
    return test::make_docx(
        {"# Mirror bodies", "On 17 June 2021, SAC approved mirror bodies for R&D committees. They are listed below.",
         "|No.|TC Number|Name|Mirror Technical Organisation",
         "|1|ISO/TC 148|Sewing machines|China Sewing Machinery Association",
         "|2|ISO/TC 333|Lithium|China Nonferrous Metals Industry Association", "The list is public."});
}

std::string pdf_form() {
    return test::make_pdf({{{60, 60, "Mirror bodies"},
                            {60, 90, "On 17 June 2021, SAC approved mirror bodies for R&D committees. They are"},
                            {60, 100, "listed below."},
                            {60, 130, "No."},
                            {100, 130, "TC Number"},
                            {180, 130, "Name"},
                            {290, 130, "Mirror Technical Organisation"},
                            {60, 140, "1"},
                            {100, 140, "ISO/TC 148"},
                            {180, 140, "Sewing machines"},
                            {290, 140, "China Sewing Machinery Association"},
                            {60, 150, "2"},
                            {100, 150, "ISO/TC 333"},
                            {180, 150, "Lithium"},
                            {290, 150, "China Nonferrous Metals Industry Association"}},
                           {{60, 60, "The list is public."}}});
}

std::string one_sentence(std::string layout) {
    for (std::size_t at = layout.find(" ¶ "); at != std::string::npos; at = layout.find(" ¶ "))
        layout.replace(at, std::string(" ¶ ").size(), " ");
    return layout;
}

// Nodes and relationships, without the document itself.
std::set<std::string> facts_of(const std::string& bytes, const Pipeline& pipeline) {
    const test::TemporaryFolder folder;
    std::istringstream in;
    const BuildResult result = pipeline.build({folder.write("source", bytes)}, in);
    const PropertyGraph& graph = result.resolution.graph;
    std::set<std::string> facts;
    for (const NodeId node : graph.nodes()) {
        if (!graph.has_label(node, "Document")) facts.insert(graph.id(node));
    }
    for (const RelationshipId id : graph.relationships()) {
        if (graph.has_label(graph.target(id), "Document")) continue;
        facts.insert(graph.id(graph.source(id)) + " " + graph.type(id) + " " + graph.id(graph.target(id)));
    }
    return facts;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// As some programs write them: blanks between words that do not break, digits as wide as Chinese characters.
std::string with_odd_blanks(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool lone = text[i] == ' ' && i > 0 && i + 1 < text.size() && text[i - 1] > ' ' && text[i + 1] > ' ';
        out += lone ? "\u00A0" : std::string(1, text[i]);
    }
    return out;
}

std::string with_wide_digits(std::string text) {
    for (char digit = '0'; digit <= '9'; ++digit) {
        std::string wide;
        append_code_point(wide, U'０' + static_cast<char32_t>(digit - '0'));
        text = replace_all(std::move(text), std::string(1, digit), wide);
    }
    return text;
}

// What is said when the bytes are refused; a refusal without a remedy is no answer.
std::string document_fault(const std::string& bytes) {
    try {
        read_document("f", bytes);
    } catch (const Error& error) {
        if (error.remedy().empty()) return "no remedy";
        return error.what();
    }
    return "no error";
}

}  // namespace

TEST_CASE("formats: one content has one layout") {
    CHECK(one_sentence(layout_of(text_form())) == kLayout);
    CHECK(one_sentence(layout_of(markdown_form())) == kLayout);
    CHECK(one_sentence(layout_of(html_form())) == kLayout);
    CHECK(one_sentence(layout_of(docx_form())) == kLayout);
    CHECK(one_sentence(layout_of(pdf_form())) == kLayout);
}

TEST_CASE("formats: one content gives one graph") {
    const Pipeline pipeline = Pipeline::load();
    const std::set<std::string> expected = facts_of(text_form(), pipeline);
    CHECK(expected.contains("committee:ISO/TC 333"));
    CHECK(facts_of(markdown_form(), pipeline) == expected);
    CHECK(facts_of(html_form(), pipeline) == expected);
    CHECK(facts_of(docx_form(), pipeline) == expected);
    CHECK(facts_of(pdf_form(), pipeline) == expected);
}

TEST_CASE("formats: blanks, digits and line ends of any make give one graph") {
    const Pipeline pipeline = Pipeline::load();
    for (const auto& file : std::filesystem::directory_iterator(test::source_path("tests/cases/gold"))) {
        if (file.path().extension() != ".txt") continue;
        INFO(file.path());
        const std::string text = test::read_file(file.path());
        const std::set<std::string> expected = facts_of(text, pipeline);
        CHECK(!expected.empty());
        CHECK(facts_of(with_odd_blanks(text), pipeline) == expected);
        CHECK(facts_of(with_wide_digits(text), pipeline) == expected);
        CHECK(facts_of(replace_all(text, "\n", "\r\n"), pipeline) == expected);
        CHECK(facts_of("\uFEFF" + replace_all(text, "\n", "\u200B\n"), pipeline) == expected);
    }
    const std::string row = "|1|GB/T 1234-2020|Gauges|GB/T 1234-2010";
    const auto docx = [&](const std::string& cells) {
        return facts_of(test::make_docx({"|No.|Standard number|Title|Replaced standard", cells}), pipeline);
    };
    CHECK(docx(row).contains("standard:GB/T 1234-2020 REPLACES standard:GB/T 1234-2010"));
    CHECK(docx(with_odd_blanks(with_wide_digits(row))) == docx(row));
}

TEST_CASE("formats: HTML maps back to its bytes, entities whole") {
    const std::string html = html_form();
    const Document document = read_document("f", html);
    std::size_t entities = 0;
    for (std::size_t i = 0; i < document.text.size();) {
        const std::size_t next = next_code_point(document.text, i);
        if (static_cast<unsigned char>(document.text[i]) > ' ') {
            const SourcePlace place = document.map.locate({i, next});
            const std::string found = html.substr(place.begin, place.end - place.begin);
            if (found == "&amp;") {
                ++entities;
                CHECK(document.text[i] == '&');
            } else {
                CHECK(found == document.text.substr(i, next - i));
            }
        }
        i = next;
    }
    CHECK(entities == 1);
    CHECK(document.title == "Mirror bodies");
}

TEST_CASE("formats: links of HTML are kept behind their block, hidden parts are not") {
    const std::string layout = layout_of(
        "<html><body><header role='banner'>Site</header><p>See <a href='https://example.org/a?b=1'>this</a>.</p>"
        "<ul><li>one<ul><li>two</li></ul></li></ul><div>a<br>b</div><footer>foot</footer></body></html>");
    CHECK(layout == "p    See this.\np    https://example.org/a?b=1\nli1  one\nli2  two\np    a\np    b\n");
}

TEST_CASE("formats: a cell lies in its row, whatever white space it begins with") {
    const std::string page = "<html><table><tr><td>\t\v\v AC</td><td>x\v</td></tr></table></html>";
    const Document document = read_document("f.html", page);
    for (const Block& block : document.blocks) {
        for (Span cell : block.cells) {
            CHECK(block.span.begin <= cell.begin);
            CHECK(cell.end <= block.span.end);
        }
    }
}

TEST_CASE("formats: pages of a PDF are known") {
    const Document document = read_document("f", pdf_form());
    const auto last = document.map.locate(document.blocks.back().span);
    CHECK(last.page == 2);
    CHECK(document.map.locate(document.blocks.front().span).page == 1);
}

TEST_CASE("formats: columns of a PDF are read one after the other") {
    std::vector<test::PrintedLine> page;
    const std::vector<std::string> left = {"The office keeps a register of all", "gauges that were made in the last",
                                           "hundred years and shows it to all", "who ask for it in a polite letter."};
    const std::vector<std::string> right = {"The association asks its members", "to send their gauges once a year,",
                                            "so that they can be measured and", "put back into the great register."};
    for (std::size_t i = 0; i < left.size(); ++i) {
        page.push_back({50, 60 + static_cast<int>(i) * 11, left[i]});
        page.push_back({320, 60 + static_cast<int>(i) * 11, right[i]});
    }
    const std::string layout = layout_of(test::make_pdf({page}));
    CHECK_THAT(layout,
               test::contains("The office keeps a register of all gauges that were made in the last hundred years"));
    CHECK_THAT(layout, test::contains("The association asks its members to send their gauges once a year"));
}

TEST_CASE("formats: what is damaged or a trap is refused") {
    CHECK_THAT(document_fault("%PDF-1.4\nnothing more"), test::contains("is a damaged PDF"));
    CHECK_THAT(document_fault(test::make_pdf({{}})), test::contains("is a PDF without text"));
    CHECK_THAT(document_fault(test::read_file(test::source_path("tests/cases/formats/encrypted.pdf"))),
               test::contains("is an encrypted PDF"));
    CHECK_THAT(document_fault(docx_form().substr(0, 300)), test::contains("f: "));
    const std::string bomb = test::make_zip({{"word/document.xml", std::string(std::size_t{100} << 20, ' ')}});
    CHECK_THAT(document_fault(bomb), test::contains("f: ") && test::contains("unpack to more than"));
    const std::string fetch = test::make_zip(
        {{"word/document.xml", "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w><p><t>&x;</t></p></w>"}});
    CHECK_THAT(document_fault(fetch), test::contains("f: declares the document type 'w'"));
    std::string deep = "<html>";
    for (int i = 0; i < 100000; ++i) deep += "<div>";
    CHECK_THAT(document_fault(deep + "x"), test::contains("tags stand open"));
}
