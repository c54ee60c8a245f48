// DirectoryService: badges. A number is hashed as it comes in; nothing keeps it.
#include <utility>

#include "engine/core/party.h"
#include "engine/front/badges.h"
#include "engine/front/handled.h"
#include "engine/front/listed_by_id.h"
#include "engine/front/services.h"

namespace mutua::front {
namespace {

using access::Verb;

void ShowBadge(const Showing& show, const model::Badge& badge, v1::Badge* out) {
  out->set_id(IdText(badge.id));
  out->set_member(show.scene().people.HandleOf(badge.member));
  out->set_revoked(badge.revoked);
}

void TranslateRegister(House& house, Reading& in, const v1::RegisterBadgeRequest& request,
                       pipeline::Request* out) {
  const model::Member* member = FindInService<v1::Member>(in, request.member(), Path("member"));
  ReadBadgeNumber(in, request.badge(), Path("badge"));
  if (!in.ok()) return;
  core::DefineBadge define;
  define.badge.member = member->id;
  define.badge.seal = house.texts.SealBadge(request.badge(), out);
  out->command.body = define;
}

void TranslateRevoke(Reading& in, const v1::RevokeBadgeRequest& request, pipeline::Request* out) {
  const BadgeId id = in.Badge(request.id(), Path("id"));
  if (!in.ok()) return;
  const model::Badge* badge = in.state().Find(id);
  if (badge == nullptr) return in.Unknown(request.id());
  core::DefineBadge define{.badge = *badge};
  define.badge.revoked = true;
  out->command.body = define;
}

// Everybody's to a manager, else the caller's own.
FindMore<BadgeId> FindBadges(Reading& in, const v1::ListBadgesRequest& request) {
  std::optional<MemberId> of;
  if (!request.member().empty()) of = in.Member(request.member(), Path("member"));
  return [of](const Scene& scene, BadgeId after, size_t most, size_t work) {
    return query::LookThrough<model::Badge>(
        scene.state, query::IdOrder::kAscending, after, most, work, [&](const model::Badge& badge) {
          const bool sees = core::Manages(scene.caller) || badge.member == scene.caller.member;
          return sees && (!of || badge.member == *of);
        });
  };
}

void ShowListed(Showing& show, BadgeId id, v1::ListBadgesResponse* response) {
  if (const model::Badge* badge = show.state().Find(id)) {
    ShowBadge(show, *badge, response->add_badges());
  }
}

}  // namespace

void AddBadges(Service& service) {
  House& house = service.house();
  service.Command<v1::RegisterBadgeRequest, v1::RegisterBadgeResponse>(
      Verb::kRegisterBadge,
      [&house](Reading& in, const v1::RegisterBadgeRequest& request, pipeline::Request* out) {
        TranslateRegister(house, in, request, out);
      },
      [](Showing& show, const pipeline::Answer& answer, const v1::RegisterBadgeRequest&,
         v1::RegisterBadgeResponse* response) {
        const BadgeId id(static_cast<uint32_t>(answer.decision.subject.id));
        const model::Badge* badge = show.state().Find(id);
        if (badge != nullptr) ShowBadge(show, *badge, response->mutable_badge());
      });
  service.Command<v1::RevokeBadgeRequest, v1::RevokeBadgeResponse>(
      Verb::kRevokeBadge, TranslateRevoke,
      [](Showing&, const pipeline::Answer&, const v1::RevokeBadgeRequest&,
         v1::RevokeBadgeResponse*) {});
  AddListById<BadgeId, v1::ListBadgesRequest, v1::ListBadgesResponse>(
      service, Verb::kListBadges, 'k', {}, FindBadges, ShowListed);
}

}  // namespace mutua::front
