// The words of committee codes: the bodies, and the kinds of groups.
#pragma once

#include <array>
#include <string_view>

namespace mirrorgraph::identifiers {

struct CommitteeBody {
    std::string_view word;
    std::string_view printed;
    bool chinese = false;
};

// Longer spellings first: the first that fits is taken.
inline constexpr std::array<CommitteeBody, 22> kBodies = {
    {{"ISO/IEC", "ISO/IEC"},
     {"IEC/ISO", "ISO/IEC"},
     {"CEN-CENELEC", "CEN-CENELEC"},
     {"CEN/CENELEC", "CEN-CENELEC"},
     {"CEN-CLC", "CEN-CENELEC"},
     {"CEN/CLC", "CEN-CENELEC"},
     {"ITU-T", "ITU-T"},
     {"ITU-R", "ITU-R"},
     {"ITU-D", "ITU-D"},
     {"ITUT", "ITU-T"},
     {"ITU", "ITU-T"},
     {"ISO", "ISO"},
     {"IEC", "IEC"},
     {"SAC", "SAC", true},
     {"CCSA", "CCSA", true},
     {"CENELEC", "CENELEC"},
     {"CLC", "CENELEC"},
     {"CEN", "CEN"},
     {"ETSI", "ETSI"},
     // Committees of one sector: energy, electric power, industry.
     {"NEA", "NEA", true},
     {"DL", "DL", true},
     {"MIIT", "MIIT", true}}};

enum class Naming {
    kNumber,    // TC 333, SC 65A
    kAcronym,   // SyC SM, FG-AI4H; a number is good too
    kOptional,  // AG, AG 1
    kNone       // TMB: the kind is the name
};

struct Kind {
    std::string_view word;
    std::string_view printed;
    Naming naming;
};

inline constexpr std::array<Kind, 52> kKinds = {{{"TC", "TC", Naming::kNumber},
                                                 {"PC", "PC", Naming::kNumber},
                                                 {"JTC", "JTC", Naming::kNumber},
                                                 {"JPC", "JPC", Naming::kNumber},
                                                 {"SC", "SC", Naming::kNumber},
                                                 {"WG", "WG", Naming::kNumber},
                                                 {"JWG", "JWG", Naming::kNumber},
                                                 {"SG", "SG", Naming::kNumber},
                                                 {"WP", "WP", Naming::kNumber},
                                                 {"ST", "ST", Naming::kNumber},
                                                 {"TG", "TG", Naming::kNumber},
                                                 {"PT", "PT", Naming::kNumber},
                                                 {"MT", "MT", Naming::kNumber},
                                                 {"JMT", "JMT", Naming::kNumber},
                                                 {"AHG", "AHG", Naming::kNumber},
                                                 {"JAHG", "JAHG", Naming::kNumber},
                                                 {"JAG", "JAG", Naming::kOptional},
                                                 {"SEG", "SEG", Naming::kNumber},
                                                 {"TAG", "TAG", Naming::kNumber},
                                                 {"IWA", "IWA", Naming::kNumber},
                                                 {"SWG", "SWG", Naming::kAcronym},
                                                 {"SYC", "SyC", Naming::kAcronym},
                                                 {"FG", "FG", Naming::kAcronym},
                                                 {"JCA", "JCA", Naming::kAcronym},
                                                 {"ISG", "ISG", Naming::kAcronym},
                                                 {"WS", "WS", Naming::kAcronym},
                                                 {"AG", "AG", Naming::kOptional},
                                                 {"CAG", "CAG", Naming::kOptional},
                                                 {"SRG", "SRG", Naming::kOptional},
                                                 {"TMB", "TMB", Naming::kNone},
                                                 {"TMBG", "TMBG", Naming::kNone},
                                                 {"SMCC", "SMCC", Naming::kNone},
                                                 {"SMB", "SMB", Naming::kNone},
                                                 {"CAB", "CAB", Naming::kNone},
                                                 {"MSB", "MSB", Naming::kNone},
                                                 {"ACSEC", "ACSEC", Naming::kNone},
                                                 {"ACEA", "ACEA", Naming::kNone},
                                                 {"ACOS", "ACOS", Naming::kNone},
                                                 {"ACTAD", "ACTAD", Naming::kNone},
                                                 {"CASCO", "CASCO", Naming::kNone},
                                                 {"COPOLCO", "COPOLCO", Naming::kNone},
                                                 {"DEVCO", "DEVCO", Naming::kNone},
                                                 {"REMCO", "REMCO", Naming::kNone},
                                                 {"TSAG", "TSAG", Naming::kNone},
                                                 {"JISC", "JISC", Naming::kNone},
                                                 {"TECHNICAL COMMITTEE", "TC", Naming::kNumber},
                                                 {"JOINT TECHNICAL COMMITTEE", "JTC", Naming::kNumber},
                                                 {"PROJECT COMMITTEE", "PC", Naming::kNumber},
                                                 {"SUBCOMMITTEE", "SC", Naming::kNumber},
                                                 {"WORKING GROUP", "WG", Naming::kNumber},
                                                 {"STUDY GROUP", "SG", Naming::kNumber},
                                                 {"FOCUS GROUP", "FG", Naming::kAcronym}}};

}  // namespace mirrorgraph::identifiers
