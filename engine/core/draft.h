// A Draft: the leading state plus an undo list. Each event is applied as it is emitted, so a
// series, a kit, a repack or a cancel-then-promote sees its own earlier effects; a refusal rolls
// them back.
//
// Life: made for one command; Emit and RollBackTo as deciding goes; Seal when accepted, after which
// nothing can be taken back. A Draft that is dropped unsealed rolls back everything: a preview.
#pragma once

#include <cstddef>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "engine/core/event.h"
#include "engine/core/state.h"

namespace mutua::core {

class Draft {
 public:
  // Borrows the state; one open Draft a state.
  explicit Draft(State& state);
  ~Draft();
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const State& state() const { return state_; }
  const std::vector<Event>& events() const { return events_; }

  void Emit(Event event);

  struct Mark {
    size_t undo = 0;
    size_t events = 0;
  };
  Mark mark() const { return {undo_.size(), events_.size()}; }
  // Precondition: `mark` was taken from this Draft, not yet sealed.
  void RollBackTo(Mark mark);

  // The records of one kind that changed since `mark`, as they were then; what did not exist then
  // is left out. Precondition: as RollBackTo.
  template <class RecordType>
  std::vector<RecordType> Before(Mark mark) const;
  // The ids of those of one kind that did not exist then. Precondition: likewise.
  template <class RecordType>
  std::vector<uint64_t> MadeSince(Mark mark) const;

  void Seal();
  // Appends everything emitted, in order, and leaves none. Precondition: sealed.
  void MoveEventsTo(std::vector<Event>* to);

 private:
  // Calls visit(change) for the first change since `mark` of each record of one kind.
  template <class RecordType, class Visit>
  void ForEachFirstChange(Mark mark, Visit visit) const;

  State& state_;
  std::vector<State::Undo> undo_;
  std::vector<Event> events_;
  bool sealed_ = false;
};

template <class RecordType, class Visit>
void Draft::ForEachFirstChange(Mark mark, Visit visit) const {
  absl::flat_hash_set<uint64_t> seen;  // only asked, never walked
  for (size_t i = mark.undo; i < undo_.size(); ++i) {
    const auto* change = std::get_if<State::Before<RecordType>>(&undo_[i]);
    if (change != nullptr && seen.insert(change->id).second) visit(*change);
  }
}

template <class RecordType>
std::vector<RecordType> Draft::Before(Mark mark) const {
  std::vector<RecordType> before;
  ForEachFirstChange<RecordType>(mark, [&](const State::Before<RecordType>& change) {
    if (change.record) before.push_back(*change.record);
  });
  return before;
}

template <class RecordType>
std::vector<uint64_t> Draft::MadeSince(Mark mark) const {
  std::vector<uint64_t> made;
  ForEachFirstChange<RecordType>(mark, [&](const State::Before<RecordType>& change) {
    if (!change.record) made.push_back(change.id);
  });
  return made;
}

}  // namespace mutua::core
