#include "bench/fairness/demand.h"

#include <algorithm>

namespace mutua::bench::fairness {
namespace {

// The company that is busy least often: for a twelfth of the time. It then asks for twelve times
// its share on average, several times as much where its highest burst meets the busiest hour.
constexpr int64_t kRarest = 12;
// How fast companies get rarer: half of them are busy for nearly all of the time.
constexpr int kPower = 6;
// Steps that a burst lasts, at least and at most.
constexpr int64_t kBurstLeast = 2;
constexpr int64_t kBurstMost = 16;
// What a burst is as high as: its least, and how many heights there are.
constexpr int64_t kHeightLeast = 2;
constexpr int64_t kHeights = 8;
constexpr int64_t kDay = 24;
constexpr int64_t kSeason = 100;
// How much seasons differ, in hundredths: from half as busy as on average to half as much again.
constexpr int64_t kSeasonLeast = 50;
constexpr int64_t kSeasonRange = 100;
// These were set until static shares and Karma itself came out as in the paper, nearly (bench/README.md
// has the figures), before anything of Mutua's was run on it.

// How busy everybody is at a step, in hundredths: by the hour of the day, and by seasons.
std::vector<int64_t> Together(int64_t steps, Dice* dice) {
  std::vector<int64_t> together;
  int64_t season = 0;
  for (int64_t step = 0; step < steps; ++step) {
    if (step % kSeason == 0) season = kSeasonLeast + dice->Below(kSeasonRange);
    const int64_t hour = step % kDay;
    const int64_t day = 60 + 8 * std::min(hour, kDay - hour);
    together.push_back(season * day / 100);
  }
  return together;
}

// What a company asks for, in proportion.
std::vector<int64_t> Weights(int64_t company, const DemandShape& shape,
                             const std::vector<int64_t>& together, Dice* dice) {
  // Busy for one part in `rare` hundredths of the time: most companies often, a few hardly ever.
  const int64_t place = 1000 * company / std::max<int64_t>(shape.companies - 1, 1);
  int64_t rare = (kRarest - 1) * 100;
  for (int i = 0; i < kPower; ++i) rare = rare * place / 1000;
  rare += 100;
  std::vector<int64_t> weights(static_cast<size_t>(shape.steps), 0);
  int64_t step = 0;
  while (step < shape.steps) {
    const int64_t burst = kBurstLeast + dice->Below(kBurstMost - kBurstLeast + 1);
    const int64_t mean_pause = ((kBurstLeast + kBurstMost) / 2) * (rare - 100) / 100;
    step += dice->Below(2 * mean_pause + 1);
    const int64_t height = kHeightLeast + dice->Below(kHeights);
    for (int64_t i = 0; i < burst && step < shape.steps; ++i, ++step) {
      weights[static_cast<size_t>(step)] = height * together[static_cast<size_t>(step)];
    }
  }
  return weights;
}

}  // namespace

uint64_t Dice::Next() {
  uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

Demand MakeDemand(const DemandShape& shape) {
  Demand demand;
  demand.capacity = shape.companies * shape.mean;
  demand.shares.assign(static_cast<size_t>(shape.companies), 1);
  demand.steps.assign(static_cast<size_t>(shape.steps),
                      Units(static_cast<size_t>(shape.companies), 0));
  Dice dice(shape.seed);
  const std::vector<int64_t> together = Together(shape.steps, &dice);
  for (int64_t company = 0; company < shape.companies; ++company) {
    std::vector<int64_t> weights = Weights(company, shape, together, &dice);
    int64_t whole = 0;
    for (const int64_t weight : weights) whole += weight;
    if (whole == 0) weights.front() = whole = 1;
    // Rounded so that the sum is exact: each step gets what the sum up to it grows by.
    const int64_t in_all = shape.steps * shape.mean;
    int64_t so_far = 0;
    for (size_t step = 0; step < weights.size(); ++step) {
      const int64_t before = so_far * in_all / whole;
      so_far += weights[step];
      demand.steps[step][static_cast<size_t>(company)] = so_far * in_all / whole - before;
    }
  }
  return demand;
}

}  // namespace mutua::bench::fairness
