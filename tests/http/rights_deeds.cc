#include "tests/http/rights_deeds.h"

#include <string_view>

#include "absl/time/time.h"
#include "mutua/v1/audit.pb.h"
#include "mutua/v1/availability.pb.h"
#include "mutua/v1/bookings.pb.h"
#include "mutua/v1/catalogue.pb.h"
#include "mutua/v1/directory.pb.h"
#include "mutua/v1/feeds.pb.h"
#include "mutua/v1/imports.pb.h"
#include "mutua/v1/kiosks.pb.h"
#include "mutua/v1/quotas.pb.h"
#include "mutua/v1/rounds.pb.h"
#include "mutua/v1/shares.pb.h"
#include "mutua/v1/statements.pb.h"
#include "mutua/v1/wishes.pb.h"

namespace mutua::http_test {
namespace {

constexpr int64_t kHour = 3600;

// The company of an owner, by its handle.
std::string CompanyOf(const Column& column) {
  return std::string(column.owner) == "zoe" ? "bolt" : "acme";
}

// With a new request_id, and the badge that is read, where the request has them.
template <class Request, class Fill>
Deed With(Fill fill) {
  return [fill](RightsLab& lab, const Column& column) {
    auto request = std::make_unique<Request>();
    if constexpr (requires { request->set_request_id(std::string()); }) {
      request->set_request_id(lab.lab().NewRequestId());
    }
    fill(lab, column, request.get());
    if constexpr (requires { request->set_badge(std::string()); }) {
      if (column.badge != nullptr) request->set_badge(lab.BadgeOf(column.badge));
    }
    return std::unique_ptr<google::protobuf::Message>(std::move(request));
  };
}

// About a booking that `make` makes.
template <class Request>
Deed AboutBooking(std::string (RightsLab::*make)(const std::string&)) {
  return With<Request>([make](RightsLab& lab, const Column& column, Request* request) {
    request->set_booking((lab.*make)(column.owner));
  });
}
template <class Request>
Deed AboutBooking(const char* resource = "hall") {
  return With<Request>([resource](RightsLab& lab, const Column& column, Request* request) {
    request->set_booking(lab.Booking(column.owner, resource));
  });
}
template <class Request>
Deed AboutSeries() {
  return With<Request>([](RightsLab& lab, const Column& column, Request* request) {
    request->set_series(lab.Series(column.owner));
    if constexpr (requires { request->set_scope(v1::SERIES_SCOPE_ALL); }) {
      request->set_scope(v1::SERIES_SCOPE_ALL);
    }
    if constexpr (requires { request->mutable_start()->set_local(std::string()); }) {
      request->mutable_start()->set_local("2026-12-01T11:00");
    }
  });
}
template <class Request>
Deed AboutWish(std::string (RightsLab::*make)(const std::string&)) {
  return With<Request>([make](RightsLab& lab, const Column& column, Request* request) {
    request->set_wish((lab.*make)(column.owner));
  });
}
template <class Request>
Deed AboutMember() {
  return With<Request>([](RightsLab&, const Column& column, Request* request) {
    if (column.badge == nullptr) request->set_member(column.owner);
  });
}
template <class Request>
Deed AboutCompany() {
  return With<Request>([](RightsLab&, const Column& column, Request* request) {
    request->set_company(CompanyOf(column));
  });
}

void Put(int64_t seconds, v1::When* when) { when->mutable_instant()->set_seconds(seconds); }

// Who is named as whom it is for; at a kiosk the badge says it.
void Name(RightsLab& lab, const Column& column, v1::BookingSpec* spec) {
  const bool kiosk = std::string(column.name).starts_with("kiosk");
  if (!kiosk) spec->set_member(column.owner);
  if (column.badge != nullptr) spec->set_badge(lab.BadgeOf(column.badge));
}

void CreateBooking(RightsLab& lab, const Column& column, v1::CreateBookingRequest* request) {
  v1::BookingSpec& spec = *request->mutable_spec();
  spec.add_wants()->set_resource("hall");
  Put(lab.NextHour(), spec.mutable_time()->mutable_start());
  spec.mutable_time()->mutable_length()->set_seconds(kHour);
  Name(lab, column, &spec);
}

void CreateSeries(RightsLab&, const Column& column, v1::CreateSeriesRequest* request) {
  request->mutable_spec()->add_wants()->set_resource("hall");
  request->mutable_spec()->set_member(column.owner);
  request->mutable_recurrence()->mutable_start()->set_local("2026-12-01T09:00");
  request->mutable_recurrence()->mutable_length()->set_seconds(kHour);
  request->mutable_recurrence()->set_rrule("FREQ=WEEKLY;COUNT=2");
  request->set_mode(v1::SERIES_MODE_ALL_OR_NOTHING);
}

void FileWish(RightsLab& lab, const Column& column, v1::FileWishRequest* request) {
  lab.ClearWishes(column.owner);
  lab.Booking("zoe", "room-1");
  request->mutable_spec()->add_wants()->set_resource("room-1");
  request->mutable_spec()->set_member(column.owner);
  v1::AskedInterval& window = *request->add_windows();
  Put(lab.LastHour(), window.mutable_start());
  window.mutable_length()->set_seconds(kHour);
  request->mutable_length()->set_seconds(kHour);
  request->set_mode(v1::WISH_MODE_OFFER);
}

void ImportOccurrences(RightsLab& lab, const Column& column,
                       v1::ImportOccurrencesRequest* request) {
  request->set_resource("hall");
  request->set_member(column.owner);
  v1::ImportedOccurrence& one = *request->add_occurrences();
  Put(lab.NextHour(), one.mutable_time()->mutable_start());
  one.mutable_time()->mutable_length()->set_seconds(kHour);
  one.set_uid(lab.lab().NewRequestId());
}

void PreviewImport(RightsLab& lab, const Column& column, v1::PreviewImportRequest* request) {
  const absl::Time start = absl::FromUnixSeconds(lab.NextHour());
  request->set_resource("hall");
  request->set_member(column.owner);
  request->set_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nBEGIN:VEVENT\r\nUID:" +
                    lab.lab().NewRequestId() + "\r\nSUMMARY:x\r\nDTSTART:" +
                    absl::FormatTime("%Y%m%dT%H%M%SZ", start, absl::UTCTimeZone()) +
                    "\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
}

std::map<std::string, Deed> BookingDeeds() {
  return {
      {"BookingsService/CreateBooking", With<v1::CreateBookingRequest>(CreateBooking)},
      {"BookingsService/ConfirmBooking", AboutBooking<v1::ConfirmBookingRequest>(&RightsLab::Held)},
      {"BookingsService/MoveBooking",
       With<v1::MoveBookingRequest>([](RightsLab& lab, const Column& column, auto* request) {
         request->set_booking(lab.Booking(column.owner));
         Put(lab.NextHour(), request->mutable_time()->mutable_start());
         request->mutable_time()->mutable_length()->set_seconds(kHour);
       })},
      {"BookingsService/ExtendBooking",
       With<v1::ExtendBookingRequest>([](RightsLab& lab, const Column& column, auto* request) {
         request->set_booking(lab.Booking(column.owner));
         Put(lab.LastHour() + kHour + kHour / 2, request->mutable_end());
       })},
      {"BookingsService/ShortenBooking",
       With<v1::ShortenBookingRequest>([](RightsLab& lab, const Column& column, auto* request) {
         request->set_booking(lab.Booking(column.owner));
         Put(lab.LastHour() + kHour / 2, request->mutable_end());
       })},
      {"BookingsService/CancelBooking", AboutBooking<v1::CancelBookingRequest>()},
      {"BookingsService/CheckIn", AboutBooking<v1::CheckInRequest>(&RightsLab::Begun)},
      {"BookingsService/CheckOut", AboutBooking<v1::CheckOutRequest>(&RightsLab::CheckedIn)},
      {"BookingsService/MarkNoShow", AboutBooking<v1::MarkNoShowRequest>(&RightsLab::Begun)},
      {"BookingsService/HandOver",
       With<v1::HandOverRequest>([](RightsLab& lab, const Column& column, auto* request) {
         request->set_booking(lab.Booking(column.owner));
         request->set_to_member(std::string(column.owner) == "max" ? "lea" : "max");
       })},
      {"BookingsService/GetBooking", AboutBooking<v1::GetBookingRequest>()},
      {"BookingsService/ListBookings",
       With<v1::ListBookingsRequest>([](RightsLab& lab, const Column& column, auto* request) {
         // A page that is smaller than the list: its token must not tell what is not shown.
         for (int i = 0; i < 2; ++i) {
           lab.Booking(column.badge != nullptr ? column.badge : column.owner);
         }
         const bool kiosk = std::string(column.name).starts_with("kiosk");
         if (!kiosk) request->set_member(column.owner);
         request->set_page_size(1);
       })},
      {"BookingsService/Explain", AboutBooking<v1::ExplainRequest>()},
      {"BookingsService/BatchBook",
       With<v1::BatchBookRequest>([](RightsLab& lab, const Column& column, auto* request) {
         auto* cancel = request->add_items()->mutable_command()->mutable_cancel_booking();
         cancel->set_request_id(lab.lab().NewRequestId());
         cancel->set_booking(lab.Booking(column.owner));
       })},
      {"BookingsService/ImportOccurrences", With<v1::ImportOccurrencesRequest>(ImportOccurrences)},
      {"ImportsService/PreviewImport", With<v1::PreviewImportRequest>(PreviewImport)},
      {"BookingsService/CreateSeries", With<v1::CreateSeriesRequest>(CreateSeries)},
      {"BookingsService/UpdateSeries", AboutSeries<v1::UpdateSeriesRequest>()},
      {"BookingsService/RefillSeries", AboutSeries<v1::RefillSeriesRequest>()},
      {"BookingsService/CancelSeries", AboutSeries<v1::CancelSeriesRequest>()},
      {"BookingsService/GetSeries", AboutSeries<v1::GetSeriesRequest>()},
      {"BookingsService/ListSeries",
       With<v1::ListSeriesRequest>([](RightsLab& lab, const Column& column, auto* request) {
         for (int i = 0; i < 2; ++i) lab.Series(column.owner);
         request->set_member(column.owner);
         request->set_page_size(1);
       })},
      {"AvailabilityService/FindFreeTime",
       With<v1::FindFreeTimeRequest>([](RightsLab& lab, const Column& column, auto* request) {
         const bool kiosk = std::string(column.name).starts_with("kiosk");
         if (!kiosk) request->set_member(column.owner);
         request->mutable_resources()->add_resources("hall");
         Put(lab.NextHour(), request->mutable_window()->mutable_start());
         request->mutable_window()->mutable_length()->set_seconds(kHour);
       })},
      {"AvailabilityService/NextFree",
       With<v1::NextFreeRequest>([](RightsLab&, const Column& column, auto* request) {
         request->set_member(column.owner);
         request->mutable_resources()->add_resources("hall");
         request->mutable_length()->set_seconds(kHour);
       })},
      {"AvailabilityService/GetBoard",
       With<v1::GetBoardRequest>([](RightsLab& lab, const Column& column, auto* request) {
         lab.Booking(column.owner, "room-1");
         request->mutable_resources()->add_resources("room-1");
         Put(lab.LastHour(), request->mutable_window()->mutable_start());
         request->mutable_window()->mutable_length()->set_seconds(kHour);
       })},
      {"AvailabilityService/PreviewCommand",
       With<v1::PreviewCommandRequest>([](RightsLab& lab, const Column& column, auto* request) {
         request->mutable_command()->mutable_cancel_booking()->set_booking(
             lab.Booking(column.owner));
       })},
  };
}

std::map<std::string, Deed> OtherDeeds() {
  return {
      {"WishesService/FileWish", With<v1::FileWishRequest>(FileWish)},
      {"WishesService/AcceptOffer", AboutWish<v1::AcceptOfferRequest>(&RightsLab::Offered)},
      {"WishesService/DeclineOffer", AboutWish<v1::DeclineOfferRequest>(&RightsLab::Offered)},
      {"WishesService/WithdrawWish", AboutWish<v1::WithdrawWishRequest>(&RightsLab::Wish)},
      {"WishesService/GetWish", AboutWish<v1::GetWishRequest>(&RightsLab::Wish)},
      {"WishesService/ListWishes",
       With<v1::ListWishesRequest>([](RightsLab& lab, const Column& column, auto* request) {
         lab.TwoWishes(column.owner);
         request->set_member(column.owner);
         request->set_page_size(1);
       })},
      {"CatalogueService/ReportFault",
       With<v1::ReportFaultRequest>([](RightsLab&, const Column& column, auto* request) {
         // Two resources: of one no more than so many reports stand open.
         const bool at_kiosk = std::string_view(column.name).starts_with("kiosk");
         request->set_resource(at_kiosk ? "screen-1" : "hall");
         request->set_description("a lamp is dark");
       })},
      {"DirectoryService/GetCompany", AboutCompany<v1::GetCompanyRequest>()},
      {"DirectoryService/GetMember", AboutMember<v1::GetMemberRequest>()},
      {"DirectoryService/ListMembers", AboutCompany<v1::ListMembersRequest>()},
      {"DirectoryService/SetQuietHours", AboutMember<v1::SetQuietHoursRequest>()},
      {"DirectoryService/ListBadges", AboutMember<v1::ListBadgesRequest>()},
      {"QuotasService/GetQuotaStanding", AboutMember<v1::GetQuotaStandingRequest>()},
      {"SharesService/GetShareStanding", AboutCompany<v1::GetShareStandingRequest>()},
      {"SharesService/GetLedger", AboutCompany<v1::GetLedgerRequest>()},
      {"RoundsService/FileList",
       With<v1::FileListRequest>([](RightsLab& lab, const Column& column, auto* request) {
         request->set_round(lab.round());
         request->set_member(column.owner);
       })},
      {"RoundsService/GetRound",
       With<v1::GetRoundRequest>(
           [](RightsLab& lab, const Column&, auto* request) { request->set_round(lab.round()); })},
      {"StatementsService/GetStatement",
       With<v1::GetStatementRequest>([](RightsLab&, const Column& column, auto* request) {
         request->set_company(CompanyOf(column));
         request->set_month("2026-11");
       })},
      {"FeedsService/CreateFeed", AboutMember<v1::CreateFeedRequest>()},
      {"FeedsService/RevokeFeed",
       With<v1::RevokeFeedRequest>([](RightsLab& lab, const Column& column, auto* request) {
         request->set_feed(lab.Feed(column.owner));
       })},
      {"AuditService/ExportMember", AboutMember<v1::ExportMemberRequest>()},
      {"KiosksService/RemovePin",
       With<v1::RemovePinRequest>([](RightsLab& lab, const Column& column, auto* request) {
         v1::SetPinRequest set;
         set.set_request_id(lab.lab().NewRequestId());
         set.set_pin("2468");
         lab.OverGrpc("KiosksService/SetPin", set, lab.TokenOf(column.owner));
         request->set_member(column.owner);
       })},
      {"KiosksService/SetPin",
       With<v1::SetPinRequest>(
           [](RightsLab&, const Column&, auto* request) { request->set_pin("1357"); })},
  };
}

}  // namespace

const std::map<std::string, Deed>& Deeds() {
  static const std::map<std::string, Deed> kDeeds = [] {
    std::map<std::string, Deed> all = BookingDeeds();
    all.merge(OtherDeeds());
    return all;
  }();
  return kDeeds;
}

}  // namespace mutua::http_test
