// Calls of any method of the gRPC server, in bytes, over a channel of our own.
//
// A call lives until OnEnd, whoever holds it. Thread-safe, but one Next at a time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/front/http/outcome.h"

namespace grpc {
class Channel;
}

namespace mutua::front::http {

struct CallOrder {
  std::string path;      // "/mutua.v1.BookingsService/GetBooking"
  bool streams = false;  // the answer is a stream
  std::string message;
  Fields metadata;                                   // legal for gRPC: see metadata.h
  std::optional<std::chrono::milliseconds> timeout;  // from now; nullopt: none
};

// Told on gRPC's threads; OnEnd is the last. What services send as initial metadata is not passed
// on: ours send none.
class CallListener {
 public:
  virtual ~CallListener() = default;
  // The service has begun to answer; may come with the first message, never behind the end.
  virtual void OnHead() = 0;
  virtual void OnMessage(std::string message) = 0;
  virtual void OnEnd(Outcome outcome) = 0;
};

class Call {
 public:
  virtual ~Call() = default;
  // Asks for the next message, or the end. Not again before one of them has come.
  virtual void Next() = 0;
  virtual void Cancel() = 0;
};

class Calling {
 public:
  virtual ~Calling() = default;
  // Ends with CANCELLED at the latest when it is cancelled. Nothing comes before the first Next but
  // the head. Null: closed, and OnEnd has been called already.
  virtual std::shared_ptr<Call> Start(CallOrder order, std::shared_ptr<CallListener> listener) = 0;
};

// How many calls ended with each code.
inline constexpr size_t kCodes = 17;
using CallsByCode = std::array<uint64_t, kCodes>;

// Thread-safe.
class Caller : public Calling {
 public:
  // Makes a channel of its own to the server. Not called any more once Close has returned.
  using Connect = std::function<std::shared_ptr<grpc::Channel>()>;

  // Connects twice, for unary calls and for streams, so that many of these leave room for those;
  // and again when a channel was closed, which gRPC does with one that looks idle or dead to it
  // under load. Who was answered over that one is told UNAVAILABLE.
  explicit Caller(Connect connect);
  // Waits for the calls that run: each ends by itself, by Cancel or with the server.
  ~Caller() override;
  // When the server is about to stop: from now on a new call ends at once with UNAVAILABLE,
  // SHUTTING_DOWN; those that run go on.
  void Close();
  std::shared_ptr<Call> Start(CallOrder order, std::shared_ptr<CallListener> listener) override;
  // Since the start.
  CallsByCode ended() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace mutua::front::http
