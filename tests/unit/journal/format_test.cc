// The bytes on disk are those of FORMAT.md: golden files hold them as hex text. A change of them is
// a new format version, never an edit of a golden file.
#include <doctest/doctest.h>

#include <cctype>
#include <fstream>
#include <string>

#include "engine/journal/format.h"
#include "tests/support/hex.h"

namespace mutua::journal {
namespace {

// Hex digits only; '#' begins a comment.
std::string Golden(const std::string& name) {
  std::ifstream file(MUTUA_SOURCE_DIR "/tests/unit/journal/golden/" + name);
  REQUIRE_MESSAGE(file.good(), name);
  std::string hex;
  for (std::string line; std::getline(file, line);) {
    for (const char c : line.substr(0, line.find('#'))) {
      if (std::isxdigit(static_cast<unsigned char>(c)) != 0) hex.push_back(c);
    }
  }
  return hex;
}

StoreId MakeStoreId() {
  StoreId id;
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = static_cast<uint8_t>(0xa0 + i);
  return id;
}

TEST_CASE("an encoded commit has the golden bytes") {
  const Position position(0x0102030405060708);
  const Instant at = Instant::FromUnix(1767225600);
  const std::string events = "booked";
  const Digest digest = ChainDigest(OriginDigest(MakeStoreId()), position, at, events);
  const CommitHeader header = EncodeCommitHeader(digest, at);
  const std::string key = CommitKey(position);
  const std::string value = std::string(header.data(), header.size()) + events;
  CHECK(Hex(key + value) == Golden("commit.hex"));
  const auto commit = DecodeCommit(key, value);
  REQUIRE(commit.has_value());
  CHECK(commit->position == position);
  CHECK(commit->at == at);
  CHECK(commit->digest == digest);
  CHECK(commit->events == events);
}

TEST_CASE("an encoded checkpoint has the golden bytes") {
  const Checkpoint checkpoint = {Position(258), OriginDigest(MakeStoreId()), "balances"};
  const std::string bytes = EncodeCheckpoint(checkpoint);
  CHECK(Hex(bytes) == Golden("checkpoint.hex"));
  const auto back = DecodeCheckpoint(bytes);
  REQUIRE(back.has_value());
  CHECK(back->position == checkpoint.position);
  CHECK(back->digest == checkpoint.digest);
  CHECK(back->payload == "balances");
}

TEST_CASE("a half of the witness has the golden bytes, eight times") {
  const WitnessRecord record = {.format = 1,
                                .store_id = MakeStoreId(),
                                .generation = 513,
                                .head = {Position(772), OriginDigest(MakeStoreId())}};
  const std::string half = EncodeWitnessHalf(record);
  REQUIRE(half.size() == kWitnessHalfBytes);
  for (std::size_t at = 0; at < half.size(); at += kWitnessSectorBytes) {
    CHECK(Hex(half.substr(at, kWitnessSectorBytes)) == Golden("witness_sector.hex"));
  }
  CHECK(DecodeWitnessHalf(half) == record);
}

TEST_CASE("the highest generation of the readable sectors counts") {
  WitnessRecord record = {.format = 1, .store_id = {}, .generation = 4, .head = {Position(4), {}}};
  const std::string older = EncodeWitnessHalf(record);
  record.generation = 6;
  record.head.position = Position(6);
  const std::string newer = EncodeWitnessHalf(record);
  // Torn in the third sector.
  const std::string torn =
      newer.substr(0, 2 * kWitnessSectorBytes + 100) + older.substr(2 * kWitnessSectorBytes + 100);
  CHECK(DecodeWitnessHalf(torn)->generation == 6);
  CHECK(CountBadSectors(torn) == 1);
  CHECK(CountBadSectors(newer) == 0);
  CHECK(CountBadSectors(std::string(kWitnessHalfBytes, '\0')) == 8);
  CHECK(!DecodeWitnessHalf(std::string(kWitnessHalfBytes, '\0')).has_value());
}

TEST_CASE("any flipped bit in a sector of the witness makes it unreadable") {
  const std::string half = EncodeWitnessHalf({.store_id = {}, .generation = 1, .head = {}});
  const std::string sector = half.substr(0, kWitnessSectorBytes);
  for (std::size_t bit = 0; bit < kWitnessSectorBytes * 8; ++bit) {
    std::string flipped = sector;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    CHECK(!DecodeWitnessHalf(flipped).has_value());
  }
}

TEST_CASE("keys of commits sort as positions do") {
  CHECK(CommitKey(Position(255)) < CommitKey(Position(256)));
  CHECK(CommitKey(Position(1)) < CommitKey(Position(UINT64_MAX)));
  CHECK(DecodeCommitKey(CommitKey(Position(300))) == Position(300));
}

TEST_CASE("bytes that are no commit, checkpoint or number are told apart") {
  CHECK(!DecodeCommitKey("short").has_value());
  CHECK(!DecodeCommitKey(CommitKey(Position(0))).has_value());
  CHECK(!DecodeCommit(CommitKey(Position(1)), std::string(39, 'x')).has_value());
  CHECK(DecodeCommit(CommitKey(Position(1)), std::string(40, '\0')).has_value());
  CHECK(!DecodeCheckpoint(std::string(39, 'x')).has_value());
  CHECK(!DecodeU32("12345").has_value());
  CHECK(DecodeU64(EncodeU64(UINT64_MAX)) == UINT64_MAX);
}

TEST_CASE("the digest is over every part of a commit and the one before it") {
  const Digest previous = OriginDigest({});
  const Instant at = Instant::FromUnix(5);
  const Digest digest = ChainDigest(previous, Position(1), at, "e");
  CHECK(digest != ChainDigest(digest, Position(1), at, "e"));
  CHECK(digest != ChainDigest(previous, Position(2), at, "e"));
  CHECK(digest != ChainDigest(previous, Position(1), Instant::FromUnix(6), "e"));
  CHECK(digest != ChainDigest(previous, Position(1), at, "f"));
  CHECK(OriginDigest({}) != OriginDigest(MakeStoreId()));
}

}  // namespace
}  // namespace mutua::journal
