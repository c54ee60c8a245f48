// The second opinion on how long offers stand open (FAIRSHARE.md 5): their time is counted minute
// by minute on the wall, without the quiet hours of whom they are made to; they end before what is
// offered begins, and with the wish. What runs out does so then, and what does not stands as long.
//
// Limitation: the lab has one wall, and its engine is never down.
#pragma once

#include <map>
#include <string>

#include "absl/time/time.h"
#include "engine/core/event.h"

namespace mutua::sim {

class OfferAuditor {
 public:
  explicit OfferAuditor(absl::TimeZone wall) : wall_(wall) {}

  void Hear(const core::Event& event);
  // All that was due by then was heard.
  void Settle(Instant at);

  // The first offer that was held otherwise; empty when all is well.
  const std::string& wrong() const { return wrong_; }
  // How many were held longer for quiet hours.
  size_t longer() const { return longer_; }

 private:
  bool IsQuiet(const model::QuietHours& quiet, Instant at) const;
  Instant Until(const model::Booking& offer, const model::QuietHours& quiet) const;
  void HearMade(const model::Booking& offer);
  void Expect(bool holds, BookingId id, const std::string& what);

  const absl::TimeZone wall_;
  std::map<MemberId, model::QuietHours> quiet_;
  std::map<WishId, Instant> ends_;     // of wishes
  std::map<BookingId, Instant> open_;  // offers, and until when
  std::string wrong_;
  size_t longer_ = 0;
};

}  // namespace mutua::sim
