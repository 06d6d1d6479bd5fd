#include "tests/support/documents.h"

#include <archive.h>
#include <archive_entry.h>

#include <sstream>
#include <stdexcept>

namespace mirrorgraph::test {

namespace {

std::string escape_xml(const std::string& text) {
    std::string out;
    for (char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
    return out;
}

std::string paragraph(const std::string& text, const std::string& properties = {}) {
    return "<w:p>" + (properties.empty() ? "" : "<w:pPr>" + properties + "</w:pPr>") +
           "<w:r><w:t xml:space=\"preserve\">" + escape_xml(text) + "</w:t></w:r></w:p>";
}

std::string table_row(const std::string& line) {
    std::string out = "<w:tr>";
    std::istringstream cells(line.substr(1));
    for (std::string cell; std::getline(cells, cell, '|');) out += "<w:tc>" + paragraph(cell) + "</w:tc>";
    return out + "</w:tr>";
}

}  // namespace

std::string make_zip(const std::vector<std::pair<std::string, std::string>>& files, bool deflate) {
    std::size_t total = 4096;
    for (const auto& [name, content] : files) total += name.size() * 4 + content.size() + 4096;
    std::string out(total, '\0');
    std::size_t used = 0;
    archive* zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_set_options(zip, deflate ? "zip:compression=deflate" : "zip:compression=store");
    if (archive_write_open_memory(zip, out.data(), out.size(), &used) != ARCHIVE_OK) throw std::runtime_error("zip");
    for (const auto& [name, content] : files) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(zip, entry);
        archive_write_data(zip, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
    out.resize(used);
    return out;
}

std::string make_docx(const std::vector<std::string>& paragraphs) {
    std::string body;
    bool in_table = false;
    for (const std::string& text : paragraphs) {
        const bool row = text.starts_with("|");
        if (row != in_table) body += row ? "<w:tbl>" : "</w:tbl>";
        in_table = row;
        if (row) {
            body += table_row(text);
        } else if (text.starts_with("# ")) {
            body += paragraph(text.substr(2), "<w:pStyle w:val=\"Heading1\"/>");
        } else if (text.starts_with("- ")) {
            body += paragraph(text.substr(2), "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>");
        } else {
            body += paragraph(text);
        }
    }
    if (in_table) body += "</w:tbl>";
    const std::string main =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document "
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
        body + "</w:body></w:document>";
    return make_zip({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", main}});
}

std::string make_pdf(const std::vector<std::vector<PrintedLine>>& pages) {
    constexpr int kHeight = 842;
    std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", "",
                                        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"};
    std::string kids;
    for (const std::vector<PrintedLine>& page : pages) {
        std::ostringstream stream;
        for (const PrintedLine& line : page) {
            std::string text;
            for (char c : line.text)
                text += c == '(' || c == ')' || c == '\\' ? std::string("\\") + c : std::string(1, c);
            stream << "BT /F1 9 Tf " << line.x << ' ' << kHeight - line.y << " Td (" << text << ") Tj ET\n";
        }
        const std::size_t number = objects.size() + 1;
        objects.push_back(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents " +
            std::to_string(number + 1) + " 0 R >>");
        objects.push_back("<< /Length " + std::to_string(stream.str().size()) + " >>\nstream\n" + stream.str() +
                          "endstream");
        kids += std::to_string(number) + " 0 R ";
    }
    objects[1] = "<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids + "] >>";
    std::string out = "%PDF-1.4\n";
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        places.push_back(out.size());
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t xref = out.size();
    out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (std::size_t place : places) {
        const std::string digits = std::to_string(place);
        out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return out + "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R >>\nstartxref\n" +
           std::to_string(xref) + "\n%%EOF\n";
}

}  // namespace mirrorgraph::test
