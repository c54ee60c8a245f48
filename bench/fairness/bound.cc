#include "bench/fairness/bound.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "absl/time/time.h"

namespace mutua::bench::fairness {
namespace {

using Months = std::map<absl::CivilMonth, int64_t>;  // seconds, times units

int64_t Start(absl::CivilMonth month) {
  return absl::ToUnixSeconds(absl::FromCivil(month, absl::UTCTimeZone()));
}

void Add(const Stay& stay, Months* months) {
  const int64_t from = stay.interval.start().unix_seconds();
  const int64_t to = stay.interval.end().unix_seconds();
  absl::CivilMonth month(absl::ToCivilSecond(absl::FromUnixSeconds(from), absl::UTCTimeZone()));
  for (; Start(month) < to; ++month) {
    const int64_t seconds = std::min(to, Start(month + 1)) - std::max(from, Start(month));
    (*months)[month] += seconds * stay.units;
  }
}

bool NeedsCredits(const Stay& stay) {
  return !stay.given_up && stay.interval.length() > Duration::Hours(24);
}

MostAccepted BoundOf(const std::vector<const Stay*>& asked, double part, int64_t capacity) {
  Months months;
  std::vector<int64_t> lengths;
  for (const Stay* stay : asked) {
    Add(*stay, &months);
    if (NeedsCredits(*stay)) lengths.push_back(stay->interval.length().seconds() * stay->units);
  }
  // Half of the capacity of a long month by shares, and the minute that the largest rest may bring.
  const double guarantee =
      part * static_cast<double>(capacity * Duration::Days(31).seconds()) / 2 + 60;
  double left = 0;
  double guaranteed = 0;
  double in_all = 0;
  for (const auto& [first, seconds] : months) {
    left += std::min(static_cast<double>(seconds), 5 * guarantee);
    guaranteed += std::min(static_cast<double>(seconds), guarantee);
    in_all += static_cast<double>(seconds);
  }
  MostAccepted most;
  most.asked = static_cast<int64_t>(asked.size());
  most.accepted = most.asked - static_cast<int64_t>(lengths.size());
  most.guarantee_part = guaranteed / in_all;
  std::sort(lengths.begin(), lengths.end());
  for (const int64_t length : lengths) {
    left -= static_cast<double>(length);
    if (left < 0) break;
    ++most.accepted;
  }
  most.least = static_cast<double>(most.accepted) / static_cast<double>(most.asked);
  return most;
}

}  // namespace

MostAccepted MostWithCredits(const Stays& stays, const std::vector<int64_t>& shares) {
  std::vector<std::vector<const Stay*>> by_company(stays.companies);
  for (const Stay& stay : stays.asked) by_company[stay.company].push_back(&stay);
  const auto sum = static_cast<double>(std::accumulate(shares.begin(), shares.end(), int64_t{0}));
  MostAccepted least;
  for (size_t i = 0; i < by_company.size(); ++i) {
    if (static_cast<int64_t>(by_company[i].size()) < kOften) continue;
    const double part = static_cast<double>(shares[i]) / sum;
    const MostAccepted most = BoundOf(by_company[i], part, stays.capacity);
    if (most.least < least.least) least = most;
  }
  return least;
}

}  // namespace mutua::bench::fairness
