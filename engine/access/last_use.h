// When each token was last accepted: in memory to the second, and kept in a small file beside the
// store to ten minutes, so that a session that nobody uses ends across restarts, too. No part of
// the history: it says when people were here, which is nobody's to keep for ever. Losing the file
// costs that knowledge: a session counts as used when it was made, then.
//
// Thread-safe. Grows with the tokens.
#pragma once

#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace mutua::access {

class LastUse {
 public:
  static constexpr Duration kKeptTo = Duration::Minutes(10);

  // The token is used at `now`. True: it is time to keep what is known.
  bool Used(TokenId token, Instant now);
  // kEarliest: never, or not known.
  Instant Of(TokenId token) const;
  void Forget(TokenId token);

  // Reads the file at `path`, and keeps there from now on; empty: nowhere. A file that is not there
  // is none. DATA_LOSS: it is damaged, nothing of it is known, and it is kept there all the same.
  absl::Status Open(std::string path);
  // Writes the file, whole or not at all.
  absl::Status Keep();

 private:
  std::mutex file_mutex_;
  std::string path_;
  mutable std::mutex mutex_;
  absl::flat_hash_map<TokenId, Instant> used_;
  Instant kept_ = kEarliest;
};

}  // namespace mutua::access
