#include "ingest/rules/notation/expression_program.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "schema/text/eight_bytes.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMaxSteps = 20000;
constexpr int kMaxCount = 0xFFFF;  // bytes of a text, rounds of a loop
constexpr std::size_t kManyOptions = 4;

struct Unwritten {};

// The bytes that a character of the class may begin with or go on with.
ByteSet bytes_of(const ExpressionClass& node) { return node.others ? node.set | ~kAsciiBytes : node.set; }

bool can_be_empty(const ExpressionNode& node);

bool can_be_empty(const ExpressionSequence& nodes) {
    return std::all_of(nodes.begin(), nodes.end(), [](const ExpressionNode& node) { return can_be_empty(node); });
}

bool can_be_empty(const ExpressionNode& node) {
    if (const auto* text = std::get_if<ExpressionText>(&node)) return text->text.empty();
    if (std::holds_alternative<ExpressionClass>(node)) return false;
    if (std::holds_alternative<ExpressionEdge>(node)) return true;
    if (const auto* repeat = std::get_if<ExpressionRepeat>(&node))
        return repeat->least == 0 || can_be_empty(repeat->body.front());
    const auto* part = std::get_if<ExpressionPart>(&node);
    const auto& options = (part == nullptr ? std::get<ExpressionChoice>(node) : *part->tree).options;
    return std::any_of(options.begin(), options.end(),
                       [](const ExpressionSequence& option) { return can_be_empty(option); });
}

// "x+" where x is one character.
const ExpressionClass* run_in(const ExpressionNode& node) {
    const auto* repeat = std::get_if<ExpressionRepeat>(&node);
    if (repeat == nullptr || repeat->lazy || repeat->least > 1 || repeat->most != ExpressionRepeat::kAny)
        return nullptr;
    return std::get_if<ExpressionClass>(&repeat->body.front());
}

// " " or " ?"; nullopt for anything else.
std::optional<bool> is_optional_blank(const ExpressionNode& node) {
    const auto* repeat = std::get_if<ExpressionRepeat>(&node);
    const bool optional = repeat != nullptr && repeat->least == 0 && repeat->most == 1 && !repeat->lazy;
    if (repeat != nullptr && !optional) return std::nullopt;
    const auto* text = std::get_if<ExpressionText>(repeat == nullptr ? &node : &repeat->body.front());
    if (text == nullptr || text->text != " " || text->begins_word || text->ends_word) return std::nullopt;
    return optional;
}

// The step of "(?:x+ ?){0,n}?" and its like, and x.
std::optional<std::pair<Step, ByteSet>> words_in(const ExpressionRepeat& node) {
    const auto* choice = std::get_if<ExpressionChoice>(&node.body.front());
    if (choice == nullptr || choice->group != 0 || choice->options.size() != 1 || !node.lazy || node.least != 0 ||
        node.most == ExpressionRepeat::kAny)
        return std::nullopt;
    const ExpressionSequence& parts = choice->options.front();
    if (parts.size() != 2) return std::nullopt;
    const bool blank_first = is_optional_blank(parts[0]).has_value();
    const auto optional = is_optional_blank(parts[blank_first ? 0 : 1]);
    const ExpressionClass* run = run_in(parts[blank_first ? 1 : 0]);
    if (!optional || run == nullptr || run->set.test(' ') || (blank_first && !*optional)) return std::nullopt;
    const auto* repeat = std::get_if<ExpressionRepeat>(&parts[blank_first ? 1 : 0]);
    if (repeat->least != 1) return std::nullopt;
    Step step;
    step.kind = StepKind::kWords;
    step.blank = blank_first ? Blank::kMayPrecede : *optional ? Blank::kMayFollow : Blank::kMustFollow;
    step.no_han = run->no_han;
    step.most = static_cast<std::uint16_t>(node.most);
    return std::pair(step, bytes_of(*run));
}

// Writes steps from the last to the first, so that each knows what follows it.
class StepWriter {
  public:
    ExpressionProgram run(const ExpressionChoice& tree) {
        program_.start = write(tree, add({}));
        for (Step& step : program_.steps) {
            if (step.kind != StepKind::kRun && step.kind != StepKind::kWords) continue;
            step.whole = (program_.look(step.next).bytes & program_.sets[step.set]).none();
        }
        tell_options_apart();
        std::vector<char> seen(program_.steps.size());
        look_later(program_.start, seen);
        program_.texts.append(sizeof(EightBytes), '\0');
        program_.later_bytes = table_of(program_.later.bytes);
        for (const ByteSet& set : program_.sets) program_.set_tables.push_back(table_of(set));
        return std::move(program_);
    }

