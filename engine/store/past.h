// The keys in the space of past records. Inside store/ only.
//
// A past record has the key it had when it was live. Beside it, each past booking has a key of its
// member without a value, so that a member's past is a range: this byte, the member, and the
// booking's id inverted, big-endian, so that the newest comes first.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/ids.h"

namespace mutua::store {

std::string PastPrefix(MemberId member);
std::string PastKey(MemberId member, BookingId booking);
// Precondition: PastKey gave it; another is none.
BookingId BookingOfPastKey(std::string_view key);

}  // namespace mutua::store
