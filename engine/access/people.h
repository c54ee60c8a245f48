// The names of people, in memory: handle, display name and language by member, and the member by
// handle. The state and the history know members by id only; the names live in side records that
// an erasure destroys, and are read into this index at start (front/texts.h).
//
// Thread-safe. Grows with the members, never with bookings.
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "engine/base/ids.h"

namespace mutua::access {

struct Person {
  std::string handle;
  std::string display_name;
  std::string language;  // "en", "fr" or empty
  bool operator==(const Person&) const = default;
};

class People {
 public:
  // Not set: no member has this handle.
  MemberId Find(std::string_view handle) const;
  // Empty: erased, or none.
  std::string HandleOf(MemberId member) const;
  std::optional<Person> Get(MemberId member) const;

  // Keeps `handle` for `by`, a request under way, for as long as the claim lives: two requests
  // cannot both make a member of one handle. Null: a member has it, or another request claims it.
  // Precondition: claims do not outlive this.
  std::shared_ptr<const void> Claim(const std::string& handle, const std::string& by);

  // Adds or replaces.
  void Put(MemberId member, Person person);
  // Erased: the name is gone.
  void Forget(MemberId member);

  size_t size() const;

 private:
  mutable std::shared_mutex mutex_;
  absl::flat_hash_map<MemberId, Person> people_;
  absl::flat_hash_map<std::string, MemberId> by_handle_;
  struct Claimed {
    std::string by;
    size_t claims = 0;
  };
  absl::flat_hash_map<std::string, Claimed> claimed_;
};

}  // namespace mutua::access
