// How somebody behaves on a connection of gRPC's port, judged by what was counted there: two things
// that gRPC 1.51 suffers for ever, and that nobody who speaks the protocol honestly comes near,
// whether one program or a proxy with many behind it.
//
// More than its calls can hold. A request is one message, of `message_bytes` at most: since a call
// last began or a message came whole, no more can come than the rest of those messages, and answers
// to what we said (an acknowledgement is smaller than what it is for). A head that never ends is
// more; nothing else can come on its connection meanwhile, so no sign of an honest call saves it.
// Far less can come of who was told nothing yet but how HTTP/2 is opened: heads, each of a call
// that has begun, and as much of messages as may come before more is asked for (RFC 9113, 6.9.1).
//
// Calls given up by the thousand. Who gives a call at least a second can begin `streams` of them a
// second, and as many more, even if nobody is answered any more. Who begins more between two looks,
// and gets fewer than half of them answered, makes them for nothing. How many gRPC has seen given
// up is not asked: in such a storm it is behind.
//
// Values. Thread-bound.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "engine/front/accepted.h"

namespace mutua::front {

// Of one connection, since it was opened.
struct Calls {
  uint64_t begun = 0;
  uint64_t answered = 0;  // to their end
  uint64_t given_up = 0;  // ended before that, of those that gRPC is done with
  uint64_t messages = 0;  // that came whole
};

enum class Offence { kEndlessRequest, kCallsGivenUp };
inline constexpr size_t kOffences = 2;

class Conduct {
 public:
  using Monotonic = std::chrono::steady_clock;

  struct Limits {
    uint64_t message_bytes = 2 << 20;
    uint64_t streams = 1024;  // calls at once
    // Before so much has come, nobody asks for the calls: that takes longer than to see the bytes.
    // A call that is begun and given up takes some 30 bytes.
    uint64_t asked_after = 32 << 10;
    // What we say before anything is asked of us; 0: it is not known.
    uint64_t opening_bytes = 0;
    uint64_t window_bytes = 64 << 10;  // of messages, that may come unasked
    uint64_t head_bytes = 8 << 10;
  };

  // Whether so much has come since it was judged last (or began) that it should be again.
  bool IsDue(const Traffic& traffic, const Limits& limits) const;
  // What somebody is to be hung up on for. The first time only takes note.
  std::optional<Offence> Judge(const Traffic& traffic, const Calls& calls,
                               Monotonic::time_point now, const Limits& limits);

 private:
  bool IsEndless(const Traffic& traffic, const Calls& calls, const Limits& limits);
  static bool IsEndlessOpening(const Traffic& traffic, const Calls& calls, const Limits& limits);
  bool GivesUp(const Calls& calls, Monotonic::time_point now, const Limits& limits);

  // When it was judged last.
  bool judged_ = false;
  uint64_t taken_ = 0;
  Calls calls_;
  // From when on given up calls are counted.
  Monotonic::time_point since_;
  Calls since_calls_;
  // When a call was last seen to have begun, or a message to have come.
  Traffic honest_;
  uint64_t open_ = 0;  // calls, then
};

}  // namespace mutua::front
