// Fairness: first come, static shares, max-min and Mutua's fair_share on the same input in the same
// run (bench/README.md, "fairness"). A table, and JSON lines; deterministic but for the traces that
// are missing, which are said to be skipped.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "bench/fairness/bound.h"
#include "bench/fairness/misreport.h"
#include "bench/fairness/mutua.h"
#include "bench/fairness/report.h"
#include "bench/fairness/traces.h"

namespace mutua::bench::fairness {
namespace {

struct Options {
  bool full = false;
  int64_t seeds = 5;
  int64_t steps = 0;  // of the changing demand; 0: 900, as the authors of Karma have
  std::string csv, plots;
  std::string only;  // demand, resort or logs
};

struct Rule {
  const char* name;
  std::function<Given(const Demand&)> give;
};

Opening With(model::SharePeriod period, Duration horizon, int64_t grain) {
  Opening opening;
  opening.period = period;
  opening.horizon = horizon;
  opening.grain = grain;
  return opening;
}

constexpr const char* kOurs = "fair_share, by months";

// `grain`: units of one wish. A share is 10 units, or 1 in the small cases.
std::vector<Rule> RulesFor(int64_t grain) {
  using Period = model::SharePeriod;
  const Duration week = Duration::Days(7);
  const auto ours = [=](Opening opening) {
    return [=](const Demand& demand) { return Mutua(demand, opening); };
  };
  Opening first = With(Period::kWeek, week, grain);
  first.policy = model::Policy::kFirstCome;
  return {
      {"first come", ours(first)},
      {"static shares", StaticShares},
      {"max-min", MaxMin},
      {"Karma, half guaranteed",
       [](const Demand& demand) {
         return Karma(demand, demand.capacity / static_cast<int64_t>(demand.companies()) / 2);
       }},
      {"Karma, none guaranteed", [](const Demand& demand) { return Karma(demand, 0); }},
      {"least first", LeastFirst},
      {kOurs, ours(With(Period::kMonth, week, grain))},
      {"fair_share, by weeks", ours(With(Period::kWeek, week, grain))},
      {"fair_share, grab window", ours(With(Period::kMonth, Duration::Hours(23), grain))},
  };
}

void Say(const std::string& name, double value, const std::string& unit, const std::string& target,
         bool reached, const char* peer = nullptr) {
  fmt::print(
      "{{\"bench\": \"fairness\", \"name\": \"{}\", \"value\": {:.5f}, \"unit\": \"{}\"{}{}}}\n",
      name, value, unit, peer == nullptr ? "" : fmt::format(", \"peer\": \"{}\"", peer),
      target.empty() ? "" : fmt::format(", \"target\": \"{}\", \"reached\": {}", target, reached));
}

void Save(const std::string& path, const std::string& text) {
  std::ofstream out(path);
  out << text;
  out.close();
  if (!out) {
    fmt::print(stderr, "cannot write {}\n", path);
    std::exit(1);
  }
}

Series PerShare(const char* name, const Demand& demand, const Given& given) {
  Series series{name, {}};
  for (const int64_t units : Useful(demand, given)) {
    series.values.push_back(static_cast<double>(units) / static_cast<double>(demand.steps.size()) /
                            10);
  }
  std::sort(series.values.begin(), series.values.end());
  return series;
}

// Over all seeds.
struct Mean {
  double min_max = 0;
  double jain = 0;
  double lost = 0;  // against max-min
};

void SayMeans(const std::vector<Rule>& rules, const std::vector<Mean>& means) {
  for (size_t i = 0; i < rules.size(); ++i) {
    const std::string name = rules[i].name;
    const bool ours = name == kOurs;
    const char* peer = ours ? nullptr : rules[i].name;
    const Mean& mean = means[i];
    Say("demand, useful per share, min/max", mean.min_max, "", ours ? ">= 0.72" : "",
        mean.min_max >= 0.72, peer);
    Say("demand, Jain", mean.jain, "", ours ? ">= 0.997" : "", mean.jain >= 0.997, peer);
    Say("demand, lost against max-min", mean.lost, "", ours ? "<= 0.001" : "", mean.lost <= 0.001,
        peer);
  }
}

void RunDemand(const Options& options, std::vector<Row>* rows) {
  const int64_t steps = options.steps > 0 ? options.steps : 900;
  const SmallCase small;
  const std::vector<Rule> ones = RulesFor(1);
  const std::vector<Rule> tens = RulesFor(10);
  std::vector<Mean> means(tens.size());
  for (int64_t seed = 1; seed <= options.seeds; ++seed) {
    DemandShape shape;
    shape.steps = steps;
    shape.seed = static_cast<uint64_t>(seed);
    const Demand demand = MakeDemand(shape);
    const double most = Measure(demand, MaxMin(demand)).use;
    std::vector<Series> plotted;
    for (size_t i = 0; i < tens.size(); ++i) {
      const Given given = tens[i].give(demand);
      Row row{fmt::format("demand, {} steps, seed {}", steps, seed), tens[i].name,
              Measure(demand, given)};
      if (seed == 1 && options.full) row.misreport = TryMisreports(small, ones[i].give).best;
      const auto part = [&](double value) { return value / static_cast<double>(options.seeds); };
      means[i].min_max += part(row.figures.min_max);
      means[i].jain += part(row.figures.jain);
      means[i].lost += part(1 - row.figures.use / most);
      rows->push_back(row);
      plotted.push_back(PerShare(tens[i].name, demand, given));
    }
    if (seed == 1 && !options.plots.empty()) {
      Save(options.plots + "/fairness_demand.svg",
           Plot("Useful units per share and step, companies in ascending order", plotted, {}));
    }
  }
  SayMeans(tens, means);
}

std::string DataFolder() {
  const char* const stated = std::getenv("MUTUA_SHARED_DATA");
  return std::string(stated != nullptr ? stated : MUTUA_SOURCE_DIR "/../shared/data") + "/traces/";
}

struct Way {
  const char* name;
  LabSettings settings;
};

constexpr const char* kResortOurs = "fair_share, own window to 30 days";
constexpr Duration kResortOwn = Duration::Days(30);
constexpr Duration kNoLimit = Duration::Days(3650);

// What FAIRSHARE.md 9 asks for; then what keeps it from its figures, one by one.
void AddResortWays(const Stays& stays, std::vector<Way>* ways) {
  LabSettings asked = ways->back().settings;
  asked.windows = {.own = kResortOwn, .frozen = kNoLimit};
  ways->push_back({kResortOurs, asked});
  LabSettings busiest = asked;
  busiest.shares = SharesByBusiestMonth(stays);
  ways->push_back({"shares by the busiest month", busiest});
  LabSettings paid = busiest;
  paid.credits = kTariffMost;
  ways->push_back({"busiest month, credits for all", paid});
  const Windows open = {.own = kNoLimit, .kept = kResortOwn, .frozen = kNoLimit};
  LabSettings early = busiest;
  early.windows = open;
  ways->push_back({"busiest month, open early", early});
  LabSettings both = paid;
  both.windows = open;
  ways->push_back({"busiest month, credits for all, open early", both});
  both.shares = asked.shares;
  ways->push_back({"by demand, credits for all, open early", both});
}

// Shares: as if each company had paid for the house in proportion to what it asks for.
std::vector<Way> WaysFor(const Stays& stays, bool resort) {
  LabSettings first;
  first.policy = model::Policy::kFirstCome;
  first.shares = SharesByDemand(stays);
  int64_t largest = *std::max_element(first.shares.begin(), first.shares.end());
  while (largest > kShareMost) {
    for (int64_t& share : first.shares) share = std::max<int64_t>(share / 2, 1);
    largest /= 2;
  }
  first.capacity = {stays.capacity};
  first.members_each = 20;
  first.begins = stays.acts.front().at - Duration::Minutes(1);
  if (resort) {
    first.horizon = kNoLimit;
    first.period = model::SharePeriod::kMonth;
    first.check_out = true;
  } else {
    first.horizon = Duration::Minutes(1);  // nobody books ahead: a queue
  }
  LabSettings parts = first;
  parts.capacity = ByShares(stays.capacity, first.shares);
  LabSettings fair = first;
  fair.policy = model::Policy::kFairShare;
  std::vector<Way> ways = {{"first come", first}, {"static shares", parts}, {"fair_share", fair}};
  if (resort) {
    ways.back().name = "fair_share, as shipped";
    AddResortWays(stays, &ways);
  }
  return ways;
}

std::vector<Row> RunStays(const std::string& input, const Stays& stays, bool resort) {
  std::vector<Row> rows;
  const std::vector<Way> ways = WaysFor(stays, resort);
  const Demand demand = DemandOf(stays, ways.front().settings.shares);
  double first_units = 0;
  for (const Way& way : ways) {
    const Accepted accepted = Play(stays, way.settings);
    const StayFigures counted = Count(stays, accepted);
    if (rows.empty()) first_units = static_cast<double>(counted.units);
    Row row{input, way.name, Measure(demand, GivenOf(stays, accepted))};
    row.accepted = counted.accepted;
    row.least_accepted = counted.least;
    row.run_of_refusals = counted.run;
    row.units = counted.units;
    row.units_of_first_come = static_cast<double>(counted.units) / first_units;
    rows.push_back(row);
  }
  rows.push_back({input, "max-min, of each day by itself", Measure(demand, MaxMin(demand))});
  return rows;
}

// For each way in which the house may have been paid for, what no order of decisions can exceed.
void SayBounds(const Stays& stays, double first_units) {
  const std::vector<std::pair<const char*, std::vector<int64_t>>> ways = {
      {"by demand", SharesByDemand(stays)},
      {"by the busiest month", SharesByBusiestMonth(stays)},
      {"all equal", std::vector<int64_t>(stays.companies, 1)},
  };
  for (const auto& [name, shares] : ways) {
    const Bound bound = BoundOf(stays, shares, kResortOwn);
    const double units = bound.units / first_units;
    fmt::print(
        "bound, shares {}: one company is given {} of its {} stays at most, one is refused {} in a "
        "row at least, all have {:.3f} of first come's nights at most\n",
        name, bound.accepted, bound.asked, bound.run, units);
    const std::string peer = fmt::format("bound, shares {}", name);
    Say("resort, 131 rooms, lowest accepted share", bound.least, "", "", true, peer.c_str());
    Say("resort, 131 rooms, refusals in a row", static_cast<double>(bound.run), "", "", true,
        peer.c_str());
    Say("resort, 131 rooms, nights of first come's", units, "", "", true, peer.c_str());
  }
}

void SayResort(const std::vector<Row>& rows) {
  const Row& first = rows[0];
  for (const Row& row : rows) {
    if (row.least_accepted < 0) continue;
    const bool ours = row.rule == kResortOurs;
    const char* peer = ours ? nullptr : row.rule.c_str();
    Say("resort, 131 rooms, lowest accepted share", row.least_accepted, "", ours ? ">= 0.40" : "",
        row.least_accepted >= 0.40, peer);
    Say("resort, 131 rooms, refusals in a row", static_cast<double>(row.run_of_refusals), "",
        ours ? "<= first come's" : "", row.run_of_refusals <= first.run_of_refusals, peer);
    Say("resort, 131 rooms, nights of first come's", row.units_of_first_come, "",
        ours ? ">= 0.98" : "", row.units_of_first_come >= 0.98, peer);
  }
}

// 100, 90, 80, 70 and 60 % of the peak of 187 rooms.
void RunResort(const Options& options, std::vector<Row>* rows) {
  std::vector<Series> plotted;
  std::vector<std::string> labels;
  for (const int64_t rooms : {187, 168, 150, 131, 112}) {
    if (!options.full && rooms != 131) continue;
    const auto stays = ReadResort(DataFolder() + "resort_hotel_commands.csv.zst", rooms);
    if (!stays.ok()) {
      fmt::print("skipped: no ../shared/data ({})\n", std::string(stays.status().message()));
      return;
    }
    const std::vector<Row> found = RunStays(fmt::format("resort, {} rooms", rooms), *stays, true);
    if (rooms == 131) {
      SayResort(found);
      SayBounds(*stays, static_cast<double>(found.front().units));
    }
    labels.push_back(fmt::format("{} rooms", rooms));
    plotted.resize(found.size() - 1);
    for (size_t i = 0; i + 1 < found.size(); ++i) {
      plotted[i].name = found[i].rule;
      plotted[i].values.push_back(found[i].least_accepted);
    }
    rows->insert(rows->end(), found.begin(), found.end());
  }
  if (!options.plots.empty()) {
    Save(options.plots + "/fairness_resort.svg",
         Plot("Lowest accepted share of a company that asked 50 times or more", plotted, labels));
  }
}

void RunLogs(const Options& options, std::vector<Row>* rows) {
  for (const char* name : {"KTH-SP2-1996-2.1-cln", "SDSC-SP2-1998-4.2-cln"}) {
    const size_t most = options.full ? SIZE_MAX : 2000;
    const auto stays = ReadWorkload(DataFolder() + name + ".swf.gz", Duration::Hours(24), most);
    if (!stays.ok()) {
      fmt::print("skipped: no ../shared/data ({})\n", std::string(stays.status().message()));
      return;
    }
    const std::string input =
        fmt::format("{}, {} jobs", std::string(name).substr(0, 8), stays->asked.size());
    const std::vector<Row> found = RunStays(input, *stays, false);
    rows->insert(rows->end(), found.begin(), found.end());
    for (const Row& row : found) {
      if (row.least_accepted < 0) continue;
      Say(input + ", lowest accepted share", row.least_accepted, "", "", true,
          row.rule == "fair_share" ? nullptr : row.rule.c_str());
    }
  }
}

int Run(const Options& options) {
  std::vector<Row> rows;
  const auto wanted = [&](const char* part) {
    return options.only.empty() || options.only == part;
  };
  if (wanted("demand")) RunDemand(options, &rows);
  if (wanted("resort")) RunResort(options, &rows);
  if (wanted("logs")) RunLogs(options, &rows);
  fmt::print("\n{}", Table(rows));
  if (!options.csv.empty()) Save(options.csv, Csv(rows));
  return 0;
}

int Usage() {
  fmt::print(stderr,
             "usage: fairness_bench [--full] [--only demand|resort|logs] [--steps N] [--seeds N]\n"
             "                      [--csv FILE] [--plots FOLDER]\n"
             "  --full   all sizes, whole logs, and the false reports of small cases\n");
  return 2;
}

}  // namespace
}  // namespace mutua::bench::fairness

int main(int argc, char** argv) {
  using mutua::bench::fairness::Options;
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--full") {
      options.full = true;
      continue;
    }
    if (i + 1 == argc) return mutua::bench::fairness::Usage();
    const std::string value = argv[++i];
    if (name == "--only") {
      options.only = value;
    } else if (name == "--steps") {
      options.steps = std::atoll(value.c_str());
    } else if (name == "--seeds") {
      options.seeds = std::atoll(value.c_str());
    } else if (name == "--csv") {
      options.csv = value;
    } else if (name == "--plots") {
      options.plots = value;
    } else {
      return mutua::bench::fairness::Usage();
    }
  }
  return mutua::bench::fairness::Run(options);
}
