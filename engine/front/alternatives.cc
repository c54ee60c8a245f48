#include "engine/front/alternatives.h"

#include <utility>

#include "engine/query/alternatives.h"

namespace mutua::front {
namespace {

// So many commands waiting to be decided are a load under which a refusal goes without
// alternatives: finding them costs several bookings.
constexpr size_t kLoad = 8;

v1::AlternativeKind KindOf(query::AlternativeKind kind) {
  switch (kind) {
    case query::AlternativeKind::kNearestTime:
      return v1::ALTERNATIVE_KIND_SAME_RESOURCE_NEAREST;
    case query::AlternativeKind::kEqualResource:
      return v1::ALTERNATIVE_KIND_EQUAL_RESOURCE;
    case query::AlternativeKind::kShorter:
      return v1::ALTERNATIVE_KIND_SHORTER;
    case query::AlternativeKind::kSplit:
      return v1::ALTERNATIVE_KIND_SPLIT_OVER_POOL;
  }
  return v1::ALTERNATIVE_KIND_UNSPECIFIED;
}

std::vector<v1::Alternative> Find(Exchange& exchange, const query::RefusedAsk& asked) {
  return exchange.Look([&](const Scene& scene, const journal::Head&) {
    Showing show(scene);
    std::vector<v1::Alternative> shown;
    for (const query::Alternative& found : query::FindAlternatives(scene.state, asked, scene.now)) {
      v1::Alternative& alternative = shown.emplace_back();
      alternative.set_kind(KindOf(found.kind));
      for (const query::AlternativePart& part : found.parts) {
        v1::AlternativeBooking& booking = *alternative.add_bookings();
        show.Wants(part.wants, booking.mutable_wants());
        Put(part.interval, booking.mutable_interval());
      }
    }
    return shown;
  });
}

// What was refused, and what is left to do about it.
struct Refused {
  Exchange* exchange;
  pipeline::Answer answer;
  core::Body body;
  query::RefusedAsk asked;
};

}  // namespace

void RefuseCommand(ExchangePtr exchange, const pipeline::Answer& answer,
                   const ReadAgain& translate) {
  pipeline::Request again;
  again.command.caller = exchange->call().caller;
  const bool loaded = exchange->house().engine.queue_depth() >= kLoad;
  const std::optional<query::RefusedAsk> asked =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        translate(in, exchange->request(), &again);
        return in.ok() && !loaded ? query::RefusedAskOf(scene.state, again.command,
                                                        answer.decision.refusal, scene.now)
                                  : std::nullopt;
      });
  if (!asked) return exchange->RefuseWith(answer, &again.command.body, {});
  House& house = exchange->house();
  const std::string who = exchange->call().counted_for;
  const auto refused = std::make_shared<Refused>(
      Refused{exchange.release(), answer, std::move(again.command.body), *asked});
  const bool taken = house.quick.Post(who, [refused] {
    ExchangePtr back(refused->exchange);
    back->RefuseWith(refused->answer, &refused->body, Find(*back, refused->asked));
  });
  if (taken) return;
  ExchangePtr back(refused->exchange);
  back->RefuseWith(refused->answer, &refused->body, {});
}

void AnswerRefusedPreview(ExchangePtr exchange, const core::Command& command,
                          const core::Refusal& refusal, v1::Refusal* shown) {
  House& house = exchange->house();
  const std::optional<query::RefusedAsk> asked =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        return query::RefusedAskOf(scene.state, command, refusal, scene.now);
      });
  if (!asked || house.engine.queue_depth() >= kLoad) return exchange->Answer();
  const std::string who = exchange->call().counted_for;
  Exchange* const waiting = exchange.release();
  const bool taken = house.quick.Post(who, [waiting, shown, asked = *asked] {
    ExchangePtr back(waiting);
    for (v1::Alternative& found : Find(*back, asked)) {
      *shown->add_alternatives() = std::move(found);
    }
    back->Answer();
  });
  if (!taken) ExchangePtr(waiting)->Answer();
}

}  // namespace mutua::front
