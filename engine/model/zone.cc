#include "engine/model/zone.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_format.h"

namespace mutua::model {
namespace {

constexpr int32_t kOffsetMax = 24 * 3600;

// A civil time as the seconds a clock of UTC would show it at.
int64_t AsIfUtc(CivilSecond local) { return local - CivilSecond(1970, 1, 1); }

constexpr int64_t kDay = 86400;

// How many whole days lie between 1970-01-01 and a clock's reading.
int64_t DaysOf(int64_t reading) {
  return reading >= 0 ? reading / kDay : -((-reading + kDay - 1) / kDay);
}

// The civil time that a clock of UTC shows. Abseil's own addition is several times slower.
CivilSecond ShownByUtc(int64_t seconds) {
  const int64_t days = DaysOf(seconds);
  const int64_t in_day = seconds - days * kDay;
  const Date date = Date::Of(days);
  return CivilSecond(date.year, date.month, date.day, in_day / 3600, in_day / 60 % 60, in_day % 60);
}

// Not by abs, which knows no opposite of the smallest number that a damaged store may hold.
bool IsOffset(int32_t seconds) { return -kOffsetMax <= seconds && seconds <= kOffsetMax; }

}  // namespace

ZoneTable::ZoneTable() : name_("UTC"), horizon_(kLatest) {}

absl::StatusOr<ZoneTable> ZoneTable::Make(std::string name, int32_t first_offset_seconds,
                                          std::vector<ZoneTransition> transitions,
                                          Instant horizon) {
  if (!IsOffset(first_offset_seconds)) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "zone %s: first offset %d s is more than 24 hours", name, first_offset_seconds));
  }
  int32_t before = first_offset_seconds;
  // Local times before this one are settled by earlier transitions. Two clock changes whose
  // disputed local times overlapped would make Resolve's search meaningless; no real zone since
  // 1970 has them.
  int64_t settled = INT64_MIN;
  for (size_t i = 0; i < transitions.size(); ++i) {
    const auto [at, after] = transitions[i];
    if (!IsOffset(after)) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "zone %s: transition %d: offset %d s is more than 24 hours", name, i, after));
    }
    if (at < Instant::FromUnix(-kLatest.unix_seconds()) || at > kLatest) {
      return absl::InvalidArgumentError(
          absl::StrFormat("zone %s: transition %d is out of range", name, i));
    }
    if (at.unix_seconds() + std::min(before, after) < settled ||
        (i > 0 && at <= transitions[i - 1].at)) {
      return absl::InvalidArgumentError(
          absl::StrFormat("zone %s: transition %d is not after the one before it", name, i));
    }
    settled = at.unix_seconds() + std::max(before, after);
    before = after;
  }
  ZoneTable table;
  table.name_ = std::move(name);
  table.first_offset_seconds_ = first_offset_seconds;
  table.transitions_ = std::move(transitions);
  table.horizon_ = horizon;
  return table;
}

size_t ZoneTable::IndexAfter(Instant at) const {
  const auto after =
      std::upper_bound(transitions_.begin(), transitions_.end(), at,
                       [](Instant t, const ZoneTransition& change) { return t < change.at; });
  return static_cast<size_t>(after - transitions_.begin());
}

int32_t ZoneTable::OffsetAt(Instant at) const { return OffsetBefore(IndexAfter(at)); }

Instant ZoneTable::NextChange(Instant at) const {
  const size_t index = IndexAfter(at);
  return index < transitions_.size() ? transitions_[index].at : kLatest;
}

CivilSecond ZoneTable::ToCivil(Instant at) const {
  return ShownByUtc(at.unix_seconds() + OffsetAt(at));
}

Day ZoneTable::DayAt(Instant at) const {
  return Day(static_cast<int32_t>(DaysOf(at.unix_seconds() + OffsetAt(at))));
}

Resolution ZoneTable::Resolve(CivilSecond local) const { return ResolveReading(AsIfUtc(local)); }

Resolution ZoneTable::ResolveReading(int64_t reading) const {
  // The last transition whose disputed local times begin at or before the reading.
  size_t low = 0;
  size_t high = transitions_.size();
  while (low < high) {
    const size_t middle = (low + high) / 2;
    const int32_t least = std::min(OffsetBefore(middle), transitions_[middle].offset_seconds);
    if (transitions_[middle].at.unix_seconds() + least <= reading) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low > 0) {
    const ZoneTransition& change = transitions_[low - 1];
    const int32_t before = OffsetBefore(low - 1);
    const int32_t after = change.offset_seconds;
    if (reading < change.at.unix_seconds() + std::max(before, after)) {
      return {.kind = before < after ? Resolution::Kind::SKIPPED : Resolution::Kind::REPEATED,
              .pre = Instant::FromUnix(reading - before),
              .post = Instant::FromUnix(reading - after),
              .transition = change.at};
    }
  }
  const Instant only = Instant::FromUnix(reading - OffsetBefore(low));
  return {.kind = Resolution::Kind::UNIQUE, .pre = only, .post = only, .transition = only};
}

Instant ZoneTable::FirstAtOrAfterReading(int64_t reading) const {
  const Resolution found = ResolveReading(reading);
  return found.kind == Resolution::Kind::SKIPPED ? found.transition : found.pre;
}

Instant ZoneTable::FirstAtOrAfter(CivilSecond local) const {
  return FirstAtOrAfterReading(AsIfUtc(local));
}

Instant ZoneTable::StartOf(Day day) const {
  return FirstAtOrAfterReading(int64_t{day.number()} * kDay);
}

std::optional<Interval> ZoneTable::DayBounds(CivilDay day) const {
  const Instant start = FirstAtOrAfter(CivilSecond(day));
  const Instant end = FirstAtOrAfter(CivilSecond(day + 1));
  if (!(start < end)) return std::nullopt;
  return Interval(start, end);
}

}  // namespace mutua::model
