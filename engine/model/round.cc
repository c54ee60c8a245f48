#include "engine/model/round.h"

#include <algorithm>

#include "engine/model/calendar.h"

namespace mutua::model {
namespace {

using Result = Round::Result;

// A published round's pass, followed turn by turn over what was free before it.
class Follower {
 public:
  explicit Follower(const Round& round) : round_(round) {
    for (const Round::Room& room : round.rooms) {
      Room known{&room, {}, {}};
      for (const Round::Busy& busy : room.busy) {
        known.calendar.Insert({busy.interval, BookingId(++entries_), busy.units});
      }
      rooms_.push_back(std::move(known));
    }
    for (const Round::Turn& turn : round.turns) shares_ += turn.share;
  }

  std::vector<Discrepancy> Follow() {
    for (const Round::Turn& turn : round_.turns) {
      ++turn_;
      bundle_ = 0;
      taken_ = 0;
      Expect(turn.cap == CapOf(round_.open_seconds, turn.share, shares_));
      const Round::List* list = ListOf(round_, turn.company);
      const size_t bundles = list == nullptr ? 0 : list->bundles.size();
      if (!Expect(turn.results.size() == bundles)) continue;
      for (size_t i = 0; i < bundles; ++i) {
        ++bundle_;
        Check(turn, list->bundles[i], turn.results[i]);
      }
      bundle_ = 0;
      Expect(turn.taken == taken_);
    }
    return std::move(wrong_);
  }

 private:
  struct Room {
    const Round::Room* room;
    Calendar calendar;
    std::vector<std::pair<Interval, uint32_t>> given;  // and in which turn
  };

  bool Expect(bool so) {
    if (!so && (wrong_.empty() || wrong_.back() != Discrepancy{turn_, bundle_})) {
      wrong_.push_back({turn_, bundle_});
    }
    return so;
  }

  Room* Find(ResourceId id) {
    const auto found = std::find_if(rooms_.begin(), rooms_.end(),
                                    [&](const Room& room) { return room.room->resource == id; });
    return found == rooms_.end() ? nullptr : &*found;
  }

  static Interval Occupied(const Room& room, Interval interval) {
    return Interval(interval.start() - Duration::Minutes(room.room->setup_minutes),
                    interval.end() + Duration::Minutes(room.room->cleanup_minutes));
  }

  bool IsWithinCap(const Round::Turn& turn, int64_t size) const {
    return taken_ == 0 || taken_ + size <= turn.cap;
  }

  void Check(const Round::Turn& turn, const Round::Bundle& bundle, const Result& result) {
    const bool known = result.alternative > 0 && result.alternative <= bundle.size();
    if (!Expect(known)) return;
    const Round::Alternative& alternative = bundle[result.alternative - 1];
    switch (result.fate) {
      case Result::Fate::kTaken:
        return CheckTaken(turn, alternative, result);
      case Result::Fate::kOverCap:
        Expect(!IsWithinCap(turn, SizeOf(alternative)));
        return;
      case Result::Fate::kTakenBefore:
        Expect(IsWithinCap(turn, SizeOf(alternative)) && WasGiven(alternative, result.by));
        return;
      case Result::Fate::kRefused:
        Expect(IsWithinCap(turn, SizeOf(alternative)) && result.rule != 0);
    }
  }

  void CheckTaken(const Round::Turn& turn, const Round::Alternative& alternative,
                  const Result& result) {
    Expect(IsWithinCap(turn, SizeOf(alternative)));
    taken_ += SizeOf(alternative);
    size_t next = 0;
    for (size_t i = 0; i < alternative.size(); ++i) {
      const Want& want = alternative[i].want;
      const size_t resources = want.resource.IsSet() ? 1 : want.units;
      if (!Expect(i < result.bookings.size() && next + resources <= result.resources.size()))
        return;
      for (size_t j = 0; j < resources; ++j, ++next) {
        const ResourceId id = result.resources[next];
        Expect(!want.resource.IsSet() || id == want.resource);
        Give(id, alternative[i].interval, want.resource.IsSet() ? want.units : 1);
      }
    }
    Expect(next == result.resources.size() && alternative.size() == result.bookings.size());
  }

