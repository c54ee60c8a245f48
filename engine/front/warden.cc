#include "engine/front/warden.h"

#include <algorithm>
#include <utility>

namespace mutua::front {
namespace {

constexpr std::chrono::seconds kBetweenSayings{2};
constexpr int kPausesToLooks = 50;

}  // namespace

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
  LetGo(Monotonic::time_point::max());
}

void Warden::Run(std::chrono::milliseconds every) {
  Monotonic::duration pause = every;
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, pause, [this] { return stopping_; })) {
    lock.unlock();
    const Monotonic::time_point now = Monotonic::now();
    Look(now);
    pause = std::max<Monotonic::duration>(every, kPausesToLooks * (Monotonic::now() - now));
    lock.lock();
  }
}

void Warden::Look(Monotonic::time_point now) {
  const std::map<std::string, Traffic> seen = port_->Look();
  std::erase_if(known_, [&](const auto& one) { return !seen.contains(one.first); });
  std::erase_if(held_, [&](const auto& one) { return !seen.contains(one.first); });
  const Offenders offenders = Judge(seen, now);
  for (size_t at = 0; at < kOffences; ++at) {
    if (!offenders[at].empty()) {
      Hold(offenders[at], now);
      counts_[at] += offenders[at].size();
      unsaid_[at].connections += offenders[at].size();
      unsaid_[at].peer = offenders[at].front();
    }
    SayOf(at, now);
  }
  LetGo(now);
}

Warden::Offenders Warden::Judge(const std::map<std::string, Traffic>& seen,
                                Monotonic::time_point now) {
  Port::Peers due;
  for (const auto& [peer, traffic] : seen) {
    if (held_.contains(peer)) continue;
    if (known_[peer].IsDue(traffic, limits_.conduct)) due.push_back(peer);
  }
  Offenders offenders;
  if (due.empty()) return offenders;
  for (const auto& [peer, calls] : port_->Ask(due)) {
    const auto offence = known_.at(peer).Judge(seen.at(peer), calls, now, limits_.conduct);
    if (offence) offenders[static_cast<size_t>(*offence)].push_back(peer);
  }
  return offenders;
}

void Warden::Hold(const Port::Peers& peers, Monotonic::time_point now) {
  port_->Hold(peers);
  constexpr size_t kSteps = 16;
  const Monotonic::duration step = limits_.held / 6 / kSteps;
  for (const std::string& peer : peers) {
    held_[peer] = now + limits_.held + step * (std::hash<std::string>()(peer) % kSteps);
  }
}

void Warden::LetGo(Monotonic::time_point now) {
  Port::Peers due;
  for (const auto& [peer, until] : held_) {
    if (until <= now) due.push_back(peer);
  }
  if (!due.empty()) port_->HangUpOn(due);
  for (const std::string& peer : due) held_.erase(peer);
}

void Warden::SayOf(size_t offence, Monotonic::time_point now) {
  Unsaid& unsaid = unsaid_[offence];
  if (unsaid.connections == 0 || now < unsaid.from) return;
  say_({.offence = static_cast<Offence>(offence),
        .connections = unsaid.connections,
        .peer = unsaid.peer});
  unsaid = {.from = now + kBetweenSayings};
}

Warden::Counts Warden::counts() const {
  Counts counts{};
  for (size_t at = 0; at < kOffences; ++at) counts[at] = counts_[at];
  return counts;
}

}  // namespace mutua::front
