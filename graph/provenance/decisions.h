// Corrections that people make to a graph and that survive every build: decisions.json beside it.
//
// A decision names nodes by their ids, as the graph and `mirrorgraph why` show them. Kinds:
//
//   alias   node, names                       the node is also called so
//   merge   node, others                      the others are the node, whatever their codes
//   split   node, others                      the others are not the node, whatever their names
//   split   node, documents, as               what these documents call so is another thing, with the id `as`
//   reject  source, type, target              the claim is wrong
//   confirm source, type, target              the claim of the sources is right: a person has checked it
//   add     source, type, target [properties] the claim is right, though no source makes it
//   add     node, properties                  the properties of a node; with "name", a node that no source names
//
// `reject` and `confirm` judge what the sources claim: with `documents` as these make it, with `properties` where it has
// these (of two dates of one act, the one). A confirmed claim has the decision among its evidence; once no source makes
// it any more, it is gone, and the decision is told not to apply. `add` holds whatever the sources say.
//
// Each has `author`, `reason` and `date` (when it was decided). Dates inside properties are written as texts.
//
// Units:   Decision::span is bytes of the file, line 1-based
// Errors:  Error kInvalidData with the place for a damaged file, kIo for one that cannot be read or written;
//          add_decision throws kConflict for a decision that stands there already, remove_decision kNotFound
// Threads: functions may run at once; writers of one file, in other processes too, wait for one another
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/error.h"
#include "schema/schema.h"
#include "schema/temporal/date.h"
#include "schema/value.h"

namespace mirrorgraph {

// Evidence::rule of what a decision says; its line is that of the decision.
inline constexpr std::string_view kDecisionRule = "decision";

enum class DecisionKind { kAlias, kMerge, kSplit, kReject, kConfirm, kAdd };

struct Decision {
    DecisionKind kind = DecisionKind::kAlias;
    std::string node;
    std::vector<std::string> names;
    std::vector<std::string> others;
    std::vector<std::string> documents;  // ids
    std::string as;
    std::string source;
    std::string type;
    std::string target;
    Map properties;
    std::string author;
    std::string reason;
    Date date;

    // Where it stands in the file, for messages and evidence; not part of what is decided.
    Span span;  // of the reason, without its quotation marks
    std::size_t line = 0;
};

struct Decisions {
    std::string text;  // of the file
    std::vector<Decision> list;
};

std::string_view decision_kind_name(DecisionKind kind);

// "merge 'agency:a' with 'agency:b'": the decision in words, without author and reason.
std::string describe(const Decision& decision);

// decisions.json in the folder of the graph.
std::string decisions_path(const std::string& graph_path);

// None where there is no file.
Decisions load_decisions(const std::string& path, const Schema& schema);
Decisions parse_decisions(std::string text, const std::string& source, const Schema& schema);

// Throws Error kInvalidData for a decision that says too little, or what the schema does not allow.
void check_decision(const Decision& decision, const Schema& schema);

// Adds to the end of the file, which is made where there is none, written whole or left as it was.
void add_decision(const std::string& path, const Decision& decision, const Schema& schema);

// `number` counts from 1, in the order of the file. Gives what was removed.
Decision remove_decision(const std::string& path, std::size_t number, const Schema& schema);

// The Document node that facts of decisions have as evidence: no source that was read.
inline constexpr std::string_view kDecisionsDocument = "decisions";

// What a build made of one decision, kept in the metadata of the graph under "decisions".
struct DecisionRecord {
    std::string says;  // describe()
    std::string author;
    std::string reason;
    Date date;
    std::size_t line = 0;            // of decisions.json
    std::vector<std::string> nodes;  // ids that it speaks of
    std::string problem;             // why it did not apply; empty where it did
};
DecisionRecord record_of(const Decision& decision, std::string problem);
void write_decisions(Map& metadata, const std::vector<DecisionRecord>& records);
// Those that speak of the node, or all where `node` is empty.
std::vector<DecisionRecord> find_decisions(const Map& metadata, std::string_view node = {});

}  // namespace mirrorgraph
