// Between model's and core's values and the messages of proto/mutua/store/v1. Inside store/ only:
// the messages are named here, never seen.
//
// Promises: Write is total and loses nothing. Read is total on whatever a parser may deliver: each
// number is checked before it becomes an enumerator, an Interval or a length, and the first that is
// wrong is named in Faults; what was read is then worthless, but safe to destroy.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "engine/core/event.h"
#include "engine/core/state.h"

namespace mutua::store {

namespace v1 {
class Badge;
class Booking;
class Caller;
class Carry;
class Certification;
class Commons;
class Company;
class Counters;
class Event;
class Fault;
class Guarantees;
class Import;
class Lending;
class ListFiled;
class Member;
class Opening;
class Outage;
class Pool;
class Purse;
class Quota;
class Requested;
class Resource;
class Round;
class RoundDecided;
class Rules;
class Series;
class Site;
class Subject;
class Token;
class Usage;
class Contested;
class Want;
class Wish;
class Zone;
}  // namespace v1

// No instant, duration or civil time further than this (35,000 years) from zero is on disk, so that
// the sum of a few of them cannot overflow. Wider than what the engine accepts: what the core can
// compute, reading it back must not refuse.
inline constexpr int64_t kSecondsMost = int64_t{1} << 40;

// The first thing found wrong.
class Faults {
 public:
  // Returns `good`. `what` must live for ever: a literal.
  bool Expect(bool good, const char* what) {
    if (!good && what_ == nullptr) what_ = what;
    return good;
  }

  bool ok() const { return what_ == nullptr; }
  const char* what() const { return what_; }

  // DATA_LOSS: "`where`: what".
  absl::Status ToStatus(std::string_view where) const;

