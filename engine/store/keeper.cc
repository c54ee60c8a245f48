#include "engine/store/keeper.h"

#include <algorithm>
#include <utility>

#include "engine/store/past.h"
#include "engine/store/record.h"

namespace mutua::store {
namespace {

using journal::RecordChange;
using journal::RecordSpace;
using Kind = core::Subject::Kind;

// What an event takes out of the live state.
core::Subject RetiredBy(const core::Event& event) {
  return std::visit(
      []<class What>(const What& what) -> core::Subject {
        if constexpr (std::is_same_v<What, core::BookingRetired>) {
          return {Kind::kBooking, what.booking.value()};
        } else if constexpr (std::is_same_v<What, core::SeriesRetired>) {
          return {Kind::kSeries, what.series.value()};
        } else if constexpr (std::is_same_v<What, core::WishRetired>) {
          return {Kind::kWish, what.wish.value()};
        } else if constexpr (std::is_same_v<What, core::OutageRetired>) {
          return {Kind::kOutage, what.outage.value()};
        } else if constexpr (std::is_same_v<What, core::FaultRetired>) {
          return {Kind::kFault, what.fault.value()};
        } else if constexpr (std::is_same_v<What, core::RoundRetired>) {
          return {Kind::kRound, what.round.value()};
        } else {
          return {};
        }
      },
      event);
}

}  // namespace

std::optional<std::string> RecentPast::Find(core::Subject subject) const {
  const std::string key = EncodeKey(subject);
  const std::lock_guard lock(mutex_);
  for (const auto* records : {&added_, &saving_}) {
    if (const auto found = records->find(key); found != records->end()) return found->second;
  }
  return std::nullopt;
}

void RecentPast::Add(std::string key, std::string record) {
  const std::lock_guard lock(mutex_);
  added_[std::move(key)] = std::move(record);
}

void RecentPast::Turn() {
  const std::lock_guard lock(mutex_);
  saving_ = std::exchange(added_, {});
}

RecordKeeper::RecordKeeper(core::State* replica) : replica_(*replica), saved_(replica->counters()) {
  replica_.SetChangeSink(&changed_);
}

RecordKeeper::~RecordKeeper() { replica_.SetChangeSink(nullptr); }

void RecordKeeper::Apply(const core::Event& event) {
  const core::Subject retired = RetiredBy(event);
  if (retired.kind != Kind::kNone) KeepPast(retired);
  replica_.Apply(event);
}

void RecordKeeper::KeepPast(core::Subject subject) {
  std::optional<std::string> last = EncodeRecord(replica_, subject);
  MUTUA_CHECK(last.has_value());
  recent_past_.Add(EncodeKey(subject), *last);
  past_.push_back({RecordSpace::kPast, EncodeKey(subject), std::move(last)});
  if (subject.kind != Kind::kBooking) return;
  const model::Booking& booking = *replica_.Find(BookingId(subject.id));
  past_.push_back({RecordSpace::kPast, PastKey(booking.member, booking.id), std::string()});
}

std::vector<RecordChange> RecordKeeper::Take() {
  // The history's clock moves without a change of any record.
  if (!(replica_.counters() == saved_)) changed_.push_back({Kind::kCounters, 1});
  saved_ = replica_.counters();
  std::sort(changed_.begin(), changed_.end());
  changed_.erase(std::unique(changed_.begin(), changed_.end()), changed_.end());
  std::vector<RecordChange> changes;
  changes.reserve(changed_.size() + past_.size());
  for (const core::Subject subject : changed_) {
    changes.push_back({RecordSpace::kLive, EncodeKey(subject), EncodeRecord(replica_, subject)});
  }
  changed_.clear();
  std::sort(past_.begin(), past_.end(),
            [](const RecordChange& a, const RecordChange& b) { return a.key < b.key; });
  std::move(past_.begin(), past_.end(), std::back_inserter(changes));
  past_.clear();
  recent_past_.Turn();
  return changes;
}

}  // namespace mutua::store
