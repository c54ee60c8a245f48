// Who answers which path: the operator's questions, the API, the pages.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "engine/front/http/api.h"
#include "engine/front/http/pages.h"

namespace mutua::front::http {

class Router : public Handler {
 public:
  // /healthz, /readyz, /metrics; nullopt: none of them. Called on the thread of the sockets.
  using Operate = std::function<std::optional<Reply>(const Request&)>;

  // Borrows the caller and the pages.
  Router(Caller& caller, const Pages& pages, Operate operate)
      : api_(caller), pages_(pages), operate_(std::move(operate)) {}

  std::shared_ptr<Source> Handle(Request request, std::shared_ptr<Outlet> outlet) override {
    if (Api::IsCall(request)) return api_.Handle(std::move(request), std::move(outlet));
    std::optional<Reply> reply = operate_(request);
    outlet->Send(reply ? *std::move(reply) : ServePage(pages_, request));
    return nullptr;
  }

 private:
  Api api_;
  const Pages& pages_;
  const Operate operate_;
};

}  // namespace mutua::front::http
