// The API over HTTP: POST /mutua.v1.Service/Method as gRPC-Web (unary and server streaming) or as a
// unary call of Connect (JSON or protobuf), by content type, passed on to the gRPC server without
// knowing what is in it; but for watches, which are shared (watch_hub.h).
//
// Bound to the thread of the sockets.
#pragma once

#include <memory>

#include "engine/front/http/call.h"
#include "engine/front/http/exchange.h"
#include "engine/front/http/method.h"
#include "engine/front/http/watch_hub.h"

namespace mutua::front::http {

class Api : public Handler {
 public:
  // Borrows the caller.
  explicit Api(Caller& caller) : caller_(caller), hub_(caller) {}

  // Whether a path is one of the API, "/mutua.../...", whatever becomes of it.
  static bool IsCall(const Request& request);

  std::shared_ptr<Source> Handle(Request request, std::shared_ptr<Outlet> outlet) override;

 private:
  Caller& caller_;
  WatchHub hub_;
};

}  // namespace mutua::front::http
