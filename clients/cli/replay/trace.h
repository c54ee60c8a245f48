// The trace of a resort's bookings as commands in time order (README.md names its columns). Times
// are whole seconds, in UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/time.h"

namespace mutua::cli::replay {

enum class Op : uint8_t { kBook, kWaitlistConfirm, kCancel, kCheckIn, kCheckOut, kNoShow };

const char* NameOf(Op op);

struct TraceCommand {
  Instant at;
  Op op = Op::kBook;
  uint32_t booking = 0;
  // Of a BOOK only.
  std::string member;
  std::optional<Interval> interval;
  bool waitlisted = false;
};

// Reads a CSV with its head, compressed with zstd (.zst) or plain; `most` commands of it.
// Errors: NotFound; InvalidArgument with the line.
absl::StatusOr<std::vector<TraceCommand>> ReadTrace(const std::string& path, size_t most);

}  // namespace mutua::cli::replay
