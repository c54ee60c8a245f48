// The API over HTTP: POST /mutua.v1.Service/Method as gRPC-Web (unary and server streaming) or as a
// unary call of Connect (JSON or protobuf), by content type, passed on to the gRPC server without
// knowing what is in it; but for watches, which are shared (watch_hub.h).
//
// Bound to the thread of the sockets.
#pragma once

#include <memory>
#include <utility>

#include "engine/front/http/call.h"
#include "engine/front/http/exchange.h"
#include "engine/front/http/method.h"
#include "engine/front/http/watch_hub.h"

namespace mutua::front::http {

class Api : public Handler {
 public:
  // Borrows the caller.
  Api(Caller& caller, WatchHub::CountedFor counted_for)
      : caller_(caller), hub_(caller, std::move(counted_for)) {}

  // Whether a path is one of the API, "/mutua.../...", whatever becomes of it.
  static bool IsCall(const Request& request);

  std::shared_ptr<Source> Handle(Request request, std::shared_ptr<Outlet> outlet) override;

  // Pages that were not told of changes because their caller had too many that are.
  size_t watches_refused() const { return hub_.refused(); }

 private:
  Caller& caller_;
  WatchHub hub_;
};

}  // namespace mutua::front::http
