// The first page of what is offered in any order. Thread-bound.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace mutua::query {

// Keeps the first `most` + 1 of what it is offered, in order and once each: memory follows the
// page, not what is listed.
template <class Cursor>
class PageOf {
 public:
  explicit PageOf(size_t most) : most_(most) {}

  void Offer(const Cursor& cursor) {
    if (full_ && kept_[most_] <= cursor) return;
    kept_.push_back(cursor);
    if (kept_.size() > 2 * most_ + 16) Shrink();
  }

  // Ascending; `*more` when there was more than fits.
  std::vector<Cursor> Take(bool* more) {
    Shrink();
    *more = kept_.size() > most_;
    if (*more) kept_.pop_back();
    return std::move(kept_);
  }

 private:
  void Shrink() {
    std::sort(kept_.begin(), kept_.end());
    kept_.erase(std::unique(kept_.begin(), kept_.end()), kept_.end());
    full_ = kept_.size() > most_;
    if (full_) kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(most_) + 1, kept_.end());
  }

  const size_t most_;
  std::vector<Cursor> kept_;
  bool full_ = false;  // kept_[most_] is the first that is not on the page
};

}  // namespace mutua::query
