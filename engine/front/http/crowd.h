// The connections of a port taken together: how many, of whom, with how much in memory, and whether
// they are to end.
//
// Bound to the thread of the sockets but for Post and the counts. Kept by each connection: it
// outlives the listener.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "engine/base/places.h"
#include "engine/front/http/exchange.h"
#include "engine/front/http/limits.h"
#include "engine/front/http/traffic.h"

namespace mutua::front::http {

class Connection;

class Crowd {
 public:
  Crowd(Handler& handler, const Limits& limits)
      : handler_(handler), limits_(limits), reserved_(limits.bodies_bytes, limits.body_bytes) {}

  boost::asio::io_context& io() { return io_; }
  Handler& handler() { return handler_; }
  const Limits& limits() const { return limits_; }

  // Does it on the thread of the sockets; never, once everything is over.
  template <class Work>
  void Post(Work work) {
    const std::lock_guard lock(mutex_);
    if (!over_) boost::asio::post(io_, std::move(work));
  }
  void EndPosts() {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }

  // Whether one more of that address, which is plain (base/address.h), is taken.
  bool HasRoomFor(const std::string& address) const;
  void Enter(Connection* connection, const std::string& address);
  void Leave(Connection* connection, const std::string& address);
  std::set<Connection*>& connections() { return connections_; }

  // Memory for a body of that address; false: too much is being read already, of everybody or of
  // its household.
  bool Reserve(size_t bytes, const std::string& address);
  void Release(size_t bytes, const std::string& address);

  void Drain() { draining_ = true; }
  bool draining() const { return draining_; }

  // One request was answered so.
  void CountAnswer(Kind kind, int status) { traffic_.Count(kind, status); }
  // An answer that is sent as it comes has begun (1), or ended (-1).
  void CountStream(int change) { streams_ += change; }
  // One more connection was closed unread, for want of room.
  void CountTurnedAway() { ++turned_away_; }
  void CountFailedHandshake() { ++failed_handshakes_; }
  size_t open() const { return open_; }
  size_t failed_handshakes() const { return failed_handshakes_; }
  const Traffic& traffic() const { return traffic_; }
  int64_t streams() const { return streams_; }
  size_t turned_away() const { return turned_away_; }

 private:
  boost::asio::io_context io_{1};
  Handler& handler_;
  const Limits limits_;
  std::mutex mutex_;
  bool over_ = false;
  std::set<Connection*> connections_;
  std::map<std::string, size_t> per_household_;
  Places reserved_;
  bool draining_ = false;
  std::atomic<size_t> open_ = 0;
  Traffic traffic_;
  std::atomic<int64_t> streams_ = 0;
  std::atomic<size_t> turned_away_ = 0;
  std::atomic<size_t> failed_handshakes_ = 0;
};

}  // namespace mutua::front::http
