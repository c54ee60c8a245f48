#include "engine/core/feed.h"

#include "engine/core/party.h"

namespace mutua::core {
namespace {

template <class RecordType, class IdType>
bool InService(const State& state, IdType id) {
  const RecordType* record = state.Find(id);
  return record != nullptr && !record->retired;
}

bool InService(const State& state, const model::Feed& feed) {
  switch (feed.of) {
    case model::Feed::Of::kNothing:
      return false;
    case model::Feed::Of::kMember:
      return InService<model::Member>(state, MemberId(feed.id));
    case model::Feed::Of::kCompany:
      return InService<model::Company>(state, CompanyId(feed.id));
    case model::Feed::Of::kResource:
      return InService<model::Resource>(state, ResourceId(feed.id));
    case model::Feed::Of::kPool:
      return InService<model::Pool>(state, PoolId(feed.id));
  }
  return false;
}

// Those of the caller that live, and those made within a day: tokens are never deleted, and whoever
// makes and revokes without end must not fill the memory.
int64_t FeedsOf(const State& state, const Caller& caller, Instant at) {
  int64_t feeds = 0;
  state.ForEach<model::Token>([&](const model::Token& token) {
    if (token.role != model::Role::kFeed || token.member != caller.member) return;
    if (!caller.member.IsSet() && token.feed.made_with != caller.token) return;
    feeds += !token.revoked || at < token.feed.made_at + Duration::Days(1) ? 1 : 0;
  });
  return feeds;
}

Decision Make(Draft& draft, const Caller& caller, model::Token token, Instant at) {
  const State& state = draft.state();
  Refusal refusal;
  if (!InService(state, token.feed)) {
    refusal.Add({.rule = Rule::kUnknown, .asked = token.feed.id});
  } else if (!MayFollow(state, caller, token.feed)) {
    refusal.Add({.rule = Rule::kNotPermitted});
  }
  const int64_t before = FeedsOf(state, caller, at);
  if (before >= kFeedsMost) {
    refusal.Add({.rule = Rule::kTooMany, .limit = kFeedsMost, .used = before, .asked = before + 1});
  }
  if (!refusal.empty()) return Decision::Refuse(refusal);
  token.id = TokenId(state.counters().token);
  token.member = caller.member;
  token.feed.manages = Manages(caller);
  // A session ends, and its calendars stay: they hold as long as their maker is what they were.
  const model::Token* with = state.Find(caller.token);
  const bool in_session = with != nullptr && with->session;
  if (!in_session) token.feed.made_with = caller.token;
  token.feed.made_at = at;
  // What a manager sees is not seen for longer than the manager's own token lasts.
  const bool bounded = token.feed.manages && with != nullptr && !in_session;
  token.expires = bounded ? with->expires : kLatest;
  draft.Emit(TokenDefined{token});
  return Decision::Accept(Subject::Kind::kToken, token.id.value());
}

}  // namespace

bool MayFollow(const State& state, const Caller& caller, const model::Feed& feed) {
  if (Manages(caller)) return true;
  const model::Member* member = state.Find(caller.member);
  if (!IsMember(caller.role) || member == nullptr || member->retired) return false;
  switch (feed.of) {
    case model::Feed::Of::kNothing:
      return false;
    case model::Feed::Of::kMember:
      return MemberId(feed.id) == member->id;
    case model::Feed::Of::kCompany:
      return CompanyId(feed.id) == member->company;
    case model::Feed::Of::kResource:
    case model::Feed::Of::kPool:
      return true;
  }
  return false;
}

bool Answers(const State& state, const model::Token& token, Instant now) {
  if (token.revoked || token.expires <= now) return false;
  const model::Token* with = state.Find(token.feed.made_with);
  if (with != nullptr && with->revoked) return false;
  const model::Member* member = state.Find(token.member);
  if (token.member.IsSet() && (member == nullptr || member->retired)) return false;
  const bool of_session = token.member.IsSet() && !token.feed.made_with.IsSet();
  if (of_session && token.feed.manages && member->role != model::Role::kManager) return false;
  return MayFollow(state, EyesOf(token), token.feed);
}

Caller EyesOf(const model::Token& token) {
  return {.role = token.feed.manages ? model::Role::kManager : model::Role::kMember,
          .member = token.member,
          .token = token.id};
}

Decision DecideFeed(Draft& draft, const Caller& caller, const model::Token& token, Instant at) {
  if (!token.id.IsSet()) return Make(draft, caller, token, at);
  const model::Token* before = draft.state().Find(token.id);
  if (before == nullptr || before->role != model::Role::kFeed) {
    return Decision::Refuse(Refusal({.rule = Rule::kUnknown, .asked = token.id.value()}));
  }
  const bool own = caller.member.IsSet() && caller.member == before->member;
  if (!Manages(caller) && !own) {
    return Decision::Refuse(Refusal({.rule = Rule::kNotPermitted}));
  }
  if (!before->revoked) {
    model::Token revoked = *before;
    revoked.revoked = true;
    draft.Emit(TokenDefined{revoked});
  }
  return Decision::Accept(Subject::Kind::kToken, token.id.value());
}

}  // namespace mutua::core
