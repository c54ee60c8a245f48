// Shares: how a pool is divided among companies (FAIRSHARE.md 3).
//
// A share is a whole number, a company's weight in a pool. What it secures per period is guarantee.h's.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/quantity.h"

namespace mutua::model {

// How a pool is shared. kByShares: fair_share where any company has a share of it, else first_come.
enum class Policy : uint8_t { kByShares = 0, kFirstCome = 1, kFairShare = 2 };

// What guarantees are for: a week from Monday (ISO 8601) or a month, by the pool's clocks.
enum class SharePeriod : uint8_t { kWeek = 2, kMonth = 3 };

// A company's weight in a pool.
struct Share {
  CompanyId company{};
  uint32_t base = 0;
  Cents funded;          // what it paid for the pool's machines
  uint32_t donated = 0;  // for capacity that it put in
  bool operator==(const Share&) const = default;
};

// Of a pool.
struct Sharing {
  Policy policy = Policy::kByShares;
  SharePeriod period = SharePeriod::kWeek;
  Cents cents_a_share;                          // paid for one share; 0: money earns none
  std::vector<Share> shares{};                  // ascending by company, each once
  // Explanations may say which company another one was; else they say "a company" (promise P11).
  bool names_companies = false;
  bool operator==(const Sharing&) const = default;
};

// base + donated + what its money earns, rounded down; 0 for who has no part.
int64_t ShareOf(const Sharing& sharing, CompanyId company);
int64_t ShareOf(const Sharing& sharing, const Share& share);
int64_t SumOfShares(const Sharing& sharing);
bool IsSharedFairly(const Sharing& sharing);

}  // namespace mutua::model
