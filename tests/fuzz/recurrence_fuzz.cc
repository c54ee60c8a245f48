// A recurrence rule from anywhere: it is refused, or it prints as a rule that reads the same and
// expands within its bounds to ascending starts.
#include "engine/base/check.h"
#include "engine/model/recurrence.h"
#include "tests/fuzz/came_to.h"
#include "tests/fuzz/ceiling.h"
#include "tests/fuzz/fuzz.h"

namespace mutua::fuzz {

std::vector<std::string> Seeds() {
  return {
      "FREQ=DAILY;COUNT=10",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=20270101T000000",
      "FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=9,17;BYMINUTE=30",
      "FREQ=MONTHLY;BYMONTHDAY=-1,15;BYSETPOS=-1;COUNT=5",
      "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;WKST=SU",
      "FREQ=YEARLY;BYYEARDAY=1,100,-1;UNTIL=20301231",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
      "FREQ=DAILY;BYSECOND=0,59;BYMONTH=1,2,3",
  };
}

}  // namespace mutua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const mutua::fuzz::Ceiling ceiling("a rule");
  using mutua::CivilSecond;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto rule = mutua::model::ParseRecurrence(text);
  mutua::fuzz::CameTo(rule.status());
  if (!rule.ok()) return 0;
  const auto again = mutua::model::ParseRecurrence(mutua::model::ToString(*rule));
  MUTUA_CHECK(again.ok() && *again == *rule);

  const mutua::model::ExpansionWindow window{
      .from = CivilSecond(2026, 3, 1), .until = CivilSecond(2026, 4, 1), .limit = 50};
  const auto expansion = mutua::model::Expand(*rule, CivilSecond(2026, 2, 2, 9, 30, 0), window);
  mutua::fuzz::CameTo(expansion.status());
  if (!expansion.ok()) return 0;
  mutua::fuzz::CameTo(expansion->starts.empty() ? "never" : "at times");
  MUTUA_CHECK(expansion->starts.size() <= window.limit);
  for (std::size_t i = 0; i < expansion->starts.size(); ++i) {
    const CivilSecond start = expansion->starts[i];
    MUTUA_CHECK(window.from <= start && start < window.until);
    MUTUA_CHECK(i == 0 || expansion->starts[i - 1] < start);
  }
  return 0;
}
