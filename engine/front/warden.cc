#include "engine/front/warden.h"

#include <utility>

namespace mutua::front {

const char* NameOf(Offence offence) {
  switch (offence) {
    case Offence::kEndlessRequest:
      return "endless_request";
    case Offence::kCallsGivenUp:
      return "calls_given_up";
  }
  return "";
}

void Warden::Start(std::chrono::milliseconds every) {
  thread_ = std::thread([this, every] { Run(every); });
}

void Warden::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Warden::Run(std::chrono::milliseconds every) {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, every, [this] { return stopping_; })) {
    lock.unlock();
    Look(Monotonic::now());
    lock.lock();
  }
}

void Warden::Look(Monotonic::time_point now) {
  const std::map<std::string, Traffic> seen = port_->Look();
  std::erase_if(known_, [&](const auto& one) { return !seen.contains(one.first); });
  std::vector<std::string> due;
  for (const auto& [peer, traffic] : seen) {
    if (known_[peer].IsDue(traffic, limits_)) due.push_back(peer);
  }
  if (due.empty()) return;
  std::array<std::vector<std::string>, kOffences> offenders;
  for (const auto& [peer, calls] : port_->Ask(due)) {
    const auto offence = known_.at(peer).Judge(seen.at(peer), calls, now, limits_);
    if (offence) offenders[static_cast<size_t>(*offence)].push_back(peer);
  }
  for (size_t at = 0; at < kOffences; ++at) {
    if (offenders[at].empty()) continue;
    port_->HangUpOn(offenders[at]);
    counts_[at] += offenders[at].size();
    say_({.offence = static_cast<Offence>(at),
          .connections = offenders[at].size(),
          .peer = offenders[at].front()});
  }
}

Warden::Counts Warden::counts() const {
  Counts counts{};
  for (size_t at = 0; at < kOffences; ++at) counts[at] = counts_[at];
  return counts;
}

}  // namespace mutua::front
