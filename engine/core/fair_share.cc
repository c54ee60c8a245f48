#include "engine/core/fair_share.h"

#include <algorithm>

#include "engine/core/capacity.h"

namespace mutua::core {
namespace {

using model::Booking;

// Of one pool: what the kit claims of it.
struct Part {
  PoolId pool{};
  ResourceId first{};  // of its resources
  int64_t units = 0;
};
using Parts = absl::InlinedVector<Part, 1>;

Parts PartsOf(const State& state, std::span<const model::Claim> kit) {
  Parts parts;
  for (const model::Claim& claim : kit) {
    const PoolId pool = state.Find(claim.resource)->pool;
    if (!state.IsShared(pool)) continue;
    const auto known = std::find_if(parts.begin(), parts.end(),
                                    [&](const Part& part) { return part.pool == pool; });
    if (known == parts.end()) {
      parts.push_back({pool, claim.resource, claim.units});
    } else {
      known->units += claim.units;
    }
  }
  return parts;
}

// One pool's part of what is asked, and of the booking that it replaces.
class ShareCase {
 public:
  ShareCase(const State& state, const Shared& asked, const Part& part, const Booking* before,
            Instant at)
      : state_(state), asked_(asked), part_(part), at_(at) {
    if (before == nullptr || before->company != asked.company || before->grab) return;
    for (const model::Claim& claim : before->kit) {
      if (state.Find(claim.resource)->pool == part.pool) before_units_ += claim.units;
    }
    before_ = before;
  }

  void AddBeyond(std::vector<Beyond>* all) const {
    for (const Instant start : PeriodStarts()) {
      const model::Guarantees& period = *state_.Find(state_.usages().At(part_.pool, start));
      const Numbers numbers = NumbersIn(period);
      const int64_t beyond =
          std::clamp<int64_t>(numbers.used + numbers.asked - numbers.guaranteed, 0, numbers.asked);
      if (beyond == 0) continue;
      all->push_back({part_.pool, part_.first, period.id, beyond,
                      part_.units * asked_.interval.length().seconds()});
    }
  }

  void Judge(Access access, Refusal* refusal) const {
    for (const Instant start : PeriodStarts()) {
      const model::Guarantees& period = *state_.Find(state_.usages().At(part_.pool, start));
      const Numbers numbers = NumbersIn(period);
      if (numbers.used + numbers.asked <= numbers.guaranteed) continue;
      if (access == Access::kOwn) {
        if (AsksNothingNewIn(period)) continue;
        return refusal->Add(Because(Rule::kGuaranteeUsed, numbers.guaranteed, numbers.used,
                                    numbers.asked, asked_.interval.start() - kOwnWindowCloses));
      }
      if (IsReserved(period, numbers, refusal)) return;
    }
  }

 private:
  // Seconds in one period, times units.
  struct Numbers {
    int64_t guaranteed = 0;
    int64_t used = 0;  // without the booking before
    int64_t asked = 0;
    int64_t before = 0;  // of the booking before, less what it paid with credits
  };

  Reason Because(Rule rule, int64_t limit, int64_t used, int64_t asked, Instant opens) const {
    Reason reason;
    reason.rule = rule;
    reason.resource = part_.first;
    reason.limit = limit;
    reason.used = used;
    reason.asked = asked;
    reason.renews = opens;
    return reason;
  }

  // An instant in each period that it touches and that is frozen. What lies behind the last one
  // counts in that.
  absl::InlinedVector<Instant, 2> PeriodStarts() const {
    absl::InlinedVector<Instant, 2> starts;
    for (Instant from = asked_.interval.start(); from < asked_.interval.end();) {
      const GuaranteesId id = state_.usages().At(part_.pool, from);
      if (!id.IsSet()) break;
      starts.push_back(from);
      const Instant end = state_.Find(id)->interval.end();
      if (id == state_.usages().Last(part_.pool) || end <= from) break;
      from = end;
    }
    return starts;
  }

