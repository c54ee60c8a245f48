// Quotas on every road that a booking can take, with the wishes that wait for them, and as they
// change.
#include <algorithm>

#include "engine/core/standing.h"
#include "tests/unit/core/quota_lab.h"

namespace mutua::core::testing {
namespace {

TEST_CASE("no road gets round a quota") {
  QuotaLab lab;
  const QuotaId id =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 2 * kHour));
  const auto acme = model::HolderOf(lab.acme);
  SUBCASE("a hold") {
    Book hold = Lab::On(lab.laser, Lab::Hours(1, 4));
    hold.hold_until = kMonday + Duration::Hours(1);
    QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), hold));
  }
  SUBCASE("a walk-up") {
    Book now = Lab::On(lab.laser, Lab::Hours(0, 3));
    now.walk_up = true;
    QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), now));
  }
  SUBCASE("an import of what is to come") {
    Book imported = Lab::On(lab.laser, Lab::Hours(1, 4));
    imported.member = lab.ada;
    imported.import_key = model::Seal{7};
    QuotaLab::Exceeded(lab.Do(lab.manager, imported));
  }
  SUBCASE("on behalf of somebody: that one's quota counts") {
    Book book = Lab::On(lab.laser, Lab::Hours(1, 4));
    book.member = lab.ada;
    QuotaLab::Exceeded(lab.Do(Lab::As(lab.alan), book));
  }
  SUBCASE("a series that is all or nothing") {
    BookSeries series;
    series.wants.push_back({lab.laser, PoolId(), 1});
    series.rule = "FREQ=DAILY;COUNT=3";
    series.start = CivilSecond(2026, 1, 5, 9);
    series.civil_seconds = kHour;
    const Decision decision = lab.Do(Lab::As(lab.ada), series);
    CHECK(QuotaLab::Exceeded(decision).occurrence == 3);
    CHECK(lab.Used(id, acme, kWeek) == 0);
  }
  SUBCASE("a series at best effort books what the quota has left") {
    BookSeries series;
    series.wants.push_back({lab.laser, PoolId(), 1});
    series.rule = "FREQ=DAILY;COUNT=3";
    series.start = CivilSecond(2026, 1, 5, 9);
    series.civil_seconds = kHour;
    series.mode = model::SeriesMode::kBestEffort;
    REQUIRE(lab.Do(Lab::As(lab.ada), series).accepted());
    const model::Series& booked = *lab.state.Find(SeriesId(1));
    REQUIRE(booked.missing.size() == 1);
    CHECK(booked.missing[0].rule == static_cast<uint16_t>(Rule::kQuota));
    CHECK(lab.Used(id, acme, kWeek) == 2 * kHour);
  }
  SUBCASE("an extension") {
    const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
    Move longer;
    longer.booking = booking;
    longer.interval = Lab::Hours(1, 4);
    QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), longer));
  }
  SUBCASE("handing over counts for the company that gets it, and no longer for the other") {
    lab.Booked(lab.bea, Lab::On(lab.room, Lab::Hours(1, 2)));
    const BookingId two = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
    QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), HandOver{two, lab.bea}));
    REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{two}).accepted());
    const BookingId one = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 2)));
    REQUIRE(lab.Do(Lab::As(lab.ada), HandOver{one, lab.bea}).accepted());
    CHECK(lab.Used(id, acme, kWeek) == 0);
    CHECK(lab.Used(id, model::HolderOf(lab.bolt), kWeek) == 2 * kHour);
  }
  SUBCASE("waiting for an approval counts") {
    model::Rules rules;
    rules.needs_approval = true;
    lab.SetRules(lab.laser, rules);
    const BookingId pending = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 3)));
    QuotaLab::Exceeded(lab.Do(Lab::As(lab.alan), Lab::On(lab.room, Lab::Hours(1, 2))));
    CHECK(lab.Do(lab.manager, Approve{pending}).accepted());
    CHECK(lab.Used(id, acme, kWeek) == 2 * kHour);
  }
}

