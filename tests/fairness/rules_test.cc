// The rules and figures of the fairness bench on cases small enough to work out by hand, and
// Mutua's own on a short run of the demand that the bench makes.
#include <doctest/doctest.h>

#include <numeric>

#include "bench/fairness/bound.h"
#include "bench/fairness/misreport.h"
#include "bench/fairness/mutua.h"

namespace mutua::bench::fairness {
namespace {

Demand Of(int64_t capacity, std::vector<Units> steps) {
  Demand demand;
  demand.capacity = capacity;
  demand.shares.assign(steps.front().size(), 1);
  demand.steps = std::move(steps);
  return demand;
}

int64_t Sum(const Units& units) { return std::accumulate(units.begin(), units.end(), int64_t{0}); }

TEST_CASE("water rises alike for all who still ask, in proportion to shares") {
  CHECK(WaterFill(10, {1, 1, 1}, {2, 9, 9}) == Units{2, 4, 4});
  CHECK(WaterFill(10, {1, 1, 1}, {1, 2, 3}) == Units{1, 2, 3});
  CHECK(WaterFill(9, {2, 1, 0}, {9, 9, 9}) == Units{6, 3, 0});
}

TEST_CASE("static shares leave idle what their holder does not ask for") {
  const Demand demand = Of(6, {{6, 0, 1}, {0, 3, 2}});
  CHECK(StaticShares(demand) == Given{{2, 0, 1}, {0, 2, 2}});
}

TEST_CASE("who had least comes first, over the steps") {
  CHECK(LeastFirst(Of(2, {{2, 0}, {2, 2}, {2, 2}})) == Given{{2, 0}, {0, 2}, {1, 1}});
}

TEST_CASE("figures of a case worked out by hand") {
  const Demand demand = Of(4, {{4, 4}, {0, 2}});
  const Figures figures = Measure(demand, {{3, 1}, {0, 2}});
  CHECK(figures.use == doctest::Approx(0.75));
  CHECK(figures.loss == doctest::Approx(0.0));
  CHECK(figures.min_max == doctest::Approx(1.0));
  CHECK(figures.jain == doctest::Approx(1.0));
  // The second could have used 3 + 0 of the first's, and had 3; the first 1 + 0 of the second's.
  CHECK(figures.envy == doctest::Approx(0.0));
  const Figures uneven = Measure(demand, {{4, 0}, {0, 1}});
  CHECK(uneven.min_max == doctest::Approx(0.25));
  CHECK(uneven.jain == doctest::Approx(25.0 / 34));
  CHECK(uneven.envy == doctest::Approx(3.0));
  CHECK(uneven.run == 1);
}

TEST_CASE(
    "the made demand is for the capacity on average, the same for every company, and bursty") {
  DemandShape shape;
  shape.companies = 20;
  shape.steps = 200;
  const Demand demand = MakeDemand(shape);
  Units asked(20, 0);
  int64_t most = 0;
  for (const Units& step : demand.steps) {
    for (size_t i = 0; i < step.size(); ++i) asked[i] += step[i];
    most = std::max(most, Sum(step));
  }
  CHECK(asked == Units(20, 200 * 10));
  CHECK(most > demand.capacity * 5 / 4);
  const Figures parts = Measure(demand, StaticShares(demand));
  const Figures all = Measure(demand, MaxMin(demand));
  CHECK(parts.min_max < 0.3);
  CHECK(all.loss == doctest::Approx(0));
  CHECK(parts.loss > 0.1);
}

// As many steps and companies as fit into a test.
Demand ShortRun() {
  DemandShape shape;
  shape.companies = 8;
  shape.steps = 60;
  return MakeDemand(shape);
}

TEST_CASE("fair share leaves nothing idle that is waited for, and is fairer than first come") {
  const Demand demand = ShortRun();
  Opening opening;
  opening.grain = 5;
  const Given fair = Mutua(demand, opening);
  opening.policy = model::Policy::kFirstCome;
  const Given first = Mutua(demand, opening);
  for (size_t step = 0; step < demand.steps.size(); ++step) {
    CHECK(Sum(fair[step]) <= demand.capacity);
    for (size_t i = 0; i < demand.companies(); ++i) CHECK(fair[step][i] <= demand.steps[step][i]);
  }
  const Figures ours = Measure(demand, fair);
  const Figures theirs = Measure(demand, first);
  CHECK(ours.loss < 0.02);
  CHECK(ours.jain > theirs.jain);
  // The same in every run.
  CHECK(Mutua(demand, opening) == first);
}

TEST_CASE("what a guarantee and credits can pay for in a month is at most five guarantees") {
  Stays stays;
  stays.companies = 2;
  stays.capacity = 1;
  const auto ask = [&](size_t company, int64_t day, Duration length, bool given_up) {
    const Instant start = kMonday + Duration::Days(day);
    stays.asked.push_back({company, 1, Interval(start, start + length), Duration(), given_up});
  };
  // All in January 2026, from its fifth on.
  for (int64_t i = 0; i < 60; ++i) ask(0, i % 20, Duration::Days(2), false);
  ask(1, 0, Duration::Days(2), false);
  // Half of 31 days, and half of that for one of two: 7.75 days, and five times that is 38.75.
  const MostAccepted most = MostWithCredits(stays, {1, 1});
  CHECK(most.asked == 60);
  CHECK(most.accepted == 19);
  CHECK(most.least == doctest::Approx(19.0 / 60));
  CHECK(most.guarantee_part == doctest::Approx(7.75 / 120).epsilon(0.001));
  // What is short, or was of no use, may all have been accepted.
  for (int64_t i = 0; i < 5; ++i) ask(0, i, Duration::Days(2), true);
  for (int64_t i = 0; i < 5; ++i) ask(0, i, Duration::Hours(20), false);
  CHECK(MostWithCredits(stays, {1, 1}).accepted == 29);
}

TEST_CASE("no small false report pays under max-min within a step") {
  SmallCase small;
  small.steps = 1;
  small.most = 3;
  const Misreport found = TryMisreports(small, MaxMin);
  CHECK(found.tried == 16 * 4 * 3);
  CHECK(found.gaining == 0);
  // The count can find one: who asks for more is given more in proportion.
  const auto proportional = [](const Demand& demand) {
    Given given;
    for (const Units& asked : demand.steps) {
      given.push_back(Sum(asked) <= demand.capacity ? asked : ByShares(demand.capacity, asked));
    }
    return given;
  };
  CHECK(TryMisreports(small, proportional).gaining > 0);
}

}  // namespace
}  // namespace mutua::bench::fairness
