#include "tests/sim/share_auditor.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace mutua::sim {
namespace {

using core::Reason;
using core::Rule;
using model::Booking;
using model::BookingState;
using model::Guarantees;
using model::Wish;
using Why = core::BookingChanged::Why;

constexpr int64_t kDay = 86400;
constexpr int64_t kStep = 300;
constexpr int64_t kMinute = int64_t{1} << 32;  // in units of a carry

int64_t Overlap(int64_t from, int64_t to, int64_t other_from, int64_t other_to) {
  return std::max<int64_t>(std::min(to, other_to) - std::max(from, other_from), 0);
}

bool Claims(const model::Kit& kit, ResourceId resource) {
  return std::any_of(kit.begin(), kit.end(),
                     [&](const model::Claim& claim) { return claim.resource == resource; });
}

}  // namespace

bool ShareAuditor::IsLive(const Booking& booking) {
  return booking.state == BookingState::kHeld || booking.state == BookingState::kPending ||
         booking.state == BookingState::kConfirmed || booking.state == BookingState::kCheckedIn;
}

int64_t ShareAuditor::WeightOf(const model::Sharing& sharing, CompanyId company) {
  for (const model::Share& share : sharing.shares) {
    if (share.company != company) continue;
    const int64_t price = sharing.cents_a_share.value();
    return share.base + share.donated + (price == 0 ? 0 : share.funded.value() / price);
  }
  return 0;
}

bool ShareAuditor::IsShared(PoolId id) const {
  const model::Pool& pool = pools_.at(id);
  int64_t sum = 0;
  for (const model::Share& share : pool.sharing.shares) {
    sum += WeightOf(pool.sharing, share.company);
  }
  return pool.sharing.policy != model::Policy::kFirstCome && sum > 0 &&
         std::any_of(resources_.begin(), resources_.end(),
                     [&](const auto& known) { return known.second.pool == id; });
}

std::vector<const Guarantees*> ShareAuditor::PeriodsOf(PoolId pool) const {
  std::vector<const Guarantees*> periods;
  for (const auto& [id, frozen] : frozen_) {
    if (frozen.pool == pool) periods.push_back(&frozen);
  }
  std::sort(periods.begin(), periods.end(), [](const Guarantees* a, const Guarantees* b) {
    return a->interval.start() < b->interval.start();
  });
  return periods;
}

int64_t ShareAuditor::UnitsIn(PoolId pool, const model::Kit& kit) const {
  int64_t units = 0;
  for (const model::Claim& claim : kit) {
    if (resources_.at(claim.resource).pool == pool) units += claim.units;
  }
  return units;
}

ShareAuditor::Stretch ShareAuditor::TimeThatCounts(const Known& known) const {
  const Booking& booking = known.booking;
  Stretch time{booking.interval.start().unix_seconds(), booking.interval.end().unix_seconds()};
  if (booking.grab || booking.state == BookingState::kDisplaced || booking.hindered) return {};
  if (booking.state == BookingState::kCancelled || booking.state == BookingState::kExpired) {
    time.to = std::min(time.to, known.ended.unix_seconds());
  }
  return time;
}

// In a period, and behind it when it is the last.
int64_t ShareAuditor::SecondsIn(const Guarantees& period, int64_t from, int64_t to) const {
  const bool last = PeriodsOf(period.pool).back()->id == period.id;
  return Overlap(from, to, period.interval.start().unix_seconds(),
                 last ? INT64_MAX : period.interval.end().unix_seconds());
}

int64_t ShareAuditor::Used(const Guarantees& period, CompanyId company, BookingId except) const {
  int64_t used = 0;
  for (const auto& [id, known] : bookings_) {
    if (id == except || known.booking.company != company || known.lost.contains(period.pool)) {
      continue;
    }
    const Stretch time = TimeThatCounts(known);
    const int64_t seconds = Overlap(time.from, time.to, period.interval.start().unix_seconds(),
                                    period.interval.end().unix_seconds());
    if (seconds <= 0) continue;
    const int64_t all = seconds * UnitsIn(period.pool, known.booking.kit);
    int64_t paid = 0;
    for (const model::Paid& one : known.booking.aside->paid) {
      const bool counts = one.pool == period.pool && one.first == period.first && !one.lost;
      if (counts && !known.booking.refunded) paid += one.seconds;
    }
    used += all - std::min(paid, all);
  }
  return used;
}

