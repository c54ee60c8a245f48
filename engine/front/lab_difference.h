// What makes the lab so as a file says: the changes to show, and the one command that does them.
//
// Order, so that each definition refers only to what is there or before it: zones, sites,
// certifications, companies, members, pools, resources, quotas; then what is deleted, the other way round.
// Thread-safe: no state.
#pragma once

#include <string>
#include <vector>

#include "engine/front/house.h"
#include "engine/front/reading.h"
#include "mutua/v1/lab.pb.h"

namespace mutua::front {

struct LabDifference {
  std::vector<v1::LabChange> changes;
  core::DefineLab command;
  // Of each definition of the command where it comes from: "resources[3]", or "resource laser-1" of
  // what is deleted.
  std::vector<std::string> origins;
};

// Fills in `out->command.body` and the side texts as well. Objections name the field of the lab.
LabDifference CompareLab(Reading& in, House& house, const v1::ApplyLabRequest& request,
                         pipeline::Request* out);

// The fields in which two things of one type differ, output-only ones aside; null: all that are set
// in the other.
void CompareFields(const google::protobuf::Message* before, const google::protobuf::Message* after,
                   google::protobuf::RepeatedPtrField<v1::FieldChange>* out);

}  // namespace mutua::front
