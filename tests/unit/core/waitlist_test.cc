// The waitlist's index against a look at every wish, and the waitlist as a whole under random days:
// nothing that could be used stays idle while a wish waits for it.
#include "engine/core/waitlist.h"

#include <map>
#include <random>

#include "engine/core/earliest.h"
#include "tests/unit/core/wish_lab.h"

namespace mutua::core::testing {
namespace {

using model::BookingState;
using model::WishState;

TEST_CASE("the index finds every wish that a look at all of them finds") {
  std::mt19937 engine(7);
  const auto up_to = [&](int64_t n) {
    return static_cast<int64_t>(engine() % static_cast<uint64_t>(n + 1));
  };
  const auto some_interval = [&] {
    const Instant start = kMonday + Duration::Minutes(up_to(500 * 1440));
    const int64_t longest[] = {60, 1440, 20 * 1440, 400 * 1440};
    return Interval(start, start + Duration::Minutes(1 + up_to(longest[up_to(3)] - 1)));
  };
  Waitlist waitlist;
  std::map<WishId, model::Wish> wishes;
  for (uint64_t id = 1; id <= 400; ++id) {
    model::Wish wish;
    wish.id = WishId(id);
    wish.member = MemberId(static_cast<uint32_t>(1 + up_to(9)));
    for (int64_t i = 0; i <= up_to(2); ++i) wish.windows.push_back(some_interval());
    if (up_to(1) == 0) {
      wish.wants.push_back({ResourceId(static_cast<uint32_t>(1 + up_to(4))), PoolId(), 1});
    } else {
      wish.wants.push_back({ResourceId(), PoolId(static_cast<uint32_t>(1 + up_to(1))), 1});
    }
    waitlist.Insert(wish);
    wishes[wish.id] = wish;
  }
  for (uint64_t id = 3; id <= 400; id += 3) {
    waitlist.Remove(wishes[WishId(id)]);
    wishes.erase(WishId(id));
  }
  size_t found_in_all = 0;
  for (int round = 0; round < 300; ++round) {
    const ResourceId resource(static_cast<uint32_t>(1 + up_to(4)));
    const PoolId pool(1 + resource.value() % 2);
    const Interval interval = some_interval();
    const std::vector<WishId> near = waitlist.Near(resource, pool, interval, SIZE_MAX);
    found_in_all += near.size();
    for (const auto& [id, wish] : wishes) {
      const bool wanted = wish.wants[0].resource == resource || wish.wants[0].pool == pool;
      bool touches = false;
      for (const Interval window : wish.windows) touches |= window.Overlaps(interval);
      const bool found = std::binary_search(near.begin(), near.end(), id);
      if (wanted && touches) REQUIRE(found);
      if (!wanted) REQUIRE(!found);
    }
  }
  // It is an index: on the average it names a part of them, not all.
  CHECK(found_in_all < 300 * wishes.size() / 4);
  CHECK(waitlist.Near(ResourceId(1), PoolId(1), Interval(kEarliest, kLatest), 5).size() <= 6);
  for (const auto& [id, wish] : wishes) waitlist.Remove(wish);
  CHECK(waitlist.empty());
}

// One random day after the other in a small lab.
class Days {
 public:
  explicit Days(uint32_t seed) : engine_(seed) {
    model::Rules rules;
    rules.granularity = Duration::Minutes(15);
    if (seed % 2 == 0) rules.cleanup = Duration::Minutes(15);
    if (seed % 3 == 0) rules.gap = Duration::Minutes(30);
    if (seed % 5 == 0) rules.horizon = Duration::Hours(12);
    if (seed % 7 == 0) rules.check_in_after = Duration::Minutes(15);
    lab.SetRules(lab.laser, rules);
  }

  void Step() {
    switch (UpTo(9)) {
      case 0:
      case 1:
      case 2:
        return Try(Lab::On(SomeResource(), SomeInterval()));
      case 3:
      case 4:
        return File();
      case 5:
      case 6:
        if (!bookings_.empty()) Try(Cancel{bookings_[static_cast<size_t>(UpTo(Last(bookings_)))]});
        return;
      case 7:
        return Decline();
      case 8:
        return Outage();
      default:
        lab.Advance(lab.at + Duration::Minutes(15 * UpTo(8)));
    }
  }

