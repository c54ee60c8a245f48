// Recurrence rules against golden data that an independent implementation made
// (golden/make_recurrence.py).
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_format.h"
#include "engine/model/recurrence.h"

namespace mutua::model {
namespace {

// "19970902T090000"
CivilSecond Basic(const std::string& text) {
  const auto digits = [&](size_t at, size_t count) { return std::stoi(text.substr(at, count)); };
  return CivilSecond(digits(0, 4), digits(4, 2), digits(6, 2), digits(9, 2), digits(11, 2),
                     digits(13, 2));
}

std::string Basic(CivilSecond at) {
  return absl::StrFormat("%04d%02d%02dT%02d%02d%02d", at.year(), at.month(), at.day(), at.hour(),
                         at.minute(), at.second());
}

std::vector<CivilSecond> Starts(const std::string& rule_text, CivilSecond first,
                                ExpansionWindow window) {
  const auto rule = ParseRecurrence(rule_text);
  REQUIRE_MESSAGE(rule.ok(), rule.status().message());
  const auto found = Expand(*rule, first, window);
  REQUIRE_MESSAGE(found.ok(), found.status().message());
  return found->starts;
}

uint64_t Fnv(const std::vector<CivilSecond>& starts) {
  uint64_t sum = 0xcbf29ce484222325;
  for (const CivilSecond at : starts) {
    for (const char c : Basic(at)) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return sum;
}

TEST_CASE("Two thousand random rules expand as an independent implementation expands them") {
  std::ifstream file(MUTUA_SOURCE_DIR "/tests/unit/model/golden/recurrence.txt");
  REQUIRE(file.is_open());
  size_t rules = 0;
  for (std::string line; std::getline(file, line); ++rules) {
    CAPTURE(line);
    std::istringstream words(line);
    std::string rule, first, from, until, earliest, latest, sum;
    size_t count = 0;
    words >> rule >> first >> from >> until >> count >> earliest >> latest >> sum;
    const std::vector<CivilSecond> starts =
        Starts(rule, Basic(first), {.from = Basic(from), .until = Basic(until), .limit = 100});
    REQUIRE(starts.size() == count);
    if (count > 0) {
      CHECK(Basic(starts.front()) == earliest);
      CHECK(Basic(starts.back()) == latest);
    }
    CHECK(absl::StrFormat("%016x", Fnv(starts)) == sum);
    CHECK(ParseRecurrence(ToString(*ParseRecurrence(rule))).value() ==
          ParseRecurrence(rule).value());
  }
  CHECK(rules == 2000);
}

}  // namespace
}  // namespace mutua::model
