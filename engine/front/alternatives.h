// What instead: the refusal of a command as an error, with up to five alternatives that would be
// accepted. They are worked out on the replica, on a thread beside everything else, and left out
// under load: a refusal costs the writer no more than a booking.
#pragma once

#include <functional>

#include "engine/front/exchange.h"

namespace mutua::front {

using ReadAgain =
    std::function<void(Reading&, const google::protobuf::Message&, pipeline::Request*)>;

// Finishes the exchange, at once or from the thread beside. `translate` reads the request again:
// what was asked.
void RefuseCommand(ExchangePtr exchange, const pipeline::Answer& answer,
                   const ReadAgain& translate);

// Answers a preview that was refused, the same way: what instead, put into the refusal of its
// answer.
void AnswerRefusedPreview(ExchangePtr exchange, const core::Command& command,
                          const core::Refusal& refusal, v1::Refusal* shown);

}  // namespace mutua::front