int64_t ShareAuditor::Guaranteed(const Guarantees& period, CompanyId company) const {
  for (const Guarantees::Part& part : period.parts) {
    if (part.company != company) continue;
    const auto lent = lent_.find({period.id, company});
    return (part.minutes - (lent == lent_.end() ? 0 : lent->second)) * 60;
  }
  return 0;
}

int64_t ShareAuditor::MinutesAt(PoolId pool, CompanyId company, Instant at) const {
  int64_t minutes = 0;
  for (const Guarantees* period : PeriodsOf(pool)) {
    if (period->interval.start() > at) break;
    minutes = 0;
    for (const Guarantees::Part& part : period->parts) {
      if (part.company == company) minutes = part.minutes;
    }
  }
  return minutes;
}

int64_t ShareAuditor::UsedAt(const Guarantees& period, const core::Shared& asked, const Part& part,
                             BookingId instead_of, Instant at) const {
  int64_t used = Used(period, asked.company, instead_of);
  if (PeriodsOf(part.pool).back()->id != period.id) return used;
  Guarantees behind = period;
  behind.first = CivilDay();  // what is paid for it is of the period itself
  const int64_t bookable = EndOfBookable(part.pool, asked.interval.end(), at);
  if (period.interval.end().unix_seconds() < bookable) {
    behind.interval = Interval(period.interval.end(), Instant::FromUnix(bookable));
    used += Used(behind, asked.company, instead_of);
  }
  return used;
}

std::map<PoolId, std::map<CivilDay, int64_t>> ShareAuditor::Beyond(const core::Shared& asked,
                                                                   BookingId instead_of,
                                                                   Instant at) const {
  std::map<PoolId, std::map<CivilDay, int64_t>> beyond;
  if (asked.grab) return beyond;
  for (const Part& part : PartsOf(model::Kit(asked.kit.begin(), asked.kit.end()))) {
    for (const Guarantees* period : PeriodsOf(part.pool)) {
      const int64_t seconds = part.units * SecondsIn(*period, asked.interval.start().unix_seconds(),
                                                     asked.interval.end().unix_seconds());
      if (seconds == 0) continue;
      const int64_t over = UsedAt(*period, asked, part, instead_of, at) + seconds -
                           Guaranteed(*period, asked.company);
      if (over > 0) beyond[part.pool][period->first] = std::min(over, seconds);
    }
  }
  return beyond;
}

int64_t ShareAuditor::KeptForOthers(const Guarantees& period, CompanyId company,
                                    BookingId except) const {
  int64_t kept = 0;
  for (const Guarantees::Part& part : period.parts) {
    if (part.company == company) continue;
    kept +=
        std::max<int64_t>(Guaranteed(period, part.company) - Used(period, part.company, except), 0);
  }
  return kept;
}

// By instants of that day in UTC, five minutes at a time.
const std::vector<ShareAuditor::Stretch>& ShareAuditor::OpenOn(const model::Resource& resource,
                                                               int64_t day) const {
  const auto [place, is_new] = open_.try_emplace({resource.id, day});
  std::vector<Stretch>& open = place->second;
  if (!is_new) return open;
  const model::Rules& pool = pools_.at(resource.pool).rules;
  const auto& own = resource.rules.opening ? resource.rules.opening : pool.opening;
  for (int64_t t = day * kDay; t < (day + 1) * kDay; t += kStep) {
    const Instant at = Instant::FromUnix(t);
    if (!calendars_.IsOpenAt(site_, at) || (own && !calendars_.IsOpenAt(*own, at))) continue;
    if (!open.empty() && open.back().to == t) {
      open.back().to += kStep;
    } else {
      open.push_back({t, t + kStep});
    }
  }
  return open;
}

