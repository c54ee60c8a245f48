// A few bookings a second, as well-behaved clients make them, while others may be anything but.
// Prints one JSON object, and adds what was acknowledged to a file; a wrong answer is exit code 1.
// With --check it only compares that file with what the daemon has.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/load/booked.h"
#include "bench/load/paced.h"

namespace mutua::load {
namespace {

struct Course {
  Options load;
  uint64_t first = 0;
  double pace = 100;
  double seconds = 10;
  std::string booked;
  bool check = false;
};

int Run(const Course& course) {
  constexpr size_t kConnections = 8;
  PacedBooker booker(course.load, kConnections, 0, course.first);
  if (!booker.Connect()) {
    std::fprintf(stderr, "steady_client: nobody listens at %s\n", course.load.target.c_str());
    return 1;
  }
  Phase phase{.per_second = course.pace, .seconds = course.seconds};
  booker.Run({&phase});
  KeepBooked(booker, course.booked);
  std::vector<double> took;
  for (const Sample& sample : phase.samples) took.push_back(sample.milliseconds());
  std::printf("{\"booked\": %zu, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"most_ms\": %.2f}\n",
              booker.booked().size(), QuantileOf(took, 0.5), QuantileOf(took, 0.99),
              QuantileOf(took, 1));
  if (booker.wrong().empty()) return 0;
  std::fprintf(stderr, "steady_client: a wrong answer: %s\n", booker.wrong().c_str());
  return 1;
}

}  // namespace
}  // namespace mutua::load

int main(int argc, char** argv) {
  mutua::load::Course course;
  CLI::App app("A few bookings a second.", "steady_client");
  app.add_option("--target", course.load.target, "HOST:PORT of gRPC, http:HOST:PORT")->required();
  app.add_option("--token", course.load.token, "of a service or manager")->required();
  app.add_option("--resources", course.load.resources, "r-1 to r-N are there");
  app.add_option("--members", course.load.members, "m-1 to m-N are there");
  app.add_option("--booked", course.booked, "file of what was acknowledged")->required();
  app.add_option("--first", course.first, "number of the first hour that is booked");
  app.add_option("--pace", course.pace, "bookings a second");
  app.add_option("--seconds", course.seconds);
  app.add_flag("--check", course.check, "compare that file with what the daemon has");
  CLI11_PARSE(app, argc, argv);
  if (course.check) return mutua::load::CheckBooked(course.load, course.booked);
  return mutua::load::Run(course);
}
