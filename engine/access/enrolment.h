// Codes that enrol a kiosk: a manager asks for one, somebody types it at the screen, and the screen
// has a key of its own. A code is good once, for 15 minutes, and stands for the manager who asked
// for it (decisions/a_kiosk_enrols_with_a_code.md).
//
// In memory only: after a restart of the daemon another is asked for. Thread-safe.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/access/tries.h"
#include "engine/base/secret.h"
#include "engine/core/command.h"

namespace mutua::access {

class Enrolment {
 public:
  static constexpr Duration kHolds = Duration::Minutes(15);
  static constexpr size_t kDigits = 8;
  static constexpr size_t kOpenMost = 100;
  static constexpr uint32_t kWrongMost = 10;

  struct Invitation {
    core::Caller by;
    SiteId site{};
    std::string name;
  };
  // A code, good until now + kHolds; whoever was locked out may try again. None: kOpenMost are
  // open.
  std::optional<Secret> Invite(Invitation invitation, Instant now);

  struct Taken {
    std::optional<Invitation> invitation;  // none: the code is not good, or nothing is tried now
    Secret secret;                         // of the key, made with the first taking
    core::RequestId command{};             // that makes the key: the same each time
    Instant locked_until = kEarliest;
  };
  // The first request with a code takes it; the same request again has the same answer. What time
  // the request says it was made does not count: a kiosk that is not enrolled knows no clock.
  Taken Take(SecretView code, const core::RequestId& request, Instant now);

 private:
  struct Open {
    Secret code;
    Invitation invitation;
    Instant until{};
    core::RequestId taken_by{};
    Secret secret;
    core::RequestId command{};
  };
  void DropOld(Instant now);

  std::mutex mutex_;
  std::vector<Open> open_;
  Tries tries_{kWrongMost, kHolds};
};

// 4 to 8 digits.
bool LooksLikePin(SecretView text);
// Argon2id with a salt of its own, as text. Takes some 30 ms and 19 MiB (OWASP's least).
std::string HashPin(SecretView pin);
// As slow. False, too, when `hash` is none.
bool IsPin(const std::string& hash, SecretView pin);

}  // namespace mutua::access
