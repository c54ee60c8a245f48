#include "clients/cli/dates.h"

#include <doctest/doctest.h>

#include "clients/cli/hints.h"
#include "clients/cli/request_ids.h"
#include "clients/cli/table.h"
#include "tests/support/temporary_folder.h"

namespace mutua::cli {
namespace {

constexpr CivilSecond kNow(2026, 3, 25, 10, 30, 0);  // a Wednesday

TEST_CASE("times as people type them") {
  struct Row {
    const char* text;
    const char* means;  // empty: refused
  };
  for (const Row& row : {
           Row{"now", "2026-03-25T10:30"},
           Row{"14:00", "2026-03-25T14:00"},
           Row{"9:00", "2026-03-26T09:00"},  // already past today
           Row{"today 9:00", "2026-03-25T09:00"},
           Row{"tomorrow 14:00", "2026-03-26T14:00"},
           Row{"tomorrow", "2026-03-26T00:00"},
           Row{"demain 14h", "2026-03-26T14:00"},
           Row{"demain à 14h30", "2026-03-26T14:30"},
           Row{"mon 9am", "2026-03-30T09:00"},
           Row{"lun. 9h", "2026-03-30T09:00"},
           Row{"wednesday 18:00", "2026-03-25T18:00"},
           Row{"friday 12pm", "2026-03-27T12:00"},
           Row{"12am tomorrow", "2026-03-26T00:00"},
           Row{"2026-03-29T14:00", "2026-03-29T14:00"},
           Row{"2026-03-29 14:00", "2026-03-29T14:00"},
           Row{"29/03 8h", "2026-03-29T08:00"},
           Row{"01/02 8h", "2027-02-01T08:00"},
           Row{"+2h", "2026-03-25T12:30"},
           Row{"", ""},
           Row{"someday", ""},
           Row{"25:00", ""},
           Row{"31/02", ""},
           Row{"14", ""},
           Row{"13pm", ""},
       }) {
    CAPTURE(row.text);
    const auto when = ParseWhen(row.text, kNow);
    CHECK((when.ok() ? FormatCivil(*when) : "") == row.means);
  }
}

TEST_CASE("ranges and lengths as people type them") {
  const auto dash = ParseRange("tomorrow 14:00-16:00", kNow);
  REQUIRE(dash.ok());
  CHECK(FormatCivil(dash->start) == "2026-03-26T14:00");
  CHECK(FormatCivil(*dash->end) == "2026-03-26T16:00");
  const auto night = ParseRange("friday 22:00-02:00", kNow);
  REQUIRE(night.ok());
  CHECK(FormatCivil(*night->end) == "2026-03-28T02:00");
  CHECK(ParseRange("friday 18:00-10:00", kNow).ok());
  CHECK_FALSE(ParseRange("friday 16:00-14:00", kNow).ok());
  const auto over = ParseRange("friday 16:00 to sat 14:00", kNow);
  REQUIRE(over.ok());
  CHECK(FormatCivil(*over->end) == "2026-03-28T14:00");
  const auto length = ParseRange("demain 14h pendant 1h30", kNow);
  REQUIRE(length.ok());
  CHECK(*length->length == Duration::Minutes(90));
  CHECK(ParseRange("fri 9am for 2h", kNow)->length == Duration::Hours(2));
  CHECK(ParseLength("90min").value() == Duration::Minutes(90));
  CHECK(ParseLength("2d").value() == Duration::Days(2));
  for (const char* bad : {"", "0h", "2x", "h", "-2h"}) CHECK_FALSE(ParseLength(bad).ok());
  CHECK(FormatLength(Duration::Minutes(150)) == "2 h 30");
}

TEST_CASE("columns line up whatever the alphabet") {
  Table table({"NAME", "AT"});
  table.Add({"Découpeuse", "x"});
  table.Add({"Laser", "y"});
  CHECK(table.Format(Style::kTable, false) == "NAME        AT\nDécoupeuse  x\nLaser       y\n");
  CHECK(table.Format(Style::kTsv, false) == "Découpeuse\tx\nLaser\ty\n");
  CHECK(DisplayWidth("日本") == 4);
}

TEST_CASE("the nearest name is one or two slips away, not another word") {
  CHECK(Nearest("lae", {"ines", "lea", "noe"}) == "lea");
  CHECK(Nearest("inse", {"noe", "sam"}).empty());
  CHECK(Nearest("inse", {"noe", "ines"}) == "ines");
  CHECK(Nearest("laser-7", {"laser-1", "room"}) == "laser-1");
  CHECK(Nearest("xyz", {"tom", "lea"}).empty());
}

TEST_CASE("P4 once: a request keeps its id until it was answered") {
  TemporaryFolder folder;
  RequestIds ids(folder.path());
  const int64_t now = 1'767'600'000'000;
  const std::string first = ids.Pending("book laser", now);
  CHECK(first.size() == 36);
  CHECK(first[14] == '7');
  CHECK(ids.Pending("book laser", now + 1000) == first);
  CHECK(ids.Pending("book room", now) != first);
  CHECK(RequestIds(folder.path()).Pending("book laser", now + 5000) == first);
  CHECK(ids.PendingSince("book laser", now + 5000) == now);
  CHECK_FALSE(ids.PendingSince("book hall", now));
  CHECK_FALSE(ids.PendingSince("book laser", now + 3'700'000));
  CHECK(ids.Pending("book laser", now + 3'700'000) != first);  // an hour later it is another wish
  ids.Answered("book laser");
  CHECK_FALSE(ids.PendingSince("book laser", now + 5000));
  CHECK(ids.Pending("book laser", now + 1000) != first);
}

}  // namespace
}  // namespace mutua::cli
