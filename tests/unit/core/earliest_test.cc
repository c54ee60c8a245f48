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

std::optional<Instant> ByScan(const Lab& lab, const Search& search, Interval window,
                              Duration step = Duration::Minutes(1)) {
  const Instant first = std::max(window.start(), lab.at);
  const int64_t past = first.unix_seconds() % step.seconds();
  Instant start = past == 0 ? first : first + step - Duration::Seconds(past);
  for (; start + search.length <= window.end(); start = start + step) {
    if (Accepted(lab, search, start)) return start;
  }
  return std::nullopt;
}

// Of Ada's company or of herself, with room for a few of the bookings of Fill.
model::Quota SomeQuota(const Lab& lab, Dice& dice, int number) {
  using model::Quota;
  Quota quota;
  quota.handle = quota.name = "quota-" + std::to_string(number);
  quota.who = static_cast<Quota::Who>(1 + dice.UpTo(3));
  if (quota.who == Quota::Who::kCompany) quota.company = lab.acme;
  if (quota.who == Quota::Who::kMember) quota.member = lab.ada;
  if (dice.OneIn(4)) quota.pools.push_back(lab.fdm);
  quota.window = static_cast<Quota::Window>(1 + dice.UpTo(5));
  quota.measure = quota.window == Quota::Window::kConcurrent
                      ? Quota::Measure::kBookings
                      : static_cast<Quota::Measure>(1 + dice.UpTo(3));
  quota.peak_only = quota.window != Quota::Window::kConcurrent && dice.OneIn(2);
  if (dice.OneIn(3)) quota.grab_counts = dice.OneIn(2);
  switch (quota.measure) {
    case Quota::Measure::kTime:
    case Quota::Measure::kCharge:
      quota.limit = 1800 * dice.UpTo(24);
      break;
    case Quota::Measure::kMoney:
      quota.limit = 250 * dice.UpTo(24);
      break;
    case Quota::Measure::kBookings:
      quota.limit = 1 + dice.UpTo(4);
      break;
  }
  return quota;
}

// Rates of time and money, and some hours of each day that cost more or less.
void SetRates(Dice& dice, model::Rules* rules) {
  rules->tariff = dice.UpTo(2);
  rules->price = Cents(100 * dice.UpTo(5));
  if (dice.OneIn(4)) return;
  model::PeakHours& hours = rules->peak_hours.emplace();
  for (size_t day = 0; day < 7; ++day) {
    const auto from = static_cast<uint16_t>(30 * dice.UpTo(30));
    hours.peak[day].push_back({from, static_cast<uint16_t>(from + 30 + 30 * dice.UpTo(12))});
    if (dice.OneIn(2)) hours.off_peak[day].push_back({1320, 1440});
  }
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

TEST_CASE("with quotas, peak hours and shares it is the one that a scan of every step finds") {
  size_t found_some = 0;
  size_t found_none = 0;
  size_t limited = 0;
  for (uint32_t seed = 1; seed <= 120; ++seed) {
    CAPTURE(seed);
    Dice dice(seed);
    Lab lab(seed % 2 == 0 ? model::testing::Paris() : model::ZoneTable());
    model::Pool pool = *lab.state.Find(lab.fdm);
    if (dice.OneIn(2)) pool.sharing.shares = {{lab.acme, 1, {}, 0}, {lab.bolt, 3, {}, 0}};
    lab.Define(DefinePool{pool});
    std::vector<ResourceId> resources = lab.printers;
    resources.push_back(lab.laser);
    for (const ResourceId id : resources) {
      model::Rules rules;
      rules.granularity = Duration::Minutes(15);
      if (dice.OneIn(3)) rules.unattended_overnight = true;
      if (dice.OneIn(3)) rules.opening = SomeHours(dice);
      SetRates(dice, &rules);
      model::Resource resource = *lab.state.Find(id);
      resource.rules = rules;
      resource.capacity = static_cast<uint32_t>(1 + dice.UpTo(1));
      lab.Define(DefineResource{resource});
    }
    const int quotas = 1 + static_cast<int>(dice.UpTo(2));
    for (int i = 0; i < quotas; ++i) {
      REQUIRE(lab.Do(lab.manager, DefineQuota{SomeQuota(lab, dice, i)}).accepted());
    }
    Fill(lab, dice);
    lab.Advance(kMonday + Duration::Hours(dice.UpTo(20)));
    // What is given back now keeps its price.
    std::vector<BookingId> live;
    lab.state.ForEach<model::Booking>([&](const model::Booking& booking) {
      if (booking.state == model::BookingState::kConfirmed) live.push_back(booking.id);
    });
    for (const BookingId id : live) {
      if (dice.OneIn(6))
        lab.Do(lab.manager, Cancel{id});
      else if (dice.OneIn(6))
        lab.Do(Lab::As(lab[id].member), Cancel{id});
    }
    for (int i = 0; i < 6; ++i) {
      Search search;
      if (dice.OneIn(3)) {
        search.wants.push_back({lab.laser, PoolId(), static_cast<uint32_t>(1 + dice.UpTo(1))});
      } else {
        search.wants.push_back({ResourceId(), lab.fdm, static_cast<uint32_t>(1 + dice.UpTo(1))});
      }
      search.length = Duration::Minutes(30 * (1 + dice.UpTo(8)));
      search.member = lab.ada;
      search.company = lab.acme;
      const Instant from = kMonday + Duration::Minutes(dice.UpTo(9 * 1440));
      const Interval window(from, from + search.length + Duration::Minutes(dice.UpTo(2 * 1440)));
      Trials trials{100000};
      const Found found = EarliestStart(lab.state, search, window, lab.at, &trials);
      CHECK(found.start == ByScan(lab, search, window, Duration::Minutes(15)));
      ++(found.start ? found_some : found_none);
      search.member = lab.bea;
      search.company = lab.bolt;
      limited += found.start != ByScan(lab, search, window, Duration::Minutes(15)) ? 1 : 0;
    }
  }
  CHECK(found_some > 200);
  CHECK(found_none > 50);
  CHECK(limited > 100);  // somebody else is given another time, or any: quotas have a say
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