TEST_CASE("a wish waits while the quota is used up, and is met when it frees") {
  QuotaLab lab;
  lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 2 * kHour));
  const BookingId first = lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(1, 3)));
  FileWish wish;
  wish.wants.push_back({lab.laser, PoolId(), 1});
  wish.windows.push_back(Lab::Hours(1, 9));
  wish.length = Duration::Hours(1);
  wish.book_at_once = true;
  REQUIRE(lab.Do(Lab::As(lab.alan), wish).accepted());
  CHECK(lab.state.Find(WishId(1))->state == model::WishState::kWaiting);
  SUBCASE("by a cancellation elsewhere") {
    REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{first}).accepted());
    CHECK(lab.state.Find(WishId(1))->state == model::WishState::kMet);
  }
  SUBCASE("by a higher limit") {
    Quota quota = *lab.state.Find(QuotaId(1));
    quota.limit = 3 * kHour;
    lab.Define(DefineQuota{quota});
    CHECK(lab.state.Find(WishId(1))->state == model::WishState::kMet);
  }
}

TEST_CASE("a wish is met in the first period that has anything left") {
  QuotaLab lab;
  lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kDay, 2 * kHour));
  lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(1, 3)));
  FileWish wish;
  wish.wants.push_back({lab.laser, PoolId(), 1});
  wish.windows.push_back(Lab::Hours(1, 40));
  wish.length = Duration::Hours(2);
  wish.book_at_once = true;
  REQUIRE(lab.Do(Lab::As(lab.alan), wish).accepted());
  REQUIRE(lab.state.Find(WishId(1))->state == model::WishState::kMet);
  // Monday is used up: Tuesday begins 16 hours after 08:00.
  CHECK(lab[lab.state.Find(WishId(1))->booking].interval == Lab::Hours(16, 18));
}

TEST_CASE("a manager's override may exceed a quota, on record, and it counts") {
  QuotaLab lab;
  const QuotaId id =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, kHour));
  Book book = Lab::On(lab.laser, Lab::Hours(1, 4));
  book.member = lab.ada;
  book.override_policy = {true, model::Seal{1}};
  lab.events.clear();
  const Decision decision = lab.Do(lab.manager, book);
  REQUIRE(decision.accepted());
  CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 3 * kHour);
  const auto logged = std::find_if(lab.events.begin(), lab.events.end(), [](const Event& event) {
    return std::holds_alternative<Overridden>(event);
  });
  REQUIRE(logged != lab.events.end());
  REQUIRE(std::get<Overridden>(*logged).rules.size() == 1);
  CHECK(std::get<Overridden>(*logged).rules[0].quota == id);
}

TEST_CASE("a quota that only warns refuses nothing and says so with the answer") {
  QuotaLab lab;
  Quota quota = QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 2 * kHour);
  quota.warning = true;
  const QuotaId id = lab.AddQuota(quota);
  CHECK(lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(1, 3))).warnings.empty());
  const Decision decision = lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(4, 5)));
  REQUIRE(decision.accepted());
  REQUIRE(decision.warnings.size() == 1);
  CHECK(decision.warnings[0].quota == id);
  CHECK(decision.warnings[0].used == 2 * kHour);
  CHECK(decision.warnings[0].asked == kHour);
}

TEST_CASE("what a company used stays with it when a member leaves") {
  QuotaLab lab;
  const QuotaId id =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 4 * kHour));
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
  model::Member ada = *lab.state.Find(lab.ada);
  ada.company = lab.bolt;
  lab.Define(DefineMember{ada});
  CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 3 * kHour);
  CHECK(lab.Used(id, model::HolderOf(lab.bolt), kWeek) == 0);
  lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(1, 5)));
  CHECK(lab.Used(id, model::HolderOf(lab.bolt), kWeek) == 4 * kHour);
}

TEST_CASE(
    "a quota that comes later has counted what there is, and one that is deleted counts no more") {
  QuotaLab lab;
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
  const QuotaId id =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 4 * kHour));
  CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 3 * kHour);
  Quota quota = *lab.state.Find(id);
  quota.pools = {lab.rooms};
  lab.Define(DefineQuota{quota});
  CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 0);
  quota = *lab.state.Find(id);
  quota.retired = true;
  lab.Define(DefineQuota{quota});
  lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(1, 9)));
}

