#include "engine/store/past_bookings.h"

#include <string>
#include <utility>

#include "engine/store/record.h"

namespace mutua::store {

absl::StatusOr<std::vector<model::Booking>> PastBookingsIn(const journal::Journal& journal,
                                                           uint64_t stretch) {
  // All ids of a stretch begin with the same bytes: all but the last two.
  const core::Subject first{core::Subject::Kind::kBooking, stretch * kPastStretch};
  const std::string key = EncodeKey(first);
  std::vector<model::Booking> bookings;
  const absl::Status read = journal.ForEachRecord(
      journal::RecordSpace::kPast, std::string_view(key).substr(0, key.size() - 2),
      [&](std::string_view found, std::string_view bytes) {
        const auto subject = DecodeKey(found);
        if (!subject.ok()) return subject.status();
        auto record = DecodeRecord(*subject, bytes);
        if (!record.ok()) return record.status();
        bookings.push_back(std::get<model::Booking>(*std::move(record)));
        return absl::OkStatus();
      });
  if (!read.ok()) return read;
  return bookings;
}

}  // namespace mutua::store
