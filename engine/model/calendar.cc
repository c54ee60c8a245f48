#include "engine/model/calendar.h"

#include <algorithm>
#include <iterator>

#include "absl/container/inlined_vector.h"

namespace mutua::model {

void Calendar::Insert(const Entry& entry) {
  longest_ = std::max(longest_, entry.occupied.length());
  const auto seconds = static_cast<uint32_t>(entry.occupied.length().seconds());
  const auto [place, inserted] =
      entries_.emplace(Key{entry.occupied.start(), entry.booking}, Value{seconds, entry.units});
  MUTUA_CHECK(inserted);
  if (!disjoint_) return;
  // Where all others are disjoint, what overlaps is a neighbour.
  const auto next = std::next(place);
  if (next != entries_.end() && EntryAt(next).occupied.Overlaps(entry.occupied)) disjoint_ = false;
  if (place != entries_.begin() && EntryAt(std::prev(place)).occupied.Overlaps(entry.occupied)) {
    disjoint_ = false;
  }
}

void Calendar::Remove(Instant start, BookingId booking) {
  MUTUA_CHECK(entries_.erase(Key{start, booking}) == 1);
}

Calendar::Entries::const_iterator Calendar::FirstThatMayOverlap(Interval interval) const {
  if (!disjoint_) return entries_.lower_bound(Key{interval.start() - longest_, BookingId()});
  auto it = entries_.lower_bound(Key{interval.start(), BookingId()});
  if (it != entries_.begin()) --it;
  return it;
}

bool Calendar::IsFree(Interval interval, BookingId except) const {
  bool free = true;
  ForEachOverlap(interval, [&](const Entry& entry) {
    free = entry.booking == except;
    return free;
  });
  return free;
}

Duration Calendar::IdleAround(Interval interval, Instant earliest, BookingId except) const {
  if (!IsFree(interval, except)) return Duration();
  const auto at_or_after = entries_.lower_bound(Key{interval.start(), BookingId()});
  Instant until = kLatest;
  for (auto it = at_or_after; it != entries_.end(); ++it) {
    if (it->first.booking == except) continue;
    until = it->first.start;
    break;
  }
  Instant from = std::min(earliest, interval.start());
  for (auto it = at_or_after; it != entries_.begin();) {
    --it;
    // What begins earlier still can end no later than this.
    if (it->first.start + longest_ <= from) break;
    if (it->first.booking == except) continue;
    from = std::max(from, EntryAt(it).occupied.end());
    if (disjoint_) break;
  }
  return until - from;
}

uint32_t Calendar::PeakUse(Interval interval, BookingId except) const {
  struct Border {
    Instant at;
    int64_t units;  // negative where an entry ends: half-open, so an end frees before a start takes
    bool operator<(const Border& other) const {
      return at != other.at ? at < other.at : units < other.units;
    }
  };
  absl::InlinedVector<Border, 16> borders;
  ForEachOverlap(interval, [&](const Entry& entry) {
    if (entry.booking != except) {
      borders.push_back({std::max(entry.occupied.start(), interval.start()), entry.units});
      borders.push_back({entry.occupied.end(), -int64_t{entry.units}});
    }
    return true;
  });
  std::sort(borders.begin(), borders.end());
  int64_t used = 0;
  int64_t peak = 0;
  for (const Border& border : borders) {
    used += border.units;
    peak = std::max(peak, used);
  }
  return static_cast<uint32_t>(peak);
}

}  // namespace mutua::model
