#include "engine/pipeline/feed.h"

#include <algorithm>
#include <utility>

#include "engine/store/events.h"

namespace mutua::pipeline {
namespace {

// Recent commits kept for watchers that are nearly up to date; the others read the journal.
constexpr size_t kRecentMost = 1024;

}  // namespace

uint64_t Feed::Subscribe(std::function<void(Position)> told) {
  std::lock_guard lock(told_mutex_);
  told_.emplace(next_, std::move(told));
  return next_++;
}

void Feed::Unsubscribe(uint64_t subscription) {
  std::lock_guard lock(told_mutex_);
  told_.erase(subscription);
}

absl::StatusOr<std::vector<PublishedCommit>> Feed::After(Position position, size_t most) const {
  std::vector<PublishedCommit> found;
  Position last;
  {
    std::lock_guard lock(mutex_);
    last = last_;
    if (!recent_.empty() && position.value() + 1 >= recent_.front()->head.position.value()) {
      const size_t skip =
          static_cast<size_t>(position.value() + 1 - recent_.front()->head.position.value());
      for (size_t i = skip; i < recent_.size() && found.size() < most; ++i) {
        found.push_back(recent_[i]);
      }
      return found;
    }
  }
  // The journal may be ahead of what was published: nothing beyond `last` is given.
  absl::Status broken;
  const absl::Status read =
      journal_.Read(Position(position.value() + 1), [&](const journal::StoredCommit& stored) {
        if (stored.position > last || found.size() == most) return false;
        auto events = store::DecodeEvents(stored.at, stored.events);
        if (!events.ok()) {
          broken = events.status();
          return false;
        }
        found.push_back(std::make_shared<Published>(
            Published{stored.at, {stored.position, stored.digest}, *std::move(events)}));
        return true;
      });
  if (!read.ok()) return read;
  if (!broken.ok()) return broken;
  return found;
}

void Feed::Publish(PublishedCommit commit) {
  const Position position = commit->head.position;
  {
    std::lock_guard lock(mutex_);
    last_ = position;
    recent_.push_back(std::move(commit));
    if (recent_.size() > kRecentMost) recent_.pop_front();
  }
  std::lock_guard lock(told_mutex_);
  for (const auto& [id, told] : told_) told(position);
}

}  // namespace mutua::pipeline