// Unit-seconds in which the pool is open and has no outage, less what is booked if only what is
// free counts: cut wherever anything begins or ends.
int64_t ShareAuditor::Open(PoolId pool, int64_t from, int64_t to, bool only_free,
                           BookingId except) const {
  struct Change {
    int64_t open = 0;
    int64_t outages = 0;
    int64_t units = 0;
  };
  int64_t seconds = 0;
  for (const auto& [id, resource] : resources_) {
    if (resource.pool != pool) continue;
    std::map<int64_t, Change> changes;
    const auto add = [&](int64_t begin, int64_t end, int64_t Change::*what, int64_t n) {
      if (Overlap(begin, end, from, to) == 0) return;
      changes[std::max(begin, from)].*what += n;
      changes[std::min(end, to)].*what -= n;
    };
    for (int64_t day = from / kDay; day * kDay < to; ++day) {
      for (const Stretch& open : OpenOn(resource, day)) add(open.from, open.to, &Change::open, 1);
    }
    for (const auto& [number, outage] : outages_) {
      const bool here = outage.resource == id || outage.pool == pool;
      if (outage.lifted || !here) continue;
      add(outage.interval.start().unix_seconds(), outage.interval.end().unix_seconds(),
          &Change::outages, 1);
    }
    for (const auto& [number, known] : bookings_) {
      if (!only_free || number == except || !IsLive(known.booking)) continue;
      const Interval occupied = known.booking.Occupied();
      for (const model::Claim& claim : known.booking.kit) {
        if (claim.resource != id) continue;
        add(occupied.start().unix_seconds(), occupied.end().unix_seconds(), &Change::units,
            claim.units);
      }
    }
    Change now;
    int64_t since = from;
    for (const auto& [t, change] : changes) {
      if (now.open > 0 && now.outages == 0) {
        seconds += (t - since) * (static_cast<int64_t>(resource.capacity) - now.units);
      }
      now.open += change.open;
      now.outages += change.outages;
      now.units += change.units;
      since = t;
    }
  }
  return seconds;
}

// --- Windows of access --------------------------------------------------------------------------

// Where the period ends that has all that can be booked by now: what lies behind the last one
// counts in that as far.
int64_t ShareAuditor::EndOfBookable(PoolId id, Instant end, Instant at) const {
  const model::Pool& pool = pools_.at(id);
  int64_t last = end.unix_seconds();
  for (const auto& [number, resource] : resources_) {
    if (resource.pool != id) continue;
    last = std::max(last, (at + HorizonOf(resource)).unix_seconds());
  }
  const absl::CivilDay day = absl::ToCivilDay(absl::FromUnixSeconds(last), zone_);
  const absl::CivilDay next = pool.sharing.period == model::SharePeriod::kWeek
                                  ? absl::NextWeekday(day, absl::Weekday::monday)
                                  : absl::CivilDay(absl::CivilMonth(day) + 1);
  return absl::ToUnixSeconds(absl::FromCivil(next, zone_));
}

Duration ShareAuditor::HorizonOf(const model::Resource& resource) const {
  const auto& own = resource.rules.horizon;
  const auto& pool = pools_.at(resource.pool).rules.horizon;
  const bool machine = resource.kind == model::ResourceKind::kMachine;
  return own ? *own : pool ? *pool : Duration::Days(machine ? 14 : 90);
}

