// Sends a trace to a daemon whose clock is fed (mutuad --replay-clock): in calls of many commands,
// each decided at its own time, in the trace's order. Keeps every answer for the audit.
//
// The same trace makes the same requests, ids included, so that two runs can be compared.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "clients/cli/replay/auditor.h"
#include "clients/cli/replay/trace.h"
#include "clients/cli/session.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/lab.pb.h"

namespace mutua::cli::replay {

struct PlayOptions {
  uint32_t rooms = 187;
  bool as_capacity = false;  // one resource of so many units, not a pool of single rooms
  size_t batch = 400;        // commands in one call
};

inline constexpr const char* kPool = "rooms";

// The trace's hotel: one site that never closes, one pool, and every booker as a company of one.
v1::Lab LabFor(const std::vector<TraceCommand>& commands, const PlayOptions& options);

class Player {
 public:
  // All of them outlive the player.
  Player(Session& session, const PlayOptions& options, const std::vector<TraceCommand>& commands)
      : session_(session), options_(options), commands_(commands), answers_(commands.size()) {}

  // Defines the hotel on a daemon that holds nothing yet. False: it was said what went wrong.
  bool Prepare();
  // Plays all of it. False likewise.
  bool Play();

  // One for each command.
  const std::vector<Answered>& answers() const { return answers_; }
  // How long each call took, and what it was about.
  const std::vector<double>& call_milliseconds() const { return call_milliseconds_; }
  size_t sent() const { return sent_; }
  // All calls together: the daemon's part of the work and the way there and back.
  double seconds() const { return seconds_; }
  uint64_t first_position() const { return first_position_; }

 private:
  // What is known of a booking of the trace.
  struct Known {
    std::string booking;  // "b-…", or "#n" of the call that is being filled; empty: there is none
    std::string wish;     // "w-…"; "#" before its answer has come
    bool met_later =
        false;  // its wish waited and was met: the auditor is told with the next command
  };

  // Puts the command into the call that is being filled. False: a call failed.
  bool Put(size_t index);
  void Fill(const TraceCommand& command, const Known& known, v1::Command* out) const;
  // Sends what was filled, and hears the answers.
  bool Flush();
  void Hear(size_t index, const v1::BatchOutcome& outcome);
  // An answer shows a wish as the whole call left it: whether it was met when it was filed or later
  // in that call, its booking knows.
  bool AskWhenMet(size_t index);
  // Asks what became of those who wait: a wish that has ended is soon a matter of the past.
  bool AskWishes();

  Session& session_;
  const PlayOptions& options_;
  const std::vector<TraceCommand>& commands_;
  std::vector<Answered> answers_;
  std::unordered_map<uint32_t, Known> known_;
  v1::BatchBookRequest request_;
  std::vector<size_t> filled_;     // which commands request_ holds
  std::vector<uint32_t> waiting_;  // whose wishes wait
  std::vector<double> call_milliseconds_;
  size_t sent_ = 0;
  double seconds_ = 0;
  uint64_t first_position_ = 0;
};

}  // namespace mutua::cli::replay
