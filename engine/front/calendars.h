// Feeds over HTTP: GET /calendars/<token>.ics (mutua/v1/feeds.proto). Who has the token reads that
// one calendar, as whoever made it may see it: what is shown goes through Showing, as in
// ListBookings.
//
// Bound to the thread of the sockets; texts are made on that of house.slow. What is under way lives
// on when this ends.
#pragma once

#include <memory>

#include "engine/front/house.h"
#include "engine/front/http/exchange.h"

namespace mutua::front {

class Calendars : public http::Handler {
 public:
  // Bookings in one calendar, at most: the next ones. A text of some 3 MiB.
  static constexpr size_t kListedMost = 5000;

  // Borrows it.
  explicit Calendars(House& house);
  ~Calendars() override;

  std::shared_ptr<http::Source> Handle(http::Request request,
                                       std::shared_ptr<http::Outlet> outlet) override;

 private:
  class Maker;
  std::shared_ptr<Maker> maker_;
};

}  // namespace mutua::front
