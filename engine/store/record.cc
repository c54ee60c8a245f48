#include "engine/store/record.h"

#include <fmt/format.h>
#include <google/protobuf/message_lite.h>

#include <array>
#include <limits>

#include "engine/store/translate.h"
#include "mutua/store/v1/records.pb.h"

namespace mutua::store {
namespace {

using Kind = core::Subject::Kind;

constexpr size_t kKeySize = 9;

constexpr std::array<std::string_view, core::Subject::kKinds> kKindNames = {
    "nothing",    "zone",    "site",    "pool",     "resource", "certification", "company",
    "member",     "badge",   "token",   "booking",  "series",   "wish",          "outage",
    "fault",      "import",  "request", "counters", "quota",    "carry",         "usage",
    "guarantees", "lending", "purse",   "commons",  "round"};

// Records whose times are written against a base: 1970 here.
void WriteRecord(const model::Booking& from, v1::Booking* to) { Write(from, Instant(), to); }
void WriteRecord(const core::Requested& from, v1::Requested* to) { Write(from, Instant(), to); }
template <class RecordType, class Message>
void WriteRecord(const RecordType& from, Message* to) {
  Write(from, to);
}

void ReadRecord(const v1::Booking& from, model::Booking* to, Faults* faults) {
  Read(from, Instant(), to, faults);
}
void ReadRecord(const v1::Requested& from, core::Requested* to, Faults* faults) {
  Read(from, Instant(), to, faults);
}
template <class RecordType, class Message>
void ReadRecord(const Message& from, RecordType* to, Faults* faults) {
  Read(from, to, faults);
}

template <class Message, class RecordType>
std::optional<std::string> Encode(const RecordType* record) {
  if (record == nullptr) return std::nullopt;
  Message message;
  WriteRecord(*record, &message);
  return message.SerializeAsString();
}

template <class IdType>
IdType IdOf(core::Subject subject) {
  return IdType(static_cast<typename IdType::Value>(subject.id));
}

absl::Status Broken(core::Subject subject, std::string_view what) {
  return absl::DataLossError(fmt::format("the record of {}: {}", Describe(subject), what));
}

template <class Message, class RecordType>
absl::StatusOr<core::Record> Decode(core::Subject subject, std::string_view bytes) {
  Message message;
  if (bytes.size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Broken(subject, "is not a message");
  }
  RecordType record;
  Faults faults;
  ReadRecord(message, &record, &faults);
  if constexpr (requires { record.id; }) {
    faults.Expect(record.id.value() == subject.id, "holds another id");
  }
  if (!faults.ok()) return Broken(subject, faults.what());
  return core::Record(std::move(record));
}

}  // namespace

std::string EncodeKey(core::Subject subject) {
  std::string key(kKeySize, '\0');
  key[0] = static_cast<char>(subject.kind);
  for (size_t i = 1; i < kKeySize; ++i) {
    key[i] = static_cast<char>(static_cast<uint8_t>(subject.id >> (8 * (kKeySize - 1 - i))));
  }
  return key;
}

absl::StatusOr<core::Subject> DecodeKey(std::string_view key) {
  const auto kind = key.empty() ? 0 : static_cast<uint8_t>(key[0]);
  if (key.size() != kKeySize || kind == 0 || static_cast<size_t>(kind) >= core::Subject::kKinds) {
    return absl::DataLossError("a record whose key is none");
  }
  core::Subject subject{static_cast<Kind>(kind), 0};
  for (size_t i = 1; i < kKeySize; ++i) {
    subject.id = subject.id << 8 | static_cast<uint8_t>(key[i]);
  }
  return subject;
}

std::optional<std::string> EncodeRecord(const core::State& state, core::Subject subject) {
  switch (subject.kind) {
    case Kind::kNone:
      return std::nullopt;
    case Kind::kZone:
      return Encode<v1::Zone>(state.Find(IdOf<ZoneId>(subject)));
    case Kind::kSite:
      return Encode<v1::Site>(state.Find(IdOf<SiteId>(subject)));
    case Kind::kPool:
      return Encode<v1::Pool>(state.Find(IdOf<PoolId>(subject)));
    case Kind::kResource:
      return Encode<v1::Resource>(state.Find(IdOf<ResourceId>(subject)));
    case Kind::kCertification:
      return Encode<v1::Certification>(state.Find(IdOf<CertificationId>(subject)));
    case Kind::kCompany:
      return Encode<v1::Company>(state.Find(IdOf<CompanyId>(subject)));
    case Kind::kMember:
      return Encode<v1::Member>(state.Find(IdOf<MemberId>(subject)));
    case Kind::kBadge:
      return Encode<v1::Badge>(state.Find(IdOf<BadgeId>(subject)));
    case Kind::kToken:
      return Encode<v1::Token>(state.Find(IdOf<TokenId>(subject)));
    case Kind::kBooking:
      return Encode<v1::Booking>(state.Find(BookingId(subject.id)));
    case Kind::kSeries:
      return Encode<v1::Series>(state.Find(SeriesId(subject.id)));
    case Kind::kWish:
      return Encode<v1::Wish>(state.Find(WishId(subject.id)));
    case Kind::kOutage:
      return Encode<v1::Outage>(state.Find(OutageId(subject.id)));
    case Kind::kFault:
      return Encode<v1::Fault>(state.Find(FaultId(subject.id)));
    case Kind::kImport:
      return Encode<v1::Import>(state.FindImport(BookingId(subject.id)));
    case Kind::kRequest:
      return Encode<v1::Requested>(state.Find(core::RequestNumber(subject.id)));
    case Kind::kCounters:
      return Encode<v1::Counters>(&state.counters());
    case Kind::kQuota:
      return Encode<v1::Quota>(state.Find(IdOf<QuotaId>(subject)));
    case Kind::kCarry:
      return Encode<v1::Carry>(state.Find(model::HolderId(subject.id)));
    case Kind::kUsage:
      return Encode<v1::Usage>(state.FindUsage(IdOf<CompanyId>(subject)));
    case Kind::kGuarantees:
      return Encode<v1::Guarantees>(state.Find(GuaranteesId(subject.id)));
    case Kind::kLending:
      return Encode<v1::Lending>(state.Find(LendingId(subject.id)));
    case Kind::kPurse:
      return Encode<v1::Purse>(state.FindPurse(IdOf<CompanyId>(subject)));
    case Kind::kCommons:
      return Encode<v1::Commons>(state.FindCommons(IdOf<PoolId>(subject)));
    case Kind::kRound:
      return Encode<v1::Round>(state.Find(RoundId(subject.id)));
  }
  MUTUA_CHECK(false);
}

absl::StatusOr<core::Record> DecodeRecord(core::Subject subject, std::string_view bytes) {
  switch (subject.kind) {
    case Kind::kNone:
      return Broken(subject, "is of no kind");
    case Kind::kZone:
      return Decode<v1::Zone, model::Zone>(subject, bytes);
    case Kind::kSite:
      return Decode<v1::Site, model::Site>(subject, bytes);
    case Kind::kPool:
      return Decode<v1::Pool, model::Pool>(subject, bytes);
    case Kind::kResource:
      return Decode<v1::Resource, model::Resource>(subject, bytes);
    case Kind::kCertification:
      return Decode<v1::Certification, model::Certification>(subject, bytes);
    case Kind::kCompany:
      return Decode<v1::Company, model::Company>(subject, bytes);
    case Kind::kMember:
      return Decode<v1::Member, model::Member>(subject, bytes);
    case Kind::kBadge:
      return Decode<v1::Badge, model::Badge>(subject, bytes);
    case Kind::kToken:
      return Decode<v1::Token, model::Token>(subject, bytes);
    case Kind::kBooking:
      return Decode<v1::Booking, model::Booking>(subject, bytes);
    case Kind::kSeries:
      return Decode<v1::Series, model::Series>(subject, bytes);
    case Kind::kWish:
      return Decode<v1::Wish, model::Wish>(subject, bytes);
    case Kind::kOutage:
      return Decode<v1::Outage, model::Outage>(subject, bytes);
    case Kind::kFault:
      return Decode<v1::Fault, model::Fault>(subject, bytes);
    case Kind::kImport:
      return Decode<v1::Import, model::Import>(subject, bytes);
    case Kind::kRequest:
      return Decode<v1::Requested, core::Requested>(subject, bytes);
    case Kind::kCounters:
      return Decode<v1::Counters, core::Counters>(subject, bytes);
    case Kind::kQuota:
      return Decode<v1::Quota, model::Quota>(subject, bytes);
    case Kind::kCarry:
      return Decode<v1::Carry, model::Carry>(subject, bytes);
    case Kind::kUsage:
      return Decode<v1::Usage, model::Usage>(subject, bytes);
    case Kind::kGuarantees:
      return Decode<v1::Guarantees, model::Guarantees>(subject, bytes);
    case Kind::kLending:
      return Decode<v1::Lending, model::Lending>(subject, bytes);
    case Kind::kPurse:
      return Decode<v1::Purse, model::Purse>(subject, bytes);
    case Kind::kCommons:
      return Decode<v1::Commons, model::Commons>(subject, bytes);
    case Kind::kRound:
      return Decode<v1::Round, model::Round>(subject, bytes);
  }
  return Broken(subject, "is of a kind that is none");
}

std::string Describe(core::Subject subject) {
  const auto kind = static_cast<size_t>(subject.kind);
  if (kind >= kKindNames.size()) return fmt::format("kind {} id {}", kind, subject.id);
  return fmt::format("{} {}", kKindNames[kind], subject.id);
}

}  // namespace mutua::store
