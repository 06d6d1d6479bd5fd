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

// The row whose word it is; nullptr if none.
template <class Row, std::size_t N>
const Row* find_word(const std::array<Row, N>& rows, std::string_view word) {
    if (word.empty()) return nullptr;
    for (const Row& row : rows) {
        if (row.word == word) return &row;
    }
    return nullptr;
}

// "Amd", "DAM", "FDAmd" ...: the kinds of supplements with the stage folded in.
struct SupplementWord {
    std::string_view word;
    std::string_view kind;
    std::string_view stage;
};

inline constexpr std::array<SupplementWord, 23> kSupplementWords = {
    {{"AMD", "Amd", ""},     {"AMENDMENT", "Amd", ""}, {"DAM", "Amd", "D"},    {"DAMD", "Amd", "D"},
     {"PDAM", "Amd", "PD"},  {"FDAM", "Amd", "FD"},    {"FDAMD", "Amd", "FD"}, {"FPDAM", "Amd", "FPD"},
     {"CDAM", "Amd", "CD"},  {"COR", "Cor", ""},       {"CORR", "Cor", ""},    {"CORRIGENDUM", "Cor", ""},
     {"DCOR", "Cor", "D"},   {"DCORR", "Cor", "D"},    {"FCOR", "Cor", "FD"},  {"FDCOR", "Cor", "FD"},
     {"CDCOR", "Cor", "CD"}, {"ADD", "Add", ""},       {"DAD", "Add", "D"},    {"SUPPL", "Suppl", ""},
     {"EXT", "Ext", ""},     {"ISH", "ISH", ""},       {"FRAG", "Frag", ""}}};

}  // namespace mirrorgraph::identifiers
