// RoundsService: rounds opened, lists filed, what was decided and why.
#include "engine/front/rounds.h"

#include <algorithm>

#include "engine/core/party.h"
#include "engine/core/round.h"
#include "engine/front/draw_seed.h"
#include "engine/front/refusals.h"
#include "engine/front/round_sentence.h"
#include "engine/front/services.h"
#include "mutua/v1/rounds.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using model::Round;

constexpr size_t kRoundsListed = 200;
constexpr const char* kNoListEtag = "0";  // a list's own begin at 1

// --- Reading -------------------------------------------------------------------------------------

bool Fits(Reading& in, int size, size_t most, const Path& path) {
  if (static_cast<size_t>(size) <= most) return true;
  in.Object({.rule = v1::RULE_TOO_MANY,
             .subject = path.ToString(),
             .limit = static_cast<int64_t>(most),
             .asked = size,
             .at = {}});
  return false;
}

void TranslateOpen(Reading& in, const v1::OpenRoundRequest& request, pipeline::Request* out) {
  core::OpenRound open;
  open.pool = in.Pool(request.pool(), Path("pool"));
  if (!in.ok() || !Fits(in, request.windows_size(), kRoundWindowsMost, Path("windows"))) return;
  const model::ZoneTable* zone = in.ZoneOf(open.pool);
  if (!request.has_closes_at()) return in.Malformed(Path("closes_at"), Flaw::kMissing);
  open.closes_at = in.At(request.closes_at(), zone, Path("closes_at"));
  if (request.windows().empty()) return in.Malformed(Path("windows"), Flaw::kMissing);
  for (int i = 0; i < request.windows_size(); ++i) {
    const Path path("windows", static_cast<size_t>(i));
    const auto window = in.Time(request.windows(i), zone, path, kRoundWindowLongest);
    if (!window) return;
    open.windows.push_back(*window);
  }
  out->command.body = std::move(open);
}

std::optional<Round::Part> ReadPart(Reading& in, const v1::AskedRoundPart& asked,
                                    const model::ZoneTable* zone, const Path& path) {
  google::protobuf::RepeatedPtrField<v1::Want> wants;
  *wants.Add() = asked.want();
  model::Wants read;
  in.Wants(wants, path, &read);
  if (!in.ok()) return std::nullopt;
  const auto time = in.Time(asked.time(), zone, Path(path, "time"));
  if (!time) return std::nullopt;
  return Round::Part{read.front(), *time};
}

bool ReadBundle(Reading& in, const v1::AskedRoundBundle& asked, const model::ZoneTable* zone,
                const Path& path, Round::Bundle* bundle) {
  if (!Fits(in, asked.alternatives_size(), kRoundAlternativesMost, Path(path, "alternatives"))) {
    return false;
  }
  for (int i = 0; i < asked.alternatives_size(); ++i) {
    const Path here(path, "alternatives", static_cast<size_t>(i));
    const v1::AskedRoundAlternative& alternative = asked.alternatives(i);
    if (!Fits(in, alternative.parts_size(), kRoundPartsMost, Path(here, "parts"))) return false;
    Round::Alternative& parts = bundle->emplace_back();
    for (int j = 0; j < alternative.parts_size(); ++j) {
      const Path part_path(here, "parts", static_cast<size_t>(j));
      const auto part = ReadPart(in, alternative.parts(j), zone, part_path);
      if (!part) return false;
      parts.push_back(*part);
    }
  }
  return true;
}

void TranslateList(Reading& in, const v1::FileListRequest& request, pipeline::Request* out) {
  core::FileList list;
  list.round = in.Round(request.round(), Path("round"));
  list.member = in.ForWhom(request.member(), Path("member"));
  if (request.etag() == kNoListEtag) {
    list.version = 0;
  } else if (!request.etag().empty()) {
    list.version = in.Etag(request.etag(), Path("etag"));
  }
  if (!in.ok() || !Fits(in, request.bundles_size(), kRoundBundlesMost, Path("bundles"))) return;
  const Round* round = in.state().Find(list.round);
  const model::ZoneTable* zone = round == nullptr ? nullptr : in.ZoneOf(round->pool);
  for (int i = 0; i < request.bundles_size() && round != nullptr; ++i) {
    const Path path("bundles", static_cast<size_t>(i));
    if (!ReadBundle(in, request.bundles(i), zone, path, &list.bundles.emplace_back())) return;
  }
  out->command.body = std::move(list);
}

