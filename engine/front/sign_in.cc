// SignInService: sessions and passwords. A password is checked and hashed on a thread of its own.
#include <algorithm>
#include <memory>
#include <utility>

#include "engine/access/password.h"
#include "engine/access/secret.h"
#include "engine/access/session.h"
#include "engine/front/handled.h"
#include "engine/front/listed_by_id.h"
#include "engine/front/password_check.h"
#include "engine/front/request_id.h"
#include "engine/front/services.h"
#include "engine/front/signing_in.h"
#include "engine/front/tokens.h"
#include "engine/store/side.h"
#include "mutua/v1/sign_in.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using model::Password;

constexpr size_t kNameBytesMax = 100;

// --- Signing in --------------------------------------------------------------------------------

// The session that was decided is known from now on, and shown.
void ShowSession(Exchange& exchange, const pipeline::Answer& answer, const Secret& secret,
                 v1::Token* session, v1::SignInResponse* whole) {
  const TokenId id(static_cast<uint32_t>(answer.decision.subject.id));
  exchange.house().authenticator.Renew(id, access::HashSecret(secret));
  exchange.Show([&](Showing& show) {
    const model::Token* token = show.state().Find(id);
    if (token == nullptr) return;
    ShowToken(show.scene(), *token, session);
    const model::Member* member = show.state().Find(token->member);
    if (whole == nullptr || member == nullptr) return;
    ShowAllowed(show, *member, whole->mutable_member());
    Put(std::min(token->expires, token->made_at + access::LifetimeOf(member->role).idle),
        whole->mutable_idle_until());
  });
}

void ConcludeSignIn(ExchangePtr exchange, const pipeline::Answer& answer, const Secret& secret) {
  // What was right a moment ago no longer is.
  if (!answer.decision.accepted())
    return exchange->Refuse(SignInRefusal(exchange->call().language));
  auto* response = static_cast<v1::SignInResponse*>(exchange->response());
  ShowSession(*exchange, answer, secret, response->mutable_session(), response);
  response->set_secret(secret.Reveal());
  exchange->SetPosition(answer.position);
  exchange->Answer();
}

void CheckAndSignIn(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::SignInRequest&>(exchange->request());
  const Trial trial(exchange->house().entrance, request.member(), exchange->call().from);
  const std::optional<Checked> checked = CheckPassword(exchange, trial, request.password());
  if (!checked) return;
  exchange->ActFor(checked->member);
  const Secret secret = access::MakeSecret(model::Role::kMember);
  std::vector<pipeline::Request> requests(1);
  exchange->Look([&](const Scene& scene, const journal::Head&) {
    requests.front().command = SignInAs(scene, *checked, secret, request.name());
    return 0;
  });
  SubmitAll(std::move(exchange), std::move(requests),
            [secret](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
              ConcludeSignIn(std::move(back), answers.front(), secret);
            });
}

void SignIn(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::SignInRequest&>(exchange->request());
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        if (request.member().empty()) in.Malformed(Path("member"), Flaw::kMissing);
        if (request.password().empty()) in.Malformed(Path("password"), Flaw::kMissing);
        in.Text(request.member(), kNameBytesMax, Path("member"));
        in.Text(request.password(), access::kPasswordBytesMost, Path("password"));
        in.Text(request.name(), kNameBytesMax, Path("name"));
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  // Before the queue, so that who tries too often takes nobody's place in it.
  Entrance& entrance = exchange->house().entrance;
  const Trial trial(entrance, request.member(), exchange->call().from);
  if (RefusedForNow(*exchange, trial)) return;
  PostAside(std::move(exchange), entrance.sign_ins, CheckAndSignIn);
}

// --- Sessions ----------------------------------------------------------------------------------

bool IsOwn(const core::Caller& caller, const model::Token& token) {
  return token.session && caller.member.IsSet() && token.member == caller.member;
}

void TranslateSignOut(Reading& in, const v1::SignOutRequest& request, pipeline::Request* out) {
  const core::Caller& caller = in.scene().caller;
  const TokenId id =
      request.session().empty() ? caller.token : in.Token(request.session(), Path("session"));
  if (!in.ok()) return;
  const model::Token* token = in.state().Find(id);
  if (token == nullptr || !IsOwn(caller, *token)) return in.Unknown(IdText(id));
  core::DefineToken define{.token = *token};
  define.token.revoked = true;
  out->command.body = define;
}

