// Deciding alone, in process: what a booking costs without wire and journal, at a thousand
// resources with a thousand bookings each, and as the state grows; a bare conflict check; a
// refusal; free time and a board; the memory of a live booking in both states. Medians of several
// runs; JSON lines as bench/README.md says. `decide_bench SCALE` makes the growth stop at SCALE
// million bookings.
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/decide.h"
#include "engine/query/free_time.h"

namespace mutua::bench {
namespace {

using core::Command;
using core::Event;
using core::State;

constexpr Instant kNow = Instant::FromUnix(1767225600);  // 2026-01-01T00:00:00Z
constexpr int64_t kCell = 17 * 3600 + 1800;  // one booking in each: two years of a thousand

// A generator of our own: the same load on every machine (splitmix64).
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  int64_t Below(int64_t n) { return static_cast<int64_t>(Next() % static_cast<uint64_t>(n)); }

 private:
  uint64_t state_;
};

void Print(const char* name, double value, const char* unit) {
  std::printf("{\"bench\": \"decide\", \"name\": \"%s\", \"value\": %.4g, \"unit\": \"%s\"}\n",
              name, value, unit);
  std::fflush(stdout);
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Nanoseconds of CPU that this process has used: what is measured shares the machine with others.
double CpuNanoseconds() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

size_t BytesInUse() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

struct Lab {
  explicit Lab(uint32_t resources, uint32_t companies = 200) {
    state.AdvanceTo(kNow);
    state.Apply(core::ZoneDefined{{ZoneId(1), model::ZoneTable()}});
    model::Site site;
    site.id = SiteId(1);
    site.handle = "lab";
    site.zone = ZoneId(1);
    site.opening = model::AlwaysOpen();
    state.Apply(core::SiteDefined{site});
    model::Pool pool;
    pool.id = PoolId(1);
    pool.handle = "rooms";
    pool.rules.horizon = Duration::Days(3660);
    state.Apply(core::PoolDefined{pool});
    for (uint32_t i = 1; i <= resources; ++i) {
      model::Resource resource;
      resource.id = ResourceId(i);
      resource.handle = "room-" + std::to_string(i);
      resource.kind = model::ResourceKind::kRoom;
      resource.site = site.id;
      resource.pool = pool.id;
      state.Apply(core::ResourceDefined{resource});
    }
    for (uint32_t i = 1; i <= companies; ++i) {
      model::Company company;
      company.id = CompanyId(i);
      company.handle = "company-" + std::to_string(i);
      state.Apply(core::CompanyDefined{company});
    }
    for (uint32_t i = 1; i <= kMembers; ++i) {
      model::Member member;
      member.id = MemberId(i);
      member.company = CompanyId(1 + i % companies);
      state.Apply(core::MemberDefined{member, {}});
    }
  }

  // An hour at a random five minutes of each of `cells` cells of every resource.
  void Fill(uint32_t resources, int64_t cells) {
    std::vector<Event> events;
    for (int64_t cell = 0; cell < cells; ++cell) {
      for (uint32_t i = 1; i <= resources; ++i) {
        const Instant start =
            kNow + Duration::Seconds(3600 + cell * kCell + 300 * dice.Below((kCell - 3600) / 300));
        model::Booking booking;
        booking.id = BookingId(state.counters().booking);
        booking.interval = Interval(start, start + Duration::Hours(1));
        booking.kit.push_back({ResourceId(i), 1, PoolId()});
        booking.member = MemberId(static_cast<uint32_t>(1 + dice.Below(kMembers)));
        booking.company = state.Find(booking.member)->company;
        booking.booked_by = booking.member;
        booking.made_at = kNow;
        booking.due = booking.interval.end();
        state.Apply(core::Booked{std::move(booking), {}, {}});
      }
    }
  }

  Command Book(uint32_t resource, Instant start) {
    Command command;
    command.caller.member = MemberId(static_cast<uint32_t>(1 + dice.Below(kMembers)));
    command.caller.token = TokenId(command.caller.member.value());
    core::Book book;
    book.wants.push_back({ResourceId(resource), PoolId(), 1});
    book.interval = Interval(start, start + Duration::Hours(1));
    command.body = std::move(book);
    // As every client does: a request id that tells when it was made.
    const auto made = static_cast<uint64_t>(kNow.unix_seconds()) * 1000;
    for (size_t i = 0; i < 6; ++i) {
      command.request.bytes[i] = static_cast<uint8_t>(made >> (40 - 8 * i));
    }
    const uint64_t number = ++requests;
    for (size_t i = 0; i < 8; ++i) {
      command.request.bytes[8 + i] = static_cast<uint8_t>(number >> (56 - 8 * i));
    }
    return command;
  }

  static constexpr uint32_t kMembers = 20'000;
  State state;
  Dice dice{42};
  uint64_t requests = 0;
};

// CPU nanoseconds of one decision, with its events, over `commands` in groups of 64 as the pipeline
// takes them. `accepted` counts.
double TimeDeciding(Lab* lab, const std::vector<Command>& commands, size_t* accepted) {
  std::vector<Event> events;
  const double before = CpuNanoseconds();
  for (size_t i = 0; i < commands.size(); ++i) {
    if (i % 64 == 0) events.clear();
    *accepted += core::Decide(lab->state, commands[i], kNow, &events).accepted();
  }
  return (CpuNanoseconds() - before) / static_cast<double>(commands.size());
}

// Bookings at random five minutes within two years: most find room, some do not.
std::vector<Command> RandomBookings(Lab* lab, uint32_t resources, size_t count) {
  std::vector<Command> commands;
  for (size_t i = 0; i < count; ++i) {
    const Instant start =
        kNow + Duration::Seconds(3600 + 300 * lab->dice.Below(1000 * kCell / 300));
    commands.push_back(lab->Book(static_cast<uint32_t>(1 + lab->dice.Below(resources)), start));
  }
  return commands;
}

// Bookings that all meet one that is there.
std::vector<Command> Conflicts(Lab* lab, size_t count) {
  std::vector<Command> commands;
  const auto bookings = static_cast<int64_t>(lab->state.counters().booking) - 1;
  while (commands.size() < count) {
    const model::Booking* booking =
        lab->state.Find(BookingId(static_cast<uint64_t>(1 + lab->dice.Below(bookings))));
    commands.push_back(lab->Book(booking->kit[0].resource.value(),
                                 booking->interval.start() + Duration::Minutes(5)));
  }
  return commands;
}

void BenchConflictCheck() {
  for (const int64_t bookings : {100, 1000, 20'000}) {
    Lab lab(1);
    lab.Fill(1, bookings);
    const model::Calendar& calendar = lab.state.CalendarOf(ResourceId(1));
    std::vector<Interval> asked;
    for (int i = 0; i < 4096; ++i) {
      const Instant start = kNow + Duration::Seconds(300 * lab.dice.Below(bookings * kCell / 300));
      asked.emplace_back(start, start + Duration::Hours(1));
    }
    std::vector<double> runs;
    size_t free = 0;
    for (int run = 0; run < 9; ++run) {
      const double before = CpuNanoseconds();
      for (int i = 0; i < 50; ++i) {
        for (const Interval interval : asked) free += calendar.IsFree(interval);
      }
      runs.push_back((CpuNanoseconds() - before) / (50.0 * static_cast<double>(asked.size())));
    }
    if (free == 0) std::exit(1);
    Print(("conflict check, " + std::to_string(bookings) + " bookings").c_str(), Median(runs),
          "ns");
  }
}

double BenchDeciding(uint32_t resources, int64_t cells, const std::string& name) {
  Lab lab(resources);
  lab.Fill(resources, cells);
  // Few enough that the state is still of the size it is measured at.
  const auto count = static_cast<size_t>(std::min<int64_t>(20'000, resources * cells / 5));
  std::vector<double> booked, refused;
  for (int run = 0; run < 5; ++run) {
    const std::vector<Command> commands = RandomBookings(&lab, resources, count);
    size_t accepted = 0;
    booked.push_back(TimeDeciding(&lab, commands, &accepted));
    if (accepted < commands.size() / 2) std::exit(1);
    const std::vector<Command> conflicts = Conflicts(&lab, count);
    accepted = 0;
    refused.push_back(TimeDeciding(&lab, conflicts, &accepted));
    if (accepted != 0) std::exit(1);
  }
  Print(("a booking decided, " + name).c_str(), Median(booked) / 1000, "us");
  Print(("a refusal decided, " + name).c_str(), Median(refused) / 1000, "us");
  return Median(booked);
}

// Twenty quotas that nobody reaches, of time and of bookings, of every selector and window, on each
// company.
void AddQuotas(Lab* lab) {
  using model::Quota;
  for (uint32_t i = 0; i < 20; ++i) {
    Quota quota;
    quota.id = QuotaId(1 + i);
    quota.handle = "quota-" + std::to_string(i);
    quota.who = i % 5 == 0 ? Quota::Who::kEachMember : Quota::Who::kEachCompany;
    quota.window = static_cast<Quota::Window>(1 + i % 6);
    const bool time = i % 2 == 0 && quota.window != Quota::Window::kConcurrent;
    quota.measure = time ? Quota::Measure::kTime : Quota::Measure::kBookings;
    if (i % 3 == 0) quota.pools = {PoolId(1)};
    if (i % 3 == 1) quota.kind = model::ResourceKind::kRoom;
    quota.limit = 1'000'000'000;
    lab->state.Apply(core::QuotaDefined{quota});
  }
}

// What quotas add to a decision in a lab of ten thousand companies: the same commands on both sides,
// in turns, so that what else the machine does falls on both.
void BenchQuotas() {
  constexpr uint32_t kResources = 1000;
  constexpr uint32_t kMany = 10'000;
  Lab without(kResources, kMany);
  Lab with(kResources, kMany);
  without.Fill(kResources, 100);
  with.Fill(kResources, 100);
  AddQuotas(&with);
  std::vector<double> plain, added;
  for (int run = 0; run < 9; ++run) {
    size_t accepted = 0;
    const std::vector<Command> commands = RandomBookings(&without, kResources, 10'000);
    const double base = TimeDeciding(&without, commands, &accepted);
    size_t as_many = 0;
    added.push_back(TimeDeciding(&with, commands, &as_many) - base);
    plain.push_back(base);
    if (as_many != accepted) std::exit(1);
  }
  Print("a booking decided, 10,000 companies", Median(plain) / 1000, "us");
  Print("20 quotas on the company add to it", Median(added) / 1000, "us");
}

void BenchMemory() {
  constexpr uint32_t kResources = 1000;
  auto lab = std::make_unique<Lab>(kResources);
  const size_t empty = BytesInUse();
  lab->Fill(kResources, 500);
  auto replica = std::make_unique<State>(lab->state);
  const size_t full = BytesInUse();
  Print("memory of a live booking, both states",
        static_cast<double>(full - empty) / (500.0 * kResources), "bytes");
}

void BenchFreeTime() {
  constexpr uint32_t kResources = 1000;
  Lab lab(kResources);
  lab.Fill(kResources, 1000);
  query::FreeTimeQuestion question;
  question.member = MemberId(1);
  question.company = CompanyId(1);
  question.at_least = Duration::Hours(1);
  std::vector<double> runs;
  for (int run = 0; run < 101; ++run) {
    question.resources.clear();
    const int64_t first = lab.dice.Below(900);
    for (int64_t i = 1; i <= 100; ++i) {
      question.resources.push_back(ResourceId(static_cast<uint32_t>(first + i)));
    }
    const Instant start = kNow + Duration::Days(lab.dice.Below(600));
    question.window = Interval(start, start + Duration::Days(7));
    const double before = CpuNanoseconds();
    const auto answers = query::FindFreeTime(lab.state, question, kNow);
    runs.push_back(CpuNanoseconds() - before);
    if (answers.size() != 100 || answers[0].free.empty()) std::exit(1);
  }
  Print("free time, 100 resources, 7 days", Median(runs) / 1000, "us");
}

void Run(int64_t millions) {
  BenchConflictCheck();
  BenchFreeTime();
  BenchMemory();
  BenchQuotas();
  const double base = BenchDeciding(1000, 1, "1,000 live");
  BenchDeciding(1000, 1000, "1,000 resources x 1,000");
  if (millions >= 10) {
    const double large = BenchDeciding(10'000, 1000, "10 million live");
    Print("growth of a booking, 1,000 to 10 million live", large / base, "times");
  }
}

}  // namespace
}  // namespace mutua::bench

int main(int argc, char** argv) { mutua::bench::Run(argc > 1 ? std::atoll(argv[1]) : 10); }
