// Each kind of event into its message.
#include "engine/store/translate.h"
#include "mutua/store/v1/events.pb.h"

namespace mutua::store {
namespace {

void SetSeal(const model::Seal& from, std::string* to) {
  const std::string_view bytes = WriteBytes(from);
  to->assign(bytes.data(), bytes.size());
}

void WriteReason(const core::Reason& from, v1::Reason* to) {
  to->set_rule(static_cast<uint32_t>(from.rule));
  to->set_resource(from.resource.value());
  to->set_limit(from.limit);
  to->set_used(from.used);
  to->set_asked(from.asked);
  to->set_occurrence(from.occurrence);
  to->set_quota(from.quota.value());
  to->set_renews(from.renews.unix_seconds());
}

// One overload for each alternative of core::Event: a new one does not compile without.
struct Writer {
  Instant at;
  v1::Event* to;

  void operator()(const core::Booked& from) const {
    v1::Booked* written = to->mutable_booked();
    Write(from.booking, at, written->mutable_booking());
    if (from.text != model::Seal{}) SetSeal(from.text, written->mutable_text());
    if (from.import_key) SetSeal(*from.import_key, written->mutable_import_key());
  }
  void operator()(const core::BookingChanged& from) const {
    v1::BookingChanged* written = to->mutable_booking_changed();
    Write(from.booking, at, written->mutable_booking());
    written->set_why(static_cast<uint32_t>(from.why));
    if (!from.rebooked) return;
    v1::BookingChanged::Rebooked* rebooked = written->mutable_rebooked();
    rebooked->set_by(from.rebooked->by.value());
    rebooked->set_company(from.rebooked->company.value());
    rebooked->set_resource(from.rebooked->resource.value());
    rebooked->set_start(from.rebooked->time.start().unix_seconds());
    rebooked->set_seconds(static_cast<uint64_t>(from.rebooked->time.length().seconds()));
    rebooked->set_cost_ticks(from.rebooked->cost.ticks.value());
    rebooked->set_cost_cents(from.rebooked->cost.cents.value());
    rebooked->set_back_ticks(from.rebooked->back.ticks.value());
    rebooked->set_back_cents(from.rebooked->back.cents.value());
  }
  void operator()(const core::BookingEnded& from) const {
    v1::BookingEnded* written = to->mutable_booking_ended();
    written->set_booking(from.booking.value());
    written->set_state(static_cast<uint32_t>(from.state));
    written->set_at((from.at - at).seconds());
    if (from.reason != model::Seal{}) SetSeal(from.reason, written->mutable_reason());
    written->set_by_lab(from.by_lab);
    written->set_hindered_by(from.hindered_by.value());
  }
  void operator()(const core::BookingRetired& from) const {
    to->set_booking_retired(from.booking.value());
  }
  void operator()(const core::SeriesChanged& from) const {
    Write(from.series, to->mutable_series_changed()->mutable_series());
    SetSeal(from.text, to->mutable_series_changed()->mutable_text());
  }
  void operator()(const core::SeriesRetired& from) const {
    to->set_series_retired(from.series.value());
  }
  void operator()(const core::WishChanged& from) const {
    Write(from.wish, to->mutable_wish_changed()->mutable_wish());
    to->mutable_wish_changed()->set_why(static_cast<uint32_t>(from.why));
    if (!from.outranked) return;
    auto* outranked = to->mutable_wish_changed()->mutable_outranked();
    outranked->set_by(from.outranked->by.value());
    outranked->set_why(static_cast<uint32_t>(from.outranked->why));
    outranked->set_used(from.outranked->used.value());
    outranked->set_share(from.outranked->share);
    outranked->set_used_by_first(from.outranked->used_by_first.value());
    outranked->set_share_of_first(from.outranked->share_of_first);
    outranked->set_lost(from.outranked->lost);
  }
  void operator()(const core::WishRetired& from) const { to->set_wish_retired(from.wish.value()); }
  void operator()(const core::OutageChanged& from) const {
    Write(from.outage, to->mutable_outage_changed()->mutable_outage());
    SetSeal(from.text, to->mutable_outage_changed()->mutable_text());
  }
  void operator()(const core::OutageRetired& from) const {
    to->set_outage_retired(from.outage.value());
  }
  void operator()(const core::FaultChanged& from) const {
    Write(from.fault, to->mutable_fault_changed()->mutable_fault());
    SetSeal(from.text, to->mutable_fault_changed()->mutable_text());
  }
  void operator()(const core::FaultRetired& from) const {
    to->set_fault_retired(from.fault.value());
  }
  void operator()(const core::NextHolderWarned& from) const {
    v1::NextHolderWarned* written = to->mutable_next_holder_warned();
    written->set_next(from.next.value());
    written->set_overrun(from.overrun.value());
  }
  void operator()(const core::ClashRecorded& from) const {
    v1::ClashRecorded* written = to->mutable_clash_recorded();
    written->set_booking(from.booking.value());
    written->set_badge_at((from.badge_at - at).seconds());
    written->set_holder(from.holder.value());
  }
  void operator()(const core::ZoneDefined& from) const {
    Write(from.zone, to->mutable_zone_defined());
  }
  void operator()(const core::SiteDefined& from) const {
    Write(from.site, to->mutable_site_defined());
  }
  void operator()(const core::PoolDefined& from) const {
    Write(from.pool, to->mutable_pool_defined());
  }
  void operator()(const core::ResourceDefined& from) const {
    Write(from.resource, to->mutable_resource_defined());
  }
  void operator()(const core::CertificationDefined& from) const {
    Write(from.certification, to->mutable_certification_defined());
  }
  void operator()(const core::CompanyDefined& from) const {
    Write(from.company, to->mutable_company_defined());
  }
  void operator()(const core::MemberDefined& from) const {
    Write(from.member, to->mutable_member_defined()->mutable_member());
    SetSeal(from.text, to->mutable_member_defined()->mutable_text());
  }
  void operator()(const core::BadgeDefined& from) const {
    Write(from.badge, to->mutable_badge_defined());
  }
  void operator()(const core::TokenDefined& from) const {
    Write(from.token, to->mutable_token_defined());
  }
  void operator()(const core::QuotaDefined& from) const {
    Write(from.quota, to->mutable_quota_defined());
  }
  void operator()(const core::GuaranteesFrozen& from) const {
    Write(from.guarantees, to->mutable_guarantees_frozen());
  }
  void operator()(const core::GuaranteesRetired& from) const {
    to->set_guarantees_retired(from.guarantees.value());
  }
  void operator()(const core::LendingChanged& from) const {
    Write(from.lending, to->mutable_lending_changed());
  }
  void operator()(const core::Recirculated& from) const {
    to->mutable_recirculated()->set_period(from.period.value());
    for (const core::Recirculated::Part& part : from.parts) {
      v1::Recirculated::Part* written = to->mutable_recirculated()->add_parts();
      written->set_company(part.company.value());
      written->set_ticks(part.ticks.value());
    }
  }
  void operator()(const core::RoundOpened& from) const {
    Write(from.round, to->mutable_round_opened());
  }
  void operator()(const core::ListFiled& from) const { Write(from, to->mutable_list_filed()); }
  void operator()(const core::RoundDecided& from) const {
    Write(from, at, to->mutable_round_decided());
  }
  void operator()(const core::RoundCancelled& from) const {
    to->mutable_round_cancelled()->set_round(from.round.value());
    to->mutable_round_cancelled()->set_at((from.at - at).seconds());
  }
  void operator()(const core::RoundRetired& from) const {
    to->set_round_retired(from.round.value());
  }
  void operator()(const core::WoundUp& from) const {
    v1::WoundUp* written = to->mutable_wound_up();
    written->set_company(from.company.value());
    for (const core::WoundUp::Part& part : from.parts) {
      v1::WoundUp::Part* part_written = written->add_parts();
      part_written->set_pool(part.pool.value());
      part_written->set_ticks(part.ticks.value());
    }
  }
  void operator()(const core::Contested& from) const { Write(from, to->mutable_contested()); }
  void operator()(const core::Requested& from) const { Write(from, at, to->mutable_requested()); }
  void operator()(const core::Overridden& from) const {
    v1::Overridden* written = to->mutable_overridden();
    Write(from.by, written->mutable_by());
    Write(from.subject, written->mutable_subject());
    for (const core::Reason& rule : from.rules) WriteReason(rule, written->add_rules());
    SetSeal(from.reason, written->mutable_reason());
  }
  void operator()(const core::Refused& from) const {
    v1::Refused* written = to->mutable_refused();
    Write(from.caller, written->mutable_caller());
    written->set_kind(from.kind);
    for (const core::Reason& reason : from.reasons) WriteReason(reason, written->add_reasons());
  }
  void operator()(const core::ServingStarted& from) const {
    to->mutable_serving_started()->set_at((from.at - at).seconds());
    to->mutable_serving_started()->set_entropy(from.entropy);
  }
  void operator()(const core::ServingStopped& from) const {
    to->mutable_serving_stopped()->set_at((from.at - at).seconds());
  }
};

}  // namespace

void Write(const core::Event& from, Instant at, v1::Event* to) { std::visit(Writer{at, to}, from); }

}  // namespace mutua::store
