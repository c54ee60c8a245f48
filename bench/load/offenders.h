// Sockets that misbehave, and how long they are let: what a hostile client opens to one port of
// this machine, and when the other side closed it.
//
// Used by one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::load {

using TimePoint = std::chrono::steady_clock::time_point;

struct Offender {
  int fd = -1;
  TimePoint since = {};
  size_t said = 0;        // bytes
  TimePoint speaks = {};  // next, for who takes the time
};

// What the other side did about them.
struct Fate {
  size_t opened = 0;
  size_t closed = 0;
  double longest_s = 0;  // of any, those that are open still included
};

// A connection, non-blocking; -1: refused. `takes_little`: its kernel keeps a few KiB for it.
int OpenSocket(int port, bool takes_little = false);
// As much as the kernel takes.
size_t Say(int fd, std::string_view bytes);
// Closes with a reset instead of an end.
void ResetSocket(int fd);
// A gauge of the daemon's /metrics, by its name; -1: not told.
double Gauge(int http_port, const std::string& name);

class Offenders {
 public:
  // `reads`: what comes is read and thrown away.
  Offenders(int port, bool reads, bool takes_little = false)
      : port_(port), reads_(reads), takes_little_(takes_little) {}
  ~Offenders();
  Offenders(const Offenders&) = delete;
  Offenders& operator=(const Offenders&) = delete;

  // So many are open again.
  void Fill(size_t count);
  // Takes note of those that were closed, for as long as given.
  void Look(std::chrono::milliseconds patience);
  std::vector<Offender>& all() { return all_; }
  Fate fate() const;

 private:
  bool IsClosed(const Offender& offender, short events) const;

  const int port_;
  const bool reads_;
  const bool takes_little_;
  std::vector<Offender> all_;
  Fate fate_;
};

}  // namespace mutua::load