FindMore<TokenId> FindSessions(House& house) {
  return [&house](const Scene& scene, TokenId after, size_t most, size_t work) {
    return query::LookThrough<model::Token>(
        scene.state, query::IdOrder::kAscending, after, most, work, [&](const model::Token& token) {
          return IsOwn(scene.caller, token) &&
                 house.authenticator.Holds(scene.state, token, scene.now);
        });
  };
}

// --- Passwords ---------------------------------------------------------------------------------

std::optional<core::RequestId> ReadRequestId(Reading& in, const std::string& text) {
  const std::optional<core::RequestId> id = ParseRequestId(text);
  if (!id) in.Malformed(Path("request_id"), text.empty() ? Flaw::kMissing : Flaw::kBadForm);
  return id;
}

void ConcludeChange(ExchangePtr exchange, const std::vector<pipeline::Answer>& answers,
                    const Secret& secret) {
  const core::Body body = core::SetPassword{};
  if (!answers.front().decision.accepted()) return exchange->RefuseWith(answers.front(), &body, {});
  auto* response = static_cast<v1::ChangePasswordResponse*>(exchange->response());
  if (answers.size() > 1 && answers.back().decision.accepted()) {
    ShowSession(*exchange, answers.back(), secret, response->mutable_session(), nullptr);
    response->set_secret(secret.Reveal());
  }
  exchange->SetPosition(answers.back().position);
  exchange->Answer();
}

// All sessions end with the old password, this one too: it goes on under another secret.
void CheckAndChange(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ChangePasswordRequest&>(exchange->request());
  const core::Caller caller = exchange->call().caller;
  const std::string handle = exchange->house().people.HandleOf(caller.member);
  const Trial trial(exchange->house().entrance, handle, {});
  const std::optional<Checked> checked = CheckPassword(exchange, trial, request.password());
  if (!checked) return;
  const Secret secret = access::MakeSecret(model::Role::kMember);
  std::vector<pipeline::Request> requests(1);
  exchange->Look([&](const Scene& scene, const journal::Head&) {
    core::Command& command = requests.front().command;
    command = {
        .caller = caller,
        .request = ParseRequestId(request.request_id()).value_or(core::RequestId()),
        .digest = DigestOf(request),
        .body = core::SetPassword{
            .member = caller.member, .password = Password::kOwn, .version = checked->version}};
    const model::Token* token = scene.state.Find(caller.token);
    if (token == nullptr || !token->session) return 0;
    const Checked changed{caller.member, checked->version + 1};
    requests.emplace_back().command = SignInAs(scene, changed, secret, token->name);
    requests.back().complete = [](const std::vector<pipeline::Answer>& before,
                                  core::Command* again) {
      // Refused: there is no member of this number.
      if (!before.front().decision.accepted()) again->body = core::SignIn{};
    };
    return 0;
  });
  requests.front().texts.push_back({static_cast<char>(store::SideFamily::kPassword),
                                    access::Print({access::HashPassword(request.new_password())})});
  SubmitAll(std::move(exchange), std::move(requests),
            [secret](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
              ConcludeChange(std::move(back), answers, secret);
            });
}

// What whoever knows the member would try.
std::vector<std::string> NamesOf(const Scene& scene, MemberId id) {
  std::vector<std::string> names;
  if (const auto person = scene.people.Get(id)) names = {person->handle, person->display_name};
  const model::Member* member = scene.state.Find(id);
  const model::Company* company = member == nullptr ? nullptr : scene.state.Find(member->company);
  if (company != nullptr) names.insert(names.end(), {company->handle, company->name});
  return names;
}

void ChangePassword(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::ChangePasswordRequest&>(exchange->request());
  const core::Caller& caller = exchange->call().caller;
  std::vector<std::string> own;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        ReadRequestId(in, request.request_id());
        in.Text(request.password(), access::kPasswordBytesMost, Path("password"));
        own = NamesOf(scene, caller.member);
        in.Text(request.new_password(), access::kPasswordBytesMost, Path("new_password"));
        const bool good = access::IsOfPasswordLength(request.new_password()) &&
                          request.new_password() != request.password();
        if (in.ok() && !good) {
          in.Malformed(Path("new_password"),
                       request.new_password().empty() ? Flaw::kMissing : Flaw::kBadForm);
        }
        if (in.ok() && !caller.member.IsSet()) {
          in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
        }
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  if (access::IsEasilyGuessed(request.new_password(), own)) {
    return exchange->Object({.subject = "new_password", .flaw = Flaw::kEasilyGuessed, .at = {}});
  }
  Aside& aside = exchange->house().entrance.sign_ins;
  PostAside(std::move(exchange), aside, CheckAndChange);
}

