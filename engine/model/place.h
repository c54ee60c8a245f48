// What can be booked, and where it stands: sites, zones, pools, resources, outages, faults.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/model/booking.h"
#include "engine/model/opening.h"
#include "engine/model/rules.h"
#include "engine/model/sharing.h"
#include "engine/model/zone.h"

namespace mutua::model {

// The transitions of a time zone as adopted: state, so that every replica computes alike.
struct Zone {
  ZoneId id{};
  ZoneTable table{};
  bool operator==(const Zone&) const = default;
};

// What a kiosk shows of the people behind bookings here.
enum class KioskPeople : uint8_t { kNothing = 0, kInitials = 1 };
// When a booking made at a kiosk, of something that stands here, needs its member's PIN.
enum class KioskPin : uint8_t { kNever = 0, kWhenCharged = 1, kAlways = 2 };

struct Site {
  SiteId id{};
  std::string handle{};
  std::string name{};
  ZoneId zone{};
  Opening opening{};
  KioskPeople kiosk_people = KioskPeople::kNothing;
  KioskPin kiosk_pin = KioskPin::kNever;
  bool retired = false;
  uint32_t version = 1;
  bool operator==(const Site&) const = default;
};

struct Pool {
  PoolId id{};
  std::string handle{};
  std::string name{};
  bool stand_in = false;  // its resources can stand in for each other: "any of the pool"
  Rules rules{};
  Sharing sharing{};
  bool retired = false;
  uint32_t version = 1;
  bool operator==(const Pool&) const = default;
};

// kMaterial: surplus on offer, in pieces. Its bookings are when some are fetched, and take them for good.
enum class ResourceKind : uint8_t {
  kMachine = 1, kRoom = 2, kDesk = 3, kPerson = 4, kMaterial = 5
};

// On which terms a company lends a resource to the others: its own machine, or somebody's time
// (DESIGN.md 5.5).
struct LentTerms {
  CompanyId by{};      // who lends it; none: it is the lab's, and the rest is nothing
  Cents cost;          // of a person: what an hour costs who lends it; none is sold for more
  int64_t tariff = 0;  // credits that it is paid for a unit-hour that others used
  PoolId pool{};       // in whose credits; none: the resource's own pool
  bool operator==(const LentTerms&) const = default;
};

// What every decision looks at comes first: it lies in one cache line.
struct Resource {
  ResourceId id{};
  ResourceKind kind = ResourceKind::kMachine;
  bool retired = false;  // out of service for good: nothing new can be booked
  SiteId site{};
  PoolId pool{};
  // Units that can be claimed at one instant, >= 1; of material the pieces ever put on offer.
  uint32_t capacity = 1;
  uint32_t taken = 0;  // of material: pieces that were fetched
  uint32_t version = 1;
  std::string handle{};
  std::string name{};
  std::string way{};  // how to get there from the door
  Rules rules{};
  LentTerms lent{};
  bool operator==(const Resource&) const = default;
};

// Time in which resources cannot be used. Exactly one of resource, pool and site is set.
struct Outage {
  enum class Kind : uint8_t { kMaintenance = 1, kFault = 2, kClosure = 3 };
  // What became of a booking that stood in the way: enough to undo it when the outage shrinks.
  struct Victim {
    enum class Fate : uint8_t { kMoved = 1, kDisplaced = 2, kCutShort = 3 };
    BookingId booking{};
    Fate fate = Fate::kDisplaced;
    ResourceId from{};
    ResourceId to{};                                // where it was moved
    WishId wish{};                                  // what was filed for it
    Interval was{kEarliest, kLatest};               // how it stood before: when,
    BookingState state = BookingState::kConfirmed;  // and in which state
    uint32_t version = 0;  // of the booking as the outage left it: a later one was edited since
    bool operator==(const Victim&) const = default;
  };
  OutageId id{};
  Kind kind = Kind::kMaintenance;
  ResourceId resource{};
  PoolId pool{};
  SiteId site{};
  Interval interval{kEarliest, kLatest};
  std::vector<Victim> victims{};
  bool lifted = false;
  uint32_t version = 1;
  bool operator==(const Outage&) const = default;
};

// A fault that somebody reported: the manager sees it, and may open an outage for it.
struct Fault {
  FaultId id{};
  ResourceId resource{};
  MemberId reporter{};
  Instant at{};
  OutageId outage{};
  bool resolved = false;
  Instant resolved_at{};  // kEarliest: not yet
  bool operator==(const Fault&) const = default;
};

}  // namespace mutua::model
