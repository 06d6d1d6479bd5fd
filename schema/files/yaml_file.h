// A YAML file as a tree in which every node knows its place, so that what is wrong in it can be shown there.
//
// Errors:  Error kInvalidData at its place for what is not UTF-8 or not YAML, for an anchor or alias, and for a second
//          document; kLimit for a file of more than kMaxYamlBytes or nodes nested deeper than kMaxYamlDepth
// Owns:    the tree; a YamlFile refers to the path and the text that it was made of
// Threads: distinct files may be read at once; a file that has been read may be used by all threads
// Source:  YAML 1.1 as libyaml reads it, without anchors, aliases and tags' meanings
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"

namespace mirrorgraph {

inline constexpr std::size_t kMaxYamlBytes = std::size_t{4} << 20;
inline constexpr std::size_t kMaxYamlDepth = 64;

struct YamlNode {
    enum class Kind { kScalar, kSequence, kMap };
    struct Entry;

    Kind kind = Kind::kScalar;
    bool plain = false;           // of a scalar: it stands without quotes
    std::string text;             // of a scalar
    Span span;                    // bytes of the file; of a sequence or map the first one
    std::size_t line = 1;         // 1-based
    std::vector<YamlNode> items;  // of a sequence
    std::vector<Entry> entries;   // of a map, in their order; keys may repeat

    bool is_sequence() const { return kind == Kind::kSequence; }
    bool is_map() const { return kind == Kind::kMap; }
    bool is_null() const { return kind == Kind::kScalar && plain && (text.empty() || text == "~" || text == "null"); }
    bool is_text() const { return kind == Kind::kScalar && !is_null(); }
    std::optional<double> number() const;  // of a plain scalar that is one
    std::optional<bool> boolean() const;   // of a plain 'true' or 'false'

    // The value of a map's first `key`; null where there is none.
    const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Entry {
    YamlNode key;
    YamlNode value;
};

class YamlFile {
  public:
    // `path` is what messages name, `remedy` what those about bad YAML advise.
    YamlFile(const std::string& path, std::string_view content, const std::string& remedy);

    const YamlNode& root() const { return root_; }  // null for an empty file
    const std::string& path() const { return path_; }
    std::string_view content() const { return content_; }

    [[noreturn]] void fail(const YamlNode& node, const std::string& message, std::string remedy = {}) const;
    [[noreturn]] void fail(Span at, const std::string& message, std::string remedy = {}) const;

    // Fails where `node` is not a map, or has a key that is not one of `known` or stands twice; `what` names the node.
    void check_keys(const YamlNode& node, std::initializer_list<const char*> known, const char* what) const;

  private:
    const std::string& path_;
    std::string_view content_;
    YamlNode root_;
};

}  // namespace mirrorgraph
