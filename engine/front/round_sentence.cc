#include "engine/front/round_sentence.h"

#include <fmt/format.h>

#include "engine/front/civil.h"
#include "engine/front/sentences.h"
#include "engine/front/showing.h"

namespace mutua::front {
namespace {

using model::Round;
using model::RoundState;
using Fate = Round::Result::Fate;

bool IsFrench(const Scene& scene) { return scene.language == Language::kFrench; }

std::string Say(const Scene& scene, const char* english, const char* french, auto... what) {
  return fmt::format(fmt::runtime(IsFrench(scene) ? french : english), what...);
}

// What became of its first wish, as the end of a sentence.
std::string FirstWish(const Scene& scene, const Round::Result& first, uint32_t turn, bool own) {
  const char* whose = IsFrench(scene) ? (own ? "votre" : "son") : (own ? "your" : "its");
  switch (first.fate) {
    case Fate::kTaken:
      return Say(scene, "{} first wish was met.", "{} premier souhait est exaucé.", whose);
    case Fate::kTakenBefore:
      if (first.by == turn) break;
      return Say(scene, "{} first wish was taken by the {}.",
                 "{} premier souhait a été pris par la {}.", whose,
                 OrdinalOf(first.by, scene.language));
    default:
      break;
  }
  return Say(scene, "{} first wish could not be met.", "{} premier souhait n'a pas pu être exaucé.",
             whose);
}

std::string WhileOpen(const Scene& scene, const Round& round, const Round::List* list,
                      const std::string& chooses) {
  const auto& resources = scene.state.ResourcesOf(round.pool);
  const model::ZoneTable* zone =
      resources.empty() ? nullptr : &scene.state.ZoneOf(resources.front());
  const std::string closes = MomentText(zone, round.closes_at);
  if (list == nullptr) {
    return Say(scene, "{}; no list is filed yet, and lists close on {}.",
               "{} ; aucune liste n'est encore déposée, et les listes ferment le {}.", chooses,
               closes);
  }
  return Say(scene, "{}; a list of {} is filed, and can be replaced until {}.",
             "{} ; une liste de {} est déposée, et peut être remplacée jusqu'au {}.", chooses,
             list->bundles.size(), closes);
}

}  // namespace

std::string OrdinalOf(uint32_t number, Language language) {
  if (language == Language::kFrench) return fmt::format("{}{}", number, number == 1 ? "re" : "e");
  const uint32_t tens = number % 100;
  const bool teen = 11 <= tens && tens <= 13;
  const char* end = teen               ? "th"
                    : number % 10 == 1 ? "st"
                    : number % 10 == 2 ? "nd"
                    : number % 10 == 3 ? "rd"
                                       : "th";
  return fmt::format("{}{}", number, end);
}

std::string TurnSentence(const Scene& scene, const Round& round, uint32_t turn) {
  const Round::Turn& taken = round.turns[turn - 1];
  const model::Member* caller = scene.state.Find(scene.caller.member);
  const bool own = caller != nullptr && caller->company == taken.company;
  const std::string name = own ? "" : scene.state.Find(taken.company)->handle;
  const std::string place = OrdinalOf(turn, scene.language);
  const Round::List* list = model::ListOf(round, taken.company);
  if (round.state == RoundState::kOpen) {
    const std::string chooses =
        own ? Say(scene, "You choose {} of {}", "Vous choisissez en {} position sur {}", place,
                  round.turns.size())
            : Say(scene, "{} chooses {} of {}", "{} choisit en {} position sur {}", name, place,
                  round.turns.size());
    return WhileOpen(scene, round, list, chooses);
  }
  if (round.state == RoundState::kCancelled) {
    return Say(scene, "The round was called off: nothing was given out.",
               "Le tour a été annulé : rien n'a été attribué.");
  }
  const std::string chose =
      own ? Say(scene, "You chose {} of {}", "Vous avez choisi en {} position sur {}", place,
                round.turns.size())
          : Say(scene, "{} chose {} of {}", "{} a choisi en {} position sur {}", name, place,
                round.turns.size());
  if (taken.results.empty()) {
    return Say(scene, "{}; no list was filed.", "{} ; aucune liste n'était déposée.", chose);
  }
  return Say(scene, "{}; {}", "{} ; {}", chose, FirstWish(scene, taken.results.front(), turn, own));
}

std::string GivenSentence(Language language, const core::RoundDecided& given) {
  size_t turn = 0;
  while (turn < given.turns.size() && given.turns[turn].results.empty()) ++turn;
  if (turn == given.turns.size()) return {};
  return fmt::format(
      fmt::runtime(
          language == Language::kFrench
              ? "Attribué par le tour {} : l'entreprise a choisi en {} position sur {}, et "
                "c'est de son souhait {}."
              : "Given out in the round {}: the company chose {} of {}, and this is of its "
                "wish {}."),
      IdText(given.round), OrdinalOf(static_cast<uint32_t>(turn) + 1, language), given.turns.size(),
      given.turns[turn].results.size());
}

std::string ResultSentence(const Scene& scene, const Round::Result& result, uint32_t turn,
                           uint32_t number, const v1::RoundResult& out) {
  const auto length = [&](int64_t seconds) { return DurationText(scene.language, seconds); };
  switch (result.fate) {
    case Fate::kTaken:
      return Say(scene, "Wish {} was met.", "Souhait {} : exaucé.", number);
    case Fate::kTakenBefore:
      if (result.by == turn) {
        return Say(scene, "Wish {} is in the way of an earlier one that was met.",
                   "Souhait {} : gêné par un souhait précédent, exaucé.", number);
      }
      return Say(scene, "Wish {} was taken by the {}.", "Souhait {} : pris par la {}.", number,
                 OrdinalOf(result.by, scene.language));
    case Fate::kOverCap:
      return Say(scene, "Wish {} is {} more, with {} had of a share of {}.",
                 "Souhait {} : {} de plus, alors que {} sont pris d'une part de {}.", number,
                 length(result.asked), length(result.used), length(result.limit));
    case Fate::kRefused:
      break;
  }
  return Say(scene, "Wish {}: {}", "Souhait {} : {}", number, out.reason().sentence());
}

}  // namespace mutua::front
