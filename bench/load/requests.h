// Random requests, as the scripts of the peer make them: the same resources, times, lengths and
// titles.
//
// Each client has its own maker. Not thread-safe.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "bench/load/clients.h"
#include "mutua/v1/availability.pb.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::load {

class RequestMaker {
 public:
  RequestMaker(const Options& options, uint64_t client);

  // 30 to 60 minutes, in steps of 5, anywhere on any resource.
  v1::CreateBookingRequest Booking();
  // An hour that no other number has: resources change fastest.
  v1::CreateBookingRequest Own(uint64_t number);
  // The number of the hour that such a booking has.
  uint64_t NumberOf(const v1::Booking& booking) const;
  v1::BatchBookRequest Batch();
  // Cells `first` and so on, of all cells of all resources; resources change fastest.
  v1::BatchBookRequest Cells(uint64_t first);
  v1::FindFreeTimeRequest FreeTime();

 private:
  uint64_t Random(uint64_t least, uint64_t most);  // both included
  std::string RequestId();
  void FillBooking(uint64_t resource, uint64_t minute, uint64_t minutes,
                   v1::CreateBookingRequest* out);

  const Options options_;
  std::mt19937_64 random_;
};

}  // namespace mutua::load
