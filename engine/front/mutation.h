// The many mutations of one thing that answer with it: a booking, a series, a wish. Their requests
// are read by Translate (translate.h), their answers show the thing and what the command did to
// others.
//
// Thread-safe: no state.
#pragma once

#include <vector>

#include "engine/front/effects.h"
#include "engine/front/service.h"
#include "engine/front/translate.h"

namespace mutua::front {

// `show_subject(Showing&, const pipeline::Answer&, const Request&, Response*)` shows the thing;
// bookings that were cancelled and effects on others follow where the answer has fields for them.
template <class Request, class Response, class ShowSubject>
void AddMutation(Service& service, access::Verb verb, ShowSubject show_subject) {
  House& house = service.house();
  service.Command<Request, Response>(
      verb,
      [&house](Reading& in, const Request& request, pipeline::Request* out) {
        Translate(in, house.texts, request, out);
      },
      [&house, show_subject](Showing& show, const pipeline::Answer& answer, const Request& request,
                             Response* response) {
        show_subject(show, answer, request, response);
        constexpr bool kCancels = requires { response->mutable_cancelled(); };
        constexpr bool kHasEffects = requires { response->mutable_effects(); };
        if constexpr (kCancels || kHasEffects) {
          const std::vector<core::Event> events =
              EventsOf(house, answer, show.scene().caller, request.request_id());
          if constexpr (kCancels) ShowCancelled(events, response->mutable_cancelled());
          if constexpr (kHasEffects) {
            ShowEffects(show, events, answer.decision.subject, response->mutable_effects());
          }
        } else {
          static_cast<void>(house);  // such a command has no effects on others
        }
      });
}

}  // namespace mutua::front
