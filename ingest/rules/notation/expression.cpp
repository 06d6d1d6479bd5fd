#include "ingest/rules/notation/expression.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <vector>

#include "ingest/rules/notation/expression_program.h"
#include "schema/text/eight_bytes.h"
#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kMaxGroups = 16;
constexpr std::size_t kFits = 1 << 14;         // bytes of an expression that is never too large
constexpr std::size_t kLongestWalk = 1 << 14;  // bytes; longer texts are RE2's
constexpr std::size_t kStepsPerByte = 400;

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// What a walk leaves behind to return to, kept between walks so that its memory is not asked for anew.
struct Scratch {
    struct Return {
        enum Kind : std::uint8_t { kStep, kOption, kGroup, kShorter, kMoreWords } kind;
        std::uint32_t step;   // kGroup: the slot
        std::uint32_t place;  // kGroup: what stood there
        // kShorter: the lowest place; kMoreWords: how many words there are; kOption: which.
        std::uint32_t least;
    };
    std::vector<Return> returns;
    std::vector<std::uint64_t> dead_ends;
};

class Walk {
  public:
    enum class Outcome { kMatch, kNone, kTooLong };

    Walk(const ExpressionProgram& program, std::string_view text, Scratch& scratch, std::size_t groups)
        : program_(program),
          steps_(program.steps.data()),
          looks_(program.looks.data()),
          text_(text),
          size_(static_cast<std::uint32_t>(text.size())),
          slots_wanted_(groups * 2),
          returns_(scratch.returns),
          stack_(returns_.data()),
          dead_ends_(scratch.dead_ends) {
        slots_.fill(kNowhere);
        dead_ends_.assign((std::size_t{program.memories} * (size_ + 1) + 63) / 64, 0);
        steps_left_ = (text.size() + 16) * kStepsPerByte;
    }

    Outcome search(std::size_t from, std::size_t latest) {
        auto begin = static_cast<std::uint32_t>(from);
        if (begin == 0 && may_stand(program_.start, 0) && !(size_ > 0 && is_inside_character(text_[0]))) {
            const Outcome outcome = walk(0);
            if (outcome != Outcome::kNone) return begun_at(0, outcome);
        }
        const Look& first = program_.later;
        if (first.bytes.none() && !first.end) return Outcome::kNone;
        const bool words_only = steps_[program_.start].at_word;
        const auto last = static_cast<std::uint32_t>(std::min<std::size_t>(latest, size_));
        for (begin = std::max(begin, 1U); begin <= last; ++begin) {
            while (begin < last && !program_.later_bytes[byte(begin)]) ++begin;
            if (begin < size_ ? is_inside_character(text_[begin]) : !first.end) continue;
            if (words_only && is_word(text_[begin - 1])) continue;
            const Outcome outcome = walk(begin);
            if (outcome != Outcome::kNone) return begun_at(begin, outcome);
        }
        return Outcome::kNone;
    }

    Span group(std::size_t number) const {
        const std::uint32_t begin = slots_[number * 2], end = slots_[number * 2 + 1];
        if (begin == kNowhere || end == kNowhere) return {Expression::kUnset, Expression::kUnset};
        return {begin, end};
    }

  private:
    using Return = Scratch::Return;
    static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

    unsigned char byte(std::uint32_t place) const { return static_cast<unsigned char>(text_[place]); }

    bool may_stand(std::uint32_t step, std::uint32_t place) const {
        const Look& look = looks_[steps_[step].look];
        return place < size_ ? look.bytes.test(byte(place)) : look.end;
    }

    Outcome begun_at(std::uint32_t begin, Outcome outcome) {
        slots_[0] = begin;
        return outcome;
    }

    // Between a letter or digit and what is none.
    bool is_boundary(std::uint32_t place) const {
        return (place > 0 && is_word(text_[place - 1])) != (place < size_ && is_word(text_[place]));
    }

    // Most texts are words of a few letters.
    bool stands(const Step& step, std::uint32_t place) const {
        const std::size_t size = step.least;
        const std::uint32_t left = size_ - place;
        const char* const wanted = program_.texts.data() + step.text;
        const char* const at = text_.data() + place;
        if (size <= sizeof(EightBytes) && left >= sizeof(EightBytes))
            return agree(load_eight(wanted), load_eight(at), size);
        return left >= size && std::equal(wanted, wanted + size, at);
    }

    // False where the loop was at this place before: what did not lead on then does not now.
    bool is_new(const Step& step, std::uint32_t place) {
        const std::size_t bit = std::size_t{step.memory} * (size_ + 1) + place;
        std::uint64_t& word = dead_ends_[bit / 64];
        const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
        if ((word & mask) != 0) return false;
        word |= mask;
        return true;
    }

