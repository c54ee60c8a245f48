// The derived parts of the state: what Index puts in, Unindex takes out, record by record.
#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/core/finish.h"
#include "engine/core/state.h"
#include "engine/model/calendar.h"

namespace mutua::core {
namespace {

Timer TimerOf(const model::Booking& booking) {
  using model::BookingState;
  const auto timer = [&](TimerKind kind) { return Timer{booking.due, kind, booking.id.value()}; };
  switch (booking.state) {
    case BookingState::kHeld:
      return timer(TimerKind::kHoldExpires);
    case BookingState::kPending:
      return timer(TimerKind::kApprovalLapses);
    case BookingState::kConfirmed:
      return timer(booking.check_in_asked ? TimerKind::kNoShow : TimerKind::kEnds);
    case BookingState::kCheckedIn:
      return timer(TimerKind::kEnds);
    default:
      return timer(TimerKind::kRetires);
  }
}

bool Waits(const model::Wish& wish) {
  return wish.state == model::WishState::kWaiting || wish.state == model::WishState::kOffered;
}

Timer TimerOf(const model::Wish& wish) {
  return {wish.due, Waits(wish) ? TimerKind::kWishWakes : TimerKind::kWishRetires, wish.id.value()};
}

Timer TimerOf(const model::Series& series) {
  return {series.due, TimerKind::kSeriesRetires, series.id.value()};
}

Timer TimerOf(const model::Outage& outage) {
  return {outage.interval.end() + kEndedKept, TimerKind::kOutageRetires, outage.id.value()};
}

Timer TimerOf(const model::Fault& fault) {
  return {fault.resolved_at + kEndedKept, TimerKind::kFaultRetires, fault.id.value()};
}

Timer TimerOf(const model::Guarantees& guarantees) {
  const TimerKind kind = guarantees.last           ? TimerKind::kPeriodFreezes
                         : guarantees.recirculated ? TimerKind::kPeriodRetires
                                                   : TimerKind::kPeriodEnds;
  return {guarantees.due, kind, guarantees.id.value()};
}

Timer TimerOf(const model::Round& round) {
  const bool open = round.state == model::RoundState::kOpen;
  return {round.due, open ? TimerKind::kRoundCloses : TimerKind::kRoundRetires, round.id.value()};
}

// Calls visit(resource, span) for each resource of which the booking gave back time too late.
template <class Visit>
void ForEachSpan(const model::Booking& booking, Visit visit) {
  if (booking.aside.IsDefault()) return;
  const std::vector<model::GivenUp>& all = booking.aside->given_up;
  for (auto given = all.begin(); given != all.end(); ++given) {
    const auto same = [&](const model::GivenUp& one) { return one.resource == given->resource; };
    if (std::any_of(all.begin(), given, same)) continue;
    Instant start = given->time.start();
    Instant end = given->time.end();
    for (auto other = given + 1; other != all.end(); ++other) {
      if (!same(*other)) continue;
      start = std::min(start, other->time.start());
      end = std::max(end, other->time.end());
    }
    visit(given->resource, Interval(start, end));
  }
}

const model::Rules kNoRules;

Duration DefaultHorizon(model::ResourceKind kind) {
  return kind == model::ResourceKind::kMachine ? Duration::Days(14) : Duration::Days(90);
}

}  // namespace

std::optional<uint32_t> State::FindHandle(Subject::Kind kind, const std::string& handle) const {
  const auto& handles = handles_[static_cast<size_t>(kind)];
  const auto found = handles.find(handle);
  if (found == handles.end()) return std::nullopt;
  return found->second;
}

void State::Refresh(ResourceId id) {
  const model::Resource& resource = *resources_.Find(id);
  const model::Pool* pool = pools_.Find(resource.pool);
  const model::Rules& inherited = pool != nullptr ? pool->rules : kNoRules;
  const Duration horizon = DefaultHorizon(resource.kind);
  Place& place = places_[id.value()];
  size_t& known = resource.rules == kNoRules ? inherited_rules_[{resource.pool, horizon}]
                                             : place.own_rules;
  if (known == 0) {
    known = rules_.size();
    rules_.emplace_back();
  }
  rules_[known] = model::Merge(inherited, resource.rules, horizon);
  place.rules = known;
}

void State::Index(const model::Site& site) { PutHandle(site); }
void State::Unindex(const model::Site& site) { DropHandle(site); }
void State::Index(const model::Certification& certification) { PutHandle(certification); }
void State::Unindex(const model::Certification& certification) { DropHandle(certification); }
void State::Index(const model::Company& company) { PutHandle(company); }
void State::Unindex(const model::Company& company) { DropHandle(company); }
void State::Unindex(const model::Pool& pool) { DropHandle(pool); }

void State::Index(const model::Pool& pool) {
  PutHandle(pool);
  if (pool_resources_.size() <= pool.id.value()) pool_resources_.resize(pool.id.value() + 1);
  for (const ResourceId id : pool_resources_[pool.id.value()]) Refresh(id);
  RefreshShared(pool.id);
}

void State::Index(const model::Resource& resource) {
  PutHandle(resource);
  if (places_.size() <= resource.id.value()) places_.resize(resource.id.value() + 1);
  if (pool_resources_.size() <= resource.pool.value()) {
    pool_resources_.resize(resource.pool.value() + 1);
  }
  auto& siblings = pool_resources_[resource.pool.value()];
  siblings.insert(std::lower_bound(siblings.begin(), siblings.end(), resource.id), resource.id);
  Refresh(resource.id);
  RefreshShared(resource.pool);
}

void State::Unindex(const model::Resource& resource) {
  DropHandle(resource);
  std::erase(pool_resources_[resource.pool.value()], resource.id);
  RefreshShared(resource.pool);
}

void State::IndexGathered() {
  Gathered all = std::exchange(gathered_, Gathered());
  std::sort(all.entries.begin(), all.entries.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.first, a.second.occupied.start(), a.second.booking) <
           std::tuple(b.first, b.second.occupied.start(), b.second.booking);
  });
  for (const auto& [resource, entry] : all.entries)
    places_[resource.value()].calendar.Insert(entry);
}

