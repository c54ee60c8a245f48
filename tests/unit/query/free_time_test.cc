// Free time against the judge: a few answers by hand, then the two promises as a property of random
// labs, on days on which clocks change too.
#include "engine/query/free_time.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <vector>

#include "tests/unit/core/bare_lab.h"

namespace mutua::query {
namespace {

using core::Ask;
using core::Rule;
using core::testing::BareLab;

FreeTimeQuestion QuestionOf(const BareLab& lab, std::vector<ResourceId> resources,
                            Interval window) {
  return {.resources = std::move(resources),
          .window = window,
          .member = lab.member,
          .company = lab.company};
}

std::vector<Interval> IntervalsOf(const FreeTime& answer) {
  std::vector<Interval> intervals;
  for (const FreeInterval& free : answer.free) intervals.push_back(free.interval);
  return intervals;
}

model::Opening Daily(uint16_t from, uint16_t to) {
  model::Opening opening;
  for (auto& day : opening.weekly) day = {{from, to}};
  return opening;
}

TEST_CASE("free time lies between bookings, their borders, outages and closed hours") {
  BareLab lab;
  const ResourceId resource = lab.AddResource({.rules = {.opening = Daily(9 * 60, 18 * 60),
                                                         .granularity = Duration::Minutes(30),
                                                         .shortest = Duration::Hours(1),
                                                         .setup = Duration::Minutes(10),
                                                         .cleanup = Duration::Minutes(10)}});
  lab.Put(resource, lab.Hours(2, 11, 12));
  lab.AddOutage({lab.At(2, 15, 45), lab.At(2, 16, 15)}, resource);
  lab.Put(resource, {lab.At(3, 9, 30), lab.At(3, 17, 30)});
  const auto free =
      FindFreeTime(lab.state, QuestionOf(lab, {resource}, lab.Hours(2, 0, 48)), lab.now)[0];
  // From 11:00 it is ten minutes' set-up and the other's clean-up away: 10:30 on the grid. The half
  // hours around the second day's booking are shorter than the shortest.
  CHECK(IntervalsOf(free) == std::vector{Interval(lab.At(2, 9), lab.At(2, 10, 30)),
                                         Interval(lab.At(2, 12, 30), lab.At(2, 15, 30)),
                                         Interval(lab.At(2, 16, 30), lab.At(2, 18))});
  CHECK(free.never.empty());
  CHECK_FALSE(free.cut);
}

TEST_CASE("the length asked for, the notice and the horizon narrow it") {
  BareLab lab;
  const ResourceId resource =
      lab.AddResource({.rules = {.lead = Duration::Hours(10), .horizon = Duration::Hours(20)}});
  lab.Put(resource, lab.Hours(0, 11, 12));
  FreeTimeQuestion question = QuestionOf(lab, {resource}, lab.Hours(0, 0, 48));
  auto free = FindFreeTime(lab.state, question, lab.now)[0].free;
  REQUIRE(free.size() == 2);
  CHECK(free[0].interval == lab.Hours(0, 10, 11));
  CHECK(free[1] == FreeInterval{lab.Hours(0, 12, 48), lab.At(0, 20)});
  question.at_least = Duration::Hours(2);
  free = FindFreeTime(lab.state, question, lab.now)[0].free;
  REQUIRE(free.size() == 1);
  CHECK(free[0].interval == lab.Hours(0, 12, 48));
}

TEST_CASE("a rule that refuses at any time is said, and nothing is free") {
  struct Row {
    const char* what;
    model::Rules rules;
    uint32_t units;
    Duration at_least;
    std::optional<Rule> expected;
  };
  const std::vector<Row> rows = {
      {"nothing forbids it", {}, 1, {}, {}},
      {"another company's", {.companies = std::vector{CompanyId(7)}}, 1, {}, Rule::kNotAllowed},
      {"never certified",
       {.certifications = std::vector{CertificationId(5)}},
       1,
       {},
       Rule::kCertification},
      {"more units than there are", {}, 3, {}, Rule::kOverlap},
      {"longer than the longest",
       {.longest = Duration::Hours(1)},
       1,
       Duration::Hours(2),
       Rule::kTooLong},
      {"further ahead than is booked yet", {.horizon = Duration::Hours(20)}, 1, {}, Rule::kHorizon},
      {"the horizon lies in the window", {.horizon = Duration::Hours(30)}, 1, {}, {}},
      {"too far ahead, and never certified",
       {.horizon = Duration::Hours(20), .certifications = std::vector{CertificationId(5)}},
       1,
       {},
       Rule::kCertification},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    BareLab lab;
    const ResourceId resource = lab.AddResource({.rules = row.rules, .capacity = 2});
    FreeTimeQuestion question = QuestionOf(lab, {resource}, lab.Hours(1, 0, 24));
    question.units = row.units;
    question.at_least = row.at_least;
    const FreeTime answer = FindFreeTime(lab.state, question, lab.now)[0];
    CHECK(answer.free.empty() == row.expected.has_value());
    CHECK(answer.never.empty() == !row.expected.has_value());
    if (row.expected && !answer.never.empty()) {
      CHECK(answer.never.reasons().front().rule == *row.expected);
    }
  }
}

TEST_CASE("unattended resources are free through the night, and it is said") {
  BareLab lab;
  const ResourceId printer =
      lab.AddResource({.rules = {.opening = Daily(9 * 60, 18 * 60), .unattended_overnight = true}});
  lab.Put(printer, lab.Hours(3, 12, 13));
  const auto free =
      FindFreeTime(lab.state, QuestionOf(lab, {printer}, lab.Hours(2, 0, 48)), lab.now)[0].free;
  REQUIRE(free.size() == 2);
  CHECK(free[0].interval == lab.Hours(2, 9, 36));
  CHECK(free[0].overnight);
  CHECK(free[1].interval == lab.Hours(3, 13, 18));
  CHECK_FALSE(free[1].overnight);
}

TEST_CASE("several are free together when the same ones are, from start to end") {
  const BareLab lab;
  const auto free_at = [&](std::vector<Interval> intervals) {
    FreeTime free;
    for (const Interval interval : intervals) free.free.push_back({interval, interval.start()});
    return free;
  };
  const std::vector<FreeTime> free = {
      free_at({lab.Hours(0, 8, 12), lab.Hours(0, 14, 20)}),
      free_at({lab.Hours(0, 10, 16)}),
      free_at({lab.Hours(0, 11, 18)}),
  };
  CHECK(FreeTogether(free, 2, Duration::Hours(2)) ==
        std::vector{lab.Hours(0, 10, 12), lab.Hours(0, 11, 16), lab.Hours(0, 14, 18)});
  CHECK(FreeTogether(free, 3, Duration::Hours(1)) ==
        std::vector{lab.Hours(0, 11, 12), lab.Hours(0, 14, 16)});
  CHECK(FreeTogether(free, 4, Duration::Hours(1)).empty());
}

// ---- The property ------------------------------------------------------------------------------

struct RandomLab {
  explicit RandomLab(uint32_t seed) : random(seed) {
    const ZoneId howe = lab.AddZone(model::testing::LordHowe());
    const CertificationId certification = lab.AddCertification();
    lab.member =
        lab.AddMember(lab.company, {{certification, kEarliest, lab.At(26 + Pick(4), Pick(24))}});
    other = lab.AddMember(lab.company);
    const std::vector<SiteId> sites = {lab.site, lab.AddSite(lab.zone, AnyOpening()),
                                       lab.AddSite(howe, AnyOpening())};
    lab.now = lab.At(24 + Pick(3), Pick(24), Pick(60));
    for (int i = 0; i < 6; ++i) {
      model::Rules rules = AnyRules(certification);
      resources.push_back(lab.AddResource({.rules = rules,
                                           .capacity = Pick(3) == 0 ? 3u : 1u,
                                           .site = sites[static_cast<size_t>(Pick(3))]}));
      Fill(resources.back());
    }
    lab.AddOutage(Any(24 * 60), resources[0]);
    lab.AddOutage(Any(6 * 60), {}, {}, sites[1]);
  }

