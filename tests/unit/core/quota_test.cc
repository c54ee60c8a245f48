// Quotas judged: what counts, in which period, and what is said when it is too much.
#include "tests/unit/core/quota_lab.h"

#include "absl/strings/str_split.h"
#include "engine/core/draft.h"
#include "tests/unit/model/zones_by_rule.h"

namespace mutua::core::testing {
namespace {

TEST_CASE(
    "a quota is used up to its limit and not beyond, and says what was asked of what is left") {
  QuotaLab lab;
  Quota quota = QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 4 * kHour);
  quota.pools = {lab.lasers};
  const QuotaId id = lab.AddQuota(quota);
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
  const Reason reason =
      QuotaLab::Exceeded(lab.Do(Lab::As(lab.alan), Lab::On(lab.laser, Lab::Hours(5, 7))));
  CHECK(reason.quota == id);
  CHECK(reason.resource == lab.laser);
  CHECK(reason.limit == 4 * kHour);
  CHECK(reason.used == 3 * kHour);
  CHECK(reason.asked == 2 * kHour);
  CHECK(reason.renews == Instant::FromUnix(1768176000));  // Monday 2026-01-12
  lab.Booked(lab.alan, Lab::On(lab.laser, Lab::Hours(5, 6)));
  CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 4 * kHour);
  SUBCASE("another company has its own") {
    lab.Booked(lab.bea, Lab::On(lab.laser, Lab::Hours(7, 9)));
  }
  SUBCASE("another pool is not counted") {
    lab.Booked(lab.ada, Lab::On(lab.room, Lab::Hours(7, 9)));
  }
  SUBCASE("the next week has its own") {
    lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(7 * 24, 7 * 24 + 4)));
  }
  SUBCASE("a refusal leaves what was used as it was") {
    CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 4 * kHour);
  }
}

TEST_CASE("each measure, subject, selector and window counts what it names") {
  struct Row {
    const char* what;
    Who who;
    Measure measure;
    Window window;
    int64_t limit;
    char selector;  // 'p' the pool of printers, 'r' the laser, 'k' rooms, ' ' everything
    // Bookings of one hour, one after another: who, where, at which hour; '!' before the refused.
    const char* day;
  };
  const Row rows[] = {
      {"time a week, company, pool", Who::kEachCompany, Measure::kTime, Window::kWeek, 2, 'p',
       "af1 af2 !af3 bf3 al3"},
      {"time a day, company, everything", Who::kEachCompany, Measure::kTime, Window::kDay, 2, ' ',
       "af1 al2 !ar3 br3 ar24"},
      {"time a month, one company", Who::kCompany, Measure::kTime, Window::kMonth, 2, ' ',
       "af1 al2 !ar3 bf3 bl4 br5"},
      {"time a year, each member", Who::kEachMember, Measure::kTime, Window::kYear, 1, ' ',
       "af1 !al2 cl2 !cr4 bf5"},
      {"bookings a day, resource", Who::kEachCompany, Measure::kBookings, Window::kDay, 1, 'r',
       "al1 !al3 !cl3 bl3 af4 al26"},
      {"bookings a week, one member", Who::kMember, Measure::kBookings, Window::kWeek, 2, ' ',
       "af1 ar2 !al3 cl3"},
      {"bookings a month, kind", Who::kEachCompany, Measure::kBookings, Window::kMonth, 1, 'k',
       "ar1 !cr2 br3 al4"},
      {"bookings outstanding, each member", Who::kEachMember, Measure::kBookings,
       Window::kOutstanding, 2, ' ', "af1 al2 !ar90 cr3"},
      {"time outstanding, company", Who::kEachCompany, Measure::kTime, Window::kOutstanding, 2, ' ',
       "af1 cl200 !ar90 br3"},
      {"bookings concurrent, company", Who::kEachCompany, Measure::kBookings, Window::kConcurrent,
       1, ' ', "af1 !cl1 cl2 bl1"},
      {"nothing at all", Who::kEachCompany, Measure::kTime, Window::kYear, 0, 'r', "!al1 af1"},
  };
  for (const Row& row : rows) {
    INFO(row.what);
    QuotaLab lab;
    Quota quota = QuotaLab::Of(row.who, row.measure, row.window,
                               row.measure == Measure::kTime ? row.limit * kHour : row.limit);
    if (row.who == Who::kCompany) quota.company = lab.acme;
    if (row.who == Who::kMember) quota.member = lab.ada;
    if (row.selector == 'p') quota.pools = {lab.fdm};
    if (row.selector == 'r') quota.resources = {lab.laser};
    if (row.selector == 'k') quota.kind = model::ResourceKind::kRoom;
    lab.AddQuota(quota);
    for (std::string ask : std::vector<std::string>(absl::StrSplit(row.day, ' '))) {
      INFO(ask);
      const bool refused = ask.front() == '!';
      if (refused) ask.erase(0, 1);
      const MemberId who = ask[0] == 'a' ? lab.ada : ask[0] == 'b' ? lab.bea : lab.alan;
      const ResourceId where = ask[1] == 'f'   ? lab.printers[0]
                               : ask[1] == 'l' ? lab.laser
                                               : lab.room;
      const int hour = std::stoi(ask.substr(2));
      const Decision decision = lab.Do(Lab::As(who), Lab::On(where, Lab::Hours(hour, hour + 1)));
      CHECK(RulesOf(decision) == (refused ? std::vector{Rule::kQuota} : std::vector<Rule>{}));
    }
  }
}

