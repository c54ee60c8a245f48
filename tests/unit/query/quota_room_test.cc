// Free time leaves out what a quota would refuse, and nothing else.
#include "engine/query/quota_room.h"

#include <doctest/doctest.h>

#include "tests/unit/core/bare_lab.h"

namespace mutua::query {
namespace {

using core::testing::BareLab;
using model::Quota;

struct QuotaLab : BareLab {
  QuotaLab() { resource = AddResource({.kind = model::ResourceKind::kRoom}); }

  void AddQuota(Quota::Measure measure, Quota::Window window, int64_t limit) {
    Quota quota;
    quota.id = QuotaId(state.counters().quota);
    quota.handle = "quota-" + std::to_string(quota.id.value());
    quota.measure = measure;
    quota.window = window;
    quota.limit = limit;
    state.Apply(core::QuotaDefined{quota});
  }
  FreeTime FreeIn(Interval window, Duration at_least) const {
    const FreeTimeQuestion question = {.resources = {resource},
                                       .window = window,
                                       .at_least = at_least,
                                       .member = member,
                                       .company = company};
    return FindFreeTime(state, question, now).front();
  }
  static std::vector<Interval> IntervalsOf(const FreeTime& answer) {
    std::vector<Interval> intervals;
    for (const FreeInterval& free : answer.free) intervals.push_back(free.interval);
    return intervals;
  }

  ResourceId resource;
};

constexpr int64_t kHour = 3600;

TEST_CASE("a day that is used up is not free, and its neighbours are") {
  QuotaLab lab;
  lab.AddQuota(Quota::Measure::kTime, Quota::Window::kDay, 2 * kHour);
  lab.Put(lab.resource, lab.Hours(1, 10, 12));
  CHECK(QuotaLab::IntervalsOf(lab.FreeIn(lab.Hours(0, 12, 72), Duration::Hours(1))) ==
        std::vector{lab.Hours(0, 12, 24), lab.Hours(2, 0, 24)});
}

TEST_CASE("pieces are free for who can pay for them, however long fetching takes; or none is") {
  QuotaLab lab;
  model::Rules rules;
  rules.price = Cents(250);
  rules.shortest = Duration::Hours(3);
  lab.resource =
      lab.AddResource({.rules = rules, .capacity = 9, .kind = model::ResourceKind::kMaterial});
  lab.AddQuota(Quota::Measure::kMoney, Quota::Window::kOutstanding, 300);
  const Interval window = lab.Hours(1, 0, 24);
  CHECK(QuotaLab::IntervalsOf(lab.FreeIn(window, Duration::Hours(1))) == std::vector{window});
  FreeTimeQuestion two = {.resources = {lab.resource},
                          .window = window,
                          .units = 2,
                          .member = lab.member,
                          .company = lab.company};
  CHECK(QuotaLab::IntervalsOf(FindFreeTime(lab.state, two, lab.now).front()).empty());
  // Eight are booked for some other day.
  lab.Put(lab.resource, lab.Hours(9, 0, 4), {.kit = {{lab.resource, 8, PoolId()}}});
  two.company = lab.AddCompany();
  two.member = lab.AddMember(two.company);
  const FreeTime none = FindFreeTime(lab.state, two, lab.now).front();
  CHECK(QuotaLab::IntervalsOf(none).empty());
  REQUIRE_FALSE(none.never.empty());
  CHECK(none.never.reasons().front().rule == core::Rule::kTooFewPieces);
}

TEST_CASE("what a day has left can be used by a booking that goes on into the next") {
  QuotaLab lab;
  lab.AddQuota(Quota::Measure::kTime, Quota::Window::kDay, 3 * kHour);
  lab.Put(lab.resource, lab.Hours(1, 10, 12));
  // An hour is left of the second day: two hours fit nowhere into it, but half before and half in
  // it.
  const auto free = lab.FreeIn(lab.Hours(0, 12, 72), Duration::Hours(2));
  CHECK(QuotaLab::IntervalsOf(free) == std::vector{lab.Hours(0, 12, 25), lab.Hours(1, 23, 48)});
  for (const Interval accepted : {lab.Hours(0, 23, 25), lab.Hours(1, 23, 25)}) {
    core::Ask ask{.resource = lab.resource,
                  .interval = accepted,
                  .member = lab.member,
                  .company = lab.company};
    CHECK(core::WouldAccept(lab.state, ask, lab.now));
  }
}

TEST_CASE("a limit in bookings closes its whole period") {
  QuotaLab lab;
  lab.AddQuota(Quota::Measure::kBookings, Quota::Window::kWeek, 1);
  lab.Put(lab.resource, lab.Hours(8, 10, 12));
  CHECK(QuotaLab::IntervalsOf(lab.FreeIn(lab.Hours(6, 0, 24 * 10), Duration::Hours(1))) ==
        std::vector{lab.Hours(6, 0, 24), lab.Hours(14, 0, 48)});
}

TEST_CASE("where as many as allowed stand at once there is no room, and beside them there is") {
  QuotaLab lab;
  lab.AddQuota(Quota::Measure::kBookings, Quota::Window::kConcurrent, 1);
  lab.Put(lab.AddResource(), lab.Hours(1, 10, 12));
  CHECK(QuotaLab::IntervalsOf(lab.FreeIn(lab.Hours(1, 8, 14), Duration::Hours(1))) ==
        std::vector{lab.Hours(1, 8, 10), lab.Hours(1, 12, 14)});
}

TEST_CASE("when nothing more may be outstanding it is said why") {
  QuotaLab lab;
  lab.AddQuota(Quota::Measure::kBookings, Quota::Window::kOutstanding, 1);
  lab.Put(lab.AddResource(), lab.Hours(1, 10, 12));
  const FreeTime answer = lab.FreeIn(lab.Hours(1, 8, 14), Duration::Hours(1));
  CHECK(answer.free.empty());
  REQUIRE(answer.never.reasons().size() == 1);
  CHECK(answer.never.reasons().front().rule == core::Rule::kQuota);
}

}  // namespace
}  // namespace mutua::query
