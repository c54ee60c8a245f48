// The rules of a resource or a pool: data, never code. A resource's rule wins over its pool's, the
// pool's over the defaults; Merge makes the effective rules, which the state keeps for each
// resource.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/quantity.h"
#include "engine/base/time.h"
#include "engine/model/opening.h"
#include "engine/model/price.h"

namespace mutua::model {

// What a pool or a resource states; what it leaves out is inherited.
struct Rules {
  std::optional<Opening> opening{};       // beside the site's: both must be open
  std::optional<Duration> granularity{};  // starts and lengths are multiples, from civil midnight
  std::optional<Duration> shortest{};
  std::optional<Duration> longest{};
  std::optional<Duration> lead{};     // from asking to the start, at least; not for walk-ups
  std::optional<Duration> horizon{};  // from asking to the start, at most
  std::optional<Duration> gap{};      // between two bookings of one member on one resource
  std::optional<Duration> setup{};    // before the booking, part of the occupied interval
  std::optional<Duration> cleanup{};  // after it, likewise
  std::optional<std::vector<CertificationId>> certifications{};  // all of them
  std::optional<bool> needs_approval{};
  std::optional<std::vector<CompanyId>> companies{};  // who may book; empty list: every company
  std::optional<std::vector<MemberId>> members{};     // likewise, members
  std::optional<bool> unattended_overnight{};  // may run through closed hours between open ends
  std::optional<Duration> check_in_before{};   // check-in opens this long before the start
  std::optional<Duration>
      check_in_after{};             // and a no-show is released this long after; 0: none asked
  std::optional<bool> check_out{};  // must be checked out: past the end it is an overrun
  std::optional<Cents> price{};     // per unit-hour
  std::optional<std::vector<CertificationId>> any_certifications{};  // one of them, beside the above
  std::optional<int64_t> tariff{};       // credits per unit-hour
  std::optional<PeakHours> peak_hours{};
  bool operator==(const Rules&) const = default;
};

// Every rule with its value. Defaults: no limit, no duty; 14 days' horizon for machines, 90 for the
// other kinds, is set by Merge's caller.
struct EffectiveRules {
  std::optional<Opening> opening{};
  Duration granularity = Duration::Minutes(1);
  Duration shortest = Duration::Minutes(1);
  Duration longest = Duration::Days(3660);
  Duration lead{};
  Duration horizon = Duration::Days(90);
  Duration gap{};
  Duration setup{};
  Duration cleanup{};
  std::vector<CertificationId> certifications{};
  bool needs_approval = false;
  std::vector<CompanyId> companies{};
  std::vector<MemberId> members{};
  bool unattended_overnight = false;
  Duration check_in_before = Duration::Minutes(15);
  Duration check_in_after;
  bool check_out = false;
  Cents price{};
  std::vector<CertificationId> any_certifications{};
  int64_t tariff = 1;
  std::optional<PeakHours> peak_hours{};  // none: every hour is a normal one
};

EffectiveRules Merge(const Rules& pool, const Rules& resource, Duration default_horizon);

}  // namespace mutua::model