TEST_CASE("a booking counts minute by minute in the periods in which it lies") {
  QuotaLab lab(model::testing::Paris());
  const QuotaId day =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kDay, 5 * kHour));
  const QuotaId bookings =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kDay, 1));
  const model::ZoneTable paris = model::testing::Paris();
  const auto at = [&](int d, int hour) {
    return paris.FirstAtOrAfter(CivilSecond(2026, 1, d, hour));
  };
  lab.Booked(lab.ada, Lab::On(lab.laser, {at(6, 22), at(7, 3)}));
  const auto acme = model::HolderOf(lab.acme);
  CHECK(lab.Used(day, acme, CivilDay(2026, 1, 6)) == 2 * kHour);
  CHECK(lab.Used(day, acme, CivilDay(2026, 1, 7)) == 3 * kHour);
  CHECK(lab.Used(bookings, acme, CivilDay(2026, 1, 6)) == 1);
  CHECK(lab.Used(bookings, acme, CivilDay(2026, 1, 7)) == 0);
  // Three of five hours are left on the 6th, two on the 7th: a later one may use both days' rest.
  const Reason reason =
      QuotaLab::Exceeded(lab.Do(Lab::As(lab.alan), Lab::On(lab.room, {at(7, 4), at(7, 7)})));
  CHECK(reason.used == 3 * kHour);
  CHECK(reason.renews == at(8, 0));
}

TEST_CASE("a kit counts once as a booking and with all its units as time") {
  QuotaLab lab;
  const QuotaId time =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 5 * kHour));
  const QuotaId bookings =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kWeek, 2));
  Book kit = Lab::On(lab.laser, Lab::Hours(1, 3));
  kit.wants.push_back({lab.room, PoolId(), 1});
  lab.Booked(lab.ada, kit);
  CHECK(lab.Used(time, model::HolderOf(lab.acme), kWeek) == 4 * kHour);
  CHECK(lab.Used(bookings, model::HolderOf(lab.acme), kWeek) == 1);
  kit.interval = Lab::Hours(5, 6);
  const Reason reason = QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), kit));
  CHECK(reason.asked == 2 * kHour);
  SUBCASE("with any of a pool beside what is named, too") {
    Book mixed = Lab::AnyOf(lab.fdm, Lab::Hours(5, 6));
    mixed.wants.push_back({lab.room, PoolId(), 1});
    CHECK(QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), mixed)).asked == 2 * kHour);
  }
  SUBCASE("two of a pool count as two") {
    Book two = Lab::AnyOf(lab.fdm, Lab::Hours(5, 6));
    two.wants[0].units = 2;
    CHECK(QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), two)).asked == 2 * kHour);
  }
}

TEST_CASE("any of a pool is placed where the quota still allows it") {
  QuotaLab lab;
  Quota quota = QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kWeek, 0);
  quota.resources = {lab.printers[0], lab.printers[1]};
  lab.AddQuota(quota);
  const BookingId id = lab.Booked(lab.ada, Lab::AnyOf(lab.fdm, Lab::Hours(1, 2)));
  CHECK(lab[id].kit[0].resource == lab.printers[2]);
}

TEST_CASE("every quota exceeded is named, first the one with the least left for its limit") {
  QuotaLab lab;
  const QuotaId half =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kYear, 8 * kHour));
  const QuotaId least =
      lab.AddQuota(QuotaLab::Of(Who::kEachMember, Measure::kTime, Window::kWeek, 5 * kHour));
  const QuotaId none =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kMonth, 1));
  lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(0, 4)));
  const Decision decision = lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(4, 9)));
  REQUIRE(RulesOf(decision) == std::vector{Rule::kQuota, Rule::kQuota, Rule::kQuota});
  CHECK(decision.refusal.reasons()[0].quota == none);   // 0 of 1 left
  CHECK(decision.refusal.reasons()[1].quota == least);  // 1 of 5
  CHECK(decision.refusal.reasons()[2].quota == half);   // 4 of 8
}

