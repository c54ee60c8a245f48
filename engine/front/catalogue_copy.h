// The catalogue and the directory of one position, in a state of their own: what compares or writes
// out a whole lab works on it and holds up nobody. Sites, pools, resources, certifications,
// companies, members with their zones, and quotas; bookings, and whatever else happens, need not be
// there.
//
// Copied a slice at a time. If the catalogue changed meanwhile, which few commits do, it is copied
// again; after three times it is restored from the journal, with all else, so that it ends.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "engine/front/house.h"

namespace mutua::front {

struct CatalogueCopy {
  std::unique_ptr<core::State> state;
  Position position;
};

// Errors: the history since cannot be read.
absl::StatusOr<CatalogueCopy> CopyCatalogue(const House& house);

// Whether the catalogue or the directory changed after `position`: what was kept of the history
// since then is read again. OUT_OF_RANGE: it is no longer kept.
absl::StatusOr<bool> CatalogueChangedSince(const House& house, Position position);

}  // namespace mutua::front
