// Forward decay against a floating-point opinion, and what no rounding may touch.
#include "engine/model/decay.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

namespace mutua::model {
namespace {

constexpr Instant kStart = Instant::FromUnix(1767600000);  // 2026-01-05T08:00:00Z
constexpr int64_t kCredit = 3600;

TEST_CASE("what was consumed weighs half after each half-life") {
  Decayed used;
  used.Add(Ticks(8 * kCredit), kStart);
  CHECK(used.At(kStart).value() == doctest::Approx(8.0 * kCredit).epsilon(0.0002));
  CHECK(used.At(kStart + kHalfLife).value() == doctest::Approx(4.0 * kCredit).epsilon(0.0002));
  CHECK(used.At(kStart + kHalfLife * 3).value() == doctest::Approx(1.0 * kCredit).epsilon(0.0002));
  CHECK(used.At(kStart + kHalfLife * 200).value() == 0);
}

TEST_CASE("what is taken away as it was added leaves nothing, whatever came between") {
  std::mt19937_64 engine(5);
  Decayed used;
  std::vector<std::pair<Ticks, Instant>> added;
  for (int i = 0; i < 2000; ++i) {
    const Ticks ticks(static_cast<int64_t>(engine() % 1'000'000'000));
    const Instant at = kStart + Duration::Seconds(static_cast<int64_t>(engine() % 200'000'000));
    used.Add(ticks, at);
    added.emplace_back(ticks, at);
  }
  CHECK(used.parts().size() > 3);
  for (const auto& [ticks, at] : added) used.Take(ticks, at);
  CHECK(used.empty());
}

TEST_CASE("decay keeps within a few thousandths of what floating point makes of it") {
  std::mt19937_64 engine(6);
  for (int round = 0; round < 200; ++round) {
    Decayed used;
    double opinion = 0;
    const Instant now = kStart + Duration::Days(1500);
    for (int i = 0; i < 40; ++i) {
      const auto ticks = static_cast<int64_t>(engine() % (100 * kCredit));
      const auto before = static_cast<int64_t>(engine() % (1400 * 86400));
      used.Add(Ticks(ticks), now - Duration::Seconds(before));
      opinion += static_cast<double>(ticks) *
                 std::exp2(-static_cast<double>(before) / static_cast<double>(kHalfLife.seconds()));
    }
    CHECK(static_cast<double>(used.At(now).value()) == doctest::Approx(opinion).epsilon(0.001));
  }
}

TEST_CASE("a whole number of half-lives later everything is exactly half, so no order changes") {
  std::mt19937_64 engine(7);
  for (int round = 0; round < 500; ++round) {
    Decayed a;
    Decayed b;
    for (int i = 0; i < 10; ++i) {
      const Instant at = kStart + Duration::Seconds(static_cast<int64_t>(engine() % 90'000'000));
      a.Add(Ticks(static_cast<int64_t>(engine() % (1'000 * kCredit))), at);
      b.Add(Ticks(static_cast<int64_t>(engine() % (1'000 * kCredit))), at);
    }
    const Instant now = kStart + Duration::Days(1100);
    const Instant later = now + kHalfLife;
    CHECK(a.At(later).value() - a.At(now).value() / 2 <= 1);
    if (a.At(later) < b.At(later)) CHECK(a.At(now) < b.At(now));
  }
}

TEST_CASE("what weighs nothing any more is forgotten, and nothing else") {
  Decayed used;
  used.Add(Ticks(100 * kCredit), kStart);
  used.Add(Ticks(100 * kCredit), kStart + kHalfLife * 60);
  const Instant now = kStart + kHalfLife * 120;
  const Ticks before = used.At(now);
  used.Forget(now);
  CHECK(used.parts().size() == 1);
  CHECK(used.At(now) == before);
}

}  // namespace
}  // namespace mutua::model
