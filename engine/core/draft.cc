#include "engine/core/draft.h"

#include <iterator>
#include <utility>

namespace mutua::core {

Draft::Draft(State& state)
    : state_(state),
      undo_(std::move(state.emptied_.undo)),
      events_(std::move(state.emptied_.events)) {
  MUTUA_CHECK(state_.undo_ == nullptr);
  MUTUA_CHECK(undo_.empty() && events_.empty());
  state_.undo_ = &undo_;
}

Draft::~Draft() {
  if (!sealed_) RollBackTo(Mark{});
  state_.undo_ = nullptr;
  // What a rare large decision took is given back.
  if (undo_.capacity() > State::kEmptiedMost || events_.capacity() > State::kEmptiedMost) return;
  undo_.clear();
  events_.clear();
  state_.emptied_ = {std::move(undo_), std::move(events_)};
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

void Draft::MoveEventsTo(std::vector<Event>* to) {
  MUTUA_CHECK(sealed_);
  to->insert(to->end(), std::make_move_iterator(events_.begin()),
             std::make_move_iterator(events_.end()));
  events_.clear();
}

}  // namespace mutua::core
