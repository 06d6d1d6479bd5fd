#include "query/tasks/trace/trace_notes.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

#include "graph/facts.h"
#include "graph/names.h"
#include "graph/provenance/reasons.h"
#include "query/tasks/note_text.h"
#include "schema/identifiers/committee.h"
#include "schema/text/text.h"

namespace mirrorgraph::query {

namespace {

constexpr std::size_t kNamesInSentence = 3;
constexpr double kDoubtfulInNote = 0.5;  // below, a sentence says how sure it is

const TraceGroup* find_group(const TraceStep& step, std::string_view role) {
    const auto found = std::find_if(step.groups.begin(), step.groups.end(),
                                    [&](const TraceGroup& group) { return group.role == role; });
    return found == step.groups.end() ? nullptr : &*found;
}

class Notes {
  public:
    Notes(const Snapshot& snapshot, Trace& trace) : snapshot_(snapshot), trace_(trace), root_(trace.root) {}

    void write() {
        const std::string_view label = main_label(snapshot_, root_.node);
        if (label == "Committee") {
            committee();
        } else if (label == "Standard") {
            standard();
        } else if (label == "Policy") {
            policy();
        } else {
            body();
        }
        if (root_.groups.empty() && trace_.history.editions.empty()) gap("the graph knows no relationship of it");
    }

  private:
    void committee() {
        const TraceGroup* mirrors = find_group(root_, "mirror body");
        const TraceGroup* mirrored = find_group(root_, "mirrors");
        const Side side = side_of(snapshot_, root_.node);
        if (mirrors != nullptr) {
            say("mirrored in China by " + names(*mirrors, true));
            for (const TraceStep& mirror : mirrors->steps) mirror_body(mirror);
        } else if (side != Side::kNational && mirrored == nullptr) {
            missing_mirror();
        }
        if (mirrored != nullptr) {
            say("the Chinese mirror of " + names(*mirrored, true));
        } else if (side == Side::kNational) {
            gap("no international counterpart known");
        }
        secretariat_and_standards();
        if (side == Side::kInternational) participation();
        mirrored_below();
        disagreements(root_.node);
        if (mirrors != nullptr) {
            for (const TraceStep& mirror : mirrors->steps) disagreements(mirror.node);
        }
    }

    void participation() {
        const TraceStep* host = chinese_in("secretariat");
        const TraceStep* member = chinese_in("member");
        if (host == nullptr && member == nullptr) {
            const TraceGroup* members = find_group(root_, "member");
            if (members == nullptr) {
                gap("no members known, nor whether China takes part");
            } else {
                say(fmt::format("China is not among its {}", counted(members->total, "known member")));
            }
            return;
        }
        std::string text;
        if (member != nullptr) {
            const std::string_view role = text_property(snapshot_, member->relationship, "role");
            text = fmt::format("China takes part through {}{}", display_name(snapshot_, member->node),
                               role.empty() ? "" : fmt::format(", a {}", role));
        }
        if (host != nullptr) {
            text += member == nullptr ? "China" : ", and";
            text += " holds the secretariat";
            if (member == nullptr || member->node != host->node)
                text += " through " + display_name(snapshot_, host->node);
        }
        say(std::move(text));
    }

    const TraceStep* chinese_in(std::string_view role) const {
        const TraceGroup* group = find_group(root_, role);
        if (group == nullptr) return nullptr;
        const auto found = std::find_if(group->steps.begin(), group->steps.end(),
                                        [&](const TraceStep& step) { return is_chinese_member(snapshot_, step.node); });
        return found == group->steps.end() ? nullptr : &*found;
    }

