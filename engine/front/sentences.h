// What is said to people, in their language: a sentence for each rule that can be broken, with its
// numbers, and for each flaw of a request. One table a language, in sentences.cc; nothing else in
// the engine holds text for people.
//
// Thread-safe: no state.
#pragma once

#include <string>

#include "engine/front/language.h"
#include "engine/front/objection.h"
#include "engine/model/zone.h"

namespace mutua::front {

// `reason` has everything but its sentence. `zone`: of the times in it; null when there is none.
std::string SentenceOf(Language language, const v1::Reason& reason, Flaw flaw,
                       const model::ZoneTable* zone);

// "2 h 30 min", "3 d", "45 s".
std::string DurationText(Language language, int64_t seconds);

// Whether both languages have a sentence for it: a test asks for every rule.
bool HasSentence(v1::Rule rule);

// What happened to a booking or wish, for Explain. `detail` as the fact needs it.
enum class Fact : uint8_t {
  kBooked,
  kHeld,
  kPending,
  kWalkedUp,
  kConfirmed,
  kApproved,
  kMoved,
  kRepacked,
  kCheckedIn,
  kHandedOver,
  kOverran,
  kOverrunCharged,
  kExtended,
  kRestored,
  kReplanned,
  kShortened,
  kSplit,
  kCompleted,
  kCancelled,
  kNoShow,
  kDisplaced,
  kHindered,
  kExpired,
  kRetired,
  kWarned,
  kClash,
  kOverridden,
  kFiled,
  kOffered,
  kMet,
  kWithdrawn,
  kWishExpired,
  kWaitsAgain,
  kLookedThrough,
  kMovedAlong,
  kRefused,
};
inline constexpr size_t kFacts = static_cast<size_t>(Fact::kRefused) + 1;
std::string SentenceOf(Language language, Fact fact, const std::string& detail);

// What stands in the calendar of a feed, or instead of it.
enum class CalendarWord : uint8_t {
  kBusy,      // for what the reader may not know
  kPending,   // of a booking
  kHeld,      // of a booking
  kCutOff,    // `detail`: how many are listed
  kNone,      // no such feed, or no more
  kOnlyRead,  // another verb than GET
  kFull,
};
inline constexpr size_t kCalendarWords = static_cast<size_t>(CalendarWord::kFull) + 1;
std::string WordOf(Language language, CalendarWord word, const std::string& detail = {});

}  // namespace mutua::front
