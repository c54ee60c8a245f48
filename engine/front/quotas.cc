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

// The members whose bookings a standing of the company counts, and it alone.
std::vector<MemberId> MembersOf(const core::State& state, CompanyId company) {
  std::vector<MemberId> members;
  state.ForEach<model::Member>([&](const model::Member& member) {
    if (member.company == company) members.push_back(member.id);
  });
  return members;
}

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
    const model::Booking& booking = *show.state().Find(share.booking);
    v1::QuotaShare& shown = *out->add_shares();
    shown.set_booking(IdText(booking.id));
    shown.set_member(show.scene().people.HandleOf(booking.member));
    Put(booking.interval, shown.mutable_interval());
    shown.set_amount(share.amount);
  }
}

void GetStanding(Reading& in, Showing& show, const v1::GetQuotaStandingRequest& request,
                 v1::GetQuotaStandingResponse* response) {
  const core::State& state = in.state();
  MemberId member;
  CompanyId company;
  if (!request.company().empty()) company = in.Company(request.company(), Path("company"));
  if (!request.member().empty() || request.company().empty()) {
    member = in.ForWhom(request.member(), Path("member"));
  }
  if (!in.ok()) return;
  if (member.IsSet()) {
    const CompanyId own = state.Find(member)->company;
    if (company.IsSet() && company != own) return in.Malformed(Path("company"), Flaw::kNotHere);
    company = own;
  }
  if (!show.Sees(company))
    return in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
  for (const core::Standing& standing :
       core::StandingsOf(state, company, member, MembersOf(state, company), in.scene().now)) {
    ShowStanding(show, standing, company, member, response->add_standings());
  }
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
  service.Question<v1::GetQuotaStandingRequest, v1::GetQuotaStandingResponse>(
      Verb::kGetQuotaStanding, GetStanding);
}

}  // namespace mutua::front
