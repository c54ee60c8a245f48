// Sums beside a plain map: through splits, erasures, forgotten quotas and hints that are wrong.
#include "engine/core/sums.h"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <utility>

namespace mutua::core {
namespace {

using Plain = std::map<std::pair<int32_t, uint32_t>, int64_t>;

void CheckEqual(const Sums& sums, const Plain& plain, int32_t days, uint32_t quotas) {
  for (int32_t day = -days; day <= days; ++day) {
    Sums::Hint hint;
    for (uint32_t quota = 1; quota <= quotas; ++quota) {
      const auto found = plain.find({day, quota});
      const int64_t expected = found == plain.end() ? 0 : found->second;
      REQUIRE(sums.Of({day, QuotaId(quota)}, &hint) == expected);
      REQUIRE(sums.Of({day, QuotaId(quota)}) == expected);
    }
  }
}

TEST_CASE("sums are what was added, over many leaves, before 1970 and after, hinted or not") {
  constexpr int32_t kDays = 150;
  constexpr uint32_t kQuotas = 12;
  std::mt19937_64 random(7);
  const auto below = [&](uint64_t n) { return random() % n; };
  Sums sums;
  Plain plain;
  for (int step = 0; step < 60'000; ++step) {
    const auto day = static_cast<int32_t>(below(2 * kDays + 1)) - kDays;
    Sums::Hint hint{static_cast<uint32_t>(below(300))};
    for (uint32_t quota = 1; quota <= kQuotas; ++quota) {
      if (below(3) != 0) continue;
      int64_t& kept = plain[{day, quota}];
      // Mostly it grows for the first half, and is taken away again in the second.
      const bool away = kept > 0 && (step < 30'000 ? below(4) == 0 : below(4) != 0);
      const int64_t amount = away ? -kept : static_cast<int64_t>(below(1000)) + 1;
      kept += amount;
      sums.Add({day, QuotaId(quota)}, amount, &hint);
    }
    if (step % 20'000 == 9'999) {
      const auto quota = static_cast<uint32_t>(1 + below(kQuotas));
      sums.Forget(QuotaId(quota));
      std::erase_if(plain, [&](const auto& one) { return one.first.second == quota; });
    }
    if (step % 10'000 == 0) CheckEqual(sums, plain, kDays, kQuotas);
  }
  CheckEqual(sums, plain, kDays, kQuotas);
}

TEST_CASE("what is taken away to the last leaves nothing behind") {
  Sums sums;
  Sums::Hint hint;
  for (int32_t day = 0; day < 2'000; ++day) sums.Add({day, QuotaId(1)}, 5, &hint);
  CHECK_FALSE(sums.empty());
  for (int32_t day = 1'999; day >= 0; --day) sums.Add({day, QuotaId(1)}, -5, &hint);
  CHECK(sums.empty());
  for (int32_t day = 0; day < 2'000; ++day) sums.Add({day, QuotaId(2)}, 5, &hint);
  sums.Forget(QuotaId(2));
  CHECK(sums.empty());
  CHECK(sums.Of({3, QuotaId(2)}) == 0);
}

}  // namespace
}  // namespace mutua::core
