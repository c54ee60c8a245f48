// A client of a mutuad whose clock is fed: books, cancels, asks, watches, manages. Its request ids
// are of the fed clock's time.
//
// Thread-safe.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/support/status.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/bookings.grpc.pb.h"

namespace mutua::soak {

struct Tally {
  std::atomic<uint64_t> booked = 0;
  std::atomic<uint64_t> refused = 0;
  std::atomic<uint64_t> cancelled = 0;
  std::atomic<uint64_t> listed = 0;
  std::atomic<uint64_t> watched = 0;  // messages
  std::atomic<uint64_t> failed = 0;   // for no reason that a client may expect
};

class User {
 public:
  // `now`: seconds; what the daemon's clock shows.
  User(int port, std::string token, int64_t now);

  void DefineLab(int machines);
  // The n-th hour of the days to come, on that machine: booked, now and then asked for again by
  // somebody else, cancelled, listed.
  void UseHour(int machine, int hour, Tally* tally);
  // Watches until the stream ends or Leave was called.
  void Watch(grpc::ClientContext* context, Tally* tally);
  // A member who comes, books nothing and is erased: what is left of them goes from the disk.
  void ComeAndGo(int number);
  void AdvanceTo(int64_t now);

  v1::GetDigestResponse Digest();
  v1::CreateBackupResponse Backup(const std::string& name);

 private:
  std::string NewRequestId();
  void Prepare(grpc::ClientContext* context) const;

  const std::string token_;
  std::atomic<int64_t> now_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<v1::BookingsService::Stub> bookings_;
  const std::unique_ptr<v1::AdminService::Stub> admin_;
};

}  // namespace mutua::soak
