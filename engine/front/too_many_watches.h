// The refusal of one more watch, in words: over gRPC, and over HTTP where it is a page too many of
// one shared watch. Thread-safe: no state.
#pragma once

#include <fmt/format.h>

#include <string>

#include "engine/base/places.h"
#include "engine/front/language.h"

namespace mutua::front {

inline constexpr const char* kTooManyWatches = "TOO_MANY_WATCHES";

// Watches that were not opened: as many were as there may be, or as one caller may have.
struct WatchesRefused {
  size_t all = 0;
  size_t own = 0;
};

// Precondition: `places` has no room for one more of `who`.
inline std::string TooManyWatches(Language language, const Places& places, const std::string& who) {
  const bool french = language == Language::kFrench;
  const bool by_own = places.left() > 0;
  if (!by_own) {
    return fmt::format(
        fmt::runtime(french ? "{} suivis sont ouverts, autant qu'il peut y en avoir : "
                              "réessayez dans un instant"
                            : "{} watches are open, as many as there may be: try again "
                              "in a moment"),
        places.all());
  }
  return fmt::format(
      fmt::runtime(french ? "vous avez {} suivis ouverts sur {}, et il en reste {} pour tous les "
                            "autres : fermez ceux qui ne servent plus"
                          : "you have {} of {} watches open, and {} are left for everybody else: "
                            "close those that nobody needs"),
      places.HeldBy(who), places.all(), places.left());
}

}  // namespace mutua::front