  private:
    template <class Value, class Numbers>
    static std::uint32_t number_in(std::vector<Value>& values, Numbers& numbers, const Value& value) {
        const auto [at, fresh] = numbers.try_emplace(value, static_cast<std::uint32_t>(values.size()));
        if (fresh) values.push_back(value);
        return at->second;
    }
    std::uint32_t number_of(const ByteSet& set) { return number_in(program_.sets, sets_, set); }
    std::uint32_t number_of(const Look& look) {
        const std::uint32_t number = number_in(program_.looks, looks_, look);
        if (number < letters_.size()) return number;
        letters_.emplace_back();
        if (!look.end && look.bytes.count() == 1)
            letters_.back() = static_cast<unsigned char>(look.bytes._Find_first());
        return number;
    }

    std::uint32_t add(Step step) {
        if (program_.steps.size() >= kMaxSteps) throw Unwritten();
        step.look = find_look(step);
        step.at_word = is_at_word(step);
        program_.steps.push_back(step);
        return static_cast<std::uint32_t>(program_.steps.size() - 1);
    }

    // Of a loop it is not known, whose body is not written yet.
    bool is_at_word(const Step& step) const {
        const auto at_word = [this](std::uint32_t it) { return program_.steps[it].at_word; };
        switch (step.kind) {
            case StepKind::kText: return step.begins_word && is_word(program_.texts[step.text]);
            case StepKind::kSave: return at_word(step.next);
            case StepKind::kSplit: return step.next != step.other && at_word(step.next) && at_word(step.other);
            case StepKind::kChoice: {
                const auto first = program_.options.begin() + program_.choices[step.choice].first;
                return std::all_of(first, first + program_.choices[step.choice].count, at_word);
            }
            case StepKind::kCharacter:
            case StepKind::kRun:
            case StepKind::kWords:
            case StepKind::kBegin:
            case StepKind::kEnd:
            case StepKind::kBoundary:
            case StepKind::kMatch: break;
        }
        return false;
    }

    // Most steps begin with one letter, or as the step behind them does.
    std::uint32_t find_look(const Step& step) {
        switch (step.kind) {
            case StepKind::kSave:
            case StepKind::kBegin:
            case StepKind::kBoundary: return program_.steps[step.next].look;
            case StepKind::kText: {
                std::optional<std::uint32_t>& known =
                    letter_looks_[static_cast<unsigned char>(program_.texts[step.text])];
                if (!known) known = number_of(look_of(step));
                return *known;
            }
            case StepKind::kCharacter:
            case StepKind::kRun:
            case StepKind::kWords:
            case StepKind::kSplit:
            case StepKind::kChoice:
            case StepKind::kEnd:
            case StepKind::kMatch: break;
        }
        return number_of(look_of(step));
    }

    static Step step_to(StepKind kind, std::uint32_t next) {
        Step step;
        step.kind = kind;
        step.next = next;
        return step;
    }

    std::uint32_t add_split(std::uint32_t body, std::uint32_t behind, bool lazy) {
        Step step = step_to(StepKind::kSplit, lazy ? behind : body);
        step.other = lazy ? body : behind;
        return add(step);
    }

    std::uint32_t write(const ExpressionNode& node, std::uint32_t next) {
        return std::visit([&](const auto& part) { return write(part, next); },
                          static_cast<const ExpressionNode::variant&>(node));
    }

