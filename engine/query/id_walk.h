// A walk over all records of one kind, a slice at a time: who holds the replica for a reader lets
// it go between two slices, so that a long table holds up nothing (DESIGN.md 3).
//
//   IdWalk<model::Fault> walk(IdOrder::kDescending, after);
//   while (walk.Look(state, kSlice, visit)) {}  // each with the state as it is then
//
// What is there throughout is visited; what is made meanwhile is not, what goes may be or not.
// Reads only. Thread-bound.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include "engine/core/state.h"

namespace mutua::query {

// Ids of these are given from 1 on, and this is the next.
template <class Record>
uint64_t EndOf(const core::Counters& next) {
  if constexpr (std::is_same_v<Record, model::Site>) return next.site;
  if constexpr (std::is_same_v<Record, model::Pool>) return next.pool;
  if constexpr (std::is_same_v<Record, model::Resource>) return next.resource;
  if constexpr (std::is_same_v<Record, model::Certification>) return next.certification;
  if constexpr (std::is_same_v<Record, model::Company>) return next.company;
  if constexpr (std::is_same_v<Record, model::Member>) return next.member;
  if constexpr (std::is_same_v<Record, model::Quota>) return next.quota;
  if constexpr (std::is_same_v<Record, model::Badge>) return next.badge;
  if constexpr (std::is_same_v<Record, model::Token>) return next.token;
  if constexpr (std::is_same_v<Record, model::Series>) return next.series;
  if constexpr (std::is_same_v<Record, model::Wish>) return next.wish;
  if constexpr (std::is_same_v<Record, model::Outage>) return next.outage;
  if constexpr (std::is_same_v<Record, model::Fault>) return next.fault;
}

enum class IdOrder : uint8_t { kAscending, kDescending };

template <class Record>
class IdWalk {
 public:
  using IdType = decltype(Record::id);
  // What looking at one record costs, where looking at an id that is none costs one.
  static constexpr size_t kWorkOfOne = 20;

  // Begins behind `after`; at the first, or the last there is, when it is none.
  IdWalk(IdOrder order, IdType after) : order_(order), last_(after) {}

  // Calls visit(record), which returns whether to go on, for as many as `work` allows. True: there
  // are more, behind last(). `work_of_one`: what it costs to visit one.
  template <class Visit>
  bool Look(const core::State& state, size_t work, Visit visit, size_t work_of_one = kWorkOfOne) {
    if (!end_) Begin(EndOf<Record>(state.counters()));
    bool more = true;
    for (; more && next_ != *end_; next_ += step_) {
      if (work == 0) return true;
      const Record* record = state.Find(IdType(static_cast<Number>(next_)));
      work -= std::min(work, record == nullptr ? size_t{1} : work_of_one);
      if (record != nullptr) more = visit(*record);
      last_ = IdType(static_cast<Number>(next_));
    }
    return next_ != *end_;
  }

  // The last id that was looked at.
  IdType last() const { return last_; }

 private:
  using Number = decltype(IdType().value());

  void Begin(uint64_t end) {
    const auto after = static_cast<int64_t>(last_.value());
    const auto beyond = static_cast<int64_t>(end);
    step_ = order_ == IdOrder::kAscending ? 1 : -1;
    if (order_ == IdOrder::kAscending) {
      next_ = std::min(after + 1, beyond);
      end_ = beyond;
    } else {
      next_ = after == 0 || after > beyond ? beyond - 1 : after - 1;
      end_ = 0;
    }
  }

  const IdOrder order_;
  IdType last_;
  int64_t step_ = 1;
  int64_t next_ = 0;
  std::optional<int64_t> end_;
};

// Some ids in a list, and where to go on.
template <class IdType>
struct IdPage {
  std::vector<IdType> ids;
  std::optional<IdType> next;  // the last that was looked at; none: all were
};

// At most `most` that pass, behind `after`, looking at what `work` allows: the page may be short,
// or empty, although there are more. `most` is 1 or more.
template <class Record, class Passes>
IdPage<decltype(Record::id)> LookThrough(const core::State& state, IdOrder order,
                                         decltype(Record::id) after, size_t most, size_t work,
                                         Passes passes) {
  IdPage<decltype(Record::id)> page;
  IdWalk<Record> walk(order, after);
  const bool more = walk.Look(state, work, [&](const Record& record) {
    if (passes(record)) page.ids.push_back(record.id);
    return page.ids.size() < most;
  });
  if (more) page.next = walk.last();
  return page;
}

}  // namespace mutua::query
