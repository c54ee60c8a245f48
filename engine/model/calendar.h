// The calendar of one resource: which intervals are occupied, by which booking, with how many units.
// Capacity is an exact sweep over what overlaps, never a pairwise count.
//
// A value, thread-bound. Occupied intervals include set-up and clean-up. Entries are ordered by start,
// so a question looks only at what can overlap: with capacity 1 nothing overlaps and that is one
// neighbour; with more it is what began within the longest entry's length before the question.
#pragma once

#include <cstdint>

#include "absl/container/btree_map.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace mutua::model {

class Calendar {
 public:
  struct Entry {
    Interval occupied;
    BookingId booking;
    uint32_t units;
  };

  // Precondition: this booking has no entry with this start.
  void Insert(const Entry& entry);
  // Precondition: it was inserted so.
  void Remove(Instant start, BookingId booking);

  // The most units in use at any instant of `interval`, entries of `except` left out.
  uint32_t PeakUse(Interval interval, BookingId except = BookingId()) const;

  // Whether anything but `except` overlaps `interval`: PeakUse > 0, and cheaper.
  bool IsFree(Interval interval, BookingId except = BookingId()) const;

  // The idle time in which `interval` lies: from the end of what comes before, `earliest` at the
  // soonest, to the start of what comes after, or kLatest. Zero when anything overlaps it.
  Duration IdleAround(Interval interval, Instant earliest, BookingId except = BookingId()) const;

  // Calls visit(Entry) for each entry that overlaps, ascending by (start, booking), until it returns
  // false.
  template <class Visit>
  void ForEachOverlap(Interval interval, Visit visit) const {
    for (auto it = FirstThatMayOverlap(interval); it != entries_.end(); ++it) {
      if (it->first.start >= interval.end()) return;
      const Entry entry = EntryAt(it);
      if (entry.occupied.Overlaps(interval) && !visit(entry)) return;
    }
  }

  size_t size() const { return entries_.size(); }

 private:
  struct Key {
    Instant start;
    BookingId booking;
    auto operator<=>(const Key&) const = default;
  };
  // A length of 136 years at most fits; kEarliest to kLatest bounds it in time.h, 230 years, so the
  // edge's longest booking (limits.h) is what keeps this true.
  struct Value {
    uint32_t seconds;
    uint32_t units;
  };
  using Entries = absl::btree_map<Key, Value>;

  static Entry EntryAt(Entries::const_iterator it) {
    return {Interval(it->first.start, it->first.start + Duration::Seconds(it->second.seconds)),
            it->first.booking, it->second.units};
  }
  Entries::const_iterator FirstThatMayOverlap(Interval interval) const;

  Entries entries_;
  Duration longest_;           // of all entries ever inserted
  bool disjoint_ = true;       // as long as no entry was inserted over another
};

}  // namespace mutua::model
