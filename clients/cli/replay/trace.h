// The trace of a resort's bookings as commands in time order (data/README.md in the shared folder
// names its columns). Times are on whole hours or seconds, in UTC.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/time.h"

namespace mutua::cli::replay {

enum class Op { kBook, kWaitlistConfirm, kCancel, kCheckIn, kCheckOut, kNoShow };

struct TraceCommand {
  Instant at;
  Op op = Op::kBook;
  uint32_t booking = 0;
  // Of a BOOK only.
  std::string member;
  std::optional<Interval> interval;
  bool waitlisted = false;
};

// Reads a CSV, compressed with zstd or plain. Errors: NotFound; InvalidArgument with the line.
absl::StatusOr<std::vector<TraceCommand>> ReadTrace(const std::string& path, size_t most);

}  // namespace mutua::cli::replay
