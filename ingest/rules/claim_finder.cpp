#include "ingest/rules/claim_finder.h"

#include <algorithm>
#include <array>

#include "ingest/recognise/context/subject.h"
#include "ingest/rules/sentence/code_relations.h"
#include "ingest/rules/sentence/sides.h"
#include "schema/identifiers/standard.h"
#include "schema/temporal/date.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kNearBytes = 24;     // behind a match: "... issued the Plan in December 2021"
constexpr std::size_t kEarlier = 8;        // sentences that `earlier` looks back
constexpr std::size_t kAbove = 12;         // sentences above a table that `above` looks at
constexpr std::size_t kHeaderReach = 400;  // blocks between a table's header and its last row

// A date behind such words is a term or a beginning of validity, not the day of an act.
bool is_term(std::string_view before) {
    while (before.ends_with(' ')) before.remove_suffix(1);
    if (before.ends_with(" the")) before.remove_suffix(4);
    for (std::string_view link : {" on", " from", " is", " as of", " of", " in"}) {
        if (!before.ends_with(link)) continue;
        const std::string_view rest = before.substr(0, before.size() - link.size());
        for (std::string_view word : {"effective", "effect", "force", "deadline", "starting", "as"}) {
            if (rest.ends_with(word)) return true;
        }
    }
    if (before.ends_with("自")) return true;
    const std::size_t blank = before.rfind(' ');
    const std::string_view last = blank == std::string_view::npos ? before : before.substr(blank + 1);
    for (std::string_view word : {"effective", "by", "until", "before", "since", "till", "deadline:", "than"}) {
        if (last == word) return true;
    }
    return false;
}

std::optional<Date> date_of_mention(const Mention& mention) {
    const std::size_t colon = mention.key.find(':');
    if (const auto date = parse_date(mention.key.substr(colon == std::string::npos ? 0 : colon + 1))) return date;
    const auto property = mention.properties.find("date");
    if (property != mention.properties.end() && property->second.is_date()) return property->second.as_date();
    return std::nullopt;
}

// The date nearest to [begin, end): inside, close behind, before, anywhere.
std::optional<Date> nearest_date(const MaskedText& text, const std::vector<Mention>& mentions, std::size_t begin,
                                 std::size_t end) {
    std::optional<Date> best;
    std::size_t best_cost = std::string::npos;
    for (const MaskedText::Slot& slot : text.slots) {
        if (mentions[slot.mention].label != "Date" || is_term(std::string_view(text.text).substr(0, slot.offset)))
            continue;
        const auto date = date_of_mention(mentions[slot.mention]);
        if (!date) continue;
        std::size_t cost = 0;
        if (slot.offset < begin) {
            cost = kNearBytes + begin - slot.offset;
        } else if (slot.offset >= end) {
            cost = slot.offset - end <= kNearBytes ? slot.offset - end : 2 * text.text.size() + slot.offset;
        }
        if (cost >= best_cost) continue;
        best_cost = cost;
        best = date;
    }
    return best;
}

// "... mirror ISO/TC 154 and IEC/TC 65, respectively", 分别: the first belongs to the first, the second to the second.
bool says_respectively(std::string_view text, std::size_t begin, std::size_t end) {
    constexpr std::size_t kReach = 24;  // bytes behind a match
    const std::string_view matched = text.substr(begin, end - begin);
    const auto is_name = [](char c) { return static_cast<unsigned char>(c) < ' '; };
    const std::string_view behind = text.substr(end, kReach);
    const auto next = std::find_if(behind.begin(), behind.end(), is_name);
    const std::string_view until(behind.data(), static_cast<std::size_t>(next - behind.begin()));
    return matched.find("respectively") != std::string_view::npos || matched.find("分别") != std::string_view::npos ||
           until.find("respectively") != std::string_view::npos;
}

bool any_matches(const std::vector<Pattern>& patterns, std::string_view text) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const Pattern& it) { return it.may_match(text) && it.matches(text); });
}

// Does one of the refusals match the part of the unit's mask?
bool refuses(const std::vector<RuleRefusals::Refusal>& refusals, const MaskedText& whole, const TriggerPlaces& places,
             std::string_view part) {
    return std::any_of(refusals.begin(), refusals.end(), [&](const RuleRefusals::Refusal& refusal) {
        return refusal.needs.met(whole, places) && refusal.pattern->matches(part);
    });
}

}  // namespace

