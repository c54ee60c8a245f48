// Statements as those meet them who type: a table, a file for accounts that no spreadsheet runs, a
// page to print.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/wire/cli/cli_lab.h"

namespace mutua::wire {
namespace {

constexpr const char* kPrices = R"(pools:
  - pool: laser
    rules:
      cents_per_hour: 1800
      peak_hours: {peak: [{days: [friday], ranges: [{opens: "12:00", closes: "14:00"}]}]}
)";

// Thursday 26 November; lea has the laser on Friday over noon, and gave back another hour.
struct BilledLab : CliLab {
  BilledLab() {
    ApplyLab();
    REQUIRE(Run({"apply", Write("prices.yaml", kPrices)}).exit == 0);
    lea = TokenFor("lea");
    SignIn(lea);
    REQUIRE(Run({"book", "laser-1", "--when", "tomorrow 11:00-13:00", "--title",
                 "=HYPERLINK(\"http://evil\", \"<b>\")"})
                .exit == 0);
    REQUIRE(Run({"book", "hall", "--when", "tomorrow 9:00-10:00"}).exit == 0);
    REQUIRE(Run({"cancel", "b-2"}).exit == 0);
  }
  std::string lea;
};

TEST_CASE("A company's statement is a table of its bookings with the sums of each pool") {
  BilledLab lab;
  const Ran table = lab.Run({"statement"});
  CHECK(table.exit == 0);
  CHECK(table.Complains("Provisional: the month is not over."));
  CHECK(table.Says("peak x2, normal"));
  CHECK(table.Says("total"));
  const Ran rows = lab.Run({"-o", "tsv", "statement", "--month", "2026-11"});
  CHECK(
      rows.Says("b-1\tlaser-1\tFri 27 Nov 11:00–13:00\tlea\tconfirmed\tpeak x2, normal\t2 h\t"
                "0 h\t3\t0\t3\t54.00\n"));
  CHECK(
      rows.Says("b-2\thall\tFri 27 Nov 09:00–10:00\tlea\tcancelled\tnormal\t1 h\t0 h\t1\t1\t0\t"
                "0.00\n"));
  CHECK(lab.Run({"statement", "--month", "2026-10"}).Complains("Nothing was booked by cabane"));
  CHECK(lab.Run({"statement", "--company", "papier"}).exit == 4);
  CHECK(lab.Run({"statement", "--all"}).exit == 4);
  CHECK(lab.Run({"statement", "--month", "november"}).Complains("month"));
  lab.SignIn(lab.manager());
  CHECK(lab.Run({"statement"}).Says("cabane   2"));
  CHECK(lab.Run({"statement", "--csv"}).exit == 2);
}

TEST_CASE("A statement's CSV has a line a booking and the total, and no cell that is a formula") {
  BilledLab lab;
  const Ran csv = lab.Run({"statement", "--csv"});
  REQUIRE(csv.exit == 0);
  CHECK(std::count(csv.out.begin(), csv.out.end(), '\n') == 4);
  CHECK(csv.Says(
      "b-1,2026-11-27T11:00:00+01:00,2026-11-27T13:00:00+01:00,laser-1,laser,lea,"
      "\"'=HYPERLINK(\"\"http://evil\"\", \"\"<b>\"\")\",confirmed,7200,0,3600,3600,0,0,10800,5400,"
      "0,0,10800,5400,0,0\r\n"));
  CHECK(csv.Says("total,,,,,,,,10800,0,3600,7200,0,0,14400,5400,3600,0,10800,5400,0,0\r\n"));
}

TEST_CASE("A statement's page is in French or English, and what people wrote stays text") {
  BilledLab lab;
  const Ran french = lab.Run({"statement", "--html", "--language", "fr"});
  REQUIRE(french.exit == 0);
  CHECK(french.Says("<html lang=\"fr\">"));
  CHECK(french.Says("Relevé, novembre 2026"));
  CHECK(french.Says("Provisoire : le mois n'est pas fini."));
  CHECK(french.Says("@page { size: A4"));
  CHECK(french.Says("54,00"));
  CHECK(french.Says("=HYPERLINK(&quot;http://evil&quot;, &quot;&lt;b&gt;&quot;)"));
  CHECK_FALSE(french.Says("<b>"));
  const Ran english = lab.Run({"statement", "--html", "--language", "en"});
  CHECK(english.Says("Statement, November 2026"));
  CHECK(english.Says("54.00"));
}

}  // namespace
}  // namespace mutua::wire
