// Where companies stand in shared pools: usage against share, rank, and what is left of guarantees.
// Pure; asked on the replica, never while deciding.
#pragma once

#include <vector>

#include "engine/core/state.h"

namespace mutua::core {

struct ShareStanding {
  PoolId pool{};
  CompanyId company{};
  int64_t share = 0;
  int64_t shares = 0;  // of all
  Ticks usage;         // V
  Ticks future;        // of it F
  uint32_t rank = 0;   // 1 comes first; equals share a rank; 0: no share
  uint32_t ranked = 0;
  uint32_t lost = 0;   // contests that count towards a token
  Instant token_ends;  // it has one until then; 1970: none
};

// Of each company that has a share, by rank and then id. Work: the companies.
std::vector<ShareStanding> ShareStandingsIn(const State& state, PoolId pool, Instant at);
// Of one, which may have none. Work: the companies.
ShareStanding ShareStandingOf(const State& state, PoolId pool, CompanyId company, Instant at);

// The frozen periods of the pool that are not over at `at`, ascending.
std::vector<GuaranteesId> PeriodsFrom(const State& state, PoolId pool, Instant at);

}  // namespace mutua::core