void RoleBinding::bind(const std::string& role, std::vector<std::size_t> mentions) {
    if (mentions.empty() || find(role) != nullptr) return;
    roles_.emplace_back(role, std::move(mentions));
}

void RoleBinding::bind(const Pattern& pattern, const Pattern::Match& match) {
    for (std::size_t i = 0; i < pattern.roles().size(); ++i) {
        const std::string& role = pattern.roles()[i].name;
        // Two places of one pattern can fill one role: "A and the experts of B issued".
        const auto known =
            std::find_if(roles_.begin(), roles_.end(), [&](const auto& entry) { return entry.first == role; });
        if (known == roles_.end()) {
            bind(role, match.mentions[i]);
        } else {
            known->second.insert(known->second.end(), match.mentions[i].begin(), match.mentions[i].end());
        }
    }
}

void RoleBinding::complete(const RoleBinding& other) {
    for (const auto& [role, mentions] : other.roles_) bind(role, mentions);
}

const std::vector<std::size_t>* RoleBinding::find(std::string_view role) const {
    for (const auto& [name, mentions] : roles_) {
        if (name == role) return &mentions;
    }
    return nullptr;
}

ClaimFinder::ClaimFinder(const Document& document, const std::vector<Mention>& mentions, const Schema& schema)
    : document_(document),
      mentions_(mentions),
      schema_(schema),
      index_(mentions, false),
      topic_index_(mentions, true),
      outline_(document, mentions, index_),
      masks_(outline_.units().size()),
      topic_masks_(outline_.units().size()) {}

const MaskedText& ClaimFinder::mask(std::size_t unit, bool with_topics) {
    auto& cached = with_topics ? topic_masks_[unit] : masks_[unit];
    if (!cached) {
        const TextUnit& it = outline_.units()[unit];
        cached = mask_text(document_, it.span, document_.blocks[it.block].cells, mentions_,
                           with_topics ? topic_index_ : index_);
    }
    return *cached;
}

bool ClaimFinder::has_topics(std::size_t unit) const {
    const std::vector<std::size_t> inside = topic_index_.within(outline_.units()[unit].span);
    return std::any_of(inside.begin(), inside.end(), [&](std::size_t i) { return mentions_[i].label == "Topic"; });
}

void ClaimFinder::match_unit(const Rule& rule, const Pattern& pattern, const Try& at) {
    if (!may_have_context(rule, at.unit, at.with_topics)) return;
    const MaskedText& text = mask(at.unit, at.with_topics);
    for (std::size_t from = 0; auto match = pattern.find(text, from, at.latest);) {
        const std::string_view front = std::string_view(text.text).substr(0, match->begin);
        if (refuses(at.refusals.in_front, text, at.places, front)) {
            from = match->begin + 1;
            continue;
        }
        const std::string_view matched = std::string_view(text.text).substr(match->begin, match->end - match->begin);
        // "set up under the State Council's notice" speaks of the notice.
        const bool owner = !matched.empty() && static_cast<unsigned char>(matched.back()) < ' ' &&
                           std::string_view(text.text).substr(match->end).starts_with("'s ");
        if (!owner && !refuses(at.refusals.inside, text, at.places, matched)) {
            RoleBinding binding;
            binding.bind(pattern, *match);
            claim(rule, std::move(binding), {at.unit, match->begin, match->end, at.with_topics});
        }
        // The last mention of one match may begin the next: A replaces B, which replaces C.
        from = std::max(match->begin + 1, match->end);
        for (const MaskedText::Slot& slot : text.slots) {
            if (slot.offset > match->begin && slot.offset < match->end) from = slot.offset;
        }
    }
}

void ClaimFinder::match_row(const std::vector<const Rule*>& rules, std::size_t unit) {
    const TextUnit& it = outline_.units()[unit];
    const Block& row = document_.blocks[it.block];
    if (row.kind != BlockKind::kTableRow || row.header) return;
    const std::optional<std::size_t> header = header_of(it.block);
    if (!header) return;
    if (header != last_header_) read_header(rules, *header);
    for (const auto& [rule, columns] : header_rules_) {
        const auto found = columns.read(row, mentions_, index_);
        // Several on both sides: which belongs to which is not told.
        const auto names_several = [&](const std::vector<std::size_t>& cell) {
            return std::any_of(cell.begin(), cell.end(),
                               [&](std::size_t i) { return mentions_[i].key != mentions_[cell.front()].key; });
        };
        if (std::count_if(found.begin(), found.end(), names_several) > 1) continue;
        RoleBinding binding;
        for (std::size_t i = 0; i < found.size(); ++i) binding.bind(rule->columns[i].role, found[i]);
        claim(*rule, std::move(binding), {unit, 0, mask(unit, false).text.size(), false});
    }
}

