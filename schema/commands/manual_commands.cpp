// What the program says of itself: completion for shells and the manual page, both made of the commands as they are.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>
#include <vector>

#include "schema/commands/command_line.h"

namespace mirrorgraph {

namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    std::vector<const CLI::App*> out;
    for (const CLI::App* command : app.get_subcommands({})) {
        if (!command->get_name().empty()) out.push_back(command);
    }
    return out;
}

std::vector<std::string> flags_of(const CLI::Option& option) {
    std::vector<std::string> out;
    for (const std::string& name : option.get_snames()) out.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) out.push_back("--" + name);
    return out;
}

// The words that an option accepts, where it says so: "TEXT:{table,json}".
std::vector<std::string> choices_of(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const std::size_t open = type.find('{');
    const std::size_t close = type.find('}', open == std::string::npos ? 0 : open);
    if (open == std::string::npos || close == std::string::npos) return {};
    return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

std::string join(const std::vector<std::string>& words, std::string_view separator) {
    return fmt::format("{}", fmt::join(words, separator));
}

std::string all_flags(const CLI::App& command) {
    std::vector<std::string> out;
    for (const CLI::Option* option : command.get_options({})) {
        for (std::string& flag : flags_of(*option)) out.push_back(std::move(flag));
    }
    std::sort(out.begin(), out.end());
    return join(out, " ");
}

// bash completes options, their choices and file names; zsh reads the same through bashcompinit.
void write_completion(const CLI::App& app, bool zsh, std::ostream& out) {
    std::vector<std::string> names;
    for (const CLI::App* command : commands_of(app)) names.push_back(command->get_name());
    if (zsh) out << "#compdef mirrorgraph\nautoload -U +X bashcompinit && bashcompinit\n";
    out << "_mirrorgraph() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} "
           "words=\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        << fmt::format("        words='{} {}'\n", join(names, " "), all_flags(app))
        << "    else\n        case \"$command $previous\" in\n";
    for (const CLI::App* command : commands_of(app)) {
        for (const CLI::Option* option : command->get_options({})) {
            const std::vector<std::string> choices = choices_of(*option);
            if (choices.empty()) continue;
            for (const std::string& flag : flags_of(*option)) {
                out << fmt::format("            '{} {}') words='{}' ;;\n", command->get_name(), flag,
                                   join(choices, " "));
            }
        }
    }
    out << "            *)\n                if [[ $current == -* ]]; then\n                    case \"$command\" in\n";
    for (const CLI::App* command : commands_of(app)) {
        out << fmt::format("                        {}) words='{}' ;;\n", command->get_name(), all_flags(*command));
    }
    out << "                    esac\n                fi ;;\n        esac\n    fi\n"
           "    if [ -n \"$words\" ]; then mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
           "    else mapfile -t COMPREPLY < <(compgen -f -- \"$current\"); fi\n"
           "}\n"
           "complete -o filenames -F _mirrorgraph mirrorgraph\n";
}

// Text that roff would read as a request or an escape is kept as text.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
            out += std::string("\\&") + c;
        else
            out += c;
    }
    return out;
}

void write_options(const CLI::App& command, std::ostream& out) {
    for (const CLI::Option* option : command.get_options({})) {
        const std::vector<std::string> flags = flags_of(*option);
        const std::string name = flags.empty() ? option->get_name() : join(flags, ", ");
        const std::vector<std::string> choices = choices_of(*option);
        const std::string value = option->get_items_expected_max() == 0 || flags.empty() ? ""
                                  : choices.empty()                                      ? "value"
                                                                                         : join(choices, "|");
        out << fmt::format(".TP\n.B {}{}\n{}\n", roff(name), value.empty() ? "" : " \\fI" + roff(value) + "\\fR",
                           roff(option->get_description()));
    }
}

void write_manual(const CLI::App& app, std::ostream& out) {
    out << ".TH MIRRORGRAPH 1 \"\" \"mirrorgraph " MIRRORGRAPH_VERSION "\" \"User Commands\"\n"
        << ".SH NAME\nmirrorgraph \\- " << roff(app.get_description()) << "\n.SH SYNOPSIS\n.B mirrorgraph\n.I command\n"
        << "[\\fIoptions\\fR]\n.SH OPTIONS\n";
    write_options(app, out);
    out << ".SH COMMANDS\n";
    for (const CLI::App* command : commands_of(app)) {
        out << fmt::format(".SS {}\n{}\n", roff(command->get_name()), roff(command->get_description()));
        write_options(*command, out);
        if (!command->get_footer().empty()) out << ".PP\n.nf\n" << roff(command->get_footer()) << "\n.fi\n";
    }
    out << ".SH EXIT STATUS\n0 done, 1 failure, 2 wrong usage, 3 nothing found, 4 invalid data, 5 limit reached.\n"
           ".SH ENVIRONMENT\n.TP\n.B MIRRORGRAPH_DATA\nfolder of schema, rules and gazetteer\n.TP\n.B NO_COLOR\n"
           "no colours, when set\n";
}

}  // namespace

void add_manual_commands(CLI::App& app, Console& console) {
    CLI::App* completion = app.add_subcommand("completion", "Print completion for a shell");
    auto shell = std::make_shared<std::string>();
    completion->add_option("shell", *shell, "bash or zsh")->required()->check(CLI::IsMember({"bash", "zsh"}));
    completion->footer("  source <(mirrorgraph completion bash)");
    completion->callback([&app, &console, shell] { write_completion(app, *shell == "zsh", console.out); });
    CLI::App* manual = app.add_subcommand("man", "Print the manual page");
    manual->footer("  mirrorgraph man | man -l -");
    manual->callback([&app, &console] { write_manual(app, console.out); });
}

}  // namespace mirrorgraph
