#include "engine/front/http/crowd.h"

#include "engine/base/address.h"

namespace mutua::front::http {
namespace {

// This machine stands for many: nobody's in particular.
std::string CountedFor(const std::string& address) {
  return IsOfThisMachine(address) ? std::string() : HouseholdOf(address);
}

}  // namespace

bool Crowd::HasRoomFor(const std::string& address) const {
  if (connections_.size() >= limits_.connections) return false;
  if (IsOfThisMachine(address)) return true;
  const auto found = per_household_.find(HouseholdOf(address));
  return found == per_household_.end() || found->second < limits_.connections_per_address;
}

void Crowd::Enter(Connection* connection, const std::string& address) {
  connections_.insert(connection);
  ++per_household_[HouseholdOf(address)];
  open_ = connections_.size();
}

void Crowd::Leave(Connection* connection, const std::string& address) {
  connections_.erase(connection);
  const auto found = per_household_.find(HouseholdOf(address));
  if (found != per_household_.end() && --found->second == 0) per_household_.erase(found);
  open_ = connections_.size();
}

bool Crowd::Reserve(size_t bytes, const std::string& address) {
  return reserved_.Take(CountedFor(address), bytes);
}

void Crowd::Release(size_t bytes, const std::string& address) {
  if (bytes > 0) reserved_.Leave(CountedFor(address), bytes);
}

}  // namespace mutua::front::http