void ClaimFinder::read_header(const std::vector<const Rule*>& rules, std::size_t block) {
    last_header_ = block;
    header_rules_.clear();
    const std::vector<MaskedText> cells = TableColumns::mask_header(document_, document_.blocks[block]);
    for (const Rule* rule : rules) {
        if (auto columns = TableColumns::find(cells, rule->columns))
            header_rules_.emplace_back(rule, *std::move(columns));
    }
}

std::optional<std::size_t> ClaimFinder::header_of(std::size_t block) const {
    const std::uint32_t table = document_.blocks[block].table;
    for (std::size_t i = block; i-- > 0 && block - i < kHeaderReach;) {
        const Block& above = document_.blocks[i];
        if (above.kind == BlockKind::kTableRow && above.table == table) {
            if (above.header) return i;
            continue;
        }
        // A header that the reader took for a line of text stands right above the first row.
        if (above.kind == BlockKind::kTableRow || above.table != 0) return std::nullopt;
        return i;
    }
    return std::nullopt;
}

const std::vector<ClaimFinder::InnerText>& ClaimFinder::inner_texts() {
    if (inner_texts_) return *inner_texts_;
    inner_texts_.emplace();
    const InnerNames names(mentions_);
    for (std::size_t whole = 0; whole < mentions_.size(); ++whole) {
        const auto inner = names.within(whole);
        if (inner.empty()) continue;
        // The name is a small document of its own: the bodies inside it are its mentions.
        Document name;
        name.text = mentions_[whole].surface;
        std::vector<Mention> bodies;
        for (const auto& it : inner) {
            bodies.emplace_back().span = it.span;
            bodies.back().label = mentions_[it.mention].label;
        }
        MaskedText text = mask_text(name, {0, name.text.size()}, {}, bodies, MentionIndex(bodies, false));
        for (MaskedText::Slot& slot : text.slots) slot.mention = inner[slot.mention].mention;
        inner_texts_->push_back({whole, std::move(text)});
    }
    return *inner_texts_;
}

void ClaimFinder::match_inside(const Rule& rule) {
    for (const auto& [whole, text] : inner_texts()) {
        for (const Pattern& pattern : rule.patterns) {
            const auto match = pattern.find(text);
            if (!match) continue;
            RoleBinding binding;
            binding.bind(pattern, *match);
            binding.bind("whole", {whole});
            claim_structure(rule, binding, mentions_[whole].span);
        }
    }
}

void ClaimFinder::match_identifiers(const Rule& rule) {
    if (!code_relations_) code_relations_ = code_relations(mentions_);
    for (const CodeRelation& relation : *code_relations_) {
        RoleBinding binding;
        binding.bind(relation.from_role, {relation.from});
        binding.bind(relation.to_role, {relation.to});
        claim_structure(rule, binding, mentions_[relation.from].span);
    }
}

void ClaimFinder::claim_structure(const Rule& rule, const RoleBinding& binding, Span evidence) {
    Claim common;
    common.evidence = evidence;
    common.rule = rule.name;
    common.confidence = rule.confidence;
    for (const ClaimTemplate& shape : rule.claims) claim_pairs(rule, shape, binding, common);
}

const std::optional<Pattern::Match>& ClaimFinder::context_match(const Pattern& pattern, std::size_t unit,
                                                                bool with_topics) {
    const auto [known, fresh] = context_matches_.try_emplace({&pattern, unit, with_topics});
    if (fresh) {
        const MaskedText& text = mask(unit, with_topics);
        if (pattern.possible(text.labels) && pattern.may_match(text.text)) known->second = pattern.find(text);
    }
    return known->second;
}

// Most lists and sections are not led in by what a rule about them wants: that is known before their sentences are looked
// at.
bool ClaimFinder::may_have_context(const Rule& rule, std::size_t unit, bool with_topics) {
    const auto fits_one_of = [&](const Pattern& pattern, const std::vector<std::size_t>& units) {
        return std::any_of(units.begin(), units.end(), [&](std::size_t context) {
            return context_match(pattern, context, with_topics).has_value();
        });
    };
    const TextUnit& it = outline_.units()[unit];
    if (rule.lead_in && !(it.in_list && fits_one_of(*rule.lead_in, it.lead_in))) return false;
    if (rule.section && rule.subject.empty() && !fits_one_of(*rule.section, it.titles) &&
        !fits_one_of(*rule.section, committee_of_title(unit)))
        return false;
    if (!rule.signed_by.empty() && signature_of(unit) == nullptr) return false;
    return !rule.above || find_above(rule, unit, with_topics).has_value();
}