    std::uint32_t write(const ExpressionSequence& nodes, std::uint32_t next) {
        for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) next = write(*node, next);
        return next;
    }

    std::uint32_t write(const ExpressionText& node, std::uint32_t next) {
        if (node.text.size() > std::size_t{kMaxCount}) throw Unwritten();
        Step step = step_to(StepKind::kText, next);
        step.least = static_cast<std::uint16_t>(node.text.size());
        step.text = static_cast<std::uint32_t>(program_.texts.size());
        program_.texts += node.text;
        step.begins_word = node.begins_word;
        step.ends_word = node.ends_word;
        step.then_blank = node.then_blank;
        return add(step);
    }

    std::uint32_t write(const ExpressionClass& node, std::uint32_t next) {
        Step step = step_to(StepKind::kCharacter, next);
        step.set = number_of(bytes_of(node));
        step.no_han = node.no_han;
        return add(step);
    }

    std::uint32_t write(const ExpressionEdge& node, std::uint32_t next) {
        switch (node.kind) {
            case ExpressionEdge::kBegin: return add(step_to(StepKind::kBegin, next));
            case ExpressionEdge::kEnd: return add(step_to(StepKind::kEnd, next));
            case ExpressionEdge::kWord: break;
        }
        return add(step_to(StepKind::kBoundary, next));
    }

    std::uint32_t write(const ExpressionPart& node, std::uint32_t next) { return write(*node.tree, next); }

    std::uint32_t write(const ExpressionChoice& node, std::uint32_t next) {
        if (node.group == 0) return write_options(node, next);
        const auto slot = static_cast<std::uint32_t>(node.group) * 2;
        Step end = step_to(StepKind::kSave, next);
        end.slot = slot + 1;
        next = add(end);
        Step begin = step_to(StepKind::kSave, write_options(node, next));
        begin.slot = slot;
        return add(begin);
    }

    std::uint32_t write_options(const ExpressionChoice& node, std::uint32_t next) {
        if (node.options.size() == 1) return write(node.options.front(), next);
        if (node.options.size() >= kManyOptions) return write_choice(node, next);
        std::uint32_t at = 0;
        for (std::size_t i = node.options.size(); i-- > 0;) {
            const std::uint32_t option = write(node.options[i], next);
            at = i + 1 == node.options.size() ? option : add_split(option, at, false);
        }
        return at;
    }

    std::uint32_t write_choice(const ExpressionChoice& node, std::uint32_t next) {
        std::vector<std::uint32_t> options(node.options.size());
        for (std::size_t i = options.size(); i-- > 0;) options[i] = write(node.options[i], next);
        Step step = step_to(StepKind::kChoice, next);
        step.choice = static_cast<std::uint32_t>(program_.choices.size());
        program_.choices.push_back(
            {static_cast<std::uint32_t>(program_.options.size()), static_cast<std::uint32_t>(options.size()), 0});
        program_.options.insert(program_.options.end(), options.begin(), options.end());
        return add(step);
    }

    // When all looks are known: those of a loop grow while it is written.
    void tell_options_apart() {
        std::map<std::vector<std::uint32_t>, std::uint32_t> known;  // by the looks of the options
        for (Choice& choice : program_.choices) {
            std::vector<std::uint32_t> looks;
            for (std::uint32_t i = 0; i < choice.count; ++i)
                looks.push_back(program_.steps[program_.options[choice.first + i]].look);
            const auto [at, fresh] = known.try_emplace(looks, static_cast<std::uint32_t>(program_.tables.size()));
            if (fresh) program_.tables.push_back(table_of(looks));
            choice.table = at->second;
        }
    }

    using SetWords = std::array<std::uint64_t, 4>;
    static SetWords words_of(const ByteSet& set) { return std::bit_cast<SetWords>(set); }

    // Eight bits become eight bytes at once.
    static ByteTable table_of(const ByteSet& set) {
        static_assert(sizeof(bool) == 1);
        const SetWords words = words_of(set);
        ByteTable table{};
        for (std::size_t byte = 0; byte < table.size(); byte += 8) {
            const std::uint64_t bits = words[byte / 64] >> (byte % 64) & 0xFF;
            const EightBytes each = bits * eight(1) & 0x8040201008040201;
            store_eight((each + eight(0x7F)) >> 7 & eight(1), reinterpret_cast<char*>(table.data() + byte));
        }
        return table;
    }

    // Most options begin with one letter: those are sorted by it, and only the others asked about every byte.
    OptionTable table_of(const std::vector<std::uint32_t>& looks) const {
        constexpr std::uint16_t kNone = 0xFFFF;
        OptionTable table;
        std::array<std::uint16_t, 256> first{};  // option that begins with the byte alone
        first.fill(kNone);
        std::vector<std::uint16_t> next(looks.size());
        std::vector<std::uint16_t> others;
        for (std::size_t i = looks.size(); i-- > 0;) {
            const auto option = static_cast<std::uint16_t>(i);
            const std::optional<unsigned char> letter = letters_[looks[i]];
            if (letter) {
                next[i] = std::exchange(first[*letter], option);
            } else {
                others.push_back(option);
            }
        }
        std::reverse(others.begin(), others.end());
        const auto range_of = [&](std::uint16_t with_letter, const auto& may_begin) {
            const auto begin = static_cast<std::uint32_t>(table.options.size());
            auto other = others.begin();
            const auto add_others_before = [&](std::size_t end) {
                for (; other != others.end() && *other < end; ++other) {
                    if (may_begin(program_.looks[looks[*other]])) table.options.push_back(*other);
                }
            };
            for (; with_letter != kNone; with_letter = next[with_letter]) {
                add_others_before(with_letter);
                table.options.push_back(with_letter);
            }
            add_others_before(looks.size());
            const auto size = static_cast<std::uint32_t>(table.options.size());
            const auto is_it = [&](const OptionTable::Range& range) {
                return std::equal(table.options.begin() + begin, table.options.end(),
                                  table.options.begin() + range.begin, table.options.begin() + range.end);
            };
            if (!table.ranges.empty() && is_it(table.ranges.back())) {
                table.options.resize(begin);
            } else {
                table.ranges.push_back({begin, size});
            }
            return static_cast<std::uint16_t>(table.ranges.size() - 1);
        };
        table.ranges.push_back({0, 0});
        ByteSet any;
        for (const std::uint16_t i : others) any |= program_.looks[looks[i]].bytes;
        for (std::size_t byte = 0; byte < table.range_of.size(); ++byte) {
            if (first[byte] == kNone && !any.test(byte)) continue;
            const auto begins = [&](const Look& look) { return look.bytes.test(byte); };
            table.range_of[byte] = range_of(first[byte], begins);
        }
        table.at_end = range_of(kNone, [](const Look& look) { return look.end; });
        return table;
    }

    std::uint32_t write(const ExpressionRepeat& node, std::uint32_t next) {
        if (node.least > kMaxCount || node.most > kMaxCount) throw Unwritten();
        if (const auto words = words_in(node)) {
            Step step = words->first;
            step.set = number_of(words->second);
            step.next = next;
            step.memory = program_.memories++;
            return add(step);
        }
        const ExpressionNode& body = node.body.front();
        if (const auto* run = std::get_if<ExpressionClass>(&body);
            run != nullptr && !node.lazy && node.least <= 1 && node.most == ExpressionRepeat::kAny) {
            Step step = step_to(StepKind::kRun, next);
            step.set = number_of(bytes_of(*run));
            step.no_han = run->no_han;
            step.least = static_cast<std::uint16_t>(node.least);
            return add(step);
        }
        if (node.most == ExpressionRepeat::kAny) {
            next = write_loop(node, next);
        } else {
            const std::uint32_t behind = next;
            for (int i = node.least; i < node.most; ++i) next = add_split(write(body, next), behind, node.lazy);
        }
        for (int i = 0; i < node.least - (node.most == ExpressionRepeat::kAny ? 1 : 0); ++i) next = write(body, next);
        return next;
    }

    // "x+", or "x*" where least is 0.
    std::uint32_t write_loop(const ExpressionRepeat& node, std::uint32_t next) {
        const ExpressionNode& body = node.body.front();
        const std::uint32_t loop = add_split(next, next, node.lazy);
        program_.steps[loop].memory = program_.memories++;
        if (can_be_empty(body)) throw Unwritten();
        const std::uint32_t first = write(body, loop);
        (node.lazy ? program_.steps[loop].other : program_.steps[loop].next) = first;
        find_looks_from(loop);
        return node.least > 0 ? first : loop;
    }

    // The steps of a loop lead back to it.
    void find_looks_from(std::uint32_t loop) {
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t i = loop; i < program_.steps.size(); ++i) {
                const StepKind kind = program_.steps[i].kind;
                const bool settled = kind == StepKind::kText || kind == StepKind::kCharacter;
                if (settled || program_.steps[i].at_word) continue;
                const std::uint32_t look = find_look(program_.steps[i]);
                changed = changed || look != program_.steps[i].look;
                program_.steps[i].look = look;
            }
        }
    }

    Look look_of(const Step& step) const {
        if (step.kind == StepKind::kMatch) return {ByteSet().set(), true};
        const Look& next = program_.look(step.next);
        switch (step.kind) {
            case StepKind::kText: {
                Look look;
                look.bytes.set(static_cast<unsigned char>(program_.texts[step.text]));
                return look;
            }
            case StepKind::kCharacter: return {program_.sets[step.set], false};
            case StepKind::kRun:
                return step.least > 0 ? Look{program_.sets[step.set], false}
                                      : Look{program_.sets[step.set] | next.bytes, next.end};
            case StepKind::kWords: {
                Look look{program_.sets[step.set] | next.bytes, next.end};
                if (step.blank == Blank::kMayPrecede) look.bytes.set(' ');
                return look;
            }
            case StepKind::kSplit: {
                const Look& other = program_.look(step.other);
                return {next.bytes | other.bytes, next.end || other.end};
            }
            case StepKind::kChoice: {
                Look look;
                const Choice& choice = program_.choices[step.choice];
                for (std::uint32_t i = 0; i < choice.count; ++i) {
                    const Look& option = program_.look(program_.options[choice.first + i]);
                    look.bytes |= option.bytes;
                    look.end = look.end || option.end;
                }
                return look;
            }
            case StepKind::kSave:
            case StepKind::kBegin:
            case StepKind::kBoundary: return next;
            case StepKind::kEnd: return {{}, next.end};
            case StepKind::kMatch: break;
        }
        return {ByteSet().set(), true};
    }

    // Adds what `at` leads to without asking for the beginning of the text.
    void look_later(std::uint32_t at, std::vector<char>& seen) {
        if (std::exchange(seen[at], 1) != 0) return;
        const Step& step = program_.steps[at];
        const bool goes_on = step.kind == StepKind::kSave || step.kind == StepKind::kBoundary ||
                             (step.kind == StepKind::kRun && step.least == 0) || step.kind == StepKind::kWords;
        switch (step.kind) {
            case StepKind::kBegin: return;
            case StepKind::kSplit:
                look_later(step.next, seen);
                look_later(step.other, seen);
                return;
            case StepKind::kChoice: {
                const Choice& choice = program_.choices[step.choice];
                for (std::uint32_t i = 0; i < choice.count; ++i) look_later(program_.options[choice.first + i], seen);
                return;
            }
            case StepKind::kRun:
            case StepKind::kWords: program_.later.bytes |= program_.sets[step.set]; break;
            case StepKind::kText:
            case StepKind::kCharacter:
            case StepKind::kEnd:
            case StepKind::kMatch:
                program_.later.bytes |= program_.look(at).bytes;
                program_.later.end = program_.later.end || program_.look(at).end;
                break;
            case StepKind::kSave:
            case StepKind::kBoundary: break;
        }
        if (step.kind == StepKind::kWords && step.blank == Blank::kMayPrecede) program_.later.bytes.set(' ');
        if (goes_on) look_later(step.next, seen);
    }

    struct HashSet {
        std::size_t operator()(const ByteSet& set) const {
            std::uint64_t hash = 0;
            for (const std::uint64_t word : words_of(set)) hash = (hash ^ word ^ hash >> 32) * 0x9E3779B97F4A7C15U;
            return hash ^ hash >> 32;
        }
    };
    struct HashLook {
        std::size_t operator()(const Look& look) const { return HashSet()(look.bytes) + (look.end ? 1 : 0); }
    };

    ExpressionProgram program_;
    std::array<std::optional<std::uint32_t>, 256> letter_looks_;
    std::vector<std::optional<unsigned char>> letters_;  // parallel to the looks: all that one begins with
    std::unordered_map<ByteSet, std::uint32_t, HashSet> sets_;
    std::unordered_map<Look, std::uint32_t, HashLook> looks_;
};

}  // namespace

std::optional<ExpressionProgram> compile_expression(const ExpressionChoice& tree) {
    try {
        return StepWriter().run(tree);
    } catch (const Unwritten&) {
        return std::nullopt;
    }
}

}  // namespace mirrorgraph::ingest