// --- Showing -------------------------------------------------------------------------------------

void ShowList(const Showing& show, const Round::List& list, v1::RoundList* out) {
  out->set_company(show.HandleOf(list.company));
  out->set_member(show.scene().people.HandleOf(list.member));
  out->set_filed_by(show.scene().people.HandleOf(list.filed_by));
  Put(list.filed_at, out->mutable_filed_at());
  out->set_etag(std::to_string(list.version));
  for (const Round::Bundle& bundle : list.bundles) {
    v1::RoundBundle& shown = *out->add_bundles();
    for (const Round::Alternative& alternative : bundle) {
      auto* parts = shown.add_alternatives()->mutable_parts();
      for (const Round::Part& part : alternative) {
        v1::RoundPart& one = *parts->Add();
        if (part.want.resource.IsSet()) {
          one.mutable_want()->set_resource(show.HandleOf(part.want.resource));
          one.mutable_want()->set_units(part.want.units);
        } else {
          one.mutable_want()->set_pool(show.HandleOf(part.want.pool));
          one.mutable_want()->set_count(part.want.units);
        }
        Put(part.interval, one.mutable_interval());
      }
    }
  }
}

void ShowResult(const Showing& show, const Round::Result& result, uint32_t turn, uint32_t number,
                v1::RoundResult* out) {
  out->set_fate(static_cast<v1::RoundFate>(result.fate));
  out->set_alternative(result.alternative);
  out->set_taken_by(result.by);
  for (const BookingId id : result.bookings) out->add_bookings(IdText(id));
  if (result.fate == Round::Result::Fate::kRefused) {
    core::Reason reason;
    reason.rule = static_cast<core::Rule>(result.rule);
    reason.resource = result.resource;
    reason.quota = result.quota;
    reason.limit = result.limit;
    reason.used = result.used;
    reason.asked = result.asked;
    reason.renews = result.renews;
    const core::Body body = core::Book{};
    *out->mutable_reason() = RefusalOf(show.scene(), {reason}, &body).reasons(0);
  }
  out->set_sentence(ResultSentence(show.scene(), result, turn, number, *out));
}

void ShowTurn(const Showing& show, const Round& round, uint32_t number, v1::RoundTurn* out) {
  const Round::Turn& turn = round.turns[number - 1];
  out->set_turn(number);
  out->set_company(show.HandleOf(turn.company));
  out->set_under_guarantee(turn.under_guarantee);
  out->set_token(turn.token);
  out->set_usage_ticks(turn.usage.value());
  out->set_credits_ticks(turn.credits.value());
  out->set_share(turn.share);
  if (round.state != model::RoundState::kOpen) out->set_draw(SeedText(turn.draw));
  out->mutable_cap()->set_seconds(turn.cap);
  out->mutable_taken()->set_seconds(turn.taken);
  if (const Round::List* list = model::ListOf(round, turn.company)) {
    ShowList(show, *list, out->mutable_list());
  }
  for (uint32_t i = 0; i < turn.results.size(); ++i) {
    ShowResult(show, turn.results[i], number, i + 1, out->add_results());
  }
  out->set_sentence(TurnSentence(show.scene(), round, number));
}

// With the turns that the caller may see: lists are nobody else's to read.
void ShowWhole(const Showing& show, const Round& round, v1::Round* out) {
  ShowRound(show, round, out);
  for (uint32_t i = 0; i < round.turns.size(); ++i) {
    if (show.Sees(round.turns[i].company)) ShowTurn(show, round, i + 1, out->add_turns());
  }
}

// Of the live state, else as it last was.
std::optional<Round> FindRound(House& house, const core::State& state, RoundId id) {
  if (const Round* live = state.Find(id)) return *live;
  const auto past = house.engine.ReadPast({core::Subject::Kind::kRound, id.value()});
  if (!past.ok() || !*past) return std::nullopt;
  return std::get<Round>(**past);
}

void Replay(const Round& round, v1::GetRoundResponse* response) {
  if (!core::IsInOrder(round)) response->add_discrepancies();
  for (const model::Discrepancy& one : model::FollowPass(round)) {
    v1::RoundDiscrepancy& shown = *response->add_discrepancies();
    shown.set_turn(one.turn);
    shown.set_bundle(one.bundle);
  }
}

