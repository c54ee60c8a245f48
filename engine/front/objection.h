// What the edge itself finds wrong with a request, before anything is decided. Like a core::Refusal
// a value; it comes alone, and names the field or the thing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/base/time.h"
#include "mutua/v1/refusal.pb.h"

namespace mutua::front {

// Of MALFORMED: what is wrong with the field.
enum class Flaw : uint8_t {
  kNone,
  kMissing,           // required, and empty or unset
  kTooLong,           // limit: bytes
  kTooMany,           // limit: elements
  kNotUtf8,           // bytes that are not UTF-8
  kBadForm,           // not of the form that its comment gives
  kOutOfRange,        // a number or time outside what is accepted; limit: the most, if there is one
  kNotHere,           // must be unset in this request
  kUnreadable,        // the bytes are not this message
  kLengthOutOfRange,  // asked: a length; limit: the nearest that is accepted
  kDividesNoDay,      // asked: a granularity
  kAboveLimit,        // asked: a length above limit, which another field gives
  kNotWholeMinutes,   // asked: a length
  kBefore,            // a time before `at`, the first that is possible
  kEasilyGuessed,     // a password that others would try
};

struct Objection {
  v1::Rule rule = v1::RULE_MALFORMED;
  std::string subject;  // the field's path, or the name that is unknown
  Flaw flaw = Flaw::kNone;
  int64_t limit = 0;
  int64_t used = 0;
  int64_t asked = 0;
  std::optional<Instant> at;
  v1::Unit unit = v1::UNIT_UNSPECIFIED;  // of the numbers, where the rule does not say
};

}  // namespace mutua::front
