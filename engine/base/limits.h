// The ceilings of the whole engine, each with its unit and its reason. What untrusted input or load
// can reach is bounded here and nowhere else (promise P7); relations between ceilings are
// static_asserts.
#pragma once

#include <cstddef>

namespace mutua {

// Bytes of one encoded commit with its side records. The journal writes a commit as one record and
// holds a few of them in memory at a time (writer, replica, watchers): 1 MiB is some 2,300 bookings
// of 450 bytes, a hundred times an ordinary group, and still one quick write. A decision that needs
// more is refused.
inline constexpr std::size_t kCommitBytesMax = std::size_t{1} << 20;

// Bytes of the key of a record or a side record. Keys are ids and positions; a name is never a key.
inline constexpr std::size_t kRecordKeyBytesMax = 256;

}  // namespace mutua