void Get(House& house, Reading& in, const Showing& show, const v1::GetRoundRequest& request,
         v1::GetRoundResponse* response) {
  const RoundId id = in.Round(request.round(), Path("round"));
  if (!in.ok()) return;
  const std::optional<Round> round = FindRound(house, in.state(), id);
  if (!round) return in.Unknown(request.round());
  if (request.replay() && !core::Manages(in.scene().caller)) {
    return in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
  }
  ShowWhole(show, *round, response->mutable_round());
  if (request.replay() && round->state == model::RoundState::kPublished) Replay(*round, response);
}

void List(Reading& in, const Showing& show, const v1::ListRoundsRequest& request,
          v1::ListRoundsResponse* response) {
  const PoolId pool = request.pool().empty() ? PoolId() : in.Pool(request.pool(), Path("pool"));
  if (!in.ok()) return;
  std::vector<const Round*> found;
  in.state().ForEach<Round>([&](const Round& round) {
    const auto& states = request.states();
    const bool asked = states.empty() || std::find(states.begin(), states.end(),
                                                   static_cast<int>(round.state)) != states.end();
    if (asked && (!pool.IsSet() || round.pool == pool)) found.push_back(&round);
  });
  std::reverse(found.begin(), found.end());
  if (found.size() > kRoundsListed) found.resize(kRoundsListed);
  for (const Round* round : found) ShowRound(show, *round, response->add_rounds());
}

template <class Response>
void ShowDecided(Showing& show, const pipeline::Answer& answer, Response* response) {
  const Round* round = show.state().Find(RoundId(answer.decision.subject.id));
  if (round != nullptr) ShowWhole(show, *round, response->mutable_round());
}

template <class Request, class Response, class Translate>
void AddOnRound(Service& service, Verb verb, Translate translate) {
  service.Command<Request, Response>(
      verb, translate,
      [](Showing& show, const pipeline::Answer& answer, const Request&, Response* response) {
        ShowDecided(show, answer, response);
      });
}

}  // namespace

void ShowRound(const Showing& show, const Round& round, v1::Round* out) {
  out->set_round(IdText(round.id));
  out->set_pool(show.HandleOf(round.pool));
  out->set_state(static_cast<v1::RoundState>(round.state));
  for (const Interval window : round.windows) Put(window, out->add_windows());
  Put(round.opened_at, out->mutable_opened_at());
  Put(round.closes_at, out->mutable_closes_at());
  out->set_companies(static_cast<uint32_t>(round.turns.size()));
  out->mutable_open()->set_seconds(round.open_seconds);
  out->set_seed_hash(SeedHash(round.seed));
  if (round.state == model::RoundState::kOpen) return;
  Put(round.ended_at, out->mutable_ended_at());
  out->set_seed(SeedText(round.seed));
}

void AddRounds(Service& service) {
  AddOnRound<v1::OpenRoundRequest, v1::OpenRoundResponse>(service, Verb::kOpenRound, TranslateOpen);
  AddOnRound<v1::FileListRequest, v1::FileListResponse>(service, Verb::kFileList, TranslateList);
  AddOnRound<v1::CloseRoundRequest, v1::CloseRoundResponse>(
      service, Verb::kCloseRound,
      [](Reading& in, const v1::CloseRoundRequest& request, pipeline::Request* out) {
        out->command.body = core::CloseRound{in.Round(request.round(), Path("round"))};
      });
  AddOnRound<v1::CancelRoundRequest, v1::CancelRoundResponse>(
      service, Verb::kCancelRound,
      [](Reading& in, const v1::CancelRoundRequest& request, pipeline::Request* out) {
        out->command.body = core::CancelRound{in.Round(request.round(), Path("round"))};
      });
  House& house = service.house();
  service.Question<v1::GetRoundRequest, v1::GetRoundResponse>(
      Verb::kGetRound,
      [&house](Reading& in, Showing& show, const v1::GetRoundRequest& request,
               v1::GetRoundResponse* response) { Get(house, in, show, request, response); });
  service.Question<v1::ListRoundsRequest, v1::ListRoundsResponse>(
      Verb::kListRounds,
      [](Reading& in, Showing& show, const v1::ListRoundsRequest& request,
         v1::ListRoundsResponse* response) { List(in, show, request, response); });
}

}  // namespace mutua::front
