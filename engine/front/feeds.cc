// FeedsService: the tokens of calendars to subscribe to. The calendars themselves are read over
// HTTP (calendars.h).
#include <utility>

#include "engine/access/secret.h"
#include "engine/core/feed.h"
#include "engine/core/party.h"
#include "engine/front/handled.h"
#include "engine/front/listed_by_id.h"
#include "engine/front/request_id.h"
#include "engine/front/services.h"
#include "mutua/v1/feeds.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using Of = model::Feed::Of;

// Whether a feed still answers; as what it was made with and its maker are now.
bool Answers(const Scene& scene, const model::Token& token) {
  return core::Answers(scene.state, token, scene.now);
}

void ShowFeed(Showing& show, const model::Token& token, v1::Feed* out) {
  const access::People& people = show.scene().people;
  out->set_feed(IdText(token.id));
  switch (token.feed.of) {
    case Of::kNothing:
      break;
    case Of::kMember:
      out->set_member(people.HandleOf(MemberId(token.feed.id)));
      break;
    case Of::kCompany:
      out->set_company(show.HandleOf(CompanyId(token.feed.id)));
      break;
    case Of::kResource:
      out->set_resource(show.HandleOf(ResourceId(token.feed.id)));
      break;
    case Of::kPool:
      out->set_pool(show.HandleOf(PoolId(token.feed.id)));
      break;
  }
  if (token.member.IsSet()) out->set_made_by(people.HandleOf(token.member));
  out->set_as_manager(token.feed.manages);
  Put(token.feed.made_at, out->mutable_created_at());
  if (token.expires < kLatest) Put(token.expires, out->mutable_expires_at());
  out->set_ended(!Answers(show.scene(), token));
}

template <class Record>
void Shown(const Record* record, Of of, model::Feed* feed) {
  feed->of = of;
  if (record != nullptr) feed->id = record->id.value();
}

model::Feed ReadShown(Reading& in, const v1::CreateFeedRequest& request) {
  model::Feed feed;
  switch (request.shown_case()) {
    case v1::CreateFeedRequest::SHOWN_NOT_SET:
      in.Malformed(Path("shown"), Flaw::kMissing);
      break;
    case v1::CreateFeedRequest::kMember:
      Shown(FindInService<v1::Member>(in, request.member(), Path("member")), Of::kMember, &feed);
      break;
    case v1::CreateFeedRequest::kCompany:
      Shown(FindInService<v1::Company>(in, request.company(), Path("company")), Of::kCompany,
            &feed);
      break;
    case v1::CreateFeedRequest::kResource:
      Shown(FindInService<v1::Resource>(in, request.resource(), Path("resource")), Of::kResource,
            &feed);
      break;
    case v1::CreateFeedRequest::kPool:
      Shown(FindInService<v1::Pool>(in, request.pool(), Path("pool")), Of::kPool, &feed);
      break;
  }
  return feed;
}

void Conclude(ExchangePtr exchange, const pipeline::Answer& answer, const Secret& secret) {
  const core::Body body = core::DefineToken{};
  if (!answer.decision.accepted()) return exchange->RefuseWith(answer, &body, {});
  auto* response = static_cast<v1::CreateFeedResponse*>(exchange->response());
  exchange->Show([&](Showing& show) {
    const TokenId id(static_cast<uint32_t>(answer.decision.subject.id));
    const model::Token* token = show.state().Find(id);
    if (token != nullptr) ShowFeed(show, *token, response->mutable_feed());
  });
  if (!answer.decision.repeated) {
    const bool french = exchange->call().language == Language::kFrench;
    response->set_path("/calendars/" + secret.Reveal() + ".ics?language=" + (french ? "fr" : "en"));
  }
  exchange->SetPosition(answer.position);
  exchange->Answer();
}

void CreateFeed(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::CreateFeedRequest&>(exchange->request());
  const std::optional<core::RequestId> id = ParseRequestId(request.request_id());
  std::vector<pipeline::Request> requests(1);
  core::Command& command = requests.front().command;
  const Secret secret = access::MakeSecret(model::Role::kFeed);
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
        model::Token token{.role = model::Role::kFeed, .feed = ReadShown(in, request)};
        token.hash = access::HashSecret(secret);
        command.body = core::DefineToken{.token = token};
        const bool known = scene.state.Remembered(command.caller, command.request) != nullptr;
        return known ? std::optional<Objection>() : in.objection();
      });
  if (objection) return exchange->Object(*objection);
  SubmitAll(std::move(exchange), std::move(requests),
            [secret](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
              Conclude(std::move(back), answers.front(), secret);
            });
}

// The caller's own; a manager's, too, that is no member.
bool IsOwn(const core::Caller& caller, const model::Token& token) {
  if (caller.member.IsSet() || token.member.IsSet()) return caller.member == token.member;
  return caller.token == token.feed.made_with;
}

void TranslateRevoke(Reading& in, const v1::RevokeFeedRequest& request, pipeline::Request* out) {
  const TokenId id = in.Token(request.feed(), Path("feed"));
  if (!in.ok()) return;
  const model::Token* token = in.state().Find(id);
  const core::Caller& caller = in.scene().caller;
  const bool sees = token != nullptr && token->role == model::Role::kFeed &&
                    (core::Manages(caller) || IsOwn(caller, *token));
  if (!sees) return in.Unknown(request.feed());
  core::DefineToken define{.token = *token};
  define.token.revoked = true;
  out->command.body = define;
}

FindMore<TokenId> FindFeeds(Reading&, const v1::ListFeedsRequest& request) {
  return [ended_too = request.include_ended(), own = request.own()](
             const Scene& scene, TokenId after, size_t most, size_t work) {
    const bool all = core::Manages(scene.caller) && !own;
    return query::LookThrough<model::Token>(
        scene.state, query::IdOrder::kAscending, after, most, work, [&](const model::Token& token) {
          return token.role == model::Role::kFeed && (all || IsOwn(scene.caller, token)) &&
                 (ended_too || Answers(scene, token));
        });
  };
}

void ShowListed(Showing& show, TokenId id, v1::ListFeedsResponse* response) {
  if (const model::Token* token = show.state().Find(id)) {
    ShowFeed(show, *token, response->add_feeds());
  }
}

}  // namespace

void AddFeeds(Service& service) {
  service.Free<v1::CreateFeedRequest, v1::CreateFeedResponse>(Verb::kCreateFeed, CreateFeed);
  service.Command<v1::RevokeFeedRequest, v1::RevokeFeedResponse>(
      Verb::kRevokeFeed, TranslateRevoke,
      [](Showing&, const pipeline::Answer&, const v1::RevokeFeedRequest&, v1::RevokeFeedResponse*) {
      });
  AddListById<TokenId, v1::ListFeedsRequest, v1::ListFeedsResponse>(service, Verb::kListFeeds, 't',
                                                                    {}, FindFeeds, ShowListed);
}

}  // namespace mutua::front
