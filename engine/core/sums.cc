#include "engine/core/sums.h"

#include <algorithm>
#include <utility>

namespace mutua::core {

size_t Sums::NumberOf(uint64_t place) const {
  const auto behind = std::upper_bound(
      more_.begin(), more_.end(), place,
      [](uint64_t wanted, const Leaf& leaf) { return wanted < leaf.front().place; });
  return static_cast<size_t>(behind - more_.begin());
}

size_t Sums::SearchAll(const Leaf& leaf, uint64_t place) {
  const auto found =
      std::lower_bound(leaf.begin(), leaf.end(), place,
                       [](const Sum& sum, uint64_t wanted) { return sum.place < wanted; });
  return static_cast<size_t>(found - leaf.begin());
}

void Sums::Insert(uint64_t place, size_t at, int64_t amount) {
  const size_t number = NumberOf(place);
  Leaf& leaf = LeafAt(number);
  leaf.insert(leaf.begin() + static_cast<ptrdiff_t>(at), {place, amount});
  if (leaf.size() > kLeafMost) Split(number);
}

// What comes next takes its place.
void Sums::Erase(uint64_t place, size_t at, Hint* hint) {
  const size_t number = NumberOf(place);
  Leaf& leaf = LeafAt(number);
  leaf.erase(leaf.begin() + static_cast<ptrdiff_t>(at));
  hint->next = static_cast<uint32_t>(at);
  if (leaf.empty()) Drop(number);
}

void Sums::Forget(QuotaId quota) {
  for (size_t number = more_.size() + 1; number-- > 0;) {
    std::erase_if(LeafAt(number), [&](const Sum& sum) {
      return static_cast<uint32_t>(sum.place) == quota.value();
    });
    if (LeafAt(number).empty()) Drop(number);
  }
}

void Sums::Split(size_t number) {
  Leaf& leaf = LeafAt(number);
  const auto middle = leaf.begin() + static_cast<ptrdiff_t>(leaf.size() / 2);
  Leaf upper(middle, leaf.end());
  leaf.erase(middle, leaf.end());
  more_.insert(more_.begin() + static_cast<ptrdiff_t>(number), std::move(upper));
}

void Sums::Drop(size_t number) {
  if (number > 0) {
    more_.erase(more_.begin() + static_cast<ptrdiff_t>(number) - 1);
  } else if (!more_.empty()) {
    head_ = std::move(more_.front());
    more_.erase(more_.begin());
  }
}

}  // namespace mutua::core
