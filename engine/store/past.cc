#include "engine/store/past.h"

#include "engine/store/keeper.h"
#include "engine/store/record.h"

namespace mutua::store {
namespace {

// Above every Subject::Kind.
constexpr char kByMember = '\xb0';
constexpr size_t kPrefixSize = 5;
constexpr size_t kKeySize = kPrefixSize + 8;

}  // namespace

std::string PastPrefix(MemberId member) {
  std::string prefix(1, kByMember);
  for (int shift = 24; shift >= 0; shift -= 8) {
    prefix.push_back(static_cast<char>(static_cast<uint8_t>(member.value() >> shift)));
  }
  return prefix;
}

std::string PastKey(MemberId member, BookingId booking) {
  std::string key = PastPrefix(member);
  for (int shift = 56; shift >= 0; shift -= 8) {
    key.push_back(static_cast<char>(static_cast<uint8_t>(~booking.value() >> shift)));
  }
  return key;
}

BookingId BookingOfPastKey(std::string_view key) {
  if (key.size() != kKeySize || key.front() != kByMember) return BookingId();
  uint64_t inverted = 0;
  for (const char byte : key.substr(kPrefixSize)) {
    inverted = inverted << 8 | static_cast<uint8_t>(byte);
  }
  return BookingId(~inverted);
}

absl::StatusOr<std::optional<core::Record>> ReadPast(const journal::Journal& journal,
                                                     core::Subject subject) {
  const auto bytes = journal.ReadRecord(journal::RecordSpace::kPast, EncodeKey(subject));
  if (!bytes.ok()) return bytes.status();
  if (!bytes->has_value()) return std::optional<core::Record>();
  auto record = DecodeRecord(subject, **bytes);
  if (!record.ok()) return record.status();
  return std::optional<core::Record>(*std::move(record));
}

absl::StatusOr<std::vector<model::Booking>> PastBookingsOf(const journal::Journal& journal,
                                                           MemberId member, BookingId before,
                                                           size_t most) {
  // Ids first: nothing else may be asked of the journal while it reads.
  std::vector<BookingId> ids;
  const absl::Status full = absl::CancelledError("the page is full");
  const absl::Status read = journal.ForEachRecord(journal::RecordSpace::kPast, PastPrefix(member),
                                                  [&](std::string_view key, std::string_view) {
                                                    if (ids.size() >= most) return full;
                                                    const BookingId id = BookingOfPastKey(key);
                                                    if (!before.IsSet() || id < before)
                                                      ids.push_back(id);
                                                    return absl::OkStatus();
                                                  });
  if (!read.ok() && read != full) return read;
  std::vector<model::Booking> bookings;
  for (const BookingId id : ids) {
    auto record = ReadPast(journal, {core::Subject::Kind::kBooking, id.value()});
    if (!record.ok()) return record.status();
    if (!record->has_value()) {
      return absl::DataLossError("a past booking is listed by its member and is not there");
    }
    bookings.push_back(std::move(std::get<model::Booking>(**record)));
  }
  return bookings;
}

}  // namespace mutua::store
