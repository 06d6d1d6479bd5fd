// What the identifier grammars share: their interface, the table that finds them, and common productions.
//
// A grammar reads one identifier at the cursor, fills the fields, and writes the printed form as it goes. It
// returns false, with the cursor anywhere, for text that is not its own.
//
// Threads: functions may run at once
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "schema/identifiers/cursor.h"
#include "schema/identifiers/standard.h"

namespace mirrorgraph::identifiers {

using Grammar = bool (*)(Cursor&, StandardIdentifier&);

bool read_international(Cursor& in, StandardIdentifier& id);  // ISO, IEC, and what they publish with others
bool read_iec_scheme(Cursor& in, StandardIdentifier& id);     // IECEE, IECEx, IECQ
bool read_iec_paper(Cursor& in, StandardIdentifier& id);      // 65/904/RVDTR
bool read_iec_project(Cursor& in, StandardIdentifier& id);    // PWI 86B-20
bool read_itu(Cursor& in, StandardIdentifier& id);
bool read_etsi(Cursor& in, StandardIdentifier& id);
bool read_european(Cursor& in, StandardIdentifier& id);  // EN, HD, CEN, CENELEC
bool read_ieee(Cursor& in, StandardIdentifier& id);
bool read_chinese(Cursor& in, StandardIdentifier& id);              // national, sector, local, association, enterprise
bool read_chinese_project(Cursor& in, StandardIdentifier& id);      // plan numbers: 20230254-T-469
bool read_association_project(Cursor& in, StandardIdentifier& id);  // CESA-2020-2-019
bool read_tc_document(Cursor& in, StandardIdentifier& id);          // TC260-PG-20222A
bool read_internet(Cursor& in, StandardIdentifier& id);             // RFC 9457
bool read_3gpp(Cursor& in, StandardIdentifier& id);                 // 3GPP TS 38.124
bool read_vehicle_regulation(Cursor& in, StandardIdentifier& id);   // UN R155, UN GTR No. 20
bool read_foreign(Cursor& in, StandardIdentifier& id);              // SAE J3016, UL 1642, JIS C 8714:2007
bool read_nist(Cursor& in, StandardIdentifier& id);                 // NIST SP 800-53

// Of a word that begins there: true for nearly all words of prose, which no grammar takes.
bool is_mere_word(std::string_view text, std::size_t begin);

// The grammar that the word at the cursor may begin; nullptr for nearly all words. Refusing allocates nothing.
Grammar grammar_for(const Cursor& in);

// Reads by whichever grammar takes the text; where the text is one identifier, by the first that takes all of it.
bool read_standard(Cursor& in, StandardIdentifier& id);

// A code that stands for itself: printed as read, and its own key.
void take_code(StandardIdentifier& id, std::string_view body, std::string code);

// One form for all spellings, made from the fields: what key() gives and what a series prints as.
std::string canonical_form(const StandardIdentifier& id);

// The name in a registered URN namespace; nullopt where there is none.
std::optional<std::string> urn_of(const StandardIdentifier& id);

void add_repair(StandardIdentifier& id, std::string_view printed, std::string_view read_as);

// What stands behind number and date at ISO and IEC; a sheet's number and date stand before it.
void read_international_tails(Cursor& in, StandardIdentifier& id);
bool read_part_sheet(Cursor& in, StandardIdentifier& id);

// The directives of ISO and IEC, behind the publishers.
bool read_directives(Cursor& in, StandardIdentifier& id);

// ETSI's number, version and date, behind the deliverable.
bool read_etsi_number(Cursor& in, StandardIdentifier& id);

// "-1", "-2-14", "-E01": parts behind dashes, as ISO, IEC and CEN number them.
void read_dashed_parts(Cursor& in, StandardIdentifier& id);

// ":2018-11" or "-2018", printed behind a colon; IEC prints the year alone.
void read_edition_date(Cursor& in, StandardIdentifier& id);

// A year of standardisation, 1900 to 2099, as a whole word.
std::optional<int> read_year(Cursor& in);

// ":2018", ":2018-11", " : 2018". The mark for an edition that is not out yet (":—") is read as undated.
bool read_colon_date(Cursor& in, Date& date);

// "(all parts)" in English or Chinese.
bool read_all_parts(Cursor& in);

// "January", "Jan", "Sept." ...: 1 to 12.
std::optional<int> read_month(Cursor& in, std::string& printed);

}  // namespace mirrorgraph::identifiers
