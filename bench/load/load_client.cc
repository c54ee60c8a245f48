// A closed loop of clients against a gRPC server that speaks mutua.v1: each client has a connection
// of its own and one call outstanding, and asks again when it is answered.
// Prints one JSON object: calls, rate, latency quantiles, and the server's CPU by /proc/PID/stat,
// what the server does behind the answers for a while after the last one included.
//
// Scenarios: book (random bookings, of which about a tenth conflict with what `fill` left), free
// (the free time of many resources over 7 days, at least 1 h), batch (as book, many bookings in a
// call), fill (one booking of 1 h in each of equal cells of each calendar: what the peer's fill.sql
// does).
#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <string>
#include <thread>

#include "bench/load/clients.h"
#include "bench/load/cpu.h"

namespace mutua::load {
namespace {

int Run(const Options& options, int pid, double settle_seconds) {
  Loop loop(options);
  const double cpu = CpuSeconds(pid);
  const std::optional<double> ran = loop.Run();
  if (!ran) {
    std::fprintf(stderr, "load_client: nobody listens at %s\n", options.target.c_str());
    return 1;
  }
  const double seconds = *ran;
  // Records are written behind the answers: their cost belongs to the calls.
  std::this_thread::sleep_for(std::chrono::duration<double>(settle_seconds));
  const double used = CpuSeconds(pid) - cpu;
  const Tally tally = loop.tally();
  const auto items = static_cast<double>(tally.items);
  std::printf(
      "{\"scenario\": \"%s\", \"clients\": %zu, \"items\": %llu, \"per_s\": %.1f, \"cpu_us\": "
      "%.3f, "
      "\"p50_us\": %llu, \"p99_us\": %llu, \"refused\": %.4f, \"request_bytes\": %llu, "
      "\"response_bytes\": %llu}\n",
      options.scenario.c_str(), options.clients, static_cast<unsigned long long>(tally.items),
      items / seconds, used * 1e6 / items,
      static_cast<unsigned long long>(tally.latency.Quantile(0.5)),
      static_cast<unsigned long long>(tally.latency.Quantile(0.99)),
      static_cast<double>(tally.refused) / items,
      static_cast<unsigned long long>(tally.request_bytes / tally.calls),
      static_cast<unsigned long long>(tally.response_bytes / tally.calls));
  if (tally.failed == 0) return 0;
  std::fprintf(stderr, "load_client: %llu calls failed: %s\n",
               static_cast<unsigned long long>(tally.failed), tally.error.c_str());
  return 1;
}

}  // namespace
}  // namespace mutua::load

int main(int argc, char** argv) {
  mutua::load::Options options;
  int pid = 0;
  double settle_seconds = 2.5;  // longer than mutuad lets records wait
  CLI::App app("Load for a server that speaks mutua.v1.", "load_client");
  app.add_option("--target", options.target, "address of the server")->required();
  app.add_option("--token", options.token, "of a service or manager")->required();
  app.add_option("--scenario", options.scenario)
      ->required()
      ->check(CLI::IsMember({"book", "free", "batch", "fill"}));
  app.add_option("--clients", options.clients, "calls outstanding");
  app.add_option("--calls", options.calls, "calls in all; fill has its own number");
  app.add_option("--items", options.items, "bookings in a call of batch and fill");
  app.add_option("--resources", options.resources, "r-1 to r-N are there");
  app.add_option("--members", options.members, "m-1 to m-N are there");
  app.add_option("--asked", options.asked, "resources in one question of free");
  app.add_option("--cells", options.cells, "bookings that fill makes on each resource");
  app.add_option("--hours", options.hours, "from the first booking to the last");
  app.add_option("--seed", options.seed);
  app.add_option("--pid", pid, "process whose CPU is measured")->required();
  app.add_option("--settle", settle_seconds, "seconds after the last answer that still count");
  CLI11_PARSE(app, argc, argv);
  return mutua::load::Run(options, pid, settle_seconds);
}
