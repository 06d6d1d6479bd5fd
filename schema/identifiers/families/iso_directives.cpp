// The directives of ISO and IEC and their supplements: ISO/IEC DIR 1 + IEC SUP:2016-05, ISO/IEC Directives, Part 2.

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

namespace {

// ("+"? whose) ("SUP" | "Supplement"): ISO's, IEC's or JTC 1's.
bool read_directives_supplement(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    in.accept(',');
    in.skip_space();
    const bool joined = in.accept('+');
    in.skip_space();
    std::string whose;
    if (in.accept_word("ISO")) {
        whose = "ISO";
    } else if (in.accept_word("IEC")) {
        whose = "IEC";
    } else if (in.accept_prefix("JTC")) {
        in.skip_space();
        whose = "JTC " + in.digits(1, 1);
    }
    if (!whose.empty() && in.skip_space() && (in.accept_word("SUP") || in.accept_word("SUPPLEMENT"))) {
        id.type += " " + whose + " SUP";
        id.printed() += (joined ? " + " : " ") + whose + " SUP";
        return true;
    }
    in.back_to(start);
    return false;
}

void read_directives_edition(Cursor& in, StandardIdentifier& id) {
    const std::size_t start = in.position();
    if (in.skip_space() && (in.accept_word("EDITION") || in.accept_word("ED"))) {
        in.accept('.');
        in.skip_space();
        if (const std::string edition = in.digits(1, 2); !edition.empty()) {
            id.edition = "ED" + edition;
            id.printed() += " Edition " + edition;
            return;
        }
    }
    in.back_to(start);
}

}  // namespace

// publishers being read: ("DIR" | "Directives") (","? "Part"? number)? supplement? date? edition?
bool read_directives(Cursor& in, StandardIdentifier& id) {
    in.skip_space();
    if (!in.accept_word("DIR") && !in.accept_word("DIRECTIVES")) return false;
    id.type = "DIR";
    id.printed() += " DIR";
    const std::size_t start = in.position();
    in.accept(',');
    in.skip_space();
    if (in.accept_word("PART")) in.skip_space();
    id.number = in.digits(1, 1);
    if (id.number.empty() || !in.at_word_end()) {
        id.number.clear();
        in.back_to(start);
    } else {
        id.printed() += ' ' + id.number;
    }
    const bool supplement = read_directives_supplement(in, id);
    if (id.number.empty() && !supplement) return false;
    read_edition_date(in, id);
    read_directives_edition(in, id);
    return true;
}

}  // namespace mirrorgraph::identifiers
