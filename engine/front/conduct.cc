#include "engine/front/conduct.h"

#include <algorithm>

namespace mutua::front {
namespace {

// A quarter more than they hold for what surrounds messages: frames, TLS; and a little for none.
constexpr uint64_t kAround = 64 << 10;

// Counters only grow: where one fell, another connection came from the same place.
bool IsAnother(const Calls& before, const Calls& now) {
  return now.begun < before.begun || now.answered < before.answered ||
         now.given_up < before.given_up || now.messages < before.messages;
}

}  // namespace

bool Conduct::IsDue(const Traffic& traffic, const Limits& limits) const {
  return traffic.taken >= taken_ + limits.asked_after;
}

std::optional<Offence> Conduct::Judge(const Traffic& traffic, const Calls& calls,
                                      Monotonic::time_point now, const Limits& limits) {
  if (IsAnother(calls_, calls)) *this = Conduct();
  // Both take note, whatever the other says.
  const bool endless =
      IsEndless(traffic, calls, limits) || IsEndlessOpening(traffic, calls, limits);
  const bool gives_up = GivesUp(calls, now, limits);
  judged_ = true;
  taken_ = traffic.taken;
  calls_ = calls;
  if (endless) return Offence::kEndlessRequest;
  if (gives_up) return Offence::kCallsGivenUp;
  return std::nullopt;
}

bool Conduct::IsEndless(const Traffic& traffic, const Calls& calls, const Limits& limits) {
  const bool goes_on = calls.begun != calls_.begun || calls.messages != calls_.messages;
  if (!judged_ || goes_on) {
    honest_ = traffic;
    // They are not all counted at the same instant.
    open_ = calls.begun - std::min(calls.begun, calls.answered + calls.given_up);
    return false;
  }
  const uint64_t can_come =
      open_ * limits.message_bytes / 4 * 5 + kAround + 2 * (traffic.said - honest_.said);
  return traffic.taken > honest_.taken + can_come;
}

bool Conduct::IsEndlessOpening(const Traffic& traffic, const Calls& calls, const Limits& limits) {
  if (traffic.said > limits.opening_bytes || limits.opening_bytes == 0) return false;
  return traffic.taken > limits.window_bytes + calls.begun * limits.head_bytes + kAround;
}

bool Conduct::GivesUp(const Calls& calls, Monotonic::time_point now, const Limits& limits) {
  using Seconds = std::chrono::duration<double>;
  constexpr Seconds kCountedFor{2};
  constexpr Seconds kGiven{1};  // to a call, at least
  const Seconds counted = now - since_;
  if (judged_ && counted < kCountedFor) return false;
  const double begun = static_cast<double>(calls.begun - since_calls_.begun);
  const double answered = static_cast<double>(calls.answered - since_calls_.answered);
  const double can_begin = static_cast<double>(limits.streams) * (counted / kGiven + 1);
  const bool gives_up = judged_ && begun - answered > can_begin && answered < begun / 2;
  since_ = now;
  since_calls_ = calls;
  return gives_up;
}

}  // namespace mutua::front
