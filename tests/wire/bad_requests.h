// A lab in which something of every kind exists, and each request that can be spoiled, right but
// for what the test does to it. Whatever is refused must leave the digest of the state as it was.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {

struct BadLab {
  WireLab lab;
  std::unique_ptr<v1::AdminService::Stub> admin = v1::AdminService::NewStub(lab.channel());
  std::unique_ptr<v1::AvailabilityService::Stub> availability =
      v1::AvailabilityService::NewStub(lab.channel());
  std::unique_ptr<v1::CatalogueService::Stub> catalogue =
      v1::CatalogueService::NewStub(lab.channel());
  std::unique_ptr<v1::DirectoryService::Stub> directory =
      v1::DirectoryService::NewStub(lab.channel());
  std::unique_ptr<v1::WishesService::Stub> wishes = v1::WishesService::NewStub(lab.channel());

  // b-1 (lea, room-1, in an hour), b-2 (lea, press-1, to be approved), s-1 (b-3 to b-5), w-1 (zoe),
  // o-1 (laser-2), f-1 (laser-1).
  BadLab();

  // GetDigest's digest of the state.
  std::string Digest();

  // As the manager, with a request_id of its own.
  template <class Stub, class Request, class Response>
  grpc::Status Send(const std::unique_ptr<Stub>& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    Request request) {
    if constexpr (requires { request.set_request_id(std::string()); }) {
      request.set_request_id(lab.NewRequestId());
    }
    return Ask(*stub, method, request, lab.manager()).status;
  }
  template <class Request, class Response>
  grpc::Status Send(grpc::Status (v1::BookingsService::Stub::*method)(grpc::ClientContext*,
                                                                      const Request&, Response*),
                    Request request) {
    if constexpr (requires { request.set_request_id(std::string()); }) {
      request.set_request_id(lab.NewRequestId());
    }
    return Ask(lab.bookings(), method, request, lab.manager()).status;
  }

  // Right as they are.
  v1::CreateBookingRequest Booking();
  v1::CreateSeriesRequest Series(const std::string& rule);
  v1::FileWishRequest Wish();
  v1::DeclareOutageRequest Outage();
  v1::ImportOccurrencesRequest Import();
};

// [start, start + seconds), after the lab's first now.
v1::AskedInterval Span(int64_t start, int64_t seconds);
v1::AskedInterval CivilSpan(const std::string& start, const std::string& end);

// A request, and what is said to it.
struct Row {
  const char* what;
  std::function<grpc::Status(BadLab&)> ask;
  grpc::StatusCode code;
  const char* reason;
  const char* field;  // of BadRequest; empty: none
};

// Asks each, and checks what it is told and that the digest of the state is what it was.
void Hold(BadLab& bad, const std::vector<Row>& rows);

}  // namespace mutua::wire