TEST_CASE("a resource that changes its pool counts where it belongs") {
  QuotaLab lab;
  Quota quota = QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 4 * kHour);
  quota.pools = {lab.rooms};
  const QuotaId id = lab.AddQuota(quota);
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
  CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 0);
  model::Resource laser = *lab.state.Find(lab.laser);
  laser.pool = lab.rooms;
  lab.Define(DefineResource{laser});
  CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 3 * kHour);
}

TEST_CASE("what has left the live state is still counted in the month and the year") {
  QuotaLab lab;
  const QuotaId month =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kMonth, 4 * kHour));
  const QuotaId year =
      lab.AddQuota(QuotaLab::Of(Who::kEachMember, Measure::kBookings, Window::kYear, 9));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
  lab.Advance(kMonday + Duration::Days(15));
  REQUIRE(lab.state.Find(id) == nullptr);
  const auto acme = model::HolderOf(lab.acme);
  CHECK(lab.Used(month, acme, kJanuary) == 3 * kHour);
  CHECK(lab.Used(year, model::HolderOf(lab.ada), kJanuary) == 1);
  const int64_t hour = 15 * 24 + 2;
  const Reason reason =
      QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(hour, hour + 2))));
  CHECK(reason.used == 3 * kHour);
  SUBCASE("until the month is over: then nothing is kept of it") {
    lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(hour, hour + 1)));
    lab.Advance(kMonday + Duration::Days(40));
    const BookingId later =
        lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(41 * 24, 41 * 24 + 1)));
    lab.Advance(kMonday + Duration::Days(60));
    REQUIRE(lab.state.Find(later) == nullptr);
    CHECK(lab.Used(month, acme, kJanuary) == 0);
    CHECK(lab.Used(year, model::HolderOf(lab.ada), kJanuary) == 3);
  }
  SUBCASE("and a restored state has counted the same") {
    State restored;
    lab.state.ForEach<model::Zone>([&](const auto& record) { restored.Restore(record); });
    lab.state.ForEach<model::Site>([&](const auto& record) { restored.Restore(record); });
    lab.state.ForEach<model::Pool>([&](const auto& record) { restored.Restore(record); });
    lab.state.ForEach<model::Resource>([&](const auto& record) { restored.Restore(record); });
    lab.state.ForEach<model::Company>([&](const auto& record) { restored.Restore(record); });
    lab.state.ForEach<model::Member>([&](const auto& record) { restored.Restore(record); });
    lab.state.ForEach<model::Booking>([&](const auto& record) { restored.Restore(record); });
    restored.Restore(lab.state.counters());
    lab.state.ForEach<Quota>([&](const auto& record) { restored.Restore(record); });
    lab.state.ForEach<model::Carry>([&](const auto& record) { restored.Restore(record); });
    restored.Restored();
    Gauge gauge;
    gauge.quota = month;
    gauge.window = Window::kMonth;
    CHECK(restored.accounts().Used(gauge, acme, Day(kJanuary)) == 3 * kHour);
  }
}