  // No wish that waits could be met now, no offer stands without its hold, no capacity is exceeded.
  void Audit() {
    lab.Advance(lab.at);
    lab.state.ForEach<model::Wish>([&](const model::Wish& wish) {
      if (wish.state == WishState::kWaiting) AuditWaiting(wish);
      if (wish.state == WishState::kOffered) {
        REQUIRE(lab[wish.booking].state == BookingState::kHeld);
        REQUIRE(lab[wish.booking].wish == wish.id);
      }
      if (wish.state == WishState::kMet) ++met;
    });
    lab.state.ForEach<model::Resource>([&](const model::Resource& resource) {
      REQUIRE(lab.state.CalendarOf(resource.id).PeakUse(Interval(kEarliest, kLatest)) <=
              resource.capacity);
    });
  }

  Lab lab;
  size_t met = 0;
  size_t waited = 0;

 private:
  template <class Things>
  static int64_t Last(const Things& things) {
    return static_cast<int64_t>(things.size()) - 1;
  }
  int64_t UpTo(int64_t n) { return static_cast<int64_t>(engine_() % static_cast<uint64_t>(n + 1)); }
  MemberId SomeMember() {
    const MemberId members[] = {lab.ada, lab.alan, lab.bea};
    return members[UpTo(2)];
  }
  ResourceId SomeResource() { return UpTo(2) == 0 ? lab.printers[0] : lab.laser; }
  Interval SomeInterval() {
    const int64_t quarter = lab.at.unix_seconds() / 900 + 1 + UpTo(60);
    const Instant start = Instant::FromUnix(quarter * 900);
    return Interval(start, start + Duration::Minutes(15 * (1 + UpTo(11))));
  }
  void Try(Body body) {
    const Decision decision = lab.Do(UpTo(3) == 0 ? lab.manager : Lab::As(SomeMember()), body);
    if (decision.accepted() && decision.subject.kind == Subject::Kind::kBooking) {
      bookings_.push_back(BookingId(decision.subject.id));
    }
  }
  void File() {
    const Interval window = SomeInterval();
    FileWish wish = WishOn(SomeResource(), window);
    if (UpTo(3) == 0) wish = WishAnyOf(lab.fdm, window);
    if (UpTo(4) == 0) wish.wants.push_back({lab.room, PoolId(), 1});
    if (UpTo(1) == 0) wish.windows[0] = Interval(window.start(), window.end() + Duration::Hours(3));
    wish.book_at_once = UpTo(1) == 0;
    const Decision decision = lab.Do(Lab::As(SomeMember()), wish);
    if (decision.accepted()) wishes_.push_back(WishId(decision.subject.id));
  }
  void Decline() {
    if (wishes_.empty()) return;
    const WishId id = wishes_[static_cast<size_t>(UpTo(Last(wishes_)))];
    if (UpTo(1) == 0) {
      lab.Do(lab.manager, DeclineOffer{id});
    } else if (const model::Wish* wish = lab.state.Find(id)) {
      lab.Do(lab.manager, Confirm{wish->booking});
    }
  }
  void Outage() {
    if (outages_.empty() || UpTo(1) == 0) {
      DeclareOutage outage;
      outage.resource = SomeResource();
      outage.interval = SomeInterval();
      const Decision decision = lab.Do(lab.manager, outage);
      if (decision.accepted()) outages_.push_back(OutageId(decision.subject.id));
      return;
    }
    lab.Do(lab.manager, LiftOutage{outages_[static_cast<size_t>(UpTo(Last(outages_)))]});
  }
  void AuditWaiting(const model::Wish& wish) {
    ++waited;
    Search search{wish.wants, wish.length, wish.member, wish.company, wish.passed, false};
    const Instant soonest = wish.book_at_once ? lab.at : lab.at + Duration::Seconds(1);
    for (const Interval window : wish.windows) {
      const Instant from = std::max(window.start(), soonest);
      if (window.end() - from < wish.length) continue;
      Trials trials{100000};
      CAPTURE(wish.id.value());
      const Interval rest(from, window.end());
      REQUIRE(!EarliestStart(lab.state, search, rest, lab.at, &trials).start.has_value());
    }
  }

  std::mt19937 engine_;
  std::vector<BookingId> bookings_;
  std::vector<WishId> wishes_;
  std::vector<OutageId> outages_;
};

TEST_CASE("no time stays idle that a waiting wish could use, whatever happens") {
  size_t met = 0;
  size_t waited = 0;
  for (uint32_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    Days days(seed);
    for (int step = 0; step < 150; ++step) {
      CAPTURE(step);
      days.Step();
      days.Audit();
    }
    met += days.met;
    waited += days.waited;
  }
  CHECK(met > 1000);
  CHECK(waited > 1000);
}

}  // namespace
}  // namespace mutua::core::testing
