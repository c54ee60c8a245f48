// From what was typed to the pieces of a request: wants, times, selectors.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/dates.h"
#include "clients/cli/session.h"
#include "mutua/v1/booking.pb.h"
#include "mutua/v1/common.pb.h"

namespace mutua::cli {

// "laser-1", "any:fdm", "any:fdm*2" (two of the pool), "stock=3" (three units).
absl::Status ReadWants(const std::vector<std::string>& texts,
                       google::protobuf::RepeatedPtrField<v1::Want>* wants);

// What --when and --for say together, as civil times of the site. `now_is_default`: no --when means
// from now.
absl::Status ReadTime(Session& session, const std::string& when, const std::string& length,
                      bool now_is_default, v1::AskedInterval* time);

// One moment, civil.
absl::Status ReadMoment(Session& session, const std::string& text, v1::When* when);

// A resource, a pool ("any:fdm" or "pool:fdm") or a kind ("machine", "room", "desk", "person").
void ReadSelector(const std::vector<std::string>& texts, v1::ResourceSelector* selector);

void SetCivil(CivilSecond civil, v1::When* when);

}  // namespace mutua::cli
