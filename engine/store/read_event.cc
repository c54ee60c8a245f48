// Each kind of event back from its message.
#include "engine/store/translate.h"
#include "mutua/store/v1/events.pb.h"

namespace mutua::store {
namespace {

model::Seal ReadSeal(const std::string& from, Faults* faults) {
  return ReadBytes<model::Seal>(from, faults);
}

Instant ReadNear(Instant at, int64_t after, Faults* faults) {
  return at + ReadDuration(after, faults);
}

template <class Repeated>
void ReadReasons(const Repeated& from, std::vector<core::Reason>* to, Faults* faults) {
  for (const v1::Reason& reason : from) {
    const auto rule = ReadSmall<uint16_t>(reason.rule(), faults);
    faults->Expect(rule != 0, "a rule that is none");
    to->push_back({static_cast<core::Rule>(rule), ResourceId(reason.resource()), reason.limit(),
                   reason.used(), reason.asked(), reason.occurrence(), QuotaId(reason.quota()),
                   ReadInstant(reason.renews(), faults)});
  }
}

core::Booked ReadBooked(const v1::Booked& from, Instant at, Faults* faults) {
  core::Booked event;
  Read(from.booking(), at, &event.booking, faults);
  event.text = ReadSeal(from.text(), faults);
  if (from.has_import_key()) event.import_key = ReadSeal(from.import_key(), faults);
  return event;
}

core::BookingChanged ReadBookingChanged(const v1::BookingChanged& from, Instant at,
                                        Faults* faults) {
  using Why = core::BookingChanged::Why;
  core::BookingChanged event;
  Read(from.booking(), at, &event.booking, faults);
  event.why = ReadEnum(from.why(), Why::kConfirmed, Why::kOverrunCharged, faults);
  if (!from.has_rebooked()) return event;
  const v1::BookingChanged::Rebooked& rebooked = from.rebooked();
  event.rebooked = core::Rebooked{ReadId<BookingId>(rebooked.by(), faults),
                                  CompanyId(rebooked.company()),
                                  ReadId<ResourceId>(rebooked.resource(), faults),
                                  ReadInterval(rebooked.start(), rebooked.seconds(), faults),
                                  ReadCharge(rebooked.cost_ticks(), rebooked.cost_cents(), faults),
                                  ReadCharge(rebooked.back_ticks(), rebooked.back_cents(), faults)};
  return event;
}

core::BookingEnded ReadBookingEnded(const v1::BookingEnded& from, Instant at, Faults* faults) {
  using model::BookingState;
  return {ReadId<BookingId>(from.booking(), faults),
          ReadEnum(from.state(), BookingState::kCompleted, BookingState::kExpired, faults),
          ReadNear(at, from.at(), faults),
          ReadSeal(from.reason(), faults),
          from.by_lab(),
          BookingId(from.hindered_by())};
}

core::WishChanged ReadWishChanged(const v1::WishChanged& from, Faults* faults) {
  using Why = core::WishChanged::Why;
  core::WishChanged event;
  Read(from.wish(), &event.wish, faults);
  event.why = ReadEnum(from.why(), Why::kUnsaid, Why::kOutranked, faults);
  if (!from.has_outranked()) return event;
  using By = core::Outranked::By;
  const auto& outranked = from.outranked();
  event.outranked = core::Outranked{ReadId<WishId>(outranked.by(), faults),
                                    ReadEnum(outranked.why(), By::kDisplaced, By::kToken, faults),
                                    Ticks(outranked.used()),
                                    outranked.share(),
                                    Ticks(outranked.used_by_first()),
                                    outranked.share_of_first(),
                                    outranked.lost()};
  return event;
}

core::ClashRecorded ReadClash(const v1::ClashRecorded& from, Instant at, Faults* faults) {
  return {ReadId<BookingId>(from.booking(), faults), ReadNear(at, from.badge_at(), faults),
          BookingId(from.holder())};
}

core::Overridden ReadOverridden(const v1::Overridden& from, Faults* faults) {
  core::Overridden event;
  Read(from.by(), &event.by, faults);
  Read(from.subject(), &event.subject, faults);
  ReadReasons(from.rules(), &event.rules, faults);
  event.reason = ReadSeal(from.reason(), faults);
  return event;
}

core::Refused ReadRefused(const v1::Refused& from, Faults* faults) {
  core::Refused event;
  Read(from.caller(), &event.caller, faults);
  event.kind = ReadSmall<uint8_t>(from.kind(), faults);
  faults->Expect(event.kind < std::variant_size_v<core::Body>, "a command of a kind that is none");
  ReadReasons(from.reasons(), &event.reasons, faults);
  return event;
}

// A record that is defined, alone or beside the commitment to its text.
template <class EventType, class RecordType, class Message>
EventType ReadDefined(RecordType EventType::*record, const Message& from, Faults* faults) {
  EventType event;
  Read(from, &(event.*record), faults);
  return event;
}
template <class EventType, class RecordType, class Message>
EventType ReadDefined(RecordType EventType::*record, const Message& from, const std::string& text,
                      Faults* faults) {
  EventType event = ReadDefined(record, from, faults);
  event.text = ReadSeal(text, faults);
  return event;
}

core::Event ReadRecirculated(const v1::Recirculated& from, Faults* faults) {
  core::Recirculated event{ReadId<GuaranteesId>(from.period(), faults), {}};
  for (const v1::Recirculated::Part& part : from.parts()) {
    const bool good = 0 <= part.ticks() && part.ticks() <= INT64_MAX / 4;
    faults->Expect(good, "credits out of range");
    event.parts.push_back({ReadId<CompanyId>(part.company(), faults), Ticks(part.ticks())});
  }
  return event;
}

core::Event ReadOfRound(const v1::Event& from, Instant at, Faults* faults) {
  switch (from.fact_case()) {
    case v1::Event::kRoundOpened:
      return ReadDefined(&core::RoundOpened::round, from.round_opened(), faults);
    case v1::Event::kListFiled: {
      core::ListFiled event;
      Read(from.list_filed(), &event, faults);
      return event;
    }
    case v1::Event::kRoundDecided: {
      core::RoundDecided event;
      Read(from.round_decided(), at, &event, faults);
      return event;
    }
    case v1::Event::kRoundCancelled:
      return core::RoundCancelled{ReadId<RoundId>(from.round_cancelled().round(), faults),
                                  ReadNear(at, from.round_cancelled().at(), faults)};
    case v1::Event::kRoundRetired:
      return core::RoundRetired{ReadId<RoundId>(from.round_retired(), faults)};
    default:
      faults->Expect(false, "an event of a kind unknown to this version");
      return core::ServingStopped{};
  }
}

core::Event ReadWoundUp(const v1::WoundUp& from, Faults* faults) {
  core::WoundUp event{ReadId<CompanyId>(from.company(), faults), {}};
  for (const v1::WoundUp::Part& part : from.parts()) {
    const bool good = -(INT64_MAX / 4) <= part.ticks() && part.ticks() <= INT64_MAX / 4;
    faults->Expect(good, "credits out of range");
    event.parts.push_back({ReadId<PoolId>(part.pool(), faults), Ticks(part.ticks())});
  }
  return event;
}

core::Event ReadContested(const v1::Contested& from, Faults* faults) {
  core::Contested event;
  Read(from, &event, faults);
  return event;
}

// Those about bookings, wishes and what else a day brings.
core::Event ReadHappening(const v1::Event& from, Instant at, Faults* faults) {
  switch (from.fact_case()) {
    case v1::Event::kBooked:
      return ReadBooked(from.booked(), at, faults);
    case v1::Event::kBookingChanged:
      return ReadBookingChanged(from.booking_changed(), at, faults);
    case v1::Event::kBookingEnded:
      return ReadBookingEnded(from.booking_ended(), at, faults);
    case v1::Event::kBookingRetired:
      return core::BookingRetired{ReadId<BookingId>(from.booking_retired(), faults)};
    case v1::Event::kSeriesChanged:
      return ReadDefined(&core::SeriesChanged::series, from.series_changed().series(),
                         from.series_changed().text(), faults);
    case v1::Event::kSeriesRetired:
      return core::SeriesRetired{ReadId<SeriesId>(from.series_retired(), faults)};
    case v1::Event::kWishChanged:
      return ReadWishChanged(from.wish_changed(), faults);
    case v1::Event::kWishRetired:
      return core::WishRetired{ReadId<WishId>(from.wish_retired(), faults)};
    case v1::Event::kOutageChanged:
      return ReadDefined(&core::OutageChanged::outage, from.outage_changed().outage(),
                         from.outage_changed().text(), faults);
    case v1::Event::kOutageRetired:
      return core::OutageRetired{ReadId<OutageId>(from.outage_retired(), faults)};
    case v1::Event::kFaultChanged:
      return ReadDefined(&core::FaultChanged::fault, from.fault_changed().fault(),
                         from.fault_changed().text(), faults);
    case v1::Event::kFaultRetired:
      return core::FaultRetired{ReadId<FaultId>(from.fault_retired(), faults)};
    case v1::Event::kNextHolderWarned:
      return core::NextHolderWarned{ReadId<BookingId>(from.next_holder_warned().next(), faults),
                                    ReadId<BookingId>(from.next_holder_warned().overrun(), faults)};
    case v1::Event::kClashRecorded:
      return ReadClash(from.clash_recorded(), at, faults);
    default:
      return ReadOfRound(from, at, faults);
  }
}

}  // namespace

core::Event Read(const v1::Event& from, Instant at, Faults* faults) {
  switch (from.fact_case()) {
    case v1::Event::kZoneDefined:
      return ReadDefined(&core::ZoneDefined::zone, from.zone_defined(), faults);
    case v1::Event::kSiteDefined:
      return ReadDefined(&core::SiteDefined::site, from.site_defined(), faults);
    case v1::Event::kPoolDefined:
      return ReadDefined(&core::PoolDefined::pool, from.pool_defined(), faults);
    case v1::Event::kResourceDefined:
      return ReadDefined(&core::ResourceDefined::resource, from.resource_defined(), faults);
    case v1::Event::kCertificationDefined:
      return ReadDefined(&core::CertificationDefined::certification, from.certification_defined(),
                         faults);
    case v1::Event::kCompanyDefined:
      return ReadDefined(&core::CompanyDefined::company, from.company_defined(), faults);
    case v1::Event::kMemberDefined:
      return ReadDefined(&core::MemberDefined::member, from.member_defined().member(),
                         from.member_defined().text(), faults);
    case v1::Event::kBadgeDefined:
      return ReadDefined(&core::BadgeDefined::badge, from.badge_defined(), faults);
    case v1::Event::kTokenDefined:
      return ReadDefined(&core::TokenDefined::token, from.token_defined(), faults);
    case v1::Event::kQuotaDefined:
      return ReadDefined(&core::QuotaDefined::quota, from.quota_defined(), faults);
    case v1::Event::kGuaranteesFrozen:
      return ReadDefined(&core::GuaranteesFrozen::guarantees, from.guarantees_frozen(), faults);
    case v1::Event::kGuaranteesRetired:
      return core::GuaranteesRetired{ReadId<GuaranteesId>(from.guarantees_retired(), faults)};
    case v1::Event::kLendingChanged:
      return ReadDefined(&core::LendingChanged::lending, from.lending_changed(), faults);
    case v1::Event::kRecirculated:
      return ReadRecirculated(from.recirculated(), faults);
    case v1::Event::kWoundUp:
      return ReadWoundUp(from.wound_up(), faults);
    case v1::Event::kContested:
      return ReadContested(from.contested(), faults);
    case v1::Event::kRequested: {
      core::Requested event;
      Read(from.requested(), at, &event, faults);
      return event;
    }
    case v1::Event::kOverridden:
      return ReadOverridden(from.overridden(), faults);
    case v1::Event::kRefused:
      return ReadRefused(from.refused(), faults);
    case v1::Event::kServingStarted:
      return core::ServingStarted{ReadNear(at, from.serving_started().at(), faults),
                                  from.serving_started().entropy()};
    case v1::Event::kServingStopped:
      return core::ServingStopped{ReadNear(at, from.serving_stopped().at(), faults)};
    default:
      return ReadHappening(from, at, faults);
  }
}

}  // namespace mutua::store
