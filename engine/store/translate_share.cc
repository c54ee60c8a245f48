// Shares, what they guarantee and what was consumed of them, to and from their messages.
#include "engine/store/translate.h"
#include "mutua/store/v1/events.pb.h"
#include "mutua/store/v1/records.pb.h"

namespace mutua::store {
namespace {

using model::Guarantees;
using model::Usage;

CivilDay ReadDay(int64_t days, Faults* faults) {
  constexpr int64_t kMost = kSecondsMost / 86400;
  const bool good = -kMost <= days && days <= kMost;
  return CivilDay() + (faults->Expect(good, "a day out of range") ? days : 0);
}

int64_t ReadAmount(int64_t amount, int64_t most, Faults* faults) {
  const bool good = 0 <= amount && amount <= most;
  return faults->Expect(good, "an amount out of range") ? amount : 0;
}

void Write(const model::Decayed& from, v1::Usage::Part* to) {
  for (const model::Decayed::Part& part : from.parts()) {
    v1::Usage::Sum* sum = to->add_sums();
    sum->set_reference(part.reference);
    sum->set_high(static_cast<uint64_t>(part.sum >> 64));
    sum->set_low(static_cast<uint64_t>(part.sum));
  }
}

void Read(const v1::Usage::Part& from, model::Decayed* to, Faults* faults) {
  for (const v1::Usage::Sum& sum : from.sums()) {
    const bool ascends = to->empty() || to->parts().back().reference < sum.reference();
    // What is added to it later must still fit.
    const bool good = ascends && sum.high() < uint64_t{1} << 62 && (sum.high() | sum.low()) != 0;
    if (!faults->Expect(good, "a sum out of place")) return;
    to->Append({sum.reference(), model::Decayed::Sum{sum.high()} << 64 | sum.low()});
  }
}

void Write(const Usage::Contests& from, v1::Usage::Contests* to) {
  to->set_pool(from.pool.value());
  for (const Usage::Lost& lost : from.lost) {
    v1::Usage::Lost* written = to->add_lost();
    written->set_wish(lost.wish.value());
    written->set_resource(lost.resource.value());
    written->set_start(lost.time.start().unix_seconds());
    written->set_seconds(static_cast<uint64_t>(lost.time.length().seconds()));
  }
  to->set_token_ends(from.token_ends.unix_seconds());
}

Usage::Contests ReadContests(const v1::Usage::Contests& from, Faults* faults) {
  Usage::Contests to{
      ReadId<PoolId>(from.pool(), faults), {}, ReadInstant(from.token_ends(), faults)};
  const auto most = static_cast<int>(kLostForToken);
  faults->Expect(from.lost_size() < most, "more lost contests than earn a token");
  for (const v1::Usage::Lost& lost : from.lost()) {
    to.lost.push_back({ReadId<WishId>(lost.wish(), faults),
                       ReadId<ResourceId>(lost.resource(), faults),
                       ReadInterval(lost.start(), lost.seconds(), faults)});
  }
  return to;
}

}  // namespace

void Write(const model::Sharing& from, v1::Pool* to) {
  if (from == model::Sharing()) return;
  auto* sharing = to->mutable_sharing();
  sharing->set_policy(static_cast<uint32_t>(from.policy));
  sharing->set_period(static_cast<uint32_t>(from.period));
  sharing->set_cents_a_share(from.cents_a_share.value());
  sharing->set_names_companies(from.names_companies);
  for (const model::Share& share : from.shares) {
    auto* written = sharing->add_shares();
    written->set_company(share.company.value());
    written->set_base(share.base);
    written->set_funded_cents(share.funded.value());
    written->set_donated(share.donated);
  }
}

void Read(const v1::Pool& from, model::Sharing* to, Faults* faults) {
  if (!from.has_sharing()) return;
  const auto& sharing = from.sharing();
  using model::Policy;
  using model::SharePeriod;
  to->policy = ReadEnum(sharing.policy(), Policy::kByShares, Policy::kFairShare, faults);
  to->period = ReadEnum(sharing.period(), SharePeriod::kWeek, SharePeriod::kMonth, faults);
  to->cents_a_share = Cents(ReadAmount(sharing.cents_a_share(), kFundedMost, faults));
  to->names_companies = sharing.names_companies();
  for (const auto& share : sharing.shares()) {
    const CompanyId company = ReadId<CompanyId>(share.company(), faults);
    const bool ascends = to->shares.empty() || to->shares.back().company < company;
    faults->Expect(ascends, "a share out of place");
    to->shares.push_back({company,
                          static_cast<uint32_t>(ReadAmount(share.base(), kShareMost, faults)),
                          Cents(ReadAmount(share.funded_cents(), kFundedMost, faults)),
                          static_cast<uint32_t>(ReadAmount(share.donated(), kShareMost, faults))});
  }
}

void Write(const Usage& from, v1::Usage* to) {
  to->set_id(from.id.value());
  for (const Usage::Part& part : from.parts) {
    v1::Usage::Part* written = to->add_parts();
    written->set_pool(part.pool.value());
    Write(part.past, written);
  }
  for (const Usage::Within& within : from.within) {
    v1::Usage::Within* written = to->add_within();
    written->set_pool(within.pool.value());
    written->set_first(within.first - CivilDay());
    written->set_seconds(within.seconds);
  }
  for (const Usage::GivenBack& given : from.given_back) {
    v1::Usage::GivenBack* written = to->add_given_back();
    written->set_pool(given.pool.value());
    written->set_start(given.interval.start().unix_seconds());
    written->set_seconds(static_cast<uint64_t>(given.interval.length().seconds()));
  }
  for (const Usage::Contests& contests : from.contests) Write(contests, to->add_contests());
}

void Read(const v1::Usage& from, Usage* to, Faults* faults) {
  to->id = ReadId<CompanyId>(from.id(), faults);
  for (const v1::Usage::Part& part : from.parts()) {
    to->parts.push_back({ReadId<PoolId>(part.pool(), faults), {}});
    Read(part, &to->parts.back().past, faults);
  }
  for (const v1::Usage::Within& within : from.within()) {
    to->within.push_back({ReadId<PoolId>(within.pool(), faults), ReadDay(within.first(), faults),
                          ReadAmount(within.seconds(), INT64_MAX / 4, faults)});
  }
  for (const v1::Usage::GivenBack& given : from.given_back()) {
    to->given_back.push_back({ReadId<PoolId>(given.pool(), faults),
                              ReadInterval(given.start(), given.seconds(), faults)});
  }
  for (const v1::Usage::Contests& contests : from.contests()) {
    Usage::Contests read = ReadContests(contests, faults);
    const bool ascends = to->contests.empty() || to->contests.back().pool < read.pool;
    faults->Expect(ascends, "contests out of place");
    to->contests.push_back(std::move(read));
  }
}

void Write(const core::Contested& from, v1::Contested* to) {
  to->set_pool(from.pool.value());
  to->set_resource(from.resource.value());
  to->set_start(from.time.start().unix_seconds());
  to->set_seconds(static_cast<uint64_t>(from.time.length().seconds()));
  to->set_by(from.by.value());
  to->set_company(from.company.value());
  to->set_spent(from.spent);
  for (const core::Contested::Loss& loss : from.losses) {
    v1::Contested::Loss* written = to->add_losses();
    written->set_wish(loss.wish.value());
    written->set_company(loss.company.value());
    written->set_lost(loss.lost);
  }
  to->set_tokens_end(from.tokens_end.unix_seconds());
}

void Read(const v1::Contested& from, core::Contested* to, Faults* faults) {
  to->pool = ReadId<PoolId>(from.pool(), faults);
  to->resource = ReadId<ResourceId>(from.resource(), faults);
  to->time = ReadInterval(from.start(), from.seconds(), faults);
  to->by = ReadId<WishId>(from.by(), faults);
  to->company = ReadId<CompanyId>(from.company(), faults);
  to->spent = from.spent();
  for (const v1::Contested::Loss& loss : from.losses()) {
    to->losses.push_back({ReadId<WishId>(loss.wish(), faults),
                          ReadId<CompanyId>(loss.company(), faults), loss.lost()});
  }
  to->tokens_end = ReadInstant(from.tokens_end(), faults);
}

void Write(const Guarantees& from, v1::Guarantees* to) {
  to->set_id(from.id.value());
  to->set_pool(from.pool.value());
  to->set_first(from.first - CivilDay());
  to->set_start(from.interval.start().unix_seconds());
  to->set_seconds(static_cast<uint64_t>(from.interval.length().seconds()));
  to->set_capacity(from.capacity);
  to->set_carry(from.carry);
  for (const Guarantees::Part& part : from.parts) {
    v1::Guarantees::Part* written = to->add_parts();
    written->set_company(part.company.value());
    written->set_minutes(part.minutes);
    written->set_carry(part.carry);
  }
  to->set_seed(from.seed);
  to->set_last(from.last);
  to->set_due(from.due.unix_seconds());
  to->set_recirculated(from.recirculated);
}

void Read(const v1::Guarantees& from, Guarantees* to, Faults* faults) {
  to->id = ReadId<GuaranteesId>(from.id(), faults);
  to->pool = ReadId<PoolId>(from.pool(), faults);
  to->first = ReadDay(from.first(), faults);
  to->interval = ReadInterval(from.start(), from.seconds(), faults);
  to->capacity = ReadAmount(from.capacity(), kGuaranteeMinutesMost, faults);
  to->carry = ReadAmount(from.carry(), INT64_C(1) << 32, faults);
  for (const v1::Guarantees::Part& part : from.parts()) {
    const CompanyId company = ReadId<CompanyId>(part.company(), faults);
    const bool ascends = to->parts.empty() || to->parts.back().company < company;
    const bool fits = -kCarryMost <= part.carry() && part.carry() <= kCarryMost;
    faults->Expect(ascends && fits, "a guarantee out of place");
    to->parts.push_back(
        {company, ReadAmount(part.minutes(), kGuaranteeMinutesMost, faults), part.carry()});
  }
  to->seed = from.seed();
  to->last = from.last();
  to->due = ReadInstant(from.due(), faults);
  to->recirculated = from.recirculated();
}

}  // namespace mutua::store
