// What it costs to store bookings: CPU of the whole process (the writer, RocksDB's background
// threads, digest, witness and kernel) for a booking in groups of 64 and of one, with and without
// the records that are written behind; and how long a start takes. Written to the disk of the
// temporary folder, synced.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/journal/open.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace mutua;           // NOLINT: a program of one file
using namespace mutua::journal;  // NOLINT

constexpr std::size_t kEventBytes = 450;   // a booking's events
constexpr std::size_t kRecordBytes = 150;  // a live booking's record
constexpr int kRepetitions = 5;

double CpuSeconds() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double WallSeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void Die(const std::string& why) {
  std::fprintf(stderr, "journal_bench: %s\n", why.c_str());
  std::exit(1);
}

template <class T>
T OrDie(absl::StatusOr<T> value) {
  if (!value.ok()) Die(std::string(value.status().message()));
  return *std::move(value);
}

// Bytes that compress about as ids, times and small numbers do: every other one is random.
std::string Bytes(std::size_t size, uint64_t& seed) {
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; i += 2) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    bytes[i] = static_cast<char>(seed >> 56);
  }
  return bytes;
}

std::string RecordKey(uint64_t id) {
  std::string key(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) key[i] = static_cast<char>(id >> (56 - 8 * i));
  return key;
}

struct Figures {
  double cpu_us = 0;
  double groups_per_s = 0;
};

Figures Store(std::size_t group, int groups, bool records) {
  const TemporaryFolder folder;
  auto journal = OrDie(OpenRocksJournal(folder.path(), {}));
  uint64_t seed = 1;
  uint64_t id = 0;
  std::vector<Commit> commits;
  for (int i = 0; i < 64; ++i) {
    commits.push_back({Instant::FromUnix(i), Bytes(group * kEventBytes, seed), {}});
  }
  const std::string record = Bytes(kRecordBytes, seed);
  const double cpu = CpuSeconds();
  const double wall = WallSeconds();
  for (int i = 0; i < groups; ++i) {
    const Head head = OrDie(journal->Append(commits[static_cast<std::size_t>(i) % commits.size()]));
    if (!records) continue;
    std::vector<RecordChange> changes;
    for (std::size_t n = 0; n < group; ++n) {
      changes.push_back({RecordSpace::kLive, RecordKey(++id), record});
    }
    if (!journal->SaveRecords(head.position, changes).ok()) Die("records not saved");
  }
  const double elapsed = WallSeconds() - wall;
  journal.reset();  // what is still to be flushed is part of the cost
  const double bookings = static_cast<double>(group) * groups;
  return {(CpuSeconds() - cpu) * 1e6 / bookings, groups / elapsed};
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void Print(const std::string& name, double value, const char* unit) {
  std::printf("{\"bench\": \"journal\", \"name\": \"%s\", \"value\": %.3f, \"unit\": \"%s\"}\n",
              name.c_str(), value, unit);
  std::fflush(stdout);
}

void StoreFigures(const std::string& name, std::size_t group, int groups, bool records) {
  std::vector<double> cpu;
  std::vector<double> rate;
  for (int i = 0; i < kRepetitions; ++i) {
    const Figures figures = Store(group, groups, records);
    cpu.push_back(figures.cpu_us);
    rate.push_back(figures.groups_per_s);
  }
  Print("CPU per booking, " + name, Median(cpu), "us");
  Print("groups, " + name, Median(rate), "1/s");
}

// A store closed in good order, with a million live records and as many bookings of history.
void StartFigures() {
  const TemporaryFolder folder;
  constexpr uint64_t kLive = 1'000'000;
  constexpr uint64_t kGroup = 1000;
  uint64_t seed = 1;
  {
    auto journal = OrDie(OpenRocksJournal(folder.path(), {}));
    const Commit commit = {Instant::FromUnix(0), Bytes(kGroup * kEventBytes, seed), {}};
    for (uint64_t id = 0; id < kLive;) {
      const Head head = OrDie(journal->Append(commit));
      std::vector<RecordChange> changes;
      for (uint64_t n = 0; n < kGroup; ++n) {
        changes.push_back({RecordSpace::kLive, RecordKey(++id), Bytes(kRecordBytes, seed)});
      }
      if (!journal->SaveRecords(head.position, changes).ok()) Die("records not saved");
    }
  }
  std::vector<double> seconds;
  for (int i = 0; i < kRepetitions; ++i) {
    const double wall = WallSeconds();
    auto journal = OrDie(OpenRocksJournal(folder.path(), {}));
    uint64_t count = 0;
    const auto through = journal->LoadRecords([&](auto, auto) {
      ++count;
      return absl::OkStatus();
    });
    if (!through.ok() || count != kLive) Die("not everything was loaded");
    seconds.push_back(WallSeconds() - wall);
  }
  Print("open and read 1,000,000 live records", Median(seconds), "s");
}

}  // namespace

int main() {
  StoreFigures("groups of 64", 64, 2000, false);
  StoreFigures("groups of 64 with their records", 64, 2000, true);
  StoreFigures("one at a time", 1, 4000, false);
  StoreFigures("one at a time with its record", 1, 4000, true);
  StartFigures();
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  Print("memory, the most resident in all of this", static_cast<double>(usage.ru_maxrss) / 1024,
        "MiB");
  return 0;
}