  int64_t SecondsIn(const model::Guarantees& period, Interval interval) const {
    const bool last = period.id == state_.usages().Last(part_.pool);
    const Instant from = std::max(interval.start(), period.interval.start());
    const Instant to = last ? interval.end() : std::min(interval.end(), period.interval.end());
    return from < to ? (to - from).seconds() : 0;
  }

  Numbers NumbersIn(const model::Guarantees& period) const {
    Numbers numbers;
    numbers.guaranteed = state_.usages().Guaranteed(period.id, asked_.company);
    numbers.asked = part_.units * SecondsIn(period, asked_.interval);
    if (before_ != nullptr) {
      numbers.before = before_units_ * SecondsIn(period, before_->interval);
      numbers.before -= std::min(PaidIn(period), numbers.before);
    }
    numbers.used = std::max<int64_t>(UsedIn(period) - numbers.before, 0);
    return numbers;
  }

  // Of the booking before.
  int64_t PaidIn(const model::Guarantees& period) const {
    if (before_->aside.IsDefault() || before_->refunded) return 0;
    int64_t seconds = 0;
    for (const model::Paid& paid : before_->aside->paid) {
      const bool counts = paid.pool == part_.pool && paid.first == period.first && !paid.lost;
      if (counts) seconds += paid.seconds;
    }
    return seconds;
  }

  // With what lies behind the last period, as far as it can be booked.
  int64_t UsedIn(const model::Guarantees& period) const {
    const Usages& usages = state_.usages();
    int64_t used = usages.Within(part_.pool, asked_.company, period.first);
    if (period.id != usages.Last(part_.pool)) return used;
    Instant horizon = asked_.interval.end();
    for (const ResourceId id : state_.ResourcesOf(part_.pool)) {
      horizon = std::max(horizon, at_ + state_.RulesOf(id).horizon);
    }
    const model::Quota::Window window = model::WindowOf(state_.Find(part_.pool)->sharing.period);
    const Day last = ClocksOf(state_, part_.pool).DayAt(horizon);
    for (Day first = model::NextFirstDay(window, Day(period.first)); first <= last;
         first = model::NextFirstDay(window, first)) {
      used += usages.Within(part_.pool, asked_.company, first.civil());
    }
    return used;
  }

  // Whether all that is asked of the period is its own already.
  bool AsksNothingNewIn(const model::Guarantees& period) const {
    if (before_ == nullptr || part_.units > before_units_) return false;
    const Interval asked = asked_.interval;
    const Interval before = before_->interval;
    const auto kept = [&](Instant from, Instant to) {
      return from >= to || SecondsIn(period, Interval(from, to)) == 0;
    };
    return kept(asked.start(), std::min(asked.end(), before.start())) &&
           kept(std::max(asked.start(), before.end()), asked.end());
  }

  // What goes beyond the guarantee must leave room for what others have not used of theirs; time
  // that it has of that already it may keep, but not exchange for time that is nearer or further
  // off.
  bool IsReserved(const model::Guarantees& period, const Numbers& numbers, Refusal* refusal) const {
    const int64_t own = std::max<int64_t>(numbers.guaranteed - numbers.used - numbers.before, 0);
    const int64_t kept = state_.usages().Unused(period.id) - own;
    if (kept <= 0) return false;
    const Instant from = std::max(period.interval.start(), at_ + kGuaranteesKept);
    if (from >= period.interval.end()) return false;
    const Interval rest(from, period.interval.end());
    const int64_t taken = SecondsInRest(asked_.interval, rest, part_.units);
    const int64_t given =
        before_ == nullptr ? 0 : SecondsInRest(before_->interval, rest, before_units_);
    if (taken <= given) return false;
    const int64_t free = FreeSecondsOf(state_, part_.pool, rest) + given;
    if (free - taken >= kept) return false;
    refusal->Add(Because(Rule::kReservedForGuarantees, kept, free, taken,
                         asked_.interval.end() - kGuaranteesKept));
    return true;
  }

