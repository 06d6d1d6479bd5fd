// Documents in the formats of offices, made from plain text: what tests read back.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mirrorgraph::test {

// A zip of files; compressed where `deflate` is set.
std::string make_zip(const std::vector<std::pair<std::string, std::string>>& files, bool deflate = true);

// A word processor's document: '# ' begins a heading, '- ' a list item, '|' a table row, anything else a paragraph.
std::string make_docx(const std::vector<std::string>& paragraphs);

// A line of a page: where it begins, in points from the left and from the top.
struct PrintedLine {
    int x;
    int y;
    std::string text;
};

// ASCII only.
std::string make_pdf(const std::vector<std::vector<PrintedLine>>& pages);

}  // namespace mirrorgraph::test
