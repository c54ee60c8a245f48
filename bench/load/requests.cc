#include "bench/load/requests.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace mutua::load {
namespace {

// Monday 2027-01-04 00:00 UTC.
constexpr int64_t kFirst = 1'799'020'800;

}  // namespace

RequestMaker::RequestMaker(const Options& options, uint64_t client)
    : options_(options), random_(options.seed * 1'000'003 + client) {}

uint64_t RequestMaker::Random(uint64_t least, uint64_t most) {
  return std::uniform_int_distribution<uint64_t>(least, most)(random_);
}

// UUID version 7 (RFC 9562, 5.7): milliseconds, then random bits. These come from the clock's
// nanoseconds too: two runs with one seed must not repeat an id.
std::string RequestMaker::RequestId() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto milliseconds = static_cast<unsigned long long>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  const auto nanoseconds = static_cast<unsigned long long>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
  const unsigned long long low = random_() ^ (nanoseconds << 32);
  char text[48];  // 36, and room for what the compiler thinks could come
  std::snprintf(text, sizeof(text), "%08llx-%04llx-7%03llx-8%03llx-%012llx", milliseconds >> 16,
                milliseconds & 0xFFFF, nanoseconds & 0xFFF, low >> 52, low & 0xFFFFFFFFFFFF);
  return text;
}

void RequestMaker::FillBooking(uint64_t resource, uint64_t minute, uint64_t minutes,
                               v1::CreateBookingRequest* out) {
  out->set_request_id(RequestId());
  v1::BookingSpec& spec = *out->mutable_spec();
  spec.add_wants()->set_resource("r-" + std::to_string(resource));
  v1::AskedInterval& time = *spec.mutable_time();
  time.mutable_start()->mutable_instant()->set_seconds(kFirst + static_cast<int64_t>(minute) * 60);
  time.mutable_length()->set_seconds(static_cast<int64_t>(minutes) * 60);
  spec.set_member("m-" + std::to_string(Random(1, options_.members)));
  spec.set_title("Weekly sync, project Alpha");
}

v1::CreateBookingRequest RequestMaker::Booking() {
  v1::CreateBookingRequest request;
  FillBooking(Random(1, options_.resources), 5 * Random(0, options_.hours * 12 - 1),
              5 * Random(6, 12), &request);
  return request;
}

v1::CreateBookingRequest RequestMaker::Own(uint64_t number) {
  v1::CreateBookingRequest request;
  FillBooking(number % options_.resources + 1, number / options_.resources * 60, 60, &request);
  return request;
}

uint64_t RequestMaker::NumberOf(const v1::Booking& booking) const {
  const int64_t hour = (booking.interval().start().seconds() - kFirst) / 3600;
  const uint64_t resource =
      booking.parts().empty() ? 0
                              : std::strtoull(booking.parts(0).resource().c_str() + 2, nullptr, 10);
  return static_cast<uint64_t>(hour) * options_.resources + resource - 1;
}

v1::BatchBookRequest RequestMaker::Batch() {
  v1::BatchBookRequest request;
  request.set_brief(true);
  for (uint64_t i = 0; i < options_.items; ++i) {
    *request.add_items()->mutable_command()->mutable_create_booking() = Booking();
  }
  return request;
}

v1::BatchBookRequest RequestMaker::Cells(uint64_t first) {
  v1::BatchBookRequest request;
  request.set_brief(true);
  const uint64_t cell = options_.hours * 60 / options_.cells / 5 * 5;
  const uint64_t end = std::min(first + options_.items, options_.cells * options_.resources);
  for (uint64_t i = first; i < end; ++i) {
    const uint64_t start = i / options_.resources * cell + 5 * Random(0, (cell - 60) / 5 - 1);
    FillBooking(i % options_.resources + 1, start, 60,
                request.add_items()->mutable_command()->mutable_create_booking());
  }
  return request;
}

v1::FindFreeTimeRequest RequestMaker::FreeTime() {
  v1::FindFreeTimeRequest request;
  const uint64_t first = Random(1, options_.resources - options_.asked + 1);
  for (uint64_t i = 0; i < options_.asked; ++i) {
    request.mutable_resources()->add_resources("r-" + std::to_string(first + i));
  }
  const uint64_t days = options_.hours / 24;
  const auto day = static_cast<int64_t>(Random(0, days > 7 ? days - 7 : 0));
  v1::AskedInterval& window = *request.mutable_window();
  window.mutable_start()->mutable_instant()->set_seconds(kFirst + day * 86400);
  window.mutable_length()->set_seconds(int64_t{7} * 86400);
  request.mutable_min_length()->set_seconds(3600);
  request.set_member("m-" + std::to_string(Random(1, options_.members)));
  request.set_page_size(static_cast<uint32_t>(options_.asked));
  return request;
}

}  // namespace mutua::load
