#include "query/tasks/trace/trace_ladders.h"

namespace mirrorgraph::query {

namespace {

using enum Direction;

constexpr bool kBrief = true;

constexpr Rung kCommitteeLadder[] = {
    {"mirror body", "MIRRORS", kIncoming, View::kMirrorBody},
    {"mirrors", "MIRRORS", kOutgoing, View::kCounterpart},
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kHost},
    {"part of", "PART_OF", kOutgoing, View::kParent},
    {"established by", "ESTABLISHED", kIncoming, View::kLeaf},
    {"sub-body", "PART_OF", kIncoming, View::kSubBody},
    {"established", "ESTABLISHED", kOutgoing, View::kLeaf},
    {"responsible for", "RESPONSIBLE_FOR", kOutgoing, View::kListed},
    {"issued", "ISSUED", kOutgoing, View::kLeaf},
    {"member", "MEMBER_OF", kIncoming, View::kLeaf, kBrief},
    {"cooperates with", "COOPERATES_WITH", kOutgoing, View::kLeaf},
    {"cooperates with", "COOPERATES_WITH", kIncoming, View::kLeaf},
    {"liaison", "LIAISES_WITH", kOutgoing, View::kLeaf, kBrief},
    {"liaison", "LIAISES_WITH", kIncoming, View::kLeaf, kBrief},
    {"about", "ABOUT", kOutgoing, View::kLeaf, kBrief},
};

constexpr Rung kMirrorBodyLadder[] = {
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kHost},
    {"secretariat of", "SECRETARIAT_OF", kOutgoing, View::kNational},
    {"part of", "PART_OF", kOutgoing, View::kParent},
    {"also mirrors", "MIRRORS", kOutgoing, View::kLeaf},
    {"sub-body", "PART_OF", kIncoming, View::kLeaf, kBrief},
    {"responsible for", "RESPONSIBLE_FOR", kOutgoing, View::kListed},
};

constexpr Rung kCounterpartLadder[] = {
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kHost},
    {"part of", "PART_OF", kOutgoing, View::kParent},
    {"also mirrored by", "MIRRORS", kIncoming, View::kLeaf},
    {"sub-body", "PART_OF", kIncoming, View::kLeaf, kBrief},
    {"responsible for", "RESPONSIBLE_FOR", kOutgoing, View::kLeaf, kBrief},
};

constexpr Rung kNationalLadder[] = {
    {"part of", "PART_OF", kOutgoing, View::kParent},
    {"mirrors", "MIRRORS", kOutgoing, View::kLeaf},
    {"sub-body", "PART_OF", kIncoming, View::kLeaf, kBrief},
    {"responsible for", "RESPONSIBLE_FOR", kOutgoing, View::kListed},
};

constexpr Rung kSubBodyLadder[] = {
    {"mirror body", "MIRRORS", kIncoming, View::kLeaf},
    {"mirrors", "MIRRORS", kOutgoing, View::kLeaf},
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kLeaf},
};

constexpr Rung kParentLadder[] = {
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kLeaf},
    {"part of", "PART_OF", kOutgoing, View::kParent},
};

constexpr Rung kHostLadder[] = {
    {"part of", "PART_OF", kOutgoing, View::kParent},
};

// What it replaced and what amends it is told as a history.
constexpr Rung kStandardLadder[] = {
    {"responsible", "RESPONSIBLE_FOR", kIncoming, View::kResponsible},
    {"issued by", "ISSUED", kIncoming, View::kLeaf},
    {"edition of", "EDITION_OF", kOutgoing, View::kLeaf},
    {"edition or part", "EDITION_OF", kIncoming, View::kListed},
    {"amends", "AMENDS", kOutgoing, View::kListed},
    {"adopts", "ADOPTS", kOutgoing, View::kOther},
    {"adopted by", "ADOPTS", kIncoming, View::kOther},
    {"based on", "BASED_ON", kOutgoing, View::kLeaf},
    {"cites", "CITES", kOutgoing, View::kListed},
    {"cited by", "CITES", kIncoming, View::kListed},
    {"about", "ABOUT", kOutgoing, View::kLeaf, kBrief},
};

