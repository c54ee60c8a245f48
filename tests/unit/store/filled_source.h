// Where the values of filled records come from: each is another, and none is a default. And what
// records of several kinds have in them.
#pragma once

#include <cstdint>
#include <string>

#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/model/booking.h"

namespace mutua::store::filled {

// Every value differs from the ones before.
class Source {
 public:
  uint32_t Number() { return ++last_; }
  template <class IdType>
  void Set(IdType* id) {
    *id = IdType(Number());
  }
  Instant At() { return Instant::FromUnix(1'800'000'000 + 60 * int64_t{Number()}); }
  Duration Length() { return Duration::Minutes(Number()); }
  Interval Time() {
    const Instant start = At();
    return Interval(start, start + Length());
  }
  CivilSecond Civil() { return CivilSecond(2027, 3, 1) + 60 * int64_t{Number()}; }
  std::string Text() { return "text " + std::to_string(Number()) + " é\xff"; }
  template <class Array>
  void SetBytes(Array* bytes) {
    for (auto& byte : *bytes) byte = static_cast<uint8_t>(Number() % 255 + 1);
  }

 private:
  uint32_t last_ = 100;
};

inline model::Wants Wants(Source& source) {
  model::Want one;
  auto& [resource, pool, units] = one;
  source.Set(&resource);
  source.Set(&pool);
  units = source.Number();
  return {one, {ResourceId(), PoolId(source.Number()), 1}};
}

}  // namespace mutua::store::filled
