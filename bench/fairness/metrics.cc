#include "bench/fairness/metrics.h"

#include <algorithm>
#include <numeric>

namespace mutua::bench::fairness {
namespace {

double Ratio(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

int64_t LongestRun(const Demand& demand, const Given& given) {
  int64_t longest = 0;
  for (size_t i = 0; i < demand.companies(); ++i) {
    int64_t run = 0;
    for (size_t step = 0; step < given.size(); ++step) {
      if (demand.steps[step][i] == 0) continue;
      run = given[step][i] == 0 ? run + 1 : 0;
      longest = std::max(longest, run);
    }
  }
  return longest;
}

// What i could have used of what j had, in parts of i's share to j's.
double UsefulToOther(const Demand& demand, const Given& given, size_t i, size_t j) {
  double useful = 0;
  const double scale = Ratio(demand.shares[i], demand.shares[j]);
  for (size_t step = 0; step < given.size(); ++step) {
    if (demand.steps[step][i] == 0 || given[step][j] == 0) continue;
    useful += std::min(static_cast<double>(demand.steps[step][i]),
                       static_cast<double>(given[step][j]) * scale);
  }
  return useful;
}

double MostEnvy(const Demand& demand, const Given& given, const Units& useful) {
  double most = 0;
  for (size_t i = 0; i < demand.companies(); ++i) {
    if (useful[i] == 0 || demand.shares[i] == 0) continue;
    const auto own = static_cast<double>(useful[i]);
    for (size_t j = 0; j < demand.companies(); ++j) {
      if (i == j || demand.shares[j] == 0) continue;
      most = std::max(most, UsefulToOther(demand, given, i, j) / own - 1);
    }
  }
  return most;
}

}  // namespace

Units Useful(const Demand& demand, const Given& given) {
  Units useful(demand.companies(), 0);
  for (size_t step = 0; step < given.size(); ++step) {
    for (size_t i = 0; i < useful.size(); ++i) {
      useful[i] += std::min(given[step][i], demand.steps[step][i]);
    }
  }
  return useful;
}

double MinOverMax(const std::vector<double>& values) {
  if (values.empty()) return 0;
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return *most == 0 ? 0 : *least / *most;
}

double Jain(const std::vector<double>& values) {
  double sum = 0;
  double squares = 0;
  for (const double value : values) {
    sum += value;
    squares += value * value;
  }
  return squares == 0 ? 0 : sum * sum / (static_cast<double>(values.size()) * squares);
}

double Percentile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<size_t>(part * static_cast<double>(values.size())))];
}

Figures Measure(const Demand& demand, const Given& given) {
  const Units useful = Useful(demand, given);
  const int64_t in_all = std::accumulate(useful.begin(), useful.end(), int64_t{0});
  int64_t most_of_all = 0;
  for (const Units& asked : demand.steps) {
    most_of_all +=
        std::min(demand.capacity, std::accumulate(asked.begin(), asked.end(), int64_t{0}));
  }
  std::vector<double> per_share;
  const int64_t shares = std::accumulate(demand.shares.begin(), demand.shares.end(), int64_t{0});
  for (size_t i = 0; i < useful.size(); ++i) {
    if (demand.shares[i] > 0) per_share.push_back(Ratio(useful[i], demand.shares[i]));
  }
  Figures figures;
  figures.use = Ratio(in_all, demand.capacity * static_cast<int64_t>(demand.steps.size()));
  figures.loss = 1 - Ratio(in_all, most_of_all);
  const double mean = Ratio(in_all, shares);
  const auto over_mean = [&](double value) { return mean == 0 ? 0 : value / mean; };
  figures.least = over_mean(Percentile(per_share, 0));
  figures.tenth = over_mean(Percentile(per_share, 0.1));
  figures.median = over_mean(Percentile(per_share, 0.5));
  figures.min_max = MinOverMax(per_share);
  figures.jain = Jain(per_share);
  figures.run = LongestRun(demand, given);
  figures.envy = MostEnvy(demand, given, useful);
  return figures;
}

}  // namespace mutua::bench::fairness
