// The words in the prefixes of ISO and IEC: who publishes, what it is, how far it is.
#pragma once

#include <array>
#include <string_view>

namespace mirrorgraph::identifiers {

struct Publisher {
    std::string_view word;
    std::string_view printed;
    bool leads;  // may stand first
};

inline constexpr std::array<Publisher, 16> kPublishers = {{{"ISO", "ISO", true},
                                                           {"IEC", "IEC", true},
                                                           {"CEI", "CEI", true},
                                                           {"IEEE", "IEEE", false},
                                                           {"ASTM", "ASTM", false},
                                                           {"CIE", "CIE", false},
                                                           {"HL", "HL7", false},
                                                           {"OECD", "OECD", false},
                                                           {"SAE", "SAE", false},
                                                           {"IDF", "IDF", false},
                                                           {"IUPAC", "IUPAC", false},
                                                           {"CISPR", "CISPR", true},
                                                           {"ITU", "ITU", false},
                                                           {"ISPRS", "ISPRS", false},
                                                           {"UNECE", "UNECE", false},
                                                           {"IWA", "IWA", true}}};

// A word between publishers and number. "DTR" is a stage and a deliverable in one.
struct Attribute {
    std::string_view word;
    std::string_view printed;
    std::string_view stage;
    std::string_view type;
};

inline constexpr std::array<Attribute, 38> kAttributes = {{{"TR", "TR", "", "TR"},
                                                           {"TS", "TS", "", "TS"},
                                                           {"PAS", "PAS", "", "PAS"},
                                                           {"GUIDE", "Guide", "", "Guide"},
                                                           {"ISP", "ISP", "", "ISP"},
                                                           {"R", "R", "", "R"},
                                                           {"TTA", "TTA", "", "TTA"},
                                                           {"SRD", "SRD", "", "SRD"},
                                                           {"CA", "CA", "", "CA"},
                                                           {"DATA", "DATA", "", "DATA"},
                                                           {"AWI", "AWI", "AWI", ""},
                                                           {"NP", "NP", "NP", ""},
                                                           {"NWIP", "NP", "NP", ""},
                                                           {"NWI", "NP", "NP", ""},
                                                           {"PWI", "PWI", "PWI", ""},
                                                           {"WD", "WD", "WD", ""},
                                                           {"PRELIMINARY", "PWI", "PWI", ""},
                                                           {"CD", "CD", "CD", ""},
                                                           {"CDV", "CDV", "CDV", ""},
                                                           {"FCD", "FCD", "FCD", ""},
                                                           {"DIS", "DIS", "DIS", ""},
                                                           {"FDIS", "FDIS", "FDIS", ""},
                                                           {"PRF", "PRF", "PRF", ""},
                                                           {"DTR", "DTR", "D", "TR"},
                                                           {"DTS", "DTS", "D", "TS"},
                                                           {"DPAS", "DPAS", "D", "PAS"},
                                                           {"PDTR", "PDTR", "PD", "TR"},
                                                           {"PDTS", "PDTS", "PD", "TS"},
                                                           {"FDTR", "FDTR", "FD", "TR"},
                                                           {"FDTS", "FDTS", "FD", "TS"},
                                                           {"CDTR", "CDTR", "CD", "TR"},
                                                           {"CDTS", "CDTS", "CD", "TS"},
                                                           {"CDPAS", "CDPAS", "CD", "PAS"},
                                                           {"PDPAS", "PDPAS", "PD", "PAS"},
                                                           {"DISP", "DISP", "D", "ISP"},
                                                           {"FPDISP", "FPDISP", "FPD", "ISP"},
                                                           {"DGUIDE", "DGuide", "D", "Guide"},
                                                           {"FDGUIDE", "FDGuide", "FD", "Guide"}}};

// The row of that word, which may be empty; nullptr if none.
template <class Row, std::size_t N>
const Row* find_row(const std::array<Row, N>& rows, std::string_view word) {
    for (const Row& row : rows) {
        if (row.word == word) return &row;
    }
    return nullptr;
}

// The row of a word that was read; nullptr if none.
template <class Row, std::size_t N>
const Row* find_word(const std::array<Row, N>& rows, std::string_view word) {
    return word.empty() ? nullptr : find_row(rows, word);
}

// The last letters of a supplement's word: "AMD" of "FDAMD". Short forms take a stage before them: "DAM", "PDAM".
struct SupplementKind {
    std::string_view word;
    std::string_view kind;
    bool takes_stage;
};

inline constexpr std::array<SupplementKind, 12> kSupplementKinds = {{{"AMENDMENT", "Amd", false},
                                                                     {"AMD", "Amd", false},
                                                                     {"AM", "Amd", true},
                                                                     {"CORRIGENDUM", "Cor", false},
                                                                     {"CORR", "Cor", false},
                                                                     {"COR", "Cor", false},
                                                                     {"ADD", "Add", false},
                                                                     {"AD", "Add", true},
                                                                     {"SUPPL", "Suppl", false},
                                                                     {"EXT", "Ext", false},
                                                                     {"ISH", "ISH", false},
                                                                     {"FRAG", "Frag", false}}};

// Stages written in one word with the kind: "FDCor". F alone is an old form of FD.
struct JoinedStage {
    std::string_view word;
    std::string_view stage;
};

inline constexpr std::array<JoinedStage, 7> kJoinedStages = {
    {{"", ""}, {"D", "D"}, {"PD", "PD"}, {"FD", "FD"}, {"FPD", "FPD"}, {"CD", "CD"}, {"F", "FD"}}};

}  // namespace mirrorgraph::identifiers