    Outcome walk(std::uint32_t begin) {
        depth_ = 0;
        push({Return::kStep, program_.start, begin, 0});
        while (depth_ > 0) {
            const Return top = stack_[--depth_];
            step_ = top.step;
            place_ = top.place;
            switch (top.kind) {
                case Return::kStep: break;
                case Return::kOption: take_option(steps_[top.step], top.least); break;
                case Return::kGroup: slots_[top.step] = top.place; continue;
                case Return::kShorter:
                    if (!shorten(top)) continue;
                    break;
                case Return::kMoreWords:
                    if (!add_word(top)) continue;
                    break;
            }
            while (advance()) {
                if (steps_[step_].kind == StepKind::kMatch) {
                    slots_[1] = place_;
                    return Outcome::kMatch;
                }
                if (steps_left_-- == 0) return Outcome::kTooLong;
            }
        }
        return Outcome::kNone;
    }

    // What these can begin with is told where they are taken.
    static bool tells_itself(StepKind kind) {
        return kind == StepKind::kText || kind == StepKind::kSplit || kind == StepKind::kChoice;
    }

    // Takes one step; false where it cannot be taken.
    bool advance() {
        const Step& step = steps_[step_];
        if (!tells_itself(step.kind) && !may_stand(step_, place_)) return false;
        switch (step.kind) {
            case StepKind::kText:
                if (!stands(step, place_)) return false;
                if (step.begins_word && !is_boundary(place_)) return false;
                place_ += step.least;
                if (step.ends_word && !is_boundary(place_)) return false;
                if (step.then_blank && place_ < size_ && text_[place_] == ' ') {
                    if (may_stand(step.next, place_)) push({Return::kStep, step.next, place_, 0});
                    ++place_;
                }
                break;
            case StepKind::kCharacter:
                if (step.no_han && is_han_at(place_)) return false;
                do ++place_;
                while (place_ < size_ && is_inside_character(text_[place_]));
                break;
            case StepKind::kRun: return run(step);
            case StepKind::kWords:
                if (!is_new(step, place_)) return false;
                push({Return::kMoreWords, step_, place_, 0});
                break;
            case StepKind::kSplit:
                if (step.memory != Step::kNoMemory && !is_new(step, place_)) return false;
                if (!may_stand(step.other, place_)) break;
                if (may_stand(step.next, place_)) {
                    push({Return::kStep, step.other, place_, 0});
                    break;
                }
                step_ = step.other;
                return true;
            case StepKind::kChoice: {
                const OptionTable::Range options = options_here(step);
                if (options.begin == options.end) return false;
                take_option(step, options.begin);
                return true;
            }
            case StepKind::kSave:
                if (step.slot < slots_wanted_) {
                    push({Return::kGroup, step.slot, slots_[step.slot], 0});
                    slots_[step.slot] = place_;
                }
                break;
            case StepKind::kBegin:
                if (place_ != 0) return false;
                break;
            case StepKind::kEnd:
                if (place_ != size_) return false;
                break;
            case StepKind::kBoundary:
                if (!is_boundary(place_)) return false;
                break;
            case StepKind::kMatch: break;
        }
        step_ = step.next;
        return true;
    }

    OptionTable::Range options_here(const Step& step) const {
        const OptionTable& table = program_.tables[program_.choices[step.choice].table];
        return table.ranges[place_ < size_ ? table.range_of[byte(place_)] : table.at_end];
    }

    void take_option(const Step& step, std::uint32_t option) {
        const Choice& choice = program_.choices[step.choice];
        if (option + 1 < options_here(step).end) push({Return::kOption, step_, place_, option + 1});
        step_ = program_.options[choice.first + program_.tables[choice.table].options[option]];
    }

    void push(const Return& to) {
        if (depth_ == returns_.size()) {
            returns_.resize(2 * depth_ + 64);
            stack_ = returns_.data();
        }
        stack_[depth_++] = to;
    }

    bool is_han_at(std::uint32_t place) const { return byte(place) >= 0xE2 && is_han(code_point_at(text_, place)); }

    std::uint32_t end_of_run(const Step& step, std::uint32_t place) const {
        const ByteTable& set = program_.set_tables[step.set];
        const char* const text = text_.data();
        const bool no_han = step.no_han;
        for (; place < size_ && set[static_cast<unsigned char>(text[place])]; ++place) {
            if (no_han && is_han_at(place)) break;
        }
        return place;
    }

    bool run(const Step& step) {
        const std::uint32_t end = end_of_run(step, place_);
        const std::uint32_t least = place_ + step.least;
        if (end < least) return false;
        if (end > least && !step.whole) push({Return::kShorter, step_, end, least});
        place_ = end;
        step_ = step.next;
        return true;
    }

    // The next shorter run, or part of a word, that what follows can begin behind.
    bool shorten(const Return& from) {
        const std::uint32_t next = steps_[from.step].next;
        const bool words_only = steps_[next].at_word;
        while (place_ > from.least) {
            --place_;
            if (is_inside_character(text_[place_]) || !may_stand(next, place_)) continue;
            if (words_only && place_ > 0 && is_word(text_[place_ - 1])) continue;
            if (place_ > from.least) push({Return::kShorter, from.step, place_, from.least});
            step_ = next;
            return true;
        }
        return false;
    }

