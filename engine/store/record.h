// One record to and from bytes, and its key. The format is in FORMAT.md.
//
// Promises: DecodeRecord(EncodeRecord(x)) == x; keys sort in the order in which records are
// restored; decoding is total on any bytes. Thread-safe: no state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "engine/core/state.h"

namespace mutua::store {

// The kind's number and the id, big-endian: nine bytes.
std::string EncodeKey(core::Subject subject);
// Errors: DATA_LOSS.
absl::StatusOr<core::Subject> DecodeKey(std::string_view key);

// nullopt: the state has no such record (any more). Counters are always there.
std::optional<std::string> EncodeRecord(const core::State& state, core::Subject subject);

// The record of `subject`. Errors: DATA_LOSS, naming the record and what is wrong with it, its id
// not being the subject's included.
absl::StatusOr<core::Record> DecodeRecord(core::Subject subject, std::string_view bytes);

// "booking 7", for messages.
std::string Describe(core::Subject subject);

}  // namespace mutua::store
