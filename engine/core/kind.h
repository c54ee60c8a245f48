// Which Subject::Kind a record type is.
#pragma once

#include <type_traits>

#include "engine/core/event.h"

namespace mutua::core {

template <class RecordType>
constexpr Subject::Kind KindOf() {
  using Kind = Subject::Kind;
  if constexpr (std::is_same_v<RecordType, model::Zone>) return Kind::kZone;
  if constexpr (std::is_same_v<RecordType, model::Site>) return Kind::kSite;
  if constexpr (std::is_same_v<RecordType, model::Pool>) return Kind::kPool;
  if constexpr (std::is_same_v<RecordType, model::Resource>) return Kind::kResource;
  if constexpr (std::is_same_v<RecordType, model::Certification>) return Kind::kCertification;
  if constexpr (std::is_same_v<RecordType, model::Company>) return Kind::kCompany;
  if constexpr (std::is_same_v<RecordType, model::Member>) return Kind::kMember;
  if constexpr (std::is_same_v<RecordType, model::Badge>) return Kind::kBadge;
  if constexpr (std::is_same_v<RecordType, model::Token>) return Kind::kToken;
  if constexpr (std::is_same_v<RecordType, model::Booking>) return Kind::kBooking;
  if constexpr (std::is_same_v<RecordType, model::Series>) return Kind::kSeries;
  if constexpr (std::is_same_v<RecordType, model::Wish>) return Kind::kWish;
  if constexpr (std::is_same_v<RecordType, model::Outage>) return Kind::kOutage;
  if constexpr (std::is_same_v<RecordType, model::Fault>) return Kind::kFault;
  if constexpr (std::is_same_v<RecordType, model::Import>) return Kind::kImport;
  if constexpr (std::is_same_v<RecordType, model::Quota>) return Kind::kQuota;
  if constexpr (std::is_same_v<RecordType, model::Carry>) return Kind::kCarry;
  if constexpr (std::is_same_v<RecordType, model::Usage>) return Kind::kUsage;
  if constexpr (std::is_same_v<RecordType, model::Guarantees>) return Kind::kGuarantees;
  if constexpr (std::is_same_v<RecordType, model::Lending>) return Kind::kLending;
  if constexpr (std::is_same_v<RecordType, model::Purse>) return Kind::kPurse;
  if constexpr (std::is_same_v<RecordType, model::Commons>) return Kind::kCommons;
  if constexpr (std::is_same_v<RecordType, model::Round>) return Kind::kRound;
}

}  // namespace mutua::core