    // One word more, or as many as it takes until what follows can begin; and what their parts can end with to return to
    // when all longer stretches have failed: an automaton that takes "(?:x+ ?){0,n}?" apart letter by letter tries the same
    // ends in the same order.
    bool add_word(const Return& from) {
        const Step& step = steps_[from.step];
        const auto has_blank = [&](std::uint32_t place) { return place < size_ && text_[place] == ' '; };
        for (std::uint32_t words = from.least + 1; words <= step.most; ++words) {
            std::uint32_t begin = place_;
            if (step.blank == Blank::kMayPrecede && has_blank(begin)) ++begin;
            const std::uint32_t end = end_of_run(step, begin);
            if (end == begin) return false;
            std::uint32_t behind = end;
            if (step.blank != Blank::kMayPrecede && has_blank(end)) ++behind;
            if (step.blank == Blank::kMustFollow) {
                if (behind == end) return false;
            } else if (!step.whole) {
                push({Return::kShorter, from.step, behind > end ? end + 1 : end, begin + 1});
            } else if (behind > end && may_stand(step.next, end)) {
                push({Return::kShorter, from.step, end + 1, end});
            }
            place_ = behind;
            if (!may_stand(step.next, behind)) continue;
            push({Return::kMoreWords, from.step, behind, words});
            step_ = step.next;
            return true;
        }
        return false;
    }

    const ExpressionProgram& program_;
    const Step* const steps_;
    const Look* const looks_;
    std::string_view text_;
    std::uint32_t size_;
    std::size_t slots_wanted_;
    std::size_t steps_left_ = 0;
    std::size_t depth_ = 0;  // of returns_; what lies above is old
    std::vector<Return>& returns_;
    Return* stack_;  // of returns_
    std::vector<std::uint64_t>& dead_ends_;
    std::array<std::uint32_t, kMaxGroups * 2> slots_{};
    std::uint32_t step_ = 0;
    std::uint32_t place_ = 0;
};

}  // namespace

// Most patterns of a rule set never meet a text that they could match: nothing is made before it is needed.
struct Expression::Program {
    std::string source;
    std::function<ExpressionChoice()> tree;  // in place of a source
    std::once_flag steps_made;
    std::optional<ExpressionProgram> steps;  // absent: RE2 answers
    std::once_flag automaton_made;
    std::unique_ptr<re2::RE2> automaton;

    std::string written() const { return tree ? print_expression(tree()) : source; }

    const std::optional<ExpressionProgram>& made_steps() {
        std::call_once(steps_made, [this] {
            const std::optional<ExpressionChoice> whole = tree ? tree() : parse_expression(source);
            if (whole) steps = compile_expression(*whole);
        });
        return steps;
    }

    const re2::RE2& made_automaton() {
        std::call_once(automaton_made, [this] {
            re2::RE2::Options options(re2::RE2::Quiet);
            automaton = std::make_unique<re2::RE2>(written(), options);
        });
        return *automaton;
    }
};

Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

Expression::Expression(std::unique_ptr<Program> program, std::size_t most) : program_(std::move(program)) {
    if (most > kFits && program_->written().size() > kFits && !program_->made_automaton().ok())
        throw Error(ErrorCode::kInvalidData, "the pattern is too large: " + program_->automaton->error(),
                    "split it into several patterns");
}

Expression Expression::compile(const std::string& source) {
    auto program = std::make_unique<Program>();
    program->source = source;
    return Expression(std::move(program), source.size());
}

Expression Expression::compile(std::function<ExpressionChoice()> tree, std::size_t most) {
    auto program = std::make_unique<Program>();
    program->tree = std::move(tree);
    return Expression(std::move(program), most);
}

bool Expression::search(std::string_view text, std::size_t from, std::span<Span> groups, std::size_t latest) const {
    if (from > text.size() || from > latest) return false;
    const bool long_text = text.size() > kLongestWalk || groups.size() > kMaxGroups;
    if (long_text || !program_->made_steps()) return search_by_automaton(text, from, groups);
    thread_local Scratch scratch;
    Walk walk(*program_->steps, text, scratch, groups.size());
    const Walk::Outcome outcome = walk.search(from, latest);
    if (outcome == Walk::Outcome::kTooLong) return search_by_automaton(text, from, groups);
    if (outcome == Walk::Outcome::kNone) return false;
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i] = walk.group(i);
    return true;
}

bool Expression::search_by_automaton(std::string_view text, std::size_t from, std::span<Span> groups) const {
    std::vector<re2::StringPiece> found(groups.size());
    const re2::StringPiece subject(text.data(), text.size());
    const re2::RE2& automaton = program_->made_automaton();
    if (from > text.size() || !automaton.Match(subject, from, subject.size(), re2::RE2::UNANCHORED, found.data(),
                                               static_cast<int>(found.size())))
        return false;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto begin = static_cast<std::size_t>(found[i].data() - subject.data());
        groups[i] = found[i].data() == nullptr ? Span{kUnset, kUnset} : Span{begin, begin + found[i].size()};
    }
    return true;
}

}  // namespace mirrorgraph::ingest