std::optional<Reason> ShareAuditor::JudgeIn(const Guarantees& period, const core::Shared& asked,
                                            const Part& part, BookingId instead_of,
                                            Instant at) const {
  const int64_t start = asked.interval.start().unix_seconds();
  const int64_t end = asked.interval.end().unix_seconds();
  const int64_t seconds = part.units * SecondsIn(period, start, end);
  if (seconds == 0) return std::nullopt;
  const Booking* before = nullptr;
  if (const auto known = bookings_.find(instead_of); known != bookings_.end()) {
    const Booking& booking = known->second.booking;
    if (booking.company == asked.company && !booking.grab) before = &booking;
  }
  const int64_t before_from = before == nullptr ? 0 : before->interval.start().unix_seconds();
  const int64_t before_to = before == nullptr ? 0 : before->interval.end().unix_seconds();
  const int64_t before_units = before == nullptr ? 0 : UnitsIn(part.pool, before->kit);
  const int64_t used = UsedAt(period, asked, part, instead_of, at);
  const int64_t guaranteed = Guaranteed(period, asked.company);
  if (used + seconds <= guaranteed) return std::nullopt;
  Reason reason;
  reason.resource = part.first;
  if (start - at.unix_seconds() > 7 * kDay) {
    const int64_t kept = SecondsIn(period, std::max(start, before_from), std::min(end, before_to));
    const bool nothing_new = part.units <= before_units && kept * part.units == seconds;
    if (nothing_new) return std::nullopt;
    reason.rule = Rule::kGuaranteeUsed;
    reason.limit = guaranteed;
    reason.used = used;
    reason.asked = seconds;
    reason.renews = asked.interval.start() - Duration::Days(7);
    return reason;
  }
  const int64_t others = KeptForOthers(period, asked.company, instead_of);
  const int64_t period_end = period.interval.end().unix_seconds();
  const int64_t from = std::max(period.interval.start().unix_seconds(), at.unix_seconds() + kDay);
  const int64_t taken = part.units * Overlap(start, end, from, period_end);
  const int64_t given = before_units * Overlap(before_from, before_to, from, period_end);
  if (others == 0 || from >= period_end || taken <= given) return std::nullopt;
  const BookingId not_there = before == nullptr ? instead_of : BookingId();
  const int64_t free = Open(part.pool, from, period_end, true, not_there) + given;
  if (free - taken >= others) return std::nullopt;
  reason.rule = Rule::kReservedForGuarantees;
  reason.limit = others;
  reason.used = free;
  reason.asked = taken;
  reason.renews = asked.interval.end() - Duration::Hours(24);
  return reason;
}

std::vector<ShareAuditor::Part> ShareAuditor::PartsOf(const model::Kit& kit) const {
  std::vector<Part> parts;
  for (const model::Claim& claim : kit) {
    const PoolId pool = resources_.at(claim.resource).pool;
    const auto known = std::find_if(parts.begin(), parts.end(),
                                    [&](const Part& part) { return part.pool == pool; });
    if (known != parts.end()) {
      known->units += claim.units;
    } else if (IsShared(pool)) {
      parts.push_back({pool, claim.resource, claim.units});
    }
  }
  return parts;
}

std::vector<Reason> ShareAuditor::Judge(const core::Shared& asked, BookingId instead_of,
                                        Instant at) const {
  std::vector<Reason> reasons;
  if ((asked.interval.end() - at).seconds() <= kDay) return reasons;
  for (const Part& part : PartsOf(model::Kit(asked.kit.begin(), asked.kit.end()))) {
    for (const Guarantees* period : PeriodsOf(part.pool)) {
      const std::optional<Reason> reason = JudgeIn(*period, asked, part, instead_of, at);
      if (!reason) continue;
      reasons.push_back(*reason);
      break;
    }
  }
  return reasons;
}

bool ShareAuditor::GaveBack(const model::Kit& kit, CompanyId company, Interval interval) const {
  return std::any_of(given_back_.begin(), given_back_.end(), [&](const Given& given) {
    return given.company == company && given.interval.Overlaps(interval) &&
           UnitsIn(given.pool, kit) > 0;
  });
}

bool ShareAuditor::IsGrabbed(const model::Kit& kit, CompanyId company, Interval interval,
                             BookingId instead_of, Instant at) const {
  const auto before = bookings_.find(instead_of);
  const bool is_new = before == bookings_.end();
  if (is_new ? interval.start() < at : !before->second.booking.grab) return false;
  if ((interval.end() - at).seconds() > kDay) return false;
  for (const model::Claim& claim : kit) {
    if (!IsShared(resources_.at(claim.resource).pool)) return false;
  }
  return !GaveBack(kit, company, interval);
}

// --- Events -------------------------------------------------------------------------------------

void ShareAuditor::Expect(bool holds, const std::string& what) {
  if (!holds && wrong_.empty()) wrong_ = what;
}

void ShareAuditor::GiveBack(const Booking& booking, Interval time, Instant at) {
  if (booking.grab || time.end() <= at || (time.start() - at).seconds() >= 7 * kDay) return;
  for (const model::Claim& claim : booking.kit) {
    const PoolId pool = resources_.at(claim.resource).pool;
    if (IsShared(pool)) given_back_.push_back({booking.company, pool, time});
  }
}

