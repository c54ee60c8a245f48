// Series booked, refused and refilled: modes, kits, lists, limits.
#include "engine/core/series.h"

#include <doctest/doctest.h>

#include "tests/unit/core/series_lab.h"

namespace mutua::core::testing {
namespace {

using model::SeriesMode;

const CivilSecond kTen(2026, 1, 12, 10, 0, 0);  // a Monday
constexpr const char* kThreeWeeks = "FREQ=WEEKLY;COUNT=3";

TEST_CASE("a series books each occurrence at the same time on the site's clocks") {
  SeriesLab lab;
  const SeriesId id = lab.BookedSeries(
      lab.ada, SeriesLab::Hourly(lab.laser, "FREQ=MONTHLY;BYMONTHDAY=12;COUNT=4", kTen));
  CHECK(lab.Show(id) == Lines({"1 01-12 10:00 laser", "2 02-12 10:00 laser", "3 03-12 10:00 laser",
                               "4 04-12 10:00 laser"}));
  // 10:00 in Paris is 09:00 UTC in winter and 08:00 in summer.
  const model::Booking& winter = lab[lab.Occurrence(id, 1)];
  const model::Booking& summer = lab[lab.Occurrence(id, 4)];
  CHECK(winter.interval.start().unix_seconds() % 86400 == 9 * 3600);
  CHECK(summer.interval.start().unix_seconds() % 86400 == 8 * 3600);
  CHECK(winter.offset_minutes == 60);
  CHECK(summer.offset_minutes == 120);
  CHECK(lab.state.Find(id)->rule == "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=12");
}

TEST_CASE("what becomes of a series with one occurrence taken is its mode's matter") {
  struct Row {
    SeriesMode mode;
    bool stand_in;
    const char* expected;  // the series, or the refusal
  };
  const Row rows[] = {
      {SeriesMode::kAllOrNothing, true, "refused: 2 breaks 22"},
      {SeriesMode::kBestEffort, true,
       "1 01-12 10:00 one, 2 missing 01-19 10:00 rule 22, 3 01-26 10:00 one"},
      {SeriesMode::kSubstitutes, true, "1 01-12 10:00 one, 2 01-19 10:00 two, 3 01-26 10:00 one"},
      {SeriesMode::kSubstitutes, false,
       "1 01-12 10:00 one, 2 missing 01-19 10:00 rule 22, 3 01-26 10:00 one"},
  };
  for (const Row& row : rows) {
    SeriesLab lab;
    const PoolId pool = lab.AddPool("pool", row.stand_in, SeriesLab::Rules());
    const ResourceId one = lab.Add("one", pool);
    lab.Add("two", pool);
    lab.Taken(lab.bea, one, kTen + 7 * 86400);
    const Decision decision =
        lab.Do(Lab::As(lab.ada), SeriesLab::Hourly(one, kThreeWeeks, kTen, row.mode));
    std::string answer;
    for (const Reason& reason : decision.refusal.reasons()) {
      answer += absl::StrFormat("refused: %d breaks %d", reason.occurrence, int(reason.rule));
    }
    if (decision.accepted()) answer = lab.Line(SeriesId(decision.subject.id));
    CHECK(answer == row.expected);
  }
}

TEST_CASE("a refused series names each failing occurrence with every rule, and changes nothing") {
  SeriesLab lab;
  model::Rules rules = SeriesLab::Rules();
  rules.shortest = Duration::Hours(2);
  lab.SetRules(lab.laser, rules);
  lab.Booked(lab.bea, Lab::On(lab.laser, Interval(lab.Civil(kTen), lab.Civil(kTen + 7200))));
  const Changeable before = Records(lab.state);
  const auto timer = lab.state.NextTimer();
  const Decision decision =
      lab.Do(Lab::As(lab.ada), SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=2", kTen));
  std::vector<std::pair<Rule, uint32_t>> named;
  for (const Reason& reason : decision.refusal.reasons()) {
    named.emplace_back(reason.rule, reason.occurrence);
  }
  CHECK(named == std::vector<std::pair<Rule, uint32_t>>{
                     {Rule::kOverlap, 1}, {Rule::kTooShort, 1}, {Rule::kTooShort, 2}});
  CHECK(Records(lab.state) == before);
  CHECK(lab.state.NextTimer() == timer);
  CHECK(lab.state.CalendarOf(lab.laser).size() == 1);
}

TEST_CASE("a refusal names the first hundred reasons of a long series and no more") {
  SeriesLab lab;
  lab.BookedSeries(lab.bea, SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=150", kTen));
  for (const SeriesMode mode : {SeriesMode::kAllOrNothing, SeriesMode::kBestEffort}) {
    const Decision decision =
        lab.Do(Lab::As(lab.ada), SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=150", kTen, mode));
    REQUIRE(decision.refusal.reasons().size() == kReasonsMost);
    CHECK(decision.refusal.reasons().front().occurrence == 1);
    CHECK(decision.refusal.reasons().back().occurrence == 100);
  }
}

TEST_CASE("a series that cannot be expanded is refused by name") {
  struct Row {
    const char* rule;
    Rule expected;
    int64_t limit;
    int64_t asked;
  };
  const auto part = [](RecurrencePart which) { return static_cast<int64_t>(which); };
  const Row rows[] = {
      {"FREQ=DAILY;COUNT=1001", Rule::kTooMany, 1000, 1001},
      {"FREQ=DAILY;COUNT=10000", Rule::kTooMany, 1000, 10000},
      // How many an UNTIL gives is not counted to the end.
      {"FREQ=DAILY;UNTIL=20400101", Rule::kTooMany, 1000, 0},
      {"FREQ=DAILY", Rule::kEndlessSeries, 0, 0},
      {"FREQ=DAILY;UNTIL=20250101", Rule::kEmptySeries, 0, 0},
      {"", Rule::kBadRecurrence, 0, part(RecurrencePart::kWhole)},
      {"every monday", Rule::kBadRecurrence, 0, part(RecurrencePart::kWhole)},
      {"COUNT=3", Rule::kBadRecurrence, 0, part(RecurrencePart::kFreq)},
      {"FREQ=HOURLY;COUNT=3", Rule::kBadRecurrence, 0, part(RecurrencePart::kFreq)},
      {"FREQ=DAILY;COUNT=0", Rule::kBadRecurrence, 0, part(RecurrencePart::kCount)},
      {"FREQ=DAILY;COUNT=2;INTERVAL=-1", Rule::kBadRecurrence, 0, part(RecurrencePart::kInterval)},
      {"FREQ=DAILY;COUNT=2;UNTIL=20270101", Rule::kBadRecurrence, 0, part(RecurrencePart::kCount)},
      {"FREQ=WEEKLY;COUNT=2;BYDAY=XX", Rule::kBadRecurrence, 0, part(RecurrencePart::kByDay)},
      {"FREQ=DAILY;COUNT=2;BYMONTH=13", Rule::kBadRecurrence, 0, part(RecurrencePart::kByMonth)},
      {"FREQ=YEARLY;COUNT=2;BYWEEKNO=54", Rule::kBadRecurrence, 0, part(RecurrencePart::kByWeekNo)},
      {"FREQ=YEARLY;COUNT=2;WKST=XX", Rule::kBadRecurrence, 0, part(RecurrencePart::kWkst)},
  };
  SeriesLab lab;
  const Changeable before = Records(lab.state);
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    const Decision decision =
        lab.Do(Lab::As(lab.ada), SeriesLab::Hourly(lab.laser, row.rule, kTen));
    REQUIRE(decision.refusal.reasons().size() == 1);
    const Reason& reason = decision.refusal.reasons().front();
    CHECK(reason.rule == row.expected);
    CHECK(reason.limit == row.limit);
    CHECK(reason.asked == row.asked);
  }
  CHECK(Records(lab.state) == before);
}

TEST_CASE("a rule that goes on behind the last time of the engine is refused, not cut") {
  SeriesLab lab;
  for (const char* rule : {"FREQ=YEARLY;UNTIL=99991231", "FREQ=YEARLY;COUNT=300"}) {
    const Decision decision = lab.Do(Lab::As(lab.ada), SeriesLab::Hourly(lab.laser, rule, kTen));
    CHECK(RulesOf(decision) == std::vector<Rule>{Rule::kBadInterval});
  }
}

TEST_CASE("a thousand occurrences are one series") {
  SeriesLab lab;
  const SeriesId id =
      lab.BookedSeries(lab.ada, SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=1000", kTen));
  CHECK(lab.state.BookingsOf(id).size() == 1000);
  CHECK(lab.state.Find(id)->occurrences == 1000);
}

TEST_CASE("added dates join the rule's once, and excluded ones are left out of both") {
  SeriesLab lab;
  BookSeries command = SeriesLab::Hourly(lab.laser, kThreeWeeks, kTen);
  command.added = {kTen + 2 * 86400, kTen + 7 * 86400, kTen + 2 * 86400, kTen - 3 * 86400};
  command.excluded = {kTen, kTen + 5 * 86400};  // the second is none of them
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  CHECK(lab.Show(id) == Lines({"1 01-09 10:00 laser", "2 01-14 10:00 laser", "3 01-19 10:00 laser",
                               "4 01-26 10:00 laser"}));
  CHECK(StartsOf(lab.state, *lab.state.Find(id)) ==
        std::vector<CivilSecond>{kTen - 3 * 86400, kTen + 2 * 86400, kTen + 7 * 86400,
                                 kTen + 14 * 86400});
  command.excluded = {kTen, kTen + 7 * 86400, kTen + 14 * 86400};
  command.added.clear();
  const Decision none = lab.Do(Lab::As(lab.ada), command);
  CHECK(RulesOf(none) == std::vector<Rule>{Rule::kEmptySeries});
}

TEST_CASE("an UNTIL in UTC ends the series by the site's clocks") {
  SeriesLab lab;
  // 10:00 in Paris on January 14 is 09:00 UTC: the last that is not after it.
  const SeriesId id = lab.BookedSeries(
      lab.ada, SeriesLab::Hourly(lab.laser, "FREQ=DAILY;UNTIL=20260114T090000Z", kTen));
  CHECK(lab.Line(id) == "1 01-12 10:00 laser, 2 01-13 10:00 laser, 3 01-14 10:00 laser");
}

TEST_CASE("a kit series is placed whole or not at all, occurrence by occurrence") {
  SeriesLab lab;
  lab.Taken(lab.bea, lab.laser, kTen + 86400);
  BookSeries command =
      SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=3", kTen, SeriesMode::kBestEffort);
  command.wants.push_back({ResourceId(), lab.fdm, 2});
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  CHECK(lab.Show(id) == Lines({"1 01-12 10:00 laser fdm-1 fdm-2", "2 missing 01-13 10:00 rule 22",
                               "3 01-14 10:00 laser fdm-1 fdm-2"}));
  // Nothing of the kit is held for the one that is missing.
  const Interval free(lab.Civil(kTen + 86400), lab.Civil(kTen + 86400 + 3600));
  for (const ResourceId printer : lab.printers) {
    CHECK(lab.state.CalendarOf(printer).IsFree(free));
  }
}

TEST_CASE("a pool series takes what is free each time") {
  SeriesLab lab;
  lab.Taken(lab.bea, lab.printers[0], kTen + 86400);
  BookSeries command = SeriesLab::Hourly(ResourceId(), "FREQ=DAILY;COUNT=2", kTen);
  command.wants = {{ResourceId(), lab.fdm, 1}};
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  CHECK(lab.Line(id) == "1 01-12 10:00 fdm-1, 2 01-13 10:00 fdm-2");
  CHECK(lab[lab.Occurrence(id, 1)].kit.front().any_of == lab.fdm);
}

TEST_CASE("a pool series stays where it is while that is free") {
  SeriesLab lab;
  lab.Taken(lab.bea, lab.printers[0], kTen);
  lab.Taken(lab.bea, lab.printers[1], kTen + 2 * 86400);
  BookSeries command = SeriesLab::Hourly(ResourceId(), "FREQ=DAILY;COUNT=4", kTen);
  command.wants = {{ResourceId(), lab.fdm, 1}, {lab.laser, PoolId(), 1}};
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  std::vector<ResourceId> given;
  for (const uint32_t number : {1u, 2u, 3u, 4u}) {
    const model::Kit& kit = lab[lab.Occurrence(id, number)].kit;
    REQUIRE(kit.size() == 2);
    CHECK(kit[0].resource == lab.laser);
    CHECK(kit[1].any_of == lab.fdm);
    given.push_back(kit[1].resource);
  }
  CHECK(given[0] != lab.printers[0]);
  CHECK((given[1] == given[0]));
  CHECK(given[2] != lab.printers[1]);
  CHECK(given[3] == given[2]);
}

TEST_CASE("a series has the repacking of one command for all its occurrences") {
  SeriesLab lab;
  const PoolId pool = lab.AddPool("two", true, SeriesLab::Rules());
  const ResourceId left = lab.Add("left", pool);
  const ResourceId right = lab.Add("right", pool);
  // On each of 100 days one printer is taken from ten, the other from eleven: two hours fit only
  // when one of the two moves to where the other is.
  const char* days = "FREQ=DAILY;COUNT=100";
  BookSeries ten = SeriesLab::Hourly(ResourceId(), days, kTen);
  ten.wants = {{ResourceId(), pool, 1}};
  ten.may_move = true;
  const SeriesId first = lab.BookedSeries(lab.bea, ten);
  const ResourceId where = lab[lab.Occurrence(first, 1)].kit.front().resource;
  const SeriesId in_the_way =
      lab.BookedSeries(lab.bea, SeriesLab::Hourly(where, days, kTen + 3600));
  BookSeries eleven = ten;
  eleven.start = kTen + 3600;
  const SeriesId second = lab.BookedSeries(lab.bea, eleven);
  CHECK(lab[lab.Occurrence(second, 100)].kit.front().resource == (where == left ? right : left));
  REQUIRE(lab.Do(Lab::As(lab.bea), CancelSeries{in_the_way}).accepted());

  BookSeries command = SeriesLab::Hourly(ResourceId(), days, kTen, SeriesMode::kBestEffort);
  command.wants = ten.wants;
  command.civil_seconds = 7200;
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  const size_t booked = lab.state.BookingsOf(id).size();
  CHECK(booked >= kRepackTrials / kRepackChain);
  CHECK(booked <= kRepackTrials);
  CHECK(lab.state.Find(id)->missing.size() == 100 - booked);
}

TEST_CASE("each occurrence sees the ones before it") {
  SeriesLab lab;
  BookSeries command =
      SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=3", kTen, SeriesMode::kBestEffort);
  command.civil_seconds = 30 * 3600;
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  CHECK(lab.Line(id) == "1 01-12 10:00 laser, 2 missing 01-13 10:00 rule 22, 3 01-14 10:00 laser");
}

TEST_CASE("resources under different clocks are no series") {
  SeriesLab lab;
  const ZoneId zone(lab.Define(DefineZone{{ZoneId(), model::testing::NewYork()}}));
  const SiteId paris = lab.site;
  lab.site = SiteId(lab.Define(DefineSite{{SiteId(), "ny", "NY", zone, model::AlwaysOpen()}}));
  const ResourceId far = lab.Add("far", lab.fdm);
  lab.site = paris;
  BookSeries kit = SeriesLab::Hourly(lab.laser, kThreeWeeks, kTen);
  kit.wants.push_back({far, PoolId(), 1});
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), kit)) == std::vector<Rule>{Rule::kBadDefinition});
  BookSeries pool = SeriesLab::Hourly(lab.laser, kThreeWeeks, kTen);
  pool.wants = {{ResourceId(), lab.fdm, 1}};
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), pool)) == std::vector<Rule>{Rule::kBadDefinition});
}

