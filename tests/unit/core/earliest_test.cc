// The search for a start, against a scan of every minute.
#include "engine/core/earliest.h"

#include <random>

#include "engine/core/place.h"
#include "tests/unit/core/lab.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::core::testing {
namespace {

class Dice {
 public:
  explicit Dice(uint32_t seed) : engine_(seed) {}
  int64_t UpTo(int64_t n) { return static_cast<int64_t>(engine_() % static_cast<uint64_t>(n + 1)); }
  bool OneIn(int64_t n) { return UpTo(n - 1) == 0; }

 private:
  std::mt19937 engine_;  // its sequence is defined by the standard
};

model::Opening SomeHours(Dice& dice) {
  model::Opening opening;
  for (auto& day : opening.weekly) {
    if (dice.OneIn(5)) continue;  // closed
    const auto from = static_cast<uint16_t>(15 * dice.UpTo(40));
    const auto to = static_cast<uint16_t>(from + 120 + 15 * dice.UpTo(60));
    day.push_back({from, to});
    if (dice.OneIn(3) && to + 60 < 1440) day.push_back({static_cast<uint16_t>(to + 60), 1440});
  }
  return opening;
}

model::Rules SomeRules(Dice& dice) {
  model::Rules rules;
  rules.granularity = Duration::Minutes(5 * (1 + dice.UpTo(2)));
  if (dice.OneIn(2)) rules.opening = SomeHours(dice);
  if (dice.OneIn(2)) rules.setup = Duration::Minutes(5 * dice.UpTo(4));
  if (dice.OneIn(2)) rules.cleanup = Duration::Minutes(5 * dice.UpTo(4));
  if (dice.OneIn(3)) rules.gap = Duration::Minutes(30);
  if (dice.OneIn(3)) rules.lead = Duration::Minutes(90);
  if (dice.OneIn(3)) rules.unattended_overnight = true;
  if (dice.OneIn(4)) rules.horizon = Duration::Hours(30);
  return rules;
}

void Fill(Lab& lab, Dice& dice) {
  const std::vector<ResourceId>& all = lab.printers;
  const MemberId members[] = {lab.ada, lab.alan, lab.bea};
  for (int i = 0; i < 160; ++i) {
    const ResourceId resource = dice.OneIn(2) ? lab.laser : all[static_cast<size_t>(dice.UpTo(2))];
    const Instant start = kMonday + Duration::Minutes(5 * dice.UpTo(12 * 24 * 3));
    const Interval interval(start, start + Duration::Minutes(30 * (1 + dice.UpTo(8))));
    if (dice.OneIn(15)) {
      DeclareOutage outage;
      outage.resource = resource;
      outage.interval = interval;
      lab.Do(lab.manager, outage);
    } else {
      lab.Do(Lab::As(members[dice.UpTo(2)]), Lab::On(resource, interval));
    }
  }
}

// Whether all that is wanted would be accepted at `start`, asked resource by resource.
bool Accepted(const Lab& lab, const Search& search, Instant start) {
  Ask ask;
  ask.interval = Interval(start, start + search.length);
  ask.member = search.member;
  ask.company = search.company;
  if (search.wants.size() > 1 || search.wants[0].units > 1) {
    WidenBorders(lab.state, search.wants, &ask);
  }
  for (const Interval avoided : search.avoided) {
    if (avoided.Overlaps(ask.interval)) return false;
  }
  for (const model::Want& want : search.wants) {
    uint32_t accepted = 0;
    std::vector<ResourceId> candidates{want.resource};
    if (!want.resource.IsSet()) candidates = lab.state.ResourcesOf(want.pool);
    for (const ResourceId id : candidates) {
      ask.resource = id;
      ask.units = want.resource.IsSet() ? want.units : 1;
      accepted += WouldAccept(lab.state, ask, lab.at);
    }
    if (accepted < (want.resource.IsSet() ? 1 : want.units)) return false;
  }
  return true;
}

std::optional<Instant> ByScan(const Lab& lab, const Search& search, Interval window) {
  for (Instant start = std::max(window.start(), lab.at); start + search.length <= window.end();
       start = start + Duration::Minutes(1)) {
    if (Accepted(lab, search, start)) return start;
  }
  return std::nullopt;
}

TEST_CASE("the earliest start is the one that a scan of every minute finds") {
  size_t found_some = 0;
  size_t found_none = 0;
  for (uint32_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Lab lab(seed % 2 == 0 ? model::testing::Paris() : model::ZoneTable());
    lab.SetRules(lab.laser, SomeRules(dice));
    for (const ResourceId printer : lab.printers) {
      model::Rules rules = SomeRules(dice);
      rules.granularity = Duration::Minutes(5);
      lab.SetRules(printer, rules);
    }
    model::Resource laser = *lab.state.Find(lab.laser);
    laser.capacity = static_cast<uint32_t>(1 + dice.UpTo(1));
    lab.Define(DefineResource{laser});
    Fill(lab, dice);
    lab.Advance(kMonday + Duration::Minutes(7));
    for (int i = 0; i < 6; ++i) {
      Search search;
      if (dice.OneIn(2)) search.wants.push_back({lab.laser, PoolId(), 1});
      if (search.wants.empty() || dice.OneIn(3)) {
        search.wants.push_back({ResourceId(), lab.fdm, static_cast<uint32_t>(1 + dice.UpTo(1))});
      }
      search.length = Duration::Minutes(30 * (1 + dice.UpTo(6)));
      search.member = lab.ada;
      search.company = lab.acme;
      if (dice.OneIn(3)) search.avoided.push_back(Lab::Hours(5, 8));
      const Instant from = kMonday + Duration::Minutes(dice.UpTo(2000));
      const Interval window(from, from + search.length + Duration::Minutes(dice.UpTo(2000)));
      Trials trials{100000};
      const Found found = EarliestStart(lab.state, search, window, lab.at, &trials);
      CHECK(found.start == ByScan(lab, search, window));
      ++(found.start ? found_some : found_none);
    }
  }
  CHECK(found_some > 50);  // the rows are neither all free nor all taken
  CHECK(found_none > 10);
}

TEST_CASE("beyond the horizon the search says when the horizon lets it in") {
  Lab lab;
  Search search;
  search.wants.push_back({lab.laser, PoolId(), 1});
  search.length = Duration::Hours(1);
  search.member = lab.ada;
  search.company = lab.acme;
  const Interval window = Lab::Hours(20 * 24, 20 * 24 + 4);
  Trials trials{10};
  const Found found = EarliestStart(lab.state, search, window, lab.at, &trials);
  CHECK(!found.start.has_value());
  CHECK(found.at_horizon);
  CHECK(trials.opens == window.start() - Duration::Days(14));
}

TEST_CASE(
    "of resources with horizons of their own the one with the furthest decides what is too far") {
  Lab lab;
  lab.SetRules(lab.printers[1], {.horizon = Duration::Days(7)});
  lab.SetRules(lab.printers[2], {.horizon = Duration::Days(3)});
  Search search;
  search.wants.push_back({ResourceId(), lab.fdm, 2});
  search.length = Duration::Hours(1);
  search.member = lab.ada;
  search.company = lab.acme;
  Trials trials{100};
  // Two of them reach as far as the second.
  const Interval near = Lab::Hours(7 * 24 - 1, 8 * 24);
  CHECK(EarliestStart(lab.state, search, near, lab.at, &trials).start == near.start());
  CHECK(trials.opens == near.start() - Duration::Days(3));
  const Interval far = Lab::Hours(7 * 24 + 1, 8 * 24);
  const Found found = EarliestStart(lab.state, search, far, lab.at, &trials);
  CHECK(!found.start.has_value());
  CHECK(found.at_horizon);
  // One of it is free now, and what is booked is not too far.
  search.wants[0].units = 1;
  lab.Booked(lab.bea, Lab::On(lab.printers[0], far));
  const Found taken = EarliestStart(lab.state, search, far, lab.at, &trials);
  CHECK(!taken.start.has_value());
  CHECK(!taken.at_horizon);
}

TEST_CASE("a quota of peak hours is passed where they end, not where it is renewed") {
  using model::Quota;
  struct Row {
    Quota::Measure measure;
    int64_t limit;
    int64_t start;  // minutes after 08:00
  };
  // Peak is from 08:00 to 10:00; three hours are wanted.
  for (const Row& row : {Row{Quota::Measure::kTime, 1800, 90}, Row{Quota::Measure::kTime, 0, 120},
                         Row{Quota::Measure::kBookings, 0, 120}}) {
    Lab lab;
    model::Rules rules;
    rules.granularity = Duration::Minutes(30);
    rules.peak_hours.emplace().peak[0] = {{480, 600}};
    lab.SetRules(lab.laser, rules);
    DefineQuota define;
    define.quota.handle = define.quota.name = "peak";
    define.quota.measure = row.measure;
    define.quota.window = Quota::Window::kMonth;
    define.quota.limit = row.limit;
    define.quota.peak_only = true;
    REQUIRE(lab.Do(lab.manager, define).accepted());
    Search search;
    search.wants.push_back({lab.laser, PoolId(), 1});
    search.length = Duration::Hours(3);
    search.member = lab.ada;
    search.company = lab.acme;
    Trials trials{100};
    const Found found = EarliestStart(lab.state, search, Lab::Hours(0, 24), lab.at, &trials);
    CHECK(found.start == kMonday + Duration::Minutes(row.start));
  }
}

TEST_CASE("a search stops at its ceiling of trials") {
  Lab lab;
  for (int64_t hour = 0; hour < 100; ++hour) {
    lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(2 * hour, 2 * hour + 1)));
  }
  Search search;
  search.wants.push_back({lab.laser, PoolId(), 1});
  search.length = Duration::Hours(2);
  search.member = lab.bea;
  search.company = lab.bolt;
  Trials few{20};
  CHECK(!EarliestStart(lab.state, search, Lab::Hours(0, 300), lab.at, &few).start.has_value());
  CHECK(few.left == 0);
  Trials enough{300};
  const Found found = EarliestStart(lab.state, search, Lab::Hours(0, 300), lab.at, &enough);
  CHECK(found.start == kMonday + Duration::Hours(199));
}

}  // namespace
}  // namespace mutua::core::testing
