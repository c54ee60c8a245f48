// DirectoryService: companies, members, who am I.
#include <algorithm>
#include <memory>
#include <utility>

#include "engine/front/directory.h"
#include "engine/front/effects.h"
#include "engine/front/listed.h"
#include "engine/front/place_rules.h"
#include "engine/front/services.h"

namespace mutua::front {
namespace {

using access::Verb;

// Names lie beside the records: known to this process once they are read back.
template <class Response>
void ShowMember(House& house, Showing& show, const pipeline::Answer& answer, Response* response) {
  const MemberId id(static_cast<uint32_t>(answer.decision.subject.id));
  const absl::Status learnt = house.texts.Learn(id);
  if (!learnt.ok()) house.on_defect("the names of a new member: " + learnt.ToString());
  const model::Member* member = show.state().Find(id);
  if (member != nullptr) ShowAllowed(show, *member, response->mutable_member());
}

template <class Request, class Response, class TranslateIt>
void AddAboutMember(Service& service, Verb verb, TranslateIt translate) {
  House& house = service.house();
  service.Command<Request, Response>(
      verb,
      [&house, translate](Reading& in, const Request& request, pipeline::Request* out) {
        translate(house, in, request, out);
      },
      [&house](Showing& show, const pipeline::Answer& answer, const Request&, Response* response) {
        ShowMember(house, show, answer, response);
      });
}

void TranslateCreateMember(House& house, Reading& in, const v1::CreateMemberRequest& request,
                           pipeline::Request* out) {
  Definitions names(in.scene());
  NamedMember member;
  v1::Member asked = request.member();
  asked.clear_certifications();  // output only: they are granted one by one
  Read(in, names, asked, Path("member"), &member);
  if (!in.ok()) return;
  if (!ClaimHandle(house.people, member.person.handle, request.request_id(), out)) {
    return HandleTaken(in, member.person.handle);
  }
  core::DefineMember define{.member = std::move(member.record)};
  house.texts.AddMember(member.person, out, &define.text);
  out->command.body = std::move(define);
}

void TranslateUpdateMember(House& house, Reading& in, const v1::UpdateMemberRequest& request,
                           pipeline::Request* out) {
  const v1::Member& sent = request.member();
  const Path path("member");
  const model::Member* before = FindInService<v1::Member>(in, sent.member(), Path(path, "member"));
  if (before == nullptr) return;
  for (const std::string& field : request.update_mask().paths()) {
    if (field != "company") continue;
    return in.Object({.rule = v1::RULE_STATE_FORBIDS, .subject = "member.company", .at = {}});
  }
  Definitions names(in.scene());
  const NamedMember was = Named(in.scene(), *before);
  v1::Member changed;
  Show(names, was, &changed);
  ApplyMask(in, request.update_mask(), sent, {"member", "certifications", "retired", "etag"},
            &changed);
  NamedMember member = was;
  member.record.quiet = {};
  if (in.ok()) Read(in, names, changed, path, &member);
  core::DefineMember define{.member = *before,
                            .version = Expected(in, sent, Path(path, "etag"), *before)};
  define.member.role = member.record.role;
  define.member.quiet = member.record.quiet;
  if (!in.ok()) return;
  const bool renamed = !(member.person == was.person);
  if (renamed && !house.texts.ChangeMember(before->id, member.person, out, &define.text).ok()) {
    return in.Unknown(sent.member());
  }
  out->command.body = std::move(define);
}

void TranslateSetQuietHours(House&, Reading& in, const v1::SetQuietHoursRequest& request,
                            pipeline::Request* out) {
  core::SetQuietHours set{.member = in.ForWhom(request.member(), Path("member"))};
  if (request.has_quiet_hours()) {
    set.quiet = ReadQuietHours(in, request.quiet_hours(), Path("quiet_hours"));
  }
  out->command.body = set;
}

void TranslateDeleteMember(House&, Reading& in, const v1::DeleteMemberRequest& request,
                           pipeline::Request* out) {
  const model::Member* before = FindInService<v1::Member>(in, request.member(), Path("member"));
  if (before == nullptr) return;
  core::DefineMember define{.member = *before,
                            .version = Expected(in, request, Path("etag"), *before)};
  define.member.retired = true;
  out->command.body = std::move(define);
}

void TranslateMoveMember(House&, Reading& in, const v1::MoveMemberRequest& request,
                         pipeline::Request* out) {
  const model::Member* before = FindInService<v1::Member>(in, request.member(), Path("member"));
  const model::Company* to =
      FindInService<v1::Company>(in, request.to_company(), Path("to_company"));
  if (before == nullptr || to == nullptr) return;
  out->command.body = core::MoveMember{.member = before->id,
                                       .to = to->id,
                                       .version = Expected(in, request, Path("etag"), *before),
                                       .with_bookings = request.with_bookings()};
}

void TranslateEraseMember(Reading& in, const v1::EraseMemberRequest& request,
                          pipeline::Request* out) {
  const model::Member* before = FindByHandle<v1::Member>(in, request.member(), Path("member"));
  if (before == nullptr) return;
  out->command.body =
      core::EraseMember{.member = before->id, .version = in.Etag(request.etag(), Path("etag"))};
  out->sides = store::EraseMember(before->id);
}

void ShowErased(House& house, const pipeline::Answer& answer, const core::Caller& caller,
                const v1::EraseMemberRequest& request, v1::EraseMemberResponse* response) {
  house.texts.Forget(MemberId(static_cast<uint32_t>(answer.decision.subject.id)));
  uint32_t badges = 0;
  uint32_t tokens = 0;
  uint32_t wishes = 0;
  for (const core::Event& event : EventsOf(house, answer, caller, request.request_id())) {
    badges += std::holds_alternative<core::BadgeDefined>(event);
    tokens += std::holds_alternative<core::TokenDefined>(event);
    const auto* wish = std::get_if<core::WishChanged>(&event);
    wishes += wish != nullptr && wish->why == core::WishChanged::Why::kWithdrawn;
  }
  response->set_badges(badges);
  response->set_tokens(tokens);
  response->set_wishes(wishes);
}

// --- Certifications held -----------------------------------------------------------------------

void TranslateGrant(House&, Reading& in, const v1::GrantCertificationRequest& request,
                    pipeline::Request* out) {
  const model::Member* before = FindInService<v1::Member>(in, request.member(), Path("member"));
  const model::Certification* kind =
      FindInService<v1::Certification>(in, request.certification(), Path("certification"));
  if (before == nullptr || kind == nullptr) return;
  model::Held held{.certification = kind->id, .from = in.scene().now};
  if (request.has_valid_from()) {
    held.from = in.At(request.valid_from(), in.OnlyZone(), Path("valid_from"));
  }
  if (request.has_valid_until()) {
    held.until = in.At(request.valid_until(), in.OnlyZone(), Path("valid_until"));
  }
  if (!(held.from < held.until)) in.Malformed(Path("valid_until"), Flaw::kOutOfRange);
  if (!in.ok()) return;
  core::DefineMember define{.member = *before, .version = before->version};
  std::erase_if(define.member.held,
                [&](const model::Held& other) { return other.certification == kind->id; });
  define.member.held.push_back(held);
  out->command.body = std::move(define);
}

void TranslateRevoke(House&, Reading& in, const v1::RevokeCertificationRequest& request,
                     pipeline::Request* out) {
  const model::Member* before = FindInService<v1::Member>(in, request.member(), Path("member"));
  const model::Certification* kind =
      FindByHandle<v1::Certification>(in, request.certification(), Path("certification"));
  if (before == nullptr || kind == nullptr) return;
  Instant as_of = in.scene().now;
  if (request.has_as_of()) as_of = in.At(request.as_of(), in.OnlyZone(), Path("as_of"));
  if (!in.ok()) return;
  core::DefineMember define{.member = *before, .version = before->version};
  for (model::Held& held : define.member.held) {
    if (held.certification == kind->id) held.until = std::min(held.until, as_of);
  }
  // What was to begin later was never held.
  std::erase_if(define.member.held,
                [](const model::Held& held) { return !(held.from < held.until); });
  if (define.member == *before) {
    return in.Object({.rule = v1::RULE_NOTHING_TO_DO, .subject = kind->handle, .at = {}});
  }
  out->command.body = std::move(define);
}

// --- Reads -------------------------------------------------------------------------------------

Matcher<v1::Member> MembersOf(Reading& in, const v1::ListMembersRequest& request) {
  CompanyId company;
  if (!request.company().empty()) company = in.Company(request.company(), Path("company"));
  return [company](const Showing& show, const model::Member& member) {
    // Who works elsewhere is nobody's business, though a handle that is known can be asked for.
    return show.Sees(member.company) && (!company.IsSet() || member.company == company);
  };
}

void GetCaller(Reading& in, Showing& show, const v1::GetCallerRequest&,
               v1::GetCallerResponse* response) {
  const core::Caller& caller = in.scene().caller;
  response->set_role(static_cast<v1::Role>(caller.role));
  const model::Member* member = in.state().Find(caller.member);
  if (member != nullptr) ShowAllowed(show, *member, response->mutable_member());
  response->set_token(IdText(caller.token));
  const model::Token* token = in.state().Find(caller.token);
  const model::Site* site = token == nullptr ? nullptr : in.state().Find(token->site);
  if (site != nullptr) response->set_site(site->handle);
  Put(in.scene().now, response->mutable_now());
}

}  // namespace

bool ClaimHandle(access::People& people, const std::string& handle, const std::string& request_id,
                 pipeline::Request* out) {
  auto claim = people.Claim(handle, request_id);
  if (claim == nullptr) return false;
  out->complete = [claim = std::move(claim), before = std::move(out->complete)](
                      const std::vector<pipeline::Answer>& answers, core::Command* command) {
    if (before) before(answers, command);
  };
  return true;
}

void AddDirectory(Service& service) {
  AddCreate<v1::Company, v1::CreateCompanyRequest, v1::CreateCompanyResponse>(service,
                                                                              Verb::kCreateCompany);
  AddGet<v1::Company, v1::GetCompanyRequest, v1::GetCompanyResponse>(service, Verb::kGetCompany);
  AddList<v1::Company, v1::ListCompaniesRequest, v1::ListCompaniesResponse>(service,
                                                                            Verb::kListCompanies);
  AddUpdate<v1::Company, v1::UpdateCompanyRequest, v1::UpdateCompanyResponse>(service,
                                                                              Verb::kUpdateCompany);
  AddDelete<v1::Company, v1::DeleteCompanyRequest, v1::DeleteCompanyResponse>(service,
                                                                              Verb::kDeleteCompany);

  AddAboutMember<v1::CreateMemberRequest, v1::CreateMemberResponse>(service, Verb::kCreateMember,
                                                                    TranslateCreateMember);
  AddAboutMember<v1::UpdateMemberRequest, v1::UpdateMemberResponse>(service, Verb::kUpdateMember,
                                                                    TranslateUpdateMember);
  AddAboutMember<v1::SetQuietHoursRequest, v1::SetQuietHoursResponse>(service, Verb::kSetQuietHours,
                                                                      TranslateSetQuietHours);
  AddAboutMember<v1::MoveMemberRequest, v1::MoveMemberResponse>(service, Verb::kMoveMember,
                                                                TranslateMoveMember);
  AddAboutMember<v1::GrantCertificationRequest, v1::GrantCertificationResponse>(
      service, Verb::kGrantCertification, TranslateGrant);
  AddAboutMember<v1::RevokeCertificationRequest, v1::RevokeCertificationResponse>(
      service, Verb::kRevokeCertification, TranslateRevoke);
  House& house = service.house();
  service.Command<v1::DeleteMemberRequest, v1::DeleteMemberResponse>(
      Verb::kDeleteMember,
      [&house](Reading& in, const v1::DeleteMemberRequest& request, pipeline::Request* out) {
        TranslateDeleteMember(house, in, request, out);
      },
      [](Showing&, const pipeline::Answer&, const v1::DeleteMemberRequest&,
         v1::DeleteMemberResponse*) {});
  service.Command<v1::EraseMemberRequest, v1::EraseMemberResponse>(
      Verb::kEraseMember,
      [](Reading& in, const v1::EraseMemberRequest& request, pipeline::Request* out) {
        TranslateEraseMember(in, request, out);
      },
      [&house](Showing& show, const pipeline::Answer& answer, const v1::EraseMemberRequest& request,
               v1::EraseMemberResponse* response) {
        ShowErased(house, answer, show.scene().caller, request, response);
      });
  AddGet<v1::Member, v1::GetMemberRequest, v1::GetMemberResponse>(service, Verb::kGetMember);
  AddList<v1::Member, v1::ListMembersRequest, v1::ListMembersResponse>(service, Verb::kListMembers,
                                                                       MembersOf);
  service.Question<v1::GetCallerRequest, v1::GetCallerResponse>(Verb::kGetCaller, GetCaller);
}

}  // namespace mutua::front
