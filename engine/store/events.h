// The events of a commit to and from bytes: what the journal chains and keeps for ever. The format
// is in FORMAT.md; proto/mutua/store/v1 says each field.
//
// Promises: Decode(Encode(x)) == x; the same events give the same bytes in every build; decoding is
// total on any bytes. Thread-safe: no state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/core/event.h"

namespace mutua::store {

// `at`: the commit's instant, against which the frequent ones are written short. The same must be
// given to decode.
std::string EncodeEvents(Instant at, const std::vector<core::Event>& events);

// The same, one event at a time: the bytes of several are those of all.
void AppendEvent(Instant at, const core::Event& event, std::string* out);

// Errors: DATA_LOSS, naming the event by its number in the commit and what is wrong with it.
absl::StatusOr<std::vector<core::Event>> DecodeEvents(Instant at, std::string_view bytes);

}  // namespace mutua::store
