// Opening hours, quiet hours and rules between the contract and the model. What is read and shown again is the
// same: a lab that was exported applies without a difference.
//
// Thread-safe: no state.
#pragma once

#include "engine/front/definitions.h"
#include "engine/front/reading.h"
#include "engine/model/quiet_hours.h"
#include "engine/model/rules.h"
#include "mutua/v1/directory.pb.h"
#include "mutua/v1/place.pb.h"

namespace mutua::front {

model::Opening ReadHours(Reading& in, const v1::OpeningHours& from, const Path& path);
void ShowHours(const model::Opening& from, v1::OpeningHours* to);
model::PeakHours ReadPeakHours(Reading& in, const v1::PeakHours& from, const Path& path);
void ShowPeakHours(const model::PeakHours& from, v1::PeakHours* to);
model::QuietHours ReadQuietHours(Reading& in, const v1::QuietHours& from, const Path& path);
// Precondition: they are set.
void ShowQuietHours(const model::QuietHours& from, v1::QuietHours* to);

model::Rules ReadRules(Reading& in, const Definitions& names, const v1::Rules& from,
                       const Path& path);
// Members of other companies are left out unless the caller manages the lab.
void ShowRules(const Definitions& names, const model::Rules& from, v1::Rules* to);
// Every field.
void ShowRules(const Definitions& names, const model::EffectiveRules& from, v1::Rules* to);

}  // namespace mutua::front
