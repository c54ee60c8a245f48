#include "engine/core/state.h"

#include <algorithm>
#include <type_traits>

#include "engine/core/charge.h"
#include "engine/core/material.h"

namespace mutua::core {
namespace {

template <class Number>
void CountPast(Number& next, Number id) {
  next = std::max<Number>(next, id + 1);
}

}  // namespace

// --- The doors ---------------------------------------------------------------------------------

template <class RecordType>
void State::Put(RecordType record) {
  auto& table = TableOf<RecordType>(*this);
  const auto id = record.id;
  const RecordType* before = table.Find(id);
  const bool counts_otherwise = before != nullptr && CountsOtherwise(*before, record);
  const bool is_new_quota = std::is_same_v<RecordType, model::Quota> && before == nullptr;
  if (before != nullptr) Unindex(*before);
  if (undo_ != nullptr) {
    undo_->push_back(
        Before<RecordType>{id.value(), before ? std::optional<RecordType>(*before) : std::nullopt});
  }
  if (changes_ != nullptr) changes_->push_back({KindOf<RecordType>(), id.value()});
  table.Put(id, std::move(record));
  Index(*table.Find(id));
  if constexpr (std::is_same_v<RecordType, model::Quota>) {
    if (counts_otherwise || is_new_quota) Recount(id);
  } else if (counts_otherwise) {
    Recount();
    RecountShares();
  }
}

template <class RecordType>
void State::Erase(decltype(RecordType::id) id) {
  auto& table = TableOf<RecordType>(*this);
  const RecordType* before = table.Find(id);
  MUTUA_CHECK(before != nullptr);
  Unindex(*before);
  if (undo_ != nullptr) undo_->push_back(Before<RecordType>{id.value(), *before});
  if (changes_ != nullptr) changes_->push_back({KindOf<RecordType>(), id.value()});
  if constexpr (std::is_same_v<RecordType, model::Quota>) Recount(id);
  table.Erase(id);
}

void State::PutCounters(const Counters& counters) {
  if (undo_ != nullptr) undo_->push_back(counters_);
  if (changes_ != nullptr) changes_->push_back({Subject::Kind::kCounters, 1});
  counters_ = counters;
}

void State::Revert(Undo& undo) {
  MUTUA_CHECK(undo_ == nullptr);
  std::visit(
      [this]<class What>(What& before) {
        if constexpr (std::is_same_v<What, Counters>) {
          counters_ = before;
        } else {
          using RecordType = typename decltype(before.record)::value_type;
          if (before.record) {
            Put(std::move(*before.record));
          } else {
            Erase<RecordType>(decltype(RecordType::id)(
                static_cast<typename decltype(RecordType::id)::Value>(before.id)));
          }
        }
      },
      undo);
}

void State::Restore(Record record) {
  std::visit(
      [this]<class What>(What& what) {
        if constexpr (std::is_same_v<What, Counters>) {
          // The requests before were numbered from 1: the first of them may be a later one.
          const uint64_t first = what.request - counters_.request;
          for (auto& [key, number] : request_numbers_) number += first;
          counters_ = what;
          IndexGathered();
        } else if constexpr (std::is_same_v<What, Requested>) {
          Remember(std::move(what));
        } else {
          constexpr bool kCounts =
              std::is_same_v<What, model::Quota> || std::is_same_v<What, model::Carry>;
          recount_due_ |= kCounts;
          gathered_.open = std::is_same_v<What, model::Booking>;
          Put(std::move(what));
          gathered_.open = false;
        }
      },
      record);
}

// --- Remembered requests -----------------------------------------------------------------------

void State::Remember(Requested requested) {
  const uint64_t number = counters_.request++;
  request_numbers_[{requested.caller.token, requested.request.bytes}] = number;
  requests_.push_back(std::move(requested));
  if (changes_ != nullptr) changes_->push_back({Subject::Kind::kRequest, number});
}

void State::ForgetOldRequests(Instant at) {
  while (!requests_.empty() &&
         (requests_.size() > kRequestsMost || requests_.front().at + kRequestKept < at)) {
    const Requested& oldest = requests_.front();
    const uint64_t number = counters_.request - requests_.size();
    request_numbers_.erase({oldest.caller.token, oldest.request.bytes});
    // What was forgotten can no longer be told from new: whatever claims to be older is refused.
    counters_.oldest_request = std::max(counters_.oldest_request, oldest.at);
    requests_.pop_front();
    if (changes_ != nullptr) changes_->push_back({Subject::Kind::kRequest, number});
  }
}

const Requested* State::Remembered(const Caller& caller, const RequestId& request) const {
  const auto found = request_numbers_.find({caller.token, request.bytes});
  if (found == request_numbers_.end()) return nullptr;
  const uint64_t first = counters_.request - requests_.size();
  return &requests_[static_cast<size_t>(found->second - first)];
}

const Requested* State::Find(RequestNumber number) const {
  const uint64_t first = counters_.request - requests_.size();
  if (number.value() < first || number.value() >= counters_.request) return nullptr;
  return &requests_[static_cast<size_t>(number.value() - first)];
}

// --- Apply -------------------------------------------------------------------------------------

void State::Apply(const Event& event) {
  MUTUA_CHECK(gathered_.entries.empty());      // a restored state has its counters
  MUTUA_CHECK(!recount_due_ && !shares_due_);  // and was told that it is restored
  std::visit([this](const auto& fact) { On(fact); }, event);
}

void State::On(const Booked& event) {
  Counters next = counters_;
  CountPast(next.booking, event.booking.id.value());
  PutCounters(next);
  PutBooking(event.booking);
  if (event.import_key) Put(model::Import{event.booking.id, *event.import_key});
}

void State::On(const BookingChanged& event) {
  using Why = BookingChanged::Why;
  if (event.why == Why::kMoved || event.why == Why::kShortened) {
    const model::Booking before = *bookings_.Find(event.booking.id);
    PutBooking(event.booking);
    // What the lab cut short it gave back itself, and refunds.
    if (event.why == Why::kShortened && event.booking.refunded && !before.refunded) return;
    return NoteGivenBack(before, event.booking, counters_.at);
  }
  PutBooking(event.booking);
}

void State::On(const BookingEnded& event) {
  model::Booking booking = *bookings_.Find(event.booking);
  booking.refunded = GivesBack(booking, event);
  booking.hindered = event.hindered_by.IsSet();
  booking.passed_on |= !model::Occupies(booking.state);
  booking.state = event.state;
  booking.due = event.at + kEndedKept;
  ++booking.version;
  const bool given_back = !event.by_lab && (event.state == model::BookingState::kCancelled ||
                                            event.state == model::BookingState::kExpired);
  if (given_back) {
    NoteGivenBack(booking, booking.interval, event.at);
    if (!booking.refunded) GiveUpAll(*this, counters_.at, &booking);
  }
  PutBooking(std::move(booking));
}

// The memory of an import stays: a calendar of past years that is imported again finds its entries.
void State::On(const BookingRetired& event) {
  if (!accounts_.empty()) CarryOver(*bookings_.Find(event.booking));
  CarryUsage(*bookings_.Find(event.booking));
  RetireCredits(*bookings_.Find(event.booking));
  Erase<model::Booking>(event.booking);
}

void State::On(const SeriesChanged& event) {
  Counters next = counters_;
  CountPast(next.series, event.series.id.value());
  PutCounters(next);
  Put(event.series);
}
void State::On(const SeriesRetired& event) { Erase<model::Series>(event.series); }

void State::On(const WishChanged& event) {
  Counters next = counters_;
  CountPast(next.wish, event.wish.id.value());
  PutCounters(next);
  Put(event.wish);
}
void State::On(const WishRetired& event) { Erase<model::Wish>(event.wish); }

void State::On(const OutageChanged& event) {
  Counters next = counters_;
  CountPast(next.outage, event.outage.id.value());
  PutCounters(next);
  Put(event.outage);
}
void State::On(const OutageRetired& event) { Erase<model::Outage>(event.outage); }

void State::On(const FaultChanged& event) {
  Counters next = counters_;
  CountPast(next.fault, event.fault.id.value());
  PutCounters(next);
  Put(event.fault);
}

void State::On(const FaultRetired& event) { Erase<model::Fault>(event.fault); }

template <class RecordType, class Number>
void State::Define(const RecordType& record, Number Counters::*next_id) {
  Counters next = counters_;
  CountPast(next.*next_id, record.id.value());
  PutCounters(next);
  Put(record);
}

void State::On(const ZoneDefined& event) { Define(event.zone, &Counters::zone); }
void State::On(const SiteDefined& event) { Define(event.site, &Counters::site); }
// A pool that is removed takes along what companies lost of it.
void State::On(const PoolDefined& event) {
  Define(event.pool, &Counters::pool);
  if (!event.pool.retired) return;
  std::vector<model::Usage> lost;
  past_usages_.ForEach([&](const model::Usage& usage) {
    const bool any = std::any_of(usage.contests.begin(), usage.contests.end(),
                                 [&](const auto& one) { return one.pool == event.pool.id; });
    if (any) lost.push_back(usage);
  });
  for (model::Usage& usage : lost) PutUsage(std::move(usage), counters_.at);
}
// Nobody but a booking takes a piece, whoever defines the resource and whatever they knew of it.
void State::On(const ResourceDefined& event) {
  model::Resource resource = event.resource;
  const model::Resource* before = resources_.Find(resource.id);
  const bool counted = before != nullptr && IsMaterial(*before) && IsMaterial(resource);
  resource.taken = counted ? before->taken : 0;
  Define(resource, &Counters::resource);
}
void State::On(const CertificationDefined& event) {
  Define(event.certification, &Counters::certification);
}
void State::On(const CompanyDefined& event) { Define(event.company, &Counters::company); }
void State::On(const MemberDefined& event) { Define(event.member, &Counters::member); }
void State::On(const BadgeDefined& event) { Define(event.badge, &Counters::badge); }
void State::On(const TokenDefined& event) { Define(event.token, &Counters::token); }

void State::On(const QuotaDefined& event) {
  const model::Quota* before = quotas_.Find(event.quota.id);
  // What was carried stays, as long as it is still an amount of the same thing.
  const bool another =
      before != nullptr &&
      (before->measure != event.quota.measure || before->window != event.quota.window ||
       model::IsOfCompanies(before->who) != model::IsOfCompanies(event.quota.who));
  if (another || event.quota.retired) DropCarried(event.quota.id);
  Define(event.quota, &Counters::quota);
}

void State::On(const GuaranteesFrozen& event) {
  const GuaranteesId last = usages_.Last(event.guarantees.pool);
  if (last.IsSet()) {
    model::Guarantees before = *guarantees_.Find(last);
    before.last = false;
    before.due = before.interval.end();
    Put(std::move(before));
  }
  Define(event.guarantees, &Counters::guarantees);
}

void State::On(const GuaranteesRetired& event) {
  for (const LendingId id : usages_.LentIn(event.guarantees)) Erase<model::Lending>(id);
  Erase<model::Guarantees>(event.guarantees);
}

void State::On(const LendingChanged& event) { Define(event.lending, &Counters::lending); }

void State::On(const RoundOpened& event) {
  Counters next = counters_;
  CountPast(next.round, event.round.id.value());
  PutCounters(next);
  Put(event.round);
}

void State::On(const ListFiled& event) {
  model::Round round = *rounds_.Find(event.round);
  const auto place = std::lower_bound(
      round.lists.begin(), round.lists.end(), event.list.company,
      [](const model::Round::List& list, CompanyId company) { return list.company < company; });
  if (place != round.lists.end() && place->company == event.list.company) {
    *place = event.list;
  } else {
    round.lists.insert(place, event.list);
  }
  ++round.version;
  Put(std::move(round));
}

void State::On(const RoundDecided& event) {
  model::Round round = *rounds_.Find(event.round);
  round.state = model::RoundState::kPublished;
  round.open_seconds = event.open_seconds;
  round.turns = event.turns;
  round.rooms = event.rooms;
  round.ended_at = event.at;
  round.due = event.at + kRoundKept;
  ++round.version;
  const PoolId pool = round.pool;
  Put(std::move(round));
  for (const model::Round::Turn& turn : event.turns) {
    if (turn.taken > 0) SpendToken(pool, turn.company);
  }
}

void State::On(const RoundCancelled& event) {
  model::Round round = *rounds_.Find(event.round);
  round.state = model::RoundState::kCancelled;
  round.ended_at = event.at;
  round.due = event.at + kRoundKept;
  ++round.version;
  Put(std::move(round));
}

void State::On(const RoundRetired& event) { Erase<model::Round>(event.round); }

void State::On(const Requested& event) {
  // Comes last in an accepted decision: nothing rolls back over it, so it has no undo.
  MUTUA_CHECK(undo_ == nullptr);
  Remember(event);
  ForgetOldRequests(event.at);
  if (changes_ != nullptr) changes_->push_back({Subject::Kind::kCounters, 1});
}

void State::On(const ServingStarted& event) {
  Counters next = counters_;
  next.serving = true;
  if (event.entropy != 0) next.entropy = event.entropy;
  next.serving_changed = event.at;
  PutCounters(next);
}

void State::On(const ServingStopped& event) {
  Counters next = counters_;
  next.serving = false;
  next.serving_changed = event.at;
  PutCounters(next);
}

void State::AdvanceTo(Instant at) {
  MUTUA_CHECK(at >= counters_.at);
  counters_.at = at;
}

}  // namespace mutua::core
