// Bookings over the wire: made, refused with reasons and alternatives, retried, changed, listed.
#include <doctest/doctest.h>

#include "engine/journal/open.h"
#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/support/temporary_folder.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Stub = v1::BookingsService::Stub;

constexpr int64_t kHour = 3600;

TEST_CASE("A booking is made, and answers what was asked, where and when") {
  WireLab lab;
  auto request = BookRequest(lab, "laser-1", 5 * kHour, 120);
  request.mutable_spec()->set_title("Acrylic signs");
  request.mutable_spec()->mutable_guests()->add_names("Ana");
  request.mutable_spec()->mutable_guests()->set_more(2);
  const auto made = Book(lab, lab.lea(), request);
  REQUIRE(made.ok());
  const v1::Booking& booking = made.response.booking();
  CHECK(booking.booking() == "b-1");
  CHECK(booking.state() == v1::BOOKING_STATE_CONFIRMED);
  CHECK(booking.parts(0).resource() == "laser-1");
  CHECK(booking.parts(0).units() == 1);
  CHECK(booking.member() == "lea");
  CHECK(booking.company() == "acme");
  CHECK(booking.title() == "Acrylic signs");
  CHECK(booking.zone() == "Europe/Paris");
  CHECK(booking.local_start() == "2026-11-26T14:00:00+01:00");
  CHECK(booking.local_end() == "2026-11-26T16:00:00+01:00");
  CHECK(booking.etag() == "1");
  CHECK(made.response.position() > 0);

  v1::GetBookingRequest get;
  get.set_booking("b-1");
  get.set_min_position(made.response.position());
  const auto read = Ask(lab.bookings(), &Stub::GetBooking, get, lab.max());
  REQUIRE(read.ok());
  CHECK(read.response.booking().title() == "Acrylic signs");
  CHECK(read.response.booking().guests().names(0) == "Ana");
  CHECK(read.response.booking().guests().more() == 2);
}

TEST_CASE("Another company sees that it is busy, and neither who nor what") {
  WireLab lab;
  auto request = BookRequest(lab, "room-1", kHour, 60);
  request.mutable_spec()->set_title("Merger");
  REQUIRE(Book(lab, lab.lea(), request).ok());
  v1::GetBookingRequest get;
  get.set_booking("b-1");
  for (const std::string& outsider : {lab.zoe(), lab.kiosk()}) {
    const auto read = Ask(lab.bookings(), &Stub::GetBooking, get, outsider);
    REQUIRE(read.ok());
    CHECK(read.response.booking().redacted());
    CHECK(read.response.booking().state() == v1::BOOKING_STATE_CONFIRMED);
    CHECK(read.response.booking().title().empty());
    CHECK(read.response.booking().member().empty());
    CHECK(read.response.booking().company().empty());
    CHECK(read.response.booking().etag().empty());
  }
}

TEST_CASE("A refusal names the rule with its numbers, in the language asked for, and its id") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 60)).ok());
  const auto request = BookRequest(lab, "room-1", kHour + 1800, 60);
  const auto refused = Book(lab, lab.zoe(), request);
  CHECK(refused.status.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
  CHECK(refused.reason() == "OVERLAP");
  const v1::Refusal refusal = refused.refusal();
  REQUIRE(refusal.reasons_size() == 1);
  CHECK(refusal.reasons(0).rule() == v1::RULE_OVERLAP);
  CHECK(refusal.reasons(0).resource() == "room-1");
  CHECK(refusal.reasons(0).limit() == 1);
  CHECK(refusal.reasons(0).used() == 1);
  CHECK(refusal.reasons(0).asked() == 1);
  CHECK(refusal.refusal().starts_with("r-"));
  CHECK(refused.status.error_message().find("booked") != std::string::npos);
  CHECK(refused.status.error_details().size() < 4096);

  const auto french =
      Ask(lab.bookings(), &Stub::CreateBooking, request, lab.zoe(), "fr-FR,fr;q=0.9,en;q=0.8");
  CHECK(french.status.error_message().find("réservé") != std::string::npos);

  v1::ExplainRequest why;
  why.set_refusal(refusal.refusal());
  const auto explained = Ask(lab.bookings(), &Stub::Explain, why, lab.zoe());
  REQUIRE(explained.ok());
  CHECK(explained.response.refusal().reasons(0).rule() == v1::RULE_OVERLAP);
  REQUIRE(explained.response.facts_size() == 1);
  CHECK(explained.response.facts(0).at().seconds() == kNow);
  CHECK(explained.response.facts(0).by() == "zoe");
  const auto hidden = Ask(lab.bookings(), &Stub::Explain, why, lab.lea());
  CHECK(hidden.status.error_code() == grpc::StatusCode::NOT_FOUND);
}

