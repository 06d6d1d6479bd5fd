// The bodies known beforehand: their names in English and Chinese, acronyms, labels and parents.
//
// Units:   a body is known by its key, "miit"
// Errors:  load throws Error kInvalidData with file and row for a damaged table, kIo without it
// Owns:    its names
// Threads: immutable after loading; const methods may run at once
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ingest/recognise/lexicon/chinese_words.h"
#include "ingest/recognise/lexicon/name_trie.h"
#include "ingest/recognise/reading.h"

namespace mirrorgraph::ingest {

struct Body {
    std::string key;
    std::string label;
    std::string acronym;  // empty where there is none
    std::string name;
    std::string name_zh;
    std::vector<std::string> aliases;
    std::string parent;     // key of the body it is under; empty if none
    std::string successor;  // key of the body that followed it; empty if none
};

class Gazetteer {
  public:
    static Gazetteer load(const std::string& path, const WordClasses& classes);

    struct Match {
        const Body* body = nullptr;
        std::size_t end = 0;  // behind the last word
        bool is_acronym = false;
    };
    // False for nearly all words that no name of a body begins with.
    bool may_begin(const Word& word) const { return names_.may_begin(word); }
    // The longest name of a body that begins at words[first]: an acronym only where it is written as one.
    Match match(const Reading& reading, std::size_t first, std::size_t last) const;

    const Body* find(std::string_view key) const;
    // By acronym or any name, spelled in any way that name_key() takes for the same.
    const Body* find_name(std::string_view name) const;
    const std::vector<Body>& bodies() const { return bodies_; }

  private:
    void add_name(std::string_view name, std::uint32_t body, const WordClasses& classes);
    std::vector<Body> bodies_;
    std::vector<std::string> acronyms_;  // by body: the key of one that is one word of capitals, or nothing
    NameTrie names_;
    std::unordered_map<std::string, std::uint32_t> by_key_;
    std::unordered_map<std::string, std::uint32_t> by_name_;
};

// Marks the bodies of the gazetteer.
class GazetteerRecogniser : public Recogniser {
  public:
    GazetteerRecogniser(const Gazetteer& gazetteer, const ChineseWords& chinese)
        : gazetteer_(gazetteer), chinese_(chinese) {}
    void recognise(Reading& reading) const override;

  private:
    const Gazetteer& gazetteer_;
    const ChineseWords& chinese_;
};

// A mention of a known body: label, key, name and Chinese name.
Mention mention_of(const Body& body, double confidence);

}  // namespace mirrorgraph::ingest
