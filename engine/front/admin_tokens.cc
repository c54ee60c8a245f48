// AdminService: tokens. A secret exists in the answer that made it and nowhere else.
#include <utility>

#include "engine/access/secret.h"
#include "engine/front/handled.h"
#include "engine/front/page.h"
#include "engine/front/request_id.h"
#include "engine/front/services.h"
#include "mutua/v1/admin.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using model::Role;

void ShowToken(const Scene& scene, const model::Token& token, v1::Token* out) {
  out->set_token(IdText(token.id));
  out->set_role(static_cast<v1::Role>(token.role));
  if (token.member.IsSet()) out->set_member(scene.people.HandleOf(token.member));
  if (token.expires < kLatest) Put(token.expires, out->mutable_expires_at());
  out->set_revoked(token.revoked);
}

// A member's token stands for a member, a manager's may, others stand for nobody.
model::Token ReadToken(Reading& in, const v1::CreateTokenRequest& request) {
  model::Token token;
  if (request.role() < v1::ROLE_MEMBER || request.role() > v1::ROLE_SERVICE) {
    in.Malformed(Path("role"), request.role() == 0 ? Flaw::kMissing : Flaw::kBadForm);
    return token;
  }
  token.role = static_cast<Role>(request.role());
  const bool personal = token.role == Role::kMember || token.role == Role::kManager;
  if (!request.member().empty() && !personal) in.Malformed(Path("member"), Flaw::kNotHere);
  if (!request.member().empty() || token.role == Role::kMember) {
    const model::Member* member = FindInService<v1::Member>(in, request.member(), Path("member"));
    if (member != nullptr) token.member = member->id;
  }
  if (request.has_expires_at()) {
    token.expires = in.At(request.expires_at(), Path("expires_at"));
    if (in.ok() && token.expires <= in.scene().now) {
      in.Malformed(Path("expires_at"), Flaw::kOutOfRange);
    }
  }
  return token;
}

void Conclude(ExchangePtr exchange, const pipeline::Answer& answer, const std::string& secret) {
  if (!answer.status.ok()) {
    return exchange->Refuse(StatusOf(answer.status, exchange->call().language));
  }
  const core::Body body = core::DefineToken{};
  if (!answer.decision.accepted()) return exchange->RefuseWith(answer, &body, {});
  auto* response = static_cast<v1::CreateTokenResponse*>(exchange->response());
  exchange->Look([&](const Scene& scene, const journal::Head&) {
    const TokenId id(static_cast<uint32_t>(answer.decision.subject.id));
    const model::Token* token = scene.state.Find(id);
    if (token != nullptr) ShowToken(scene, *token, response->mutable_token());
  });
  if (!answer.decision.repeated) response->set_secret(secret);
  exchange->SetPosition(answer.position);
  exchange->Answer();
}

void CreateToken(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::CreateTokenRequest&>(exchange->request());
  const std::optional<core::RequestId> id = ParseRequestId(request.request_id());
  std::vector<pipeline::Request> requests(1);
  core::Command& command = requests.front().command;
  std::string secret;
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
  Exchange* const under_way = exchange.release();
  const absl::Status taken = under_way->house().engine.Submit(
      std::move(requests), under_way->call().deadline,
      [under_way, secret](const std::vector<pipeline::Answer>& answers) {
        Conclude(ExchangePtr(under_way), answers.front(), secret);
      });
  if (taken.ok()) return;
  ExchangePtr back(under_way);
  back->Refuse(StatusOf(taken, back->call().language));
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

void ListTokens(Reading& in, Showing&, const v1::ListTokensRequest& request,
                v1::ListTokensResponse* response) {
  const size_t size = PageSize(request.page_size(), 100, 1000, &in);
  const uint64_t last = ParseId('t', ReadPageToken(request, request.page_token(), &in)).value_or(0);
  if (!in.ok()) return;
  bool more = false;
  in.state().ForEach<model::Token>([&](const model::Token& token) {
    if (more || token.id.value() <= last) return;
    const bool ended = token.revoked || token.expires <= in.scene().now;
    if (ended && !request.include_ended()) return;
    more = static_cast<size_t>(response->tokens_size()) == size;
    if (!more) ShowToken(in.scene(), token, response->add_tokens());
  });
  if (more) {
    response->set_next_page_token(
        MakePageToken(request, response->tokens(response->tokens_size() - 1).token()));
  }
}

}  // namespace

void AddTokens(Service& service) {
  service.Free<v1::CreateTokenRequest, v1::CreateTokenResponse>(Verb::kCreateToken, CreateToken);
  service.Command<v1::RevokeTokenRequest, v1::RevokeTokenResponse>(
      Verb::kRevokeToken, TranslateRevoke,
      [](Showing&, const pipeline::Answer&, const v1::RevokeTokenRequest&,
         v1::RevokeTokenResponse*) {});
  service.Question<v1::ListTokensRequest, v1::ListTokensResponse>(Verb::kListTokens, ListTokens);
}

}  // namespace mutua::front