  int Pick(int below) { return static_cast<int>(random() % static_cast<uint32_t>(below)); }

  // Within days 25 to 31: clocks change in Paris on day 27, on Lord Howe on day 34.
  Interval Any(int longest_minutes) {
    const Instant start = lab.At(25 + Pick(6), Pick(24), Pick(12) * 5);
    return {start, start + Duration::Minutes(5 + 5 * Pick(longest_minutes / 5))};
  }

  model::Opening AnyOpening() {
    if (Pick(3) == 0) return model::AlwaysOpen();
    model::Opening opening;
    for (auto& day : opening.weekly) {
      if (Pick(6) == 0) continue;
      const auto from = static_cast<uint16_t>(Pick(14) * 60);
      day = {{from, static_cast<uint16_t>(from + 240 + Pick(14) * 60)}};
      if (Pick(3) == 0 && day[0].to < 1300) day.push_back({1380, 1380 + 120});
    }
    if (Pick(2) == 0) opening.exceptions.push_back({lab.Day(26 + Pick(3)), {}});
    return opening;
  }

  model::Rules AnyRules(CertificationId certification) {
    const std::vector<int> grids = {1, 5, 15, 30, 60, 90, 7 * 60};
    model::Rules rules;
    if (Pick(3) == 0) rules.opening = AnyOpening();
    rules.granularity = Duration::Minutes(grids[static_cast<size_t>(Pick(7))]);
    if (Pick(2) == 0) rules.shortest = Duration::Minutes(10 * (1 + Pick(12)));
    if (Pick(2) == 0) rules.longest = Duration::Hours(2 + Pick(30));
    if (Pick(2) == 0) rules.lead = Duration::Hours(Pick(30));
    rules.horizon = Duration::Hours(48 + Pick(200));
    if (Pick(2) == 0) rules.gap = Duration::Minutes(15 * Pick(8));
    if (Pick(2) == 0) rules.setup = Duration::Minutes(5 * Pick(6));
    if (Pick(2) == 0) rules.cleanup = Duration::Minutes(5 * Pick(6));
    if (Pick(4) == 0) rules.certifications = std::vector{certification};
    rules.unattended_overnight = Pick(3) == 0;
    return rules;
  }

