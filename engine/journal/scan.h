// Reading past damage: gives what is intact of a store and says where something is missing.
// Internal; shared by verify and salvage.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/journal/rocks_store.h"
#include "engine/journal/verify.h"

namespace mutua::journal {

struct CommitScan {
  std::vector<Span> intact;
  std::vector<Span> lost;
};

// Gives each intact commit of [checkpoint + 1, last], ascending. A commit behind a lost one cannot
// be checked against the chain, only those behind it can: it counts as intact. `reader` may be
// empty.
CommitScan ScanCommits(const RocksStore& store, const Checkpoint& checkpoint, Position last,
                       const CommitReader& reader);

// Gives each intact record of a family, ascending; returns one line for each place where some are
// missing. A status of the reader stops.
absl::StatusOr<std::vector<std::string>> ScanRecords(const RocksStore& store, Family family,
                                                     const RecordReader& reader);

}  // namespace mutua::journal