void ConcludeOneTime(ExchangePtr exchange, const pipeline::Answer& answer, const Secret& password) {
  const core::Body body = core::SetPassword{};
  if (!answer.decision.accepted()) return exchange->RefuseWith(answer, &body, {});
  auto* response = static_cast<v1::SetOneTimePasswordResponse*>(exchange->response());
  if (!answer.decision.repeated) response->set_password(password.Reveal());
  exchange->SetPosition(answer.position);
  exchange->Answer();
}

void SetOneTime(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::SetOneTimePasswordRequest&>(exchange->request());
  const auto waiting = std::make_shared<std::vector<pipeline::Request>>(1);
  core::Command& command = waiting->front().command;
  command.caller = exchange->call().caller;
  command.digest = DigestOf(request);
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        if (const auto id = ReadRequestId(in, request.request_id())) command.request = *id;
        const model::Member* member =
            FindInService<v1::Member>(in, request.member(), Path("member"));
        if (member == nullptr) return in.objection();
        command.body = core::SetPassword{.member = member->id, .password = Password::kOneTime};
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  Aside& aside = exchange->house().entrance.sign_ins;
  PostAside(std::move(exchange), aside, [waiting](ExchangePtr back) {
    const Secret password = access::MakeOneTimePassword();
    const Instant now = back->Look([](const Scene& scene, const auto&) { return scene.now; });
    waiting->front().texts.push_back(
        {static_cast<char>(store::SideFamily::kPassword),
         access::Print({access::HashPassword(password), now + access::kOneTimeHolds})});
    SubmitAll(std::move(back), std::move(*waiting),
              [password](ExchangePtr decided, const std::vector<pipeline::Answer>& answers) {
                ConcludeOneTime(std::move(decided), answers.front(), password);
              });
  });
}

void TranslateRemove(Reading& in, const v1::RemovePasswordRequest& request,
                     pipeline::Request* out) {
  const model::Member* member = FindInService<v1::Member>(in, request.member(), Path("member"));
  if (member == nullptr) return;
  out->command.body = core::SetPassword{.member = member->id, .password = Password::kNone};
  out->sides.push_back({SideKeyOfPassword(member->id), std::nullopt});
}

}  // namespace

core::Command SignInAs(const Scene& scene, const Checked& checked, const Secret& secret,
                       const std::string& name) {
  const model::Member* member = scene.state.Find(checked.member);
  core::SignIn body{.member = checked.member,
                    .version = checked.version,
                    .hash = access::HashSecret(secret),
                    .name = name};
  if (member != nullptr) body.expires = scene.now + access::LifetimeOf(member->role).whole;
  return {.caller = {.role = model::Role::kMember, .member = checked.member},
          .request = {},
          .body = body};
}

void AddSignIn(Service& service) {
  access::HashOfNobody();  // made before the first who asks would have to wait for it
  House& house = service.house();
  service.Free<v1::SignInRequest, v1::SignInResponse>(Verb::kSignIn, SignIn);
  service.Command<v1::SignOutRequest, v1::SignOutResponse>(
      Verb::kSignOut, TranslateSignOut,
      [](Showing&, const pipeline::Answer&, const v1::SignOutRequest&, v1::SignOutResponse*) {});
  AddListById<TokenId, v1::ListSessionsRequest, v1::ListSessionsResponse>(
      service, Verb::kListSessions, 't', {},
      [&house](Reading&, const v1::ListSessionsRequest&) { return FindSessions(house); },
      [&house](Showing& show, TokenId id, v1::ListSessionsResponse* response) {
        const model::Token* token = show.state().Find(id);
        if (token == nullptr) return;
        v1::Token& shown = *response->add_sessions();
        ShowToken(show.scene(), *token, &shown);
        ShowLastUse(house.authenticator.last_use().Of(id), &shown);
      });
  service.Free<v1::ChangePasswordRequest, v1::ChangePasswordResponse>(Verb::kChangePassword,
                                                                      ChangePassword);
  service.Free<v1::SetOneTimePasswordRequest, v1::SetOneTimePasswordResponse>(
      Verb::kSetOneTimePassword, SetOneTime);
  service.Command<v1::RemovePasswordRequest, v1::RemovePasswordResponse>(
      Verb::kRemovePassword, TranslateRemove,
      [](Showing&, const pipeline::Answer&, const v1::RemovePasswordRequest&,
         v1::RemovePasswordResponse*) {});
}

}  // namespace mutua::front
