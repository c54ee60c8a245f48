// The calendar of one resource: which intervals are occupied, by which booking, with how many units.
// Capacity is an exact sweep over what overlaps, never a pairwise count.
//
// A value, thread-bound. Occupied intervals include set-up and clean-up. Entries are ordered by start,
// so a question looks only at what can overlap: with capacity 1 nothing overlaps and that is one
// neighbour; with more it is what began within the longest entry's length before the question.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

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
    for (Place place = FirstThatMayOverlap(interval); !IsEnd(place); place = Next(place)) {
      if (At(place).start >= interval.end()) return;
      const Entry entry = EntryAt(place);
      if (entry.occupied.Overlaps(interval) && !visit(entry)) return;
    }
  }

  size_t size() const { return size_; }

 private:
  struct Key {
    Instant start;
    BookingId booking;
    bool operator<(const Key& other) const {
      return start != other.start ? start < other.start : booking < other.booking;
    }
  };
  // A length of 136 years at most fits; kEarliest to kLatest bounds it in time.h, 230 years, so the
  // edge's longest booking (limits.h) is what keeps this true.
  struct Slot {
    Instant start;
    BookingId booking;
    uint32_t seconds;
    uint32_t units;
    Key key() const { return {start, booking}; }
  };
  // Entries in runs: most calendars are one, and of a large one two searches find any, of which the
  // second looks at one piece of memory. A tree of small nodes goes to more of them.
  struct Run {
    Key first;
    std::vector<Slot> slots;  // ascending, never none
  };
  static constexpr size_t kRunMost = 64;  // 1.5 kB: an insertion moves half of that at most
  struct Place {
    size_t run = 0;
    size_t at = 0;
  };

  bool IsEnd(Place place) const { return place.run == runs_.size(); }
  bool IsBegin(Place place) const { return place.run == 0 && place.at == 0; }
  const Slot& At(Place place) const { return runs_[place.run].slots[place.at]; }
  Entry EntryAt(Place place) const {
    const Slot& slot = At(place);
    return {Interval(slot.start, slot.start + Duration::Seconds(slot.seconds)), slot.booking,
            slot.units};
  }
  Place Next(Place place) const {
    if (++place.at < runs_[place.run].slots.size()) return place;
    return {place.run + 1, 0};
  }
  Place Before(Place place) const {
    if (place.at > 0) return {place.run, place.at - 1};
    return {place.run - 1, runs_[place.run - 1].slots.size() - 1};
  }
  // The first that is not before the key.
  Place FirstFrom(Key key) const;
  Place FirstThatMayOverlap(Interval interval) const;
  // Where the key is or belongs, in the last run that does not begin behind it; there it may be the
  // run's end. Precondition: there are runs.
  Place PlaceFor(Key key) const;
  // Makes room in a full run, and says where the place has gone.
  Place Split(Place place);
  void DropOrJoin(size_t run);

  std::vector<Run> runs_;  // ascending
  size_t size_ = 0;
  Duration longest_;           // of all entries ever inserted
  bool disjoint_ = true;       // as long as no entry was inserted over another
};

}  // namespace mutua::model
