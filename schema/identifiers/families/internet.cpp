// The documents of the internet engineering task force and of the partnership for mobile networks: RFC 9457, BCP 14,
// 3GPP TS 38.124 V16.0.0.

#include "schema/identifiers/grammar.h"

namespace mirrorgraph::identifiers {

bool read_internet(Cursor& in, StandardIdentifier& id) {
    id.family = StandardFamily::kInternet;
    if (in.accept_word("IETF")) in.skip_space();
    id.body = in.letters();
    if (id.body != "RFC" && id.body != "BCP") return false;
    if (!in.accept('-')) in.skip_space();
    id.number = in.digits(1, 5);
    if (id.number.empty() || !in.at_word_end()) return false;
    id.printed() = id.body + ' ' + id.number;
    return true;
}

bool read_3gpp(Cursor& in, StandardIdentifier& id) {
    id.family = StandardFamily::kInternet;
    id.body = "3GPP";
    in.advance();  // the digit, which no word begins with
    if (!in.accept_word("GPP")) return false;
    in.skip_space();
    const bool report = in.accept_word("TR");
    if (!report && !in.accept_word("TS")) return false;
    id.type = report ? "TR" : "TS";
    in.skip_space();
    id.number = in.digits(2, 2);
    if (id.number.empty() || !in.accept('.')) return false;
    const std::string document = in.digits(3, 3);
    if (document.empty()) return false;
    id.number += '.' + document;
    if (in.peek() == '-' && is_digit(in.peek(1))) {
        in.advance();
        id.part = in.digits(1, 2);
    }
    if (!in.at_word_end()) return false;
    id.printed() = "3GPP " + id.type + ' ' + id.number + (id.part.empty() ? "" : '-' + id.part);
    const std::size_t start = in.position();
    in.skip_space();
    std::string version;
    if (in.accept('V') || in.accept('v')) {
        for (int field = 0; field < 3; ++field) {
            const std::string number = in.digits(1, 2);
            version += (field == 0 ? "V" : ".") + number;
            if (number.empty() || (field < 2 && !in.accept('.'))) {
                version.clear();
                break;
            }
        }
    }
    if (version.empty()) {
        in.back_to(start);
    } else {
        id.printed() += ' ' + version;
    }
    return true;
}

}  // namespace mirrorgraph::identifiers
