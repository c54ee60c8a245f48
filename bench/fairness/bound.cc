#include "bench/fairness/bound.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "absl/time/time.h"

namespace mutua::bench::fairness {
namespace {

using Months = std::map<absl::CivilMonth, double>;  // seconds, times units

int64_t Start(absl::CivilMonth month) {
  return absl::ToUnixSeconds(absl::FromCivil(month, absl::UTCTimeZone()));
}

absl::CivilMonth MonthOf(Instant at) {
  return absl::CivilMonth(
      absl::ToCivilSecond(absl::FromUnixSeconds(at.unix_seconds()), absl::UTCTimeZone()));
}

Months MonthsOf(const Stay& stay) {
  Months months;
  const int64_t from = stay.interval.start().unix_seconds();
  const int64_t to = stay.interval.end().unix_seconds();
  for (absl::CivilMonth month = MonthOf(stay.interval.start()); Start(month) < to; ++month) {
    const int64_t seconds = std::min(to, Start(month + 1)) - std::max(from, Start(month));
    months[month] = static_cast<double>(seconds * stay.units);
  }
  return months;
}

// What a company owns of the house, in seconds.
struct Means {
  double rate = 0;  // guaranteed of each second
  // And the minute that the largest rest may bring.
  double GuaranteeOf(int64_t seconds) const { return rate * static_cast<double>(seconds) + 60; }
  double GuaranteeIn(absl::CivilMonth month) const {
    return GuaranteeOf(Start(month + 1) - Start(month));
  }
  // Floor, or what a month adds: of the longest month.
  double Floor() const { return GuaranteeOf(Duration::Days(31).seconds()); }
  double CreditsMost() const { return (1 + kCeilingPeriods) * Floor(); }
};

class Asker {
 public:
  // `first`: the month in which the first stay of all begins.
  Asker(const Stays& stays, absl::CivilMonth first, Means means)
      : stays_(stays), first_(first), means_(means) {}

  // In the order in which they are asked. `given_up`: when it was; none of what was kept.
  void Ask(const Stay& stay, std::optional<Instant> given_up, Duration own_window) {
    ++asked_;
    const Months months = MonthsOf(stay);
    if (IsRefused(stay, months, given_up && stay.interval.start() - *given_up > own_window)) {
      run_ = std::max(run_, ++row_);
      return;
    }
    row_ = 0;
    const Part part{stay.interval.length().seconds() * stay.units, UnitsOf(stays_, stay)};
    if (given_up || stay.interval.length() <= kGrabWindow) {
      ++unpaid_;
      unpaid_units_ += part.units;
      return;
    }
    for (const auto& [month, seconds] : months) kept_months_[month] += seconds;
    kept_.push_back(part);
  }

  int64_t asked() const { return asked_; }
  int64_t run() const { return run_; }

  // Of its stays, at most.
  int64_t Accepted() {
    std::sort(kept_.begin(), kept_.end(),
              [](const Part& a, const Part& b) { return a.seconds < b.seconds; });
    double left = Payable();
    int64_t accepted = unpaid_;
    for (const Part& part : kept_) {
      left -= static_cast<double>(part.seconds);
      if (left < 0) break;
      ++accepted;
    }
    return accepted;
  }

  // Of units, at most: what has most of them for its time comes first, the last of it in part.
  double Units() {
    std::sort(kept_.begin(), kept_.end(), [](const Part& a, const Part& b) {
      return a.units * b.seconds > b.units * a.seconds;
    });
    double left = Payable();
    auto units = static_cast<double>(unpaid_units_);
    for (const Part& part : kept_) {
      const double paid = std::min(left / static_cast<double>(part.seconds), 1.0);
      units += paid * static_cast<double>(part.units);
      left -= paid * static_cast<double>(part.seconds);
    }
    return units;
  }

 private:
  struct Part {
    int64_t seconds = 0;  // times units
    int64_t units = 0;
  };

  bool IsRefused(const Stay& stay, const Months& months, bool own_only) const {
    if (!own_only && stay.interval.length() <= kGrabWindow) return false;
    return std::any_of(months.begin(), months.end(), [&](const auto& part) {
      const double credits = own_only ? 0 : means_.CreditsMost();
      return part.second > means_.GuaranteeIn(part.first) + credits;
    });
  }

  // Seconds of what was kept that guarantee and credits pay for.
  double Payable() const {
    if (kept_months_.empty()) return 0;
    double credits = means_.Floor();
    double sum = 0;
    for (absl::CivilMonth month = first_; month <= kept_months_.rbegin()->first; ++month) {
      const auto asked = kept_months_.find(month);
      const double all = asked == kept_months_.end() ? 0 : asked->second;
      const double own = std::min(all, means_.GuaranteeIn(month));
      const double paid = std::min(all - own, credits);
      sum += own + paid;
      credits = std::min(credits - paid + means_.Floor(), means_.CreditsMost());
    }
    return sum;
  }

  const Stays& stays_;
  const absl::CivilMonth first_;
  const Means means_;
  int64_t asked_ = 0;
  int64_t row_ = 0;  // refused for certain, up to now
  int64_t run_ = 0;
  int64_t unpaid_ = 0;  // need not be paid for in the end
  int64_t unpaid_units_ = 0;
  Months kept_months_;
  std::vector<Part> kept_;
};

std::vector<std::optional<Instant>> GivenUp(const Stays& stays) {
  std::vector<std::optional<Instant>> given_up(stays.asked.size());
  for (const Act& act : stays.acts) {
    const bool ends = act.what == Act::What::kCancel || act.what == Act::What::kNoShow;
    if (ends) given_up[act.stay] = act.at;
  }
  return given_up;
}

}  // namespace

Bound BoundOf(const Stays& stays, const std::vector<int64_t>& shares, Duration own_window) {
  const auto sum = static_cast<double>(std::accumulate(shares.begin(), shares.end(), int64_t{0}));
  absl::CivilMonth first = MonthOf(kLatest);
  for (const Stay& stay : stays.asked) first = std::min(first, MonthOf(stay.interval.start()));
  std::vector<Asker> askers;
  for (const int64_t share : shares) {
    const Means means{static_cast<double>(stays.capacity * share) / sum / 2};
    askers.emplace_back(stays, first, means);
  }
  const std::vector<std::optional<Instant>> given_up = GivenUp(stays);
  for (size_t i = 0; i < stays.asked.size(); ++i) {
    askers[stays.asked[i].company].Ask(stays.asked[i], given_up[i], own_window);
  }
  Bound bound;
  for (Asker& asker : askers) {
    bound.run = std::max(bound.run, asker.run());
    bound.units += asker.Units();
    if (asker.asked() < kOften) continue;
    const int64_t accepted = asker.Accepted();
    const double part = static_cast<double>(accepted) / static_cast<double>(asker.asked());
    if (part >= bound.least) continue;
    bound.least = part;
    bound.asked = asker.asked();
    bound.accepted = accepted;
  }
  return bound;
}

}  // namespace mutua::bench::fairness
