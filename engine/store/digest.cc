#include "engine/store/digest.h"

#include <sodium.h>

#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include "engine/store/fields.h"

namespace mutua::store {
namespace {

// Begins every digest: a walk that visits otherwise has another name.
constexpr std::string_view kWalkName = "mutua state 13";

// BLAKE2b behind a buffer: a walk puts a few bytes at a time.
class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, std::tuple_size_v<StateDigest>); }

  void Put(const void* bytes, size_t size) {
    if (size > buffer_.size() - used_) Flush();
    if (size > buffer_.size()) {
      crypto_generichash_update(&state_, static_cast<const unsigned char*>(bytes), size);
      return;
    }
    std::memcpy(buffer_.data() + used_, bytes, size);
    used_ += size;
  }

  void PutNumber(uint64_t number) {
    std::array<uint8_t, 8> bytes;
    for (size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<uint8_t>(number >> (8 * (bytes.size() - 1 - i)));
    }
    Put(bytes.data(), bytes.size());
  }

  StateDigest Finish() {
    Flush();
    StateDigest digest{};
    crypto_generichash_final(&state_, digest.data(), digest.size());
    return digest;
  }

 private:
  void Flush() {
    crypto_generichash_update(&state_, buffer_.data(), used_);
    used_ = 0;
  }

  crypto_generichash_state state_;
  std::array<uint8_t, 4096> buffer_;
  size_t used_ = 0;
};

// Numbers are 8 bytes, two's complement, big-endian; what has a length is its count and its
// elements; an optional is 0, or 1 and its value.
class Walk {
 public:
  explicit Walk(Hash& hash) : hash_(hash) {}

  template <class... What>
  void operator()(const What&... what) {
    (Put(what), ...);
  }

 private:
  template <class Tag, class Rep>
  void Put(Id<Tag, Rep> id) {
    hash_.PutNumber(id.value());
  }
  template <class Tag>
  void Put(Quantity<Tag> quantity) {
    PutInteger(quantity.value());
  }
  void Put(Instant at) { PutInteger(at.unix_seconds()); }
  void Put(Duration length) { PutInteger(length.seconds()); }
  void Put(Interval interval) {
    Put(interval.start());
    Put(interval.end());
  }
  void Put(CivilSecond civil) { PutInteger(civil - CivilSecond()); }
  void Put(CivilDay day) { PutInteger(day - CivilDay()); }
  void Put(const std::string& text) {
    hash_.PutNumber(text.size());
    hash_.Put(text.data(), text.size());
  }
  template <size_t size>
  void Put(const std::array<uint8_t, size>& bytes) {
    hash_.Put(bytes.data(), bytes.size());
  }
  template <class What>
  void Put(const std::optional<What>& what) {
    hash_.PutNumber(what.has_value() ? 1 : 0);
    if (what) Put(*what);
  }
  template <class What>
  void Put(const What& what) {
    if constexpr (std::is_enum_v<What>) {
      hash_.PutNumber(static_cast<uint64_t>(what));
    } else if constexpr (std::is_integral_v<What>) {
      PutInteger(what);
    } else if constexpr (requires {
                           what.begin();
                           what.end();
                         }) {
      hash_.PutNumber(what.size());
      for (const auto& element : what) Put(element);
    } else {
      Fields(*this, what);
    }
  }

  template <class Integer>
  void PutInteger(Integer value) {
    static_assert(std::is_integral_v<Integer>);
    hash_.PutNumber(static_cast<uint64_t>(static_cast<int64_t>(value)));
  }

  Hash& hash_;
};

// The remembered requests have no ids of their own: the number of the first, and each.
void VisitRequests(const core::State& state, Hash& hash, Walk& walk) {
  const auto find = [&](uint64_t number) { return state.Find(core::RequestNumber(number)); };
  uint64_t first = state.counters().request;
  while (first > 0 && find(first - 1) != nullptr) --first;
  hash.PutNumber(first);
  for (uint64_t number = first; number < state.counters().request; ++number) {
    Fields(walk, *find(number));
  }
}

// All records of one kind: how many, and each.
template <class RecordType>
void Visit(const core::State& state, Hash& hash, Walk& walk) {
  if constexpr (std::is_same_v<RecordType, core::Counters>) {
    Fields(walk, state.counters());
  } else if constexpr (std::is_same_v<RecordType, core::Requested>) {
    VisitRequests(state, hash, walk);
  } else {
    hash.PutNumber(state.Count<RecordType>());
    state.ForEach<RecordType>([&](const RecordType& record) { Fields(walk, record); });
  }
}

// Every alternative of core::Record: a new kind of record does not compile without its fields.
template <size_t... index>
void VisitAll(const core::State& state, Hash& hash, Walk& walk, std::index_sequence<index...>) {
  (Visit<std::variant_alternative_t<index, core::Record>>(state, hash, walk), ...);
}

}  // namespace

StateDigest DigestOf(const core::State& state) {
  Hash hash;
  hash.Put(kWalkName.data(), kWalkName.size());
  Walk walk(hash);
  VisitAll(state, hash, walk, std::make_index_sequence<std::variant_size_v<core::Record>>());
  return hash.Finish();
}

std::string ToHex(const StateDigest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const uint8_t byte : digest) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

}  // namespace mutua::store