  static int64_t SecondsInRest(Interval interval, Interval rest, int64_t units) {
    const Instant from = std::max(interval.start(), rest.start());
    const Instant to = std::min(interval.end(), rest.end());
    return from < to ? units * (to - from).seconds() : 0;
  }

  const State& state_;
  const Shared& asked_;
  const Part& part_;
  const Instant at_;
  const Booking* before_ = nullptr;
  int64_t before_units_ = 0;
};

uint64_t Mix(uint64_t x) {  // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

}  // namespace

const model::ZoneTable& ClocksOf(const State& state, PoolId pool) {
  return state.ZoneOf(state.ResourcesOf(pool).front());
}

Access AccessTo(Interval interval, Instant at) {
  if (interval.start() - at > kOwnWindowCloses) return Access::kOwn;
  return interval.end() - at <= kGrabWindow ? Access::kGrab : Access::kOpen;
}

bool IsGrabbed(const State& state, std::span<const model::Claim> kit, CompanyId company,
               Interval interval, Instant at) {
  if (interval.start() < at || AccessTo(interval, at) != Access::kGrab) return false;
  return std::all_of(kit.begin(), kit.end(), [&](const model::Claim& claim) {
    const PoolId pool = state.Find(claim.resource)->pool;
    return state.IsShared(pool) && !state.GaveBack(company, pool, interval);
  });
}

bool StaysGrabbed(const State& state, const Booking& before, std::span<const model::Claim> kit,
                  Interval interval, Instant at) {
  if (!before.grab || interval.end() - at > kGrabWindow) return false;
  return std::all_of(kit.begin(), kit.end(), [&](const model::Claim& claim) {
    const PoolId pool = state.Find(claim.resource)->pool;
    return state.IsShared(pool) && !state.GaveBack(before.company, pool, interval);
  });
}

std::vector<Beyond> BeyondGuarantee(const State& state, const Shared& asked, const Booking* before,
                                    Instant at) {
  std::vector<Beyond> all;
  if (asked.grab) return all;
  for (const Part& part : PartsOf(state, asked.kit)) {
    ShareCase(state, asked, part, before, at).AddBeyond(&all);
  }
  return all;
}

void JudgeShares(const State& state, const Shared& asked, BookingId instead_of, Instant at,
                 Refusal* refusal) {
  const Access access = AccessTo(asked.interval, at);
  if (access == Access::kGrab) return;
  const Booking* before = instead_of.IsSet() ? state.Find(instead_of) : nullptr;
  for (const Part& part : PartsOf(state, asked.kit)) {
    ShareCase(state, asked, part, before, at).Judge(access, refusal);
  }
}

std::weak_ordering Weighed::operator<=>(const Weighed& other) const {
  const bool none = share == 0;
  if (none != (other.share == 0)) {
    return none ? std::weak_ordering::greater : std::weak_ordering::less;
  }
  if (none) return usage <=> other.usage;
  return static_cast<__int128>(usage.value()) * other.share <=>
         static_cast<__int128>(other.usage.value()) * share;
}

Weighed Weigh(const State& state, PoolId pool, CompanyId company, Instant at) {
  return {state.usages().Of(pool, company, at), model::ShareOf(state.Find(pool)->sharing, company)};
}

bool IsUnderGuarantee(const State& state, PoolId pool, CompanyId company, Instant when) {
  const GuaranteesId id = state.usages().At(pool, when);
  if (!id.IsSet()) return false;
  const model::Guarantees& period = *state.Find(id);
  return state.usages().Within(pool, company, period.first) <
         state.usages().Guaranteed(id, company);
}

uint64_t Draw(uint64_t seed, uint64_t resource, Instant start, CompanyId company) {
  uint64_t drawn = Mix(seed ^ Mix(resource));
  drawn = Mix(drawn ^ static_cast<uint64_t>(start.unix_seconds()));
  return Mix(drawn ^ company.value());
}

uint64_t SeedFrom(uint64_t secret, PoolId pool, Instant start) {
  return Draw(secret, pool.value(), start, CompanyId()) ^
         Draw(~secret, pool.value(), start, CompanyId());
}

}  // namespace mutua::core
