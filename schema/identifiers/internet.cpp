// The documents of the internet engineering task force: RFC 9457, BCP 14.

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

}  // namespace mirrorgraph::identifiers