bool ClaimFinder::bind_from(const Pattern& pattern, const std::vector<std::size_t>& units, bool with_topics,
                            RoleBinding& binding, Span& context) {
    for (const std::size_t unit : units) {
        const std::optional<Pattern::Match>& match = context_match(pattern, unit, with_topics);
        if (!match) continue;
        RoleBinding found;
        found.bind(pattern, *match);
        binding.complete(found);
        context = outline_.units()[unit].span;
        return true;
    }
    return false;
}

bool ClaimFinder::bind_context(const Rule& rule, RoleBinding& binding, const Place& place, Span& context) {
    const TextUnit& unit = outline_.units()[place.unit];
    const bool topics = place.with_topics;
    std::vector<std::size_t> before;
    for (auto at = unit.before; at && before.size() < kEarlier; at = outline_.units()[*at].before) {
        before.push_back(*at);
    }
    const std::vector<std::size_t> last(before.begin(), before.begin() + (before.empty() ? 0 : 1));
    std::vector<std::size_t> above;
    if (rule.above) {
        if (const auto found = find_above(rule, place.unit, topics)) above = {*found};
    }
    return (!rule.lead_in || bind_from(*rule.lead_in, unit.lead_in, topics, binding, context)) &&
           (!rule.before || bind_from(*rule.before, last, topics, binding, context)) &&
           (!rule.earlier || bind_from(*rule.earlier, before, topics, binding, context)) &&
           bind_section(rule, place, binding, context) &&
           (!rule.above || bind_from(*rule.above, above, topics, binding, context)) &&
           (!rule.opening || bind_from(*rule.opening, outline_.opening(), topics, binding, context)) &&
           (rule.signed_by.empty() || bind_signature(rule.signed_by, place.unit, binding, context));
}

// The next signature below a unit; one at the head of the document speaks for all that has none below.
const Signature* ClaimFinder::signature_of(std::size_t unit) {
    constexpr std::size_t kHeadUnits = 6;
    if (!signatures_) {
        signatures_ = find_signatures(document_, outline_, mentions_,
                                      [this](std::size_t it) -> const MaskedText& { return mask(it, false); });
    }
    const auto below =
        std::find_if(signatures_->begin(), signatures_->end(), [unit](const Signature& it) { return it.first > unit; });
    if (below != signatures_->end()) return &*below;
    const bool headed = !signatures_->empty() && signatures_->front().first < kHeadUnits;
    // Tables and annexes stand behind the signature.
    const bool annex = !signatures_->empty() && outline_.units()[unit].in_list;
    return headed ? &signatures_->front() : annex ? &signatures_->back() : nullptr;
}

bool ClaimFinder::bind_signature(const std::string& role, std::size_t unit, RoleBinding& binding, Span& context) {
    const Signature* signature = signature_of(unit);
    if (signature == nullptr) return false;
    binding.bind(role, signature->bodies);
    binding.bind("date", {signature->date});
    context = signature->span;
    return true;
}

bool ClaimFinder::bind_subject(const std::string& role, std::size_t unit, RoleBinding& binding, Span& context) {
    if (!knows_subject_) {
        std::vector<const Mention*> mentions;
        for (const Mention& mention : mentions_) mentions.push_back(&mention);
        std::stable_sort(mentions.begin(), mentions.end(),
                         [](const Mention* a, const Mention* b) { return a->span.begin < b->span.begin; });
        const auto position = [&](std::size_t it) { return static_cast<std::size_t>(mentions[it] - mentions_.data()); };
        for (const std::size_t number : find_card_numbers(document_, mentions)) cards_.push_back(position(number));
        if (const auto found = find_subject(document_, mentions)) subject_ = position(*found);
        knows_subject_ = true;
    }
    std::optional<std::size_t> subject = subject_;
    if (!cards_.empty()) {
        const std::size_t end = outline_.units()[unit].span.end;
        const auto below = std::partition_point(cards_.begin(), cards_.end(),
                                                [&](std::size_t it) { return mentions_[it].span.begin < end; });
        if (below != cards_.begin()) subject = *std::prev(below);
    }
    if (!subject) return false;
    // {this:Standard} in a pattern stands for the subject, not for any standard.
    if (const auto* named = binding.find("this"); named != nullptr) {
        const Mention& other = mentions_[named->front()];
        if (other.label == mentions_[*subject].label && other.key != mentions_[*subject].key) return false;
    }
    binding.bind(role, {*subject});
    context = mentions_[*subject].span;
    return true;
}

