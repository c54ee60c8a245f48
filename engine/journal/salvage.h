// Makes a store of what is intact in a damaged one, in another folder, with a list of what is lost.
// The only way past a refusal to start; the damaged store is not touched.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/journal/verify.h"

namespace mutua::journal {

struct Salvaged {
  Verification found;  // what was intact and what is lost
  StoreId store_id{};  // new
  Position first;      // of the history that goes on in the new store
  Head head;
  uint64_t detached =
      0;  // intact commits that no unbroken history leads to or from: in the file `detached`
  bool records_dropped = false;  // damaged, but all history is there: the first start rebuilds them
  bool chain_renewed = false;    // what was before is lost, so the digests begin anew
};

// Writes into `to_folder`, which must be missing or empty: a store that a daemon starts on,
// `salvage.txt` (what was found, what is lost, what was done) and, if there are any, the `detached`
// commits (FORMAT.md). Its history is the unbroken one that the records' marker stands in: what is
// before a loss is detached, because the records hold its effect; what is behind a loss is, because
// its effect needs what is lost. FAILED_PRECONDITION: `to_folder` is not empty, or `folder` is in
// use or no store.
absl::StatusOr<Salvaged> Salvage(const std::string& folder, const std::string& to_folder);

}  // namespace mutua::journal
