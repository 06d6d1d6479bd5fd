// The one seam for libyaml.
#include "schema/files/yaml_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml.h>

#include <algorithm>
#include <charconv>
#include <new>

#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Makes the tree of one file out of the events of libyaml.
class TreeReader {
  public:
    TreeReader(const YamlFile& file, const std::string& remedy)
        : file_(file), remedy_(remedy), begin_(file.content().starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0) {
        if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
        const std::string_view text = file.content().substr(begin_);
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
        byte_ = begin_;
    }
    ~TreeReader() {
        yaml_event_delete(&event_);
        yaml_parser_delete(&parser_);
    }
    TreeReader(const TreeReader&) = delete;
    TreeReader& operator=(const TreeReader&) = delete;

    YamlNode read() {
        next();  // the stream begins
        next();
        YamlNode root;
        root.plain = true;
        if (event_.type == YAML_STREAM_END_EVENT) return root;
        next();
        root = node(0);
        next();  // the document ends
        next();
        if (event_.type != YAML_STREAM_END_EVENT) {
            file_.fail(here(), "a second document begins", "write it into a file of its own");
        }
        return root;
    }

  private:
    void next() {
        yaml_event_delete(&event_);
        if (yaml_parser_parse(&parser_, &event_) != 0) return;
        if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
        const std::size_t at =
            parser_.error == YAML_READER_ERROR ? begin_ + parser_.problem_offset : byte_at(parser_.problem_mark);
        file_.fail(one_byte(at), parser_.problem, remedy_);
    }

    // The node that begins with the event at hand; its last event is then at hand.
    YamlNode node(std::size_t depth) {
        if (depth > kMaxYamlDepth) {
            throw Error(ErrorCode::kLimit, fmt::format("more than {} levels stand in each other", kMaxYamlDepth),
                        "write it flatter")
                .at(file_.path(), file_.content(), here());
        }
        YamlNode node;
        node.span = here();
        node.line = event_.start_mark.line + 1;
        switch (event_.type) {
            case YAML_SCALAR_EVENT:
                refuse_anchor(event_.data.scalar.anchor);
                node.text.assign(reinterpret_cast<const char*>(event_.data.scalar.value), event_.data.scalar.length);
                node.plain = event_.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
                node.span.end = std::max(node.span.end, byte_at(event_.end_mark));
                break;
            case YAML_SEQUENCE_START_EVENT:
                refuse_anchor(event_.data.sequence_start.anchor);
                node.kind = YamlNode::Kind::kSequence;
                for (next(); event_.type != YAML_SEQUENCE_END_EVENT; next()) {
                    node.items.push_back(this->node(depth + 1));
                }
                break;
            case YAML_MAPPING_START_EVENT:
                refuse_anchor(event_.data.mapping_start.anchor);
                node.kind = YamlNode::Kind::kMap;
                for (next(); event_.type != YAML_MAPPING_END_EVENT; next()) {
                    YamlNode key = this->node(depth + 1);
                    next();
                    node.entries.push_back({std::move(key), this->node(depth + 1)});
                }
                break;
            default: file_.fail(here(), "an alias is not read", "write out what it stands for");
        }
        return node;
    }

    void refuse_anchor(const yaml_char_t* anchor) {
        if (anchor != nullptr) file_.fail(here(), "an anchor is not read", "write out what its aliases stand for");
    }

    Span here() { return one_byte(byte_at(event_.start_mark)); }

    Span one_byte(std::size_t at) const {
        const std::size_t size = file_.content().size();
        return {std::min(at, size), std::min(at + 1, size)};
    }

    // libyaml counts code points. Marks come nearly in their order, so that the count goes on from the last one.
    std::size_t byte_at(const yaml_mark_t& mark) {
        if (mark.index < character_) {
            character_ = 0;
            byte_ = begin_;
        }
        const std::string_view text = file_.content();
        while (character_ < mark.index && byte_ < text.size()) {
            do {
                ++byte_;
            } while (byte_ < text.size() && (static_cast<unsigned char>(text[byte_]) & 0xC0U) == 0x80U);
            ++character_;
        }
        return byte_;
    }

    const YamlFile& file_;
    const std::string& remedy_;
    std::size_t begin_;
    std::size_t character_ = 0;  // code points before byte_
    std::size_t byte_ = 0;
    yaml_parser_t parser_{};
    yaml_event_t event_{};
};

}  // namespace

std::optional<double> YamlNode::number() const {
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value);
    if (kind != Kind::kScalar || !plain || fault != std::errc() || stop != end) return std::nullopt;
    return value;
}

std::optional<bool> YamlNode::boolean() const {
    if (kind != Kind::kScalar || !plain) return std::nullopt;
    if (text == "true") return true;
    if (text == "false") return false;
    return std::nullopt;
}

const YamlNode* YamlNode::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key.kind == Kind::kScalar && entry.key.text == key) return &entry.value;
    }
    return nullptr;
}

YamlFile::YamlFile(const std::string& path, std::string_view content, const std::string& remedy)
    : path_(path), content_(content) {
    if (content.size() > kMaxYamlBytes) {
        throw Error(ErrorCode::kLimit, fmt::format("{}: more than {} MB", path, kMaxYamlBytes >> 20), "split it");
    }
    if (const auto bad = find_invalid_utf8(content)) fail({*bad, *bad + 1}, "not UTF-8", "save the file as UTF-8");
    root_ = TreeReader(*this, remedy).read();
}

void YamlFile::fail(const YamlNode& node, const std::string& message, std::string remedy) const {
    fail(node.span, message, std::move(remedy));
}

void YamlFile::fail(Span at, const std::string& message, std::string remedy) const {
    throw Error(ErrorCode::kInvalidData, message, std::move(remedy)).at(path_, content_, at);
}

void YamlFile::check_keys(const YamlNode& node, std::initializer_list<const char*> known, const char* what) const {
    if (!node.is_map()) fail(node, fmt::format("{} must be a map of keys and values", what));
    std::vector<std::string_view> seen;
    for (const YamlNode::Entry& entry : node.entries) {
        if (!entry.key.is_text()) fail(entry.key, "a key must be a text", "write it in 'single quotes'");
        const std::string& key = entry.key.text;
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            const std::vector<std::string> names(known.begin(), known.end());
            fail(entry.key, fmt::format("{} has no key '{}'{}", what, key, did_you_mean(key, names)),
                 fmt::format("keys are {}", fmt::join(names, ", ")));
        }
        if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
            fail(entry.key, fmt::format("the key '{}' stands twice", key), "remove one of them");
        }
        seen.push_back(key);
    }
}

}  // namespace mirrorgraph
