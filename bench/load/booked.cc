#include "bench/load/booked.h"

#include <cstdio>
#include <fstream>
#include <map>

namespace mutua::load {

void KeepBooked(const PacedBooker& booker, const std::string& path) {
  std::ofstream file(path, std::ios::app);
  for (const auto& [number, booking] : booker.booked()) file << number << ' ' << booking << '\n';
  for (const uint64_t number : booker.late()) file << number << " ?\n";
}

int CheckBooked(const Options& options, const std::string& path) {
  PacedBooker booker(options, 1, 0);
  if (!booker.Connect()) {
    std::fprintf(stderr, "nobody listens at %s\n", options.target.c_str());
    return 1;
  }
  const std::map<uint64_t, std::string> there = booker.List();
  std::ifstream file(path);
  std::map<uint64_t, std::string> told;
  uint64_t number = 0;
  for (std::string booking; file >> number >> booking;) told[number] = booking;
  size_t acknowledged = 0;
  size_t lost = 0;
  for (const auto& [hour, booking] : told) {
    if (booking == "?") continue;
    ++acknowledged;
    const auto found = there.find(hour);
    lost += found == there.end() || found->second != booking;
  }
  size_t unasked = 0;
  for (const auto& [hour, booking] : there) unasked += !told.contains(hour);
  std::printf("{\"acknowledged\": %zu, \"lost\": %zu, \"made_though_refused\": %zu}\n",
              acknowledged, lost, unasked);
  if (acknowledged > 0 && lost == 0 && unasked == 0) return 0;
  std::fprintf(stderr, "of %zu acknowledged %zu are lost, %zu were made though refused\n",
               acknowledged, lost, unasked);
  return 1;
}

}  // namespace mutua::load
