#include "ingest/rules/default_claims.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace mirrorgraph::ingest {

namespace {

using Entity = std::pair<std::string_view, std::string_view>;  // label, key

Entity entity_of(const Mention& mention) { return {mention.label, mention.key}; }

// A relationship of a type that an entity has, as source or as target.
using HalfClaim = std::tuple<std::string_view, Entity, bool>;

}  // namespace

void DefaultClaims::add(Claim claim, std::size_t asked) { entries_.push_back({std::move(claim), asked}); }

std::vector<Claim> DefaultClaims::settle(const std::vector<Claim>& firm, const std::vector<Mention>& mentions) const {
    std::map<HalfClaim, std::vector<Span>> told;  // where
    std::set<std::pair<Entity, Entity>> tied;     // whatever the relationship, in either direction
    for (const Claim& claim : firm) {
        const Entity source = entity_of(mentions[claim.source]);
        const Entity target = entity_of(mentions[claim.target]);
        told[{claim.type, source, true}].push_back(claim.evidence);
        told[{claim.type, target, false}].push_back(claim.evidence);
        tied.insert({source, target});
        tied.insert({target, source});
    }
    const auto told_beside = [&told](const HalfClaim& half, Span place) {
        const auto found = told.find(half);
        return found != told.end() && std::any_of(found->second.begin(), found->second.end(), [place](Span span) {
                   return span.begin < place.end && place.begin < span.end;
               });
    };
    std::map<HalfClaim, std::size_t> first;  // the begin of the evidence
    std::vector<std::pair<HalfClaim, const Claim*>> open;
    for (const Entry& entry : entries_) {
        const Claim& claim = entry.claim;
        const bool asks_source = entry.asked == claim.source;
        const HalfClaim half{claim.type, entity_of(mentions[entry.asked]), asks_source};
        if (told.contains(half)) continue;
        // The sentence says firmer whose it is: "SAC/TC 591 corresponds to ISO/TC 299 and has its secretariat at ...".
        const std::size_t other = asks_source ? claim.target : claim.source;
        if (told_beside({claim.type, entity_of(mentions[other]), !asks_source}, claim.evidence)) continue;
        if (tied.contains({entity_of(mentions[claim.source]), entity_of(mentions[claim.target])})) continue;
        const auto [at, fresh] = first.try_emplace(half, claim.evidence.begin);
        if (!fresh) at->second = std::min(at->second, claim.evidence.begin);
        open.emplace_back(half, &claim);
    }
    std::vector<Claim> held;
    for (const auto& [half, claim] : open) {
        if (claim->evidence.begin == first.at(half)) held.push_back(*claim);
    }
    return held;
}

}  // namespace mirrorgraph::ingest
