// The identifiers of ISO and IEC, alone, together and with others: ISO/IEC 27001:2013/Cor 2:2015.
//
//   identifier := publishers attribute* number part* iteration? date? supplement* tail*
//   publishers := ("ISO" | "IEC" | "IWA" ...) ("/" publisher)*
//   attribute  := stage | deliverable, after "/" or a blank

#include <fmt/core.h>

#include <array>
#include <span>

#include "schema/identifiers/families/iso_words.h"
#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

bool read_publishers(Cursor& in, StandardIdentifier& id) {
    for (bool first = true;; first = false) {
        const std::size_t start = in.position();
        if (!first && !in.accept_spaced('/') && !(id.body == "ISO" && in.accept('-'))) return true;
        const Publisher* publisher = find_word(kPublishers, in.peek_letters().view());
        if (publisher == nullptr || (first && !publisher->leads)) {
            in.back_to(start);
            return !first;
        }
        in.letters();
        if (publisher->word == "HL" && !in.accept('7')) {
            in.back_to(start);
            return !first;
        }
        if (!first) id.body += '/';
        id.body += publisher->printed;
    }
}

// An attribute's separator and word as printed: "/TR", " TS".
void print_attribute(StandardIdentifier& id, const Attribute& attribute, bool first, bool slash,
                     std::string_view as_read) {
    const bool alone = id.body == "ISO";
    const bool closed = first && alone && (slash || !attribute.stage.empty());
    const bool guide = attribute.type == "Guide";
    id.printed() += closed && !(guide && as_read == "GUIDE") ? '/' : ' ';
    if (guide && as_read == "GUIDE" && !alone) {
        id.printed() += as_read;
    } else {
        id.printed() += attribute.printed;
    }
}

void read_attributes(Cursor& in, StandardIdentifier& id) {
    for (bool first = true;; first = false) {
        const std::size_t start = in.position();
        const bool slash = in.accept_spaced('/');
        const bool apart = slash || in.skip_space() || (first && in.accept('-'));
        const Attribute* attribute = apart ? find_word(kAttributes, in.peek_letters().view()) : nullptr;
        const bool again = attribute != nullptr && ((!attribute->stage.empty() && !id.stage.empty()) ||
                                                    (!attribute->type.empty() && !id.type.empty()));
        if (attribute == nullptr || again) return in.back_to(start);
        const std::string as_read = in.letters();
        print_attribute(id, *attribute, first, slash, as_read);
        id.stage += attribute->stage;
        id.type += attribute->type;
        if (is_digit(in.peek()) && in.peek(1) == ' ' && !attribute->stage.empty()) id.iteration = in.digits(1, 1);
    }
}

bool read_iso_number(Cursor& in, StandardIdentifier& id) {
    in.skip_space();
    id.number = in.digits(1, 6);
    if (id.number.empty()) return false;
    if (id.body == "IECQ" || in.is_whole_text()) {
        if (is_upper(in.peek()) && !is_word(in.peek(1))) {
            id.number += in.peek();
            in.advance();
        }
    }
    if (is_word(in.peek())) return false;
    read_dashed_parts(in, id);
    id.printed() += ' ' + id.number + (id.part.empty() ? "" : "-" + id.part);
    if (in.is_whole_text() || !id.stage.empty()) {
        const std::size_t start = in.position();
        if (in.accept('.')) {
            if (const std::string again = in.digits(1, 2); !again.empty() && in.at_word_end()) {
                id.iteration = again;
            } else {
                in.back_to(start);
            }
        }
    }
    if (!id.iteration.empty()) id.printed() += '.' + id.iteration;
    return true;
}

// In prose "ISO 2023" is a year more often than a standard, and a bare small number is anything.
bool is_plausible_in_prose(const StandardIdentifier& id) {
    const bool bare =
        !id.is_dated() && id.part.empty() && id.stage.empty() && id.type.empty() && id.supplements.empty();
    if (!bare || id.all_parts) return true;
    return id.number.size() >= 3 && !(id.number >= "1990" && id.number <= "2039" && id.number.size() == 4);
}

}  // namespace

bool read_international(Cursor& in, StandardIdentifier& id) {
    std::string leading;
    if (in.is_whole_text()) {
        if (const Attribute* attribute = find_word(kAttributes, in.peek_letters().view())) {
            leading = attribute->printed;
            id.stage = attribute->stage;
            id.type = attribute->type;
            in.letters();
            if (!in.skip_space()) return false;
        }
    }
    if (!read_publishers(in, id)) return false;
    id.family = id.body.starts_with("ISO") || id.body == "IWA" ? StandardFamily::kIso : StandardFamily::kIec;
    id.printed() = id.body;
    if (id.body == "IWA") {
        if (!leading.empty()) id.printed() = leading + ' ' + id.printed();
    } else if (!leading.empty()) {
        id.printed() += (id.body == "ISO" ? '/' : ' ') + leading;
    }
    const std::size_t behind_publishers = in.position();
    if (id.body == "ISO/IEC" && read_directives(in, id)) return true;
    in.back_to(behind_publishers);
    read_attributes(in, id);
    if (!read_iso_number(in, id)) return false;
    if (!read_part_sheet(in, id)) read_edition_date(in, id);
    read_international_tails(in, id);
    return in.is_whole_text() || is_plausible_in_prose(id);
}

}  // namespace mirrorgraph::identifiers
