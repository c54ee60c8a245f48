// What others published, computed by the rules of the fairness bench and by the engine's own decay
// and order.
#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <numeric>

#include "bench/fairness/peers.h"
#include "engine/core/fair_share.h"
#include "engine/model/decay.h"

namespace mutua::bench::fairness {
namespace {

// None where ../shared/data is not beside the repository.
YAML::Node Published() {
  const char* const stated = std::getenv("MUTUA_SHARED_DATA");
  const std::string path =
      std::string(stated != nullptr ? stated : MUTUA_SOURCE_DIR "/../shared/data") +
      "/vectors/published_examples.json";
  if (std::filesystem::exists(path)) return YAML::LoadFile(path);
  std::cout << "skipped: no ../shared/data\n";
  return YAML::Node(YAML::NodeType::Undefined);
}

std::vector<Units> Rows(const YAML::Node& node) { return node.as<std::vector<Units>>(); }

TEST_CASE("Karma's own example comes out as its authors' program has it") {
  const YAML::Node all = Published();
  if (!all.IsDefined()) return;
  const YAML::Node example = all["karma_readme_example"];
  Demand demand;
  demand.capacity = example["capacity"].as<int64_t>();
  demand.steps = Rows(example["demands"]);
  demand.shares.assign(example["users"].size(), 1);
  CHECK(Karma(demand, 1) == Rows(example["alloc"]));
}

TEST_CASE("usage halves as HTCondor's does, with our half-life") {
  const YAML::Node all = Published();
  if (!all.IsDefined()) return;
  const YAML::Node example = all["condor_rup"]["examples"][0];
  const int64_t day = example["halflife_s"].as<int64_t>();
  const Instant then = Instant::FromUnix(model::kHalfLife.seconds() * 730);
  model::Decayed usage;
  constexpr int64_t kTicks = 3600;  // of a unit
  usage.Add(Ticks(example["rup0"].as<int64_t>() * kTicks), then);
  for (size_t i = 0; i < example["days"].size(); ++i) {
    const int64_t lives = example["days"][i].as<int64_t>() * 86400 / day;
    const double expected = example["rup"][i].as<double>() * kTicks;
    CHECK(usage.At(then + model::kHalfLife * lives) == Ticks(static_cast<int64_t>(expected)));
  }
}

TEST_CASE("shares divide as HTCondor's priorities and quotas do") {
  const YAML::Node all = Published();
  if (!all.IsDefined()) return;
  // Real priorities 5, 10 and 20: A gets twice B's and four times C's, 4/7, 2/7 and 1/7.
  const YAML::Node ratio = all["condor_rup"]["eup_ratio"];
  const std::vector<int64_t> weights = {
      20 / ratio["A"].as<int64_t>(), 20 / ratio["B"].as<int64_t>(), 20 / ratio["C"].as<int64_t>()};
  CHECK(WaterFill(7, weights, {7, 7, 7}) == Units{4, 2, 1});
  const YAML::Node scaling = all["condor_rup"]["quota_scaling"];
  const std::vector<int64_t> quotas = {scaling[0]["quota"]["physics"].as<int64_t>(),
                                       scaling[0]["quota"]["chemistry"].as<int64_t>()};
  CHECK(ByShares(scaling[1]["pool"].as<int64_t>(), quotas) ==
        Units{scaling[1]["effective"]["physics"].as<int64_t>(),
              scaling[1]["effective"]["chemistry"].as<int64_t>()});
}

TEST_CASE("quotas within quotas divide as HTCondor's do") {
  const YAML::Node all = Published();
  if (!all.IsDefined()) return;
  // Two thirds of 30 for physics, and three quarters of that for hep.
  const YAML::Node scaling = all["condor_rup"]["quota_scaling"][3];
  const YAML::Node dynamic = scaling["dynamic"];
  const auto parts = [&](const char* one, const char* other) {
    return std::vector<int64_t>{std::llround(dynamic[one].as<double>() * 12),
                                std::llround(dynamic[other].as<double>() * 12)};
  };
  const Units groups = ByShares(scaling["pool"].as<int64_t>(), parts("physics", "chemistry"));
  const Units within = ByShares(groups[0], parts("physics.hep", "physics.lep"));
  CHECK(within[0] == scaling["effective_hep"].as<int64_t>());
}

TEST_CASE(
    "Slurm's fair-share factors are what our decay leaves after usage over shares half-lives") {
  const YAML::Node all = Published();
  if (!all.IsDefined()) return;
  // F = 2^(-UE/S): what is left of 1 after UE/S half-lives.
  constexpr int64_t kOne = 1'000'000'000;
  const Instant then = Instant::FromUnix(model::kHalfLife.seconds() * 730);
  size_t rows = 0;
  for (const YAML::Node& row : all["slurm_classic"]["rows"]) {
    const double lives = row[3].as<double>() / row[1].as<double>();
    model::Decayed usage;
    usage.Add(Ticks(kOne), then);
    const Duration passed =
        Duration::Seconds(std::llround(lives * static_cast<double>(model::kHalfLife.seconds())));
    const double factor =
        static_cast<double>(usage.At(then + passed).value()) / static_cast<double>(kOne);
    const double expected = row[4].as<double>();
    INFO(row[0].as<std::string>());
    // Rounded as printed there; of our table the nearest of 4,096 entries, twice.
    CHECK(std::abs(factor - expected) <= expected * std::exp2(2.0 / 4096) - expected + 1e-6);
    ++rows;
  }
  CHECK(rows == 5);
}

TEST_CASE("dominant shares over weights rank as Mesos' sorter has them") {
  const YAML::Node all = Published();
  if (!all.IsDefined()) return;
  for (const YAML::Node& example : all["drf"]["mesos"]) {
    const int64_t cpu = example["total"]["cpu"].as<int64_t>();
    const int64_t mem = example["total"]["mem"].as<int64_t>();
    const int64_t whole = std::lcm(cpu, mem);
    std::vector<std::pair<std::string, core::Weighed>> ranked;
    for (const auto& client : example["alloc"]) {
      const Units has = client.second.as<Units>();
      const auto name = client.first.as<std::string>();
      const int64_t weight =
          example["weighted"].IsDefined() ? example["weights"][name].as<int64_t>() : 1;
      const int64_t dominant = std::max(has[0] * (whole / cpu), has[1] * (whole / mem));
      ranked.emplace_back(name, core::Weighed{Ticks(dominant), weight});
    }
    std::sort(ranked.begin(), ranked.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    std::vector<std::string> order;
    for (const auto& [name, weighed] : ranked) order.push_back(name);
    CHECK(order == example["order"].as<std::vector<std::string>>());
  }
}

TEST_CASE("weights within weights divide as Kueue's do") {
  const YAML::Node all = Published();
  if (!all.IsDefined()) return;
  const YAML::Node weights = all["kueue"]["weights"];
  const YAML::Node expect = weights["expect"];
  const auto capacity = weights["capacity"].as<int64_t>();
  const YAML::Node c1 = weights["C1"];
  const YAML::Node c2 = weights["C2"];
  const Units roots = WaterFill(capacity, {c1["weight"].as<int64_t>(), c2["weight"].as<int64_t>()},
                                {capacity, capacity});
  const Units leaves =
      WaterFill(roots[0], {c1["1A"].as<int64_t>(), c1["1B"].as<int64_t>(), c1["1C"].as<int64_t>()},
                {capacity, capacity, capacity});
  CHECK(leaves ==
        Units{expect["1A"].as<int64_t>(), expect["1B"].as<int64_t>(), expect["1C"].as<int64_t>()});
  CHECK(roots[1] == expect["2A"].as<int64_t>());
}

TEST_CASE("dominant shares fill up as the DRF paper's examples do") {
  const YAML::Node all = Published();
  if (!all.IsDefined()) return;
  for (const YAML::Node& example : all["drf"]["progressive_filling"]) {
    const std::vector<Units> needs = {example["demand"]["A"].as<Units>(),
                                      example["demand"]["B"].as<Units>()};
    CHECK(DominantShares(example["total"].as<Units>(), needs) ==
          Units{example["tasks"]["A"].as<int64_t>(), example["tasks"]["B"].as<int64_t>()});
  }
}

}  // namespace
}  // namespace mutua::bench::fairness
