// A client of a mutuad that runs beside the test: over gRPC, as any other would be.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/support/status.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "mutua/v1/bookings.grpc.pb.h"
#include "mutua/v1/lab.pb.h"

namespace mutua::daemon {

// The n-th hour after the next midnight but one, on resource "machine-<machine>": always bookable
// in the lab below.
struct Place {
  int machine = 0;
  int hour = 0;
  auto operator<=>(const Place&) const = default;
};

// A UUIDv7 of now; unlike any other of this process.
std::string NewRequestId();

// A lab with so many machines (one pool, always open, years ahead) and one company with these
// members.
v1::Lab AlwaysOpenLab(int machines, std::initializer_list<const char*> members);

// Thread-safe.
class DaemonClient {
 public:
  DaemonClient(int port, std::string token);

  // The lab above, with one member, lea.
  grpc::Status DefineLab(int machines);

  // Books for lea; `booking` is its id.
  grpc::Status Book(const std::string& request_id, Place place, std::string* booking);

  // Every booking there is, as places with their ids; nothing may be listed twice.
  grpc::Status List(std::vector<std::pair<Place, std::string>>* bookings);

 private:
  const std::string token_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::BookingsService::Stub> bookings_;
};

}  // namespace mutua::daemon
