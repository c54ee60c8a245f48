#include "engine/pipeline/decider.h"

#include <algorithm>
#include <utility>

#include "engine/base/limits.h"
#include "engine/store/record.h"
#include "engine/store/side.h"

namespace mutua::pipeline {
namespace {

// The key of a text about what a command made or changed.
std::string TextKey(char family, core::Subject subject) {
  return family + store::EncodeKey(subject);
}

void KeepTexts(Request& request, const core::Decision& decision, Group* group) {
  for (SubjectText& text : request.texts) {
    MUTUA_CHECK(text.part <= decision.parts.size());
    const core::Subject& about = text.part == 0 ? decision.subject : decision.parts[text.part - 1];
    group->sides.push_back({TextKey(text.family, about), std::move(text.sealed)});
  }
  for (const core::Subject& subject : decision.texts_dropped) {
    group->sides.push_back({store::SideKey(store::SideFamily::kText, subject), std::nullopt});
  }
  for (journal::SideRecord& side : request.sides) group->sides.push_back(std::move(side));
}

}  // namespace

Decider::Decider(std::unique_ptr<core::State> leading, Counts& counts)
    : leading_(std::move(leading)), counts_(counts) {}

bool Decider::KeepsRefusal(const core::Caller& caller, Instant at) {
  const int64_t minute = at.unix_seconds() / 60;
  if (minute != refusal_minute_) {
    refusal_minute_ = minute;
    refusals_.clear();
  }
  return ++refusals_[caller.token] <= kRefusalsKeptAMinute;
}

bool Decider::DecideTimers(Instant now, Group* group) {
  group->at = std::max(now, at());
  return core::Tick(*leading_, group->at, kTimersAtOnce, &group->events);
}

void Decider::DecideOwn(const core::Command& command, Instant now, Group* group) {
  group->at = std::max(now, at());
  MUTUA_CHECK(core::Decide(*leading_, command, group->at, &group->events).accepted());
}

Answer Decider::DecideOne(Request& request, Instant now, Group* group) {
  const Instant when = std::max(request.at.value_or(now), at());
  while (!core::Tick(*leading_, when, kTimersAtOnce, &group->events)) {
  }
  Answer answer;
  answer.decision = core::Decide(*leading_, request.command, when, &group->events);
  if (answer.decision.repeated) {
    ++counts_.repeated;
  } else if (answer.decision.accepted()) {
    ++counts_.accepted;
    KeepTexts(request, answer.decision, group);
  } else {
    ++counts_.refused;
    // The refusal's event is the last one; it changes no state, so it can be left out.
    if (KeepsRefusal(request.command.caller, when)) {
      answer.refusal = static_cast<uint32_t>(group->events.size() - 1);
    } else {
      group->events.pop_back();
    }
  }
  return answer;
}

std::vector<Answer> Decider::DecideCall(Call& call, Instant now, Group* group) {
  std::vector<Answer> answers;
  answers.reserve(call.requests.size());
  for (Request& request : call.requests) {
    if (request.complete) request.complete(answers, &request.command);
    answers.push_back(DecideOne(request, now, group));
  }
  return answers;
}

Group Decider::DecideCalls(std::deque<Call>* calls, Instant now, Deadline steady_now) {
  Group group;
  while (!calls->empty() && group.events.size() < kGroupEventsFull) {
    Group::Answered answered;
    answered.call = std::move(calls->front());
    calls->pop_front();
    if (answered.call.deadline < steady_now) {
      counts_.expired += answered.call.requests.size();
      Answer late;
      late.status = absl::DeadlineExceededError("waited past its deadline to be decided");
      answered.answers.assign(answered.call.requests.size(), late);
    } else {
      answered.answers = DecideCall(answered.call, now, &group);
    }
    group.calls.push_back(std::move(answered));
  }
  group.at = at();
  return group;
}

}  // namespace mutua::pipeline
