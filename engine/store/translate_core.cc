// Callers, subjects, remembered requests and counters, to and from their messages.
#include "engine/store/translate.h"
#include "mutua/store/v1/records.pb.h"

namespace mutua::store {
namespace {

using Kind = core::Subject::Kind;

Kind ReadKind(uint32_t kind, Faults* faults) {
  return ReadEnum(kind, Kind::kNone, Kind::kRound, faults);
}

}  // namespace

void Write(const core::Caller& from, v1::Caller* to) {
  to->set_role(static_cast<uint32_t>(from.role));
  to->set_member(from.member.value());
  to->set_token(from.token.value());
}

void Read(const v1::Caller& from, core::Caller* to, Faults* faults) {
  to->role = ReadEnum(from.role(), model::Role::kMember, model::Role::kCompanyManager, faults);
  to->member = MemberId(from.member());
  to->token = TokenId(from.token());
}

void Write(const core::Subject& from, v1::Subject* to) {
  to->set_kind(static_cast<uint32_t>(from.kind));
  to->set_id(from.id);
}

void Read(const v1::Subject& from, core::Subject* to, Faults* faults) {
  to->kind = ReadKind(from.kind(), faults);
  to->id = from.id();
}

void Write(const core::Requested& from, Instant base, v1::Requested* to) {
  to->set_token(from.caller.token.value());
  to->set_member(from.caller.member.value());
  if (from.caller.role != model::Role::kMember) {
    to->set_role(static_cast<uint32_t>(from.caller.role));
  }
  const std::string_view request = WriteBytes(from.request.bytes);
  to->set_request(request.data(), request.size());
  const std::string_view digest = WriteBytes(from.digest);
  to->set_digest(digest.data(), digest.size());
  if (from.subject.kind != Kind::kBooking) {
    to->set_subject_kind(static_cast<uint32_t>(from.subject.kind));
  }
  to->set_subject_id(from.subject.id);
  to->set_at((from.at - base).seconds());
}

void Read(const v1::Requested& from, Instant base, core::Requested* to, Faults* faults) {
  to->caller.token = TokenId(from.token());
  to->caller.member = MemberId(from.member());
  if (from.has_role()) {
    to->caller.role =
        ReadEnum(from.role(), model::Role::kMember, model::Role::kCompanyManager, faults);
  }
  to->request.bytes = ReadBytes<decltype(to->request.bytes)>(from.request(), faults);
  to->digest = ReadBytes<core::BodyDigest>(from.digest(), faults);
  to->subject.kind =
      from.has_subject_kind() ? ReadKind(from.subject_kind(), faults) : Kind::kBooking;
  to->subject.id = from.subject_id();
  to->at = base + ReadDuration(from.at(), faults);
}

void Write(const core::Counters& from, v1::Counters* to) {
  to->set_zone(from.zone);
  to->set_site(from.site);
  to->set_pool(from.pool);
  to->set_resource(from.resource);
  to->set_certification(from.certification);
  to->set_company(from.company);
  to->set_member(from.member);
  to->set_badge(from.badge);
  to->set_token(from.token);
  to->set_booking(from.booking);
  to->set_series(from.series);
  to->set_wish(from.wish);
  to->set_outage(from.outage);
  to->set_fault(from.fault);
  to->set_request(from.request);
  to->set_at(from.at.unix_seconds());
  to->set_serving(from.serving);
  to->set_serving_changed(from.serving_changed.unix_seconds());
  to->set_oldest_request(from.oldest_request.unix_seconds());
  if (from.quota != 1) to->set_quota(from.quota);
  if (from.guarantees != 1) to->set_guarantees(from.guarantees);
  if (from.round != 1) to->set_round(from.round);
  to->set_entropy(from.entropy);
  if (from.lending != 1) to->set_lending(from.lending);
}

void Read(const v1::Counters& from, core::Counters* to, Faults* faults) {
  to->zone = from.zone();
  to->site = from.site();
  to->pool = from.pool();
  to->resource = from.resource();
  to->certification = from.certification();
  to->company = from.company();
  to->member = from.member();
  to->badge = from.badge();
  to->token = from.token();
  to->booking = from.booking();
  to->series = from.series();
  to->wish = from.wish();
  to->outage = from.outage();
  to->fault = from.fault();
  to->request = from.request();
  to->at = ReadInstant(from.at(), faults);
  to->serving = from.serving();
  to->serving_changed = ReadInstant(from.serving_changed(), faults);
  to->oldest_request = ReadInstant(from.oldest_request(), faults);
  to->quota = from.has_quota() ? from.quota() : 1;
  to->guarantees = from.has_guarantees() ? from.guarantees() : 1;
  to->round = from.has_round() ? from.round() : 1;
  to->entropy = from.entropy();
  to->lending = from.has_lending() ? from.lending() : 1;
}

}  // namespace mutua::store
