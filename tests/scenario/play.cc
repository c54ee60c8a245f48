#include "tests/scenario/play.h"

#include <fmt/format.h>

#include "clients/cli/yaml_message.h"
#include "tests/scenario/act.h"

namespace mutua::scenario {
namespace {

using Answers = std::vector<std::vector<std::string>>;

absl::Time TimeOf(const Step& step, absl::TimeZone zone) {
  bool second = false;
  const int minutes = *ParseClock(step.time, &second);
  const absl::CivilSecond civil = absl::CivilMinute(step.date) + minutes;
  const absl::TimeZone::TimeInfo info = zone.At(civil);
  return second ? info.post : info.pre;
}

const Verb* FindVerb(Words& words) {
  for (const auto* verbs : {&kLedgerVerbs, &kQuestions, &kBookingVerbs, &kSeriesVerbs, &kWishVerbs,
                            &kManagerVerbs, &kRoundVerbs}) {
    for (const Verb& verb : *verbs) {
      if (words.Take(verb.phrase)) return &verb;
    }
  }
  return nullptr;
}

class Player {
 public:
  Player(const Day& day, absl::TimeZone zone)
      : day_(day), zone_(zone), stage_(InstantOf(day.steps.front())) {}

  absl::Status SetUp(const v1::Lab& lab) { return stage_.SetUp(lab); }

  absl::StatusOr<std::vector<std::string>> Do(const Step& step) {
    lines_.clear();
    const absl::Status advanced = stage_.AdvanceTo(InstantOf(step));
    if (!advanced.ok()) return Wrong(step, "time goes back");
    Tell(step, nullptr);
    if (step.text == "passes") return lines_;

    Words words(step.text, step.date);
    const std::string who = words.Next();
    if (!stage_.Knows(who)) return Wrong(step, "who is " + who + "?");
    const Verb* verb = FindVerb(words);
    if (verb == nullptr) return Wrong(step, who + " does what?");
    const Show show(zone_, step.date, who);
    Act act(stage_, show, words, who);
    verb->act(act);
    if (!words.wrong().empty()) return Wrong(step, words.wrong());
    lines_.insert(lines_.end(), act.lines().begin(), act.lines().end());
    Tell(step, &act);
    return lines_;
  }

 private:
  absl::Status Wrong(const Step& step, const std::string& what) const {
    return absl::InvalidArgumentError(fmt::format("{}:{}: {}", day_.file, step.line, what));
  }

  Instant InstantOf(const Step& step) const {
    return Instant::FromUnix(absl::ToUnixSeconds(TimeOf(step, zone_)));
  }

  // What happened since the last step, but for what `act` has told already.
  void Tell(const Step& step, const Act* act) {
    const Show show(zone_, step.date, "");
    for (const Happened& happened : stage_.TakeEvents()) {
      if (act != nullptr && act->IsOwn(happened.event)) continue;
      google::protobuf::Timestamp at;
      at.set_seconds(happened.at.unix_seconds());
      lines_.push_back(fmt::format("~ {} {}", show.Moment(at), show.Event(happened.event)));
    }
  }

  const Day& day_;
  absl::TimeZone zone_;
  Stage stage_;
  std::vector<std::string> lines_;
};

}  // namespace

absl::StatusOr<Answers> Play(const Day& day) {
  v1::Lab lab;
  const absl::Status read = cli::ReadYaml(day.lab, day.file, &lab);
  if (!read.ok()) return read;
  absl::TimeZone zone;
  if (lab.sites().empty() || !absl::LoadTimeZone(lab.sites(0).zone(), &zone)) {
    return absl::InvalidArgumentError(day.file + ": the first site of the lab has no zone");
  }
  Player player(day, zone);
  const absl::Status set_up = player.SetUp(lab);
  if (!set_up.ok()) return set_up;
  Answers answers;
  for (const Step& step : day.steps) {
    absl::StatusOr<std::vector<std::string>> lines = player.Do(step);
    if (!lines.ok()) return lines.status();
    answers.push_back(*std::move(lines));
  }
  return answers;
}

}  // namespace mutua::scenario
