// Signing in through the provider (openid/), as a browser does it:
//
//   GET  /sign-in/provider          off to the provider; the sign-in that was begun goes along,
//                                   sealed, in a cookie
//   GET  /sign-in/provider/back     from there: state and cookie belong together, the code is
//                                   redeemed, and one of our pages opened, with a ticket or with
//                                   why not
//   POST /sign-in/provider/session  the page takes the ticket for a session's secret, once
//   GET  /sign-in/provider/name     what the provider is called; empty: there is none
//
// A session that comes of it is one like any other (decisions/a_session_is_a_token.md). Nobody is
// made a member by signing in.
//
// Bound to the thread of the sockets; the provider is asked on a thread of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/front/house.h"
#include "engine/front/http/exchange.h"
#include "engine/front/openid/provider.h"

namespace mutua::front {

// For the log: why, in words that hold nothing of whoever it was about.
struct ProviderSignInRefused {
  std::string why;
  std::string address;  // empty: of this machine
};

class ProviderSignIn : public http::Handler {
 public:
  using Refused = std::function<void(const ProviderSignInRefused&)>;

  // Borrows the house and the settings. No issuer: all it says is that there is none.
  ProviderSignIn(House& house, const openid::Settings& settings, Refused on_refused);
  // Gives up what is asked of the provider.
  ~ProviderSignIn() override;

  // Of paths below "/sign-in/".
  std::shared_ptr<http::Source> Handle(http::Request request,
                                       std::shared_ptr<http::Outlet> outlet) override;

 private:
  class Desk;
  std::shared_ptr<Desk> desk_;
};

}  // namespace mutua::front
