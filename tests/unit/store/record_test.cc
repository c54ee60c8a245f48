#include "engine/store/record.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/unit/store/filled.h"

namespace mutua::store {
namespace {

using Kind = core::Subject::Kind;

// What EncodeRecord takes its record from: a state that holds only this.
std::pair<core::Subject, std::string> Encoded(const core::Record& record) {
  core::State state;
  state.Restore(record);
  const auto kind = static_cast<Kind>(record.index() + 1);
  const uint64_t id = std::visit(
      []<class What>(const What& what) -> uint64_t {
        if constexpr (requires { what.id; }) return what.id.value();
        return 1;
      },
      record);
  const auto bytes = EncodeRecord(state, {kind, id});
  REQUIRE(bytes.has_value());
  return {{kind, id}, *bytes};
}

TEST_CASE("every kind of record with every field set comes back as it was") {
  for (core::Record record : filled::EveryRecord()) {
    CAPTURE(record.index());
    // Out of the calendar: a state without resources can hold it.
    if (auto* booking = std::get_if<model::Booking>(&record)) {
      CHECK_FALSE(model::Occupies(booking->state));
    }
    const auto [subject, bytes] = Encoded(record);
    const auto back = DecodeRecord(subject, bytes);
    REQUIRE_MESSAGE(back.ok(), std::string(back.status().message()));
    CHECK(*back == record);
  }
}

TEST_CASE("keys come back, and sort by kind and then by id") {
  std::vector<std::string> keys;
  for (int kind = 1; kind < static_cast<int>(core::Subject::kKinds); ++kind) {
    for (const uint64_t id : {uint64_t{0}, uint64_t{255}, uint64_t{256}, ~uint64_t{0}}) {
      const core::Subject subject{static_cast<Kind>(kind), id};
      keys.push_back(EncodeKey(subject));
      const auto back = DecodeKey(keys.back());
      REQUIRE(back.ok());
      CHECK(*back == subject);
    }
  }
  CHECK(std::is_sorted(keys.begin(), keys.end()));
}

TEST_CASE("a key of another length or kind is refused") {
  const std::string key = EncodeKey({Kind::kBooking, 7});
  for (const std::string& wrong :
       {std::string(), key.substr(1), key + "x", std::string(9, '\0'), std::string(9, '\x7f')}) {
    CHECK(DecodeKey(wrong).status().code() == absl::StatusCode::kDataLoss);
  }
}

TEST_CASE("a record under the key of another is refused, by name") {
  const auto [subject, bytes] = Encoded(model::Fault{.id = FaultId(7)});
  const auto wrong = DecodeRecord({subject.kind, 8}, bytes);
  CHECK(wrong.status().code() == absl::StatusCode::kDataLoss);
  CHECK(std::string(wrong.status().message()) == "the record of fault 8: holds another id");
}

TEST_CASE("every kind of record has a name of its own for messages") {
  std::set<std::string> names;
  for (size_t kind = 0; kind < core::Subject::kKinds; ++kind) {
    const std::string name = Describe({static_cast<Kind>(kind), 7});
    CHECK(name.find(" 7") > 0);
    CHECK(names.insert(name).second);
  }
}

TEST_CASE("what the state does not have has no encoding; counters it always has") {
  const core::State state;
  for (int kind = 0; kind < static_cast<int>(core::Subject::kKinds); ++kind) {
    const core::Subject subject{static_cast<Kind>(kind), 1};
    CHECK(EncodeRecord(state, subject).has_value() == (subject.kind == Kind::kCounters));
  }
}

}  // namespace
}  // namespace mutua::store