TEST_CASE("what ends early, was cancelled or displaced gives back what it did not use") {
  struct Row {
    const char* what;
    int64_t used;      // hours of the four booked, in the week
    int64_t bookings;  // in the week
  };
  const auto run = [](const Row& row, auto then) {
    INFO(row.what);
    QuotaLab lab;
    model::Rules rules;
    rules.check_in_after = Duration::Minutes(30);
    lab.SetRules(lab.laser, rules);
    const QuotaId time =
        lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 100 * kHour));
    const QuotaId bookings =
        lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kWeek, 100));
    const QuotaId outstanding = lab.AddQuota(
        QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kOutstanding, 100));
    const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
    const auto acme = model::HolderOf(lab.acme);
    CHECK(lab.Used(outstanding, acme) == 1);
    then(lab, id);
    CHECK(lab.Used(time, acme, kWeek) == row.used * kHour);
    CHECK(lab.Used(bookings, acme, kWeek) == row.bookings);
    CHECK(lab.Used(outstanding, acme) == 0);
  };
  const auto check_in = [](QuotaLab& lab, BookingId id) {
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckIn{id}, kMonday + Duration::Hours(1)).accepted());
  };
  run({"cancelled before it began", 0, 0}, [](QuotaLab& lab, BookingId id) {
    REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{id}).accepted());
  });
  run({"checked out after two hours", 2, 1}, [&](QuotaLab& lab, BookingId id) {
    check_in(lab, id);
    REQUIRE(lab.Do(Lab::As(lab.ada), CheckOut{id}, kMonday + Duration::Hours(3)).accepted());
  });
  run({"used to its end", 4, 1}, [&](QuotaLab& lab, BookingId id) {
    check_in(lab, id);
    lab.Advance(kMonday + Duration::Hours(6));
  });
  run({"released as a no-show", 4, 1},
      [](QuotaLab& lab, BookingId) { lab.Advance(kMonday + Duration::Hours(2)); });
  run({"displaced by an outage", 0, 0}, [](QuotaLab& lab, BookingId) {
    DeclareOutage outage;
    outage.resource = lab.laser;
    outage.interval = Lab::Hours(0, 200);
    REQUIRE(lab.Do(lab.manager, outage).accepted());
  });
}

TEST_CASE("a booking cancelled while it runs keeps what had passed: nobody books a day by halves") {
  QuotaLab lab;
  const QuotaId time =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 4 * kHour));
  const BookingId id = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{id}, kMonday + Duration::Hours(4)).accepted());
  CHECK(lab.Used(time, model::HolderOf(lab.acme), kWeek) == 3 * kHour);
  CHECK(QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), Lab::On(lab.laser, Lab::Hours(5, 7)))).used ==
        3 * kHour);
}

TEST_CASE("a move is judged without the booking that is moved, and counts where it went") {
  QuotaLab lab;
  const QuotaId id =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kDay, 4 * kHour));
  const auto acme = model::HolderOf(lab.acme);
  const BookingId booking = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 5)));
  const auto move = [&](int64_t from, int64_t to) {
    Move command;
    command.booking = booking;
    command.interval = Lab::Hours(from, to);
    return lab.Do(Lab::As(lab.ada), command);
  };
  CHECK(move(2, 6).accepted());
  CHECK(lab.Used(id, acme, CivilDay(2026, 1, 5)) == 4 * kHour);
  CHECK(QuotaLab::Exceeded(move(2, 7)).used == 0);
  CHECK(move(26, 30).accepted());
  CHECK(lab.Used(id, acme, CivilDay(2026, 1, 5)) == 0);
  CHECK(lab.Used(id, acme, CivilDay(2026, 1, 6)) == 4 * kHour);
}

TEST_CASE("lowering a limit cancels nothing, and nobody is kept from giving back") {
  QuotaLab lab;
  Quota quota = QuotaLab::Of(Who::kEachCompany, Measure::kTime, Window::kWeek, 8 * kHour);
  const QuotaId id = lab.AddQuota(quota);
  Book hold = Lab::On(lab.laser, Lab::Hours(1, 7));
  hold.hold_until = kMonday + Duration::Hours(2);
  const BookingId booking = lab.Booked(lab.ada, hold);
  quota = *lab.state.Find(id);
  quota.limit = 2 * kHour;
  lab.Define(DefineQuota{quota});
  CHECK(lab.Used(id, model::HolderOf(lab.acme), kWeek) == 6 * kHour);
  CHECK(lab.Do(Lab::As(lab.ada), Confirm{booking}).accepted());
  Move shorter;
  shorter.booking = booking;
  shorter.interval = Lab::Hours(1, 6);
  CHECK(lab.Do(Lab::As(lab.ada), shorter).accepted());
  shorter.interval = Lab::Hours(1, 7);
  CHECK(QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), shorter)).limit == 2 * kHour);
  CHECK(lab.Do(Lab::As(lab.bea), Lab::On(lab.room, Lab::Hours(1, 3))).accepted());
}