  // Where too much was busy to be kept, there are no rooms to look into.
  void Give(ResourceId id, Interval interval, uint32_t units) {
    const bool inside = std::any_of(round_.windows.begin(), round_.windows.end(),
                                    [&](Interval window) { return window.Contains(interval); });
    Expect(inside);
    if (rooms_.empty()) return;
    Room* room = Find(id);
    if (!Expect(room != nullptr)) return;
    const Interval occupied = Occupied(*room, interval);
    Expect(room->calendar.PeakUse(occupied) + units <= room->room->capacity);
    room->calendar.Insert({occupied, BookingId(++entries_), units});
    room->given.emplace_back(occupied, turn_);
  }

  // How much of a named resource the parts of an alternative want together, where they meet this
  // one, set-up and clean-up included.
  static uint32_t WantedBeside(const Room& room, const Round::Alternative& alternative,
                               const Round::Part& part) {
    const Interval occupied = Occupied(room, part.interval);
    uint32_t units = 0;
    for (const Round::Part& other : alternative) {
      const bool beside = other.want.resource == part.want.resource &&
                          Occupied(room, other.interval).Overlaps(occupied);
      units += beside ? other.want.units : 0;
    }
    return units;
  }

  // Whether that turn was given time in the way of any part; of a named resource, so that too
  // little is left for all parts.
  bool WasGiven(const Round::Alternative& alternative, uint32_t by) {
    if (by == 0 || by > turn_) return false;
    if (rooms_.empty()) return true;
    return std::any_of(alternative.begin(), alternative.end(), [&](const Round::Part& part) {
      return std::any_of(rooms_.begin(), rooms_.end(), [&](const Room& room) {
        const bool named = part.want.resource.IsSet();
        if (named && room.room->resource != part.want.resource) return false;
        const Interval occupied = Occupied(room, part.interval);
        const uint32_t wanted = WantedBeside(room, alternative, part);
        if (named && room.calendar.PeakUse(occupied) + wanted <= room.room->capacity) return false;
        return std::any_of(room.given.begin(), room.given.end(), [&](const auto& given) {
          return given.second == by && given.first.Overlaps(occupied);
        });
      });
    });
  }

  const Round& round_;
  std::vector<Room> rooms_;
  uint64_t entries_ = 0;  // of all calendars here
  int64_t shares_ = 0;
  uint32_t turn_ = 0;
  uint32_t bundle_ = 0;
  int64_t taken_ = 0;
  std::vector<Discrepancy> wrong_;
};

}  // namespace

int64_t SizeOf(const Round::Alternative& alternative) {
  int64_t size = 0;
  for (const Round::Part& part : alternative) {
    size += part.interval.length().seconds() * part.want.units;
  }
  return size;
}

uint32_t TurnOf(const Round& round, CompanyId company) {
  for (uint32_t i = 0; i < round.turns.size(); ++i) {
    if (round.turns[i].company == company) return i + 1;
  }
  return 0;
}

const Round::List* ListOf(const Round& round, CompanyId company) {
  const auto place =
      std::lower_bound(round.lists.begin(), round.lists.end(), company,
                       [](const Round::List& list, CompanyId than) { return list.company < than; });
  return place != round.lists.end() && place->company == company ? &*place : nullptr;
}

int64_t CapOf(int64_t open_seconds, int64_t share, int64_t shares) {
  if (shares == 0) return 0;
  return static_cast<int64_t>(static_cast<__int128>(open_seconds) * share / shares);
}

std::vector<Discrepancy> FollowPass(const Round& round) { return Follower(round).Follow(); }

}  // namespace mutua::model