TEST_CASE("Alternatives would be accepted if asked now") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-1", kHour, 60)).ok());
  const auto refused = Book(lab, lab.zoe(), BookRequest(lab, "laser-1", kHour, 60));
  const v1::Refusal refusal = refused.refusal();
  REQUIRE(refusal.alternatives_size() > 0);
  CHECK(refusal.alternatives_size() <= 5);
  auto again = BookRequest(lab, "laser-1", 0, 60);
  const v1::AlternativeBooking& instead = refusal.alternatives(0).bookings(0);
  *again.mutable_spec()->mutable_wants() = instead.wants();
  v1::AskedInterval& time = *again.mutable_spec()->mutable_time();
  *time.mutable_start()->mutable_instant() = instead.interval().start();
  *time.mutable_end()->mutable_instant() = instead.interval().end();
  CHECK(Book(lab, lab.zoe(), again).ok());
}

TEST_CASE("A preview that is refused says the alternatives of the refusal itself") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-1", kHour, 60)).ok());
  const auto request = BookRequest(lab, "laser-1", kHour, 60);
  v1::PreviewCommandRequest preview;
  *preview.mutable_command()->mutable_create_booking() = request;
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  const auto foreseen =
      Ask(*availability, &v1::AvailabilityService::Stub::PreviewCommand, preview, lab.zoe());
  REQUIRE(foreseen.ok());
  REQUIRE(foreseen.response.refusal().alternatives_size() > 0);
  const v1::Refusal refused = Book(lab, lab.zoe(), request).refusal();
  REQUIRE(refused.alternatives_size() == foreseen.response.refusal().alternatives_size());
  for (int i = 0; i < refused.alternatives_size(); ++i) {
    CHECK(refused.alternatives(i).SerializeAsString() ==
          foreseen.response.refusal().alternatives(i).SerializeAsString());
  }
}

TEST_CASE("A previewed series says when each occurrence would be, booked or skipped") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-1", 5 * kHour, 60)).ok());
  v1::PreviewCommandRequest preview;
  v1::CreateSeriesRequest& series = *preview.mutable_command()->mutable_create_series();
  series.mutable_spec()->add_wants()->set_resource("laser-1");
  series.mutable_recurrence()->mutable_start()->set_local("2026-11-26T14:00");
  series.mutable_recurrence()->mutable_length()->set_seconds(3600);
  series.mutable_recurrence()->set_rrule("FREQ=DAILY;COUNT=3");
  series.set_mode(v1::SERIES_MODE_BEST_EFFORT);
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  const auto foreseen =
      Ask(*availability, &v1::AvailabilityService::Stub::PreviewCommand, preview, lab.zoe());
  REQUIRE(foreseen.ok());
  REQUIRE(foreseen.response.series().occurrences_size() == 3);
  std::vector<std::string> starts;
  for (const v1::SeriesOccurrence& one : foreseen.response.series().occurrences()) {
    starts.push_back(one.local_start());
  }
  CHECK(foreseen.response.series().occurrences(0).skipped() == v1::RULE_OVERLAP);
  CHECK(starts == std::vector<std::string>{"2026-11-26T14:00:00", "2026-11-27T14:00:00",
                                           "2026-11-28T14:00:00"});
}

TEST_CASE("A retry has one effect, and another body under the same id is refused") {
  WireLab lab;
  auto request = BookRequest(lab, "room-1", kHour, 60);
  const auto first = Book(lab, lab.lea(), request);
  const auto second = Book(lab, lab.lea(), request);
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(second.response.booking().booking() == first.response.booking().booking());
  v1::ListBookingsRequest list;
  CHECK(Ask(lab.bookings(), &Stub::ListBookings, list, lab.lea()).response.bookings_size() == 1);

  request.mutable_spec()->set_title("Something else");
  const auto other = Book(lab, lab.lea(), request);
  CHECK(other.status.error_code() == grpc::StatusCode::ALREADY_EXISTS);
  CHECK(other.reason() == "REQUEST_REUSED");
}

