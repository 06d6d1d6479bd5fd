// What sources state of one thing where only one can be right, and do not agree on.
//
// Dates agree where one refines the other ("2021" and "2021-06-17"); names and titles where the words of one are among
// those of the other, or most are the same; everything else where it is equal. For a committee, what it is for is also
// stated by its long names: "Subcommittee for Artificial Intelligence" says what a title would.
//
// Threads: functions may run at once
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/extraction.h"
#include "ingest/resolve/entities.h"
#include "schema/schema.h"

namespace mirrorgraph::ingest {

struct Stated {
    Value value;
    std::vector<MentionRef> mentions;  // the first of each document
};

// The properties of which only one value can be right.
using SingleProperties = std::unordered_map<std::string, const PropertyRule*>;
SingleProperties single_properties(const Schema& schema);

// By property; only those with two values that do not agree, most often stated first.
std::map<std::string, std::vector<Stated>> disagreements(const Entity& entity,
                                                         const std::vector<const Extraction*>& documents,
                                                         const SingleProperties& single, NameForms& forms);

}  // namespace mirrorgraph::ingest
