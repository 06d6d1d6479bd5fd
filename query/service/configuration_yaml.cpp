#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>

#include "query/service/configuration.h"

namespace mirrorgraph {

namespace {

constexpr const char* kShape = "a line holds 'name: value', or 'name: [value, value]'; a comment begins with '#'";

class Reader {
  public:
    explicit Reader(Configuration& out) : out_(out) {}

    void read() {
        try {
            const YAML::Node root = YAML::Load(out_.text);
            if (root.IsNull()) return;
            if (!root.IsMap()) fail({0, 1}, "a configuration holds names and values", kShape);
            for (const auto& pair : root) add(pair.first, pair.second);
        } catch (const YAML::Exception& fault) {
            fail(span(fault.mark, 1), fault.msg, kShape);
        }
    }

  private:
    [[noreturn]] void fail(Span at, const std::string& message, const std::string& remedy) const {
        throw Error(ErrorCode::kInvalidData, message, remedy).at(out_.path, out_.text, at);
    }

    static Span span(const YAML::Mark& mark, std::size_t size) {
        const auto begin = static_cast<std::size_t>(std::max(mark.pos, 0));
        return {begin, begin + std::max<std::size_t>(size, 1)};
    }

    Setting::Place scalar(const YAML::Node& node) const {
        if (!node.IsScalar()) fail(span(node.Mark(), 1), "here stands one value", kShape);
        const std::string& text = node.Scalar();
        return {text, span(node.Mark(), text.size())};
    }

    void add(const YAML::Node& key, const YAML::Node& value) {
        Setting setting{scalar(key), {}};
        for (const Setting& other : out_.settings) {
            if (other.name.text == setting.name.text) {
                fail(setting.name.span, fmt::format("'{}' is set twice", other.name.text),
                     "several values of one setting stand in one list: [a, b]");
            }
        }
        if (value.IsNull()) {
            fail(setting.name.span, fmt::format("'{}' has no value", setting.name.text),
                 "give one behind the colon and a blank, or put '#' before the line");
        }
        if (value.IsSequence()) {
            for (const YAML::Node& item : value) setting.values.push_back(scalar(item));
        } else {
            setting.values.push_back(scalar(value));
        }
        out_.settings.push_back(std::move(setting));
    }

    Configuration& out_;
};

}  // namespace

Configuration read_configuration(const std::string& path) {
    Configuration out;
    out.path = path;
    std::ifstream in(path, std::ios::binary);
    out.text.assign(std::istreambuf_iterator<char>(in), {});
    if (!in) throw Error(ErrorCode::kIo, fmt::format("the configuration '{}' cannot be read", path));
    Reader(out).read();
    return out;
}

}  // namespace mirrorgraph
