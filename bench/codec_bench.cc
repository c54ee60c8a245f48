// What writing history costs: the events of a group of 64 plain bookings, each with its remembered
// request, to bytes and back. Nanoseconds of CPU a booking and bytes a booking, medians of nine.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

#include "engine/base/check.h"
#include "engine/store/events.h"

namespace {

using namespace mutua;

constexpr int kGroup = 64;
constexpr int kRounds = 2000;
constexpr int kRuns = 9;
const Instant kNow = Instant::FromUnix(1'800'000'000);

std::vector<core::Event> Group(bool requested) {
  std::vector<core::Event> events;
  for (uint32_t i = 0; i < kGroup; ++i) {
    core::Booked booked;
    model::Booking& booking = booked.booking;
    booking.id = BookingId(1'234'567 + i);
    const Instant start = kNow + Duration::Hours(72 + i);
    booking.interval = Interval(start, start + Duration::Hours(2));
    booking.made_at = kNow;
    booking.due = booking.interval.end();
    booking.kit = {{ResourceId(300 + i), 1, PoolId()}};
    booking.company = CompanyId(90);
    booking.member = booking.booked_by = MemberId(900 + i);
    booking.offset_minutes = 120;
    events.emplace_back(booked);
    if (!requested) continue;
    core::Requested memory;
    memory.caller = {model::Role::kMember, booking.member, TokenId(5000 + i)};
    for (size_t byte = 0; byte < 16; ++byte) {
      memory.request.bytes[byte] = static_cast<uint8_t>(i + 7 * byte + 1);
      memory.digest[byte] = static_cast<uint8_t>(i + 11 * byte + 1);
    }
    memory.subject = {core::Subject::Kind::kBooking, booking.id.value()};
    memory.at = kNow;
    events.emplace_back(memory);
  }
  return events;
}

double CpuNanoseconds() {
  timespec now{};
  MUTUA_CHECK(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
  return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

template <class Run>
double NanosecondsABooking(Run run) {
  std::vector<double> nanoseconds;
  for (int i = 0; i < kRuns; ++i) {
    const double begin = CpuNanoseconds();
    for (int round = 0; round < kRounds; ++round) run();
    nanoseconds.push_back((CpuNanoseconds() - begin) / (kRounds * kGroup));
  }
  std::sort(nanoseconds.begin(), nanoseconds.end());
  return nanoseconds[kRuns / 2];
}

void Report(const char* name, double value, const char* unit) {
  std::printf("{\"bench\": \"codec\", \"name\": \"%s\", \"value\": %.1f, \"unit\": \"%s\"}\n", name,
              value, unit);
}

void Run() {
  const std::vector<core::Event> bookings = Group(false);
  const std::vector<core::Event> all = Group(true);
  const std::string bytes = store::EncodeEvents(kNow, all);
  size_t sum = 0;
  Report("a booking to bytes",
         NanosecondsABooking([&] { sum += store::EncodeEvents(kNow, bookings).size(); }), "ns CPU");
  Report("a booking and its request to bytes",
         NanosecondsABooking([&] { sum += store::EncodeEvents(kNow, all).size(); }), "ns CPU");
  Report("a booking and its request from bytes", NanosecondsABooking([&] {
           const auto events = store::DecodeEvents(kNow, bytes);
           MUTUA_CHECK(events.ok() && events->size() == all.size());
           sum += events->size();
         }),
         "ns CPU");
  Report("a booking", static_cast<double>(store::EncodeEvents(kNow, bookings).size()) / kGroup,
         "bytes");
  Report("a booking and its request", static_cast<double>(bytes.size()) / kGroup, "bytes");
  MUTUA_CHECK(sum > 0);
}

}  // namespace

int main() { Run(); }
