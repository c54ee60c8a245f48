// Writing an answer: from records of the state to messages of the contract, as this caller may see
// them. Titles, guests' names and the like are side texts on disk: what needs one is noted in
// `wanted()`, and filled in when the replica is no longer held (texts.h).
//
// Lives for one answer, under the replica's shared lock. Thread-bound.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <string>
#include <vector>

#include "engine/core/state.h"
#include "engine/front/scene.h"
#include "mutua/v1/booking.pb.h"
#include "mutua/v1/wishes.pb.h"

namespace mutua::front {

inline std::string IdText(char letter, uint64_t id) {
  return std::string(1, letter) + "-" + std::to_string(id);
}
inline std::string IdText(BookingId id) { return IdText('b', id.value()); }
inline std::string IdText(SeriesId id) { return IdText('s', id.value()); }
inline std::string IdText(WishId id) { return IdText('w', id.value()); }
inline std::string IdText(OutageId id) { return IdText('o', id.value()); }
inline std::string IdText(FaultId id) { return IdText('f', id.value()); }
inline std::string IdText(RoundId id) { return IdText('a', id.value()); }
inline std::string IdText(BadgeId id) { return IdText('k', id.value()); }
inline std::string IdText(TokenId id) { return IdText('t', id.value()); }

inline void Put(Instant at, google::protobuf::Timestamp* out) {
  out->set_seconds(at.unix_seconds());
}
inline void Put(Interval interval, v1::Interval* out) {
  Put(interval.start(), out->mutable_start());
  Put(interval.end(), out->mutable_end());
}
inline void Put(const Charge& charge, v1::Charge* out) {
  out->set_ticks(charge.ticks.value());
  out->set_cents(charge.cents.value());
}

// A message that is missing the side text of `subject`, which is sealed for `member`.
struct WantedText {
  core::Subject subject;
  MemberId member;
  google::protobuf::Message* message;  // v1::Booking, v1::BookingSpec, v1::Outage or v1::Fault
  WishId wish{};                       // of a booking without a text: the wish that it met
  SeriesId series{};                   // likewise: the series that it is of
  bool ending = false;                 // of a booking: why it was cancelled or rejected, instead
};

class Showing {
 public:
  explicit Showing(const Scene& scene) : scene_(scene) {}

  const Scene& scene() const { return scene_; }
  const core::State& state() const { return scene_.state; }

  // Whether the caller may see who and what: managers and services; the own company's.
  bool Sees(CompanyId company) const;

  // Leaves out what the caller may not see, and says so.
  void Booking(const model::Booking& booking, v1::Booking* out);
  // With its title and guests already known: of the request that made it.
  void BookingKnown(const model::Booking& booking, const v1::BookingSpec& spec, v1::Booking* out);
  // Id, parts, interval and state only.
  void BookingBrief(const model::Booking& booking, v1::Booking* out);
  // What it costs and is charged. Precondition: the caller may see it.
  static void Charges(const model::Booking& booking, v1::Booking* out);

  void Series(const model::Series& series, bool occurrences, v1::Series* out);
  void Wish(const model::Wish& wish, v1::Wish* out);

  void Wants(const model::Wants& wants, google::protobuf::RepeatedPtrField<v1::Want>* out);
  const std::string& HandleOf(ResourceId id) const;
  const std::string& HandleOf(PoolId id) const;
  const std::string& HandleOf(CompanyId id) const;

  std::vector<WantedText>& wanted() { return wanted_; }

 private:
  void Parts(const model::Booking& booking, v1::Booking* out);
  void Details(const model::Booking& booking, v1::Booking* out);
  SeriesId TextedSeries(const model::Booking& booking) const;
  SeriesId RootOf(const model::Series& series) const;

  const Scene& scene_;
  std::vector<WantedText> wanted_;
};

v1::BookingState StateOf(model::BookingState state);
v1::SeriesMode ModeOf(model::SeriesMode mode);

}  // namespace mutua::front
