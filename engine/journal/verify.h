// Looks at a store that no daemon has open: is everything there that was acknowledged, is every
// byte the one that was written, and if not, what is lost. Verify never writes; Salvage writes
// elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/journal/journal.h"

namespace mutua::journal {

// Positions from `from` to `to`, both included.
struct Span {
  Position from;
  Position to;
  bool operator==(const Span&) const = default;
  uint64_t count() const { return to.value() - from.value() + 1; }
};

struct Verification {
  StoreId store_id{};
  uint32_t schema_version = 0;
  Position checkpoint;    // the kept history begins behind it
  Head last;              // the last intact commit
  Position acknowledged;  // what the witness says; 0 if nothing says it
  Position through;       // the marker of the records
  uint64_t commits = 0;   // intact ones
  uint64_t live = 0;
  uint64_t past = 0;
  uint64_t sides = 0;
  std::vector<Span> intact;  // runs of intact commits, ascending
  std::vector<Span> lost;    // kept or acknowledged, but missing or broken; ascending
  // One line each; empty: the store is whole.
  std::vector<std::string> problems;
  bool readable = true;       // RocksDB can open it; otherwise nothing but the witness was read
  bool records_whole = true;  // live and past ones, and the store's own
  bool IsWhole() const { return problems.empty(); }
};

// Gets what is intact, as it is verified; both may be empty. For checks of the layers above.
struct Inspectors {
  CommitReader commit;
  RecordReader live;
};

// A status only if the folder cannot be looked at: FAILED_PRECONDITION if a process has the store
// open or there is none; a damaged store is a Verification with problems.
absl::StatusOr<Verification> Verify(const std::string& folder, const Inspectors& inspectors = {});

// What was found, as lines for a person.
std::string Describe(const Verification& verification);

}  // namespace mutua::journal
