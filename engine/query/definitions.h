// The events that define a thing or somebody, as a rehearsal sees them: which thing, whether it can
// be made yet, and by which command. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "engine/core/command.h"
#include "engine/core/state.h"

namespace mutua::query {

// Kind of event, and id. Of what is no thing of the lab (badges, tokens), id 0.
using DefinedKey = std::pair<size_t, uint32_t>;
DefinedKey KeyOf(const core::Event& event);

bool IsThere(const core::State& state, const core::Event& event);
// Whether the lab of `now` has no such thing and never had.
bool IsNew(const core::Counters& now, const core::Event& event);
// Whether all that a definition refers to is there.
bool IsReady(const core::State& state, const core::Event& event);

// The command that defines it; none: people's keys, and who is erased.
std::optional<core::Definition> DefinitionOf(const core::Event& event);
// A new thing gets the next id of its kind, and `next` goes on. False: that is not its own.
bool TakeId(const core::Event& event, core::Counters* next, core::Definition* definition);

}  // namespace mutua::query
