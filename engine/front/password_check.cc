#include "engine/front/password_check.h"

#include <algorithm>
#include <utility>

#include "engine/access/password.h"
#include "engine/base/address.h"
#include "engine/front/handled.h"
#include "engine/store/side.h"

namespace mutua::front {
namespace {

// What the password of a member who may sign in is checked with; none: there is none to check with.
std::optional<access::KeptPassword> KeptOf(const House& house, MemberId member, bool signs_in,
                                           absl::Status* broken) {
  // Read for nobody, too: it is to take as long.
  const auto kept = house.engine.journal().ReadSide(SideKeyOfPassword(member));
  if (!kept.ok()) *broken = kept.status();
  if (!kept.ok() || !signs_in || !kept->has_value()) return std::nullopt;
  auto parsed = access::ParseKeptPassword(**kept);
  if (!parsed) *broken = absl::DataLossError("the password of a member cannot be read");
  return parsed;
}

}  // namespace

Trial::Trial(Entrance& entrance, std::string handle, std::string address)
    : entrance_(entrance),
      handle_(std::move(handle)),
      address_(std::move(address)),
      household_(HouseholdOf(address_)) {}

Instant Trial::LockedUntil(Instant now) const {
  const Instant here = entrance_.handle_here.LockedUntil(Both(), now);
  const Instant until = std::max(here, entrance_.handle.LockedUntil(handle_, now));
  if (household_.empty()) return until;
  return std::max(until, entrance_.household.LockedUntil(household_, now));
}

void Trial::Count(bool right, Instant now) const {
  if (right) {
    entrance_.handle_here.Forget(Both());
    return entrance_.handle.Forget(handle_);
  }
  entrance_.handle_here.Wrong(Both(), now);
  entrance_.handle.Wrong(handle_, now);
  if (!household_.empty()) entrance_.household.Wrong(household_, now);
}

bool RefusedForNow(Exchange& exchange, const Trial& trial) {
  const Instant now = exchange.Look([](const Scene& scene, const auto&) { return scene.now; });
  const Instant until = trial.LockedUntil(now);
  if (until <= now) return false;
  exchange.Object({.rule = v1::RULE_TOO_MANY_TRIES, .subject = {}, .at = until});
  return true;
}

std::optional<Checked> CheckPassword(ExchangePtr& exchange, const Trial& trial,
                                     SecretView password) {
  // Those before it in the queue may have been one too many.
  if (RefusedForNow(*exchange, trial)) return std::nullopt;
  House& house = exchange->house();
  Checked checked;
  bool signs_in = false;
  Instant now;
  exchange->Look([&](const Scene& scene, const journal::Head&) {
    now = scene.now;
    const model::Member* found = scene.state.Find(scene.people.Find(trial.handle()));
    if (found == nullptr) return 0;
    checked = {found->id, found->version};
    signs_in = !found->retired && found->password != model::Password::kNone;
    return 0;
  });
  absl::Status broken;
  const auto kept = KeptOf(house, checked.member, signs_in, &broken);
  if (!broken.ok()) {
    exchange->Refuse(StatusOf(broken, exchange->call().language));
    return std::nullopt;
  }
  const std::string& hash = kept ? kept->hash : access::HashOfNobody();
  const bool right = access::IsPassword(hash, password) && kept && now < kept->until;
  trial.Count(right, now);
  if (right) return checked;
  house.on_sign_in_refused({.member = checked.member.IsSet() ? trial.handle() : std::string(),
                            .address = trial.address(),
                            .locked = trial.LockedUntil(now) > now});
  exchange->Refuse(SignInRefusal(exchange->call().language));
  return std::nullopt;
}

grpc::Status SignInRefusal(Language language) {
  return StatusOf(grpc::StatusCode::UNAUTHENTICATED, "SIGN_IN_REFUSED",
                  language == Language::kFrench ? "l'identifiant ou le mot de passe est faux"
                                                : "the handle or the password is wrong");
}

std::string SideKeyOfPassword(MemberId member) {
  return store::SideKey(store::SideFamily::kPassword,
                        {core::Subject::Kind::kMember, member.value()});
}

}  // namespace mutua::front
