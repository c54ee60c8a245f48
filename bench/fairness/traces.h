// What was asked for in real places (../shared/data/traces), as stays.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "bench/fairness/stays.h"

namespace mutua::bench::fairness {

// The resort's bookings (clients/cli/replay/README.md), for so many rooms: members are companies,
// and any room will do. Errors: as ReadTrace's.
absl::StatusOr<Stays> ReadResort(const std::string& path, int64_t rooms);

// A log in the Standard Workload Format, compressed with gzip: groups are companies, processors
// units; a job asks for them when it was submitted, for as long as it ran, and may begin so much
// later. `most` jobs of it. Jobs that never ran, or on more processors than there are, are left
// out. Errors: NotFound; InvalidArgument without a job.
absl::StatusOr<Stays> ReadWorkload(const std::string& path, Duration patience, size_t most);

}  // namespace mutua::bench::fairness
