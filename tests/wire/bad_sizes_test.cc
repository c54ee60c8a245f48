// What is too large, too many, endless, broken, used already or stale is refused by name, through
// every service, and the digest of the state is what it was.
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

Row Bad(const char* what, const char* reason, const char* field,
        std::function<grpc::Status(BadLab&)> ask) {
  return Row{what, std::move(ask), StatusCode::INVALID_ARGUMENT, reason, field};
}

TEST_CASE("What is oversized is refused with the name of its field") {
  BadLab bad;
  Hold(bad, {Bad("a handle of 64 bytes", "MALFORMED", "spec.wants[0].resource",
                 [](BadLab& b) {
                   auto booking = b.Booking();
                   booking.mutable_spec()->mutable_wants(0)->set_resource(std::string(64, 'a'));
                   return b.Send(&Bookings::CreateBooking, booking);
                 }),
             Bad("guests without names", "MALFORMED", "spec.guests.more",
                 [](BadLab& b) {
                   auto booking = b.Booking();
                   booking.mutable_spec()->mutable_guests()->set_more(10'001);
                   return b.Send(&Bookings::CreateBooking, booking);
                 }),
             Bad("a guest's name", "MALFORMED", "spec.guests.names[0]",
                 [](BadLab& b) {
                   auto booking = b.Booking();
                   booking.mutable_spec()->mutable_guests()->add_names(std::string(101, 'x'));
                   return b.Send(&Bookings::CreateBooking, booking);
                 }),
             Bad("a reason to override", "MALFORMED", "override.reason",
                 [](BadLab& b) {
                   auto booking = b.Booking();
                   booking.mutable_override()->set_reason(std::string(501, 'x'));
                   return b.Send(&Bookings::CreateBooking, booking);
                 }),
             Bad("a batch of 1,001", "MALFORMED", "items",
                 [](BadLab& b) {
                   v1::BatchBookRequest batch;
                   for (int i = 0; i <= 1000; ++i) {
                     *batch.add_items()->mutable_command()->mutable_create_booking() = b.Booking();
                   }
                   return b.Send(&Bookings::BatchBook, batch);
                 }),
             Bad("an import of 1,001", "MALFORMED", "occurrences",
                 [](BadLab& b) {
                   auto import = b.Import();
                   for (int i = 0; i < 1000; ++i) {
                     *import.add_occurrences() = import.occurrences(0);
                     import.mutable_occurrences(i + 1)->set_uid("event-" + std::to_string(i));
                   }
                   return b.Send(&Bookings::ImportOccurrences, import);
                 }),
             Bad("a UID of 256 bytes", "MALFORMED", "occurrences[0].uid",
                 [](BadLab& b) {
                   auto import = b.Import();
                   import.mutable_occurrences(0)->set_uid(std::string(256, 'x'));
                   return b.Send(&Bookings::ImportOccurrences, import);
                 }),
             Bad("1,001 bookings to realign", "MALFORMED", "bookings",
                 [](BadLab& b) {
                   v1::RealignBookingsRequest realign;
                   for (int i = 0; i <= 1000; ++i)
                     realign.add_bookings("b-" + std::to_string(i + 1));
                   return b.Send(&Bookings::RealignBookings, realign);
                 }),
             Bad("17 windows", "TOO_MANY", "windows",
                 [](BadLab& b) {
                   auto wish = b.Wish();
                   for (int i = 0; i < 16; ++i)
                     *wish.add_windows() = Span((2 * i + 9) * 3600, 3600);
                   return b.Send(b.wishes, &Wishes::FileWish, wish);
                 }),
             Bad("a window of 401 days", "BAD_INTERVAL", "windows[0]",
                 [](BadLab& b) {
                   auto wish = b.Wish();
                   *wish.mutable_windows(0) = Span(3600, 401 * 86400);
                   return b.Send(b.wishes, &Wishes::FileWish, wish);
                 }),
             Bad("why a thing is out", "MALFORMED", "spec.reason",
                 [](BadLab& b) {
                   auto outage = b.Outage();
                   outage.mutable_spec()->set_reason(std::string(501, 'x'));
                   return b.Send(b.catalogue, &Catalogue::DeclareOutage, outage);
                 }),
             Bad("what is wrong with it", "MALFORMED", "description",
                 [](BadLab& b) {
                   v1::ReportFaultRequest fault;
                   fault.set_resource("laser-1");
                   fault.set_description(std::string(2001, 'x'));
                   return b.Send(b.catalogue, &Catalogue::ReportFault, fault);
                 }),
             Bad("capacity", "MALFORMED", "resource.capacity",
                 [](BadLab& b) {
                   v1::CreateResourceRequest create;
                   v1::Resource& resource = *create.mutable_resource();
                   resource.set_resource("new");
                   resource.set_kind(v1::RESOURCE_KIND_ROOM);
                   resource.set_pool("rooms");
                   resource.set_site("house");
                   resource.set_capacity(100'001);
                   return b.Send(b.catalogue, &Catalogue::CreateResource, create);
                 }),
             Bad("a display name", "MALFORMED", "company.display_name",
                 [](BadLab& b) {
                   v1::CreateCompanyRequest create;
                   create.mutable_company()->set_company("new");
                   create.mutable_company()->set_kind(v1::COMPANY_KIND_EMPLOYER);
                   create.mutable_company()->set_display_name(std::string(101, 'x'));
                   return b.Send(b.directory, &Directory::CreateCompany, create);
                 }),
             Bad("a badge", "MALFORMED", "badge",
                 [](BadLab& b) {
                   v1::RegisterBadgeRequest badge;
                   badge.set_member("lea");
                   badge.set_badge(std::string(129, '7'));
                   return b.Send(b.directory, &Directory::RegisterBadge, badge);
                 }),
             Bad("a page", "MALFORMED", "page_size",
                 [](BadLab& b) {
                   v1::ListBookingsRequest list;
                   list.set_page_size(1001);
                   return b.Send(&Bookings::ListBookings, list);
                 }),
             Bad("a page token of nothing", "MALFORMED", "page_token",
                 [](BadLab& b) {
                   v1::ListBookingsRequest list;
                   list.set_page_token(std::string(5000, 'x'));
                   return b.Send(&Bookings::ListBookings, list);
                 }),
             Bad("a board of 63 days", "BAD_INTERVAL", "window", [](BadLab& b) {
               v1::GetBoardRequest board;
               *board.mutable_window() = Span(0, 63 * 86400);
               return b.Send(b.availability, &Availability::GetBoard, board);
             })});
}

TEST_CASE("Recurrence rules that are broken, endless, empty or too long are refused by name") {
  BadLab bad;
  struct Rule {
    std::string rule;
    StatusCode code;
    const char* reason;
    const char* field;
  };
  const StatusCode kBad = StatusCode::INVALID_ARGUMENT;
  const StatusCode kNo = StatusCode::FAILED_PRECONDITION;
  const char* const kField = "recurrence.rrule";
  const Rule rules[] = {
      {"", kBad, "MALFORMED", kField},
      {std::string(501, 'X'), kBad, "MALFORMED", kField},
      {"nonsense", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=HOURLY;COUNT=3", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=DAILY;COUNT=3;UNTIL=20261231T000000Z", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=DAILY;INTERVAL=0;COUNT=3", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=DAILY;COUNT=0", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=DAILY;COUNT=-1", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=DAILY;COUNT=99999999999999999999", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=DAILY;FREQ=WEEKLY;COUNT=3", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=DAILY", kBad, "ENDLESS_SERIES", ""},
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=DAILY;COUNT=1001", kBad, "TOO_MANY", ""},
      {"FREQ=DAILY;COUNT=10000", kBad, "TOO_MANY", ""},
      {"FREQ=DAILY;UNTIL=21991231T000000Z", kBad, "TOO_MANY", ""},
      // Empty: no date ever, and none before its end.
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", kBad, "BAD_RECURRENCE", kField},
      {"FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31;UNTIL=21991231T000000Z", kBad, "BAD_RECURRENCE",
       kField},
      {"FREQ=DAILY;UNTIL=20200101T000000Z", kNo, "EMPTY_SERIES", ""},
  };
  std::vector<Row> rows;
  for (const Rule& rule : rules) {
    rows.push_back(
        {rule.rule.c_str(),
         [&rule](BadLab& b) { return b.Send(&Bookings::CreateSeries, b.Series(rule.rule)); },
         rule.code, rule.reason, rule.field});
  }
  const auto spoiled = [&](const char* what, const char* reason, const char* field,
                           std::function<void(v1::Recurrence*)> spoil) {
    rows.push_back(Bad(what, reason, field, [spoil](BadLab& b) {
      auto series = b.Series("FREQ=DAILY;COUNT=3");
      spoil(series.mutable_recurrence());
      return b.Send(&Bookings::CreateSeries, series);
    }));
  };
  spoiled("no start", "MALFORMED", "recurrence.start.local",
          [](v1::Recurrence* r) { r->clear_start(); });
  spoiled("the 31st of April", "MALFORMED", "recurrence.start.local",
          [](v1::Recurrence* r) { r->mutable_start()->set_local("2027-04-31T10:00"); });
  spoiled("no length", "MALFORMED", "recurrence.length",
          [](v1::Recurrence* r) { r->clear_length(); });
  spoiled("a negative length", "MALFORMED", "recurrence.length",
          [](v1::Recurrence* r) { r->mutable_length()->set_seconds(-3600); });
  spoiled("a century", "BAD_INTERVAL", "",
          [](v1::Recurrence* r) { r->mutable_length()->set_seconds(100LL * 366 * 86400); });
  spoiled("1,001 dates left out", "MALFORMED", "recurrence.exdates", [](v1::Recurrence* r) {
    for (int i = 0; i <= 1000; ++i) r->add_exdates("2026-11-27T10:00");
  });
  spoiled("a date that is none", "MALFORMED", "recurrence.rdates[0]",
          [](v1::Recurrence* r) { r->add_rdates("tomorrow"); });
  Hold(bad, rows);
}

TEST_CASE("A request_id that was used for something else is refused by every service") {
  BadLab bad;
  const std::string used = bad.lab.NewRequestId();
  auto booking = bad.Booking();
  booking.set_request_id(used);
  REQUIRE(Book(bad.lab, bad.lab.manager(), booking).ok());
  const auto reused = [&](const char* what, std::function<grpc::Status(BadLab&)> ask) {
    return Row{what, std::move(ask), StatusCode::ALREADY_EXISTS, "REQUEST_REUSED", ""};
  };
  const auto ask = [used](auto& stub, auto method, auto request, BadLab& b) {
    request.set_request_id(used);
    return Ask(stub, method, request, b.lab.manager()).status;
  };
  Hold(bad,
       {reused("another title",
               [&](BadLab& b) {
                 auto other = booking;
                 other.mutable_spec()->set_title("Something else");
                 return ask(b.lab.bookings(), &Bookings::CreateBooking, other, b);
               }),
        reused("another command",
               [&](BadLab& b) {
                 v1::CancelBookingRequest cancel;
                 cancel.set_booking("b-1");
                 return ask(b.lab.bookings(), &Bookings::CancelBooking, cancel, b);
               }),
        reused("a wish", [&](BadLab& b) { return ask(*b.wishes, &Wishes::FileWish, b.Wish(), b); }),
        reused(
            "an outage",
            [&](BadLab& b) { return ask(*b.catalogue, &Catalogue::DeclareOutage, b.Outage(), b); }),
        reused("a company", [&](BadLab& b) {
          v1::CreateCompanyRequest create;
          create.mutable_company()->set_company("new");
          create.mutable_company()->set_kind(v1::COMPANY_KIND_EMPLOYER);
          return ask(*b.directory, &Directory::CreateCompany, create, b);
        })});
}

TEST_CASE("A stale etag is refused wherever one can be given") {
  BadLab bad;
  const auto stale = [](const char* what, std::function<grpc::Status(BadLab&)> ask) {
    return Row{what, std::move(ask), StatusCode::ABORTED, "STALE", ""};
  };
  const auto of = [](auto request, const char* id) {
    request.set_booking(id);
    request.set_etag("77");
    return request;
  };
  Hold(bad, {stale("move",
                   [&](BadLab& b) {
                     auto move = of(v1::MoveBookingRequest(), "b-1");
                     *move.mutable_time() = Span(7200, 3600);
                     return b.Send(&Bookings::MoveBooking, move);
                   }),
             stale("extend",
                   [&](BadLab& b) {
                     auto extend = of(v1::ExtendBookingRequest(), "b-1");
                     extend.mutable_end()->mutable_instant()->set_seconds(kNow + 10800);
                     return b.Send(&Bookings::ExtendBooking, extend);
                   }),
             stale("shorten",
                   [&](BadLab& b) {
                     auto shorten = of(v1::ShortenBookingRequest(), "b-1");
                     shorten.mutable_end()->mutable_instant()->set_seconds(kNow + 5400);
                     return b.Send(&Bookings::ShortenBooking, shorten);
                   }),
             stale("cancel",
                   [&](BadLab& b) {
                     return b.Send(&Bookings::CancelBooking, of(v1::CancelBookingRequest(), "b-1"));
                   }),
             stale("approve",
                   [&](BadLab& b) {
                     return b.Send(&Bookings::ApproveBooking,
                                   of(v1::ApproveBookingRequest(), "b-2"));
                   }),
             stale("reject",
                   [&](BadLab& b) {
                     return b.Send(&Bookings::RejectBooking, of(v1::RejectBookingRequest(), "b-2"));
                   }),
             stale("hand over",
                   [&](BadLab& b) {
                     auto hand = of(v1::HandOverRequest(), "b-1");
                     hand.set_to_member("zoe");
                     return b.Send(&Bookings::HandOver, hand);
                   }),
             stale("update series",
                   [](BadLab& b) {
                     v1::UpdateSeriesRequest update;
                     update.set_series("s-1");
                     update.set_scope(v1::SERIES_SCOPE_ALL);
                     update.mutable_start()->set_local("2026-11-27T11:00");
                     update.set_etag("77");
                     return b.Send(&Bookings::UpdateSeries, update);
                   }),
             stale("cancel series",
                   [](BadLab& b) {
                     v1::CancelSeriesRequest cancel;
                     cancel.set_series("s-1");
                     cancel.set_scope(v1::SERIES_SCOPE_ALL);
                     cancel.set_etag("77");
                     return b.Send(&Bookings::CancelSeries, cancel);
                   }),
             stale("update outage",
                   [](BadLab& b) {
                     v1::UpdateOutageRequest update;
                     update.set_outage("o-1");
                     *update.mutable_time() = Span(3600, 7200);
                     update.set_etag("77");
                     return b.Send(b.catalogue, &Catalogue::UpdateOutage, update);
                   }),
             stale("lift outage",
                   [](BadLab& b) {
                     v1::LiftOutageRequest lift;
                     lift.set_outage("o-1");
                     lift.set_etag("77");
                     return b.Send(b.catalogue, &Catalogue::LiftOutage, lift);
                   }),
             stale("update resource",
                   [](BadLab& b) {
                     v1::UpdateResourceRequest update;
                     update.mutable_resource()->set_resource("laser-1");
                     update.mutable_resource()->set_display_name("Laser");
                     update.mutable_resource()->set_etag("77");
                     update.mutable_update_mask()->add_paths("display_name");
                     return b.Send(b.catalogue, &Catalogue::UpdateResource, update);
                   }),
             stale("update pool",
                   [](BadLab& b) {
                     v1::UpdatePoolRequest update;
                     update.mutable_pool()->set_pool("lasers");
                     update.mutable_pool()->set_display_name("All lasers");
                     update.mutable_pool()->set_etag("77");
                     update.mutable_update_mask()->add_paths("display_name");
                     return b.Send(b.catalogue, &Catalogue::UpdatePool, update);
                   }),
             stale("update company", [](BadLab& b) {
               v1::UpdateCompanyRequest update;
               update.mutable_company()->set_company("acme");
               update.mutable_company()->set_display_name("Acme and sons");
               update.mutable_company()->set_etag("77");
               update.mutable_update_mask()->add_paths("display_name");
               return b.Send(b.directory, &Directory::UpdateCompany, update);
             })});
}

}  // namespace
}  // namespace mutua::wire
