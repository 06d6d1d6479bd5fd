#include "ingest/rules/sentence/signature.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

constexpr std::size_t kLongestLine = 400;  // bytes

enum class Line { kOther, kBodies, kDate, kBoth };

// What may stand between the names: blanks, commas, brackets with all that is in them.
bool only_names(const MaskedText& text) {
    int depth = 0;
    for (const char c : text.text) {
        if (c == '(') ++depth;
        const bool name = c >= 1 && c <= label_byte(LabelSet{1} << 6);
        if (depth == 0 && !name && c != ' ' && c != ',' && c != '.') return false;
        if (c == ')') depth = std::max(0, depth - 1);
    }
    return true;
}

Line kind_of(const Document& document, const TextUnit& unit, const std::vector<Mention>& mentions,
             const std::function<const MaskedText&()>& mask) {
    if (unit.span.size() > kLongestLine || document.blocks[unit.block].kind == BlockKind::kTableRow)
        return Line::kOther;
    const MaskedText& text = mask();
    if (text.slots.empty()) return Line::kOther;
    bool bodies = false, dates = false;
    for (const MaskedText::Slot& slot : text.slots) {
        const Mention& mention = mentions[slot.mention];
        bodies = bodies || is_body(mention);
        dates = dates || mention.label == "Date";
        if (!is_body(mention) && mention.label != "Date") return Line::kOther;
    }
    if (!only_names(text)) return Line::kOther;
    return bodies && dates ? Line::kBoth : bodies ? Line::kBodies : Line::kDate;
}

}  // namespace

std::vector<Signature> find_signatures(const Document& document, const Outline& outline,
                                       const std::vector<Mention>& mentions,
                                       const std::function<const MaskedText&(std::size_t)>& mask_of) {
    std::vector<Signature> found;
    std::optional<Signature> open;
    const auto& units = outline.units();
    for (std::size_t u = 0; u < units.size(); ++u) {
        const Line line = kind_of(document, units[u], mentions, [&]() -> const MaskedText& { return mask_of(u); });
        if (line == Line::kOther || (line == Line::kDate && !open)) {
            open.reset();
            continue;
        }
        if (!open) open = Signature{u, u, {}, 0, units[u].span};
        bool dated = false;
        for (const MaskedText::Slot& slot : mask_of(u).slots) {
            const Mention& mention = mentions[slot.mention];
            if (is_body(mention)) open->bodies.push_back(slot.mention);
            if (mention.label == "Date") open->date = slot.mention;
            dated = dated || mention.label == "Date";
        }
        open->last = u + 1;
        open->span.end = units[u].span.end;
        if (!dated) continue;
        found.push_back(*std::exchange(open, std::nullopt));
    }
    return found;
}

}  // namespace mirrorgraph::ingest
