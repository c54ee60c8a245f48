// A second opinion on a replay, written a second, naive way: a plain list of who holds which time,
// counted anew for every question, and what each answer must have been.
//
// Where the rooms are the units of one resource (`exact`), every answer is foretold, the waitlist's
// included. Where they are single rooms of a pool, the list knows nothing of rooms: an acceptance
// beyond the number of rooms is wrong, a refusal below it is fragmentation, which is counted here
// and looked at room by room in history.h.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "clients/cli/replay/trace.h"

namespace mutua::cli::replay {

// What came of one command of the trace.
struct Answered {
  enum class What : uint8_t {
    kNotSent,  // its BOOK was refused: there is nothing to act on
    kDone,
    kWaits,  // a wish that is not met yet
    kRefused,
  };
  What what = What::kNotSent;
  bool for_capacity = false;  // of a refusal: nothing but a lack of room stood in the way
  bool met = false;           // its wish was found met by then
  std::string reason;         // of a refusal
  uint64_t position = 0;
};

class Auditor {
 public:
  Auditor(int64_t rooms, bool exact) : rooms_(rooms), exact_(exact) {}

  // Every command of the trace in its order.
  void Hear(const TraceCommand& command, const Answered& answer);

  // A booking of the trace as the auditor believes it to be.
  struct Stay {
    enum class Life : uint8_t { kRefused, kWaiting, kConfirmed, kCheckedIn, kEnded };
    Life life = Life::kRefused;
    Interval interval{kEarliest, kLatest};
    Instant until{};  // when it really ended; its start or before: it never began
    bool wish = false;
  };
  const std::map<uint32_t, Stay>& stays() const { return stays_; }

  const std::vector<std::string>& disagreements() const { return disagreements_; }
  int64_t disagreements_in_all() const { return disagreements_in_all_; }
  int64_t fragmented() const { return fragmented_; }
  int64_t peak() const { return peak_; }

 private:
  using Life = Stay::Life;

  // The most that is held at any instant of the interval.
  int64_t PeakUse(Interval interval) const;
  void Hold(uint32_t booking, Stay* stay);
  // A wish that the engine met; single rooms of a pool leave no way to foretell it.
  void HearMet(const TraceCommand& command, const Answered& answer, Stay* stay);
  // Gives back what is left of it, and serves who waits for that.
  void End(uint32_t booking, Stay* stay, Instant at);
  void Expect(bool agrees, const TraceCommand& command, const Answered& answer,
              const char* expected);

  void HearBook(const TraceCommand& command, const Answered& answer, Stay* stay);
  void HearConfirm(const TraceCommand& command, const Answered& answer, Stay* stay);
  void HearEnd(const TraceCommand& command, const Answered& answer, Stay* stay);
  void HearCheckIn(const TraceCommand& command, const Answered& answer, Stay* stay);
  static bool NothingToActOn(const Stay& stay);
  // What it is by then, if nothing else is said of it.
  static Life LifeAt(const Stay& stay, Instant at);

  const int64_t rooms_;
  const bool exact_;
  std::map<uint32_t, Stay> stays_;
  std::map<uint32_t, Interval> held_;
  std::vector<uint32_t> waiting_;  // in the order in which they were filed
  std::vector<std::string> disagreements_;
  int64_t disagreements_in_all_ = 0;
  int64_t fragmented_ = 0;
  int64_t peak_ = 0;
};

}  // namespace mutua::cli::replay
