// Verbs about allocation rounds.
#include "tests/scenario/act.h"

namespace mutua::scenario {
namespace {

using Stub = v1::RoundsService::Stub;

std::string NameOf(v1::RoundState state) {
  std::string name = v1::RoundState_Name(state).substr(sizeof("ROUND_STATE_") - 1);
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

// "a-1: lasers, tomorrow 18:00-22:00, open", then each turn that may be seen, in a sentence, and
// what became of each wish.
void SayRound(Act& act, const v1::Round& round) {
  std::string line = round.round() + ": " + round.pool();
  for (const v1::Interval& window : round.windows()) line += ", " + act.show().Span(window);
  act.Say(line + ", " + NameOf(round.state()));
  for (const v1::RoundTurn& turn : round.turns()) {
    act.Say("  " + turn.sentence());
    for (const v1::RoundResult& result : turn.results()) {
      std::string said = "    " + result.sentence();
      for (const std::string& booking : result.bookings()) said += " " + booking;
      act.Say(said);
    }
  }
}

// "opens a round of lasers in 18:00-22:00 or tomorrow 18:00-22:00 until 12:00".
void Opens(Act& act) {
  Words& words = act.words();
  v1::OpenRoundRequest request;
  request.set_pool(words.Next());
  words.Expect("in");
  do {
    *request.add_windows() = words.Time();
  } while (words.Take("or"));
  words.Expect("until");
  *request.mutable_closes_at() = CivilWhen(words.Moment());
  v1::OpenRoundResponse opened;
  if (!act.Do(act.services().rounds, &Stub::OpenRound, request, &opened)) return;
  SayRound(act, opened.round());
}

// "files for a-1 laser-1 18:00-20:00 with laser-2 18:00-20:00 else any lasers 20:00-22:00 then
// laser-2 18:00-19:00": a wish after the other, each of alternatives, each of parts.
void FilesFor(Act& act) {
  Words& words = act.words();
  v1::FileListRequest request;
  request.set_round(words.Next());
  do {
    v1::AskedRoundBundle& bundle = *request.add_bundles();
    do {
      v1::AskedRoundAlternative& alternative = *bundle.add_alternatives();
      do {
        v1::AskedRoundPart& part = *alternative.add_parts();
        google::protobuf::RepeatedPtrField<v1::Want> wants;
        words.Wants(&wants);
        if (!wants.empty()) *part.mutable_want() = wants.Get(0);
        *part.mutable_time() = words.Time();
      } while (words.Take("with"));
    } while (words.Take("else"));
  } while (words.Take("then"));
  v1::FileListResponse filed;
  if (!act.Do(act.services().rounds, &Stub::FileList, request, &filed)) return;
  SayRound(act, filed.round());
}

void Closes(Act& act) {
  v1::CloseRoundRequest request;
  request.set_round(act.words().Next());
  v1::CloseRoundResponse closed;
  if (act.Do(act.services().rounds, &Stub::CloseRound, request, &closed)) {
    SayRound(act, closed.round());
  }
}

void CallsOff(Act& act) {
  v1::CancelRoundRequest request;
  request.set_round(act.words().Next());
  v1::CancelRoundResponse cancelled;
  if (act.Do(act.services().rounds, &Stub::CancelRound, request, &cancelled)) {
    SayRound(act, cancelled.round());
  }
}

void Reads(Act& act) {
  v1::GetRoundRequest request;
  request.set_round(act.words().Next());
  v1::GetRoundResponse found;
  if (act.Ask(act.services().rounds, &Stub::GetRound, request, &found)) {
    SayRound(act, found.round());
  }
}

void Replays(Act& act) {
  v1::GetRoundRequest request;
  request.set_round(act.words().Next());
  request.set_replay(true);
  v1::GetRoundResponse found;
  if (act.Ask(act.services().rounds, &Stub::GetRound, request, &found)) {
    act.Say(found.discrepancies().empty() ? "the same" : "different");
  }
}

}  // namespace

const std::vector<Verb> kRoundVerbs{
    {"opens a round of", Opens}, {"files for", FilesFor}, {"closes round", Closes},
    {"calls off", CallsOff},     {"reads round", Reads},  {"replays round", Replays},
};

}  // namespace mutua::scenario
