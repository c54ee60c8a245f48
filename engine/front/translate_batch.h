// Commands as data: for a batch, where one may name what another of the same batch makes, and for a
// preview.
#pragma once

#include "engine/front/house.h"
#include "engine/front/reading.h"
#include "engine/pipeline/request.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::front {

// One command; its request_id and digest only if `keyed` (a preview has none). False and an
// objection, when none is set.
void TranslateCommand(Reading& in, Texts& texts, const v1::Command& command, const Path& path,
                      bool keyed, pipeline::Request* out);

// The whole batch. An objection is the batch's: nothing of it is decided.
void TranslateBatch(Reading& in, House& house, const v1::BatchBookRequest& request,
                    std::vector<pipeline::Request>* out);

}  // namespace mutua::front
