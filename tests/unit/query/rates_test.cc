// What an hour costs, over time: where it changes, and that it is what bookings are charged.
#include "engine/query/rates.h"

#include <doctest/doctest.h>

#include "engine/core/charge.h"
#include "tests/unit/core/bare_lab.h"

namespace mutua::query {
namespace {

using core::testing::BareLab;

constexpr Charge kNormal{Ticks(2 * 3600), Cents(1001)};
constexpr Charge kPeak{Ticks(4 * 3600), Cents(2002)};
constexpr Charge kOffPeak{Ticks(3600), Cents(500)};

// Peak 17:00 to 20:00 from Monday to Friday, off-peak 22:00 to 06:00 every day and Sunday all day.
struct PricedLab : BareLab {
  PricedLab() {
    model::Rules rules;
    rules.tariff = 2;
    rules.price = Cents(1001);
    model::PeakHours& hours = rules.peak_hours.emplace();
    for (size_t day = 0; day < 5; ++day) hours.peak[day] = {{1020, 1200}};
    for (auto& day : hours.off_peak) day = {{1320, 1800}};
    hours.off_peak[6] = {{0, 1800}};
    resource = AddResource({.rules = rules, .capacity = 3});
  }
  std::vector<RateStretch> In(Interval window, size_t most = 100) const {
    return RatesIn(state, resource, 1, window, most);
  }
  ResourceId resource;
};

TEST_CASE("an hour's price changes at the borders of peak and off-peak hours, and nowhere else") {
  PricedLab lab;
  CHECK(lab.In(lab.Hours(0, 8, 16)) == std::vector<RateStretch>{{lab.Hours(0, 8, 16), kNormal}});
  CHECK(lab.In(lab.Hours(0, 18, 31)) == std::vector<RateStretch>{{lab.Hours(0, 18, 20), kPeak},
                                                                 {lab.Hours(0, 20, 22), kNormal},
                                                                 {lab.Hours(0, 22, 30), kOffPeak},
                                                                 {lab.Hours(1, 6, 7), kNormal}});
  // Saturday night, Sunday and its night are one.
  CHECK(lab.In(lab.Hours(5, 22, 54)) == std::vector<RateStretch>{{lab.Hours(5, 22, 54), kOffPeak}});
}

TEST_CASE("what has no peak hours costs the same always, and units cost as many times") {
  BareLab lab;
  model::Rules rules;
  rules.price = Cents(300);
  const ResourceId resource = lab.AddResource({.rules = rules, .capacity = 4});
  CHECK(RatesIn(lab.state, resource, 3, lab.Hours(0, 0, 48), 100) ==
        std::vector<RateStretch>{{lab.Hours(0, 0, 48), {Ticks(3 * 3600), Cents(900)}}});
}

TEST_CASE("a piece of material costs the same at all hours, and no less when it is fetched soon") {
  PricedLab lab;
  model::Rules rules = lab.state.Find(lab.resource)->rules;
  const ResourceId pieces =
      lab.AddResource({.rules = rules, .capacity = 9, .kind = model::ResourceKind::kMaterial});
  const Charge two{Ticks(4 * 3600), Cents(2002)};
  CHECK(RatesIn(lab.state, pieces, 2, lab.Hours(0, 8, 48), 100, lab.At(1, 8)) ==
        std::vector<RateStretch>{{lab.Hours(0, 8, 48), two}});
}

TEST_CASE("more stretches than an answer holds are cut, from the front on") {
  PricedLab lab;
  const std::vector<RateStretch> whole = lab.In(lab.Hours(0, 0, 24 * 7));
  REQUIRE(whole.size() > 3);
  CHECK(lab.In(lab.Hours(0, 0, 24 * 7), 3) ==
        std::vector<RateStretch>(whole.begin(), whole.begin() + 3));
}

TEST_CASE("a booking is charged the sum of its time at the rates shown, also when clocks change") {
  PricedLab lab;
  // From Friday before the clocks of Paris go forward to the Tuesday after it.
  const Interval window = lab.Hours(25, 0, 96);
  const std::vector<RateStretch> rates = lab.In(window);
  CHECK(rates.front().interval.start() == window.start());
  CHECK(rates.back().interval.end() == window.end());
  for (int64_t from = 0; from < 90; ++from) {
    for (const int64_t length : {1, 5, 26}) {
      const Instant start = window.start() + Duration::Minutes(60 * from + 15);
      const Interval asked(start, std::min(start + Duration::Hours(length), window.end()));
      if (asked.end() <= asked.start()) continue;
      int64_t ticks = 0;
      for (const RateStretch& stretch : rates) {
        const Instant a = std::max(asked.start(), stretch.interval.start());
        const Instant b = std::min(asked.end(), stretch.interval.end());
        if (a < b) ticks += (b - a).seconds() * stretch.hour.ticks.value() / 3600;
      }
      const model::Claim claim{lab.resource, 1, PoolId()};
      CHECK(core::PriceOf(lab.state, {&claim, 1}, asked).ticks == Ticks(ticks));
    }
  }
}

}  // namespace
}  // namespace mutua::query
