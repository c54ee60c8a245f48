#include "engine/model/decay.h"

#include <algorithm>
#include <array>

#include "engine/base/check.h"

namespace mutua::model {
namespace {

constexpr int64_t kLife = kHalfLife.seconds();
constexpr int64_t kLivesOfReference = 16;
constexpr int64_t kSpan = kLife * kLivesOfReference;
constexpr int64_t kEntries = 4096;

// 2^-(i / 4096), times 2^32, rounded down.
constexpr std::array<uint64_t, kEntries> kTable = {
#include "engine/model/decay_table.inc"
};
static_assert(kTable.front() == uint64_t{1} << 32 && kTable.back() > uint64_t{1} << 31);

// 2^-(part of a half-life), times 2^32: the nearest lower entry. Precondition: 0 <= part < kLife.
uint64_t Fraction(int64_t part) { return kTable[static_cast<size_t>(part * kEntries / kLife)]; }

// 2^((at - reference) / half-life), times 2^32.
uint64_t WeightOf(int64_t since_reference) {
  const int64_t lives = since_reference / kLife;
  const int64_t rest = since_reference % kLife;
  if (rest == 0) return (uint64_t{1} << 32) << lives;
  return Fraction(kLife - rest) << (lives + 1);
}

// a * b / 2^64, rounded down. Precondition: it fits.
Decayed::Sum TimesOver64(Decayed::Sum a, uint64_t b) {
  const Decayed::Sum high = a >> 64;
  const Decayed::Sum low = static_cast<uint64_t>(a);
  return high * b + ((low * b) >> 64);
}

}  // namespace

void Decayed::AddTo(int32_t reference, Sum sum, int sign) {
  if (sum == 0) return;
  const auto place =
      std::lower_bound(parts_.begin(), parts_.end(), reference,
                       [](const Part& part, int32_t than) { return part.reference < than; });
  if (place == parts_.end() || place->reference != reference) {
    MUTUA_CHECK(sign > 0);
    parts_.insert(place, {reference, sum});
    return;
  }
  if (sign > 0) {
    place->sum += sum;
    MUTUA_CHECK(place->sum >= sum);
  } else {
    MUTUA_CHECK(place->sum >= sum);
    place->sum -= sum;
    if (place->sum == 0) parts_.erase(place);
  }
}

void Decayed::Add(Ticks ticks, Instant at) {
  MUTUA_CHECK(ticks.value() >= 0 && at >= kEarliest);
  const int64_t reference = at.unix_seconds() / kSpan;
  const Sum weight = WeightOf(at.unix_seconds() % kSpan);
  AddTo(static_cast<int32_t>(reference), weight * static_cast<uint64_t>(ticks.value()), 1);
}

void Decayed::Take(Ticks ticks, Instant at) {
  MUTUA_CHECK(ticks.value() >= 0 && at >= kEarliest);
  const int64_t reference = at.unix_seconds() / kSpan;
  const Sum weight = WeightOf(at.unix_seconds() % kSpan);
  AddTo(static_cast<int32_t>(reference), weight * static_cast<uint64_t>(ticks.value()), -1);
}

void Decayed::Add(const Decayed& other) {
  for (const Part& part : other.parts_) AddTo(part.reference, part.sum, 1);
}

void Decayed::Take(const Decayed& other) {
  for (const Part& part : other.parts_) AddTo(part.reference, part.sum, -1);
}

Ticks Decayed::At(Instant now) const {
  Sum all = 0;
  for (const Part& part : parts_) {
    const int64_t since =
        std::max<int64_t>(now.unix_seconds() - int64_t{part.reference} * kSpan, 0);
    const int64_t lives = since / kLife;
    if (lives >= 127) continue;
    all += TimesOver64(part.sum, Fraction(since % kLife)) >> lives;
  }
  MUTUA_CHECK(all <= static_cast<Sum>(INT64_MAX));
  return Ticks(static_cast<int64_t>(all));
}

void Decayed::Forget(Instant now) {
  const int64_t oldest = now.unix_seconds() / kSpan - 64 / kLivesOfReference - 1;
  const auto kept = std::find_if(parts_.begin(), parts_.end(),
                                 [&](const Part& part) { return part.reference >= oldest; });
  parts_.erase(parts_.begin(), kept);
}

}  // namespace mutua::model
