// Sums beside a plain map: through rows that grow, move, empty and are closed up, and quotas
// forgotten.
#include "engine/core/sums.h"

#include <doctest/doctest.h>

#include <iterator>
#include <map>
#include <random>
#include <tuple>
#include <vector>

namespace mutua::core {
namespace {

using Kind = model::Quota::Window;
using Plain = std::map<std::tuple<Kind, int32_t, uint32_t>, int64_t>;

constexpr Kind kKinds[] = {Kind::kDay, Kind::kWeek, Kind::kOutstanding};
constexpr int32_t kDays = 100;
constexpr uint32_t kQuotas = 12;

Sums::Window WindowAt(Kind kind, int32_t day) { return {kind, Day(day)}; }

void CheckEqual(const Sums& sums, const Plain& plain) {
  for (const Kind kind : kKinds) {
    for (int32_t day = -kDays; day <= kDays; ++day) {
      Sums::Row row = sums.RowOf(WindowAt(kind, day));
      for (uint32_t quota = 1; quota <= kQuotas; ++quota) {
        const auto found = plain.find({kind, day, quota});
        const int64_t expected = found == plain.end() ? 0 : found->second;
        REQUIRE(row.Of(QuotaId(quota)) == expected);
        REQUIRE(sums.Of(WindowAt(kind, day), QuotaId(quota)) == expected);
      }
    }
  }
}

TEST_CASE("sums are what was added, before 1970 and after, row by row") {
  std::mt19937_64 random(7);
  const auto below = [&](uint64_t n) { return random() % n; };
  Sums sums;
  Plain plain;
  for (int step = 0; step < 60'000; ++step) {
    const auto day = static_cast<int32_t>(below(2 * kDays + 1)) - kDays;
    const Kind kind = kKinds[below(std::size(kKinds))];
    std::vector<Sums::Sum> added;
    for (uint32_t quota = 1; quota <= kQuotas; ++quota) {
      if (below(3) != 0) continue;
      int64_t& kept = plain[{kind, day, quota}];
      // Mostly it grows for the first half, and is taken away again in the second.
      const bool away = kept > 0 && (step < 30'000 ? below(4) == 0 : below(4) != 0);
      const int64_t amount = away ? -kept : static_cast<int64_t>(below(1000)) + 1;
      kept += amount;
      added.push_back({QuotaId(quota), amount});
    }
    sums.Add(WindowAt(kind, day), added);
    if (step % 20'000 == 9'999) {
      const auto quota = static_cast<uint32_t>(1 + below(kQuotas));
      sums.Forget(QuotaId(quota));
      std::erase_if(plain, [&](const auto& one) { return std::get<2>(one.first) == quota; });
    }
    if (step % 10'000 == 0) CheckEqual(sums, plain);
  }
  CheckEqual(sums, plain);
}

TEST_CASE("what is taken away to the last leaves nothing behind") {
  Sums sums;
  const auto add_all = [&](int64_t amount) {
    for (uint32_t quota = 1; quota <= 3; ++quota) {
      const Sums::Sum sum{QuotaId(quota), amount};
      for (int32_t day = 0; day < 500; ++day) sums.Add(WindowAt(Kind::kDay, day), {&sum, 1});
    }
  };
  add_all(5);
  CHECK_FALSE(sums.empty());
  add_all(-5);
  CHECK(sums.empty());
  add_all(5);
  for (uint32_t quota = 1; quota <= 3; ++quota) sums.Forget(QuotaId(quota));
  CHECK(sums.empty());
  CHECK(sums.Of(WindowAt(Kind::kDay, 3), QuotaId(2)) == 0);
}

TEST_CASE("windows of two kinds that begin on one day are two") {
  Sums sums;
  const Sums::Sum five{QuotaId(1), 5};
  const Sums::Sum seven{QuotaId(1), 7};
  sums.Add(WindowAt(Kind::kDay, 4), {&five, 1});
  sums.Add(WindowAt(Kind::kWeek, 4), {&seven, 1});
  CHECK(sums.Of(WindowAt(Kind::kDay, 4), QuotaId(1)) == 5);
  CHECK(sums.Of(WindowAt(Kind::kWeek, 4), QuotaId(1)) == 7);
  CHECK(sums.Of(WindowAt(Kind::kMonth, 4), QuotaId(1)) == 0);
}

}  // namespace
}  // namespace mutua::core