TEST_CASE("bad wants, lengths and times are refused before anything is booked") {
  SeriesLab lab;
  const auto rules_of = [&](const BookSeries& command) {
    return RulesOf(lab.Do(Lab::As(lab.ada), command));
  };
  BookSeries command = SeriesLab::Hourly(lab.laser, kThreeWeeks, kTen);
  command.civil_seconds = 0;
  CHECK(rules_of(command) == std::vector<Rule>{Rule::kBadInterval});
  command.civil_seconds = kBookingLongest.seconds() + 1;
  CHECK(rules_of(command) == std::vector<Rule>{Rule::kBadInterval});
  command = SeriesLab::Hourly(lab.laser, kThreeWeeks, CivilSecond(1969, 12, 31));
  CHECK(rules_of(command) == std::vector<Rule>{Rule::kBadInterval});
  command = SeriesLab::Hourly(ResourceId(99), kThreeWeeks, kTen);
  CHECK(rules_of(command) == std::vector<Rule>{Rule::kUnknown});
  command = SeriesLab::Hourly(lab.laser, kThreeWeeks, kTen);
  command.added.assign(kOccurrencesMost + 1, kTen);
  CHECK(rules_of(command) == std::vector<Rule>{Rule::kTooMany});
  command = SeriesLab::Hourly(lab.laser, kThreeWeeks, CivilSecond(2026, 1, 1, 10, 0, 0));
  CHECK(rules_of(command) == std::vector<Rule>{Rule::kInThePast});
}

