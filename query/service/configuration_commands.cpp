#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>

#include "query/service/configuration.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

// What a file may set: options by their long names.
std::vector<std::string> names_of(const CLI::App& command, const std::vector<std::string>& flags_only) {
    std::vector<std::string> out;
    for (const CLI::Option* option : command.get_options({})) {
        for (const std::string& name : option->get_lnames()) {
            if (std::find(flags_only.begin(), flags_only.end(), name) == flags_only.end()) out.push_back(name);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

// CLI11's words without the flag that they begin with: the place is shown.
std::string without_flag(const std::string& message, const std::string& name) {
    const std::string prefix = "--" + name + ": ";
    return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

void give(CLI::Option& option, const Setting& setting) {
    for (const Setting::Place& value : setting.values) option.add_result(value.text);
    option.run_callback();
}

}  // namespace

void apply_configuration(const Configuration& configuration, CLI::App& command,
                         const std::vector<std::string>& flags_only) {
    const std::vector<std::string> known = names_of(command, flags_only);
    for (const Setting& setting : configuration.settings) {
        const std::string& name = setting.name.text;
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw Error(ErrorCode::kInvalidData, fmt::format("unknown setting '{}'{}", name, did_you_mean(name, known)),
                        fmt::format("settings are {}", fmt::join(known, ", ")))
                .at(configuration.path, configuration.text, setting.name.span);
        }
        CLI::Option& option = *command.get_option("--" + name);
        if (option.count() > 0 || setting.values.empty()) continue;
        try {
            give(option, setting);
        } catch (const CLI::Error& fault) {
            throw Error(ErrorCode::kInvalidData, without_flag(fault.what(), name),
                        fmt::format("'mirrorgraph {} --help' tells what --{} takes", command.get_name(), name))
                .at(configuration.path, configuration.text, setting.values.front().span);
        }
    }
}

}  // namespace mirrorgraph