TEST_CASE("A retry of a change has the first answer, although the state has moved on") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 60)).ok());
  v1::ExtendBookingRequest extend;
  extend.set_request_id(lab.NewRequestId());
  extend.set_booking("b-1");
  extend.mutable_end()->mutable_instant()->set_seconds(kNow + 3 * kHour);
  CHECK(Ask(lab.bookings(), &Stub::ExtendBooking, extend, lab.lea()).ok());
  const auto again = Ask(lab.bookings(), &Stub::ExtendBooking, extend, lab.lea());
  REQUIRE(again.ok());
  CHECK(again.response.booking().interval().end().seconds() == kNow + 3 * kHour);
  extend.set_request_id(lab.NewRequestId());
  const auto anew = Ask(lab.bookings(), &Stub::ExtendBooking, extend, lab.lea());
  CHECK(anew.reason() == "NO_ROOM_TO_SHRINK");
}

TEST_CASE("Cancelling frees the time; a stale etag changes nothing") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 60)).ok());
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_booking("b-1");
  cancel.set_etag("9");
  const auto stale = Ask(lab.bookings(), &Stub::CancelBooking, cancel, lab.lea());
  CHECK(stale.status.error_code() == grpc::StatusCode::ABORTED);
  CHECK(stale.reason() == "STALE");
  cancel.set_request_id(lab.NewRequestId());
  cancel.set_etag("1");
  const auto cancelled = Ask(lab.bookings(), &Stub::CancelBooking, cancel, lab.lea());
  REQUIRE(cancelled.ok());
  CHECK(cancelled.response.booking().state() == v1::BOOKING_STATE_CANCELLED);
  CHECK(Book(lab, lab.zoe(), BookRequest(lab, "room-1", kHour, 60)).ok());
}

TEST_CASE("Moving, shortening and handing over are judged and shown") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 120)).ok());
  v1::MoveBookingRequest move;
  move.set_request_id(lab.NewRequestId());
  move.set_booking("b-1");
  move.mutable_time()->mutable_start()->mutable_civil()->set_local("2026-11-26T15:00");
  move.mutable_time()->mutable_length()->set_seconds(2 * kHour);
  const auto moved = Ask(lab.bookings(), &Stub::MoveBooking, move, lab.lea());
  REQUIRE(moved.ok());
  CHECK(moved.response.booking().local_start() == "2026-11-26T15:00:00+01:00");

  v1::ShortenBookingRequest shorten;
  shorten.set_request_id(lab.NewRequestId());
  shorten.set_booking("b-1");
  shorten.mutable_end()->mutable_civil()->set_local("2026-11-26T16:00");
  const auto shortened = Ask(lab.bookings(), &Stub::ShortenBooking, shorten, lab.lea());
  REQUIRE(shortened.ok());
  CHECK(shortened.response.booking().local_end() == "2026-11-26T16:00:00+01:00");

  v1::HandOverRequest hand_over;
  hand_over.set_request_id(lab.NewRequestId());
  hand_over.set_booking("b-1");
  hand_over.set_to_member("zoe");
  const auto handed = Ask(lab.bookings(), &Stub::HandOver, hand_over, lab.lea());
  REQUIRE(handed.ok());
  v1::GetBookingRequest get;
  get.set_booking("b-1");
  CHECK(Ask(lab.bookings(), &Stub::GetBooking, get, lab.zoe()).response.booking().company() ==
        "bolt");
}

