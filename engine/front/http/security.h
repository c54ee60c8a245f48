// What keeps a page from being used against its reader: the headers that every answer carries, and
// who may call at all.
//
// Thread-safe: no state.
#pragma once

#include <optional>
#include <string>

#include "engine/front/http/exchange.h"

namespace mutua::front::http {

// Of every answer: only our own scripts, styles and connections; in nobody's frame; no type
// guessed; no address told to others.
const Fields& SecurityFields();

// Why a call of the API is refused for where it comes from, as a sentence: a page of another origin
// made it (Origin is not our Host, or the browser says cross-site). Nullopt: it may pass. There is
// no cross-origin sharing; programs that are no browsers send neither header.
std::optional<std::string> ForeignOrigin(const Request& request);

}  // namespace mutua::front::http
