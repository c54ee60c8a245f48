// What bad input gets, through every service: an error that names the field or the rule, and the
// digest of the state is what it was.
#include <doctest/doctest.h>

#include "tests/wire/bad_requests.h"

namespace mutua::wire {
namespace {

using grpc::StatusCode;
using Bookings = v1::BookingsService::Stub;
using Catalogue = v1::CatalogueService::Stub;
using Directory = v1::DirectoryService::Stub;
using Wishes = v1::WishesService::Stub;
using Availability = v1::AvailabilityService::Stub;

template <class Request>
Request OfBooking(const char* id) {
  Request request;
  request.set_booking(id);
  return request;
}

template <class Request>
Request OfSeries(const char* id) {
  Request request;
  request.set_series(id);
  return request;
}

template <class Request>
Request OfWish(const char* id) {
  Request request;
  request.set_wish(id);
  return request;
}

TEST_CASE("An id or handle of nothing is unknown to every RPC that takes one") {
  BadLab bad;
  const auto unknown = [](const char* what, std::function<grpc::Status(BadLab&)> ask) {
    return Row{what, std::move(ask), StatusCode::NOT_FOUND, "UNKNOWN", ""};
  };
  const std::vector<Row> rows{
      unknown("get",
              [](BadLab& b) {
                return b.Send(&Bookings::GetBooking, OfBooking<v1::GetBookingRequest>("b-77"));
              }),
      unknown("explain",
              [](BadLab& b) {
                return b.Send(&Bookings::Explain, OfBooking<v1::ExplainRequest>("b-77"));
              }),
      unknown("confirm",
              [](BadLab& b) {
                return b.Send(&Bookings::ConfirmBooking,
                              OfBooking<v1::ConfirmBookingRequest>("b-77"));
              }),
      unknown("approve",
              [](BadLab& b) {
                return b.Send(&Bookings::ApproveBooking,
                              OfBooking<v1::ApproveBookingRequest>("b-77"));
              }),
      unknown("reject",
              [](BadLab& b) {
                return b.Send(&Bookings::RejectBooking,
                              OfBooking<v1::RejectBookingRequest>("b-77"));
              }),
      unknown("check in",
              [](BadLab& b) {
                return b.Send(&Bookings::CheckIn, OfBooking<v1::CheckInRequest>("b-77"));
              }),
      unknown("check out",
              [](BadLab& b) {
                return b.Send(&Bookings::CheckOut, OfBooking<v1::CheckOutRequest>("b-77"));
              }),
      unknown("no-show",
              [](BadLab& b) {
                return b.Send(&Bookings::MarkNoShow, OfBooking<v1::MarkNoShowRequest>("b-77"));
              }),
      unknown("move",
              [](BadLab& b) {
                auto move = OfBooking<v1::MoveBookingRequest>("b-77");
                *move.mutable_time() = Span(7200, 3600);
                return b.Send(&Bookings::MoveBooking, move);
              }),
      unknown("move onto",
              [](BadLab& b) {
                auto move = OfBooking<v1::MoveBookingRequest>("b-1");
                move.add_wants()->set_resource("room-9");
                return b.Send(&Bookings::MoveBooking, move);
              }),
      unknown("extend",
              [](BadLab& b) {
                auto extend = OfBooking<v1::ExtendBookingRequest>("b-77");
                extend.mutable_end()->mutable_instant()->set_seconds(kNow + 10800);
                return b.Send(&Bookings::ExtendBooking, extend);
              }),
      unknown("shorten",
              [](BadLab& b) {
                auto shorten = OfBooking<v1::ShortenBookingRequest>("b-77");
                shorten.mutable_end()->mutable_instant()->set_seconds(kNow + 5400);
                return b.Send(&Bookings::ShortenBooking, shorten);
              }),
      unknown("hand over to nobody",
              [](BadLab& b) {
                auto hand = OfBooking<v1::HandOverRequest>("b-1");
                hand.set_to_member("nobody");
                return b.Send(&Bookings::HandOver, hand);
              }),
      unknown("series",
              [](BadLab& b) {
                return b.Send(&Bookings::GetSeries, OfSeries<v1::GetSeriesRequest>("s-77"));
              }),
      unknown("refill",
              [](BadLab& b) {
                return b.Send(&Bookings::RefillSeries, OfSeries<v1::RefillSeriesRequest>("s-77"));
              }),
      unknown("cancel series",
              [](BadLab& b) {
                auto cancel = OfSeries<v1::CancelSeriesRequest>("s-77");
                cancel.set_scope(v1::SERIES_SCOPE_ALL);
                return b.Send(&Bookings::CancelSeries, cancel);
              }),
      unknown("occurrence",
              [](BadLab& b) {
                auto cancel = OfSeries<v1::CancelSeriesRequest>("s-1");
                cancel.set_scope(v1::SERIES_SCOPE_ONE);
                cancel.set_occurrence(9);
                return b.Send(&Bookings::CancelSeries, cancel);
              }),
      unknown("import",
              [](BadLab& b) {
                auto import = b.Import();
                import.set_resource("screen-9");
                return b.Send(&Bookings::ImportOccurrences, import);
              }),
      unknown("wish",
              [](BadLab& b) {
                return b.Send(b.wishes, &Wishes::GetWish, OfWish<v1::GetWishRequest>("w-77"));
              }),
      unknown("accept",
              [](BadLab& b) {
                return b.Send(b.wishes, &Wishes::AcceptOffer,
                              OfWish<v1::AcceptOfferRequest>("w-77"));
              }),
      unknown("decline",
              [](BadLab& b) {
                return b.Send(b.wishes, &Wishes::DeclineOffer,
                              OfWish<v1::DeclineOfferRequest>("w-77"));
              }),
      unknown("withdraw",
              [](BadLab& b) {
                return b.Send(b.wishes, &Wishes::WithdrawWish,
                              OfWish<v1::WithdrawWishRequest>("w-77"));
              }),
      unknown("wish for",
              [](BadLab& b) {
                auto wish = b.Wish();
                wish.mutable_spec()->mutable_wants(0)->set_resource("room-9");
                return b.Send(b.wishes, &Wishes::FileWish, wish);
              }),
      unknown("outage of a site",
              [](BadLab& b) {
                auto outage = b.Outage();
                outage.mutable_spec()->set_site("nowhere");
                return b.Send(b.catalogue, &Catalogue::DeclareOutage, outage);
              }),
      unknown("outage of a pool",
              [](BadLab& b) {
                auto outage = b.Outage();
                outage.mutable_spec()->set_pool("nothing");
                return b.Send(b.catalogue, &Catalogue::DeclareOutage, outage);
              }),
      unknown("outage for a fault",
              [](BadLab& b) {
                auto outage = b.Outage();
                outage.mutable_spec()->set_fault("f-77");
                return b.Send(b.catalogue, &Catalogue::DeclareOutage, outage);
              }),
      unknown("update outage",
              [](BadLab& b) {
                v1::UpdateOutageRequest update;
                update.set_outage("o-77");
                *update.mutable_time() = Span(3600, 7200);
                return b.Send(b.catalogue, &Catalogue::UpdateOutage, update);
              }),
      unknown("lift",
              [](BadLab& b) {
                v1::LiftOutageRequest lift;
                lift.set_outage("o-77");
                return b.Send(b.catalogue, &Catalogue::LiftOutage, lift);
              }),
      unknown("fault",
              [](BadLab& b) {
                v1::ReportFaultRequest fault;
                fault.set_resource("laser-9");
                fault.set_description("x");
                return b.Send(b.catalogue, &Catalogue::ReportFault, fault);
              }),
      unknown("resolve",
              [](BadLab& b) {
                v1::ResolveFaultRequest resolve;
                resolve.set_fault("f-77");
                return b.Send(b.catalogue, &Catalogue::ResolveFault, resolve);
              }),
      unknown("resource in no pool",
              [](BadLab& b) {
                v1::CreateResourceRequest create;
                create.mutable_resource()->set_resource("new");
                create.mutable_resource()->set_kind(v1::RESOURCE_KIND_ROOM);
                create.mutable_resource()->set_pool("nothing");
                create.mutable_resource()->set_site("house");
                return b.Send(b.catalogue, &Catalogue::CreateResource, create);
              }),
      unknown("member of no company",
              [](BadLab& b) {
                v1::CreateMemberRequest create;
                create.mutable_member()->set_member("new");
                create.mutable_member()->set_company("nowhere");
                return b.Send(b.directory, &Directory::CreateMember, create);
              }),
      unknown("grant",
              [](BadLab& b) {
                v1::GrantCertificationRequest grant;
                grant.set_member("lea");
                grant.set_certification("nothing");
                return b.Send(b.directory, &Directory::GrantCertification, grant);
              }),
      unknown("token",
              [](BadLab& b) {
                v1::RevokeTokenRequest revoke;
                revoke.set_token("t-77");
                return b.Send(b.admin, &v1::AdminService::Stub::RevokeToken, revoke);
              }),
      unknown("board",
              [](BadLab& b) {
                v1::GetBoardRequest board;
                board.mutable_resources()->add_resources("room-9");
                *board.mutable_window() = Span(0, 3600);
                return b.Send(b.availability, &Availability::GetBoard, board);
              }),
  };
  Hold(bad, rows);
}

constexpr int64_t kCentury = 100LL * 366 * 86400;

TEST_CASE("Intervals that are reversed, empty or a century long are refused by every RPC") {
  BadLab bad;
  struct Times {
    const char* what;
    v1::AskedInterval time;
  };
  const Times times[] = {{"reversed", Span(7200, -3600)},
                         {"empty", Span(7200, 0)},
                         {"a century", Span(7200, kCentury)}};
  for (const Times& bad_time : times) {
    const v1::AskedInterval& time = bad_time.time;
    INFO(bad_time.what);
    const auto row = [](const char* what, const char* field,
                        std::function<grpc::Status(BadLab&)> ask) {
      return Row{what, std::move(ask), StatusCode::INVALID_ARGUMENT, "BAD_INTERVAL", field};
    };
    Hold(bad, {row("create", "spec.time",
                   [&](BadLab& b) {
                     auto booking = b.Booking();
                     *booking.mutable_spec()->mutable_time() = time;
                     return b.Send(&Bookings::CreateBooking, booking);
                   }),
               row("move", "time",
                   [&](BadLab& b) {
                     auto move = OfBooking<v1::MoveBookingRequest>("b-1");
                     *move.mutable_time() = time;
                     return b.Send(&Bookings::MoveBooking, move);
                   }),
               row("wish", "windows[0]",
                   [&](BadLab& b) {
                     auto wish = b.Wish();
                     *wish.mutable_windows(0) = time;
                     return b.Send(b.wishes, &Wishes::FileWish, wish);
                   }),
               row("outage", "spec.time",
                   [&](BadLab& b) {
                     auto outage = b.Outage();
                     *outage.mutable_spec()->mutable_time() = time;
                     return b.Send(b.catalogue, &Catalogue::DeclareOutage, outage);
                   }),
               row("update outage", "time",
                   [&](BadLab& b) {
                     v1::UpdateOutageRequest update;
                     update.set_outage("o-1");
                     *update.mutable_time() = time;
                     return b.Send(b.catalogue, &Catalogue::UpdateOutage, update);
                   }),
               row("import", "occurrences[0].time",
                   [&](BadLab& b) {
                     auto import = b.Import();
                     *import.mutable_occurrences(0)->mutable_time() = time;
                     return b.Send(&Bookings::ImportOccurrences, import);
                   }),
               row("board", "window",
                   [&](BadLab& b) {
                     v1::GetBoardRequest board;
                     *board.mutable_window() = time;
                     return b.Send(b.availability, &Availability::GetBoard, board);
                   }),
               row("free", "window", [&](BadLab& b) {
                 v1::FindFreeTimeRequest free;
                 free.mutable_resources()->set_pool("rooms");
                 *free.mutable_window() = time;
                 return b.Send(b.availability, &Availability::FindFreeTime, free);
               })});
  }
}

TEST_CASE(
    "Civil times that the clocks skip are refused by every RPC, with the next that there is") {
  BadLab bad;
  const char* const skipped = "2027-03-28T02:30";
  const v1::AskedInterval time = CivilSpan("2027-03-28T01:30", skipped);
  const auto row = [](const char* what, const char* field,
                      std::function<grpc::Status(BadLab&)> ask) {
    return Row{what, std::move(ask), StatusCode::INVALID_ARGUMENT, "SKIPPED_TIME", field};
  };
  Hold(bad,
       {row("create", "spec.time.end.civil.local",
            [&](BadLab& b) {
              auto booking = b.Booking();
              *booking.mutable_spec()->mutable_time() = time;
              return b.Send(&Bookings::CreateBooking, booking);
            }),
        row("hold", "spec.hold_until.civil.local",
            [&](BadLab& b) {
              auto booking = b.Booking();
              booking.mutable_spec()->mutable_hold_until()->mutable_civil()->set_local(skipped);
              return b.Send(&Bookings::CreateBooking, booking);
            }),
        row("move", "time.end.civil.local",
            [&](BadLab& b) {
              auto move = OfBooking<v1::MoveBookingRequest>("b-1");
              *move.mutable_time() = time;
              return b.Send(&Bookings::MoveBooking, move);
            }),
        row("extend", "end.civil.local",
            [&](BadLab& b) {
              auto extend = OfBooking<v1::ExtendBookingRequest>("b-1");
              extend.mutable_end()->mutable_civil()->set_local(skipped);
              return b.Send(&Bookings::ExtendBooking, extend);
            }),
        row("shorten", "start.civil.local",
            [&](BadLab& b) {
              auto shorten = OfBooking<v1::ShortenBookingRequest>("b-1");
              shorten.mutable_start()->mutable_civil()->set_local(skipped);
              return b.Send(&Bookings::ShortenBooking, shorten);
            }),
        row("wish", "windows[0].end.civil.local",
            [&](BadLab& b) {
              auto wish = b.Wish();
              *wish.mutable_windows(0) = time;
              return b.Send(b.wishes, &Wishes::FileWish, wish);
            }),
        row("outage", "spec.time.end.civil.local",
            [&](BadLab& b) {
              auto outage = b.Outage();
              *outage.mutable_spec()->mutable_time() = time;
              return b.Send(b.catalogue, &Catalogue::DeclareOutage, outage);
            }),
        row("import", "occurrences[0].time.end.civil.local",
            [&](BadLab& b) {
              auto import = b.Import();
              *import.mutable_occurrences(0)->mutable_time() = time;
              return b.Send(&Bookings::ImportOccurrences, import);
            }),
        row("free", "window.end.civil.local", [&](BadLab& b) {
          v1::FindFreeTimeRequest free;
          free.mutable_resources()->set_pool("rooms");
          *free.mutable_window() = time;
          return b.Send(b.availability, &Availability::FindFreeTime, free);
        })});
}

}  // namespace
}  // namespace mutua::wire
