#include "engine/access/enrolment.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "engine/access/password.h"
#include "engine/access/secret.h"
#include "engine/base/check.h"

namespace mutua::access {
namespace {

// All codes are guessed at together: nobody is known yet.
constexpr uint32_t kAnybody = 0;

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Secret MakeCode() {
  MUTUA_CHECK(sodium_init() >= 0);
  std::string code(Enrolment::kDigits, '0');
  for (char& digit : code) digit = static_cast<char>('0' + randombytes_uniform(10));
  return Secret(std::move(code));
}

// A UUID of version 7, made at `now` (RFC 9562, 5.7).
core::RequestId MakeRequestId(Instant now) {
  core::RequestId id;
  randombytes_buf(id.bytes.data(), id.bytes.size());
  uint64_t milliseconds = static_cast<uint64_t>(now.unix_seconds()) * 1000;
  for (size_t i = 6; i-- > 0; milliseconds >>= 8) id.bytes[i] = static_cast<uint8_t>(milliseconds);
  id.bytes[6] = static_cast<uint8_t>(0x70U | (id.bytes[6] & 0x0FU));
  id.bytes[8] = static_cast<uint8_t>(0x80U | (id.bytes[8] & 0x3FU));
  return id;
}

}  // namespace

void Enrolment::DropOld(Instant now) {
  std::erase_if(open_, [&](const Open& one) { return one.until <= now; });
}

std::optional<Secret> Enrolment::Invite(Invitation invitation, Instant now) {
  const std::lock_guard lock(mutex_);
  DropOld(now);
  if (open_.size() >= kOpenMost) return std::nullopt;
  Secret code;
  do {
    code = MakeCode();
  } while (
      std::any_of(open_.begin(), open_.end(), [&](const Open& one) { return one.code == code; }));
  tries_.Forget(kAnybody);
  open_.push_back({.code = code,
                   .invitation = std::move(invitation),
                   .until = now + kHolds,
                   .taken_by = {},
                   .secret = {},
                   .command = {}});
  return code;
}

Enrolment::Taken Enrolment::Take(SecretView code, const core::RequestId& request, Instant now) {
  const std::lock_guard lock(mutex_);
  DropOld(now);
  if (const Instant until = tries_.LockedUntil(kAnybody, now); until > now) {
    return {.invitation = {}, .secret = {}, .command = {}, .locked_until = until};
  }
  for (Open& one : open_) {
    if (!(code == one.code) || (one.taken_by.IsSet() && !(one.taken_by == request))) continue;
    if (!one.taken_by.IsSet()) {
      one.secret = MakeSecret(model::Role::kKiosk);
      one.command = MakeRequestId(now);
    }
    one.taken_by = request;
    return {.invitation = one.invitation, .secret = one.secret, .command = one.command};
  }
  tries_.Wrong(kAnybody, now);
  return {};
}

bool LooksLikePin(SecretView text) {
  constexpr size_t kLeast = 4;
  constexpr size_t kMost = 8;
  return text.size() >= kLeast && text.size() <= kMost && IsDigits(text.Reveal());
}

std::string HashPin(SecretView pin) { return HashPassword(pin); }

bool IsPin(const std::string& hash, SecretView pin) { return IsPassword(hash, pin); }

}  // namespace mutua::access
