// When quotas leave room for a booking: what free time must leave out because a company or a member
// has used it up.
//
// One for one question; what is looked up for a resource serves the next of its zone and length.
// Thread-bound.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "engine/core/quota.h"
#include "engine/query/free_time.h"
#include "engine/query/sweep.h"

namespace mutua::query {

class QuotaRoom {
 public:
  // Borrows both.
  QuotaRoom(const core::State& state, const FreeTimeQuestion& question, Instant at)
      : state_(state), question_(question), at_(at) {}

  // Whether a booking of that length is refused whenever it is: by what is outstanding.
  bool BarsAll(ResourceId resource, Duration length);
  // Appends the ranges of `window` in which no booking of that length could lie. Of a period with a
  // rest too short for it, the rest at its ends stays: what begins or ends there may be accepted.
  // Of a limit in bookings that is reached the whole period goes.
  void AddBlocked(ResourceId resource, Duration length, Interval window,
                  std::vector<Range>* blocked);

 private:
  template <class Visit>
  void ForEach(ResourceId resource, Duration length, Visit visit);
  int64_t LeastOf(const core::Gauge& gauge, ResourceId resource, Duration length) const;
  Duration Lasts(const core::Gauge& gauge, ResourceId resource, Duration length,
                 int64_t left) const;
  int64_t CountedBefore(const core::Gauge& gauge, Day first) const;
  const std::vector<Range>& InPeriods(const core::Gauge& gauge, model::HolderId holder,
                                      ResourceId resource, Duration length);

  const core::State& state_;
  const FreeTimeQuestion& question_;
  const Instant at_;
  using Key = std::tuple<QuotaId, const model::ZoneTable*, Duration>;
  std::map<Key, std::vector<Range>> in_periods_;
};

}  // namespace mutua::query