void State::IndexGivenUp(const model::Booking& booking) {
  ForEachSpan(booking, [&](ResourceId resource, Interval span) {
    given_up_[resource].Insert({span, booking.id, 1});
  });
}

void State::UnindexGivenUp(const model::Booking& booking) {
  ForEachSpan(booking, [&](ResourceId resource, Interval span) {
    const auto found = given_up_.find(resource);
    found->second.Remove(span.start(), booking.id);
    if (found->second.size() == 0) given_up_.erase(found);
  });
}

void State::Index(const model::Booking& booking) {
  if (HoldsTime(booking.state)) {
    for (const model::Claim& claim : booking.kit) {
      const model::Calendar::Entry entry{booking.Occupied(), booking.id, claim.units};
      if (gathered_.open) {
        gathered_.entries.emplace_back(claim.resource, entry);
      } else {
        places_[claim.resource.value()].calendar.Insert(entry);
      }
    }
  }
  if (by_member_.size() <= booking.member.value()) by_member_.resize(booking.member.value() + 1);
  by_member_[booking.member.value()].Add(booking.id,
                                         [&](BookingId id) { return Lives(id, booking.member); });
  if (booking.series.IsSet()) by_series_.emplace(booking.series, booking.id);
  InsertTimer(TimerOf(booking));
  IndexGivenUp(booking);
  accounts_.Count(*this, booking, 1);
  // Of what is restored, when the resources are there for certain.
  shares_due_ |= gathered_.open;
  if (!gathered_.open) usages_.Count(*this, booking, 1);
}

void State::Unindex(const model::Booking& booking) {
  if (HoldsTime(booking.state)) {
    for (const model::Claim& claim : booking.kit) {
      places_[claim.resource.value()].calendar.Remove(booking.Occupied().start(), booking.id);
    }
  }
  by_member_[booking.member.value()].Leave();
  if (booking.series.IsSet()) by_series_.erase({booking.series, booking.id});
  EraseTimer(TimerOf(booking));
  UnindexGivenUp(booking);
  accounts_.Count(*this, booking, -1);
  usages_.Count(*this, booking, -1);
}

bool State::Lives(BookingId id, MemberId member) const {
  const model::Booking* booking = Find(id);
  return booking != nullptr && booking->member == member;
}

// --- Timers ------------------------------------------------------------------------------------

std::optional<Instant> State::DueOf(TimerKind kind, uint64_t id) const {
  const auto of = [&](const auto* record) -> std::optional<Instant> {
    if (record == nullptr) return std::nullopt;
    const Timer timer = TimerOf(*record);
    return timer.kind == kind ? std::optional(timer.due) : std::nullopt;
  };
  switch (kind) {
    case TimerKind::kHoldExpires:
    case TimerKind::kApprovalLapses:
    case TimerKind::kNoShow:
    case TimerKind::kEnds:
    case TimerKind::kRetires:
      return of(Find(BookingId(id)));
    case TimerKind::kWishWakes:
    case TimerKind::kWishRetires:
      return of(Find(WishId(id)));
    case TimerKind::kOutageRetires:
      return of(Find(OutageId(id)));
    case TimerKind::kSeriesRetires:
      return of(Find(SeriesId(id)));
    case TimerKind::kFaultRetires:
      return of(Find(FaultId(id)));
    case TimerKind::kPeriodFreezes:
    case TimerKind::kPeriodRetires:
    case TimerKind::kPeriodEnds:
      return of(Find(GuaranteesId(id)));
    case TimerKind::kRoundCloses:
    case TimerKind::kRoundRetires:
      return of(Find(RoundId(id)));
  }
  return std::nullopt;
}

