#include "clients/cli/replay/auditor.h"

#include <fmt/format.h>

#include <algorithm>

#include "clients/cli/replay/peak_use.h"
#include "engine/base/limits.h"

namespace mutua::cli::replay {
namespace {

using What = Answered::What;

// More would only fill a screen.
constexpr size_t kDisagreementsNamed = 20;

const char* NameOf(What what) {
  switch (what) {
    case What::kNotSent:
      return "not sent";
    case What::kDone:
      return "done";
    case What::kWaits:
      return "waits";
    case What::kRefused:
      return "refused";
  }
  return "";
}

}  // namespace

int64_t Auditor::PeakUse(Interval interval) const { return replay::PeakUse(held_, interval); }

void Auditor::Expect(bool agrees, const TraceCommand& command, const Answered& answer,
                     const char* expected) {
  if (agrees) return;
  ++disagreements_in_all_;
  if (disagreements_.size() >= kDisagreementsNamed) return;
  disagreements_.push_back(fmt::format("{} of booking {} was {}{}{}, expected {}",
                                       NameOf(command.op), command.booking, NameOf(answer.what),
                                       answer.reason.empty() ? "" : ": ", answer.reason, expected));
}

void Auditor::Hold(uint32_t booking, Stay* stay) {
  peak_ = std::max(peak_, PeakUse(stay->interval) + 1);
  stay->life = Life::kConfirmed;
  stay->until = stay->interval.end();
  held_.emplace(booking, stay->interval);
}

void Auditor::End(uint32_t booking, Stay* stay, Instant at) {
  stay->life = Life::kEnded;
  stay->until = std::min(at, stay->interval.end());
  held_.erase(booking);
  if (!exact_) return;
  const Interval given_back = stay->interval;
  std::vector<uint32_t> still;
  for (const uint32_t other : waiting_) {
    Stay& next = stays_.at(other);
    const bool fits = next.interval.start() >= at && next.interval.Overlaps(given_back) &&
                      PeakUse(next.interval) < rooms_;
    fits ? Hold(other, &next) : still.push_back(other);
  }
  waiting_ = std::move(still);
}

Auditor::Life Auditor::LifeAt(const Stay& stay, Instant at) {
  if (stay.life == Life::kConfirmed && stay.interval.end() <= at) return Life::kEnded;
  if (stay.life == Life::kCheckedIn && stay.interval.end() + kOverrunLongest <= at) {
    return Life::kEnded;
  }
  if (stay.life == Life::kWaiting && stay.interval.start() < at) return Life::kEnded;
  return stay.life;
}

// A BOOK that was refused, or a wish that was never met.
bool Auditor::NothingToActOn(const Stay& stay) {
  return stay.life == Life::kRefused || stay.life == Life::kWaiting;
}

void Auditor::Hear(const TraceCommand& command, const Answered& answer) {
  Stay& stay = stays_[command.booking];
  if (answer.met && stay.life == Life::kWaiting) HearMet(command, answer, &stay);
  switch (command.op) {
    case Op::kBook:
      return HearBook(command, answer, &stay);
    case Op::kWaitlistConfirm:
      return HearConfirm(command, answer, &stay);
    case Op::kCheckIn:
      return HearCheckIn(command, answer, &stay);
    case Op::kCancel:
    case Op::kCheckOut:
    case Op::kNoShow:
      return HearEnd(command, answer, &stay);
  }
}

void Auditor::HearBook(const TraceCommand& command, const Answered& answer, Stay* stay) {
  stay->interval = *command.interval;
  stay->until = stay->interval.start();
  stay->wish = command.waitlisted;
  const bool fits = PeakUse(stay->interval) < rooms_;
  if (answer.what == What::kDone) {
    Expect(fits, command, answer, "no room");
    return Hold(command.booking, stay);
  }
  Expect(answer.what == (stay->wish ? What::kWaits : What::kRefused), command, answer,
         stay->wish ? "a booking or a place on the waitlist" : "a booking or a refusal");
  Expect(answer.what != What::kRefused || answer.for_capacity, command, answer,
         "no refusal but for capacity");
  if (fits && !exact_) ++fragmented_;
  Expect(!fits || !exact_, command, answer, "a room: one is free all the time");
  stay->life = answer.what == What::kWaits ? Life::kWaiting : Life::kRefused;
  if (stay->life == Life::kWaiting) waiting_.push_back(command.booking);
}

void Auditor::HearMet(const TraceCommand& command, const Answered& answer, Stay* stay) {
  waiting_.erase(std::find(waiting_.begin(), waiting_.end(), command.booking));
  Expect(!exact_ && PeakUse(stay->interval) < rooms_, command, answer, "to wait: there is no room");
  Hold(command.booking, stay);
}

// What the trace's hotel did by hand the engine has done by itself, or not yet: both must agree.
void Auditor::HearConfirm(const TraceCommand& command, const Answered& answer, Stay* stay) {
  const bool met = answer.what == What::kDone;
  const Life life = LifeAt(*stay, command.at);
  Expect(met == (life == Life::kConfirmed), command, answer, met ? "to wait" : "to be met by now");
}

void Auditor::HearCheckIn(const TraceCommand& command, const Answered& answer, Stay* stay) {
  const Life life = LifeAt(*stay, command.at);
  if (answer.what == What::kNotSent) {
    return Expect(NothingToActOn(*stay), command, answer, "to be sent");
  }
  const bool allowed = life == Life::kConfirmed && stay->interval.start() <= command.at;
  Expect(allowed == (answer.what == What::kDone), command, answer,
         allowed ? "to be let in" : "to be refused");
  if (answer.what == What::kDone) stay->life = Life::kCheckedIn;
}

void Auditor::HearEnd(const TraceCommand& command, const Answered& answer, Stay* stay) {
  const Life life = LifeAt(*stay, command.at);
  if (answer.what == What::kNotSent) {
    return Expect(NothingToActOn(*stay), command, answer, "to be sent");
  }
  const bool began = stay->interval.start() <= command.at;
  const bool allowed = command.op == Op::kCheckOut ? life == Life::kCheckedIn
                       : command.op == Op::kNoShow
                           ? life == Life::kConfirmed && began
                           : life == Life::kConfirmed || life == Life::kWaiting;
  Expect(allowed == (answer.what == What::kDone), command, answer,
         allowed ? "to be done" : "to be refused");
  if (answer.what != What::kDone) return;
  if (life == Life::kWaiting) {
    waiting_.erase(std::find(waiting_.begin(), waiting_.end(), command.booking));
    stay->life = Life::kEnded;
    return;
  }
  End(command.booking, stay, command.at);
}

}  // namespace mutua::cli::replay
