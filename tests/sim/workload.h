// A seeded workload: a small random lab, and random commands that its people might give. Everything
// comes from the seed; the same seed gives the same day on every machine.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "engine/core/decide.h"

namespace mutua::sim {

// splitmix64 (Steele, Lea, Flood 2014): small, and the same everywhere, unlike std's distributions.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // In [from, to].
  int64_t Between(int64_t from, int64_t to) {
    return from + static_cast<int64_t>(Next() % static_cast<uint64_t>(to - from + 1));
  }
  bool OneIn(int64_t n) { return Between(1, n) == 1; }

 private:
  uint64_t state_;
};

core::Caller Manager();
core::Command As(const core::Caller& caller, core::Body body);

class Workload {
 public:
  // Three companies and a few resources, or a dozen with a whole house; shares are multiplied by
  // `scale`.
  enum class Size : uint8_t { kSmall, kLarge };
  Workload(uint64_t seed, model::ZoneTable zone, Instant start, uint32_t scale = 1,
           Size size = Size::kSmall);

  // The commands that define the lab, in order. Ids are given from 1 in each kind.
  std::vector<core::Command> Lab();

  // The next command, and how far the clock goes before it.
  core::Command Next(const core::State& state, Instant at);
  Duration Pause();

 private:
  static core::Caller CallerOf(MemberId member);
  // Of those who are there.
  core::Caller SomeMember(const core::State& state);
  Interval SomeInterval(Instant at);
  model::Wants SomeWants();
  BookingId SomeBooking(const core::State& state);
  core::Body SomeBody(const core::State& state, Instant at, core::Caller* caller);
  WishId SomeWish(const core::State& state);
  // Of a booking that stands past its end: it is left, or was, as a manager says then or later;
  // somebody else comes, or finds no room and moves or gives up. None: there is none.
  std::optional<core::Body> SomeLateness(const core::State& state, Instant at,
                                         core::Caller* caller);
  core::Body LeftLate(const model::Booking& late, Instant at, core::Caller* caller);
  core::Body NextOne(const core::State& state, const model::Booking& late, Instant at,
                     core::Caller* caller);
  core::Body SomeMove(BookingId booking, Instant at);
  core::Body SomeFiling(const core::State& state, Instant at);
  core::Body SomeOutage(Instant at);
  core::Body SomeLending(Instant at);
  core::Body SomeSeries(Instant at);
  core::Body MorePieces(const core::State& state) const;
  // A company leaves, when what it lends is the lab's, and some commands later founds itself anew.
  bool PlanWindUp(const core::State& state);
  void PlanReturn(const core::State& state, CompanyId company, int64_t after);
  // A booking is given up when members of several companies wait for exactly its time.
  void PlanContest(const core::State& state, Instant at);
  // Somebody waits for what is kept for others' guarantees, until other time is given back.
  void PlanReserve(const core::State& state, Instant at);
  std::optional<core::Book> SomethingFree(const core::State& state, MemberId member, PoolId pool,
                                          Interval within, Instant at);
  core::Body SomeRound(const core::State& state, Instant at, core::Caller* caller);
  core::Body SomeOpening(Instant at);
  core::Body SomeList(const core::State& state, const model::Round& round);
  model::Quota SomeQuota(int64_t number, model::Quota::Who who);
  model::Rules SomeRules();
  model::LentTerms LentAs(uint64_t number) const;
  model::QuietHours QuietOf(uint64_t number) const;
  model::Sharing SomeSharing();

  const uint64_t seed_;
  // All want one of a few equal resources in the same hours: what is there must be repacked.
  const bool crowded_;
  Random random_;
  model::ZoneTable zone_;
  Instant start_;
  uint32_t scale_ = 1;
  const bool large_;
  const int64_t companies_;
  int64_t resources_ = 0;
  int64_t pools_ = 0;
  int64_t members_ = 0;
  ResourceId material_{};  // none in some labs
  // What is done next, each so many commands after the one before.
  struct Planned {
    int64_t after = 0;
    MemberId by{};  // none: a manager
    std::function<core::Body(const core::State&, Instant)> body;
  };
  std::deque<Planned> planned_;
};

}  // namespace mutua::sim
