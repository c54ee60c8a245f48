// A small lab behind a real server: journal, engine, house and gRPC on a port of its own, with a
// clock that the test moves. Every test makes its own.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "mutua/v1/bookings.grpc.pb.h"
#include "mutua/v1/refusal.pb.h"
#include "tests/support/house_in_process.h"

namespace mutua::wire {

// Thursday 2026-11-26 09:00 in Paris.
inline constexpr int64_t kNow = 1'795'680'000;

class WireLab {
 public:
  // On a journal in memory, or in `folder` on RocksDB.
  explicit WireLab(const std::string& folder = {});
  WireLab(std::unique_ptr<journal::Journal> journal, pipeline::Engine::Options options);

  // Resources laser-1, laser-2 (pool lasers, stand in for each other, check-in asked within 15
  // minutes), room-1 (pool rooms, capacity 1), screen-1 (pool rooms, capacity 3), press-1 (pool
  // presses, needs approval). Companies acme (lea, max) and bolt (zoe).
  const std::string& manager() const { return tokens_.at(0); }
  const std::string& lea() const { return tokens_.at(1); }
  const std::string& max() const { return tokens_.at(2); }
  const std::string& zoe() const { return tokens_.at(3); }
  const std::string& service() const { return tokens_.at(4); }
  const std::string& kiosk() const { return tokens_.at(5); }

  std::shared_ptr<grpc::Channel> channel() const { return channel_; }
  v1::BookingsService::Stub& bookings() { return *bookings_; }
  pipeline::Engine& engine() { return inside_.engine(); }
  front::House& house() { return inside_.house(); }
  front::FedClock& clock() { return inside_.clock(); }
  front::Server& server() { return inside_.server(); }
  front::Administration& administration() { return inside_.administration(); }
  const journal::Journal& journal() const { return inside_.journal(); }
  access::People& people() { return inside_.people(); }
  int64_t now() { return inside_.clock().Now().unix_seconds(); }

  // A new UUID of version 7, made at the clock's time.
  std::string NewRequestId() { return inside_.NewRequestId(); }

  // Defines something as the engine's own; its id.
  uint64_t Define(core::Body body) { return inside_.Define(std::move(body)); }
  std::string AddToken(model::Role role, MemberId member) { return inside_.AddToken(role, member); }

 private:
  void DefineLab();
  MemberId AddMember(CompanyId company, const std::string& handle);

  HouseInProcess inside_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::BookingsService::Stub> bookings_;
  std::vector<std::string> tokens_;
};

// What a call came to.
template <class Response>
struct Outcome {
  grpc::Status status;
  Response response;

  bool ok() const { return status.ok(); }
  // The detail of a refusal; empty when there is none.
  v1::Refusal refusal() const;
  // ErrorInfo's.
  std::string reason() const;
};

v1::Refusal RefusalIn(const grpc::Status& status);
std::string ReasonIn(const grpc::Status& status);
std::vector<std::string> BadFieldsIn(const grpc::Status& status);

template <class Response>
v1::Refusal Outcome<Response>::refusal() const {
  return RefusalIn(status);
}
template <class Response>
std::string Outcome<Response>::reason() const {
  return ReasonIn(status);
}

void Prepare(grpc::ClientContext* context, const std::string& token,
             const std::string& language = "en");

// Ask(stub, &Stub::GetBooking, request, token).
template <class Stub, class Request, class Response>
Outcome<Response> Ask(Stub& stub,
                      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                      const Request& request, const std::string& token,
                      const std::string& language = "en") {
  Outcome<Response> outcome;
  grpc::ClientContext context;
  Prepare(&context, token, language);
  outcome.status = (stub.*method)(&context, request, &outcome.response);
  return outcome;
}

// A booking of `resource` from `start` (seconds after the lab's first now) for so many minutes.
v1::CreateBookingRequest BookRequest(WireLab& lab, const std::string& resource, int64_t start,
                                     int64_t minutes);
Outcome<v1::CreateBookingResponse> Book(WireLab& lab, const std::string& token,
                                        const v1::CreateBookingRequest& request);

}  // namespace mutua::wire