TEST_CASE("the missing are tried again, and those that fit are booked") {
  SeriesLab lab;
  const BookingId in_the_way = lab.Taken(lab.bea, lab.laser, kTen + 86400);
  lab.Taken(lab.bea, lab.laser, kTen + 2 * 86400);
  const SeriesId id = lab.BookedSeries(
      lab.ada, SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=3", kTen, SeriesMode::kBestEffort));
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), RefillSeries{id})) ==
        std::vector<Rule>{Rule::kOverlap, Rule::kOverlap});
  REQUIRE(lab.Do(Lab::As(lab.bea), Cancel{in_the_way}).accepted());
  REQUIRE(lab.Do(Lab::As(lab.ada), RefillSeries{id}).accepted());
  CHECK(lab.Show(id) ==
        Lines({"1 01-12 10:00 laser", "2 01-13 10:00 laser", "3 missing 01-14 10:00 rule 22"}));
  CHECK(lab.state.Find(id)->version == 2);
  // Once it has passed nothing is left to try.
  lab.Advance(lab.Civil(kTen + 3 * 86400));
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), RefillSeries{id})) ==
        std::vector<Rule>{Rule::kNothingToDo});
}

TEST_CASE("what lies beyond the horizon is missing and can be refilled later") {
  SeriesLab lab;
  model::Rules rules;
  rules.horizon = Duration::Days(14);
  lab.SetRules(lab.laser, rules);
  const SeriesId id = lab.BookedSeries(
      lab.ada, SeriesLab::Hourly(lab.laser, kThreeWeeks, kTen, SeriesMode::kBestEffort));
  CHECK(lab.Show(id) == Lines({"1 01-12 10:00 laser", "2 missing 01-19 10:00 rule 48",
                               "3 missing 01-26 10:00 rule 48"}));
  lab.Advance(lab.Civil(CivilSecond(2026, 1, 13)));
  REQUIRE(lab.Do(Lab::As(lab.ada), RefillSeries{id}).accepted());
  CHECK(lab.Show(id) == Lines({"2 01-19 10:00 laser", "3 01-26 10:00 laser"}));
}

