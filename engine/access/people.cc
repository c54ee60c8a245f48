#include "engine/access/people.h"

#include <mutex>
#include <utility>

#include "absl/strings/string_view.h"

namespace mutua::access {

MemberId People::Find(std::string_view handle) const {
  std::shared_lock lock(mutex_);
  const auto found = by_handle_.find(absl::string_view(handle.data(), handle.size()));
  return found == by_handle_.end() ? MemberId() : found->second;
}

std::string People::HandleOf(MemberId member) const {
  std::shared_lock lock(mutex_);
  const auto found = people_.find(member);
  return found == people_.end() ? std::string() : found->second.handle;
}

std::optional<Person> People::Get(MemberId member) const {
  std::shared_lock lock(mutex_);
  const auto found = people_.find(member);
  if (found == people_.end()) return std::nullopt;
  return found->second;
}

std::shared_ptr<const void> People::Claim(const std::string& handle, const std::string& by) {
  const std::unique_lock lock(mutex_);
  if (by_handle_.contains(handle)) return nullptr;
  Claimed& claimed = claimed_[handle];
  if (claimed.claims != 0 && claimed.by != by) return nullptr;
  claimed.by = by;
  ++claimed.claims;
  return {this, [this, handle](const void*) {
            const std::unique_lock relock(mutex_);
            const auto found = claimed_.find(handle);
            if (--found->second.claims == 0) claimed_.erase(found);
          }};
}

void People::Put(MemberId member, Person person) {
  std::unique_lock lock(mutex_);
  const auto before = people_.find(member);
  if (before != people_.end()) by_handle_.erase(before->second.handle);
  by_handle_[person.handle] = member;
  people_[member] = std::move(person);
}

void People::Forget(MemberId member) {
  std::unique_lock lock(mutex_);
  const auto before = people_.find(member);
  if (before == people_.end()) return;
  by_handle_.erase(before->second.handle);
  people_.erase(before);
}

size_t People::size() const {
  std::shared_lock lock(mutex_);
  return people_.size();
}

}  // namespace mutua::access
