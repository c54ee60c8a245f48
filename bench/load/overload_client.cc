// More bookings than a daemon can decide, offered whatever it answers: first a few a second, for
// the latency when nobody else asks; then as many as it takes, for its peak; then a multiple of
// that; then a few again. Prints one JSON object, and leaves what was acknowledged in a file.
//
// With --check it only compares that file with what the daemon has: every acknowledged booking is
// there, and nothing that was refused.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/load/booked.h"
#include "bench/load/paced.h"

namespace mutua::load {
namespace {

using std::chrono::duration;

struct Course {
  Options load;
  size_t connections = 16;
  double patience = 0;
  double quiet = 5, peak = 10, overload = 10, after = 8;
  double pace = 50;
  size_t outstanding = 768;
  double times = 3;
  std::string booked;
  bool check = false;
};

// What is a little later than usual is usual, too.
constexpr double kNormalMost = 1.5;

int Fail(const std::string& what) {
  std::fprintf(stderr, "overload_client: %s\n", what.c_str());
  return 1;
}

std::vector<double> Took(const Phase& phase, Answered how) {
  std::vector<double> took;
  for (const Sample& sample : phase.samples) {
    if (sample.how == how) took.push_back(sample.milliseconds());
  }
  return took;
}

// Bookings acknowledged a second from when a fifth of the phase was over.
double Rate(const Phase& phase, TimePoint until) {
  const auto from = phase.began + (phase.ended - phase.began) / 5;
  size_t booked = 0;
  for (const Sample& sample : phase.samples) {
    booked += sample.how == Answered::kBooked && sample.read >= from && sample.read <= until;
  }
  return static_cast<double>(booked) / duration<double>(until - from).count();
}

TimePoint LastRead(const Phase& phase) {
  TimePoint last = phase.ended;
  for (const Sample& sample : phase.samples) last = std::max(last, sample.read);
  return last;
}

// Seconds from the beginning of the phase until a booking that is sent is made as fast as when
// nobody else asks, and so is every later one; the whole phase if none is.
double Recovery(const Phase& phase, double normal_ms) {
  TimePoint normal_since = phase.began;
  for (const Sample& sample : phase.samples) {
    const bool normal = sample.how == Answered::kBooked && sample.milliseconds() <= normal_ms;
    if (!normal) normal_since = std::max(normal_since, sample.due);
  }
  return duration<double>(normal_since - phase.began).count();
}

int Measure(const Course& course) {
  PacedBooker booker(course.load, course.connections, course.patience);
  if (!booker.Connect()) return Fail("nobody listens at " + course.load.target);
  Phase quiet{.per_second = course.pace, .seconds = course.quiet};
  booker.Run({&quiet});
  Phase full{.outstanding = course.outstanding, .seconds = course.peak};
  booker.Run({&full});
  // The last answers come at the same rate as those before.
  const double peak = Rate(full, LastRead(full));
  Phase over{.per_second = course.times * peak, .seconds = course.overload};
  Phase after{.per_second = course.pace, .seconds = course.after};
  booker.Run({&over, &after});
  if (!booker.wrong().empty()) return Fail("a wrong answer: " + booker.wrong());
  KeepBooked(booker, course.booked);
  const double normal_ms = QuantileOf(Took(quiet, Answered::kBooked), 0.99);
  const std::vector<double> refused = Took(over, Answered::kFull);
  const std::vector<double> booked = Took(over, Answered::kBooked);
  std::printf(
      "{\"peak\": %.0f, \"offered\": %.0f, \"goodput\": %.0f, \"booked\": %zu, \"refused\": %zu, "
      "\"late\": %zu, \"normal_ms\": %.1f, \"booked_p50_ms\": %.1f, \"booked_p99_ms\": %.1f, "
      "\"refused_p50_ms\": %.2f, \"refused_p99_ms\": %.2f, \"recovery_s\": %.2f}\n",
      peak, over.per_second, Rate(over, over.ended), booked.size(), refused.size(),
      Took(over, Answered::kLate).size(), normal_ms, QuantileOf(booked, 0.5),
      QuantileOf(booked, 0.99), QuantileOf(refused, 0.5), QuantileOf(refused, 0.99),
      Recovery(after, normal_ms * kNormalMost));
  return 0;
}

}  // namespace
}  // namespace mutua::load

int main(int argc, char** argv) {
  mutua::load::Course course;
  CLI::App app("An open loop of bookings beyond what a daemon can decide.", "overload_client");
  app.add_option("--target", course.load.target, "address of the server")->required();
  app.add_option("--token", course.load.token, "of a service or manager")->required();
  app.add_option("--resources", course.load.resources, "r-1 to r-N are there");
  app.add_option("--members", course.load.members, "m-1 to m-N are there");
  app.add_option("--booked", course.booked, "file of what was acknowledged")->required();
  app.add_flag("--check", course.check, "compare that file with what the daemon has");
  app.add_option("--connections", course.connections);
  app.add_option("--patience", course.patience, "deadline of a call in seconds; 0: none");
  app.add_option("--quiet", course.quiet, "seconds of a few bookings");
  app.add_option("--peak", course.peak, "seconds of as many as it takes");
  app.add_option("--overload", course.overload, "seconds of more than that");
  app.add_option("--after", course.after, "seconds of a few bookings, at the end");
  app.add_option("--pace", course.pace, "a few bookings: so many a second");
  app.add_option("--outstanding", course.outstanding, "calls at once, for the peak");
  app.add_option("--times", course.times, "the overload, in peaks");
  CLI11_PARSE(app, argc, argv);
  if (course.check) return mutua::load::CheckBooked(course.load, course.booked);
  return mutua::load::Measure(course);
}
