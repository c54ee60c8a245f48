// Recurrence rules against three witnesses: the examples of RFC 5545 (3.8.5.3) with the dates
// written out, rows for what it forbids, and golden data made by an independent implementation
// (golden/).
#include "engine/model/recurrence.h"

#include <doctest/doctest.h>

#include <string>

#include "absl/strings/str_format.h"

namespace mutua::model {
namespace {

// "19970902T090000"
CivilSecond Basic(const std::string& text) {
  const auto digits = [&](size_t at, size_t count) { return std::stoi(text.substr(at, count)); };
  return CivilSecond(digits(0, 4), digits(4, 2), digits(6, 2), digits(9, 2), digits(11, 2),
                     digits(13, 2));
}

// "1997 Sep 2,9,16; Oct 7" for starts that are all at the time of day of the first.
std::string Dates(const std::vector<CivilSecond>& starts) {
  constexpr const char* kMonths[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::string text;
  CivilSecond before(1, 1, 1);
  for (const CivilSecond at : starts) {
    if (at.year() != before.year()) {
      absl::StrAppendFormat(&text, "%s%d %s %d", text.empty() ? "" : "; ", at.year(),
                            kMonths[at.month()], at.day());
    } else if (at.month() != before.month()) {
      absl::StrAppendFormat(&text, "; %s %d", kMonths[at.month()], at.day());
    } else {
      absl::StrAppendFormat(&text, ",%d", at.day());
    }
    before = at;
  }
  return text;
}

std::vector<CivilSecond> Starts(const std::string& rule_text, CivilSecond first,
                                ExpansionWindow window) {
  const auto rule = ParseRecurrence(rule_text);
  REQUIRE_MESSAGE(rule.ok(), rule.status().message());
  const auto found = Expand(*rule, first, window);
  REQUIRE_MESSAGE(found.ok(), found.status().message());
  return found->starts;
}

TEST_CASE("The examples of RFC 5545 expand to the dates that it prints") {
  struct Row {
    const char* first;
    const char* rule;
    const char* dates;  // to the end, or as far as the RFC prints an endless rule
  };
  // UNTIL in UTC is written as the New York time that it means.
  // clang-format off
  const Row rows[] = {
      {"19970902", "FREQ=DAILY;COUNT=10", "1997 Sep 2,3,4,5,6,7,8,9,10,11"},
      {"19970902", "FREQ=DAILY;UNTIL=19971223T190000",
       "1997 Sep 2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30; "
       "Oct 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31; "
       "Nov 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30; "
       "Dec 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"},
      {"19970902", "FREQ=DAILY;INTERVAL=2",
       "1997 Sep 2,4,6,8,10,12,14,16,18,20,22,24,26,28,30; "
       "Oct 2,4,6,8,10,12,14,16,18,20,22,24,26,28,30; "
       "Nov 1,3,5,7,9,11,13,15,17,19,21,23,25,27,29; Dec 1,3"},
      {"19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997 Sep 2,12,22; Oct 2,12"},
      {"19980101", "FREQ=YEARLY;UNTIL=20000131T090000;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
       "1998 Jan 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31; "
       "1999 Jan 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31; "
       "2000 Jan 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31"},
      {"19980101", "FREQ=DAILY;UNTIL=20000131T090000;BYMONTH=1",
       "1998 Jan 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31; "
       "1999 Jan 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31; "
       "2000 Jan 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31"},
      {"19970902", "FREQ=WEEKLY;COUNT=10", "1997 Sep 2,9,16,23,30; Oct 7,14,21,28; Nov 4"},
      {"19970902", "FREQ=WEEKLY;UNTIL=19971223T190000",
       "1997 Sep 2,9,16,23,30; Oct 7,14,21,28; Nov 4,11,18,25; Dec 2,9,16,23"},
      {"19970902", "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
       "1997 Sep 2,16,30; Oct 14,28; Nov 11,25; Dec 9,23; 1998 Jan 6,20; Feb 3,17"},
      {"19970902", "FREQ=WEEKLY;UNTIL=19971006T200000;WKST=SU;BYDAY=TU,TH",
       "1997 Sep 2,4,9,11,16,18,23,25,30; Oct 2"},
      {"19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997 Sep 2,4,9,11,16,18,23,25,30; Oct 2"},
      {"19970901", "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971223T190000;WKST=SU;BYDAY=MO,WE,FR",
       "1997 Sep 1,3,5,15,17,19,29; Oct 1,3,13,15,17,27,29,31; Nov 10,12,14,24,26,28; Dec 8,10,12,22"},
      {"19970902", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997 Sep 2,4,16,18,30; Oct 2,14,16"},
      {"19970905", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
       "1997 Sep 5; Oct 3; Nov 7; Dec 5; 1998 Jan 2; Feb 6; Mar 6; Apr 3; May 1; Jun 5"},
      {"19970905", "FREQ=MONTHLY;UNTIL=19971223T190000;BYDAY=1FR", "1997 Sep 5; Oct 3; Nov 7; Dec 5"},
      {"19970907", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
       "1997 Sep 7,28; Nov 2,30; 1998 Jan 4,25; Mar 1,29; May 3,31"},
      {"19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
       "1997 Sep 22; Oct 20; Nov 17; Dec 22; 1998 Jan 19; Feb 16"},
      {"19970928", "FREQ=MONTHLY;BYMONTHDAY=-3",
       "1997 Sep 28; Oct 29; Nov 28; Dec 29; 1998 Jan 29; Feb 26"},
      {"19970902", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
       "1997 Sep 2,15; Oct 2,15; Nov 2,15; Dec 2,15; 1998 Jan 2,15"},
      {"19970930", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
       "1997 Sep 30; Oct 1,31; Nov 1,30; Dec 1,31; 1998 Jan 1,31; Feb 1"},
      {"19970910", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
       "1997 Sep 10,11,12,13,14,15; 1999 Mar 10,11,12,13"},
      {"19970902", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
       "1997 Sep 2,9,16,23,30; Nov 4,11,18,25; 1998 Jan 6,13,20,27; Mar 3,10,17,24,31"},
      {"19970610", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
       "1997 Jun 10; Jul 10; 1998 Jun 10; Jul 10; 1999 Jun 10; Jul 10; 2000 Jun 10; Jul 10; 2001 Jun 10; Jul 10"},
      {"19970310", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
       "1997 Mar 10; 1999 Jan 10; Feb 10; Mar 10; 2001 Jan 10; Feb 10; Mar 10; 2003 Jan 10; Feb 10; Mar 10"},
      {"19970101", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
       "1997 Jan 1; Apr 10; Jul 19; 2000 Jan 1; Apr 9; Jul 18; 2003 Jan 1; Apr 10; Jul 19; 2006 Jan 1"},
      {"19970519", "FREQ=YEARLY;BYDAY=20MO", "1997 May 19; 1998 May 18; 1999 May 17"},
      {"19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997 May 12; 1998 May 11; 1999 May 17"},
      {"19970313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH",
       "1997 Mar 13,20,27; 1998 Mar 5,12,19,26; 1999 Mar 4,11,18,25"},
      {"19970605", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
       "1997 Jun 5,12,19,26; Jul 3,10,17,24,31; Aug 7,14,21,28; 1998 Jun 4,11,18,25; Jul 2,9,16,23,30; "
       "Aug 6,13,20,27; 1999 Jun 3,10,17,24; Jul 1,8,15,22,29; Aug 5,12,19,26"},
      // The RFC takes the first start out by EXDATE: it counts, though no Friday the 13th.
      {"19970902", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
       "1997 Sep 2; 1998 Feb 13; Mar 13; Nov 13; 1999 Aug 13; 2000 Oct 13"},
      {"19970913", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
       "1997 Sep 13; Oct 11; Nov 8; Dec 13; 1998 Jan 10; Feb 7; Mar 7; Apr 11; May 9; Jun 13"},
      {"19961105", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
       "1996 Nov 5; 2000 Nov 7; 2004 Nov 2"},
      {"19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997 Sep 4; Oct 7; Nov 6"},
      {"19970929", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
       "1997 Sep 29; Oct 30; Nov 27; Dec 30; 1998 Jan 29; Feb 26; Mar 30"},
      {"19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997 Aug 5,10,19,24"},
      {"19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997 Aug 5,17,19,31"},
      {"20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007 Jan 15,30; Feb 15; Mar 15,30"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    const CivilSecond first = Basic(std::string(row.first) + "T090000");
    const auto rule = ParseRecurrence(row.rule);
    REQUIRE(rule.ok());
    // An endless rule is compared as far as the row goes; an ending one must end there.
    ExpansionWindow window{.from = first, .until = CivilSecond(2020, 1, 1), .limit = 500};
    std::vector<CivilSecond> starts = Starts(row.rule, first, window);
    if (rule->IsEndless()) {
      REQUIRE(starts.size() > 3);
      while (Dates(starts).size() > std::string(row.dates).size()) starts.pop_back();
    }
    CHECK(Dates(starts) == row.dates);
  }
}

TEST_CASE("Every twenty minutes of the working day, as the RFC prints it, is a daily rule") {
  const std::vector<CivilSecond> starts = Starts(
      "FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40", CivilSecond(1997, 9, 2, 9, 0, 0),
      {.from = CivilSecond(1997, 9, 2), .until = CivilSecond(1997, 9, 4), .limit = 100});
  REQUIRE(starts.size() == 48);
  CHECK(starts[1] == CivilSecond(1997, 9, 2, 9, 20, 0));
  CHECK(starts[23] == CivilSecond(1997, 9, 2, 16, 40, 0));
  CHECK(starts[24] == CivilSecond(1997, 9, 3, 9, 0, 0));
}

TEST_CASE("Odd dates come when the calendar has them, and only then") {
  struct Row {
    const char* first;
    const char* rule;
    const char* dates;
  };
  // clang-format off
  const Row rows[] = {
      {"20240229", "FREQ=YEARLY;COUNT=3",                        "2024 Feb 29; 2028 Feb 29; 2032 Feb 29"},
      {"20960229", "FREQ=YEARLY;COUNT=2",                        "2096 Feb 29; 2104 Feb 29"},
      {"20240131", "FREQ=MONTHLY;COUNT=4",                       "2024 Jan 31; Mar 31; May 31; Jul 31"},
      {"20260131", "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1",         "2026 Jan 31; Feb 28; Mar 31"},
      {"20260130", "FREQ=MONTHLY;COUNT=3;BYDAY=-1FR",            "2026 Jan 30; Feb 27; Mar 27"},
      {"20200101", "FREQ=YEARLY;COUNT=4;BYWEEKNO=53;BYDAY=MO",   "2020 Jan 1; Dec 28; 2026 Dec 28; 2032 Dec 27"},
      {"20241230", "FREQ=YEARLY;COUNT=3;BYWEEKNO=1;BYDAY=MO",    "2024 Dec 30; 2025 Dec 29; 2027 Jan 4"},
      {"20200520", "FREQ=YEARLY;COUNT=3;BYWEEKNO=21",            "2020 May 20; 2021 May 26; 2022 May 25"},
      {"20201231", "FREQ=YEARLY;COUNT=3;BYYEARDAY=366",          "2020 Dec 31; 2024 Dec 31; 2028 Dec 31"},
      {"20201231", "FREQ=YEARLY;COUNT=3;BYYEARDAY=-1",           "2020 Dec 31; 2021 Dec 31; 2022 Dec 31"},
      {"20251230", "FREQ=DAILY;COUNT=4",                         "2025 Dec 30,31; 2026 Jan 1,2"},
      {"20251229", "FREQ=WEEKLY;COUNT=3;BYDAY=MO,TH",            "2025 Dec 29; 2026 Jan 1,5"},
      {"20260102", "FREQ=MONTHLY;COUNT=4;BYDAY=FR,1MO",          "2026 Jan 2,5,9,16"},
      {"20260101", "FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=-1", "2026 Jan 1; Feb 28; 2027 Feb 28"},
      {"20260110", "FREQ=DAILY;UNTIL=20260112",                  "2026 Jan 10,11,12"},
      {"20260110", "FREQ=DAILY;UNTIL=20260112T085959",           "2026 Jan 10,11"},
      {"20260110", "FREQ=DAILY;UNTIL=20260109",                  ""},
      {"20260110", "FREQ=WEEKLY;BYDAY=MO;COUNT=1",               "2026 Jan 10"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    const CivilSecond first = Basic(std::string(row.first) + "T090000");
    CHECK(Dates(Starts(
              row.rule, first,
              {.from = CivilSecond(2000, 1, 1), .until = CivilSecond(2300, 1, 1), .limit = 100})) ==
          row.dates);
  }
}

TEST_CASE("A window shows the same starts as the whole, whatever lies before it") {
  for (const std::string text :
       {"FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=WE",
        "FREQ=DAILY;COUNT=300", "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1FR,2TU",
        "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO,SU", "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=2,-1",
        "FREQ=YEARLY;INTERVAL=2;BYYEARDAY=1,-1;BYHOUR=0,23"}) {
    CAPTURE(text);
    const CivilSecond first(2021, 3, 17, 8, 30, 0);
    const CivilSecond end(2031, 1, 1);
    const std::vector<CivilSecond> all =
        Starts(text, first, {.from = first, .until = end, .limit = 5000});
    for (CivilSecond from(2021, 1, 1); from + 86400 * 30 <= end; from += 86400 * 11 + 3601) {
      std::vector<CivilSecond> expected;
      for (const CivilSecond at : all) {
        if (from <= at && at < from + 86400 * 30) expected.push_back(at);
      }
      REQUIRE(Starts(text, first, {.from = from, .until = from + 86400 * 30, .limit = 5000}) ==
              expected);
    }
  }
}

TEST_CASE("A limit cuts, and says so only if there was more") {
  const CivilSecond first(2026, 1, 1, 9, 0, 0);
  const Recurrence rule = ParseRecurrence("FREQ=DAILY;COUNT=10").value();
  const ExpansionWindow window{.from = first, .until = CivilSecond(2030, 1, 1), .limit = 10};
  CHECK(Expand(rule, first, window)->starts.size() == 10);
  CHECK_FALSE(Expand(rule, first, window)->truncated);
  const ExpansionWindow less{.from = first, .until = CivilSecond(2030, 1, 1), .limit = 9};
  CHECK(Expand(rule, first, less)->starts.size() == 9);
  CHECK(Expand(rule, first, less)->truncated);
}

TEST_CASE("A rule that can never match ends, after bounded work") {
  const CivilSecond first(2026, 1, 1, 9, 0, 0);
  const ExpansionWindow ever{
      .from = CivilSecond(2026, 1, 2), .until = CivilSecond(9999, 12, 31), .limit = 10};
  // The parser names the contradiction; the expander, given the rule by hand, ends with nothing.
  CHECK_FALSE(ParseRecurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").ok());
  Recurrence february_30;
  february_30.frequency = Frequency::YEARLY;
  february_30.by_month = {2};
  february_30.by_month_day = {30};
  const auto none = Expand(february_30, first, ever);
  REQUIRE(none.ok());
  CHECK(none->starts.empty());
  CHECK(Starts("FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", first, ever).empty());
  CHECK(Starts("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=366", first, ever).empty());

  // 86,400 starts a day that a COUNT makes countable, and none of them shown.
  std::string each_second = "FREQ=DAILY;COUNT=100000;BYSECOND=0";
  for (int second = 1; second < 60; ++second) absl::StrAppendFormat(&each_second, ",%d", second);
  for (const char* part : {";BYMINUTE=0", ";BYHOUR=0"}) {
    each_second += part;
    for (int i = 1; i < (part[3] == 'M' ? 60 : 24); ++i)
      absl::StrAppendFormat(&each_second, ",%d", i);
  }
  CHECK(Starts(each_second, first, ever).size() == 10);

  // Without a COUNT, thousands of years of a rule with nothing to show stop at the ceiling.
  const auto endless =
      Expand(ParseRecurrence("FREQ=DAILY;BYMONTH=2;BYHOUR=1,2,3,4,5,6,7,8,9").value(), first,
             {.from = CivilSecond(9999, 1, 1), .until = CivilSecond(9999, 1, 2), .limit = 1});
  REQUIRE(endless.ok());
  CHECK(endless->starts.empty());
}

TEST_CASE("What the RFC forbids is refused, and the part is named") {
  struct Row {
    std::string rule;
    const char* says;
  };
  // clang-format off
  const Row rows[] = {
      {"",                                     "RRULE: the rule is empty"},
      {"FREQ=HOURLY",                          "RRULE: FREQ=HOURLY: is not supported: the shortest frequency is DAILY"},
      {"FREQ=MINUTELY;INTERVAL=20",            "RRULE: FREQ=MINUTELY: is not supported: the shortest frequency is DAILY"},
      {"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "RRULE: FREQ=SECONDLY: is not supported: the shortest frequency is DAILY"},
      {"FREQ=FORTNIGHTLY",                     "RRULE: FREQ=FORTNIGHTLY: must be DAILY, WEEKLY, MONTHLY or YEARLY"},
      {"COUNT=3",                              "RRULE: FREQ is missing"},
      {"FREQ=WEEKLY;UNTL=20191023;BYDAY=TH",   "RRULE: UNTL is not a part of a rule"},
      {"FREQ=DAILY;FREQ=DAILY",                "RRULE: FREQ is stated twice"},
      {"FREQ=DAILY;COUNT=",                    "RRULE: COUNT has no value"},
      {"FREQ=DAILY;;COUNT=2",                  "RRULE:  has no value"},
      {"FREQ",                                 "RRULE: FREQ has no value"},
      {"FREQ=DAILY;COUNT=0",                   "RRULE: COUNT=0: must be 1 to 100000"},
      {"FREQ=DAILY;COUNT=-1",                  "RRULE: COUNT=-1: must be 1 to 100000"},
      {"FREQ=DAILY;COUNT=99999999999999999999", "RRULE: COUNT=99999999999999999999: must be 1 to 100000"},
      {"FREQ=DAILY;INTERVAL=0",                "RRULE: INTERVAL=0: must be 1 to 100000"},
      {"FREQ=DAILY;INTERVAL=1.5",              "RRULE: INTERVAL=1.5: must be 1 to 100000"},
      {"FREQ=DAILY;COUNT=3;UNTIL=20260101",    "RRULE: COUNT and UNTIL exclude each other"},
      {"FREQ=DAILY;UNTIL=tomorrow",            "RRULE: UNTIL=TOMORROW: must be YYYYMMDD, YYYYMMDDTHHMMSS or the latter with Z"},
      {"FREQ=DAILY;UNTIL=2026010",             "RRULE: UNTIL=2026010: must be YYYYMMDD, YYYYMMDDTHHMMSS or the latter with Z"},
      {"FREQ=DAILY;UNTIL=20260101T2400000",    "RRULE: UNTIL=20260101T2400000: must be YYYYMMDD, YYYYMMDDTHHMMSS or the latter with Z"},
      {"FREQ=DAILY;UNTIL=20260101T240000",     "RRULE: UNTIL=20260101T240000: must be YYYYMMDD, YYYYMMDDTHHMMSS or the latter with Z"},
      {"FREQ=DAILY;UNTIL=20260230",            "RRULE: UNTIL=20260230: is not a date of the calendar"},
      {"FREQ=YEARLY;BYMONTH=13",               "RRULE: BYMONTH=13: must be 1 to 12"},
      {"FREQ=YEARLY;BYMONTH=-1",               "RRULE: BYMONTH=-1: must be 1 to 12"},
      {"FREQ=YEARLY;BYMONTH=1,,2",             "RRULE: BYMONTH=: must be 1 to 12"},
      {"FREQ=YEARLY;BYMONTH=1,",               "RRULE: BYMONTH=1,: ends with a comma"},
      {"FREQ=MONTHLY;BYMONTHDAY=0",            "RRULE: BYMONTHDAY=0: must be 1 to 31, or negative to count from the end"},
      {"FREQ=MONTHLY;BYMONTHDAY=-32",          "RRULE: BYMONTHDAY=-32: must be 1 to 31, or negative to count from the end"},
      {"FREQ=YEARLY;BYYEARDAY=367",            "RRULE: BYYEARDAY=367: must be 1 to 366, or negative to count from the end"},
      {"FREQ=YEARLY;BYWEEKNO=54",              "RRULE: BYWEEKNO=54: must be 1 to 53, or negative to count from the end"},
      {"FREQ=DAILY;BYHOUR=24",                 "RRULE: BYHOUR=24: must be 0 to 23"},
      {"FREQ=DAILY;BYMINUTE=-2147483648",      "RRULE: BYMINUTE=-2147483648: must be 0 to 59"},
      {"FREQ=DAILY;BYSECOND=61",               "RRULE: BYSECOND=61: must be 0 to 60"},
      {"FREQ=WEEKLY;BYDAY=XX",                 "RRULE: BYDAY=XX: must be a weekday as MO or -1SU"},
      {"FREQ=WEEKLY;BYDAY=M",                  "RRULE: BYDAY=M: must be a weekday as MO or -1SU"},
      {"FREQ=MONTHLY;BYDAY=0MO",               "RRULE: BYDAY=0MO: the number must be 1 to 53, or negative to count from the end"},
      {"FREQ=MONTHLY;BYDAY=6MO",               "RRULE: BYDAY counts to 5 within a month, to 53 within a year"},
      {"FREQ=WEEKLY;BYDAY=1MO",                "RRULE: BYDAY with a number needs FREQ=MONTHLY or FREQ=YEARLY without BYWEEKNO"},
      {"FREQ=YEARLY;BYWEEKNO=5;BYDAY=1MO",     "RRULE: BYDAY with a number needs FREQ=MONTHLY or FREQ=YEARLY without BYWEEKNO"},
      {"FREQ=WEEKLY;WKST=1MO",                 "RRULE: WKST=1MO: must be a weekday as MO"},
      {"FREQ=MONTHLY;BYWEEKNO=5",              "RRULE: BYWEEKNO needs FREQ=YEARLY"},
      {"FREQ=DAILY;BYYEARDAY=5",               "RRULE: BYYEARDAY needs FREQ=YEARLY"},
      {"FREQ=WEEKLY;BYMONTHDAY=5",             "RRULE: BYMONTHDAY cannot be used with FREQ=WEEKLY"},
      {"FREQ=DAILY;BYSETPOS=1",                "RRULE: BYSETPOS needs another BY part to choose from"},
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",  "RRULE: BYMONTHDAY never comes in the months of BYMONTH"},
      {"FREQ=YEARLY;RSCALE=HEBREW",            "RRULE: RSCALE is not a part of a rule"},
      {"FREQ=DAILY;\xff\n=1",                  "RRULE: \\xff\\n is not a part of a rule"},
      {"FREQ=DAILY;BYHOUR=" + std::string(1100, '1'), "RRULE: 1118 bytes are more than 1024"},
      {"FREQ=DAILY;BYHOUR=" + std::string(900, '1'),
       "RRULE: BYHOUR=11111111111111111111111111111111...: must be 0 to 23"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    const auto rule = ParseRecurrence(row.rule);
    CHECK(std::string(rule.status().message()) == row.says);
    CHECK(rule.status().code() == absl::StatusCode::kInvalidArgument);
  }
}

TEST_CASE("A rule prints canonically, and its text means the same rule") {
  struct Row {
    const char* text;
    const char* canonical;
  };
  // clang-format off
  const Row rows[] = {
      {"freq=weekly",                                  "FREQ=WEEKLY"},
      {"INTERVAL=1;FREQ=DAILY;WKST=MO;",               "FREQ=DAILY"},
      {"BYDAY=SU,MO,MO;FREQ=WEEKLY;INTERVAL=02",       "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU"},
      {"FREQ=MONTHLY;BYDAY=+2TU,-1FR;COUNT=7",         "FREQ=MONTHLY;COUNT=7;BYDAY=2TU,-1FR"},
      {"FREQ=YEARLY;UNTIL=20260101",                   "FREQ=YEARLY;UNTIL=20260101"},
      {"FREQ=YEARLY;UNTIL=20260101T100000",            "FREQ=YEARLY;UNTIL=20260101T100000"},
      {"FREQ=YEARLY;UNTIL=20260101T100060Z",           "FREQ=YEARLY;UNTIL=20260101T100059Z"},
      {"FREQ=DAILY;BYSECOND=60,59,0;BYMINUTE=5;BYHOUR=23,1", "FREQ=DAILY;BYHOUR=1,23;BYMINUTE=5;BYSECOND=0,59"},
      {"FREQ=YEARLY;WKST=SU;BYSETPOS=-1,1;BYMONTHDAY=-1,15;BYMONTH=7,2;BYYEARDAY=-366;BYWEEKNO=-1,20",
       "FREQ=YEARLY;BYMONTH=2,7;BYWEEKNO=-1,20;BYYEARDAY=-366;BYMONTHDAY=-1,15;BYSETPOS=-1,1;WKST=SU"},
  };
  // clang-format on
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto rule = ParseRecurrence(row.text);
    REQUIRE_MESSAGE(rule.ok(), rule.status().message());
    CHECK(ToString(*rule) == row.canonical);
    CHECK(ParseRecurrence(ToString(*rule)).value() == *rule);
  }
}

TEST_CASE("An UNTIL in UTC cannot be expanded before it is put into a zone") {
  const auto found = Expand(ParseRecurrence("FREQ=DAILY;UNTIL=20260101T000000Z").value(),
                            CivilSecond(2025, 12, 1, 9, 0, 0), {});
  CHECK(found.status().message() == "RRULE: UNTIL in UTC must be put into the zone first");
}

}  // namespace
}  // namespace mutua::model
