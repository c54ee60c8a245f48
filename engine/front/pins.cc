#include "engine/front/pins.h"

#include <algorithm>
#include <utility>

#include "engine/front/service.h"
#include "engine/store/side.h"

namespace mutua::front {
namespace {

bool AsksForPin(const core::State& state, const model::Resource& resource) {
  switch (state.Find(resource.site)->kiosk_pin) {
    case model::KioskPin::kNever:
      return false;
    case model::KioskPin::kWhenCharged:
      return state.RulesOf(resource.id).price > Cents() || state.IsShared(resource.pool);
    case model::KioskPin::kAlways:
      return true;
  }
  return true;
}

bool AsksForPin(const core::State& state, ResourceId id) {
  const model::Resource* resource = state.Find(id);
  return resource != nullptr && AsksForPin(state, *resource);
}

// Any of a pool: which one is decided later, so one that asks is enough.
bool AsksForPin(const core::State& state, PoolId pool) {
  bool asks = false;
  state.ForEach<model::Resource>([&](const model::Resource& resource) {
    asks = asks || (resource.pool == pool && !resource.retired && AsksForPin(state, resource));
  });
  return asks;
}

bool AnyAsks(const core::State& state, const model::Wants& wants) {
  return std::any_of(wants.begin(), wants.end(), [&](const model::Want& want) {
    return want.pool.IsSet() ? AsksForPin(state, want.pool) : AsksForPin(state, want.resource);
  });
}

// On the thread for it: the tries at one PIN come one after the other.
void CheckPin(ExchangePtr exchange, SecretView pin, const std::function<void(ExchangePtr)>& then) {
  House& house = exchange->house();
  const MemberId member = exchange->call().caller.member;
  const Instant now =
      exchange->Look([](const Scene& scene, const journal::Head&) { return scene.now; });
  if (const Instant until = house.entrance.pins.LockedUntil(member.value(), now); until > now) {
    return exchange->Object({.rule = v1::RULE_TOO_MANY_TRIES, .subject = {}, .at = until});
  }
  const auto hash = house.engine.journal().ReadSide(
      store::SideKey(store::SideFamily::kPin, {core::Subject::Kind::kMember, member.value()}));
  if (!hash.ok()) return exchange->Refuse(StatusOf(hash.status(), exchange->call().language));
  if (*hash && access::IsPin(**hash, pin)) {
    house.entrance.pins.Forget(member.value());
    return then(std::move(exchange));
  }
  const uint32_t left = house.entrance.pins.Wrong(member.value(), now);
  exchange->Object({.rule = v1::RULE_PIN_WRONG, .subject = {}, .asked = left, .at = {}});
}

}  // namespace

bool NeedsPin(const core::State& state, const core::Command& command) {
  if (command.caller.role != model::Role::kKiosk) return false;
  if (const auto* book = std::get_if<core::Book>(&command.body)) return AnyAsks(state, book->wants);
  const auto* move = std::get_if<core::Move>(&command.body);
  const model::Booking* booking = move == nullptr ? nullptr : state.Find(move->booking);
  if (booking == nullptr) return false;
  return AnyAsks(state, move->wants) ||
         std::any_of(booking->kit.begin(), booking->kit.end(),
                     [&](const model::Claim& claim) { return AsksForPin(state, claim.resource); });
}

void ReadPin(Reading& in, SecretView pin, const Path& path) {
  if (pin.empty()) return;
  if (in.scene().caller.role != model::Role::kKiosk) return in.Malformed(path, Flaw::kNotHere);
  if (!access::LooksLikePin(pin)) in.Malformed(path, Flaw::kBadForm);
}

void WhenPinIsRight(ExchangePtr exchange, SecretView pin, std::function<void(ExchangePtr)> then) {
  const bool has_pin = exchange->Look([](const Scene& scene, const journal::Head&) {
    const model::Member* member = scene.state.Find(scene.caller.member);
    return member != nullptr && member->has_pin;
  });
  if (!has_pin) return exchange->Object({.rule = v1::RULE_NO_PIN, .subject = {}, .at = {}});
  if (pin.empty()) return exchange->Object({.rule = v1::RULE_PIN_NEEDED, .subject = {}, .at = {}});
  Aside& aside = exchange->house().entrance.aside;
  PostAside(std::move(exchange), aside, [pin, then = std::move(then)](ExchangePtr back) {
    CheckPin(std::move(back), pin, then);
  });
}

}  // namespace mutua::front
