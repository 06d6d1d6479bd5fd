#include "schema/identifiers/identify.h"

#include <istream>
#include <ostream>

#include "schema/error.h"
#include "schema/identifiers/committee.h"
#include "schema/identifiers/families/prefixes.h"
#include "schema/identifiers/standard.h"
#include "schema/json/json.h"
#include "schema/text/text.h"

namespace mirrorgraph {

namespace {

constexpr std::size_t kLongestIdentifier = 1000;

class Answer {
  public:
    explicit Answer(std::string_view input) {
        json_.begin_object();
        text("input", input);
    }
    std::string finish() {
        json_.end_object();
        return std::string(json_.text());
    }

    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }
    void text_if_any(std::string_view key, std::string_view value) {
        if (!value.empty()) text(key, value);
    }
    void number(std::string_view key, double value) {
        json_.key(key);
        json_.floating(value);
    }
    void integer(std::string_view key, std::size_t value) {
        json_.key(key);
        json_.integer(static_cast<std::int64_t>(value));
    }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        json_.key(key);
        json_.begin_array();
        for (const std::string& value : values) json_.string(value);
        json_.end_array();
    }
    void flag(std::string_view key) {
        json_.key(key);
        json_.boolean(true);
    }

  private:
    JsonWriter json_;
};

std::vector<std::string> supplements_of(const StandardIdentifier& id) {
    std::vector<std::string> out;
    for (const Supplement& supplement : id.supplements) {
        std::string text = supplement.stage;
        for (const std::string& word : {supplement.kind, supplement.number}) text += (text.empty() ? "" : " ") + word;
        if (supplement.date.year != 0) text += ':' + to_string(supplement.date);
        out.push_back(std::move(text));
    }
    return out;
}

void add_standard(Answer& answer, const StandardIdentifier& id) {
    answer.text("kind", "standard");
    answer.text("body", id.body);
    answer.text("type", id.type);
    answer.text("number", id.number);
    answer.text("part", id.part);
    answer.text("year", id.is_dated() ? to_string(Date{id.date.year}) : std::string());
    if (id.date.month != 0) answer.text("date", to_string(id.date));
    answer.text("stage", id.stage + (id.iteration.empty() ? "" : "." + id.iteration));
    answer.text_if_any("edition", id.edition);
    answer.text_if_any("language", id.language);
    answer.texts("supplement", supplements_of(id));
    if (!id.adopted.empty()) answer.text("adopted", id.adopted.front().normalized());
    if (id.all_parts) answer.flag("all_parts");
    if (id.family == StandardFamily::kChinese) answer.text_if_any("sector", identifiers::prefix_name(id.body));
    answer.text("normalized", id.normalized());
    answer.text("key", id.key());
    if (const auto series = id.series()) answer.text("series", series->key());
    if (const auto urn = id.urn()) answer.text("urn", *urn);
    answer.number("confidence", id.confidence);
    answer.texts("repairs", id.repairs);
}

void add_committee(Answer& answer, const CommitteeIdentifier& id) {
    answer.text("kind", "committee");
    answer.text("body", id.body);
    answer.text("type", id.steps.back().kind);
    answer.text("number", id.steps.back().name);
    answer.text("normalized", id.normalized());
    answer.text("key", id.key());
    if (const auto parent = id.parent()) answer.text("parent", parent->normalized());
    answer.number("confidence", id.confidence);
    answer.texts("repairs", id.repairs);
}

void add_error(Answer& answer, std::string_view text, std::size_t stopped) {
    if (trim(text).empty()) return answer.text("error", "an empty line names nothing");
    const std::string_view rest = text.substr(std::min(stopped, text.size()));
    std::string message = "no identifier of a standard or committee";
    if (rest.empty()) {
        message += ": something is missing at its end";
    } else {
        message += ": cannot read on at '" + truncate_to_width(rest, 40) + "'";
    }
    answer.text("error", message);
    answer.integer("column", count_code_points(text.substr(0, text.size() - rest.size())) + 1);
}

// Text that JSON cannot hold is shown with the faulty bytes replaced.
std::string readable(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); i = next_code_point(text, i))
        append_code_point(out, code_point_at(text, i));
    return out;
}

}  // namespace

std::string identify(std::string_view text) {
    if (text.size() > kLongestIdentifier) {
        Answer answer(truncate_to_width(readable(text.substr(0, kLongestIdentifier)), 80));
        answer.text("error", "too long for an identifier");
        return answer.finish();
    }
    if (const auto invalid = find_invalid_utf8(text)) {
        Answer answer(readable(text));
        answer.text("error", "byte " + std::to_string(*invalid + 1) + " is not UTF-8");
        return answer.finish();
    }
    Answer answer(text);
    std::size_t standard_stop = 0;
    std::size_t committee_stop = 0;
    if (const auto standard = try_parse_standard(text, &standard_stop)) {
        add_standard(answer, *standard);
    } else if (const auto committee = try_parse_committee(text, &committee_stop)) {
        add_committee(answer, *committee);
    } else {
        add_error(answer, text, std::max(standard_stop, committee_stop));
    }
    return answer.finish();
}

void identify_lines(std::istream& in, std::ostream& out) {
    for (std::string line; std::getline(in, line);) {
        if (line.ends_with('\r')) line.pop_back();
        out << identify(line) << '\n' << std::flush;
        if (!out) throw Error(ErrorCode::kIo, "cannot write the answer");
    }
}

}  // namespace mirrorgraph
