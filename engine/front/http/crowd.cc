#include "engine/front/http/crowd.h"

#include <algorithm>

namespace mutua::front::http {
namespace {

using boost::asio::ip::address;
using boost::asio::ip::address_v6;

// One household of IPv6 has as many addresses as it likes, all of one /64.
address Household(const address& of) {
  if (!of.is_v6()) return of;
  address_v6::bytes_type bytes = of.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), 0);
  return address_v6(bytes);
}

}  // namespace

bool Crowd::HasRoomFor(const address& of) const {
  if (connections_.size() >= limits_.connections) return false;
  if (of.is_loopback()) return true;
  const auto found = per_address_.find(Household(of));
  return found == per_address_.end() || found->second < limits_.connections_per_address;
}

void Crowd::Enter(Connection* connection, const address& of) {
  connections_.insert(connection);
  ++per_address_[Household(of)];
  open_ = connections_.size();
}

void Crowd::Leave(Connection* connection, const address& of) {
  connections_.erase(connection);
  const auto found = per_address_.find(Household(of));
  if (found != per_address_.end() && --found->second == 0) per_address_.erase(found);
  open_ = connections_.size();
}

}  // namespace mutua::front::http
