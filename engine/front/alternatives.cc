#include "engine/front/alternatives.h"

#include <utility>

namespace mutua::front {

void RefuseCommand(ExchangePtr exchange, const pipeline::Answer& answer,
                   const ReadAgain& translate) {
  pipeline::Request again;
  exchange->Look([&](const Scene& scene, const journal::Head&) {
    Reading in(scene);
    translate(in, exchange->request(), &again);
  });
  exchange->RefuseWith(answer, &again.command.body, {});
}

}  // namespace mutua::front
