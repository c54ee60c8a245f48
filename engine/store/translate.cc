#include "engine/store/translate.h"

#include <fmt/format.h>

namespace mutua::store {

absl::Status Faults::ToStatus(std::string_view where) const {
  if (ok()) return absl::OkStatus();
  return absl::DataLossError(fmt::format("{}: {}", where, what_));
}

Charge ReadCharge(int64_t ticks, int64_t cents, Faults* faults) {
  const auto good = [](int64_t amount) { return amount >= 0 && amount <= INT64_MAX / 4; };
  if (!faults->Expect(good(ticks) && good(cents), "a charge out of range")) return {};
  return {Ticks(ticks), Cents(cents)};
}

Interval ReadInterval(int64_t start, uint64_t seconds, Faults* faults) {
  const Instant begins = ReadInstant(start, faults);
  const bool good = 0 < seconds && seconds <= static_cast<uint64_t>(kSecondsMost);
  if (!faults->Expect(good, "an interval that is empty or out of range")) {
    return Interval(kEarliest, kLatest);
  }
  return Interval(begins, begins + Duration::Seconds(static_cast<int64_t>(seconds)));
}

CivilSecond ReadCivil(int64_t seconds, Faults* faults) {
  const bool good = -kSecondsMost <= seconds && seconds <= kSecondsMost;
  return CivilSecond() + (faults->Expect(good, "a civil time out of range") ? seconds : 0);
}

}  // namespace mutua::store
