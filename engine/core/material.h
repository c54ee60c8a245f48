// Surplus material on offer: a resource with a quantity (DESIGN.md 5.5). A booking of it says when
// its pieces are fetched; once it is completed they are taken for good.
//
// Promises: no piece is booked twice, whenever it is to be fetched; what is cancelled, let pass or
// given back is on offer again. A piece has one price, however long fetching it takes. Its pool is
// not one that companies share: guarantees, windows and rounds are about time. Pure.
#pragma once

#include "engine/core/decision.h"
#include "engine/core/state.h"

namespace mutua::core {

constexpr bool IsMaterial(const model::Resource& resource) {
  return resource.kind == model::ResourceKind::kMaterial;
}

// Pieces that are taken, or booked by anything but `except`. Work: the bookings in its calendar.
int64_t PiecesGone(const State& state, ResourceId id, BookingId except = BookingId());

// What was defined is in the state: the material whose pool is shared. Reasons say by their
// `occurrence` which definition of a lab they are about.
Refusal JudgeMaterial(const State& state, const Decision& defined);

}  // namespace mutua::core
