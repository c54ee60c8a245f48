// A history: what many clients asked of places that one booking at a time can hold, what they were
// told, and when. Check finds whatever no single order of commits explains.
//
// It takes real time as one counter that all clients draw from, and a position that several
// operations may share, as those of one group do. Every operation was answered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace mutua::history {

struct Operation {
  enum class Kind : uint8_t {
    kBook,     // accepted: `booking` holds `place` from `position` on
    kRefused,  // a booking that was refused at `position` because the place is held
    kCancel,   // accepted: `booking` holds `place` no more
    kRead,     // at `position`, `booking` held `place`; 0: nobody did
  };
  Kind kind = Kind::kRead;
  uint64_t asked = 0;     // a number of the counter
  uint64_t answered = 0;  // after asked
  uint64_t position = 0;
  uint64_t at_least = 0;  // kRead: the position that was asked for
  uint64_t place = 0;
  uint64_t booking = 0;
  uint64_t request = 0;  // kBook: those of one number are retries of one request
};

struct Breach {
  enum class Kind : uint8_t {
    kHeldTwice,       // accepted although another booking held the place
    kCancelledTwice,  // cancelled although it did not hold the place
    kRefusedFree,     // refused although nobody held the place
    kRetryDiffers,    // a retry with another booking or place, or an earlier position
    kOutOfOrder,      // asked after an answer of a later position, or of the same by a write
    kStaleRead,       // older than what was asked for
    kWrongRead,       // another holder than at its position
  };
  Kind kind;
  std::size_t operation;  // its index
  bool operator==(const Breach&) const = default;
};

std::string NameOf(Breach::Kind kind);

// All breaches, ascending by kind. Time: that of sorting.
std::vector<Breach> Check(const std::vector<Operation>& operations);

}  // namespace mutua::history
