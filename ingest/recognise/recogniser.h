// Finds what a document names: standards, committees, agencies, organisations, policies and topics, as typed mentions.
//
// The recognisers run in a fixed order (identifiers, titles, gazetteer, names by their own form, then what the document
// itself has defined), each in its own file; reading.h is what they share.
//
// Units:   spans are bytes of Document::text
// Errors:  load throws Error kInvalidData with file and row for a damaged gazetteer, kIo without one; recognise never
//          throws but for want of memory
// Owns:    the gazetteer
// Threads: immutable after loading; recognise may run at once
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ingest/document.h"
#include "ingest/mention.h"

namespace mirrorgraph::ingest {

class ChineseWords;
class Gazetteer;
class Recogniser;
class WordClasses;

class Recognisers {
  public:
    // From data/gazetteer/ of the data folder.
    static std::shared_ptr<const Recognisers> load();
    static std::shared_ptr<const Recognisers> load(const std::string& folder);
    ~Recognisers();

    // In the order of the text, not overlapping but for names inside names: the Outline in "Action Plan for Implementing
    // the Outline", a committee in the name of its subcommittee. A mention that only refers back ("the Plan") carries
    // the key of what it refers to and the recogniser `anaphor`.
    std::vector<Mention> recognise(const Document& document) const;

    // Gives mentions of bodies that a registry names the label, key and names under which the gazetteer knows them.
    void name_known_bodies(std::vector<Mention>& mentions) const;

    const Gazetteer& gazetteer() const { return *gazetteer_; }

  private:
    Recognisers();
    std::unique_ptr<const WordClasses> classes_;
    std::unique_ptr<const ChineseWords> chinese_;
    std::unique_ptr<const Gazetteer> gazetteer_;
    std::vector<std::unique_ptr<const Recogniser>> steps_;
};

}  // namespace mirrorgraph::ingest
