// Commands as data: for a batch, where one may name what another of the same batch makes, and for a
// preview.
#pragma once

#include "engine/front/house.h"
#include "engine/front/reading.h"
#include "engine/pipeline/request.h"
#include "mutua/v1/bookings.pb.h"

namespace mutua::front {

// One command; its request_id and digest only if `keyed` (a preview has none). False and an
// objection, when none is set.
void TranslateCommand(Reading& in, Texts& texts, const v1::Command& command, const Path& path,
                      bool keyed, pipeline::Request* out);

// A batch on its way: what is decided, in order; and of each item why it is not among that, if it
// is not. "#n" names item n, whatever was refused before it.
struct Batch {
  std::vector<pipeline::Request> requests;
  std::vector<std::optional<Objection>> refused;  // by item; those without one are `requests`
};

// An objection is the whole batch's: it is malformed, and nothing of it is decided.
std::optional<Objection> TranslateBatch(const Scene& scene, House& house,
                                        const v1::BatchBookRequest& request, Batch* out);

// Each occurrence of an import as a command, in order; its texts are sealed.
void TranslateImport(Reading& in, Texts& texts, const v1::ImportOccurrencesRequest& request,
                     std::vector<pipeline::Request>* out);

}  // namespace mutua::front
