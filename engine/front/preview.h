// Previews of one command that are answered in a form of their own: what it would do is read from
// the events that it would give, and nothing is done.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/front/service.h"

namespace mutua::front {

// `read(Reading&, const Request&)` gives the command's body, which is not used when it objects;
// `show(Showing&, const core::Body&, const std::vector<core::Event>&, Response*)` is called when
// the command would be accepted. Both run under the replica's shared lock: they must be short.
template <class Request, class Response, class ReadIt, class ShowIt>
void AddPreview(Service& service, access::Verb verb, ReadIt read, ShowIt show) {
  const auto preview = [read, show](ExchangePtr exchange) {
    const auto& request = static_cast<const Request&>(exchange->request());
    core::Command command{.caller = exchange->call().caller, .request = {}, .body = {}};
    Instant now;
    const std::optional<Objection> objection =
        exchange->Look([&](const Scene& scene, const journal::Head&) {
          Reading in(scene);
          now = scene.now;
          command.body = read(in, request);
          return in.objection();
        });
    if (objection) return exchange->Object(*objection);
    std::vector<core::Event> events;
    pipeline::Answer answer;
    answer.decision = exchange->house().engine.replica().Preview(command, now, &events);
    answer.position = exchange->house().engine.replica().head().position;
    if (!answer.decision.accepted()) return exchange->RefuseWith(answer, &command.body, {});
    auto* response = static_cast<Response*>(exchange->response());
    exchange->SetPosition(
        exchange->Show([&](Showing& out) { show(out, command.body, events, response); }));
    exchange->Answer();
  };
  service.Free<Request, Response>(verb, [preview](ExchangePtr exchange) {
    const Position least(static_cast<const Request&>(exchange->request()).min_position());
    WhenReached(std::move(exchange), least, preview);
  });
}

}  // namespace mutua::front