TEST_CASE("A list is ordered, paged by tokens that know their filters, and redacted") {
  WireLab lab;
  for (int i = 5; i >= 1; --i) {
    REQUIRE(Book(lab, i % 2 == 0 ? lab.lea() : lab.zoe(), BookRequest(lab, "room-1", i * kHour, 60))
                .ok());
  }
  v1::ListBookingsRequest list;
  list.set_page_size(2);
  std::vector<int64_t> starts;
  std::string token;
  do {
    list.set_page_token(token);
    const auto page = Ask(lab.bookings(), &Stub::ListBookings, list, lab.lea());
    REQUIRE(page.ok());
    for (const v1::Booking& booking : page.response.bookings()) {
      starts.push_back(booking.interval().start().seconds() - kNow);
      CHECK(booking.redacted() == ((starts.back() / kHour) % 2 == 1));
    }
    token = page.response.next_page_token();
  } while (!token.empty());
  CHECK(starts == std::vector<int64_t>{kHour, 2 * kHour, 3 * kHour, 4 * kHour, 5 * kHour});

  list.clear_page_token();
  const auto first = Ask(lab.bookings(), &Stub::ListBookings, list, lab.lea());
  list.set_page_token(first.response.next_page_token());
  list.set_company("acme");
  const auto other = Ask(lab.bookings(), &Stub::ListBookings, list, lab.lea());
  CHECK(BadFieldsIn(other.status) == std::vector<std::string>{"page_token"});

  v1::ListBookingsRequest of_bolt;
  of_bolt.set_company("bolt");
  CHECK(Ask(lab.bookings(), &Stub::ListBookings, of_bolt, lab.lea()).response.bookings_size() == 0);
  CHECK(Ask(lab.bookings(), &Stub::ListBookings, of_bolt, lab.manager()).response.bookings_size() ==
        3);
}

TEST_CASE("A list of more than one slice is whole and in order, page by page") {
  WireLab lab;
  constexpr int kBookings = 4000;  // a slice is some 3,000
  for (int done = 0; done < kBookings; done += 1000) {
    v1::ImportOccurrencesRequest import;
    import.set_request_id(lab.NewRequestId());
    import.set_resource("room-1");
    import.set_member(done < 2000 ? "lea" : "zoe");
    for (int i = done; i < done + 1000; ++i) {
      v1::ImportedOccurrence& occurrence = *import.add_occurrences();
      occurrence.set_uid("event-" + std::to_string(i));
      // Later ones begin earlier.
      const int64_t start = kNow + (kBookings - i) * 900;
      occurrence.mutable_time()->mutable_start()->mutable_instant()->set_seconds(start);
      occurrence.mutable_time()->mutable_length()->set_seconds(900);
    }
    REQUIRE(Ask(lab.bookings(), &Stub::ImportOccurrences, import, lab.manager()).ok());
  }
  v1::ListBookingsRequest list;
  list.set_page_size(1000);
  int64_t last = 0;
  int listed = 0;
  do {
    const auto page = Ask(lab.bookings(), &Stub::ListBookings, list, lab.manager());
    REQUIRE(page.ok());
    for (const v1::Booking& booking : page.response.bookings()) {
      CHECK(booking.interval().start().seconds() > last);
      last = booking.interval().start().seconds();
      ++listed;
    }
    list.set_page_token(page.response.next_page_token());
  } while (!list.page_token().empty());
  CHECK(listed == kBookings);
}

TEST_CASE("Wishes and series are listed page by page, and the last page says that it is") {
  WireLab lab;
  auto wishes = v1::WishesService::NewStub(lab.channel());
  for (int i = 1; i <= 4; ++i) {
    REQUIRE(Book(lab, lab.zoe(), BookRequest(lab, "room-1", i * kHour, 60)).ok());
    v1::FileWishRequest wish;
    wish.set_request_id(lab.NewRequestId());
    wish.mutable_spec()->add_wants()->set_resource("room-1");
    v1::AskedInterval& window = *wish.add_windows();
    window.mutable_start()->mutable_instant()->set_seconds(kNow + i * kHour);
    window.mutable_length()->set_seconds(kHour);
    wish.mutable_length()->set_seconds(kHour);
    REQUIRE(Ask(*wishes, &v1::WishesService::Stub::FileWish, wish, lab.lea()).ok());
    v1::CreateSeriesRequest series;
    series.set_request_id(lab.NewRequestId());
    series.mutable_spec()->add_wants()->set_resource("screen-1");
    series.mutable_recurrence()->mutable_start()->set_local("2026-11-27T1" + std::to_string(i) +
                                                            ":00");
    series.mutable_recurrence()->mutable_length()->set_seconds(kHour);
    series.mutable_recurrence()->set_rrule("FREQ=DAILY;COUNT=2");
    REQUIRE(Ask(lab.bookings(), &Stub::CreateSeries, series, lab.lea()).ok());
  }
  v1::ListWishesRequest list;
  list.set_page_size(2);
  std::vector<std::string> ids;
  int pages = 0;
  do {
    const auto page = Ask(*wishes, &v1::WishesService::Stub::ListWishes, list, lab.max());
    REQUIRE(page.ok());
    for (const v1::Wish& wish : page.response.wishes()) ids.push_back(wish.wish());
    list.set_page_token(page.response.next_page_token());
    ++pages;
  } while (!list.page_token().empty());
  CHECK(ids == std::vector<std::string>{"w-1", "w-2", "w-3", "w-4"});
  CHECK(pages == 2);
  v1::ListSeriesRequest of_series;
  of_series.set_page_size(3);
  const auto first = Ask(lab.bookings(), &Stub::ListSeries, of_series, lab.max());
  CHECK(first.response.series_size() == 3);
  of_series.set_page_token(first.response.next_page_token());
  const auto last = Ask(lab.bookings(), &Stub::ListSeries, of_series, lab.max());
  REQUIRE(last.response.series_size() == 1);
  CHECK(last.response.series(0).series() == "s-4");
  CHECK(last.response.next_page_token().empty());
}

