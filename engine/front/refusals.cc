#include "engine/front/refusals.h"

#include <array>
#include <utility>

#include "engine/front/credits_sentence.h"
#include "engine/front/quota_sentence.h"
#include "engine/front/reading.h"
#include "engine/front/sentences.h"
#include "engine/front/showing.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace mutua::front {
namespace {

using core::Rule;

// How a rule's numbers are to be read (engine/core/refusal.h says which number is what).
enum class Moment : uint8_t { kNone, kLimit, kUsed, kSpan };
struct Shape {
  v1::Unit unit = v1::UNIT_UNSPECIFIED;
  Moment at = Moment::kNone;  // kSpan: the interval, limit to `to`
  bool keeps_limit = true;    // as a number, too
};

Shape ShapeOf(Rule rule) {
  switch (rule) {
    case Rule::kBadInterval:
    case Rule::kClosed:
    case Rule::kGranularity:
    case Rule::kTooShort:
    case Rule::kTooLong:
    case Rule::kLeadTime:
    case Rule::kHorizon:
    case Rule::kGap:
    case Rule::kHoldTooLong:
    case Rule::kGuaranteeUsed:
    case Rule::kReservedForGuarantees:
    case Rule::kLendsTooMuch:
    case Rule::kTakesBackTooMuch:
      return {.unit = v1::UNIT_SECONDS};
    case Rule::kCreditsUsed:
      return {.unit = v1::UNIT_TICKS};
    case Rule::kAboveCost:
      return {.unit = v1::UNIT_CENTS};
    case Rule::kLendsPeople:
    case Rule::kTooFewPieces:
    case Rule::kTooMany:
    case Rule::kInUse:
    case Rule::kPoolFull:
      return {.unit = v1::UNIT_COUNT};
    case Rule::kOverlap:
      return {.unit = v1::UNIT_CAPACITY};
    case Rule::kRequestTooOld:
    case Rule::kRequestAhead:
    case Rule::kInThePast:
    case Rule::kLendsTooLate:
      return {.at = Moment::kLimit};
    case Rule::kSkippedTime:
    case Rule::kCertification:
    case Rule::kAnyCertification:
      return {.at = Moment::kLimit, .keeps_limit = false};
    case Rule::kRoundOver:
      return {.at = Moment::kLimit, .keeps_limit = false};
    case Rule::kInRound:
    case Rule::kOutsideRound:
    case Rule::kRoundTimes:
      return {.keeps_limit = false};
    case Rule::kOutage:
    case Rule::kCheckInWindow:
      return {.at = Moment::kSpan, .keeps_limit = false};
    default:
      return {};
  }
}

// The letter of the ids that a command names; 0: it names none.
struct Letter {
  char operator()(const core::Confirm&) const { return 'b'; }
  char operator()(const core::Approve&) const { return 'b'; }
  char operator()(const core::Reject&) const { return 'b'; }
  char operator()(const core::Move&) const { return 'b'; }
  char operator()(const core::Cancel&) const { return 'b'; }
  char operator()(const core::CheckIn&) const { return 'b'; }
  char operator()(const core::CheckOut&) const { return 'b'; }
  char operator()(const core::MarkNoShow&) const { return 'b'; }
  char operator()(const core::HandOver&) const { return 'b'; }
  char operator()(const core::MoveSeries&) const { return 's'; }
  char operator()(const core::CancelSeries&) const { return 's'; }
  char operator()(const core::RefillSeries&) const { return 's'; }
  char operator()(const core::WithdrawWish&) const { return 'w'; }
  char operator()(const core::DeclineOffer&) const { return 'w'; }
  char operator()(const core::AcceptOffer&) const { return 'w'; }
  char operator()(const core::ChangeOutage&) const { return 'o'; }
  char operator()(const core::LiftOutage&) const { return 'o'; }
  char operator()(const core::ResolveFault&) const { return 'f'; }
  char operator()(const core::FileList&) const { return 'a'; }
  char operator()(const core::CloseRound&) const { return 'a'; }
  char operator()(const core::CancelRound&) const { return 'a'; }
  char operator()(const core::DefineBadge&) const { return 'k'; }
  char operator()(const core::DefineToken&) const { return 't'; }
  template <class Other>
  char operator()(const Other&) const {
    return 0;
  }
};

// Whether an unknown or forbidden thing is the member whom the command is for.
struct NamesMember {
  int64_t asked;
  bool operator()(const core::Book&) const { return true; }
  bool operator()(const core::BookSeries&) const { return true; }
  bool operator()(const core::FileWish&) const { return true; }
  bool operator()(const core::FileList& body) const {
    return body.member.IsSet() && body.member.value() == asked &&
           body.round.value() != static_cast<uint64_t>(asked);
  }
  bool operator()(const core::HandOver& body) const {
    return body.to.IsSet() && body.to.value() == asked &&
           body.booking.value() != static_cast<uint64_t>(asked);
  }
  bool operator()(const core::MoveMember& body) const {
    return body.member.IsSet() && body.member.value() == asked && body.to.value() != asked;
  }
  bool operator()(const core::SetPin& body) const {
    return body.member.IsSet() && body.member.value() == asked;
  }
  bool operator()(const core::SetQuietHours& body) const {
    return body.member.IsSet() && body.member.value() == asked;
  }
  bool operator()(const core::SetPassword& body) const {
    return body.member.IsSet() && body.member.value() == asked;
  }
  bool operator()(const core::EraseMember& body) const {
    return body.member.IsSet() && body.member.value() == asked;
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

// What the command named, as it is called in the contract; empty where an id alone does not say
// what it is of: it must never be taken for a member's.
std::string NamedBy(const Scene& scene, const core::Reason& reason, const core::Body* body) {
  if (reason.asked <= 0 || body == nullptr) return {};
  if (std::visit(NamesMember{reason.asked}, *body)) {
    return scene.people.HandleOf(MemberId(static_cast<uint32_t>(reason.asked)));
  }
  const char letter = std::visit(Letter(), *body);
  // Of a series: the number of an occurrence.
  if (letter == 's' && reason.occurrence != 0) {
    return "occurrence " + std::to_string(reason.asked);
  }
  if (letter != 0) return IdText(letter, static_cast<uint64_t>(reason.asked));
  return {};
}

const char* PartName(int64_t part) {
  static constexpr std::array<const char*, 15> kParts = {
      "RRULE", "FREQ",       "UNTIL",     "COUNT",    "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR",
      "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH",  "BYSETPOS", "WKST"};
  return part >= 0 && part < 15 ? kParts[static_cast<size_t>(part)] : kParts[0];
}

void SetAt(Instant at, google::protobuf::Timestamp* out) { out->set_seconds(at.unix_seconds()); }

// "laser, laser-advanced".
std::string OneOfWhich(const Scene& scene, ResourceId id) {
  std::string handles;
  if (scene.state.Find(id) == nullptr) return handles;
  for (const CertificationId enough : scene.state.RulesOf(id).any_certifications) {
    if (!handles.empty()) handles += ", ";
    handles += scene.state.Find(enough)->handle;
  }
  return handles;
}

v1::Unit UnitOf(model::Quota::Measure measure) {
  switch (measure) {
    case model::Quota::Measure::kTime:
      return v1::UNIT_SECONDS;
    case model::Quota::Measure::kBookings:
      return v1::UNIT_COUNT;
    case model::Quota::Measure::kCharge:
      return v1::UNIT_TICKS;
    case model::Quota::Measure::kMoney:
      return v1::UNIT_CENTS;
  }
  return v1::UNIT_COUNT;
}

void SetSubject(const Scene& scene, const core::Reason& reason, const core::Body* body,
                v1::Reason* out) {
  switch (reason.rule) {
    case Rule::kUnknown:
    case Rule::kStateForbids:
    case Rule::kNotPermitted:
      out->set_subject(NamedBy(scene, reason, body));
      out->set_asked(0);
      break;
    case Rule::kOutage:
      out->set_subject("o-" + std::to_string(reason.used));
      out->set_used(0);
      break;
    case Rule::kCertification: {
      const auto* kind = scene.state.Find(CertificationId(static_cast<uint32_t>(reason.used)));
      if (kind != nullptr) out->set_subject(kind->handle);
      out->set_used(0);
      break;
    }
    case Rule::kAnyCertification:
      out->set_subject(OneOfWhich(scene, reason.resource));
      break;
    case Rule::kInUse:
      if (const auto* erase = body == nullptr ? nullptr : std::get_if<core::EraseMember>(body)) {
        out->set_subject(scene.people.HandleOf(erase->member));
      }
      // What a company lends when it leaves.
      if (body != nullptr && std::holds_alternative<core::WindUp>(*body)) {
        out->set_subject(out->resource());
      }
      break;
    case Rule::kNamedAlone:
      if (const auto* pool = scene.state.Find(PoolId(static_cast<uint32_t>(reason.limit)))) {
        out->set_resource(pool->handle);
      }
      out->set_limit(0);
      break;
    case Rule::kBadRecurrence:
      out->set_subject(PartName(reason.asked));
      out->set_asked(0);
      break;
    case Rule::kQuota:
      if (const model::Quota* quota = scene.state.Find(reason.quota)) {
        out->set_subject(quota->handle);
        out->set_unit(UnitOf(quota->measure));
      }
      break;
    case Rule::kQuotaContradicts: {
      // One of the same lab has not come to be.
      const model::Quota* quota = scene.state.Find(reason.quota);
      const bool french = scene.language == Language::kFrench;
      out->set_subject(quota != nullptr ? quota->handle
                       : french         ? "un autre d'ici"
                                        : "another one here");
      out->set_unit(UnitOf(static_cast<model::Quota::Measure>(reason.used)));
      out->set_used(0);
      break;
    }
    case Rule::kHandleTaken:
      break;
    default:
      break;
  }
}

void SetSpan(int64_t from, int64_t to, v1::Reason* out) {
  if (from <= 0 || to <= from) return;
  SetAt(Instant::FromUnix(from), out->mutable_interval()->mutable_start());
  SetAt(Instant::FromUnix(to), out->mutable_interval()->mutable_end());
}

// Of a round: its id, and times in place of numbers.
void SetRound(const Scene& scene, const core::Reason& reason, v1::Reason* out) {
  out->set_used(0);
  out->set_asked(0);
  switch (reason.rule) {
    case Rule::kInRound:
      out->set_subject(IdText('a', static_cast<uint64_t>(reason.used)));
      // Another round of that time: all of the pool is meant.
      if (const auto* round = scene.state.Find(RoundId(static_cast<uint64_t>(reason.used)));
          round != nullptr && out->resource().empty()) {
        out->set_resource(scene.state.Find(round->pool)->handle);
      }
      return SetSpan(reason.limit, reason.asked, out);
    case Rule::kRoundOver:
      return out->set_subject(IdText('a', static_cast<uint64_t>(reason.asked)));
    case Rule::kOutsideRound:
      out->set_subject(IdText('a', static_cast<uint64_t>(reason.asked)));
      return SetSpan(reason.limit, reason.used, out);
    case Rule::kRoundTimes:
      SetAt(Instant::FromUnix(reason.asked), out->mutable_at());
      return SetSpan(reason.limit, reason.limit + 1, out);
    case Rule::kNoTurn:
      if (const auto* company = scene.state.Find(CompanyId(static_cast<uint32_t>(reason.asked)))) {
        out->set_subject(company->handle);
      }
      return;
    default:
      if (const auto* pool = scene.state.Find(PoolId(static_cast<uint32_t>(reason.asked)))) {
        out->set_subject(pool->handle);
      }
  }
}

void SetMoments(const Scene& scene, const core::Reason& reason, const Shape& shape,
                v1::Reason* out) {
  if (shape.at == Moment::kLimit && reason.limit > 0) {
    SetAt(Instant::FromUnix(reason.limit), out->mutable_at());
  } else if (shape.at == Moment::kSpan) {
    const bool outage = reason.rule == Rule::kOutage;
    SetAt(Instant::FromUnix(reason.limit), out->mutable_interval()->mutable_start());
    SetAt(Instant::FromUnix(outage ? reason.asked : reason.used),
          out->mutable_interval()->mutable_end());
    if (outage) out->set_asked(0);
    if (!outage) SetAt(Instant::FromUnix(reason.asked), out->mutable_at());
    if (!outage) out->set_used(0), out->set_asked(0);
  }
  if (reason.rule == Rule::kHorizon) {
    SetAt(scene.now + Duration::Seconds(reason.asked - reason.limit), out->mutable_at());
  }
  if (reason.renews > kEarliest) SetAt(reason.renews, out->mutable_at());
  if (!shape.keeps_limit) out->set_limit(0);
}

void FillReason(const Scene& scene, const core::Reason& reason, const core::Body* body,
                v1::Reason* out) {
  const Shape shape = ShapeOf(reason.rule);
  const model::Resource* resource = scene.state.Find(reason.resource);
  const model::ZoneTable* zone =
      resource != nullptr ? &scene.state.ZoneOf(reason.resource) : Reading(scene).OnlyZone();
  out->set_rule(static_cast<v1::Rule>(reason.rule));
  if (resource != nullptr) out->set_resource(resource->handle);
  out->set_unit(shape.unit);
  out->set_limit(reason.limit);
  out->set_used(reason.used);
  out->set_asked(reason.asked);
  out->set_occurrence(reason.occurrence);
  SetSubject(scene, reason, body, out);
  if (core::IsOfRounds(reason.rule)) SetRound(scene, reason, out);
  SetMoments(scene, reason, shape, out);
  const bool tells = reason.rule == Rule::kQuota && scene.state.Find(reason.quota) != nullptr;
  out->set_sentence(tells ? QuotaSentence(scene, reason, zone)
                    : reason.rule == Rule::kCreditsUsed
                        ? CreditsSentence(scene, reason, zone)
                        : SentenceOf(scene.language, *out, Flaw::kNone, zone));
}

void AddDetail(const google::protobuf::Message& detail, google::rpc::Status* status) {
  status->add_details()->PackFrom(detail);
}

grpc::Status ToGrpc(const google::rpc::Status& status) {
  return {static_cast<grpc::StatusCode>(status.code()), status.message(),
          status.SerializeAsString()};
}

google::rpc::Status Begin(grpc::StatusCode code, const std::string& reason,
                          const std::string& message) {
  google::rpc::Status status;
  status.set_code(static_cast<int>(code));
  status.set_message(message);
  google::rpc::ErrorInfo info;
  info.set_domain("mutua");
  info.set_reason(reason);
  AddDetail(info, &status);
  return status;
}

// Details beside the refusal are small and bounded: names of fields, a few words.
void CutToSize(size_t bytes_max, v1::Refusal* refusal) {
  while (refusal->ByteSizeLong() > bytes_max && refusal->reasons_size() > 1) {
    refusal->mutable_reasons()->RemoveLast();
    refusal->set_reasons_left_out(refusal->reasons_left_out() + 1);
  }
  while (refusal->ByteSizeLong() > bytes_max && refusal->alternatives_size() > 0) {
    refusal->mutable_alternatives()->RemoveLast();
  }
}

template <size_t... kKind>
core::Body EmptyBodyOf(size_t kind, std::index_sequence<kKind...>) {
  core::Body body;
  ((kind == kKind ? static_cast<void>(body.emplace<kKind>()) : static_cast<void>(0)), ...);
  return body;
}

}  // namespace

core::Body EmptyBody(size_t kind) {
  return EmptyBodyOf(kind, std::make_index_sequence<std::variant_size_v<core::Body>>());
}

v1::Refusal RefusalOf(const Scene& scene, const std::vector<core::Reason>& reasons,
                      const core::Body* body) {
  v1::Refusal refusal;
  for (const core::Reason& reason : reasons) {
    FillReason(scene, reason, body, refusal.add_reasons());
  }
  return refusal;
}

v1::Refusal RefusalOf(Language language, const Objection& objection, const model::ZoneTable* zone) {
  v1::Refusal refusal;
  v1::Reason& reason = *refusal.add_reasons();
  reason.set_rule(objection.rule);
  reason.set_subject(objection.subject);
  reason.set_limit(objection.limit);
  reason.set_used(objection.used);
  reason.set_asked(objection.asked);
  if (objection.rule == v1::RULE_BAD_INTERVAL) reason.set_unit(v1::UNIT_SECONDS);
  if (objection.rule == v1::RULE_TOO_MANY) reason.set_unit(v1::UNIT_COUNT);
  if (objection.flaw == Flaw::kTooLong) reason.set_unit(v1::UNIT_BYTES);
  if (objection.unit != v1::UNIT_UNSPECIFIED) reason.set_unit(objection.unit);
  if (objection.at) SetAt(*objection.at, reason.mutable_at());
  reason.set_sentence(SentenceOf(language, reason, objection.flaw, zone));
  return refusal;
}

v1::Refusal RefusalOf(Language language, v1::Rule rule) {
  Objection objection;
  objection.rule = rule;
  return RefusalOf(language, objection, nullptr);
}

grpc::StatusCode CodeOf(v1::Rule rule) {
  switch (rule) {
    case v1::RULE_REQUEST_AHEAD:
    case v1::RULE_BAD_INTERVAL:
    case v1::RULE_TOO_MANY:
    case v1::RULE_BAD_DEFINITION:
    case v1::RULE_BAD_RECURRENCE:
    case v1::RULE_ENDLESS_SERIES:
    case v1::RULE_SKIPPED_TIME:
    case v1::RULE_MALFORMED:
    case v1::RULE_TOO_LARGE:
    case v1::RULE_QUOTA_LIMIT:
      return grpc::StatusCode::INVALID_ARGUMENT;
    case v1::RULE_REQUEST_REUSED:
    case v1::RULE_HANDLE_TAKEN:
      return grpc::StatusCode::ALREADY_EXISTS;
    case v1::RULE_UNKNOWN:
      return grpc::StatusCode::NOT_FOUND;
    case v1::RULE_NOT_PERMITTED:
    case v1::RULE_PIN_WRONG:
    case v1::RULE_CODE_REFUSED:
      return grpc::StatusCode::PERMISSION_DENIED;
    case v1::RULE_STALE:
      return grpc::StatusCode::ABORTED;
    case v1::RULE_QUEUE_FULL:
    case v1::RULE_TOO_MANY_TRIES:
      return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case v1::RULE_DEADLINE_PASSED:
      return grpc::StatusCode::DEADLINE_EXCEEDED;
    default:
      return grpc::StatusCode::FAILED_PRECONDITION;
  }
}

std::string ReasonName(v1::Rule rule) {
  constexpr std::string_view kPrefix = "RULE_";
  return v1::Rule_Name(rule).substr(kPrefix.size());
}

grpc::Status StatusOf(v1::Refusal refusal) {
  const v1::Reason& first = refusal.reasons(0);
  const grpc::StatusCode code = CodeOf(first.rule());
  google::rpc::Status status = Begin(code, ReasonName(first.rule()), first.sentence());
  if (code == grpc::StatusCode::INVALID_ARGUMENT && !first.subject().empty()) {
    google::rpc::BadRequest bad;
    auto* field = bad.add_field_violations();
    // The subject of a broken recurrence is the part of the rule.
    field->set_field(first.rule() == v1::RULE_BAD_RECURRENCE ? "recurrence.rrule"
                                                             : first.subject());
    field->set_description(first.sentence());
    AddDetail(bad, &status);
  }
  if (first.rule() == v1::RULE_QUEUE_FULL) {
    // A group takes a few milliseconds: a tenth of a second is some dozens of them.
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_nanos(100'000'000);
    AddDetail(retry, &status);
  }
  constexpr size_t kWrapping = 64;  // the Any around the refusal: its type's name and lengths
  CutToSize(kStatusBytesMax - kWrapping - status.ByteSizeLong(), &refusal);
  AddDetail(refusal, &status);
  return ToGrpc(status);
}

grpc::Status StatusOf(const absl::Status& status, Language language) {
  const std::string message(status.message().data(), status.message().size());
  switch (status.code()) {
    case absl::StatusCode::kUnauthenticated:
      return StatusOf(grpc::StatusCode::UNAUTHENTICATED, "UNAUTHENTICATED", message);
    case absl::StatusCode::kPermissionDenied:
      return StatusOf(RefusalOf(language, v1::RULE_NOT_PERMITTED));
    case absl::StatusCode::kResourceExhausted:
      return StatusOf(RefusalOf(language, v1::RULE_QUEUE_FULL));
    case absl::StatusCode::kDeadlineExceeded:
      return StatusOf(RefusalOf(language, v1::RULE_DEADLINE_PASSED));
    case absl::StatusCode::kInvalidArgument:
      return StatusOf(RefusalOf(language, v1::RULE_TOO_LARGE));
    case absl::StatusCode::kUnknown:
      return StatusOf(grpc::StatusCode::UNKNOWN, "OUTCOME_UNKNOWN", message);
    case absl::StatusCode::kUnavailable:
      return StatusOf(grpc::StatusCode::UNAVAILABLE, "SHUTTING_DOWN", message);
    case absl::StatusCode::kOutOfRange:
      return StatusOf(grpc::StatusCode::OUT_OF_RANGE, "HISTORY_EXPIRED", message);
    default:
      return StatusOf(grpc::StatusCode::INTERNAL, "INTERNAL", message);
  }
}

grpc::Status StatusOfAnswer(const absl::Status& status, Language language) {
  if (!absl::IsResourceExhausted(status)) return StatusOf(status, language);
  return StatusOf(
      grpc::StatusCode::RESOURCE_EXHAUSTED, "STORE_FULL",
      "the daemon's disk is nearly full: nothing was done; its operator must make room");
}

grpc::Status StatusOf(grpc::StatusCode code, const std::string& reason,
                      const std::string& message) {
  // A message travels in a header as well.
  return ToGrpc(Begin(code, reason, message.substr(0, 1000)));
}

}  // namespace mutua::front