TEST_CASE("of several quotas of bookings at once each counts what it selects") {
  QuotaLab lab;
  Quota one_printer = QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kConcurrent, 1);
  one_printer.pools = {lab.fdm};
  const QuotaId of_printers = lab.AddQuota(one_printer);
  const QuotaId of_all =
      lab.AddQuota(QuotaLab::Of(Who::kEachCompany, Measure::kBookings, Window::kConcurrent, 2));
  const Interval first = Lab::Hours(1, 2);
  const auto exceeded = [&] {
    return QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), Lab::On(lab.printers[1], first))).quota;
  };
  lab.Booked(lab.ada, Lab::On(lab.laser, first));
  const BookingId printer = lab.Booked(lab.alan, Lab::On(lab.printers[0], first));
  const Decision third = lab.Do(Lab::As(lab.ada), Lab::On(lab.room, first));
  CHECK(QuotaLab::Exceeded(third).quota == of_all);
  CHECK(QuotaLab::Exceeded(third).used == 2);
  SUBCASE("the laser is no printer") {
    REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{printer}).accepted());
    lab.Booked(lab.ada, Lab::On(lab.printers[1], first));
  }
  SUBCASE("a quota that goes leaves the other's count") {
    Quota quota = *lab.state.Find(of_printers);
    quota.retired = true;
    lab.Define(DefineQuota{quota});
    CHECK(exceeded() == of_all);
    REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{printer}).accepted());
    lab.Booked(lab.ada, Lab::On(lab.printers[1], first));
  }
  SUBCASE("a quota that becomes one of days leaves the other's count") {
    Quota quota = *lab.state.Find(of_printers);
    quota.window = Window::kDay;
    quota.limit = 5;
    lab.Define(DefineQuota{quota});
    CHECK(lab.Used(of_printers, model::HolderOf(lab.acme), CivilDay(2026, 1, 5)) == 1);
    CHECK(exceeded() == of_all);
  }
  SUBCASE("a quota that is only tried leaves all counts") {
    Quota tried = *lab.state.Find(of_all);
    tried.id = QuotaId(3);
    tried.handle = "tried";
    {
      Draft draft(lab.state);
      draft.Emit(QuotaDefined{tried});
    }
    CHECK(lab.state.Find(QuotaId(3)) == nullptr);
    CHECK(QuotaLab::Exceeded(lab.Do(Lab::As(lab.ada), Lab::On(lab.room, first))).quota == of_all);
    REQUIRE(lab.Do(Lab::As(lab.alan), Cancel{printer}).accepted());
    lab.Booked(lab.ada, Lab::On(lab.printers[1], first));
  }
}

TEST_CASE("twenty quotas in one window count each booking, on one day and over midnight") {
  QuotaLab lab;
  std::vector<QuotaId> ids;
  for (int i = 0; i < 20; ++i) {
    Quota quota = QuotaLab::Of(Who::kEachCompany, i % 2 == 0 ? Measure::kTime : Measure::kBookings,
                               Window::kDay, 1000 * kHour);
    const ResourceId other = lab.Add("other-" + std::to_string(i), lab.rooms);
    quota.resources = {lab.printers[0], i % 4 == 1 ? lab.room : lab.laser, other};
    ids.push_back(lab.AddQuota(quota));
  }
  const BookingId laser = lab.Booked(lab.ada, Lab::On(lab.laser, Lab::Hours(1, 4)));
  lab.Booked(lab.ada, Lab::On(lab.printers[0], Lab::Hours(14, 19)));  // 22:00 to 03:00
  const auto used = [&](int i, int day) {
    return lab.Used(ids[static_cast<size_t>(i)], model::HolderOf(lab.acme), CivilDay(2026, 1, day));
  };
  const auto check = [&](int64_t seconds, int64_t bookings) {
    for (int i = 0; i < 20; ++i) {
      const int64_t counted = i % 4 == 1 ? 1 : bookings;
      CHECK(used(i, 5) == (i % 2 == 0 ? seconds : counted));
      CHECK(used(i, 6) == (i % 2 == 0 ? 3 * kHour : 0));
    }
  };
  check(5 * kHour, 2);
  REQUIRE(lab.Do(Lab::As(lab.ada), Cancel{laser}).accepted());
  check(2 * kHour, 1);
}

}  // namespace
}  // namespace mutua::core::testing
