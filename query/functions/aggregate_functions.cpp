#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "query/functions/families.h"
#include "query/query_error.h"
#include "schema/temporal/temporal_math.h"

namespace mirrorgraph::query {

namespace {

using Kind = Value::Type;
using Arguments = std::span<const Value>;

[[noreturn]] void throw_unwanted(std::string_view function, std::string_view wanted, const Value& got) {
    throw type_error("InvalidArgumentValue", fmt::format("{}() wants {}, got the {} {}", function, wanted,
                                                         type_name(got.type()), to_literal(got)));
}

[[noreturn]] void throw_overflow() {
    throw arithmetic_error("IntegerOverflow", "sum() leaves the range of 64-bit integers",
                           "sum floats: sum(toFloat(x))");
}

// Merging happens between accumulators of one function only.
template <class T>
const T& same_kind(const Accumulator& other) {
    return dynamic_cast<const T&>(other);
}

class Count : public Accumulator {
  public:
    void add(Arguments a, std::uint64_t multiplicity) override {
        if (a.empty() || !a[0].is_null()) count_ += multiplicity;
    }
    void merge(const Accumulator& other) override { count_ += same_kind<Count>(other).count_; }
    Value result() const override { return count_; }

  private:
    std::uint64_t count_ = 0;
};

class Sum : public Accumulator {
  public:
    void add(Arguments a, std::uint64_t multiplicity) override {
        const Value& value = a[0];
        if (value.is_null()) return;
        if (value.is_number()) {
            has_number_ = true;
            if (duration_) throw_unwanted("sum", "either numbers or durations", value);
        }
        if (value.is_integer()) {
            add_integer(value.as_integer(), multiplicity);
        } else if (value.is_float()) {
            has_float_ = true;
            floats_ += value.as_float() * static_cast<double>(multiplicity);
        } else if (value.is_duration() && !has_number_) {
            add_duration(multiply(value.as_duration(), static_cast<long double>(multiplicity)));
        } else {
            throw_unwanted("sum", "either numbers or durations", value);
        }
    }
    void merge(const Accumulator& other) override {
        const auto& sum = same_kind<Sum>(other);
        add_integer(sum.integers_, 1);
        floats_ += sum.floats_;
        has_float_ = has_float_ || sum.has_float_;
        has_number_ = has_number_ || sum.has_number_;
        if (sum.duration_ && has_number_) throw_unwanted("sum", "either numbers or durations", *sum.duration_);
        if (sum.duration_) add_duration(*sum.duration_);
    }
    Value result() const override {
        if (duration_) return *duration_;
        return has_float_ ? Value(static_cast<double>(integers_) + floats_) : Value(integers_);
    }

  private:
    void add_integer(std::int64_t value, std::uint64_t multiplicity) {
        std::int64_t product = 0;
        if (__builtin_mul_overflow(value, multiplicity, &product)) throw_overflow();
        if (__builtin_add_overflow(integers_, product, &integers_)) throw_overflow();
    }
    void add_duration(const std::optional<Duration>& value) {
        duration_ = value ? mirrorgraph::add(duration_.value_or(Duration{}), *value) : std::nullopt;
        if (!duration_) throw argument_error("NumberOutOfRange", "sum() leaves the range of durations");
    }

    std::int64_t integers_ = 0;
    double floats_ = 0;
    bool has_float_ = false;
    bool has_number_ = false;
    std::optional<Duration> duration_;
};

class Average : public Accumulator {
  public:
    void add(Arguments a, std::uint64_t multiplicity) override {
        const Value& value = a[0];
        if (value.is_null()) return;
        count_ += multiplicity;
        if (value.is_duration()) {
            durations_.add(a, multiplicity);
        } else if (value.is_number()) {
            sum_ += static_cast<long double>(value.as_number()) * static_cast<long double>(multiplicity);
        } else {
            throw_unwanted("avg", "numbers or durations", value);
        }
    }
    void merge(const Accumulator& other) override {
        const auto& average = same_kind<Average>(other);
        count_ += average.count_;
        sum_ += average.sum_;
        durations_.merge(average.durations_);
    }
    Value result() const override {
        if (count_ == 0) return {};
        const auto divisor = static_cast<long double>(count_);
        const Value total = durations_.result();
        if (total.is_duration()) return *divide(total.as_duration(), divisor);
        return static_cast<double>(sum_ / divisor);
    }

