// Who books: companies, their members, what members hold. Names, addresses and badge numbers are
// not here: the state and the history know people by id only; the names live beside, erasable
// (DESIGN.md 6, "History, retention, erasure").
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/model/quiet_hours.h"

namespace mutua::model {

// A salted commitment to a text or a keyed hash of a secret: 128 bits.
using Seal = std::array<uint8_t, 16>;

struct Company {
  enum class Kind : uint8_t { kEmployer = 1, kIndependent = 2 };
  CompanyId id{};
  std::string handle{};
  std::string name{};
  Kind kind = Kind::kEmployer;
  bool retired = false;
  uint32_t version = 1;
  bool operator==(const Company&) const = default;
};

// A certification that a member holds, valid within [from, until).
struct Held {
  CertificationId certification{};
  Instant from{};
  Instant until = kLatest;
  bool operator==(const Held&) const = default;
};

// Who a caller is. kCompanyManager: a member who acts for all of the own company, and sets nothing
// of the lab. kFeed: may call nothing; shows one calendar to whoever has it.
enum class Role : uint8_t {
  kMember = 1,
  kManager = 2,
  kKiosk = 3,
  kService = 4,
  kFeed = 5,
  kCompanyManager = 6,
};

// What a member signs in with; its hash lies beside, and goes with an erasure. kOneTime: a manager
// set it, and the first sign-in changes it.
enum class Password : uint8_t { kNone = 0, kOneTime = 1, kOwn = 2 };

struct Member {
  MemberId id{};
  CompanyId company{};
  std::vector<Held> held{};
  bool retired = false;
  bool erased = false;        // for good: nothing beside says any more who it was; retired, too
  bool has_pin = false;       // its hash lies beside, and goes with an erasure
  Role role = Role::kMember;  // or kCompanyManager or kManager: what signing in makes of them
  Password password = Password::kNone;
  QuietHours quiet{};
  uint32_t version = 1;
  bool operator==(const Member&) const = default;
};

struct Certification {
  CertificationId id{};
  std::string handle{};
  std::string name{};
  std::string ask{};  // whom to ask for it
  bool retired = false;
  uint32_t version = 1;
  bool operator==(const Certification&) const = default;
};

struct Badge {
  BadgeId id{};
  MemberId member{};
  Seal seal{};  // keyed hash of the badge's number
  bool revoked = false;
  bool operator==(const Badge&) const = default;
};

// Which calendar the token of a feed shows, and with whose eyes.
struct Feed {
  enum class Of : uint8_t { kNothing = 0, kMember = 1, kCompany = 2, kResource = 3, kPool = 4 };
  Of of = Of::kNothing;
  uint32_t id = 0;       // of that member, company, resource or pool
  bool manages = false;  // a manager made it, and it shows what managers see; else what its member
                         // may see
  TokenId made_with{};   // it ends when this one is revoked
  Instant made_at{};
  bool operator==(const Feed&) const = default;
};

// A bearer token; only its hash is kept. A kiosk or a service has no member; a kiosk stands at a
// site, and has a name that tells it from another there. A session is made by signing in, and its
// member's role says what it may do, not its own; when it has ended, the next one of its member
// takes its place under the same id.
struct Token {
  TokenId id{};
  Role role = Role::kMember;
  MemberId member{};
  std::array<uint8_t, 32> hash{};
  Instant expires = kLatest;
  bool revoked = false;
  Feed feed{};  // of kFeed
  SiteId site{};
  std::string name{};
  bool session = false;
  bool read_only = false;  // it may ask, and change nothing
  Instant made_at{};       // of a session
  bool operator==(const Token&) const = default;
};

}  // namespace mutua::model
