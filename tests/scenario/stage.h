// What a page is played on: a whole engine behind its gRPC services, in this process, on a journal
// in memory and with a clock that only the page moves. Thread-bound.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/bookings.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/lab.grpc.pb.h"
#include "mutua/v1/quotas.grpc.pb.h"
#include "mutua/v1/rounds.grpc.pb.h"
#include "mutua/v1/shares.grpc.pb.h"
#include "mutua/v1/watch.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/support/house_in_process.h"

namespace mutua::scenario {

struct Happened {
  Instant at;
  v1::Event event;
};

struct Services {
  explicit Services(const std::shared_ptr<grpc::Channel>& channel);

  std::unique_ptr<v1::AdminService::Stub> admin;
  std::unique_ptr<v1::AvailabilityService::Stub> availability;
  std::unique_ptr<v1::BookingsService::Stub> bookings;
  std::unique_ptr<v1::CatalogueService::Stub> catalogue;
  std::unique_ptr<v1::DirectoryService::Stub> directory;
  std::unique_ptr<v1::LabService::Stub> lab;
  std::unique_ptr<v1::QuotasService::Stub> quotas;
  std::unique_ptr<v1::SharesService::Stub> shares;
  std::unique_ptr<v1::RoundsService::Stub> rounds;
  std::unique_ptr<v1::WishesService::Stub> wishes;
};

class Stage {
 public:
  explicit Stage(Instant start);

  // Applies the lab as its manager, and lets every member of it in. Once.
  absl::Status SetUp(const v1::Lab& lab);
  // In replay mode the clock is set by an RPC, which fires what is due until then.
  absl::Status AdvanceTo(Instant to);

  Services& services() { return *services_; }
  // "manager", or a member's handle.
  bool Knows(const std::string& who) const { return tokens_.contains(who); }
  // What has happened to bookings, series and wishes since the last call, as a manager's watch
  // shows it.
  std::vector<Happened> TakeEvents();

  // Ask(*services().bookings, &Stub::GetBooking, request, who, &response).
  template <class Stub, class Request, class Response>
  grpc::Status Ask(Stub& stub,
                   grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                   const Request& request, const std::string& who, Response* response) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + tokens_.at(who));
    return (stub.*method)(&context, request, response);
  }
  // A UUID of version 7, made at the clock's time.
  std::string NewRequestId() { return inside_.NewRequestId(); }

 private:
  HouseInProcess inside_;
  std::unique_ptr<Services> services_;
  std::map<std::string, std::string> tokens_;
  Position seen_;
};

}  // namespace mutua::scenario