  private:
    std::uint64_t count_ = 0;
    long double sum_ = 0;
    Sum durations_;
};

// The first (sign 1) or last (sign -1) value in the order of ORDER BY.
template <int sign>
class Extreme : public Accumulator {
  public:
    void add(Arguments a, std::uint64_t) override { offer(a[0]); }
    void merge(const Accumulator& other) override { offer(same_kind<Extreme>(other).best_); }
    Value result() const override { return best_; }

  private:
    void offer(const Value& value) {
        if (value.is_null()) return;
        if (!best_.is_null()) {
            const auto order = compare_for_order(value, best_);
            if (sign > 0 ? order >= 0 : order <= 0) return;
        }
        best_ = value;
    }

    Value best_;
};

class Collect : public Accumulator {
  public:
    void add(Arguments a, std::uint64_t multiplicity) override {
        if (!a[0].is_null()) items_.insert(items_.end(), multiplicity, a[0]);
    }
    void merge(const Accumulator& other) override {
        const List& more = same_kind<Collect>(other).items_;
        items_.insert(items_.end(), more.begin(), more.end());
    }
    Value result() const override { return items_; }

  private:
    List items_;
};

// Standard deviation in one pass; the update for many equal values and for merging is the same.
// Source: T. Chan, G. Golub, R. LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances"
template <bool of_population>
class Deviation : public Accumulator {
  public:
    void add(Arguments a, std::uint64_t multiplicity) override {
        if (a[0].is_null() || multiplicity == 0) return;
        if (!a[0].is_number()) throw_unwanted(of_population ? "stDevP" : "stDev", "numbers", a[0]);
        join(static_cast<double>(multiplicity), a[0].as_number(), 0);
    }
    void merge(const Accumulator& other) override {
        const auto& deviation = same_kind<Deviation>(other);
        if (deviation.count_ > 0) join(deviation.count_, deviation.mean_, deviation.squares_);
    }
    Value result() const override {
        const double divisor = of_population ? count_ : count_ - 1;
        return divisor > 0 ? std::sqrt(squares_ / divisor) : 0.0;
    }

  private:
    void join(double count, double mean, double squares) {
        const double total = count_ + count;
        const double distance = mean - mean_;
        squares_ += squares + distance * distance * count_ * count / total;
        mean_ += distance * count / total;
        count_ = total;
    }

    double count_ = 0;
    double mean_ = 0;
    double squares_ = 0;  // sum of squared distances from the mean
};

class Percentile : public Accumulator {
  public:
    explicit Percentile(std::string_view name) : name_(name) {}

    void add(Arguments a, std::uint64_t multiplicity) override {
        if (a[1].is_null()) throw_unwanted(name_, "a percentile from 0.0 to 1.0", a[1]);
        if (!a[1].is_number()) throw_unwanted(name_, "a number as percentile", a[1]);
        const double percentile = a[1].as_number();
        if (!(percentile >= 0 && percentile <= 1)) {
            throw argument_error("NumberOutOfRange", fmt::format("{}() wants a percentile from 0.0 to 1.0, got {}",
                                                                 name_, to_literal(a[1])));
        }
        if (a[0].is_null()) return;
        if (!a[0].is_number()) throw_unwanted(name_, "numbers", a[0]);
        if (values_.empty()) percentile_ = percentile;
        values_.emplace_back(a[0], multiplicity);
        count_ += multiplicity;
    }
    void merge(const Accumulator& other) override {
        const auto& percentile = same_kind<Percentile>(other);
        if (values_.empty()) percentile_ = percentile.percentile_;
        values_.insert(values_.end(), percentile.values_.begin(), percentile.values_.end());
        count_ += percentile.count_;
    }

