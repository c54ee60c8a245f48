#include "engine/access/throttle.h"

#include <sodium.h>

#include <cstring>

#include "engine/base/check.h"

namespace mutua::access {

Throttle::Throttle(uint32_t most, Duration locked)
    : most_(most), locked_(locked), counts_(kPlaces) {
  static_assert(sizeof key_ == crypto_shorthash_KEYBYTES);
  MUTUA_CHECK(sodium_init() >= 0);
  randombytes_buf(key_.data(), key_.size());
}

size_t Throttle::PlaceOf(std::string_view who) const {
  std::array<unsigned char, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(who.data()), who.size(),
                   key_.data());
  uint64_t number = 0;
  std::memcpy(&number, hash.data(), sizeof number);
  return number % kPlaces;
}

Instant Throttle::LockedUntil(std::string_view who, Instant now) const {
  const std::lock_guard lock(mutex_);
  const Count& count = counts_[PlaceOf(who)];
  if (count.wrong < most_ || count.last + locked_ <= now) return kEarliest;
  return count.last + locked_;
}

void Throttle::Wrong(std::string_view who, Instant now) {
  const std::lock_guard lock(mutex_);
  Count& count = counts_[PlaceOf(who)];
  if (count.wrong > 0 && count.last + locked_ <= now) count.wrong = 0;
  ++count.wrong;
  count.last = now;
}

void Throttle::Forget(std::string_view who) {
  const std::lock_guard lock(mutex_);
  counts_[PlaceOf(who)] = {};
}

}  // namespace mutua::access
