// Dates as documents write them: "6 December 2021", "Dec. 6, 2021", "December 2021", "2021-12-06", "2021年12月6日",
// 二○二一年十二月六日.
//
// Units:   spans are bytes of the text given
// Errors:  none; what is no date of the calendar is not found
// Threads: may run at once
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "schema/error.h"
#include "schema/temporal/date.h"

namespace mirrorgraph::ingest {

struct DateMatch {
    Span span;
    Date date;
    // The last day of a range ("from 22 June to 2 July 2021", "27 and 28 July 2021"); `date` is its first.
    std::optional<Date> until;
};

// All dates in the text, in order, not overlapping. A year stands alone only behind "in", "since", "by" or "of", or
// as 2021年.
std::vector<DateMatch> find_dates(std::string_view text);

}  // namespace mirrorgraph::ingest