bool ClaimFinder::is_foreword() {
    if (!foreword_) foreword_ = reads_as_foreword(document_.text);
    return *foreword_;
}

// A role that a title over the unit fills may be filled by the subject where none does.
bool ClaimFinder::bind_section(const Rule& rule, const Place& place, RoleBinding& binding, Span& context) {
    const bool either = rule.section && std::any_of(rule.section->roles().begin(), rule.section->roles().end(),
                                                    [&](const Pattern::Role& it) { return it.name == rule.subject; });
    // In its foreword a standard speaks of itself, whatever stands as a title over the line.
    if (either && is_foreword() && bind_subject(rule.subject, place.unit, binding, context)) return true;
    const bool titled =
        rule.section &&
        (bind_from(*rule.section, outline_.units()[place.unit].titles, place.with_topics, binding, context) ||
         bind_from(*rule.section, committee_of_title(place.unit), place.with_topics, binding, context));
    if (rule.subject.empty()) return !rule.section || titled;
    if (either) return titled || bind_subject(rule.subject, place.unit, binding, context);
    return (!rule.section || titled) && bind_subject(rule.subject, place.unit, binding, context);
}

// Slides about one committee name it on the first: their bullets speak of it under whatever headline.
std::vector<std::size_t> ClaimFinder::committee_of_title(std::size_t unit) {
    constexpr std::size_t kTitleUnits = 3;
    if (!outline_.units()[unit].in_list) return {};
    for (std::size_t title = 0; title < kTitleUnits && title < outline_.units().size(); ++title) {
        const MaskedText& text = mask(title, false);
        if (outline_.units()[title].in_list || text.slots.empty() || text.slots.front().offset != 0) continue;
        if (mentions_[text.slots.front().mention].label == "Committee") return {title};
    }
    return {};
}

// The unit over a list that `above` fits. What a caption between it and the table says (`unless`: "Withdrawn standards")
// takes the table away from it.
std::optional<std::size_t> ClaimFinder::find_above(const Rule& rule, std::size_t unit, bool with_topics) {
    constexpr std::size_t kCaptions = 2;
    const std::vector<TextUnit>& units = outline_.units();
    if (!units[unit].in_list) return std::nullopt;
    std::optional<std::size_t> at = units[unit].above;
    if (!at) return std::nullopt;
    const auto [known, fresh] = above_.try_emplace({&rule, *at, with_topics});
    for (std::size_t seen = 0; fresh && at && seen < kAbove; ++seen, at = units[*at].above) {
        if (context_match(*rule.above, *at, with_topics)) {
            known->second = at;
            break;
        }
        if (seen < kCaptions && any_matches(rule.unless, mask(*at, with_topics).text)) break;
    }
    return known->second;
}

void ClaimFinder::claim(const Rule& rule, RoleBinding binding, const Place& place) {
    Claim common;
    common.evidence = outline_.units()[place.unit].span;
    if (!bind_context(rule, binding, place, common.context)) return;
    common.rule = rule.name;
    common.confidence = rule.confidence;
    common.date = date_of(rule, binding, place);
    const std::string_view matched =
        std::string_view(mask(place.unit, place.with_topics).text).substr(place.begin, place.end - place.begin);
    for (const PropertyChoice& choice : rule.choices) {
        if (!common.properties.contains(choice.key) && choice.words.matches(matched)) {
            common.properties[choice.key] = choice.value;
        }
    }
    const bool in_order = says_respectively(mask(place.unit, place.with_topics).text, place.begin, place.end);
    for (const ClaimTemplate& shape : rule.claims) claim_pairs(rule, shape, binding, common, in_order);
}

// Whether one is an edition of the other by its number: GB/T 1.1-2020, GB/T 1.1-2009.
bool ClaimFinder::has_its_number(std::size_t one, std::size_t old) const {
    const auto id = try_parse_standard(mentions_[one].name), replaced = try_parse_standard(mentions_[old].name);
    return id && replaced && id->number == replaced->number && id->part == replaced->part;
}