TEST_CASE("approval is asked of each occurrence, and a manager needs none") {
  SeriesLab lab;
  model::Rules rules = SeriesLab::Rules();
  rules.needs_approval = true;
  lab.SetRules(lab.laser, rules);
  const SeriesId asked =
      lab.BookedSeries(lab.ada, SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=2", kTen));
  CHECK(lab.Line(asked) == "1 01-12 10:00 laser pending, 2 01-13 10:00 laser pending");
  BookSeries command = SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=2", kTen + 3600);
  command.member = lab.ada;
  const Decision decision = lab.Do(lab.manager, command);
  REQUIRE(decision.accepted());
  CHECK(lab.Line(SeriesId(decision.subject.id)) == "1 01-12 11:00 laser, 2 01-13 11:00 laser");
}

TEST_CASE("an override sets policies aside for the whole series, on record, and physics never") {
  SeriesLab lab;
  model::Rules rules = SeriesLab::Rules();
  rules.longest = Duration::Minutes(30);
  lab.SetRules(lab.laser, rules);
  BookSeries command = SeriesLab::Hourly(lab.laser, "FREQ=DAILY;COUNT=2", kTen);
  command.member = lab.ada;
  command.override_policy.asked = true;
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), command)) == std::vector<Rule>{Rule::kNotPermitted});
  CHECK(RulesOf(lab.Do(lab.manager, command)) == std::vector<Rule>{Rule::kNoOverrideReason});
  command.override_policy.reason[0] = 1;
  const Decision decision = lab.Do(lab.manager, command);
  REQUIRE(decision.accepted());
  CHECK(lab[lab.Occurrence(SeriesId(decision.subject.id), 2)].overridden);
  const auto* overridden = std::get_if<Overridden>(&lab.events.back());
  REQUIRE(overridden != nullptr);
  CHECK(overridden->subject == decision.subject);
  REQUIRE(overridden->rules.size() == 2);
  CHECK(overridden->rules[1].rule == Rule::kTooLong);
  CHECK(overridden->rules[1].occurrence == 2);
  CHECK(RulesOf(lab.Do(lab.manager, command)) == std::vector<Rule>{Rule::kOverlap, Rule::kOverlap});
}

