// Bookings at a pace of their own, whatever becomes of them (an open loop), or so many outstanding
// at any time (a closed one); and how each was answered, and when.
//
// Used by one thread, on which everything runs.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "bench/load/calling.h"
#include "bench/load/requests.h"

namespace mutua::load {

using TimePoint = std::chrono::steady_clock::time_point;

enum class Answered { kBooked, kFull, kLate, kWrongly };

struct Sample {
  TimePoint due;  // when it was to be sent; of a closed loop, when it was
  TimePoint read;
  Answered how = Answered::kWrongly;

  double milliseconds() const {
    return std::chrono::duration<double, std::milli>(read - due).count();
  }
};

struct Phase {
  double per_second = 0;   // of an open loop
  size_t outstanding = 0;  // of a closed one
  double seconds = 0;
  // What was seen of the calls that were due in it; more than these are not sent.
  TimePoint began = {};
  TimePoint ended = {};
  std::vector<Sample> samples = {};
};

class PacedBooker {
 public:
  // `options`: target, token, resources, members. Each call has so many seconds; 0: no deadline.
  // Hours are numbered from `first`: those of two bookers are to be different.
  PacedBooker(const Options& options, size_t connections, double patience_seconds,
              uint64_t first = 0);

  // False: nobody listens at the target.
  bool Connect();
  // One phase after the other, however late the answers; returns when all calls are answered.
  void Run(const std::vector<Phase*>& phases);

  // The handle of each booking that was acknowledged, by the number of its hour
  // (RequestMaker::Own).
  const std::map<uint64_t, std::string>& booked() const { return booked_; }
  // The hours that nobody knows of: not answered before the deadline.
  const std::set<uint64_t>& late() const { return late_; }
  // Why an answer was wrong, of the first that was; empty: none was.
  const std::string& wrong() const { return wrong_; }
  // The bookings that the daemon has, likewise; nothing if it cannot be asked.
  std::map<uint64_t, std::string> List();

 private:
  void Begin(const std::vector<Phase*>& phases, size_t index);
  void SendDue(const std::vector<Phase*>& phases, size_t index, uint64_t sent);
  void Send(Phase* phase, TimePoint due);
  void Take(Phase* phase, uint64_t number, TimePoint due, Reply reply);
  void JudgeAll();
  Answered Judge(uint64_t number, const Reply& reply);

  // An answer is read when it has come and judged when all have: two hundred come at once, and who
  // is behind them is not to wait for this program.
  struct Unjudged {
    Phase* phase;
    size_t sample;
    uint64_t number;
    Reply reply;
  };

  const Options options_;
  const std::string timeout_;
  boost::asio::io_context io_{1};
  // Between the last answer and the next call that is due there is nothing else to keep it going.
  boost::asio::steady_timer timer_{io_};
  RequestMaker maker_;
  std::vector<std::unique_ptr<Calling>> connections_;
  size_t outstanding_ = 0;
  uint64_t next_;
  bool sending_ = false;
  std::string bytes_;
  std::vector<Unjudged> unjudged_;
  std::map<uint64_t, std::string> booked_;
  std::set<uint64_t> late_;
  std::string wrong_;
};

// The share `quantile` (0 to 1) of them is not above it; 0 of none.
double QuantileOf(std::vector<double> values, double quantile);

}  // namespace mutua::load
