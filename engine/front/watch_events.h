// What happened, as a watcher may see it: events of commits as messages of the contract.
#pragma once

#include <string>
#include <vector>

#include "engine/core/event.h"
#include "engine/front/house.h"
#include "engine/front/reading.h"
#include "engine/front/showing.h"
#include "mutua/v1/watch.pb.h"

namespace mutua::front {

struct WatchFilter {
  bool by_resource = false;
  std::vector<ResourceId> resources;  // ascending
  MemberId member;
  CompanyId company;
  uint32_t kinds = 0;  // a bit for each EventKind; 0: all
};

WatchFilter ReadWatchFilter(Reading& in, const v1::WatchFilter& filter);

// Appends those of `events` that pass the filter and the caller may see, in order.
void ShowEvents(const House& house, Showing& show, const WatchFilter& filter,
                const std::vector<core::Event>& events,
                google::protobuf::RepeatedPtrField<v1::Event>* out);

}  // namespace mutua::front