TEST_CASE("a series is its member's, the one's who asked, and the managers' to change") {
  SeriesLab lab;
  BookSeries command = SeriesLab::Hourly(lab.laser, kThreeWeeks, kTen);
  command.member = lab.alan;
  CHECK(RulesOf(lab.Do(Lab::As(lab.bea), command)) == std::vector<Rule>{Rule::kNotPermitted});
  const SeriesId id = lab.BookedSeries(lab.ada, command);
  CHECK(lab.state.Find(id)->member == lab.alan);
  CHECK(lab.state.Find(id)->booked_by == lab.ada);
  const CancelSeries cancel{id, 0, Scope::kOne, 1};
  const MoveSeries move{id, 0, Scope::kAll, 1, 3600, std::nullopt, {}};
  for (const Body& body : std::vector<Body>{cancel, move, RefillSeries{id}}) {
    CHECK(RulesOf(lab.Do(Lab::As(lab.bea), body)) == std::vector<Rule>{Rule::kNotPermitted});
  }
  CHECK(lab.Do(Lab::As(lab.alan), cancel).accepted());
  CHECK(lab.Do(Lab::As(lab.ada), move).accepted());
  CHECK(lab.Do(lab.manager, CancelSeries{id}).accepted());
  CHECK(RulesOf(lab.Do(Lab::As(lab.ada), RefillSeries{SeriesId(99)})) ==
        std::vector<Rule>{Rule::kUnknown});
}

}  // namespace
}  // namespace mutua::core::testing