constexpr Rung kResponsibleLadder[] = {
    {"mirror body", "MIRRORS", kIncoming, View::kParent},
    {"mirrors", "MIRRORS", kOutgoing, View::kLeaf},
    {"secretariat", "SECRETARIAT_OF", kIncoming, View::kHost},
    {"part of", "PART_OF", kOutgoing, View::kParent},
};

constexpr Rung kListedLadder[] = {
    {"adopts", "ADOPTS", kOutgoing, View::kLeaf},
    {"adopted by", "ADOPTS", kIncoming, View::kLeaf},
};

constexpr Rung kOtherLadder[] = {
    {"responsible", "RESPONSIBLE_FOR", kIncoming, View::kResponsible},
    {"also adopted by", "ADOPTS", kIncoming, View::kLeaf},
    {"replaced by", "REPLACES", kIncoming, View::kLeaf},
};

constexpr Rung kPolicyLadder[] = {
    {"issued by", "ISSUED", kIncoming, View::kLeaf},  {"amends", "AMENDS", kOutgoing, View::kLeaf},
    {"based on", "BASED_ON", kOutgoing, View::kLeaf}, {"basis of", "BASED_ON", kIncoming, View::kListed},
    {"cites", "CITES", kOutgoing, View::kListed},     {"about", "ABOUT", kOutgoing, View::kLeaf, kBrief},
};

constexpr Rung kBodyLadder[] = {
    {"mirrors", "MIRRORS", kOutgoing, View::kCounterpart},
    {"mirrored by", "MIRRORS", kIncoming, View::kMirrorBody},
    {"secretariat of", "SECRETARIAT_OF", kOutgoing, View::kNational},
    {"part of", "PART_OF", kOutgoing, View::kParent},
    {"established by", "ESTABLISHED", kIncoming, View::kLeaf},
    {"established", "ESTABLISHED", kOutgoing, View::kLeaf},
    {"sub-body", "PART_OF", kIncoming, View::kLeaf, kBrief},
    {"responsible for", "RESPONSIBLE_FOR", kOutgoing, View::kListed},
    {"issued", "ISSUED", kOutgoing, View::kLeaf},
    {"member of", "MEMBER_OF", kOutgoing, View::kLeaf, kBrief},
    {"member", "MEMBER_OF", kIncoming, View::kLeaf, kBrief},
    {"cooperates with", "COOPERATES_WITH", kOutgoing, View::kLeaf},
    {"cooperates with", "COOPERATES_WITH", kIncoming, View::kLeaf},
    {"liaison", "LIAISES_WITH", kOutgoing, View::kLeaf, kBrief},
    {"liaison", "LIAISES_WITH", kIncoming, View::kLeaf, kBrief},
};

}  // namespace

std::span<const Rung> ladder(View view) {
    switch (view) {
        case View::kCommittee: return kCommitteeLadder;
        case View::kMirrorBody: return kMirrorBodyLadder;
        case View::kCounterpart: return kCounterpartLadder;
        case View::kNational: return kNationalLadder;
        case View::kSubBody: return kSubBodyLadder;
        case View::kParent: return kParentLadder;
        case View::kHost: return kHostLadder;
        case View::kStandard: return kStandardLadder;
        case View::kResponsible: return kResponsibleLadder;
        case View::kListed: return kListedLadder;
        case View::kOther: return kOtherLadder;
        case View::kPolicy: return kPolicyLadder;
        case View::kBody: return kBodyLadder;
        case View::kLeaf: return {};
    }
    return {};
}

View view_of_start(std::string_view label) {
    if (label == "Committee") return View::kCommittee;
    if (label == "Standard") return View::kStandard;
    if (label == "Policy") return View::kPolicy;
    return View::kBody;
}

}  // namespace mirrorgraph::query