    // Which of the committees below an international one have a mirror body.
    void mirrored_below() {
        std::vector<std::string> mirrored;
        for (const TraceStep* step : {&root_, counterpart()}) {
            const TraceGroup* below = step == nullptr ? nullptr : find_group(*step, "sub-body");
            if (below == nullptr) continue;
            for (const TraceStep& sub : below->steps) {
                const auto bodies = mirror_bodies(snapshot_, sub.node);
                if (bodies.empty()) break;  // those come first
                mirrored.push_back(display_name(snapshot_, sub.node) + " by " + display_name(snapshot_, bodies[0]));
            }
            if (!mirrored.empty()) {
                say(below->total == 1
                        ? fmt::format("its only known sub-body is mirrored: {}", mirrored.front())
                        : fmt::format("{} of the {} of {} {} a known mirror body: {}", mirrored.size(),
                                      counted(below->total, "known sub-body"), display_name(snapshot_, step->node),
                                      mirrored.size() == 1 ? "has" : "have", join(mirrored, mirrored.size())));
            }
            mirrored.clear();
        }
    }

    const TraceStep* counterpart() const {
        const TraceGroup* mirrored = find_group(root_, "mirrors");
        return mirrored != nullptr && mirrored->total == 1 ? &mirrored->steps.front() : nullptr;
    }

    // What sources state of it side by side, one place each.
    void disagreements(NodeId node) {
        for (const auto& [property, statements] : find_reasons(snapshot_.metadata(), snapshot_.id(node)).statements) {
            std::string text;
            for (const Statement& statement : statements) {
                const Evidence* best = best_evidence(statement.evidence);
                text += fmt::format(
                    "{}“{}”", text.empty() ? "" : ", ",
                    statement.value.is_string() ? statement.value.as_string() : to_literal(statement.value));
                if (best != nullptr) {
                    text += fmt::format(" ({}:{})", document_name(snapshot_, best->document), best->line);
                }
            }
            say(fmt::format("mind: sources disagree on the {} of {}: {}", property, display_name(snapshot_, node),
                            text));
        }
    }

    // What stands between the mirror body and the standards that its committee answers for.
    void mirror_body(const TraceStep& mirror) {
        const std::string name = display_name(snapshot_, mirror.node);
        if (main_label(snapshot_, mirror.node) == "Committee") {
            if (const TraceGroup* host = find_group(mirror, "secretariat")) {
                say("secretariat of " + name + ": " + names(*host));
            } else {
                gap("no secretariat of " + name + " known");
            }
        } else if (const TraceGroup* national = find_group(mirror, "secretariat of")) {
            say(name + " runs the secretariat of " + names(*national));
        } else if (!mirror.repeated) {
            gap("no national committee known that " + name + " is the secretariat of");
        }
    }

    void missing_mirror() {
        const auto nearest = nearest_mirror(snapshot_, root_.node);
        gap(nearest ? "no mirror body known; nearest: that of " + display_name(snapshot_, nearest->committee) + ", " +
                          display_name(snapshot_, nearest->mirror)
                    : "no mirror body known, nor one of a committee above");
    }

    void secretariat_and_standards() {
        if (const TraceGroup* host = find_group(root_, "secretariat")) {
            say("secretariat: " + names(*host));
        } else {
            gap("no secretariat known");
        }
        if (const TraceGroup* standards = find_group(root_, "responsible for")) {
            say("answers for " + counted(standards->total, "standard") + describe_standings(*standards));
        } else {
            gap("no standards known that it answers for");
        }
    }

    void standard() {
        life();
        if (const TraceGroup* adopts = find_group(root_, "adopts")) {
            say("adopts " + names_with_degree(*adopts));
            for (const TraceStep& original : adopts->steps) dead_original(original);
        }
        if (const TraceGroup* adopted = find_group(root_, "adopted by")) {
            say("adopted as " + names_with_degree(*adopted));
        } else if (is_international_standard()) {
            gap("no Chinese adoption known");
        }
        if (const TraceGroup* responsible = find_group(root_, "responsible")) {
            say("responsible: " + names(*responsible));
        } else {
            missing_committee();
        }
        disagreements(root_.node);
    }

    // Editions mostly stay with their committee.
    void missing_committee() {
        const auto nearest = nearest_committee(snapshot_, root_.node, trace_.history);
        gap("no responsible committee known" +
            (nearest ? fmt::format("; nearest: that of {}, {}", display_name(snapshot_, nearest->edition),
                                   display_name(snapshot_, nearest->committee))
                     : std::string()));
    }

