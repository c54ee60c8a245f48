// Walk-ups of some length. They begin at whatever second it is and end on the grid of what they
// take, so that the end is looked for here, as a kiosk does.
#pragma once

#include "clients/cli/session.h"
#include "mutua/v1/booking.pb.h"
#include "mutua/v1/common.pb.h"

namespace mutua::cli {

// In place of a length: the end nearest to it that all wants may have, in the time to come and, if
// the length is no longer than the longest booking, not beyond that. What cannot be read stays as
// it is: the booking itself is refused for it, and says why.
void EndOnGrid(Session& session, const google::protobuf::RepeatedPtrField<v1::Want>& wants,
               v1::AskedInterval* time);

}  // namespace mutua::cli