void ShareAuditor::HearBooked(const Booking& booking, Instant at) {
  const std::string name = absl::StrCat("b-", booking.id.value());
  if (rounds_.IsGiven(booking.id)) {  // whatever shares say
    bookings_[booking.id] = {booking, {}, charges_.ChargedOf(booking.id).ticks.value(), {}};
    return;
  }
  for (const Reason& reason :
       Judge({booking.kit, booking.company, booking.interval}, BookingId(), at)) {
    Expect(false, absl::StrCat(name, " was booked, which rule ", static_cast<int>(reason.rule),
                               " forbids: limit ", reason.limit, ", used ", reason.used, ", asked ",
                               reason.asked));
  }
  const bool grab = IsGrabbed(booking.kit, booking.company, booking.interval, BookingId(), at);
  Expect(booking.grab == grab, absl::StrCat(name, grab ? " was not grabbed" : " was grabbed"));
  grabbed_ += grab ? 1 : 0;
  const bool near =
      at <= booking.interval.start() && (booking.interval.end() - at).seconds() <= kDay;
  not_cheaper_ += near && GaveBack(booking.kit, booking.company, booking.interval) ? 1 : 0;
  bookings_[booking.id] = {booking, {}, charges_.ChargedOf(booking.id).ticks.value(), {}};
}

void ShareAuditor::HearChanged(const core::BookingChanged& changed, Instant at) {
  const Booking after = changed.booking;
  Known& known = bookings_.at(after.id);
  const Booking before = known.booking;
  const std::string name = absl::StrCat("b-", after.id.value());
  if (changed.why == Why::kMoved) {
    for (const Reason& reason : Judge({after.kit, after.company, after.interval}, after.id, at)) {
      Expect(false, absl::StrCat(name, " was moved, which rule ", static_cast<int>(reason.rule),
                                 " forbids"));
    }
    const bool grab = IsGrabbed(after.kit, after.company, after.interval, after.id, at);
    Expect(after.grab == grab, absl::StrCat(name, " moved: grabbed ", after.grab));
  } else {
    Expect(after.grab == before.grab, absl::StrCat(name, " changed: grabbed ", after.grab));
  }
  known.booking = after;
  known.charged = charges_.ChargedOf(after.id).ticks.value();
  const bool by_lab = after.refunded && !before.refunded;
  const bool gives = changed.why == Why::kMoved || (changed.why == Why::kShortened && !by_lab);
  if (!gives || before.company != after.company) return;
  bool stays = before.interval.Overlaps(after.interval);
  for (const model::Claim& claim : before.kit) {
    stays = stays && Claims(after.kit, claim.resource);
  }
  if (!stays) return GiveBack(before, before.interval, at);
  if (before.interval.start() < after.interval.start()) {
    GiveBack(before, Interval(before.interval.start(), after.interval.start()), at);
  }
  if (after.interval.end() < before.interval.end()) {
    GiveBack(before, Interval(after.interval.end(), before.interval.end()), at);
  }
}