 private:
  const char* what_ = nullptr;
};

// Scalars, checked.

inline Instant ReadInstant(int64_t seconds, Faults* faults) {
  const bool good = -kSecondsMost <= seconds && seconds <= kSecondsMost;
  return Instant::FromUnix(faults->Expect(good, "an instant out of range") ? seconds : 0);
}

inline Duration ReadDuration(int64_t seconds, Faults* faults) {
  const bool good = -kSecondsMost <= seconds && seconds <= kSecondsMost;
  return Duration::Seconds(faults->Expect(good, "a duration out of range") ? seconds : 0);
}

Charge ReadCharge(int64_t ticks, int64_t cents, Faults* faults);
Interval ReadInterval(int64_t start, uint64_t seconds, Faults* faults);

inline int64_t WriteCivil(CivilSecond civil) { return civil - CivilSecond(); }
CivilSecond ReadCivil(int64_t seconds, Faults* faults);

template <class IdType>
IdType ReadId(typename IdType::Value value, Faults* faults) {
  faults->Expect(value != 0, "an id is zero");
  return IdType(value);
}

// Enumerators are numbered without a gap from `first` to `last`.
template <class Enum>
Enum ReadEnum(uint32_t number, Enum first, Enum last, Faults* faults) {
  const bool good = static_cast<uint32_t>(first) <= number && number <= static_cast<uint32_t>(last);
  return faults->Expect(good, "a kind or state that is none") ? static_cast<Enum>(number) : first;
}

// Numbers of 16 bits or less.
template <class Small, class Wide>
Small ReadSmall(Wide number, Faults* faults) {
  const bool good = std::in_range<Small>(number);
  return faults->Expect(good, "a number out of range") ? static_cast<Small>(number) : Small{};
}

// Arrays of bytes: seals, digests, request ids. All zeros is written as nothing.
template <class Array>
std::string_view WriteBytes(const Array& bytes) {
  if (bytes == Array{}) return {};
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
template <class Array>
Array ReadBytes(std::string_view bytes, Faults* faults) {
  Array array{};
  if (bytes.empty()) return array;
  if (faults->Expect(bytes.size() == array.size(), "a seal or digest of another size")) {
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(array.data()));
  }
  return array;
}

// Places (translate_place.cc).
void Write(const model::Zone& from, v1::Zone* to);
void Read(const v1::Zone& from, model::Zone* to, Faults* faults);
void Write(const model::Opening& from, v1::Opening* to);
void Read(const v1::Opening& from, model::Opening* to, Faults* faults);
void Write(const model::Rules& from, v1::Rules* to);
void Read(const v1::Rules& from, model::Rules* to, Faults* faults);
void Write(const model::Site& from, v1::Site* to);
void Read(const v1::Site& from, model::Site* to, Faults* faults);
void Write(const model::Pool& from, v1::Pool* to);
void Read(const v1::Pool& from, model::Pool* to, Faults* faults);
void Write(const model::Resource& from, v1::Resource* to);
void Read(const v1::Resource& from, model::Resource* to, Faults* faults);
void Write(const model::Outage& from, v1::Outage* to);
void Read(const v1::Outage& from, model::Outage* to, Faults* faults);
void Write(const model::Fault& from, v1::Fault* to);
void Read(const v1::Fault& from, model::Fault* to, Faults* faults);

// Parties (translate_party.cc).
void Write(const model::Certification& from, v1::Certification* to);
void Read(const v1::Certification& from, model::Certification* to, Faults* faults);
void Write(const model::Company& from, v1::Company* to);
void Read(const v1::Company& from, model::Company* to, Faults* faults);
void Write(const model::Member& from, v1::Member* to);
void Read(const v1::Member& from, model::Member* to, Faults* faults);
void Write(const model::Badge& from, v1::Badge* to);
void Read(const v1::Badge& from, model::Badge* to, Faults* faults);
void Write(const model::Token& from, v1::Token* to);
void Read(const v1::Token& from, model::Token* to, Faults* faults);

// Quotas (translate_quota.cc).
void Write(const model::Quota& from, v1::Quota* to);
void Read(const v1::Quota& from, model::Quota* to, Faults* faults);
void Write(const model::Carry& from, v1::Carry* to);
void Read(const v1::Carry& from, model::Carry* to, Faults* faults);

// Shares (translate_share.cc).
void Write(const model::Sharing& from, v1::Pool* to);
void Read(const v1::Pool& from, model::Sharing* to, Faults* faults);
void Write(const core::Contested& from, v1::Contested* to);
void Read(const v1::Contested& from, core::Contested* to, Faults* faults);
void Write(const model::Usage& from, v1::Usage* to);
void Read(const v1::Usage& from, model::Usage* to, Faults* faults);
void Write(const model::Guarantees& from, v1::Guarantees* to);
void Read(const v1::Guarantees& from, model::Guarantees* to, Faults* faults);
void Write(const model::Lending& from, v1::Lending* to);
void Read(const v1::Lending& from, model::Lending* to, Faults* faults);
void Write(const model::Purse& from, v1::Purse* to);
void Read(const v1::Purse& from, model::Purse* to, Faults* faults);
void Write(const model::Commons& from, v1::Commons* to);
void Read(const v1::Commons& from, model::Commons* to, Faults* faults);
// What a company may be owed of minutes, in units of 2^-32 minute: no sum of it overflows.
inline constexpr int64_t kCarryMost = int64_t{1} << 60;

// Rounds (translate_round.cc). `at`: the commit's.
void Write(const model::Round& from, v1::Round* to);
void Read(const v1::Round& from, model::Round* to, Faults* faults);
void Write(const core::ListFiled& from, v1::ListFiled* to);
void Read(const v1::ListFiled& from, core::ListFiled* to, Faults* faults);
void Write(const core::RoundDecided& from, Instant at, v1::RoundDecided* to);
void Read(const v1::RoundDecided& from, Instant at, core::RoundDecided* to, Faults* faults);

// Bookings, series and wishes (translate_booking.cc). `base`: what `made` is written against: the
// commit's instant in an event, 1970 in a record.
void Write(const model::Booking& from, Instant base, v1::Booking* to);
void Read(const v1::Booking& from, Instant base, model::Booking* to, Faults* faults);
void Write(const model::Series& from, v1::Series* to);
void Read(const v1::Series& from, model::Series* to, Faults* faults);
void Write(const model::Wish& from, v1::Wish* to);
void Read(const v1::Wish& from, model::Wish* to, Faults* faults);
void Write(const model::Import& from, v1::Import* to);
void Read(const v1::Import& from, model::Import* to, Faults* faults);

// What the core remembers (translate_core.cc). `base` as above.
void Write(const core::Caller& from, v1::Caller* to);
void Read(const v1::Caller& from, core::Caller* to, Faults* faults);
void Write(const core::Subject& from, v1::Subject* to);
void Read(const v1::Subject& from, core::Subject* to, Faults* faults);
void Write(const core::Requested& from, Instant base, v1::Requested* to);
void Read(const v1::Requested& from, Instant base, core::Requested* to, Faults* faults);
void Write(const core::Counters& from, v1::Counters* to);
void Read(const v1::Counters& from, core::Counters* to, Faults* faults);

// Events (write_event.cc, read_event.cc). `at`: the commit's.
void Write(const core::Event& from, Instant at, v1::Event* to);
core::Event Read(const v1::Event& from, Instant at, Faults* faults);

}  // namespace mutua::store