    // An adoption outlives what it adopts.
    void dead_original(const TraceStep& original) {
        if (original.standing != Standing::kEnded) return;
        std::string text = "mind: " + display_name(snapshot_, original.node) + " is no longer in force";
        if (const TraceGroup* newer = find_group(original, "replaced by")) text += ", replaced by " + names(*newer);
        say(text);
    }

    void policy() {
        if (const TraceGroup* issuers = find_group(root_, "issued by")) {
            say("issued by " + names(*issuers));
            const std::size_t said = issuers_said(snapshot_, root_.node);
            if (said > issuers->total)
                gap(fmt::format("of its {} issuers {} named", said,
                                issuers->total == 1 ? std::string("one is") : fmt::format("{} are", issuers->total)));
        } else {
            gap("no issuer known");
        }
        life();
        if (const TraceGroup* basis = find_group(root_, "based on")) say("based on " + names(*basis));
        if (const TraceGroup* made = find_group(root_, "basis of")) {
            say("basis of " + names(*made));
        } else {
            gap("no policy or standard known that is based on it");
        }
        disagreements(root_.node);
    }

    void life() {
        const Validity validity = ValidityReader(snapshot_).of(root_.node);
        std::string text;
        if (root_.standing == Standing::kInForce) text = "in force since " + to_string(*validity.from);
        if (root_.standing == Standing::kEnded) text = "no longer in force";
        if (root_.standing == Standing::kNotYet) {
            text = "not yet in force";
            if (validity.from) text += "; from " + to_string(*validity.from);
        }
        if (validity.until) text += (text.empty() ? "ends " : ", until ") + to_string(*validity.until);
        if (!validity.followed_by.is_null()) {
            text += std::string(text.empty() ? "" : ", ") + (validity.replaced_by.is_null() ? "followed" : "replaced") +
                    " by " + display_name(snapshot_, validity.followed_by);
        }
        if (text.empty()) {
            gap("no date known on which it was published or came into force");
        } else {
            say(text + (trace_.date == today() ? "" : " (as of " + to_string(trace_.date) + ")"));
        }
        if (root_.standing == Standing::kEnded && validity.followed_by.is_null()) gap("no successor known");
        current_edition();
    }

    // Of a series, or of an edition that is not the one in force: which one is.
    void current_edition() {
        std::vector<std::string> current;
        for (const Edition& edition : trace_.history.editions) {
            if (edition.node != root_.node && edition.standing == Standing::kInForce) {
                current.push_back(display_name(snapshot_, edition.node));
            }
        }
        if (root_.standing != Standing::kInForce && !current.empty()) {
            say("in force: " + join(current, current.size()));
        }
    }

    void body() {
        if (const TraceGroup* mirrored = find_group(root_, "mirrors")) say("mirrors " + names(*mirrored, true));
        if (const TraceGroup* hosted = find_group(root_, "secretariat of")) say("secretariat of " + names(*hosted));
        if (const TraceGroup* parent = find_group(root_, "part of")) say("part of " + names(*parent));
        if (const TraceGroup* issued = find_group(root_, "issued"))
            say("issued " + counted(issued->total, "act") + describe_standings(*issued));
        if (const TraceGroup* standards = find_group(root_, "responsible for")) {
            say("answers for " + counted(standards->total, "standard") + describe_standings(*standards));
        }
        disagreements(root_.node);
    }

    bool is_international_standard() const {
        const std::string_view publisher = text_property(snapshot_, root_.node, "publisher");
        const std::string name = display_name(snapshot_, root_.node);
        return publisher.starts_with("ISO") || publisher.starts_with("IEC") || name.starts_with("ISO") ||
               name.starts_with("IEC");
    }

    static std::string join(const std::vector<std::string>& parts, std::size_t total) {
        std::string out;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool last = i + 1 == parts.size() && total == parts.size();
            out += (i == 0 ? "" : last ? " and " : ", ") + parts[i];
        }
        if (total > parts.size()) out += fmt::format(" and {} more", total - parts.size());
        return out;
    }

