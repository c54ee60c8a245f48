// A group: calls decided together and made durable by one commit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/event.h"
#include "engine/journal/journal.h"
#include "engine/pipeline/intake.h"

namespace mutua::pipeline {

struct Group {
  // A call with the answers it gets once the group is durable.
  struct Answered {
    Call call;
    std::vector<Answer> answers;
  };
  std::vector<Answered> calls;
  Instant at;
  std::vector<core::Event> events;
  std::vector<journal::SideRecord> sides;
  journal::Head head;  // after its commit; of the last one when there was nothing to commit
  bool committed = false;
};

}  // namespace mutua::pipeline
