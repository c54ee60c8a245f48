#include "engine/core/waitlist.h"

#include <algorithm>
#include <bit>

#include "engine/base/check.h"

namespace mutua::core {
namespace {

constexpr int64_t kDay = Duration::Days(1).seconds();
// Buckets of 512 days at most: no window is longer than kWishWindowLongest.
constexpr uint8_t kLevels = 10;
static_assert(kDay << (kLevels - 1) >= Duration::Days(400).seconds());

int64_t BucketOf(Instant at, uint8_t level) {
  return std::max<int64_t>(at.unix_seconds(), 0) / (kDay << level);
}

// A kit is occupied for the widest borders of its resources, which what was freed on one of them
// does not know: its windows stand a day wider.
Interval Reach(const model::Wish& wish, Interval window) {
  if (wish.wants.size() == 1 && wish.wants.front().units == 1) return window;
  return Interval(window.start() - Duration::Days(1), window.end() + Duration::Days(1));
}

// The shortest buckets that are as long as the window: it touches two of them at most.
uint8_t LevelOf(Interval window) {
  const auto days = static_cast<uint64_t>((window.length().seconds() - 1) / kDay);
  return std::min<uint8_t>(static_cast<uint8_t>(std::bit_width(days)), kLevels - 1);
}

}  // namespace

std::vector<Waitlist::Key> Waitlist::KeysOf(const model::Wish& wish) {
  std::vector<Key> keys;
  for (const Interval wanted : wish.windows) {
    const Interval window = Reach(wish, wanted);
    const uint8_t level = LevelOf(window);
    const int64_t last = BucketOf(window.end(), level);
    for (int64_t bucket = BucketOf(window.start(), level); bucket <= last; ++bucket) {
      for (const model::Want& want : wish.wants) {
        const bool pool = !want.resource.IsSet();
        keys.push_back(
            {pool, pool ? want.pool.value() : want.resource.value(), level, bucket, wish.id});
      }
    }
  }
  return keys;
}

void Waitlist::Insert(const model::Wish& wish) {
  for (const Key& key : KeysOf(wish)) keys_.insert(key);
  MUTUA_CHECK(by_member_.emplace(wish.member, wish.id).second);
  MUTUA_CHECK(by_company_.emplace(wish.company, wish.id).second);
}

void Waitlist::Remove(const model::Wish& wish) {
  for (const Key& key : KeysOf(wish)) keys_.erase(key);
  MUTUA_CHECK(by_member_.erase({wish.member, wish.id}) == 1);
  MUTUA_CHECK(by_company_.erase({wish.company, wish.id}) == 1);
}

void Waitlist::Gather(bool pool, uint32_t wanted, Interval interval, size_t most,
                      absl::btree_set<WishId>* found) const {
  for (uint8_t level = 0; level < kLevels; ++level) {
    const int64_t last = BucketOf(interval.end(), level);
    const Key first{pool, wanted, level, BucketOf(interval.start(), level), WishId()};
    for (auto it = keys_.lower_bound(first); it != keys_.end() && found->size() < most; ++it) {
      if (it->pool != pool || it->wanted != wanted || it->level != level || it->bucket > last)
        break;
      found->insert(it->wish);
    }
  }
}

std::vector<WishId> Waitlist::Near(ResourceId resource, PoolId pool, Interval interval,
                                   size_t most) const {
  absl::btree_set<WishId> found;
  Gather(false, resource.value(), interval, most, &found);
  Gather(true, pool.value(), interval, most, &found);
  return {found.begin(), found.end()};
}

std::vector<WishId> Waitlist::Of(MemberId member) const {
  std::vector<WishId> found;
  for (auto it = by_member_.lower_bound({member, WishId()});
       it != by_member_.end() && it->first == member; ++it) {
    found.push_back(it->second);
  }
  return found;
}

std::vector<WishId> Waitlist::Of(CompanyId company, size_t most) const {
  std::vector<WishId> found;
  for (auto it = by_company_.lower_bound({company, WishId()});
       it != by_company_.end() && it->first == company && found.size() < most; ++it) {
    found.push_back(it->second);
  }
  return found;
}

std::vector<WishId> Waitlist::All(size_t most) const {
  std::vector<WishId> found;
  for (auto it = by_company_.begin(); it != by_company_.end() && found.size() < most; ++it) {
    found.push_back(it->second);
  }
  return found;
}

}  // namespace mutua::core
