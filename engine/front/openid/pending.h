// A sign-in that was begun, as the browser that began it keeps it: sealed into a cookie, so that
// nothing grows here with those who never come back, and nobody can bring another's.
//
// Thread-safe: a key of this process, made once. After a restart of the daemon one begins anew.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/secret.h"
#include "engine/base/time.h"
#include "engine/front/openid/provider.h"

namespace mutua::front::openid {

// Which of our pages a sign-in goes back to: one of these, whatever an address says.
enum class Page : uint8_t { kMember, kManager };

struct Pending {
  Challenge challenge;
  Page page = Page::kMember;
  Instant begun;
};

class PendingSeal {
 public:
  // Whoever takes longer begins anew.
  static constexpr Duration kHolds = Duration::Minutes(10);

  PendingSeal();

  // As text for a cookie.
  Secret Seal(const Pending& pending) const;
  // Nothing: it was not sealed here, or too long ago.
  std::optional<Pending> Open(SecretView sealed, Instant now) const;

 private:
  std::array<unsigned char, 32> key_{};
};

}  // namespace mutua::front::openid
