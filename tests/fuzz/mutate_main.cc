// A fuzzer as a test: each seed as it is, then many changed ones, the same for the same MUTUA_SEED.
//
// usage: fuzz_NAME [ROUNDS]        (default 20000 changed inputs)
//        fuzz_NAME --write DIR     the seeds as files, a corpus for libFuzzer
//        fuzz_NAME --input FILE    one input, for instance one that libFuzzer found
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

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
  const std::vector<std::string> seeds = mutua::fuzz::Seeds();
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "--write" && argc > 2) {
    for (std::size_t i = 0; i < seeds.size(); ++i) {
      std::ofstream(argv[2] + ("/seed" + std::to_string(i)), std::ios::binary) << seeds[i];
    }
    return 0;
  }
  if (mode == "--input" && argc > 2) {
    std::ifstream file(argv[2], std::ios::binary);
    Try(std::string(std::istreambuf_iterator<char>(file), {}));
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
  return 0;
}
