#include "engine/core/sums.h"

#include <algorithm>
#include <utility>

namespace mutua::core {
namespace {

constexpr size_t kHolesMost = 32;   // or half of all: then they are closed
constexpr size_t kPlacesFirst = 8;  // for a few bookings: room is not asked for row by row
constexpr size_t kSumsFirst = 16;

void AddTo(int64_t* sum, int64_t amount) {
  MUTUA_CHECK(!__builtin_add_overflow(*sum, amount, sum));
}

}  // namespace

// Without a branch on what is compared: which half it is, nobody can foresee.
size_t Sums::Search(uint32_t name) const {
  const Place* first = places_.data();
  for (size_t left = places_.size(); left > 0;) {
    const size_t half = left / 2;
    const bool behind = first[half].name < name;
    first += behind ? half + 1 : 0;
    left = behind ? left - half - 1 : half;
  }
  return static_cast<size_t>(first - places_.data());
}

Sums::Row Sums::RowOf(Window window) const {
  const uint32_t name = NameOf(window);
  const size_t at = Search(name);
  if (at == places_.size() || places_[at].name != name) return {};
  const Sum* begin = sums_.data() + places_[at].begin;
  return {begin, begin + places_[at].size};
}

void Sums::Add(Window window, std::span<const Sum> sums) {
  if (sums.empty()) return;
  const uint32_t name = NameOf(window);
  const size_t at = Search(name);
  if (at == places_.size() || places_[at].name != name) return AddRow(at, name, sums);
  Place& place = places_[at];
  bool nothing = false;
  uint32_t next = 0;
  for (const Sum& sum : sums) {
    const Sum* row = sums_.data() + place.begin;
    while (next < place.size && row[next].quota < sum.quota) ++next;
    if (next == place.size || row[next].quota != sum.quota) {
      Insert(&place, next, {sum.quota, 0});
    }
    int64_t& amount = sums_[place.begin + next].amount;
    AddTo(&amount, sum.amount);
    nothing |= amount == 0;
  }
  if (nothing) DropNothing(at);
}

void Sums::AddRow(size_t at, uint32_t name, std::span<const Sum> sums) {
  if (places_.empty()) {
    places_.reserve(kPlacesFirst);
    sums_.reserve(kSumsFirst);
  }
  if (holes_ > kHolesMost && holes_ > sums_.size() / 2) Compact();
  const auto begin = static_cast<uint32_t>(sums_.size());
  sums_.insert(sums_.end(), sums.begin(), sums.end());
  places_.insert(places_.begin() + static_cast<ptrdiff_t>(at),
                 {name, begin, static_cast<uint32_t>(sums.size())});
}

void Sums::Insert(Place* place, uint32_t before, Sum sum) {
  if (place->begin + place->size != sums_.size()) MoveToEnd(place);
  sums_.insert(sums_.begin() + place->begin + before, sum);
  ++place->size;
}

void Sums::MoveToEnd(Place* place) {
  const auto begin = static_cast<uint32_t>(sums_.size());
  sums_.resize(begin + place->size);
  std::copy_n(sums_.begin() + place->begin, place->size, sums_.begin() + begin);
  place->begin = begin;
  holes_ += place->size;
}

void Sums::DropNothing(size_t at) {
  Place& place = places_[at];
  const auto begin = sums_.begin() + place.begin;
  const auto end = begin + place.size;
  const auto rest = std::remove_if(begin, end, [](const Sum& sum) { return sum.amount == 0; });
  place.size = static_cast<uint32_t>(rest - begin);
  if (end == sums_.end()) {
    sums_.erase(rest, end);
  } else {
    holes_ += static_cast<size_t>(end - rest);
  }
  if (place.size == 0) places_.erase(places_.begin() + static_cast<ptrdiff_t>(at));
}

void Sums::Forget(QuotaId quota) {
  for (Place& place : places_) {
    const auto begin = sums_.begin() + place.begin;
    const auto rest = std::remove_if(begin, begin + place.size,
                                     [&](const Sum& sum) { return sum.quota == quota; });
    place.size = static_cast<uint32_t>(rest - begin);
  }
  std::erase_if(places_, [](const Place& place) { return place.size == 0; });
  Compact();
}

void Sums::Compact() {
  std::vector<Sum> compact;
  for (Place& place : places_) {
    const auto begin = sums_.begin() + place.begin;
    place.begin = static_cast<uint32_t>(compact.size());
    compact.insert(compact.end(), begin, begin + place.size);
  }
  sums_ = std::move(compact);
  holes_ = 0;
}

}  // namespace mutua::core
