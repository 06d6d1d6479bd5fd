#include "schema/temporal/temporal.h"

#include "schema/temporal/temporal_math.h"

namespace mirrorgraph {

namespace {

std::int64_t nanos_of_day_in_utc(const Time& time) { return time.local.nanoseconds - time.offset * kNanosPerSecond; }

}  // namespace

std::strong_ordering operator<=>(const Time& a, const Time& b) {
    if (const auto c = nanos_of_day_in_utc(a) <=> nanos_of_day_in_utc(b); c != 0) return c;
    return a.offset <=> b.offset;
}

std::strong_ordering operator<=>(const DateTime& a, const DateTime& b) {
    if (const auto c = to_instant(a) <=> to_instant(b); c != 0) return c;
    if (const auto c = a.offset <=> b.offset; c != 0) return c;
    return a.zone <=> b.zone;
}

std::strong_ordering compare_for_order(const Duration& a, const Duration& b) {
    constexpr long double kSecondsPerMonth = 2'629'800;  // 30.4375 days
    const auto length = [](const Duration& d) {
        return static_cast<long double>(d.months) * kSecondsPerMonth +
               static_cast<long double>(d.days) * kSecondsPerDay + static_cast<long double>(d.seconds);
    };
    const long double left = length(a);
    const long double right = length(b);
    if (left != right) return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
    if (const auto c = a.nanoseconds <=> b.nanoseconds; c != 0) return c;
    if (const auto c = a.months <=> b.months; c != 0) return c;
    if (const auto c = a.days <=> b.days; c != 0) return c;
    return a.seconds <=> b.seconds;
}

}  // namespace mirrorgraph
