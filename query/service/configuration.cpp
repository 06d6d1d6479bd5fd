#include "query/service/configuration.h"

#include <fmt/core.h>

#include "schema/files/read_file.h"
#include "schema/files/yaml_file.h"

namespace mirrorgraph {

namespace {

constexpr const char* kShape = "a line holds 'name: value', or 'name: [value, value]'; a comment begins with '#'";

class Reader {
  public:
    explicit Reader(Configuration& out) : out_(out), file_(out.path, out.text, kShape) {}

    void read() {
        const YamlNode& root = file_.root();
        if (root.is_null()) return;
        if (!root.is_map()) file_.fail(root, "a configuration holds names and values", kShape);
        for (const auto& [name, value] : root.entries) add(name, value);
    }

  private:
    Setting::Place scalar(const YamlNode& node) const {
        if (node.kind != YamlNode::Kind::kScalar) file_.fail(node, "here stands one value", kShape);
        return {node.text, node.span};
    }

    void add(const YamlNode& key, const YamlNode& value) {
        Setting setting{scalar(key), {}};
        for (const Setting& other : out_.settings) {
            if (other.name.text == setting.name.text) {
                file_.fail(key, fmt::format("'{}' is set twice", other.name.text),
                           "several values of one setting stand in one list: [a, b]");
            }
        }
        if (value.is_null()) {
            file_.fail(key, fmt::format("'{}' has no value", setting.name.text),
                       "give one behind the colon and a blank, or put '#' before the line");
        }
        if (value.is_sequence()) {
            for (const YamlNode& item : value.items) setting.values.push_back(scalar(item));
        } else {
            setting.values.push_back(scalar(value));
        }
        out_.settings.push_back(std::move(setting));
    }

    Configuration& out_;
    YamlFile file_;
};

}  // namespace

Configuration read_configuration(const std::string& path) {
    Configuration out;
    out.path = path;
    out.text = read_file(path);
    Reader(out).read();
    return out;
}

}  // namespace mirrorgraph
