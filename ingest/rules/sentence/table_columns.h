// Which mentions of a table's row stand in which column.
//
// Where header and row have the same number of cells, a column is a cell. Where the reader could not tell the cells
// apart, the row's mentions go to the columns by label, both in the order of the text.
//
// Errors:  none
// Owns:    nothing; document and mentions must outlive it
// Threads: const methods may run at once
#pragma once

#include <optional>
#include <vector>

#include "ingest/document.h"
#include "ingest/rules/rule.h"
#include "ingest/rules/sentence/masked_text.h"

namespace mirrorgraph::ingest {

class TableColumns {
  public:
    // The cells of a header, or all of it where it has none.
    static std::vector<MaskedText> mask_header(const Document& document, const Block& header);
    // nullopt when the header lacks one of the rule's columns.
    static std::optional<TableColumns> find(const std::vector<MaskedText>& header,
                                            const std::vector<TableColumn>& columns);

    // Parallel to the rule's columns.
    std::vector<std::vector<std::size_t>> read(const Block& row, const std::vector<Mention>& mentions,
                                               const MentionIndex& index) const;

  private:
    struct Place {
        const TableColumn* column;
        std::size_t cell;    // of the header; 0 where it has no cells
        std::size_t offset;  // of the words in the cell
    };
    std::vector<Place> places_;  // parallel to the rule's columns
    std::size_t cells_ = 0;
};

}  // namespace mirrorgraph::ingest
