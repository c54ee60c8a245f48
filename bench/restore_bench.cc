// What a start costs: a million live bookings of a thousand resources, from the journal's records
// into one state, with every index; and what follows a start, a second state by copy and the
// digest. CPU seconds of this thread, medians of five.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>
#include <random>
#include <vector>

#include "engine/base/check.h"
#include "engine/core/state.h"
#include "engine/journal/memory_journal.h"
#include "engine/store/digest.h"
#include "engine/store/keeper.h"

namespace {

using namespace mutua;

constexpr uint32_t kResources = 1000;
constexpr uint32_t kMembers = 5000;
constexpr uint32_t kCompanies = 100;
constexpr uint64_t kBookings = 1'000'000;
constexpr int kRuns = 5;
const Instant kNow = Instant::FromUnix(1'800'000'000);

double CpuSeconds() {
  timespec now{};
  MUTUA_CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

void Report(
    const char* name, const std::function<void()>& run,
    const std::function<void()>& before = [] {}) {
  std::vector<double> seconds;
  for (int i = 0; i < kRuns; ++i) {
    before();
    const double begin = CpuSeconds();
    run();
    seconds.push_back(CpuSeconds() - begin);
  }
  std::sort(seconds.begin(), seconds.end());
  std::printf("{\"bench\": \"restore\", \"name\": \"%s\", \"value\": %.3f, \"unit\": \"s CPU\"}\n",
              name, seconds[kRuns / 2]);
}

void DefineCatalogue(store::RecordKeeper& keeper) {
  keeper.Apply(core::ZoneDefined{{ZoneId(1), model::ZoneTable()}});
  model::Site site{.id = SiteId(1), .handle = "lab", .zone = ZoneId(1)};
  keeper.Apply(core::SiteDefined{site});
  keeper.Apply(core::PoolDefined{{.id = PoolId(1), .handle = "machines"}});
  for (uint32_t id = 1; id <= kResources; ++id) {
    model::Resource resource{.id = ResourceId(id), .handle = "machine-" + std::to_string(id)};
    resource.site = SiteId(1);
    resource.pool = PoolId(1);
    keeper.Apply(core::ResourceDefined{resource});
  }
  for (uint32_t id = 1; id <= kCompanies; ++id) {
    model::Company company;
    company.id = CompanyId(id);
    company.handle = "company-" + std::to_string(id);
    keeper.Apply(core::CompanyDefined{company});
  }
  for (uint32_t id = 1; id <= kMembers; ++id) {
    model::Member member;
    member.id = MemberId(id);
    member.company = CompanyId(id % kCompanies + 1);
    keeper.Apply(core::MemberDefined{member, {}});
  }
}

// Disjoint on each resource, made in random order, as a live house has them: a thousand hours each.
void Book(store::RecordKeeper& keeper) {
  std::vector<uint32_t> places(kBookings);
  for (uint32_t i = 0; i < kBookings; ++i) places[i] = i;
  std::mt19937_64 random(1);
  std::shuffle(places.begin(), places.end(), random);
  for (uint64_t i = 0; i < kBookings; ++i) {
    core::Booked event;
    model::Booking& booking = event.booking;
    booking.id = BookingId(i + 1);
    const Instant start = kNow + Duration::Hours(places[i] / kResources);
    booking.interval = Interval(start, start + Duration::Minutes(50));
    booking.made_at = kNow - Duration::Seconds(static_cast<int64_t>((kBookings - i) / 4));
    booking.due = booking.interval.end();
    booking.kit = {{ResourceId(places[i] % kResources + 1), 1, PoolId()}};
    const auto member = static_cast<uint32_t>(random() % kMembers + 1);
    booking.member = booking.booked_by = MemberId(member);
    booking.company = CompanyId(member % kCompanies + 1);
    booking.offset_minutes = 120;
    keeper.Apply(event);
  }
}

void Run() {
  journal::MemoryJournal journal;
  MUTUA_CHECK(journal.Append({kNow, "", {}}).ok());
  {
    core::State state;
    store::RecordKeeper keeper(&state);
    DefineCatalogue(keeper);
    Book(keeper);
    MUTUA_CHECK(journal.SaveRecords(Position(1), keeper.Take()).ok());
  }
  std::unique_ptr<core::State> state;
  Report(
      "1,000,000 live bookings into one state",
      [&] { MUTUA_CHECK(store::Restore(journal, state.get()).ok()); },
      [&] { state = std::make_unique<core::State>(); });
  MUTUA_CHECK(state->Count<model::Booking>() == kBookings);
  std::unique_ptr<core::State> copy;
  Report(
      "a second state, copied", [&] { copy = std::make_unique<core::State>(*state); },
      [&] { copy.reset(); });
  copy.reset();
  Report("the state's digest", [&] { store::DigestOf(*state); });
}

}  // namespace

int main() { Run(); }
