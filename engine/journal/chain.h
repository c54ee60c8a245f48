// What a history is made of: commits at gapless positions, each chained to the one before it by a
// digest. Two histories with one digest at one position are the same history up to there (promises
// P5, P9).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/time.h"

namespace mutua::journal {

// BLAKE2b-256.
using Digest = std::array<uint8_t, 32>;
// Random, given to a store when it is created or restored: positions of two stores are never
// comparable.
using StoreId = std::array<uint8_t, 16>;

// The last commit. Position 0 with the store's origin digest means that there is none yet.
struct Head {
  Position position;
  Digest digest{};
  bool operator==(const Head&) const = default;
};

// Beside the history, not in the chain: names, titles, keys that an erasure must be able to
// destroy. nullopt deletes.
struct SideRecord {
  std::string key;
  std::optional<std::string> value;
};

// A group of decisions made durable together. Its position is given by Journal::Append.
struct Commit {
  Instant at;
  std::string events;
  std::vector<SideRecord> sides;
};

// A commit as it is read back; `events` is valid only during the callback that got it.
struct StoredCommit {
  Position position;
  Instant at;
  Digest digest{};
  std::string_view events;
};

// Where the kept history begins: everything up to `position` is summed up by `digest` and `payload`
// (opaque here: the state digest and the balances). A new store has one at position 0, empty.
struct Checkpoint {
  Position position;
  Digest digest{};
  std::string payload;
};

// BLAKE2b-256 over (previous digest, position, at, events); integers as 8 bytes, big-endian.
Digest ChainDigest(const Digest& previous, Position position, Instant at, std::string_view events);

// The digest at position 0 of a newly created store.
Digest OriginDigest(const StoreId& store);

// Bytes that `commit` takes in the journal, compared with kCommitBytesMax.
std::size_t EncodedSize(const Commit& commit);

std::string ToHex(const Digest& digest);
std::string ToHex(const StoreId& store);

inline Position Next(Position position) { return Position(position.value() + 1); }

}  // namespace mutua::journal
