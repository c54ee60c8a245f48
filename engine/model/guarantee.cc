#include "engine/model/guarantee.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/limits.h"

namespace mutua::model {
namespace {

constexpr int64_t kMinute = int64_t{1} << 32;  // in units of a carry

const Guarantees::Part* FindPart(const Guarantees& guarantees, CompanyId company) {
  const auto& parts = guarantees.parts;
  const auto place = std::lower_bound(
      parts.begin(), parts.end(), company,
      [](const Guarantees::Part& part, CompanyId than) { return part.company < than; });
  return place != parts.end() && place->company == company ? &*place : nullptr;
}

// Rounded down, of negative numbers too.
int64_t WholeMinutes(int64_t owed) { return owed >> 32; }

// The minutes that were not handed out go, one each, to whom rounding took most; those handed out
// too many are taken from whom it took least and who has any.
void SettleRounding(int64_t left, std::vector<Guarantees::Part>* parts) {
  std::vector<Guarantees::Part*> order;
  for (Guarantees::Part& part : *parts) order.push_back(&part);
  const auto by_rest = [](const Guarantees::Part* a, const Guarantees::Part* b) {
    return a->carry != b->carry ? a->carry > b->carry : a->company < b->company;
  };
  while (left > 0) {
    std::sort(order.begin(), order.end(), by_rest);
    for (size_t i = 0; i < order.size() && left > 0; ++i, --left) {
      ++order[i]->minutes;
      order[i]->carry -= kMinute;
    }
  }
  while (left < 0) {
    std::sort(order.begin(), order.end(), by_rest);
    const auto has_some = std::find_if(order.rbegin(), order.rend(),
                                       [](const auto* part) { return part->minutes > 0; });
    MUTUA_CHECK(has_some != order.rend());
    --(*has_some)->minutes;
    (*has_some)->carry += kMinute;
    ++left;
  }
}

}  // namespace

void HandOut(const Sharing& sharing, int64_t capacity, const Guarantees* before, Guarantees* out) {
  const int64_t sum = SumOfShares(sharing);
  MUTUA_CHECK(capacity >= 0 && capacity <= kGuaranteeMinutesMost && sum > 0);
  out->capacity = capacity;
  out->parts.clear();
  const __int128 half = static_cast<__int128>(capacity) * (kMinute / 2);
  const __int128 whole = half + (before == nullptr ? 0 : before->carry);
  int64_t left = static_cast<int64_t>(whole >> 32);
  out->carry = static_cast<int64_t>(whole - (static_cast<__int128>(left) << 32));
  for (const Share& share : sharing.shares) {
    const int64_t weight = ShareOf(sharing, share);
    if (weight == 0) continue;
    const Guarantees::Part* last = before == nullptr ? nullptr : FindPart(*before, share.company);
    const auto owed = static_cast<int64_t>(half * weight / sum) + (last ? last->carry : 0);
    const int64_t minutes = std::max<int64_t>(WholeMinutes(owed), 0);
    out->parts.push_back({share.company, minutes, owed - minutes * kMinute});
    left -= minutes;
  }
  SettleRounding(left, &out->parts);
}

int64_t MinutesOf(const Guarantees& guarantees, CompanyId company) {
  const Guarantees::Part* part = FindPart(guarantees, company);
  return part == nullptr ? 0 : part->minutes;
}

}  // namespace mutua::model
