#include "tests/sim/offer_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {

bool OfferAuditor::IsQuiet(const model::QuietHours& quiet, Instant at) const {
  const auto shown = absl::ToCivilMinute(absl::FromUnixSeconds(at.unix_seconds()), wall_);
  const int64_t minute = shown.hour() * 60 + shown.minute();
  if (quiet.from <= quiet.until) return quiet.from <= minute && minute < quiet.until;
  return quiet.from <= minute || minute < quiet.until;
}

Instant OfferAuditor::Until(const model::Booking& offer, const model::QuietHours& quiet) const {
  const Instant start = offer.interval.start();
  const bool inside_a_day = (start - offer.made_at).seconds() <= 86400;
  int64_t left = inside_a_day ? 900 : 7200;
  int64_t second = offer.made_at.unix_seconds();
  while (left > 0) {
    // To the next minute of the wall, or as far as it goes.
    const int64_t step = std::min(60 - second % 60, left);
    if (!IsQuiet(quiet, Instant::FromUnix(second))) left -= step;
    second += step;
  }
  return std::min({Instant::FromUnix(second), start, ends_.at(offer.wish)});
}

void OfferAuditor::HearMade(const model::Booking& offer) {
  const Instant until = Until(offer, quiet_[offer.member]);
  Expect(offer.due == until, offer.id,
         absl::StrCat("is held until ", offer.due.unix_seconds(), ", not ", until.unix_seconds()));
  if (until != Until(offer, model::QuietHours())) ++longer_;
  open_[offer.id] = until;
}

void OfferAuditor::Hear(const core::Event& event) {
  if (const auto* e = std::get_if<core::MemberDefined>(&event)) {
    quiet_[e->member.id] = e->member.quiet;
  }
  if (const auto* e = std::get_if<core::WishChanged>(&event)) {
    ends_[e->wish.id] = e->wish.valid_until;
  }
  if (const auto* e = std::get_if<core::Booked>(&event)) {
    const bool offered = e->booking.state == model::BookingState::kHeld && e->booking.wish.IsSet();
    if (offered) HearMade(e->booking);
  }
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) {
    const auto offer = open_.find(e->booking.id);
    if (offer == open_.end()) return;
    if (e->booking.state != model::BookingState::kHeld) {
      open_.erase(offer);
    } else {
      Expect(e->booking.due == offer->second, offer->first, "has another deadline");
    }
  }
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) {
    const auto offer = open_.find(e->booking);
    if (offer == open_.end()) return;
    const bool ran_out = e->state == model::BookingState::kExpired;
    Expect(!ran_out || e->at == offer->second, offer->first, "runs out at another time");
    open_.erase(offer);
  }
}

void OfferAuditor::Settle(Instant at) {
  for (const auto& [id, until] : open_) Expect(at < until, id, "has run out and stands open");
}

void OfferAuditor::Expect(bool holds, BookingId id, const std::string& what) {
  if (!holds && wrong_.empty()) wrong_ = absl::StrCat("offer ", id.value(), " ", what);
}

}  // namespace mutua::sim