  void Fill(ResourceId resource) {
    const uint32_t capacity = lab.state.Find(resource)->capacity;
    for (int i = 0; i < 25; ++i) {
      const Interval interval = Any(5 * 60);
      const auto units = 1 + static_cast<uint32_t>(Pick(static_cast<int>(capacity)));
      const Ask ask{.resource = resource, .interval = interval};
      const Interval occupied = core::OccupiedBy(lab.state, ask);
      if (lab.state.CalendarOf(resource).PeakUse(occupied) + units > capacity) continue;
      lab.Put(resource, interval,
              {.kit = {{resource, units, PoolId()}}, .member = Pick(3) == 0 ? lab.member : other});
    }
  }

  std::mt19937 random;
  BareLab lab;
  MemberId other;
  std::vector<ResourceId> resources;
};

bool OnGrid(const core::State& state, ResourceId resource, Instant t) {
  const CivilSecond local = state.ZoneOf(resource).ToCivil(t);
  return (local - CivilSecond(CivilDay(local))) % state.RulesOf(resource).granularity.seconds() ==
         0;
}

// `t` or the next grid point after it, a minute at a time.
Instant NextOnGrid(const core::State& state, ResourceId resource, Instant t) {
  while (!OnGrid(state, resource, t)) t = t + Duration::Minutes(1);
  return t;
}

bool OpenAtEnds(const core::State& state, ResourceId resource, Interval interval) {
  const auto open = [&](const model::Opening& opening) {
    return model::IsOpenAtBothEnds(opening, state.ZoneOf(resource), interval);
  };
  const auto& own = state.RulesOf(resource).opening;
  return open(state.Find(state.Find(resource)->site)->opening) && (!own || open(*own));
}

// Whether it is one of the bookings that the answer promises.
bool Promised(const core::State& state, const FreeTime& answer, Interval interval) {
  return std::any_of(answer.free.begin(), answer.free.end(), [&](const FreeInterval& free) {
    return free.interval.Contains(interval) && interval.start() <= free.last_start &&
           (!free.overnight || OpenAtEnds(state, answer.resource, interval));
  });
}

// An interval inside the free one, on the grid, of a length that the rules allow; none if the dice
// find none.
std::optional<Interval> Choose(RandomLab& r, ResourceId resource, const FreeInterval& free,
                               Duration needed) {
  const core::State& state = r.lab.state;
  const auto minutes = [](Duration d) { return static_cast<int>(d.seconds() / 60); };
  const Duration play = free.last_start - free.interval.start();
  if (play < Duration()) return std::nullopt;
  const Instant start = NextOnGrid(
      state, resource, free.interval.start() + Duration::Minutes(r.Pick(minutes(play) + 1)));
  if (start > free.last_start || start + needed > free.interval.end()) return std::nullopt;
  const Duration room = std::min(free.interval.end() - start, state.RulesOf(resource).longest);
  if (room < needed) return std::nullopt;
  const Instant end = NextOnGrid(
      state, resource, start + needed + Duration::Minutes(r.Pick(minutes(room - needed) + 1)));
  if (end > start + room) return std::nullopt;
  return Interval(start, end);
}

TEST_CASE("what free time promises the judge accepts, and what the judge accepts it promises") {
  size_t chosen = 0, accepted = 0;
  for (uint32_t seed = 1; seed <= 25; ++seed) {
    CAPTURE(seed);
    RandomLab r(seed);
    const core::State& state = r.lab.state;
    FreeTimeQuestion question =
        QuestionOf(r.lab, r.resources, Interval(r.lab.At(25, 5), r.lab.At(31, 7, 7)));
    question.units = 1 + static_cast<uint32_t>(r.Pick(2));
    if (r.Pick(2) == 0) question.at_least = Duration::Minutes(30 * r.Pick(5));
    for (const FreeTime& answer : FindFreeTime(state, question, r.lab.now)) {
      CAPTURE(answer.resource.value());
      const Duration needed = std::max(question.at_least, state.RulesOf(answer.resource).shortest);
      Ask ask{.resource = answer.resource,
              .units = question.units,
              .member = r.lab.member,
              .company = r.lab.company};
      for (size_t i = 1; i < answer.free.size(); ++i) {
        CHECK(answer.free[i - 1].interval.end() < answer.free[i].interval.start());
      }
      for (const FreeInterval& free : answer.free) {
        for (int i = 0; i < 20; ++i) {
          const auto choice = Choose(r, answer.resource, free, needed);
          if (!choice) continue;
          if (free.overnight && !OpenAtEnds(state, answer.resource, *choice)) continue;
          ++chosen;
          ask.interval = *choice;
          REQUIRE(core::WouldAccept(state, ask, r.lab.now));
        }
      }
      for (int i = 0; i < 200; ++i) {
        const Instant start = NextOnGrid(state, answer.resource, r.Any(60).start());
        const Instant end =
            NextOnGrid(state, answer.resource, start + needed + Duration::Minutes(5 * r.Pick(100)));
        ask.interval = Interval(start, end);
        if (!question.window.Contains(ask.interval)) continue;
        if (!core::WouldAccept(state, ask, r.lab.now)) continue;
        ++accepted;
        REQUIRE(Promised(state, answer, ask.interval));
      }
    }
  }
  CHECK(chosen > 3000);
  CHECK(accepted > 1000);
}

}  // namespace
}  // namespace mutua::query