TEST_CASE("a quota that makes no sense is refused with what is wrong, and nothing changes") {
  struct Row {
    const char* what;
    Quota quota;
    Rule rule;
  };
  QuotaLab lab;
  const Quota good = QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 4 * kHour);
  Quota first = good;
  const QuotaId known = lab.AddQuota(first);
  const auto with = [&](auto change) {
    Quota quota = good;
    quota.window = Window::kDay;
    change(quota);
    return quota;
  };
  const Row rows[] = {
      {"a negative limit", with([](Quota& q) { q.limit = -1; }), Rule::kQuotaLimit},
      {"a limit beyond all bounds", with([](Quota& q) { q.limit = INT64_MAX; }), Rule::kQuotaLimit},
      {"time at one instant", with([](Quota& q) { q.window = Window::kConcurrent; }),
       Rule::kBadDefinition},
      {"a pool and a kind", with([&](Quota& q) {
         q.pools = {lab.fdm};
         q.kind = model::ResourceKind::kRoom;
       }),
       Rule::kBadDefinition},
      {"each company of a company", with([&](Quota& q) { q.company = lab.acme; }),
       Rule::kBadDefinition},
      {"a company that is none", with([](Quota& q) { q.who = Who::kCompany; }), Rule::kUnknown},
      {"an unknown pool", with([](Quota& q) { q.pools = {PoolId(99)}; }), Rule::kUnknown},
      {"the same as another, with another limit", with([](Quota& q) {
         q.window = Window::kWeek;
         q.limit = 9 * kHour;
       }),
       Rule::kQuotaContradicts},
      {"a warning that comes after the limit", with([](Quota& q) {
         q.window = Window::kWeek;
         q.warning = true;
       }),
       Rule::kQuotaContradicts},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    DefineQuota command{row.quota};
    command.quota.handle = "another";
    const Decision decision = lab.Do(lab.manager, command);
    CHECK(RulesOf(decision) == std::vector{row.rule});
    CHECK(lab.state.Count<Quota>() == 1);
    if (row.rule == Rule::kQuotaContradicts) {
      CHECK(decision.refusal.reasons()[0].quota == known);
    }
  }
  DefineQuota warning{with([](Quota& q) {
    q.window = Window::kWeek;
    q.warning = true;
    q.limit = 3 * kHour;
  })};
  warning.quota.handle = "warning";
  CHECK(lab.Do(lab.manager, warning).accepted());
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), warning)).front() == Rule::kNotPermitted);
}

TEST_CASE("the standing says what is used, what of it is still to come, and who holds it") {
  QuotaLab lab;
  const QuotaId week =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 9 * kHour));
  const QuotaId own =
      lab.AddQuota(QuotaLab::Of(Who::kEachMember, Measure::kBookings, Window::kOutstanding, 5));
  const QuotaId at_once =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kConcurrent, 5));
  const BookingId first = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
  const BookingId second = lab.Booked(lab.alan, Lab::On(lab.room, Lab::Hours(3, 5)));
  lab.Advance(kMonday + Duration::Hours(2));
  auto standings = StandingsOf(lab.state, lab.acme, lab.ada, lab.at);
  for (const MemberId member : {lab.alan, lab.ada}) {
    AddShares(lab.state, member, lab.at, &standings);
  }
  REQUIRE(standings.size() == 3);
  CHECK(standings[0].quota == week);
  CHECK(standings[0].used == 5 * kHour);
  CHECK(standings[0].held == 2 * kHour);
  CHECK(standings[0].renews == Instant::FromUnix(1768176000));
  REQUIRE(standings[0].shares.size() == 2);
  CHECK(standings[0].shares[0].booking == first);
  CHECK(standings[0].shares[1].booking == second);
  CHECK(standings[0].shares[1].amount == 2 * kHour);
  CHECK(standings[1].quota == at_once);
  CHECK(standings[1].used == 2);
  CHECK(standings[2].quota == own);
  CHECK(standings[2].used == 1);
  CHECK(StandingsOf(lab.state, lab.acme, MemberId(), lab.at).size() == 2);
}

TEST_CASE("who comes to another company with bookings is held against that company's quotas") {
  QuotaLab lab;
  Quota quota = QuotaLab::Of(Who::kEachMember, Measure::kTime, Window::kYear, 2 * kHour);
  quota.company = lab.bolt;
  const QuotaId id = lab.AddQuota(quota);
  lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(4, 7)));
  const MoveMember move{lab.ada, lab.bolt, 0, /*with_bookings=*/true};
  const Reason reason = QuotaLab::Exceeded(lab.Do(lab.manager, move));
  CHECK(reason.quota == id);
  CHECK(reason.used == 0);
  CHECK(reason.asked == 3 * kHour);
  CHECK(lab.Used(id, model::HolderOf(lab.ada), kJanuary) == 0);
  quota = *lab.state.Find(id);
  quota.limit = 3 * kHour;
  lab.Define(DefineQuota{quota});
  REQUIRE(lab.Do(lab.manager, move).accepted());
  CHECK(lab.Used(id, model::HolderOf(lab.ada), kJanuary) == 3 * kHour);
}

}  // namespace
}  // namespace mutua::core::testing
