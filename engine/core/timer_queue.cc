#include "engine/core/timer_queue.h"

#include <iterator>

namespace mutua::core {

void TimerQueue::Insert(const Timer& timer, DueOf due_of) {
  if (near_.empty()) last_near_day_ = DayOf(timer.due);
  if (DayOf(timer.due) > last_near_day_) return InsertLater(timer, due_of);
  MUTUA_CHECK(near_.insert(timer).second);
  if (near_.size() > kNearMost) CloseLastDay(due_of);
}

void TimerQueue::Erase(const Timer& timer, DueOf due_of) {
  if (DayOf(timer.due) <= last_near_day_) {
    MUTUA_CHECK(near_.erase(timer) == 1);
    if (near_.empty() && !later_.empty()) OpenNextDay(due_of);
    return;
  }
  const auto day = later_.find(DayOf(timer.due));
  MUTUA_CHECK(day != later_.end());
  day->second.Leave();
  if (day->second.size() == 0) later_.erase(day);
}

std::optional<Timer> TimerQueue::Next() const {
  if (near_.empty()) return std::nullopt;
  return *near_.begin();
}

void TimerQueue::InsertLater(const Timer& timer, DueOf due_of) {
  MUTUA_CHECK(timer.id >> kIdBits == 0);
  const int64_t day = DayOf(timer.due);
  later_[day].Add(Pack(timer), [&](Later known) {
    const auto due = due_of(KindOf(known), IdOf(known));
    return due && DayOf(*due) == day;
  });
}

void TimerQueue::OpenNextDay(DueOf due_of) {
  const auto next = later_.begin();
  last_near_day_ = next->first;
  const auto lives = [&](Later known) {
    const auto due = due_of(KindOf(known), IdOf(known));
    return due && DayOf(*due) == last_near_day_;
  };
  for (const Later later : next->second.Living(lives)) {
    near_.insert({*due_of(KindOf(later), IdOf(later)), KindOf(later), IdOf(later)});
  }
  MUTUA_CHECK(near_.size() == next->second.size());
  later_.erase(next);
}

void TimerQueue::CloseLastDay(DueOf due_of) {
  const int64_t last = DayOf(std::prev(near_.end())->due);
  if (DayOf(near_.begin()->due) == last) return;  // one day stays in order, however long it is
  while (DayOf(std::prev(near_.end())->due) == last) {
    InsertLater(*std::prev(near_.end()), due_of);
    near_.erase(std::prev(near_.end()));
  }
  last_near_day_ = last - 1;
}

}  // namespace mutua::core