void State::InsertTimer(const Timer& timer) {
  timers_.Insert(timer, [this](TimerKind kind, uint64_t id) { return DueOf(kind, id); });
}

void State::EraseTimer(const Timer& timer) {
  timers_.Erase(timer, [this](TimerKind kind, uint64_t id) { return DueOf(kind, id); });
}

std::optional<Timer> State::NextTimer() const { return timers_.Next(); }

void State::Index(const model::Series& series) { InsertTimer(TimerOf(series)); }
void State::Unindex(const model::Series& series) { EraseTimer(TimerOf(series)); }

void State::Index(const model::Wish& wish) {
  if (Waits(wish)) waitlist_.Insert(wish);
  InsertTimer(TimerOf(wish));
}

void State::Unindex(const model::Wish& wish) {
  if (Waits(wish)) waitlist_.Remove(wish);
  EraseTimer(TimerOf(wish));
}

void State::Index(const model::Outage& outage) {
  if (!outage.lifted) open_outages_.insert(outage.id);
  InsertTimer(TimerOf(outage));
}

void State::Unindex(const model::Outage& outage) {
  open_outages_.erase(outage.id);
  EraseTimer(TimerOf(outage));
}

void State::Index(const model::Fault& fault) {
  if (fault.resolved) InsertTimer(TimerOf(fault));
}

void State::Unindex(const model::Fault& fault) {
  if (fault.resolved) EraseTimer(TimerOf(fault));
}

void State::Index(const model::Guarantees& guarantees) {
  usages_.Insert(guarantees);
  InsertTimer(TimerOf(guarantees));
  RefreshShared(guarantees.pool);
}

void State::Unindex(const model::Guarantees& guarantees) {
  usages_.Remove(guarantees);
  EraseTimer(TimerOf(guarantees));
  RefreshShared(guarantees.pool);
}

void State::Index(const model::Round& round) {
  if (round.state == model::RoundState::kOpen) open_rounds_.insert(round.id);
  InsertTimer(TimerOf(round));
}

void State::Unindex(const model::Round& round) {
  open_rounds_.erase(round.id);
  EraseTimer(TimerOf(round));
}

void State::Index(const model::Import& import) { imported_[import.key] = import.id; }
void State::Unindex(const model::Import& import) { imported_.erase(import.key); }

const model::ZoneTable& State::ZoneOf(ResourceId id) const {
  return Find(Find(Find(id)->site)->zone)->table;
}

const std::vector<ResourceId>& State::ResourcesOf(PoolId id) const {
  static const std::vector<ResourceId> kNone;
  return id.value() < pool_resources_.size() ? pool_resources_[id.value()] : kNone;
}

std::vector<BookingId> State::BookingsOf(MemberId member) const {
  if (by_member_.size() <= member.value()) return {};
  return by_member_[member.value()].Living([&](BookingId id) { return Lives(id, member); });
}

std::vector<BookingId> State::BookingsOf(SeriesId series) const {
  std::vector<BookingId> found;
  for (auto it = by_series_.lower_bound({series, BookingId()});
       it != by_series_.end() && it->first == series; ++it) {
    found.push_back(it->second);
  }
  return found;
}

std::vector<WishId> State::WaitingFor(ResourceId resource) const {
  std::vector<WishId> found =
      waitlist_.Near(resource, Find(resource)->pool, Interval(kEarliest, kLatest), SIZE_MAX);
  std::erase_if(found, [this](WishId id) { return Find(id)->state != model::WishState::kWaiting; });
  return found;
}

std::vector<OutageId> State::OutagesOver(ResourceId id, Interval interval) const {
  std::vector<OutageId> found;
  if (open_outages_.empty()) return found;
  const model::Resource& resource = *Find(id);
  for (const OutageId outage_id : open_outages_) {
    const model::Outage& outage = *Find(outage_id);
    const bool touches =
        outage.resource == id || outage.pool == resource.pool || outage.site == resource.site;
    if (touches && outage.interval.Overlaps(interval)) found.push_back(outage_id);
  }
  return found;
}

std::optional<BookingId> State::Imported(const model::Seal& key) const {
  const auto found = imported_.find(key);
  if (found == imported_.end()) return std::nullopt;
  return found->second;
}

}  // namespace mutua::core
