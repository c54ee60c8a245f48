// Strong names for integers: an id of one kind is never an id of another, nor a number.
// Zero is "none". Ids are given out by the core in ascending order and never reused.
#pragma once

#include <compare>
#include <cstdint>
#include <utility>

namespace mutua {

template <class Tag, class Rep>
class Id {
 public:
  using Value = Rep;

  constexpr Id() = default;
  constexpr explicit Id(Rep value) : value_(value) {}

  constexpr Rep value() const { return value_; }
  constexpr bool IsSet() const { return value_ != 0; }
  constexpr auto operator<=>(const Id&) const = default;

  template <class H>
  friend H AbslHashValue(H h, Id id) {
    return H::combine(std::move(h), id.value_);
  }

 private:
  Rep value_ = 0;
};

using SiteId = Id<struct SiteTag, uint32_t>;
using ZoneId = Id<struct ZoneTag, uint32_t>;
using PoolId = Id<struct PoolTag, uint32_t>;
using ResourceId = Id<struct ResourceTag, uint32_t>;
using CompanyId = Id<struct CompanyTag, uint32_t>;
using MemberId = Id<struct MemberTag, uint32_t>;
using CertificationId = Id<struct CertificationTag, uint32_t>;
using BadgeId = Id<struct BadgeTag, uint32_t>;
using TokenId = Id<struct TokenTag, uint32_t>;
using QuotaId = Id<struct QuotaTag, uint32_t>;
using BookingId = Id<struct BookingTag, uint64_t>;
using SeriesId = Id<struct SeriesTag, uint64_t>;
using WishId = Id<struct WishTag, uint64_t>;
using OutageId = Id<struct OutageTag, uint64_t>;
using FaultId = Id<struct FaultTag, uint64_t>;
using GuaranteesId = Id<struct GuaranteesTag, uint64_t>;
using LendingId = Id<struct LendingTag, uint64_t>;
using RoundId = Id<struct RoundTag, uint64_t>;

// A commit's place in the one history: 1, 2, 3, ... without a gap; 0 is before everything.
using Position = Id<struct PositionTag, uint64_t>;

}  // namespace mutua
