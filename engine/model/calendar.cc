#include "engine/model/calendar.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"

namespace mutua::model {

Calendar::Place Calendar::PlaceFor(Key key) const {
  const auto behind = std::upper_bound(
      runs_.begin(), runs_.end(), key,
      [](const Key& wanted, const Run& run) { return wanted < run.first; });
  const size_t run = behind == runs_.begin() ? 0 : static_cast<size_t>(behind - runs_.begin()) - 1;
  const std::vector<Slot>& slots = runs_[run].slots;
  const auto found =
      std::lower_bound(slots.begin(), slots.end(), key,
                       [](const Slot& slot, const Key& wanted) { return slot.key() < wanted; });
  return {run, static_cast<size_t>(found - slots.begin())};
}

Calendar::Place Calendar::FirstFrom(Key key) const {
  if (runs_.empty()) return {};
  const Place place = PlaceFor(key);
  return place.at < runs_[place.run].slots.size() ? place : Place{place.run + 1, 0};
}

Calendar::Place Calendar::Split(Place place) {
  // What is filled in order, as a calendar mostly is at its end, stays full.
  const bool at_end = place.run + 1 == runs_.size() && place.at == kRunMost;
  const size_t kept = at_end ? kRunMost - 1 : kRunMost / 2;
  std::vector<Slot>& slots = runs_[place.run].slots;
  Run upper{slots[kept].key(), {slots.begin() + static_cast<ptrdiff_t>(kept), slots.end()}};
  slots.resize(kept);
  runs_.insert(runs_.begin() + static_cast<ptrdiff_t>(place.run) + 1, std::move(upper));
  return place.at <= kept ? place : Place{place.run + 1, place.at - kept};
}

void Calendar::Insert(const Entry& entry) {
  const Slot slot{entry.occupied.start(), entry.booking,
                  static_cast<uint32_t>(entry.occupied.length().seconds()), entry.units};
  longest_ = std::max(longest_, entry.occupied.length());
  ++size_;
  if (runs_.empty()) {
    runs_.push_back({slot.key(), {slot}});
    return;
  }
  Place place = PlaceFor(slot.key());
  if (runs_[place.run].slots.size() == kRunMost) place = Split(place);
  Run& run = runs_[place.run];
  MUTUA_CHECK(place.at == run.slots.size() || slot.key() < run.slots[place.at].key());
  run.slots.insert(run.slots.begin() + static_cast<ptrdiff_t>(place.at), slot);
  if (place.at == 0) run.first = slot.key();
  if (!disjoint_) return;
  // Where all others are disjoint, what overlaps is a neighbour.
  const Place next = Next(place);
  if (!IsEnd(next) && EntryAt(next).occupied.Overlaps(entry.occupied)) disjoint_ = false;
  if (!IsBegin(place) && EntryAt(Before(place)).occupied.Overlaps(entry.occupied)) {
    disjoint_ = false;
  }
}

void Calendar::Remove(Instant start, BookingId booking) {
  MUTUA_CHECK(!runs_.empty());
  const Place place = PlaceFor({start, booking});
  Run& run = runs_[place.run];
  MUTUA_CHECK(place.at < run.slots.size() && run.slots[place.at].start == start &&
              run.slots[place.at].booking == booking);
  run.slots.erase(run.slots.begin() + static_cast<ptrdiff_t>(place.at));
  --size_;
  DropOrJoin(place.run);
}

// After a removal: an empty run goes, and two that are mostly empty become one.
void Calendar::DropOrJoin(size_t at) {
  std::vector<Slot>& slots = runs_[at].slots;
  const auto place = runs_.begin() + static_cast<ptrdiff_t>(at);
  if (slots.empty()) {
    runs_.erase(place);
    return;
  }
  runs_[at].first = slots.front().key();
  if (at + 1 == runs_.size() || slots.size() + runs_[at + 1].slots.size() > kRunMost / 2) return;
  const std::vector<Slot>& upper = runs_[at + 1].slots;
  slots.insert(slots.end(), upper.begin(), upper.end());
  runs_.erase(place + 1);
}

Calendar::Place Calendar::FirstThatMayOverlap(Interval interval) const {
  if (!disjoint_) return FirstFrom({interval.start() - longest_, BookingId()});
  const Place place = FirstFrom({interval.start(), BookingId()});
  return IsBegin(place) ? place : Before(place);
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
  const Place at_or_after = FirstFrom({interval.start(), BookingId()});
  Instant until = kLatest;
  for (Place place = at_or_after; !IsEnd(place); place = Next(place)) {
    if (At(place).booking == except) continue;
    until = At(place).start;
    break;
  }
  Instant from = std::min(earliest, interval.start());
  for (Place place = at_or_after; !IsBegin(place);) {
    place = Before(place);
    // What begins earlier still can end no later than this.
    if (At(place).start + longest_ <= from) break;
    if (At(place).booking == except) continue;
    from = std::max(from, EntryAt(place).occupied.end());
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