// Its days by the clocks, the open time, half of it handed out to the minute, and each company what
// it is owed, exactly.
void ShareAuditor::HearFrozen(const Guarantees& frozen, Instant at) {
  const model::Pool& pool = pools_.at(frozen.pool);
  const std::string name = absl::StrCat("period ", frozen.id.value());
  const bool weeks = pool.sharing.period == model::SharePeriod::kWeek;
  const absl::CivilDay next =
      weeks ? frozen.first + 7 : absl::CivilDay(absl::CivilMonth(frozen.first) + 1);
  const bool begins =
      weeks ? absl::GetWeekday(frozen.first) == absl::Weekday::monday : frozen.first.day() == 1;
  const int64_t from = absl::ToUnixSeconds(absl::FromCivil(frozen.first, zone_));
  const int64_t to = absl::ToUnixSeconds(absl::FromCivil(next, zone_));
  Expect(begins && frozen.interval.start().unix_seconds() == from &&
             frozen.interval.end().unix_seconds() == to,
         absl::StrCat(name, " is no week and no month"));
  Expect(IsShared(frozen.pool), absl::StrCat(name, " of a pool that is not shared"));
  const int64_t capacity = Open(frozen.pool, from, to, false, BookingId()) / 60;
  Expect(frozen.capacity == capacity,
         absl::StrCat(name, ": capacity ", frozen.capacity, ", open ", capacity));

  const std::vector<const Guarantees*> earlier = PeriodsOf(frozen.pool);
  const Guarantees* before = earlier.empty() ? nullptr : earlier.back();
  const __int128 half = static_cast<__int128>(capacity) * (kMinute / 2);
  const __int128 whole = half + (before == nullptr ? 0 : before->carry);
  int64_t weights = 0;
  for (const model::Share& share : pool.sharing.shares) {
    weights += WeightOf(pool.sharing, share.company);
  }
  __int128 sum = 0;
  int64_t most = INT64_MIN;
  int64_t least = INT64_MAX;
  for (const Guarantees::Part& part : frozen.parts) {
    __int128 owed = half * WeightOf(pool.sharing, part.company) / weights;
    if (before != nullptr) {
      for (const Guarantees::Part& last : before->parts) {
        if (last.company == part.company) owed += last.carry;
      }
    }
    Expect(part.minutes >= 0 && owed == static_cast<__int128>(part.minutes) * kMinute + part.carry,
           absl::StrCat(name, ": company ", part.company.value(), " is owed something else"));
    sum += part.minutes;
    most = std::max(most, part.carry);
    if (part.minutes > 0) least = std::min(least, part.carry);
  }
  Expect(sum == whole / kMinute && whole - sum * kMinute == frozen.carry,
         absl::StrCat(name, ": the sum of the guarantees is not half the capacity"));
  Expect(least == INT64_MAX || most - least <= kMinute,
         absl::StrCat(name, ": who is owed less was given a minute more"));
  Expect(before == nullptr || before->interval.end() <= frozen.interval.start(),
         absl::StrCat(name, " overlaps the one before"));
  Expect(at.unix_seconds() < to, absl::StrCat(name, " is over"));
  frozen_[frozen.id] = frozen;
}

void ShareAuditor::Hear(const core::Event& event, Instant at) {
  if (const auto* e = std::get_if<core::SiteDefined>(&event)) site_ = e->site.opening;
  if (const auto* e = std::get_if<core::PoolDefined>(&event)) pools_[e->pool.id] = e->pool;
  if (const auto* e = std::get_if<core::ResourceDefined>(&event)) {
    resources_[e->resource.id] = e->resource;
  }
  if (const auto* e = std::get_if<core::CompanyDefined>(&event)) companies_.insert(e->company.id);
  if (const auto* e = std::get_if<core::OutageChanged>(&event)) outages_[e->outage.id] = e->outage;
  if (const auto* e = std::get_if<core::OutageRetired>(&event)) outages_.erase(e->outage);
  if (const auto* e = std::get_if<core::GuaranteesFrozen>(&event)) HearFrozen(e->guarantees, at);
  if (const auto* e = std::get_if<core::GuaranteesRetired>(&event)) frozen_.erase(e->guarantees);
  if (const auto* e = std::get_if<core::LendingChanged>(&event)) {
    lent_[{e->lending.period, e->lending.company}] = e->lending.minutes;
  }
  if (const auto* e = std::get_if<core::Booked>(&event)) HearBooked(e->booking, at);
  if (const auto* e = std::get_if<core::BookingChanged>(&event)) HearChanged(*e, at);
  if (const auto* e = std::get_if<core::BookingEnded>(&event)) {
    Known& known = bookings_.at(e->booking);
    const bool gives = e->state == BookingState::kCancelled || e->state == BookingState::kExpired;
    known.booking.hindered = e->hindered_by.IsSet();
    if (gives && !e->by_lab) GiveBack(known.booking, known.booking.interval, e->at);
    known.booking.state = e->state;
    known.booking.refunded = charges_.IsRefunded(e->booking);
    known.ended = e->at;
    known.charged = charges_.ChargedOf(e->booking).ticks.value();
  }
  if (const auto* e = std::get_if<core::BookingRetired>(&event)) {
    Known& known = bookings_.at(e->booking);
    for (const auto& [id, pool] : pools_) {
      if (!IsShared(id)) known.lost.insert(id);
    }
  }
  if (const auto* e = std::get_if<core::WishChanged>(&event)) {
    wishes_[e->wish.id] = e->wish;
  }
  if (const auto* e = std::get_if<core::WishRetired>(&event)) wishes_.erase(e->wish);
}

}  // namespace mutua::sim
