#include "engine/core/draft.h"

#include <utility>

namespace mutua::core {

Draft::Draft(State& state) : state_(state) {
  MUTUA_CHECK(state_.undo_ == nullptr);
  state_.undo_ = &undo_;
}

Draft::~Draft() {
  if (!sealed_) RollBackTo(Mark{});
  state_.undo_ = nullptr;
}

void Draft::Emit(Event event) {
  state_.Apply(event);
  events_.push_back(std::move(event));
}

void Draft::RollBackTo(Mark mark) {
  MUTUA_CHECK(!sealed_);
  MUTUA_CHECK(mark.undo <= undo_.size() && mark.events <= events_.size());
  state_.undo_ = nullptr;
  while (undo_.size() > mark.undo) {
    state_.Revert(undo_.back());
    undo_.pop_back();
  }
  events_.resize(mark.events);
  state_.undo_ = &undo_;
}

void Draft::Seal() {
  sealed_ = true;
  state_.undo_ = nullptr;
  undo_.clear();
}

std::vector<Event> Draft::TakeEvents() {
  MUTUA_CHECK(sealed_);
  return std::move(events_);
}

}  // namespace mutua::core
