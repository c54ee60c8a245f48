// Feeds as a calendar program sees them: what a link shows and to whom, what a change does to it,
// and when it answers no more.
#include <doctest/doctest.h>

#include "mutua/v1/admin.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/feeds.grpc.pb.h"
#include "tests/http/http_lab.h"

namespace mutua::http_test {
namespace {

using wire::Ask;

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

size_t CountOf(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// The text with its long lines put together again (RFC 5545, 3.1).
std::string Unfolded(std::string text) {
  for (size_t at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) {
    text.erase(at, 3);
  }
  return text;
}

class FeedLab {
 public:
  wire::WireLab& lab() { return http_.lab(); }

  wire::Outcome<v1::CreateFeedResponse> Create(const std::string& token,
                                               v1::CreateFeedRequest request,
                                               const std::string& language = "en") {
    request.set_request_id(lab().NewRequestId());
    return Ask(*feeds_, &v1::FeedsService::Stub::CreateFeed, request, token, language);
  }
  // Its path; empty: it was refused.
  std::string OfResource(const std::string& token, const std::string& resource,
                         const std::string& language = "en") {
    v1::CreateFeedRequest request;
    request.set_resource(resource);
    return Create(token, request, language).response.path();
  }
  std::string OfMember(const std::string& token, const std::string& member) {
    v1::CreateFeedRequest request;
    request.set_member(member);
    return Create(token, request).response.path();
  }
  std::string OfCompany(const std::string& token, const std::string& company) {
    v1::CreateFeedRequest request;
    request.set_company(company);
    return Create(token, request).response.path();
  }
  grpc::Status Revoke(const std::string& token, const std::string& feed) {
    v1::RevokeFeedRequest request;
    request.set_request_id(lab().NewRequestId());
    request.set_feed(feed);
    return Ask(*feeds_, &v1::FeedsService::Stub::RevokeFeed, request, token).status;
  }
  v1::ListFeedsResponse List(const std::string& token, bool ended = false) {
    v1::ListFeedsRequest request;
    request.set_include_ended(ended);
    return Ask(*feeds_, &v1::FeedsService::Stub::ListFeeds, request, token).response;
  }

  HttpAnswer Read(const std::string& path, const std::string& lines = {}) {
    HttpClient client(http_.port());
    client.Send(Get(path, lines));
    return client.Receive();
  }
  HttpAnswer Send(const std::string& request) {
    HttpClient client(http_.port());
    client.Send(request);
    return client.Receive();
  }

  // Of `resource`, so many minutes from now; its id.
  std::string Book(const std::string& token, const std::string& resource, int64_t minutes,
                   const std::string& title = {}) {
    const int64_t start = lab().now() - wire::kNow + minutes * 60;
    v1::CreateBookingRequest request = wire::BookRequest(lab(), resource, start, 60);
    request.mutable_spec()->set_title(title);
    const auto booked = wire::Book(lab(), token, request);
    REQUIRE(booked.ok());
    return booked.response.booking().booking();
  }
  void BookCivil(const std::string& resource, const std::string& local, bool second, int minutes) {
    v1::CreateBookingRequest request = wire::BookRequest(lab(), resource, 0, minutes);
    v1::AskedInterval& time = *request.mutable_spec()->mutable_time();
    time.clear_start();
    time.mutable_start()->mutable_civil()->set_local(local);
    time.mutable_start()->mutable_civil()->set_second(second);
    time.mutable_length()->set_seconds(int64_t{60} * minutes);
    const auto booked = wire::Book(lab(), lab().lea(), request);
    CAPTURE(booked.status.error_message());
    REQUIRE(booked.ok());
  }
  // From now on it can be booked so far ahead.
  void Open(const std::string& handle, Duration horizon) {
    model::Resource resource;
    lab().engine().replica().Read([&](const core::State& state, const auto&) {
      const auto id = state.FindHandle(core::Subject::Kind::kResource, handle);
      resource = *state.Find(ResourceId(id.value()));
    });
    resource.rules.horizon = horizon;
    lab().Define(core::DefineResource{.resource = resource});
  }
  void Wait(int64_t seconds) {
    REQUIRE(lab().clock().Feed(Instant::FromUnix(lab().now() + seconds)));
  }

 private:
  HttpLab http_;
  std::unique_ptr<v1::FeedsService::Stub> feeds_ = v1::FeedsService::NewStub(http_.lab().channel());
};

TEST_CASE("A member's link is his bookings as iCalendar, the same text while nothing changes") {
  FeedLab feeds;
  feeds.Book(feeds.lab().lea(), "room-1", 60, "Signs");
  const std::string path = feeds.OfMember(feeds.lab().lea(), "lea");
  REQUIRE(path.starts_with("/calendars/mutua_f_"));
  const HttpAnswer read = feeds.Read(path);
  CHECK(read.status == 200);
  CHECK(read.fields.at("content-type") == "text/calendar; charset=utf-8");
  CHECK(read.fields.at("cache-control") == "private, no-cache");
  CHECK(Has(read.body, "BEGIN:VEVENT\r\nUID:b-1.1795680000@mutua\r\n"));
  CHECK(Has(read.body, "DTSTAMP:20261126T080000Z\r\n"));
  CHECK(Has(read.body, "SEQUENCE:0\r\n"));
  CHECK(Has(read.body, "DTSTART;TZID=Europe/Paris:20261126T100000\r\n"));
  CHECK(Has(read.body, "DTEND;TZID=Europe/Paris:20261126T110000\r\n"));
  CHECK(Has(read.body, "SUMMARY:Signs\r\n"));
  CHECK(Has(read.body, "LOCATION:room-1 (House)\r\n"));
  CHECK(Has(read.body, "STATUS:CONFIRMED\r\n"));
  feeds.Wait(600);
  CHECK(feeds.Read(path).body == read.body);
  const std::string etag = read.fields.at("etag");
  const HttpAnswer known = feeds.Read(path, "If-None-Match: " + etag + "\r\n");
  CHECK(known.status == 304);
  CHECK(known.body.empty());
  feeds.Book(feeds.lab().lea(), "room-1", 300);
  CHECK(feeds.Read(path, "If-None-Match: " + etag + "\r\n").status == 200);
}

TEST_CASE("A change raises SEQUENCE and says when it was; what is cancelled says so for a week") {
  FeedLab feeds;
  const std::string id = feeds.Book(feeds.lab().lea(), "room-1", 60);
  const std::string path = feeds.OfMember(feeds.lab().lea(), "lea");
  feeds.Wait(300);
  v1::MoveBookingRequest move;
  move.set_request_id(feeds.lab().NewRequestId());
  move.set_booking(id);
  move.mutable_time()->mutable_start()->mutable_instant()->set_seconds(wire::kNow + 7200);
  move.mutable_time()->mutable_length()->set_seconds(3600);
  const auto moved =
      Ask(feeds.lab().bookings(), &v1::BookingsService::Stub::MoveBooking, move, feeds.lab().lea());
  CAPTURE(moved.status.error_message());
  REQUIRE(moved.ok());
  feeds.Wait(300);
  const std::string after = feeds.Read(path).body;
  CHECK(Has(after, "UID:b-1.1795680000@mutua\r\n"));
  CHECK(Has(after, "SEQUENCE:1\r\n"));
  CHECK(Has(after, "CREATED:20261126T080000Z\r\n"));
  CHECK(Has(after, "DTSTAMP:20261126T080500Z\r\n"));
  CHECK(Has(after, "LAST-MODIFIED:20261126T080500Z\r\n"));
  CHECK(Has(after, "DTSTART;TZID=Europe/Paris:20261126T110000\r\n"));

  v1::CancelBookingRequest cancel;
  cancel.set_request_id(feeds.lab().NewRequestId());
  cancel.set_booking(id);
  REQUIRE(Ask(feeds.lab().bookings(), &v1::BookingsService::Stub::CancelBooking, cancel,
              feeds.lab().lea())
              .ok());
  feeds.Wait(60);
  const std::string cancelled = feeds.Read(path).body;
  CHECK(Has(cancelled, "SEQUENCE:2\r\n"));
  CHECK(Has(cancelled, "LAST-MODIFIED:20261126T081000Z\r\n"));
  CHECK(Has(cancelled, "STATUS:CANCELLED\r\n"));
  CHECK(Has(cancelled, "TRANSP:TRANSPARENT\r\n"));
  feeds.Wait(8 * 86400);
  feeds.Book(feeds.lab().lea(), "room-1", 60);  // a commit, before which what is due fires
  const std::string later = feeds.Read(path).body;
  CHECK_FALSE(Has(later, "UID:b-1."));
  CHECK(Has(later, "UID:b-2."));
}

TEST_CASE("What others may not know is busy: no title, no name, no company (P11)") {
  FeedLab feeds;
  const std::string titled = feeds.Book(feeds.lab().lea(), "room-1", 60, "Secret of acme");
  const std::string zoe = feeds.Read(feeds.OfResource(feeds.lab().zoe(), "room-1")).body;
  CHECK(CountOf(zoe, "BEGIN:VEVENT") == 1);
  CHECK(Has(zoe, "SUMMARY:Busy\r\n"));
  for (const char* secret : {"Secret", "lea", "acme", "DESCRIPTION"}) {
    CAPTURE(secret);
    CHECK_FALSE(Has(zoe, secret));
  }
  CHECK(Has(feeds.Read(feeds.OfResource(feeds.lab().zoe(), "room-1", "fr")).body,
            "SUMMARY:Occupé\r\n"));
  // A colleague and a manager know.
  for (const std::string& token : {feeds.lab().max(), feeds.lab().manager()}) {
    const std::string known = feeds.Read(feeds.OfResource(token, "room-1")).body;
    CHECK(Has(known, "SUMMARY:Secret of acme · lea\r\n"));
    CHECK(Has(known, "DESCRIPTION:acme\\nb-1\r\n"));
  }
}

TEST_CASE("A member follows himself, his company, and any resource or pool; nobody else's") {
  FeedLab feeds;
  wire::WireLab& lab = feeds.lab();
  feeds.Book(lab.lea(), "room-1", 60);
  feeds.Book(lab.zoe(), "laser-1", 60);
  v1::CreateFeedRequest request;
  const auto reason = [&](const std::string& token) {
    return feeds.Create(token, request).reason();
  };
  CHECK(reason(lab.lea()) == "MALFORMED");
  request.set_member("lea");
  CHECK(reason(lab.max()) == "NOT_PERMITTED");
  request.set_company("acme");
  CHECK(reason(lab.zoe()) == "NOT_PERMITTED");
  request.set_company("nix");
  CHECK(reason(lab.zoe()) == "UNKNOWN");
  request.set_pool("lasers");
  const std::string pool = feeds.Create(lab.lea(), request).response.path();
  CHECK(Has(feeds.Read(pool).body, "LOCATION:laser-1 (House)"));
  CHECK_FALSE(Has(feeds.Read(pool).body, "room-1"));
  const std::string company = feeds.Read(feeds.OfCompany(lab.max(), "acme")).body;
  CHECK(Has(company, "LOCATION:room-1 (House)"));
  CHECK_FALSE(Has(company, "laser-1"));
  CHECK(feeds.OfMember(lab.manager(), "zoe") != "");
  // Each sees the own links, a manager all of them.
  CHECK(feeds.List(lab.lea()).feeds_size() == 1);
  CHECK(feeds.List(lab.zoe()).feeds_size() == 0);
  CHECK(feeds.List(lab.manager()).feeds_size() == 3);
}

TEST_CASE("A link that was revoked answers no more, and says no more than one that never was") {
  FeedLab feeds;
  wire::WireLab& lab = feeds.lab();
  const std::string path = feeds.OfMember(lab.lea(), "lea");
  REQUIRE(feeds.Read(path).status == 200);
  const std::string id = feeds.List(lab.lea()).feeds(0).feed();
  CHECK(feeds.Revoke(lab.max(), id).error_code() == grpc::StatusCode::NOT_FOUND);
  CHECK(feeds.Read(path).status == 200);
  CHECK(feeds.Revoke(lab.lea(), id).ok());
  const HttpAnswer revoked = feeds.Read(path);
  CHECK(revoked.status == 404);
  CHECK(revoked.body == "No calendar is here: the link is wrong, or was revoked.\n");
  CHECK(feeds.List(lab.lea()).feeds_size() == 0);
  REQUIRE(feeds.List(lab.lea(), /*ended=*/true).feeds_size() == 1);
  CHECK(feeds.List(lab.lea(), /*ended=*/true).feeds(0).ended());
  const std::string never = "/calendars/mutua_f_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics";
  for (const std::string& wrong :
       {never, std::string("/calendars/"), std::string("/calendars/.ics"),
        "/calendars/" + lab.lea() + ".ics", path.substr(0, path.find('?') - 1)}) {
    CAPTURE(wrong);
    const HttpAnswer answer = feeds.Read(wrong);
    CHECK(answer.status == 404);
    CHECK(answer.body == revoked.body);
  }
  CHECK(Has(feeds.Read(never, "Accept-Language: fr\r\n").body, "Aucun calendrier"));
}

TEST_CASE("The token of a feed signs nobody in and does nothing else") {
  FeedLab feeds;
  wire::WireLab& lab = feeds.lab();
  const std::string path = feeds.OfMember(lab.manager(), "lea");
  const size_t begin = std::string("/calendars/").size();
  const std::string token = path.substr(begin, path.find(".ics") - begin);
  const auto directory = v1::DirectoryService::NewStub(lab.channel());
  const auto caller =
      Ask(*directory, &v1::DirectoryService::Stub::GetCaller, v1::GetCallerRequest(), token);
  CHECK(caller.status.error_code() == grpc::StatusCode::UNAUTHENTICATED);
  CHECK(Has(caller.status.error_message(), "signs nobody in"));
  const HttpAnswer json =
      feeds.Send(Post("/mutua.v1.FeedsService/ListFeeds", Bearer(token) + kJson, "{}"));
  CHECK(json.status == 401);
  const HttpAnswer posted = feeds.Send(Post(path, {}, "BEGIN:VCALENDAR"));
  CHECK(posted.status == 405);
  CHECK(posted.fields.at("allow") == "GET, HEAD");
  // No list of tokens has it, but those of feeds.
  const auto admin = v1::AdminService::NewStub(lab.channel());
  const auto tokens =
      Ask(*admin, &v1::AdminService::Stub::ListTokens, v1::ListTokensRequest(), lab.manager());
  for (const v1::Token& one : tokens.response.tokens()) CHECK(one.role() <= v1::ROLE_SERVICE);
}

TEST_CASE("A link ends with the token that it was made with, and with what its maker may see") {
  FeedLab feeds;
  wire::WireLab& lab = feeds.lab();
  const auto admin = v1::AdminService::NewStub(lab.channel());
  v1::CreateTokenRequest make;
  make.set_request_id(lab.NewRequestId());
  make.set_role(v1::ROLE_MANAGER);
  make.mutable_expires_at()->set_seconds(wire::kNow + 3600);
  const auto made = Ask(*admin, &v1::AdminService::Stub::CreateToken, make, lab.manager());
  REQUIRE(made.ok());
  const std::string lasting = feeds.OfResource(made.response.secret(), "room-1");
  const std::string company = feeds.OfCompany(lab.max(), "acme");
  const std::string own = feeds.OfMember(lab.max(), "max");
  REQUIRE(feeds.Read(lasting).status == 200);
  feeds.Wait(3600);  // what a manager sees, as long as the manager may see it
  CHECK(feeds.Read(lasting).status == 404);

  make.set_request_id(lab.NewRequestId());
  make.clear_expires_at();
  const auto other = Ask(*admin, &v1::AdminService::Stub::CreateToken, make, lab.manager());
  const std::string stolen = feeds.OfResource(other.response.secret(), "room-1");
  REQUIRE(feeds.Read(stolen).status == 200);
  v1::RevokeTokenRequest revoke;
  revoke.set_request_id(lab.NewRequestId());
  revoke.set_token(other.response.token().token());
  REQUIRE(Ask(*admin, &v1::AdminService::Stub::RevokeToken, revoke, lab.manager()).ok());
  CHECK(feeds.Read(stolen).status == 404);

  const auto directory = v1::DirectoryService::NewStub(lab.channel());
  v1::MoveMemberRequest leaves;
  leaves.set_request_id(lab.NewRequestId());
  leaves.set_member("max");
  leaves.set_to_company("bolt");
  REQUIRE(Ask(*directory, &v1::DirectoryService::Stub::MoveMember, leaves, lab.manager()).ok());
  CHECK(feeds.Read(company).status == 404);
  CHECK(feeds.Read(own).status == 200);
}

TEST_CASE("A title of many lines, commas and characters is one text, in lines of 75 bytes") {
  FeedLab feeds;
  const std::string title = "Découpe; plexi, 3 mm \\ <b>série</b> «é»: œuvre à façonner à l'été";
  feeds.Book(feeds.lab().lea(), "room-1", 60, title + " " + title);
  const std::string text = feeds.Read(feeds.OfMember(feeds.lab().lea(), "lea")).body;
  size_t longest = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    longest = std::max(longest, end - at);
    // No line begins within a character.
    CHECK((static_cast<unsigned char>(text[at + (text[at] == ' ' ? 1 : 0)]) & 0xC0) != 0x80);
    at = end + 2;
  }
  CHECK(longest <= 75);
  CHECK(longest > 70);
  const std::string escaped =
      "Découpe\\; plexi\\, 3 mm \\\\ <b>série</b> «é»: œuvre à façonner à l'été";
  CHECK(Has(Unfolded(text), "SUMMARY:" + escaped + " " + escaped + "\r\n"));
}

TEST_CASE("Where clocks change, local times are the site's, and in an hour shown twice UTC") {
  FeedLab feeds;
  feeds.Open("room-1", Duration::Days(400));
  feeds.BookCivil("room-1", "2027-03-28T01:30", false, 60);  // ends at 03:30: 02:30 is skipped
  feeds.BookCivil("room-1", "2027-10-31T01:00", false, 30);
  feeds.BookCivil("room-1", "2027-10-31T01:30", false, 30);
  feeds.BookCivil("room-1", "2027-10-31T02:30", false, 30);  // the first of two
  feeds.BookCivil("room-1", "2027-10-31T02:30", true, 30);
  feeds.BookCivil("room-1", "2027-12-01T09:00", false, 60);
  const std::string text = feeds.Read(feeds.OfMember(feeds.lab().lea(), "lea")).body;
  CHECK(Has(text,
            "DTSTART;TZID=Europe/Paris:20270328T013000\r\n"
            "DTEND;TZID=Europe/Paris:20270328T033000\r\n"));
  CHECK(Has(text,
            "DTSTART;TZID=Europe/Paris:20271031T010000\r\n"
            "DTEND;TZID=Europe/Paris:20271031T013000\r\n"));
  CHECK(Has(text, "DTSTART:20271030T233000Z\r\nDTEND:20271031T000000Z\r\n"));
  CHECK(Has(text, "DTSTART:20271031T003000Z\r\nDTEND:20271031T010000Z\r\n"));
  CHECK(Has(text, "DTSTART:20271031T013000Z\r\nDTEND:20271031T020000Z\r\n"));
  CHECK(Has(text, "DTSTART;TZID=Europe/Paris:20271201T090000\r\n"));
  // The offset that holds at first, and the two changes in between.
  CHECK(CountOf(text, "TZOFFSETFROM:") == 3);
  CHECK(Has(text,
            "BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\n"
            "TZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\n"));
  CHECK(Has(text,
            "BEGIN:STANDARD\r\nDTSTART:20271031T030000\r\nTZOFFSETFROM:+0200\r\n"
            "TZOFFSETTO:+0100\r\nEND:STANDARD\r\n"));
}

TEST_CASE("The 201st link of one maker is refused, and a day after revoking there is room again") {
  FeedLab feeds;
  wire::WireLab& lab = feeds.lab();
  for (int i = 0; i < 200; ++i) REQUIRE(feeds.OfResource(lab.lea(), "room-1") != "");
  v1::CreateFeedRequest request;
  request.set_resource("room-1");
  const auto refused = feeds.Create(lab.lea(), request);
  CHECK(refused.reason() == "TOO_MANY");
  CHECK(feeds.OfResource(lab.max(), "room-1") != "");
  CHECK(feeds.Revoke(lab.lea(), feeds.List(lab.lea()).feeds(0).feed()).ok());
  CHECK(feeds.OfResource(lab.lea(), "room-1").empty());
  feeds.Wait(86400);
  CHECK(feeds.OfResource(lab.lea(), "room-1") != "");
}

TEST_CASE("A repeated request to make a link tells its address once") {
  FeedLab feeds;
  wire::WireLab& lab = feeds.lab();
  const auto stub = v1::FeedsService::NewStub(lab.channel());
  v1::CreateFeedRequest request;
  request.set_request_id(lab.NewRequestId());
  request.set_resource("room-1");
  const auto once = Ask(*stub, &v1::FeedsService::Stub::CreateFeed, request, lab.lea());
  const auto again = Ask(*stub, &v1::FeedsService::Stub::CreateFeed, request, lab.lea());
  CHECK(once.response.path() != "");
  CHECK(again.response.path().empty());
  CHECK(again.response.feed().feed() == once.response.feed().feed());
  CHECK(feeds.List(lab.lea()).feeds_size() == 1);
}

}  // namespace
}  // namespace mutua::http_test
