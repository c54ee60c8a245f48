// QuotasService: quotas as things with a handle, and how they stand.
#include "engine/core/standing.h"
#include "engine/front/listed.h"
#include "engine/front/services.h"
#include "mutua/v1/quotas.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using model::Quota;

constexpr size_t kSharesMost = 100;

void ShowStanding(Showing& show, const core::Standing& standing, CompanyId company, MemberId member,
                  v1::QuotaStanding* out) {
  const Quota& quota = *show.state().Find(standing.quota);
  Show(Definitions(show.scene()), quota, out->mutable_quota());
  if (model::IsOfCompanies(quota.who)) {
    out->set_company(show.HandleOf(company));
  } else {
    out->set_member(show.scene().people.HandleOf(member));
  }
  out->set_limit(quota.limit);
  out->set_used(standing.used);
  out->set_held(standing.held);
  out->set_left(std::max<int64_t>(0, quota.limit - standing.used));
  out->set_over(standing.used > quota.limit);
  if (standing.renews > kEarliest) Put(standing.renews, out->mutable_renews());
  for (const core::Standing::Share& share : standing.shares) {
    if (out->shares_size() == static_cast<int>(kSharesMost)) break;
    const model::Booking* booking = show.state().Find(share.booking);
    if (booking == nullptr) continue;  // it has retired meanwhile
    v1::QuotaShare& shown = *out->add_shares();
    shown.set_booking(IdText(booking->id));
    shown.set_member(show.scene().people.HandleOf(booking->member));
    Put(booking->interval, shown.mutable_interval());
    shown.set_amount(share.amount);
  }
}

// One GetQuotaStanding under way: bookings are gone through a few members at a time, so that a big
// company holds the replica for no longer than a small one.
struct Asking {
  // While the replica is held: ids looked at, and members whose live bookings are gone through.
  static constexpr uint32_t kIds = 2000;
  static constexpr uint32_t kMembers = 32;

  CompanyId company;
  MemberId member;
  std::vector<core::Standing> standings;
  uint32_t next = 1;

  void Begin(Reading& in, const Showing& show, const v1::GetQuotaStandingRequest& request) {
    if (!request.company().empty()) company = in.Company(request.company(), Path("company"));
    if (!request.member().empty() || request.company().empty()) {
      member = in.ForWhom(request.member(), Path("member"));
    }
    if (!in.ok()) return;
    if (member.IsSet()) {
      const CompanyId own = in.state().Find(member)->company;
      if (company.IsSet() && company != own) return in.Malformed(Path("company"), Flaw::kNotHere);
      company = own;
    }
    if (!show.Sees(company)) {
      return in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
    }
    standings = core::StandingsOf(in.state(), company, member, in.scene().now);
  }
  // False when all members were looked at.
  bool Look(const Scene& scene) {
    const uint32_t end = scene.state.counters().member;
    uint32_t members = 0;
    for (uint32_t ids = 0; next < end && ids < kIds && members < kMembers; ++next, ++ids) {
      const model::Member* one = scene.state.Find(MemberId(next));
      if (one == nullptr || one->company != company) continue;
      core::AddShares(scene.state, one->id, scene.now, &standings);
      ++members;
    }
    return next < end;
  }
};

void GetStanding(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::GetQuotaStandingRequest&>(exchange->request());
  auto* response = static_cast<v1::GetQuotaStandingResponse*>(exchange->response());
  Asking asking;
  Position began;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head& head) {
        Reading in(scene);
        began = head.position;
        asking.Begin(in, Showing(scene), request);
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  bool more = !asking.standings.empty();
  while (more) {
    more = exchange->Look(
        [&](const Scene& scene, const journal::Head&) { return asking.Look(scene); });
  }
  exchange->Show([&](Showing& show) {
    for (const core::Standing& standing : asking.standings) {
      ShowStanding(show, standing, asking.company, asking.member, response->add_standings());
    }
  });
  exchange->SetPosition(began);
  exchange->Answer();
}

void GetQuota(Reading& in, Showing& show, const v1::GetQuotaRequest& request,
              v1::GetQuotaResponse* response) {
  const Quota* quota = FindByHandle<v1::Quota>(in, request.quota(), Path("quota"));
  if (quota == nullptr) return;
  if (!MayKnow(show, *quota)) return in.Unknown(request.quota());
  ShowAllowed(show, *quota, response->mutable_quota());
}

}  // namespace

void AddQuotas(Service& service) {
  AddCreate<v1::Quota, v1::CreateQuotaRequest, v1::CreateQuotaResponse>(service,
                                                                        Verb::kCreateQuota);
  service.Question<v1::GetQuotaRequest, v1::GetQuotaResponse>(Verb::kGetQuota, GetQuota);
  AddList<v1::Quota, v1::ListQuotasRequest, v1::ListQuotasResponse>(
      service, Verb::kListQuotas,
      [](Reading&, const v1::ListQuotasRequest&) -> Matcher<v1::Quota> { return MayKnow; });
  AddUpdate<v1::Quota, v1::UpdateQuotaRequest, v1::UpdateQuotaResponse>(service,
                                                                        Verb::kUpdateQuota);
  AddDelete<v1::Quota, v1::DeleteQuotaRequest, v1::DeleteQuotaResponse>(service,
                                                                        Verb::kDeleteQuota);
  service.Free<v1::GetQuotaStandingRequest, v1::GetQuotaStandingResponse>(
      Verb::kGetQuotaStanding, [](ExchangePtr exchange) {
        const auto& request = static_cast<const v1::GetQuotaStandingRequest&>(exchange->request());
        WhenReached(std::move(exchange), Position(request.min_position()), GetStanding);
      });
}

}  // namespace mutua::front
