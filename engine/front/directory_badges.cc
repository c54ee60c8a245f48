// DirectoryService: badges. A number is hashed as it comes in; nothing keeps it.
#include <utility>

#include "engine/core/party.h"
#include "engine/front/badges.h"
#include "engine/front/handled.h"
#include "engine/front/page.h"
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

void ListBadges(Reading& in, Showing& show, const v1::ListBadgesRequest& request,
                v1::ListBadgesResponse* response) {
  const core::Caller& caller = in.scene().caller;
  MemberId member;
  if (!request.member().empty()) member = in.Member(request.member(), Path("member"));
  const size_t size = PageSize(request.page_size(), 100, 1000, &in);
  const uint64_t last = ParseId('k', ReadPageToken(request, request.page_token(), &in)).value_or(0);
  if (!in.ok()) return;
  bool more = false;
  in.state().ForEach<model::Badge>([&](const model::Badge& badge) {
    if (more || badge.id.value() <= last) return;
    if (!core::Manages(caller) && badge.member != caller.member) return;
    if (member.IsSet() && badge.member != member) return;
    more = static_cast<size_t>(response->badges_size()) == size;
    if (!more) ShowBadge(show, badge, response->add_badges());
  });
  if (more) {
    response->set_next_page_token(
        MakePageToken(request, response->badges(response->badges_size() - 1).id()));
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
  service.Question<v1::ListBadgesRequest, v1::ListBadgesResponse>(Verb::kListBadges, ListBadges);
}

}  // namespace mutua::front
