// The ledger of credits, to and from its messages.
#include "engine/store/translate.h"
#include "mutua/store/v1/records.pb.h"

namespace mutua::store {
namespace {

using model::Entry;

// A balance may be less than nothing.
Ticks ReadTicks(int64_t ticks, int64_t least, Faults* faults) {
  const bool good = least <= ticks && ticks <= INT64_MAX / 4;
  return Ticks(faults->Expect(good, "credits out of range") ? ticks : 0);
}

int64_t ReadTime(int64_t time, Faults* faults) {
  const bool good = 0 <= time && time <= INT64_MAX / 4;
  return faults->Expect(good, "lent time out of range") ? time : 0;
}

constexpr int64_t kLeast = -(INT64_MAX / 4);

}  // namespace

void Write(const model::Lending& from, v1::Lending* to) {
  to->set_id(from.id.value());
  to->set_pool(from.pool.value());
  to->set_period(from.period.value());
  to->set_company(from.company.value());
  to->set_minutes(from.minutes);
  to->set_borrowed(from.borrowed);
}

void Read(const v1::Lending& from, model::Lending* to, Faults* faults) {
  to->id = ReadId<LendingId>(from.id(), faults);
  to->pool = ReadId<PoolId>(from.pool(), faults);
  to->period = ReadId<GuaranteesId>(from.period(), faults);
  to->company = ReadId<CompanyId>(from.company(), faults);
  const bool good = 0 <= from.minutes() && from.minutes() <= kGuaranteeMinutesMost;
  to->minutes = faults->Expect(good, "lent time out of range") ? from.minutes() : 0;
  to->borrowed = ReadTime(from.borrowed(), faults);
}

void Write(const model::Purse& from, v1::Purse* to) {
  to->set_id(from.id.value());
  for (const model::Purse::Part& part : from.parts) {
    v1::Purse::Part* written = to->add_parts();
    written->set_pool(part.pool.value());
    written->set_balance(part.balance.value());
    written->set_escrow(part.escrow.value());
  }
  for (const Entry& entry : from.entries) {
    v1::Purse::Entry* written = to->add_entries();
    written->set_at(entry.at.unix_seconds());
    written->set_pool(entry.pool.value());
    written->set_why(static_cast<uint32_t>(entry.why));
    written->set_ticks(entry.ticks.value());
    written->set_seconds(entry.seconds);
    written->set_booking(entry.booking.value());
    written->set_resource(entry.resource.value());
  }
}

void Read(const v1::Purse& from, model::Purse* to, Faults* faults) {
  to->id = ReadId<CompanyId>(from.id(), faults);
  for (const v1::Purse::Part& part : from.parts()) {
    const PoolId pool = ReadId<PoolId>(part.pool(), faults);
    faults->Expect(to->parts.empty() || to->parts.back().pool < pool, "an account out of place");
    to->parts.push_back(
        {pool, ReadTicks(part.balance(), kLeast, faults), ReadTicks(part.escrow(), 0, faults)});
  }
  for (const v1::Purse::Entry& entry : from.entries()) {
    const Entry::Why why = ReadEnum(entry.why(), Entry::Why::kPaid, Entry::Why::kWoundUp, faults);
    to->entries.push_back({ReadInstant(entry.at(), faults), ReadId<PoolId>(entry.pool(), faults),
                           why, ReadTicks(entry.ticks(), kLeast, faults),
                           ReadTime(entry.seconds(), faults), BookingId(entry.booking()),
                           ResourceId(entry.resource())});
  }
}

void Write(const model::Commons& from, v1::Commons* to) {
  to->set_id(from.id.value());
  to->set_balance(from.balance.value());
  to->set_escrow(from.escrow.value());
  to->set_minted(from.minted.value());
}

void Read(const v1::Commons& from, model::Commons* to, Faults* faults) {
  to->id = ReadId<PoolId>(from.id(), faults);
  to->balance = ReadTicks(from.balance(), 0, faults);
  to->escrow = ReadTicks(from.escrow(), 0, faults);
  to->minted = ReadTicks(from.minted(), 0, faults);
}

}  // namespace mutua::store
