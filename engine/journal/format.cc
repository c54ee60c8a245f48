#include "engine/journal/format.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "engine/base/check.h"

namespace mutua::journal {
namespace {

constexpr std::string_view kWitnessMagic = "MUTUAWIT";
constexpr std::size_t kWitnessBodyBytes = 8 + 4 + 4 + 16 + 8 + 8 + 32;
static_assert(kWitnessBodyBytes + sizeof(Digest) <= kWitnessSectorBytes);

template <class Int>
std::string BigEndian(Int value) {
  std::string bytes(sizeof(Int), '\0');
  for (std::size_t i = 0; i < sizeof(Int); ++i) {
    bytes[i] = static_cast<char>(value >> (8 * (sizeof(Int) - 1 - i)));
  }
  return bytes;
}

template <class Int>
std::optional<Int> FromBigEndian(std::string_view bytes) {
  if (bytes.size() != sizeof(Int)) return std::nullopt;
  Int value = 0;
  for (const char c : bytes) value = static_cast<Int>(value << 8) | static_cast<unsigned char>(c);
  return value;
}

template <std::size_t N>
std::string_view View(const std::array<uint8_t, N>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), N};
}

// Precondition: bytes has at least N.
template <std::size_t N>
std::array<uint8_t, N> ToArray(std::string_view bytes) {
  std::array<uint8_t, N> array;
  std::memcpy(array.data(), bytes.data(), N);
  return array;
}

std::optional<WitnessRecord> DecodeSector(std::string_view sector) {
  if (sector.size() != kWitnessSectorBytes || !sector.starts_with(kWitnessMagic)) {
    return std::nullopt;
  }
  const std::string_view body = sector.substr(0, kWitnessBodyBytes);
  const Digest checksum = ToArray<32>(sector.substr(kWitnessSectorBytes - sizeof(Digest)));
  const std::string_view covered = sector.substr(0, kWitnessSectorBytes - sizeof(Digest));
  if (DigestOf(covered) != checksum) return std::nullopt;
  WitnessRecord record;
  record.format = *FromBigEndian<uint32_t>(body.substr(8, 4));
  record.store_id = ToArray<16>(body.substr(16));
  record.generation = *FromBigEndian<uint64_t>(body.substr(32, 8));
  record.head.position = Position(*FromBigEndian<uint64_t>(body.substr(40, 8)));
  record.head.digest = ToArray<32>(body.substr(48));
  return record;
}

}  // namespace

std::string EncodeU32(uint32_t value) { return BigEndian(value); }
std::string EncodeU64(uint64_t value) { return BigEndian(value); }
std::optional<uint32_t> DecodeU32(std::string_view bytes) { return FromBigEndian<uint32_t>(bytes); }
std::optional<uint64_t> DecodeU64(std::string_view bytes) { return FromBigEndian<uint64_t>(bytes); }

std::string CommitKey(Position position) { return BigEndian(position.value()); }

std::optional<Position> DecodeCommitKey(std::string_view key) {
  const std::optional<uint64_t> value = DecodeU64(key);
  if (!value || *value == 0) return std::nullopt;
  return Position(*value);
}

CommitHeader EncodeCommitHeader(const Digest& digest, Instant at) {
  CommitHeader header;
  std::memcpy(header.data(), digest.data(), digest.size());
  const std::string seconds = BigEndian(static_cast<uint64_t>(at.unix_seconds()));
  std::memcpy(header.data() + digest.size(), seconds.data(), seconds.size());
  return header;
}

std::optional<StoredCommit> DecodeCommit(std::string_view key, std::string_view value) {
  const std::optional<Position> position = DecodeCommitKey(key);
  if (!position || value.size() < kCommitHeaderBytes) return std::nullopt;
  StoredCommit commit;
  commit.position = *position;
  commit.digest = ToArray<32>(value);
  commit.at = Instant::FromUnix(static_cast<int64_t>(*DecodeU64(value.substr(32, 8))));
  commit.events = value.substr(kCommitHeaderBytes);
  return commit;
}

std::string EncodeCheckpoint(const Checkpoint& checkpoint) {
  std::string bytes = BigEndian(checkpoint.position.value());
  bytes.append(View(checkpoint.digest));
  bytes.append(checkpoint.payload);
  return bytes;
}

std::optional<Checkpoint> DecodeCheckpoint(std::string_view value) {
  if (value.size() < 8 + sizeof(Digest)) return std::nullopt;
  Checkpoint checkpoint;
  checkpoint.position = Position(*DecodeU64(value.substr(0, 8)));
  checkpoint.digest = ToArray<32>(value.substr(8));
  checkpoint.payload = std::string(value.substr(8 + sizeof(Digest)));
  return checkpoint;
}

std::string EncodeWitnessHalf(const WitnessRecord& record) {
  std::string sector(kWitnessMagic);
  sector.append(BigEndian(record.format));
  sector.append(4, '\0');
  sector.append(View(record.store_id));
  sector.append(BigEndian(record.generation));
  sector.append(BigEndian(record.head.position.value()));
  sector.append(View(record.head.digest));
  sector.resize(kWitnessSectorBytes - sizeof(Digest));
  sector.append(View(DigestOf(sector)));
  std::string half;
  half.reserve(kWitnessHalfBytes);
  while (half.size() < kWitnessHalfBytes) half.append(sector);
  return half;
}

std::optional<WitnessRecord> DecodeWitnessHalf(std::string_view half) {
  std::optional<WitnessRecord> best;
  for (std::size_t at = 0; at + kWitnessSectorBytes <= half.size(); at += kWitnessSectorBytes) {
    const auto record = DecodeSector(half.substr(at, kWitnessSectorBytes));
    if (record && (!best || record->generation > best->generation)) best = record;
  }
  return best;
}

std::size_t CountBadSectors(std::string_view half) {
  std::size_t bad = 0;
  for (std::size_t at = 0; at < kWitnessHalfBytes; at += kWitnessSectorBytes) {
    if (at + kWitnessSectorBytes > half.size() ||
        !DecodeSector(half.substr(at, kWitnessSectorBytes))) {
      ++bad;
    }
  }
  return bad;
}

Digest DigestOf(std::string_view bytes) {
  Digest digest;
  MUTUA_CHECK(crypto_generichash(digest.data(), digest.size(),
                                 reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                                 nullptr, 0) == 0);
  return digest;
}

}  // namespace mutua::journal