TEST_CASE("A read at a position that is not reached fails when its deadline passes") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "room-1", kHour, 60)).ok());
  v1::GetBookingRequest get;
  get.set_booking("b-1");
  get.set_min_position(1'000'000);
  grpc::ClientContext context;
  Prepare(&context, lab.lea());
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(50));
  v1::GetBookingResponse response;
  const grpc::Status status = lab.bookings().GetBooking(&context, get, &response);
  // The client's own clock may be first to say so.
  const bool said = status.error_code() == grpc::StatusCode::UNAVAILABLE ||
                    status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
  CHECK(said);
}

TEST_CASE("A booking is explained fact by fact, with who asked") {
  WireLab lab;
  REQUIRE(Book(lab, lab.lea(), BookRequest(lab, "laser-1", kHour, 60)).ok());
  v1::MoveBookingRequest move;
  move.set_request_id(lab.NewRequestId());
  move.set_booking("b-1");
  move.add_wants()->set_resource("laser-2");
  REQUIRE(Ask(lab.bookings(), &Stub::MoveBooking, move, lab.max()).reason() == "NOT_PERMITTED");
  REQUIRE(Ask(lab.bookings(), &Stub::MoveBooking, move, lab.lea()).ok());
  v1::ExplainRequest why;
  why.set_booking("b-1");
  const auto explained = Ask(lab.bookings(), &Stub::Explain, why, lab.lea());
  REQUIRE(explained.ok());
  REQUIRE(explained.response.facts_size() == 2);
  CHECK(explained.response.facts(0).by() == "lea");
  CHECK(explained.response.facts(0).sentence() ==
        "Booked: laser-1, 2026-11-26 10:00 - 2026-11-26 11:00.");
  CHECK(explained.response.facts(1).sentence() ==
        "Moved: laser-2, 2026-11-26 10:00 - 2026-11-26 11:00.");
  CHECK(explained.response.booking().parts(0).resource() == "laser-2");
}

TEST_CASE("What was acknowledged on RocksDB is there when the store is opened again") {
  const TemporaryFolder folder;
  uint64_t position = 0;
  {
    WireLab lab(folder.Below("store"));
    auto request = BookRequest(lab, "room-1", kHour, 60);
    request.mutable_spec()->set_title("Kept");
    const auto made = Book(lab, lab.lea(), request);
    REQUIRE(made.ok());
    position = made.response.position();
  }
  auto journal = journal::OpenRocksJournal(folder.Below("store"), {.disk_reserve_bytes = 0});
  REQUIRE(journal.ok());
  CHECK((*journal)->head().position.value() > position);
  access::People people;
  front::Texts texts(**journal, people);
  REQUIRE(texts.Load().ok());
  CHECK(people.Find("lea").IsSet());
  const auto title = texts.Read(store::SideFamily::kText, {core::Subject::Kind::kBooking, 1});
  REQUIRE(title.has_value());
  CHECK(title->title == "Kept");
}

}  // namespace
}  // namespace mutua::wire
