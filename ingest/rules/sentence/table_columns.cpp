#include "ingest/rules/sentence/table_columns.h"

#include <algorithm>

#include "schema/text/text.h"

namespace mirrorgraph::ingest {

namespace {

std::vector<std::size_t> with_labels(const std::vector<std::size_t>& found, const std::vector<Mention>& mentions,
                                     const TableColumn& column) {
    std::vector<std::size_t> kept;
    for (const std::size_t i : found) {
        if ((label_bit(mentions[i].label).value_or(0) & column.labels) == 0) continue;
        if (!column.name || column.name->matches(plain_mask(mentions[i].name))) kept.push_back(i);
    }
    return kept;
}

}  // namespace

std::vector<MaskedText> TableColumns::mask_header(const Document& document, const Block& header) {
    std::vector<Span> spans = header.cells;
    if (spans.empty()) spans.push_back(header.span);
    std::vector<MaskedText> cells(spans.size());
    for (std::size_t i = 0; i < spans.size(); ++i)
        cells[i].text = plain_mask(std::string_view(document.text).substr(spans[i].begin, spans[i].size()));
    return cells;
}

std::optional<TableColumns> TableColumns::find(const std::vector<MaskedText>& header,
                                               const std::vector<TableColumn>& columns) {
    TableColumns plan;
    plan.cells_ = header.size();
    for (const TableColumn& column : columns) {
        std::optional<Place> place;
        for (std::size_t i = 0; i < header.size() && !place; ++i) {
            const bool taken = header.size() > 1 && std::any_of(plan.places_.begin(), plan.places_.end(),
                                                                [&](const Place& p) { return p.cell == i; });
            if (taken || !column.header.may_match(header[i].text)) continue;
            const auto match = column.header.find(header[i]);
            if (!match) continue;
            // "Number", "New number of standards"; 编号 beside 标准号: the first counts the rows.
            const auto counts = [&header](std::string_view name, std::string_view noun) {
                return trim(header[0].text) == name && header[1].text.find(noun) != std::string::npos;
            };
            if (i == 0 && header.size() > 1 && (counts("number", "number") || counts("编号", "标准"))) continue;
            place = Place{&column, i, match->begin};
        }
        if (!place) return std::nullopt;
        plan.places_.push_back(*place);
    }
    return plan;
}

std::vector<std::vector<std::size_t>> TableColumns::read(const Block& row, const std::vector<Mention>& mentions,
                                                         const MentionIndex& index) const {
    std::vector<std::vector<std::size_t>> found(places_.size());
    if (cells_ > 1 && row.cells.size() == cells_) {
        for (std::size_t i = 0; i < places_.size(); ++i) {
            found[i] = with_labels(index.within(row.cells[places_[i].cell]), mentions, *places_[i].column);
        }
        return found;
    }
    std::vector<std::size_t> order(places_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(places_[a].cell, places_[a].offset) < std::pair(places_[b].cell, places_[b].offset);
    });
    // Each column takes one mention, the last of several what is left: a row is read once from left to right.
    std::size_t next = 0;
    for (const std::size_t i : index.within(row.span)) {
        const LabelSet label = label_bit(mentions[i].label).value_or(0);
        std::size_t at = next;
        while (at < order.size() && (places_[order[at]].column->labels & label) == 0) ++at;
        if (at == order.size()) continue;
        found[order[at]].push_back(i);
        next = at + 1 < order.size() || order.size() == 1 ? at + 1 : at;
    }
    return found;
}

}  // namespace mirrorgraph::ingest