  protected:
    using Counted = std::vector<std::pair<Value, std::uint64_t>>;

    Counted sorted() const {
        Counted out = values_;
        std::sort(out.begin(), out.end(),
                  [](const auto& a, const auto& b) { return compare_for_order(a.first, b.first) < 0; });
        return out;
    }
    static const Value& at(const Counted& sorted, std::uint64_t position) {
        auto item = sorted.begin();
        for (; position >= item->second; ++item) position -= item->second;
        return item->first;
    }
    std::uint64_t count() const { return count_; }
    double percentile() const { return percentile_; }

  private:
    std::string_view name_;
    Counted values_;
    std::uint64_t count_ = 0;
    double percentile_ = 0;
};

// The smallest value that at least the given share of all values does not exceed.
class PercentileDisc : public Percentile {
  public:
    PercentileDisc() : Percentile("percentileDisc") {}
    Value result() const override {
        if (count() == 0) return {};
        const double rank = std::ceil(percentile() * static_cast<double>(count()));
        return at(sorted(), rank < 1 ? 0 : static_cast<std::uint64_t>(rank) - 1);
    }
};

// Between the two values nearest to the share, in proportion.
class PercentileCont : public Percentile {
  public:
    PercentileCont() : Percentile("percentileCont") {}
    Value result() const override {
        if (count() == 0) return {};
        const double position = percentile() * static_cast<double>(count() - 1);
        const double below = std::floor(position);
        const Counted values = sorted();
        const double low = at(values, static_cast<std::uint64_t>(below)).as_number();
        const double high = at(values, static_cast<std::uint64_t>(std::ceil(position))).as_number();
        return low + (high - low) * (position - below);
    }
};

template <class T>
std::unique_ptr<Accumulator> make() {
    return std::make_unique<T>();
}

StaticType infer_list(std::span<const StaticType> types) { return StaticType::list_of(types[0]); }
StaticType infer_sum(std::span<const StaticType> types) {
    for (Kind kind : {Kind::kInteger, Kind::kFloat, Kind::kDuration}) {
        if (types[0].is(kind)) return kind;
    }
    return {Kind::kInteger, Kind::kFloat, Kind::kDuration};
}
StaticType infer_average(std::span<const StaticType> types) {
    const bool of_numbers = !types[0].may_be(Kind::kDuration);
    return of_numbers                     ? Kind::kFloat
           : types[0].is(Kind::kDuration) ? types[0]
                                          : StaticType{Kind::kFloat, Kind::kDuration};
}

}  // namespace

std::vector<AggregateFunction> aggregate_functions() {
    const StaticType any = StaticType::any();
    const StaticType number = StaticType::number();
    const StaticType summable = {Kind::kInteger, Kind::kFloat, Kind::kDuration};
    return {
        {{"count", 0, 1, {any}, Kind::kInteger}, make<Count>},
        {{"sum", 1, 1, {summable}, summable, infer_sum}, make<Sum>},
        {{"avg", 1, 1, {summable}, summable, infer_average}, make<Average>},
        {{"min", 1, 1, {any}, any, infer_first}, make<Extreme<1>>},
        {{"max", 1, 1, {any}, any, infer_first}, make<Extreme<-1>>},
        {{"collect", 1, 1, {any}, Kind::kList, infer_list}, make<Collect>},
        {{"stDev", 1, 1, {number}, Kind::kFloat}, make<Deviation<false>>},
        {{"stDevP", 1, 1, {number}, Kind::kFloat}, make<Deviation<true>>},
        {{"percentileDisc", 2, 2, {number}, number, infer_first}, make<PercentileDisc>},
        {{"percentileCont", 2, 2, {number}, Kind::kFloat}, make<PercentileCont>},
    };
}

}  // namespace mirrorgraph::query
