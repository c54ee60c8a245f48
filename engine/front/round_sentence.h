// What is said of rounds: how a company fared, turn and bundle by bundle, in the caller's language.
//
// Thread-safe: no state.
#pragma once

#include <string>

#include "engine/core/event.h"
#include "engine/front/scene.h"
#include "engine/model/round.h"
#include "mutua/v1/rounds.pb.h"

namespace mutua::front {

// "1st", "22nd"; "1re", "22e".
std::string OrdinalOf(uint32_t number, Language language);

// "You chose 5th of 9; your first wish was taken by the 2nd." `turn`: from 1. Another company by
// its handle: managers see them side by side.
std::string TurnSentence(const Scene& scene, const model::Round& round, uint32_t turn);

// "Given out in the round a-1: the company chose 2nd of 3, and this is of its wish 1." Of the turn
// that is left with results, the last one is spoken of (history.cc).
std::string GivenSentence(Language language, const core::RoundDecided& given);

// "Wish 3 was taken by the 2nd." `out` has everything else already.
std::string ResultSentence(const Scene& scene, const model::Round::Result& result, uint32_t turn,
                           uint32_t number, const v1::RoundResult& out);

}  // namespace mutua::front
