// Who answers which path: the operator's questions, the API, calendars, signing in through a
// provider, the pages.
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

  // Who answers what lies below /calendars/ and /sign-in/.
  struct Others {
    Handler& calendars;
    Handler& sign_in;
  };

  // Borrows the caller, the pages and the others.
  Router(Caller& caller, WatchHub::CountedFor counted_for, const Pages& pages, Others others,
         Operate operate)
      : api_(caller, std::move(counted_for)),
        pages_(pages),
        others_(others),
        operate_(std::move(operate)) {}

  const Api& api() const { return api_; }

  Kind KindOf(const Request& request) const override {
    const std::string& path = request.path;
    if (Api::IsCall(request)) return Kind::kApi;
    if (path.starts_with("/calendars/")) return Kind::kCalendar;
    if (path == "/healthz" || path == "/readyz" || path == "/metrics") return Kind::kOperator;
    return Kind::kPage;
  }

  std::shared_ptr<Source> Handle(Request request, std::shared_ptr<Outlet> outlet) override {
    const Kind kind = KindOf(request);
    if (kind == Kind::kApi) return api_.Handle(std::move(request), std::move(outlet));
    if (kind == Kind::kCalendar) {
      return others_.calendars.Handle(std::move(request), std::move(outlet));
    }
    if (request.path.starts_with("/sign-in/")) {
      return others_.sign_in.Handle(std::move(request), std::move(outlet));
    }
    std::optional<Reply> reply = operate_(request);
    outlet->Send(reply ? *std::move(reply) : ServePage(pages_, request));
    return nullptr;
  }

 private:
  Api api_;
  const Pages& pages_;
  const Others others_;
  const Operate operate_;
};

}  // namespace mutua::front::http
