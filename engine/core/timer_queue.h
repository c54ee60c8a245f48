// What is due, earliest first: every live record that waits for its time has one timer here.
//
// Only the nearest days are kept in order. Later timers lie in a bag per day, without their due,
// which their record knows; a day is put in order when all before it has fired. So a booking made
// for next month costs one store, however many are waiting. Thread-bound.
#pragma once

#include <cstdint>
#include <optional>

#include "absl/container/btree_map.h"
#include "absl/container/btree_set.h"
#include "absl/functional/function_ref.h"
#include "engine/core/bag.h"
#include "engine/core/timer.h"

namespace mutua::core {

class TimerQueue {
 public:
  // When the record of that timer is due as it is now; none when it has no timer of that kind.
  using DueOf = absl::FunctionRef<std::optional<Instant>(TimerKind kind, uint64_t id)>;

  // Precondition: the record says so already (`due_of` gives timer.due), and no timer is twice.
  void Insert(const Timer& timer, DueOf due_of);
  // Precondition: it is in. The record changes before anything else is inserted.
  void Erase(const Timer& timer, DueOf due_of);

  std::optional<Timer> Next() const;  // none when nothing will ever be due

 private:
  // A timer of a later day, small, as there is one for each live booking: its kind above its id.
  enum class Later : uint64_t {};
  static constexpr int kIdBits = 56;
  static Later Pack(const Timer& timer) {
    return Later{static_cast<uint64_t>(timer.kind) << kIdBits | timer.id};
  }
  static TimerKind KindOf(Later later) {
    return static_cast<TimerKind>(static_cast<uint64_t>(later) >> kIdBits);
  }
  static uint64_t IdOf(Later later) {
    return static_cast<uint64_t>(later) & ((uint64_t{1} << kIdBits) - 1);
  }
  static int64_t DayOf(Instant due) { return due.unix_seconds() / Duration::Days(1).seconds(); }

  void InsertLater(const Timer& timer, DueOf due_of);
  void OpenNextDay(DueOf due_of);
  void CloseLastDay(DueOf due_of);

  // A near part that outgrows this gives its last day back; what it then holds is mostly one day.
  static constexpr size_t kNearMost = 4096;

  absl::btree_set<Timer> near_;  // all timers until last_near_day_; empty only when all is
  int64_t last_near_day_ = INT64_MIN;
  absl::btree_map<int64_t, Bag<Later>> later_;  // by day since 1970, all after last_near_day_
};

}  // namespace mutua::core
