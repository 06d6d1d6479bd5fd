// What the notes of tasks share at a terminal: styles, names with what else a thing is called, text that keeps to the
// width, and sources as numbered footnotes.
//
// Units:   widths are terminal columns
// Owns:    the footnotes; the snapshot must outlive it
// Threads: one thread
#pragma once

#include <iosfwd>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/snapshot/snapshot.h"

namespace mirrorgraph::query {

inline constexpr std::string_view kBold = "\033[1m";
inline constexpr std::string_view kDim = "\033[2m";

// "87 %".
std::string percent(double part);

// "1 policy", "3 policies".
std::string counted(std::size_t count, std::string_view what);

class NoteText {
  public:
    NoteText(const Snapshot& snapshot, std::size_t width, bool color, bool evidence)
        : snapshot_(snapshot), width_(width < kNarrowest ? kNarrowest : width), color_(color), evidence_(evidence) {}

    std::size_t width() const { return width_; }
    std::string styled(std::string_view style, std::string_view text) const;

    // The name, then title and Chinese name as far as the line has room behind `taken` columns; `name_style` for the
    // name. A standard without a title of its own takes that of one of its other forms, else of its series;
    // titles that sources disagree on stand side by side.
    std::string name_and_titles(NodeId node, std::size_t taken, std::string_view name_style = {},
                                std::span<const NodeId> other_forms = {}) const;

    // " [3]" for the evidence of a relationship; "" where it has none or none is wanted.
    std::string cite(RelationshipId relationship);
    std::string cite(NodeId node);
    // One footnote for them all: how many places of which documents.
    std::string cite(const std::vector<RelationshipId>& relationships);

    // Paragraphs of `text`, the first line behind `first`, the others behind `other`.
    void write_wrapped(std::ostream& out, std::string_view text, const std::string& first,
                       const std::string& other) const;

    // A line of its own, indented, with a capital and a full stop.
    void write_sentence(std::ostream& out, std::string sentence) const;

    // All footnotes, in order of first citation, under a heading.
    void write_sources(std::ostream& out) const;

  private:
    static constexpr std::size_t kNarrowest = 40;
    std::string title_of(NodeId node, std::span<const NodeId> other_forms) const;
    struct Source {
        std::string place;
        std::string quote;
    };
    std::string mark(Source source);
    std::string cite_list(const EvidenceList& evidence);
    Source source_of(const EvidenceList& evidence) const;

    const Snapshot& snapshot_;
    std::size_t width_;
    bool color_;
    bool evidence_;
    std::vector<Source> sources_;
    std::map<std::pair<std::string, std::string>, std::size_t> numbers_;
};

}  // namespace mirrorgraph::query
