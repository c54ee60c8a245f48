// The bytes of a commit from a damaged disk: decoding refuses them, or gives events that encode and
// decode to themselves.
#include "engine/base/check.h"
#include "engine/store/events.h"
#include "tests/fuzz/came_to.h"
#include "tests/fuzz/ceiling.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/store/filled.h"

namespace {

const mutua::Instant kAt = mutua::Instant::FromUnix(1'800'000'000);

}  // namespace

namespace mutua::fuzz {

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  std::vector<core::Event> all;
  for (const core::Event& event : store::filled::EveryEvent()) {
    seeds.push_back(store::EncodeEvents(kAt, {event}));
    all.push_back(event);
  }
  seeds.push_back(store::EncodeEvents(kAt, all));
  return seeds;
}

}  // namespace mutua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const mutua::fuzz::Ceiling ceiling("a commit");
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto events = mutua::store::DecodeEvents(kAt, bytes);
  mutua::fuzz::CameTo(events.status());
  if (!events.ok()) {
    MUTUA_CHECK(events.status().code() == absl::StatusCode::kDataLoss);
    return 0;
  }
  const auto again = mutua::store::DecodeEvents(kAt, mutua::store::EncodeEvents(kAt, *events));
  MUTUA_CHECK(again.ok() && *again == *events);
  return 0;
}