void ClaimFinder::claim_pairs(const Rule& rule, const ClaimTemplate& shape, const RoleBinding& binding,
                              const Claim& common, bool in_order) {
    const auto* sources = binding.find(shape.source);
    const auto* targets = binding.find(shape.target);
    if (sources == nullptr || targets == nullptr) return;
    const bool as_many = sources->size() == targets->size();
    if (rule.respectively && !as_many) return;
    const bool pairs = rule.respectively || (in_order && as_many);
    // "HJ 209 and HJ 311 replace HJ/T 209 and HJ/T 311": each replaces what has its number.
    const auto edition_of = [&](std::size_t old) -> std::optional<std::size_t> {
        if (pairs || shape.type != "REPLACES" || sources->size() < 2) return std::nullopt;
        const auto found =
            std::find_if(sources->begin(), sources->end(), [&](std::size_t one) { return has_its_number(one, old); });
        return found == sources->end() ? std::nullopt : std::optional(*found);
    };
    std::vector<std::optional<std::size_t>> editions;
    for (const std::size_t target : *targets) editions.push_back(edition_of(target));
    for (std::size_t i = 0; i < sources->size(); ++i) {
        for (std::size_t j = 0; j < targets->size(); ++j) {
            if (pairs && i != j) continue;
            if (editions[j] && *editions[j] != (*sources)[i]) continue;
            Claim made = common;
            made.type = shape.type;
            made.source = (*sources)[i];
            made.target = (*targets)[j];
            const Mention& source = mentions_[made.source];
            const Mention& target = mentions_[made.target];
            if (source.label == target.label && source.key == target.key) continue;
            if (!schema_.allows_endpoints(shape.type, {source.label}, {target.label})) continue;
            if (!sides_fit(shape.type, source, target)) continue;
            made.confidence *= std::min(source.confidence, target.confidence);
            for (const auto& [key, value] : shape.properties) made.properties[key] = value;
            if ((pairs && sources->size() > 1) || editions[j])
                paired_[{made.type, made.evidence.begin}].emplace_back(made.source, made.target);
            if (rule.unless_claimed.empty()) {
                add(std::move(made));
            } else if (sides_speak_for(shape.type, source, target)) {
                const std::size_t asked = rule.unless_claimed == shape.source ? made.source : made.target;
                defaults_.add(std::move(made), asked);
            }
        }
    }
}

std::optional<Date> ClaimFinder::date_of(const Rule& rule, const RoleBinding& binding, const Place& place) {
    if (const auto* dates = binding.find("date")) {
        if (const auto date = date_of_mention(mentions_[dates->front()])) return date;
    }
    switch (rule.date) {
        case DatePolicy::kNone: return std::nullopt;
        case DatePolicy::kSentence:
            return nearest_date(mask(place.unit, place.with_topics), mentions_, place.begin, place.end);
        case DatePolicy::kLeadIn:
            for (const std::size_t unit : outline_.units()[place.unit].lead_in) {
                if (const auto date = nearest_date(mask(unit, false), mentions_, 0, 0)) return date;
            }
    }
    return std::nullopt;
}

void ClaimFinder::add(Claim claim) {
    const auto [at, fresh] = known_.try_emplace({claim.type, claim.source, claim.target}, claims_.size());
    if (fresh) {
        claims_.push_back(std::move(claim));
        return;
    }
    Claim& known = claims_[at->second];
    if (claim.confidence > known.confidence) std::swap(claim, known);
    if (!known.date) known.date = claim.date;
    known.properties.merge(claim.properties);
}

// Where a sentence pairs two lists in order, the last of the first and the first of the second stand beside each other:
// that means nothing.
bool ClaimFinder::crosses_pairs(const Claim& claim) const {
    const auto known = paired_.find({claim.type, claim.evidence.begin});
    if (known == paired_.end()) return false;
    bool source = false, target = false;
    for (const auto& [first, second] : known->second) {
        if (first == claim.source && second == claim.target) return false;
        source = source || first == claim.source;
        target = target || second == claim.target;
    }
    return source && target;
}

std::vector<Claim> ClaimFinder::take_claims() {
    for (Claim& claim : defaults_.settle(claims_, mentions_)) add(std::move(claim));
    if (!paired_.empty()) std::erase_if(claims_, [this](const Claim& claim) { return crosses_pairs(claim); });
    std::stable_sort(claims_.begin(), claims_.end(), [](const Claim& a, const Claim& b) {
        return std::tie(a.evidence.begin, a.type, a.source, a.target) <
               std::tie(b.evidence.begin, b.type, b.source, b.target);
    });
    known_.clear();
    return std::move(claims_);
}

}  // namespace mirrorgraph::ingest
