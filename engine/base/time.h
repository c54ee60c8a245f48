// Time as types. An Instant is a whole second of UTC; a Duration a number of seconds; an Interval is
// half-open, [start, end), and never empty or reversed. Civil time (what a wall clock of a site shows)
// is absl::CivilSecond and becomes an Instant only through a model::ZoneTable.
//
// Nothing here reads a clock: only an injected Clock knows what time it is.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/time/civil_time.h"
#include "engine/base/check.h"

namespace mutua {

using CivilDay = absl::CivilDay;
using CivilSecond = absl::CivilSecond;

class Duration {
 public:
  constexpr Duration() = default;
  static constexpr Duration Seconds(int64_t n) { return Duration(n); }
  static constexpr Duration Minutes(int64_t n) { return Duration(n * 60); }
  static constexpr Duration Hours(int64_t n) { return Duration(n * 3600); }
  static constexpr Duration Days(int64_t n) { return Duration(n * 86400); }

  constexpr int64_t seconds() const { return seconds_; }
  constexpr bool IsZero() const { return seconds_ == 0; }
  constexpr auto operator<=>(const Duration&) const = default;
  constexpr Duration operator+(Duration other) const { return Duration(seconds_ + other.seconds_); }
  constexpr Duration operator-(Duration other) const { return Duration(seconds_ - other.seconds_); }
  constexpr Duration operator-() const { return Duration(-seconds_); }
  constexpr Duration operator*(int64_t n) const { return Duration(seconds_ * n); }

  template <class H>
  friend H AbslHashValue(H h, Duration d) {
    return H::combine(std::move(h), d.seconds_);
  }

 private:
  constexpr explicit Duration(int64_t seconds) : seconds_(seconds) {}
  int64_t seconds_ = 0;
};

class Instant {
 public:
  constexpr Instant() = default;
  // Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  static constexpr Instant FromUnix(int64_t seconds) { return Instant(seconds); }

  constexpr int64_t unix_seconds() const { return seconds_; }
  constexpr auto operator<=>(const Instant&) const = default;
  constexpr Instant operator+(Duration d) const { return Instant(seconds_ + d.seconds()); }
  constexpr Instant operator-(Duration d) const { return Instant(seconds_ - d.seconds()); }
  constexpr Duration operator-(Instant other) const {
    return Duration::Seconds(seconds_ - other.seconds_);
  }

  template <class H>
  friend H AbslHashValue(H h, Instant t) {
    return H::combine(std::move(h), t.seconds_);
  }

 private:
  constexpr explicit Instant(int64_t seconds) : seconds_(seconds) {}
  int64_t seconds_ = 0;
};

// What the engine accepts as a time at all: [1970, 2200). Sums of an accepted instant and an accepted
// duration cannot overflow.
inline constexpr Instant kEarliest = Instant::FromUnix(0);
inline constexpr Instant kLatest = Instant::FromUnix(7258118400);

class Interval {
 public:
  // Precondition: start < end. Untrusted input goes through Make.
  constexpr Interval(Instant start, Instant end) : start_(start), end_(end) {
    MUTUA_CHECK(start < end);
  }
  static constexpr std::optional<Interval> Make(Instant start, Instant end) {
    if (start < kEarliest || end > kLatest || !(start < end)) return std::nullopt;
    return Interval(start, end);
  }

  constexpr Instant start() const { return start_; }
  constexpr Instant end() const { return end_; }
  constexpr Duration length() const { return end_ - start_; }
  constexpr bool Contains(Instant t) const { return start_ <= t && t < end_; }
  constexpr bool Contains(Interval other) const {
    return start_ <= other.start_ && other.end_ <= end_;
  }
  constexpr bool Overlaps(Interval other) const { return start_ < other.end_ && other.start_ < end_; }
  constexpr auto operator<=>(const Interval&) const = default;

 private:
  Instant start_;
  Instant end_;
};

// The only thing that knows what time it is. Implementations: the system's in daemon/, a fed one for
// replay, a manual one in tests. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant Now() const = 0;
};

}  // namespace mutua
