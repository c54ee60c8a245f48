// A lab of one pool in process: the engine's own state and decisions, as shipped, without wire and
// journal. Companies book units of one resource, or each of a resource of its own.
#pragma once

#include <functional>
#include <vector>

#include "engine/core/decide.h"
#include "engine/core/fair_share.h"

namespace mutua::bench::fairness {

// 2026-01-05T00:00:00Z, a Monday.
inline constexpr Instant kMonday = Instant::FromUnix(1767571200);

// Constants of the engine, as shipped: the bench compiles the files in which they stand with those
// of the lab under test in their place (windows.h).
struct Windows {
  // Until so long before it begins, only a guarantee gets a time.
  Duration own = kOwnWindowCloses;
  // Until so long before its end, nobody goes beyond a guarantee where others need it for theirs.
  Duration kept = core::kGuaranteesKept;
  // Guarantees of so long ahead are handed out; what is booked beyond counts on the last of them.
  Duration frozen = kFrozenAhead;
};

struct LabSettings {
  model::Policy policy = model::Policy::kFairShare;
  model::SharePeriod period = model::SharePeriod::kWeek;
  Duration horizon = Duration::Days(14);
  Windows windows;
  // How many times the floor and the ceiling of credits are as far off. Both are a guarantee at the
  // tariff of the pool's first resource: above 1 that is one that never opens, with this tariff.
  uint32_t credits = 1;
  std::vector<int64_t> shares;  // by company
  // Units of the one resource; or of one resource a company, which may have none.
  std::vector<int64_t> capacity;
  uint32_t members_each = 1;  // each can have 50 wishes that wait
  bool check_out = false;
  Instant begins = kMonday;
  uint64_t seed = 1;  // of draws
};

class Lab {
 public:
  using Hear = std::function<void(const core::Event&)>;

  // `hear` is told every event, after it was applied.
  Lab(const LabSettings& settings, Hear hear);

  // Fires what is due until `at`.
  void RunTo(Instant at);
  // By that member, after all that was due before.
  core::Decision Do(MemberId member, core::Body body, Instant at,
                    model::Role role = model::Role::kMember);
  // One of the company's members for whom fewest wishes wait.
  MemberId MemberOf(size_t company) const;
  // What companies book: none if the company has no units of its own.
  ResourceId ResourceFor(size_t company) const;

  model::Wants Want(size_t company, int64_t units) const;
  const core::State& state() const { return state_; }

  static size_t CompanyAt(CompanyId id) { return id.value() - 1; }

 private:
  void DefineHouse(const LabSettings& settings);
  void DefinePeople(const LabSettings& settings);
  void Tell();

  core::State state_;
  Hear hear_;
  std::vector<core::Event> events_;
  std::vector<ResourceId> resources_;  // by company, or one
  uint32_t members_each_;
};

// Of the lab that was made last.
const Windows& WindowsNow();

}  // namespace mutua::bench::fairness
