// What signing in changes: passwords that are set and taken away, and the sessions that follow.
// What the password is, and whether it was right, is access/'s to know: here are only who may, and
// which sessions hold.
#include <algorithm>

#include "engine/base/limits.h"
#include "engine/core/families.h"
#include "engine/core/party.h"
#include "engine/core/sign_in.h"

namespace mutua::core {
namespace {

using model::Member;
using model::Password;
using model::Token;

// One's own is one's own to set; a manager gives one that is to be changed, or takes it away.
bool MaySet(const Caller& caller, const SetPassword& command) {
  if (command.password == Password::kOwn) {
    return caller.member == command.member &&
           (IsMember(caller.role) || caller.role == model::Role::kManager);
  }
  return caller.role == model::Role::kManager;
}

// The record that a new session of the member takes: one that has ended, else a new one, else that
// of the oldest. Records of tokens are never deleted, and whoever signs in every day must not fill
// the memory.
Token Place(const State& state, MemberId member, Instant at) {
  const Token* ended = nullptr;
  const Token* oldest = nullptr;
  int64_t sessions = 0;
  state.ForEach<Token>([&](const Token& token) {
    if (!token.session || token.member != member) return;
    ++sessions;
    if (ended == nullptr && (token.revoked || token.expires <= at)) ended = &token;
    if (oldest == nullptr || token.made_at < oldest->made_at) oldest = &token;
  });
  if (ended != nullptr) return {.id = ended->id};
  if (sessions < kSessionsMost) return {.id = TokenId(state.counters().token)};
  return {.id = oldest->id};
}

}  // namespace

void EndSessions(Draft& draft, MemberId member) {
  std::vector<Token> ending;
  draft.state().ForEach<Token>([&](const Token& token) {
    if (token.session && token.member == member && !token.revoked) ending.push_back(token);
  });
  for (Token& token : ending) {
    token.revoked = true;
    draft.Emit(TokenDefined{std::move(token)});
  }
}

Decision DecideSession(Draft& draft, const Caller& caller, const Token& token) {
  const Token* before = draft.state().Find(token.id);
  const int64_t asked = token.id.value();
  if (before == nullptr || !before->session || !token.revoked) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = asked});
  }
  const bool own = caller.member.IsSet() && caller.member == before->member;
  if (!Manages(caller) && !own) {
    return Decision::Refuse({.rule = Rule::kNotPermitted, .asked = asked});
  }
  if (!before->revoked) {
    Token ended = *before;
    ended.revoked = true;
    draft.Emit(TokenDefined{std::move(ended)});
  }
  return Decision::Accept(Subject::Kind::kToken, token.id.value());
}

Decision DecideOn(Draft& draft, const Caller& caller, const SetPassword& command, Instant) {
  const Member* before = draft.state().Find(command.member);
  const int64_t asked = command.member.value();
  if (before == nullptr || before->retired) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = asked});
  }
  if (!MaySet(caller, command)) {
    return Decision::Refuse({.rule = Rule::kNotPermitted, .asked = asked});
  }
  // Who knew the password that was is nobody any more, when it was changed meanwhile.
  if (command.version != 0 && command.version != before->version) {
    return Decision::Refuse(
        {.rule = Rule::kStale, .limit = before->version, .asked = command.version});
  }
  if (command.password == Password::kNone && before->password == Password::kNone) {
    return Decision::Refuse({.rule = Rule::kNothingToDo});
  }
  Member member = *before;
  member.password = command.password;
  ++member.version;
  draft.Emit(MemberDefined{std::move(member), {}});
  EndSessions(draft, command.member);
  return Decision::Accept(Subject::Kind::kMember, command.member.value());
}

Decision DecideOn(Draft& draft, const Caller& caller, const SignIn& command, Instant at) {
  const State& state = draft.state();
  const Member* member = state.Find(command.member);
  const int64_t asked = command.member.value();
  if (member == nullptr || member->retired) {
    return Decision::Refuse({.rule = Rule::kUnknown, .asked = asked});
  }
  // Between the proof of who this is and now the password may have been changed or taken away. What
  // the proof was is not the core's to know: a password, or a provider's word.
  if (member->version != command.version) {
    return Decision::Refuse(
        {.rule = Rule::kStale, .limit = member->version, .asked = command.version});
  }
  if (caller.member != command.member) {
    return Decision::Refuse({.rule = Rule::kNotPermitted, .asked = asked});
  }
  Token session = Place(state, command.member, at);
  session.role = model::Role::kMember;
  session.member = command.member;
  session.hash = command.hash;
  session.expires = command.expires;
  session.name = command.name;
  session.session = true;
  session.made_at = at;
  const TokenId id = session.id;
  draft.Emit(TokenDefined{std::move(session)});
  return Decision::Accept(Subject::Kind::kToken, id.value());
}

}  // namespace mutua::core
