// A decision: accepted, about a subject, or refused, with reasons.
#pragma once

#include <vector>

#include "engine/core/event.h"
#include "engine/core/refusal.h"

namespace mutua::core {

struct Decision {
  Subject subject;             // what was made or changed; of a repeated request, what it made then
  std::vector<Subject> parts;  // of a DefineLab: what each of its definitions made or changed
  // Whose side texts are nobody's to read any more: whoever keeps the texts destroys them with this
  // decision. They are the former company's words about what another one holds now.
  std::vector<Subject> texts_dropped{};
  Refusal refusal;        // empty: accepted
  // Quotas that only warn and that the booking exceeds; of a series those of its bookings, numbered.
  std::vector<Reason> warnings;
  bool repeated = false;  // a retry: the answer of the first time, and no new effect

  bool accepted() const { return refusal.empty(); }

  static Decision Accept(Subject::Kind kind, uint64_t id) {
    Decision decision;
    decision.subject = {kind, id};
    return decision;
  }
  static Decision Refuse(Reason reason) {
    Decision decision;
    decision.refusal.Add(reason);
    return decision;
  }
  static Decision Refuse(Refusal refusal) {
    Decision decision;
    decision.refusal = std::move(refusal);
    return decision;
  }
};

}  // namespace mutua::core
