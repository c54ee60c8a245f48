// Bytes on disk, as FORMAT.md lays them out: keys and values of the RocksDB store, halves of the
// witness. Pure functions; what is decoded is untrusted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/journal/chain.h"

namespace mutua::journal {

// Of the files and keys of the journal itself. A store with a higher one is refused by name.
inline constexpr uint32_t kFormatVersion = 1;

std::string EncodeU32(uint32_t value);
std::string EncodeU64(uint64_t value);
std::optional<uint32_t> DecodeU32(std::string_view bytes);
std::optional<uint64_t> DecodeU64(std::string_view bytes);

// The key of a commit: 8 bytes big-endian, so that the order of keys is the order of positions.
std::string CommitKey(Position position);
std::optional<Position> DecodeCommitKey(std::string_view key);

// What stands before the events in the value of a commit: digest, instant.
inline constexpr std::size_t kCommitHeaderBytes = 32 + 8;
using CommitHeader = std::array<char, kCommitHeaderBytes>;
CommitHeader EncodeCommitHeader(const Digest& digest, Instant at);
// nullopt: the key or the value has not the shape of a commit. The events view `value`.
std::optional<StoredCommit> DecodeCommit(std::string_view key, std::string_view value);

std::string EncodeCheckpoint(const Checkpoint& checkpoint);
std::optional<Checkpoint> DecodeCheckpoint(std::string_view value);

// One record of the witness. `generation` counts the writes; the highest readable one is the last.
struct WitnessRecord {
  uint32_t format = kFormatVersion;
  StoreId store_id{};
  uint64_t generation = 0;
  Head head;
  bool operator==(const WitnessRecord&) const = default;
};

// A half is one record, eight times: a sector each, so that neither a torn write nor a rotten
// sector loses what the other sectors hold.
inline constexpr std::size_t kWitnessHalfBytes = 4096;
inline constexpr std::size_t kWitnessSectorBytes = 512;
inline constexpr std::size_t kWitnessFileBytes = 2 * kWitnessHalfBytes;
std::string EncodeWitnessHalf(const WitnessRecord& record);
// The highest generation among the readable sectors; nullopt: none is readable.
std::optional<WitnessRecord> DecodeWitnessHalf(std::string_view half);
// How many sectors of the half cannot be read.
std::size_t CountBadSectors(std::string_view half);

// BLAKE2b-256 of any bytes.
Digest DigestOf(std::string_view bytes);

}  // namespace mutua::journal
