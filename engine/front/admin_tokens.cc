// AdminService: tokens. A secret exists in the answer that made it and nowhere else.
#include <utility>

#include "engine/access/secret.h"
#include "engine/front/handled.h"
#include "engine/front/listed_by_id.h"
#include "engine/front/request_id.h"
#include "engine/front/services.h"
#include "engine/front/tokens.h"
#include "mutua/v1/admin.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using model::Role;

constexpr size_t kNameBytesMax = 100;

// A member's token stands for a member, a manager's may, a service's stands for nobody.
model::Token ReadToken(Reading& in, const v1::CreateTokenRequest& request) {
  model::Token token;
  if (request.role() < v1::ROLE_MEMBER || request.role() > v1::ROLE_SERVICE) {
    in.Malformed(Path("role"), request.role() == 0 ? Flaw::kMissing : Flaw::kBadForm);
    return token;
  }
  // A kiosk's key is its own: KiosksService.Enrol.
  if (request.role() == v1::ROLE_KIOSK) in.Malformed(Path("role"), Flaw::kNotHere);
  token.role = static_cast<Role>(request.role());
  const bool personal = token.role == Role::kMember || token.role == Role::kManager;
  if (!request.member().empty() && !personal) in.Malformed(Path("member"), Flaw::kNotHere);
  if (!request.member().empty() || token.role == Role::kMember) {
    const model::Member* member = FindInService<v1::Member>(in, request.member(), Path("member"));
    if (member != nullptr) token.member = member->id;
  }
  token.read_only = request.read_only();
  token.name = in.Text(request.name(), kNameBytesMax, Path("name"));
  if (request.has_expires_at()) {
    token.expires = in.At(request.expires_at(), Path("expires_at"));
    if (in.ok() && token.expires <= in.scene().now) {
      in.Malformed(Path("expires_at"), Flaw::kOutOfRange);
    }
  }
  return token;
}

void Conclude(ExchangePtr exchange, const pipeline::Answer& answer, const Secret& secret) {
  const core::Body body = core::DefineToken{};
  if (!answer.decision.accepted()) return exchange->RefuseWith(answer, &body, {});
  auto* response = static_cast<v1::CreateTokenResponse*>(exchange->response());
  exchange->Look([&](const Scene& scene, const journal::Head&) {
    const TokenId id(static_cast<uint32_t>(answer.decision.subject.id));
    const model::Token* token = scene.state.Find(id);
    if (token != nullptr) ShowToken(scene, *token, response->mutable_token());
  });
  if (!answer.decision.repeated) response->set_secret(secret.Reveal());
  exchange->SetPosition(answer.position);
  exchange->Answer();
}

void CreateToken(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::CreateTokenRequest&>(exchange->request());
  const std::optional<core::RequestId> id = ParseRequestId(request.request_id());
  std::vector<pipeline::Request> requests(1);
  core::Command& command = requests.front().command;
  Secret secret;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        if (!id) {
          in.Malformed(Path("request_id"),
                       request.request_id().empty() ? Flaw::kMissing : Flaw::kBadForm);
          return in.objection();
        }
        command.caller = scene.caller;
        command.request = *id;
        command.digest = DigestOf(request);
        core::DefineToken define{.token = ReadToken(in, request)};
        if (in.ok()) {
          secret = access::MakeSecret(define.token.role);
          define.token.hash = access::HashSecret(secret);
        }
        command.body = define;
        const bool known = scene.state.Remembered(command.caller, command.request) != nullptr;
        return known ? std::optional<Objection>() : in.objection();
      });
  if (objection) return exchange->Object(*objection);
  SubmitAll(std::move(exchange), std::move(requests),
            [secret](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
              Conclude(std::move(back), answers.front(), secret);
            });
}

void TranslateRevoke(Reading& in, const v1::RevokeTokenRequest& request, pipeline::Request* out) {
  const TokenId id = in.Token(request.token(), Path("token"));
  if (!in.ok()) return;
  const model::Token* token = in.state().Find(id);
  if (token == nullptr) return in.Unknown(request.token());
  core::DefineToken define{.token = *token};
  define.token.revoked = true;
  out->command.body = define;
}

FindMore<TokenId> FindTokens(Reading&, const v1::ListTokensRequest& request) {
  return [ended_too = request.include_ended()](const Scene& scene, TokenId after, size_t most,
                                               size_t work) {
    return query::LookThrough<model::Token>(
        scene.state, query::IdOrder::kAscending, after, most, work, [&](const model::Token& token) {
          if (token.role == Role::kFeed) return false;  // FeedsService lists them
          return ended_too || (!token.revoked && token.expires > scene.now);
        });
  };
}

}  // namespace

void ShowToken(const Scene& scene, const model::Token& token, v1::Token* out) {
  out->set_token(IdText(token.id));
  out->set_role(static_cast<v1::Role>(token.role));
  if (token.member.IsSet()) out->set_member(scene.people.HandleOf(token.member));
  if (token.expires < kLatest) Put(token.expires, out->mutable_expires_at());
  out->set_revoked(token.revoked);
  if (const model::Site* site = scene.state.Find(token.site)) out->set_site(site->handle);
  out->set_name(token.name);
  out->set_session(token.session);
  out->set_read_only(token.read_only);
}

void ShowLastUse(Instant used, v1::Token* out) {
  if (used == kEarliest) return;
  constexpr int64_t kGrain = access::LastUse::kKeptTo.seconds();
  Put(Instant::FromUnix(used.unix_seconds() / kGrain * kGrain), out->mutable_last_used_at());
}

void AddTokens(Service& service) {
  House& house = service.house();
  service.Free<v1::CreateTokenRequest, v1::CreateTokenResponse>(Verb::kCreateToken, CreateToken);
  service.Command<v1::RevokeTokenRequest, v1::RevokeTokenResponse>(
      Verb::kRevokeToken, TranslateRevoke,
      [](Showing&, const pipeline::Answer&, const v1::RevokeTokenRequest&,
         v1::RevokeTokenResponse*) {});
  AddListById<TokenId, v1::ListTokensRequest, v1::ListTokensResponse>(
      service, Verb::kListTokens, 't', {}, FindTokens,
      [&house](Showing& show, TokenId id, v1::ListTokensResponse* response) {
        const model::Token* token = show.state().Find(id);
        if (token == nullptr) return;
        v1::Token& shown = *response->add_tokens();
        ShowToken(show.scene(), *token, &shown);
        ShowLastUse(house.authenticator.last_use().Of(id), &shown);
      });
}

}  // namespace mutua::front
