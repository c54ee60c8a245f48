// Periods of shared pools by the clocks: weeks with a change of the clocks, months of 28 to 31
// days, ISO years.
#include "tests/unit/core/share_lab.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::core::testing {
namespace {

using model::testing::At;

// The printers shared evenly in Paris, from the given noon on (UTC + 1 or 2: `offset` hours).
struct ParisLab : Lab {
  ParisLab(CivilDay day, int offset, model::SharePeriod period) : Lab(model::testing::Paris()) {
    at = model::testing::At(model::testing::OnDay(day, 12), offset * 3600);
    model::Pool pool = *state.Find(fdm);
    pool.sharing.period = period;
    pool.sharing.shares = {{acme, 1, {}, 0}, {bolt, 1, {}, 0}};
    Define(DefinePool{pool});
    Caller daemon;
    daemon.role = model::Role::kService;
    REQUIRE(Do(daemon, StartServing{at, 7}).accepted());
  }
  const model::Guarantees& PeriodAt(Instant when) const {
    return *state.Find(state.usages().At(fdm, when));
  }
  // Of one printer.
  int64_t HoursIn(Instant when) const { return PeriodAt(when).capacity / 60 / 3; }
};

TEST_CASE(
    "a week in which the clocks go forward has 167 hours, and one in which they go back 169") {
  const ParisLab spring(CivilDay(2026, 3, 24), 1, model::SharePeriod::kWeek);
  CHECK(spring.PeriodAt(spring.at).first == CivilDay(2026, 3, 23));
  CHECK(spring.HoursIn(spring.at) == 167);
  CHECK(model::MinutesOf(spring.PeriodAt(spring.at), spring.acme) == 167 * 3 * 60 / 4);
  CHECK(spring.HoursIn(spring.at + Duration::Days(7)) == 168);
  // Monday begins an hour earlier by UTC from then on.
  CHECK(spring.PeriodAt(spring.at).interval.end().unix_seconds() % 86400 == 22 * 3600);
  const ParisLab autumn(CivilDay(2026, 10, 20), 2, model::SharePeriod::kWeek);
  CHECK(autumn.HoursIn(autumn.at) == 169);
  CHECK(autumn.HoursIn(autumn.at + Duration::Days(7)) == 168);
}

TEST_CASE("months are as long as they are, and 743 or 745 hours where the clocks change") {
  const ParisLab march(CivilDay(2026, 3, 2), 1, model::SharePeriod::kMonth);
  CHECK(march.PeriodAt(march.at).first == CivilDay(2026, 3, 1));
  CHECK(march.HoursIn(march.at) == 743);
  const ParisLab october(CivilDay(2026, 10, 2), 2, model::SharePeriod::kMonth);
  CHECK(october.HoursIn(october.at) == 745);
  const ParisLab february(CivilDay(2028, 2, 2), 1, model::SharePeriod::kMonth);
  CHECK(february.HoursIn(february.at) == 29 * 24);
  ParisLab year(CivilDay(2026, 12, 10), 1, model::SharePeriod::kMonth);
  CHECK(year.HoursIn(year.at) == 31 * 24);
  year.Advance(year.at + Duration::Days(12));
  CHECK(year.PeriodAt(year.at + Duration::Days(14)).first == CivilDay(2027, 1, 1));
  CHECK(year.HoursIn(year.at + Duration::Days(14)) == 31 * 24);
}

TEST_CASE("the week of New Year is one week, of the ISO year that has its Thursday") {
  // 2026-12-28 to 2027-01-03 is 2026-W53.
  ParisLab lab(CivilDay(2026, 12, 22), 1, model::SharePeriod::kWeek);
  const Instant eve = At(CivilSecond(2026, 12, 31, 20, 0, 0), 3600);
  CHECK(lab.PeriodAt(eve).first == CivilDay(2026, 12, 28));
  CHECK(lab.HoursIn(eve) == 168);
  // Over midnight of the year: all of it counts in the one week.
  const Interval night(eve, eve + Duration::Hours(8));
  REQUIRE(lab.Do(lab.As(lab.ada), Lab::On(lab.printers[0], night)).accepted());
  CHECK(lab.state.usages().Within(lab.fdm, lab.acme, CivilDay(2026, 12, 28)) == 8 * 3600);
  CHECK(lab.state.usages().Within(lab.fdm, lab.acme, CivilDay(2027, 1, 4)) == 0);
}

TEST_CASE("a booking over the end of a month counts by the clocks in both") {
  ParisLab lab(CivilDay(2026, 3, 25), 1, model::SharePeriod::kMonth);
  // From Saturday noon, 20 hours over the change of the clocks, and from the 31st over midnight.
  const Instant noon = At(CivilSecond(2026, 3, 28, 12, 0, 0), 3600);
  const Instant evening = At(CivilSecond(2026, 3, 31, 20, 0, 0), 7200);
  const auto book = [&](Instant start, int64_t hours) {
    const Interval time(start, start + Duration::Hours(hours));
    REQUIRE(lab.Do(lab.As(lab.ada), Lab::On(lab.printers[0], time)).accepted());
  };
  book(noon, 20);
  book(evening, 10);
  CHECK(lab.state.usages().Within(lab.fdm, lab.acme, CivilDay(2026, 3, 1)) == (20 + 4) * 3600);
  CHECK(lab.state.usages().Within(lab.fdm, lab.acme, CivilDay(2026, 4, 1)) == 6 * 3600);
}

TEST_CASE("windows of access are counted in elapsed hours, over a change of the clocks too") {
  ParisLab lab(CivilDay(2026, 3, 28), 1, model::SharePeriod::kWeek);
  // Noon tomorrow by the clocks is in 23 hours.
  const Instant noon = At(CivilSecond(2026, 3, 29, 12, 0, 0), 7200);
  CHECK((noon - lab.at).seconds() == 23 * 3600);
  CHECK(AccessTo(Interval(noon, noon + Duration::Hours(1)), lab.at) == Access::kGrab);
  CHECK(AccessTo(Interval(noon, noon + Duration::Minutes(61)), lab.at) == Access::kOpen);
  const Instant week = lab.at + Duration::Days(7);
  CHECK(AccessTo(Interval(week, week + Duration::Hours(1)), lab.at) == Access::kOpen);
  const Instant more = week + Duration::Seconds(1);
  CHECK(AccessTo(Interval(more, more + Duration::Hours(1)), lab.at) == Access::kOwn);
}

}  // namespace
}  // namespace mutua::core::testing
