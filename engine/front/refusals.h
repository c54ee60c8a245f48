// How "no" travels: the one place where refusals, objections and failures become a gRPC status with
// the details of the contract (proto/mutua/v1/refusal.proto).
//
// Promises: a status stays under 4 KiB, since it travels in a header; what is left out is counted.
// Thread-safe: no state.
#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "engine/core/command.h"
#include "engine/core/refusal.h"
#include "engine/front/objection.h"
#include "engine/front/scene.h"
#include "mutua/v1/refusal.pb.h"

namespace mutua::front {

// Bytes of all details of a status together.
inline constexpr size_t kStatusBytesMax = 4096;

// A command's body of that kind, its index in core::Body, without what was in it.
core::Body EmptyBody(size_t kind);

// Every reason with its sentence; without id, position and alternatives. `body`: of the command
// that was refused, at least an empty one of its kind: it says what an unknown id is the id of.
// Null when even that is not known.
v1::Refusal RefusalOf(const Scene& scene, const std::vector<core::Reason>& reasons,
                      const core::Body* body);
// `zone`: that of the times in it; may be null.
v1::Refusal RefusalOf(Language language, const Objection& objection, const model::ZoneTable* zone);
// A rule alone: QUEUE_FULL, NOT_PERMITTED, ...
v1::Refusal RefusalOf(Language language, v1::Rule rule);

grpc::StatusCode CodeOf(v1::Rule rule);
// "OVERLAP".
std::string ReasonName(v1::Rule rule);

// Cuts the refusal to size, reasons first, then alternatives.
grpc::Status StatusOf(v1::Refusal refusal);

// The world failed. `reason` of ErrorInfo by code: UNAUTHENTICATED, OUTCOME_UNKNOWN, SHUTTING_DOWN,
// ...
grpc::Status StatusOf(const absl::Status& status, Language language);
// Of an answer of the engine: not decided, or its outcome unknown. No room on the disk is STORE_FULL.
grpc::Status StatusOfAnswer(const absl::Status& status, Language language);
// With a reason of its own.
grpc::Status StatusOf(grpc::StatusCode code, const std::string& reason, const std::string& message);

}  // namespace mutua::front