    std::string names(const TraceGroup& group, bool with_date = false) const {
        std::vector<std::string> parts;
        for (const TraceStep& step : group.steps) {
            if (parts.size() == kNamesInSentence) break;
            parts.push_back(display_name(snapshot_, step.node));
            const std::string_view title = text_property(snapshot_, step.node, "title");
            const bool is_one =
                !find_reasons(snapshot_.metadata(), snapshot_.id(step.node)).statements.contains("title");
            if (with_date && !title.empty() && group.total == 1 && is_one) parts.back() += fmt::format(" ({})", title);
            const auto date = ValidityReader(snapshot_).of(step.relationship).from;
            if (with_date && date) parts.back() += " (since " + to_string(*date) + ")";
            if (step.confidence < kDoubtfulInNote) parts.back() += fmt::format(" ({} sure)", percent(step.confidence));
        }
        return join(parts, group.total);
    }

    std::string names_with_degree(const TraceGroup& group) const {
        std::vector<std::string> parts;
        for (const TraceStep& step : group.steps) {
            if (parts.size() == kNamesInSentence) break;
            parts.push_back(display_name(snapshot_, step.node));
            const std::string_view degree = text_property(snapshot_, step.relationship, "degree");
            if (!degree.empty()) parts.back() += fmt::format(" ({})", degree);
        }
        return join(parts, group.total);
    }

    void say(std::string text) { trace_.summary.push_back(std::move(text)); }
    void gap(std::string text) { trace_.gaps.push_back(std::move(text)); }

    const Snapshot& snapshot_;
    Trace& trace_;
    const TraceStep& root_;
};

}  // namespace

void note(const Snapshot& snapshot, Trace& trace) { Notes(snapshot, trace).write(); }

std::string describe_standings(const TraceGroup& group) {
    const auto& counts = group.by_standing;
    const auto name = [](Standing standing) {
        return standing == Standing::kUnknown ? std::string_view("of unknown date") : standing_name(standing);
    };
    if (counts.empty() || (counts.size() == 1 && counts.front().first == Standing::kUnknown)) return {};
    if (counts.size() == 1) return fmt::format(", {}", name(counts.front().first));
    std::string out;
    for (const auto& [standing, count] : counts) {
        out += fmt::format("{}{} {}", out.empty() ? ": " : ", ", count, name(standing));
    }
    return out;
}

std::span<const NodeId> mirror_bodies(const Snapshot& snapshot, NodeId committee) {
    const auto mirrors = snapshot.find_type("MIRRORS");
    return mirrors ? snapshot.neighbours(committee, *mirrors, Direction::kIncoming).nodes : std::span<const NodeId>();
}

bool is_chinese_member(const Snapshot& snapshot, NodeId body) {
    const std::string_view country = text_property(snapshot, body, "country");
    return country == "CN" || country == "China" || text_property(snapshot, body, "acronym") == "SAC" ||
           display_name(snapshot, body) == "SAC";
}

std::optional<NearestMirror> nearest_mirror(const Snapshot& snapshot, NodeId committee) {
    const auto part_of = snapshot.find_type("PART_OF");
    if (!part_of) return std::nullopt;
    std::unordered_set<NodeId> seen = {committee};
    for (NodeId node = committee;;) {
        const Neighbours parents = snapshot.neighbours(node, *part_of, Direction::kOutgoing);
        if (parents.empty() || !seen.insert(parents.nodes[0]).second) return std::nullopt;
        node = parents.nodes[0];
        const auto found = mirror_bodies(snapshot, node);
        if (!found.empty()) return NearestMirror{node, found[0]};
    }
}

Side side_of(const Snapshot& snapshot, NodeId committee) {
    const auto identifier = try_parse_committee(display_name(snapshot, committee));
    if (!identifier) return Side::kUnknown;
    const std::string_view body = identifier->body;
    for (const std::string_view international : {"ISO", "IEC", "ITU", "CISPR"}) {
        if (body.starts_with(international)) return Side::kInternational;
    }
    return body == "SAC" || body == "CCSA" ? Side::kNational : Side::kUnknown;
}

}  // namespace mirrorgraph::query
