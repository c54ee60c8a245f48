// What others published, computed by the rules of the fairness bench and by the engine's decay.
// Slurm's fair-share factor is not among them: nothing of ours computes it.
#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "bench/fairness/peers.h"
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
