// Rows on their way through the operators, column by column.
//
// A node or relationship column holds bare ids, the null id for null; all others hold values. Row i of a batch is
// element i of every live column. Without weights every row stands for itself once.
//
// Owns:    its columns
// Threads: one thread
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "query/plan/plan.h"
#include "schema/value.h"

namespace mirrorgraph::query {

using plan::kNoSlot;
using plan::Slot;
using plan::SlotKind;

inline constexpr std::size_t kBatchRows = 1024;  // operators stop adding rows soon after

struct Column {
    SlotKind kind = SlotKind::kValue;
    std::vector<std::uint32_t> ids;
    std::vector<Value> values;

    Value at(std::size_t row) const {
        switch (kind) {
            case SlotKind::kNode: return ids[row] == NodeId::kNull ? Value() : Value(NodeId(ids[row]));
            case SlotKind::kRelationship:
                return ids[row] == RelationshipId::kNull ? Value() : Value(RelationshipId(ids[row]));
            case SlotKind::kValue: return values[row];
        }
        return {};
    }

    // A node column takes nodes and null, a relationship column relationships and null.
    void push(const Value& value) {
        switch (kind) {
            case SlotKind::kNode: ids.push_back(value.is_node() ? value.as_node().value : NodeId::kNull); break;
            case SlotKind::kRelationship:
                ids.push_back(value.is_relationship() ? value.as_relationship().value : RelationshipId::kNull);
                break;
            case SlotKind::kValue: values.push_back(value); break;
        }
    }
    void push_null() { push(Value()); }

    void clear() {
        ids.clear();
        values.clear();
    }

    // Appends the rows `rows` of `from`, a column of the same kind.
    void gather(const Column& from, std::span<const std::uint32_t> rows) {
        if (kind == SlotKind::kValue) {
            values.reserve(values.size() + rows.size());
            for (std::uint32_t row : rows) values.push_back(from.values[row]);
            return;
        }
        const std::size_t old = ids.size();
        ids.resize(old + rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) ids[old + i] = from.ids[rows[i]];
    }

    // Appends the row `row` of `from` `count` times.
    void repeat(const Column& from, std::size_t row, std::size_t count) {
        if (kind == SlotKind::kValue) {
            values.insert(values.end(), count, from.values[row]);
        } else {
            ids.insert(ids.end(), count, from.ids[row]);
        }
    }
};

struct Batch {
    explicit Batch(const std::vector<plan::SlotInfo>& slots) : columns(slots.size()) {
        for (std::size_t i = 0; i < slots.size(); ++i) columns[i].kind = slots[i].kind;
    }

    std::vector<Column> columns;  // by slot; empty where the slot is not live
    std::size_t rows = 0;
    std::vector<std::uint64_t> weights;  // empty: all one

    std::uint64_t weight(std::size_t row) const { return weights.empty() ? 1 : weights[row]; }

    void clear() {
        for (Column& column : columns) column.clear();
        rows = 0;
        weights.clear();
    }

    // Appends the rows `chosen` of `from`, of which the columns `live` are copied.
    void gather(const Batch& from, std::span<const std::uint32_t> chosen, std::span<const Slot> live) {
        for (Slot slot : live) columns[slot].gather(from.columns[slot], chosen);
        if (!from.weights.empty() || !weights.empty()) {
            weights.resize(rows, 1);
            for (std::uint32_t row : chosen) weights.push_back(from.weight(row));
        }
        rows += chosen.size();
    }
};

}  // namespace mirrorgraph::query
