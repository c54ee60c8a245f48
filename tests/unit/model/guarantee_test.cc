// Shares and how guarantees are handed out.
#include "engine/model/guarantee.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

namespace mutua::model {
namespace {

constexpr int64_t kMinute = int64_t{1} << 32;

Sharing Of(std::vector<uint32_t> shares) {
  Sharing sharing;
  for (size_t i = 0; i < shares.size(); ++i) {
    sharing.shares.push_back({CompanyId(static_cast<uint32_t>(i + 1)), shares[i], {}, 0});
  }
  return sharing;
}

std::vector<int64_t> Minutes(const Guarantees& guarantees) {
  std::vector<int64_t> minutes;
  for (const auto& part : guarantees.parts) minutes.push_back(part.minutes);
  return minutes;
}

TEST_CASE("a share is its base, what was donated and what was paid for") {
  Sharing sharing = Of({2, 1});
  sharing.cents_a_share = Cents(1'000'000);
  sharing.shares[1].funded = Cents(3'999'999);
  sharing.shares[1].donated = 4;
  CHECK(ShareOf(sharing, CompanyId(1)) == 2);
  CHECK(ShareOf(sharing, CompanyId(2)) == 1 + 3 + 4);
  CHECK(ShareOf(sharing, CompanyId(3)) == 0);
  CHECK(SumOfShares(sharing) == 10);
}

TEST_CASE("half of the open time is handed out by shares") {
  Guarantees week;
  HandOut(Of({1, 2, 1}), 40 * 60, nullptr, &week);
  CHECK(Minutes(week) == std::vector<int64_t>{5 * 60, 10 * 60, 5 * 60});
  CHECK(week.carry == 0);
}

TEST_CASE("the minutes that rounding leaves go by the largest rest, then the smaller id") {
  Guarantees week;
  HandOut(Of({1, 1, 1}), 2 * 100, nullptr, &week);
  CHECK(Minutes(week) == std::vector<int64_t>{34, 33, 33});
  Guarantees next;
  HandOut(Of({1, 1, 1}), 2 * 100, &week, &next);
  CHECK(Minutes(next) == std::vector<int64_t>{33, 34, 33});
}

TEST_CASE("who has no share gets nothing, and who is not there neither") {
  Guarantees week;
  HandOut(Of({0, 3}), 200, nullptr, &week);
  REQUIRE(week.parts.size() == 1);
  CHECK(MinutesOf(week, CompanyId(2)) == 100);
  CHECK(MinutesOf(week, CompanyId(1)) == 0);
}

TEST_CASE("over many periods all of half the capacity is handed out, and nobody is owed a minute") {
  std::mt19937_64 engine(11);
  for (int round = 0; round < 200; ++round) {
    std::vector<uint32_t> shares;
    const size_t companies = 1 + engine() % 12;
    for (size_t i = 0; i < companies; ++i)
      shares.push_back(static_cast<uint32_t>(1 + engine() % 9));
    const Sharing sharing = Of(shares);
    int64_t capacity_in_all = 0;
    int64_t handed_out = 0;
    std::vector<double> owed(companies);
    std::vector<int64_t> got(companies);
    Guarantees before;
    for (int period = 0; period < 60; ++period) {
      const auto capacity = static_cast<int64_t>(engine() % 5000);
      Guarantees now;
      HandOut(sharing, capacity, period == 0 ? nullptr : &before, &now);
      capacity_in_all += capacity;
      for (size_t i = 0; i < companies; ++i) {
        handed_out += now.parts[i].minutes;
        got[i] += now.parts[i].minutes;
        owed[i] += static_cast<double>(capacity) * shares[i] /
                   (2.0 * static_cast<double>(SumOfShares(sharing)));
        CHECK(now.parts[i].minutes >= 0);
        CHECK(std::abs(now.parts[i].carry) < 2 * kMinute);
      }
      CHECK(handed_out == capacity_in_all / 2);
      before = now;
    }
    for (size_t i = 0; i < companies; ++i) {
      CHECK(std::abs(static_cast<double>(got[i]) - owed[i]) < 2.0);
    }
  }
}

TEST_CASE("multiplying all shares by one number changes nothing") {
  Guarantees small;
  Guarantees large;
  HandOut(Of({3, 1, 5, 2}), 12'345, nullptr, &small);
  HandOut(Of({21, 7, 35, 14}), 12'345, nullptr, &large);
  CHECK(Minutes(small) == Minutes(large));
}

}  // namespace
}  // namespace mutua::model
