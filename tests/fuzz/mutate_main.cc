// A fuzzer as a test: each seed and each file of its corpus as it is, then many changed ones, the
// same for the same MUTUA_SEED.
//
// usage: fuzz_NAME [ROUNDS]              (default 20000 changed inputs)
//        fuzz_NAME --write DIR           the seeds as files, a corpus for libFuzzer
//        fuzz_NAME --gather DIR ROUNDS   changed inputs that come to what no seed does
//        fuzz_NAME --input FILE          one input, for instance one that libFuzzer found
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <utility>

#include "tests/fuzz/came_to.h"
#include "tests/fuzz/ceiling.h"
#include "tests/fuzz/fuzz.h"

namespace {

using Random = std::mt19937_64;

void Try(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

std::size_t Below(Random& random, std::size_t end) { return end == 0 ? 0 : random() % end; }

// One to four small wounds: a bit, a byte, a cut, a doubling, a piece of another seed.
std::string Changed(Random& random, std::string input, const std::vector<std::string>& seeds) {
  for (std::size_t wounds = 1 + Below(random, 4); wounds > 0; --wounds) {
    const std::size_t at = Below(random, input.size());
    switch (random() % 5) {
      case 0:
        if (!input.empty()) input[at] = static_cast<char>(input[at] ^ (1 << (random() % 8)));
        break;
      case 1:
        input.insert(input.begin() + static_cast<std::ptrdiff_t>(at), static_cast<char>(random()));
        break;
      case 2:
        input.erase(at, 1 + Below(random, 8));
        break;
      case 3:
        input.insert(at, input.substr(at, 1 + Below(random, 16)));
        break;
      case 4: {
        const std::string& other = seeds[Below(random, seeds.size())];
        input.replace(at, Below(random, 16), other.substr(Below(random, other.size()), 16));
        break;
      }
    }
  }
  return input;
}

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// What once broke a promise, or found a way that the seeds do not: corpus/NAME, where there is one.
std::vector<std::string> Corpus() {
  std::vector<std::string> inputs;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(MUTUA_CORPUS, none)) {
    inputs.push_back(Read(entry.path()));
  }
  std::sort(inputs.begin(), inputs.end());
  return inputs;
}

struct Found {
  std::string input;
  std::set<std::string> came_to;
};

std::set<std::string> CameToOf(const std::string& input) {
  mutua::fuzz::came_to.clear();
  Try(input);
  return mutua::fuzz::came_to;
}

std::size_t CountNew(const std::set<std::string>& came_to, const std::set<std::string>& known) {
  return static_cast<std::size_t>(
      std::count_if(came_to.begin(), came_to.end(),
                    [&](const std::string& words) { return !known.contains(words); }));
}

// The shortest beginning of it, by halves, that comes to as much that is new.
Found Shortened(Found found, const std::set<std::string>& known) {
  const std::size_t news = CountNew(found.came_to, known);
  for (std::size_t cut = found.input.size() / 2; cut > 0; cut /= 2) {
    if (cut >= found.input.size()) continue;
    Found shorter{.input = found.input.substr(0, found.input.size() - cut), .came_to = {}};
    shorter.came_to = CameToOf(shorter.input);
    if (CountNew(shorter.came_to, known) >= news) found = std::move(shorter);
  }
  return found;
}

// At most so many of them that come to the most together, beyond what is known.
std::vector<Found> Best(const std::vector<Found>& all, std::set<std::string> known,
                        std::size_t most) {
  std::vector<Found> best;
  while (best.size() < most) {
    const auto next =
        std::max_element(all.begin(), all.end(), [&](const Found& one, const Found& other) {
          return CountNew(one.came_to, known) < CountNew(other.came_to, known);
        });
    if (next == all.end() || CountNew(next->came_to, known) == 0) break;
    known.insert(next->came_to.begin(), next->came_to.end());
    best.push_back(*next);
  }
  return best;
}

// Changes inputs of `seeds` and of its own, for so many rounds.
void Gather(const std::string& folder, int rounds, std::vector<std::string> seeds) {
  constexpr std::size_t kFilesMost = 40;
  Random random(1);
  std::set<std::string> of_seeds;
  for (const std::string& input : seeds) of_seeds.merge(CameToOf(input));
  std::set<std::string> known = of_seeds;
  std::vector<Found> all;
  for (int i = 0; i < rounds; ++i) {
    Found found{.input = Changed(random, seeds[Below(random, seeds.size())], seeds), .came_to = {}};
    found.came_to = CameToOf(found.input);
    if (CountNew(found.came_to, known) == 0) continue;
    all.push_back(Shortened(std::move(found), known));
    known.insert(all.back().came_to.begin(), all.back().came_to.end());
    seeds.push_back(all.back().input);
  }
  const std::vector<Found> best = Best(all, of_seeds, kFilesMost);
  for (std::size_t i = 0; i < best.size(); ++i) {
    std::ofstream(folder + "/gathered" + std::to_string(i), std::ios::binary) << best[i].input;
  }
  std::printf("%zu ways of the seeds, %zu in all; %zu files\n", of_seeds.size(), known.size(),
              best.size());
}

// The input of the round at hand, written out when a promise is broken.
std::string at_hand;

void SaveAtHand(int) {
  std::ofstream("broken_input", std::ios::binary) << at_hand;
  std::fputs("the input is in ./broken_input; run it again with --input\n", stderr);
  std::signal(SIGABRT, SIG_DFL);
  std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> seeds = mutua::fuzz::Seeds();
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "--write" && argc > 2) {
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      std::ofstream(argv[2] + ("/seed" + std::to_string(i)), std::ios::binary) << seeds[i];
    }
    return 0;
  }
  if (mode == "--input" && argc > 2) {
    Try(Read(argv[2]));
    return 0;
  }
  for (std::string& input : Corpus()) seeds.push_back(std::move(input));
  if (mode == "--gather" && argc > 3) {
    Gather(argv[2], std::atoi(argv[3]), std::move(seeds));
    return 0;
  }
  const char* given = std::getenv("MUTUA_SEED");
  const uint64_t seed = given == nullptr ? 1 : std::strtoull(given, nullptr, 10);
  const int rounds = mode.empty() ? 20000 : std::atoi(mode.c_str());
  std::printf("MUTUA_SEED=%llu, %zu seeds, %d rounds\n", static_cast<unsigned long long>(seed),
              seeds.size(), rounds);
  std::signal(SIGABRT, SaveAtHand);
  for (const std::string& input : seeds) Try(at_hand = input);
  Random random(seed);
  for (int i = 0; i < rounds; ++i) {
    at_hand = Changed(random, seeds[Below(random, seeds.size())], seeds);
    Try(at_hand);
  }
  std::printf("the slowest took %.1f ms of computing, the largest %.1f MiB\n",
              mutua::fuzz::Ceiling::slowest, mutua::fuzz::Ceiling::largest);
  return 0;
}
