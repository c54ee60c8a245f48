// A member is erased: the name is in no list, answer, watch or byte of the store any more, and the
// history stays whole. And what one company wrote does not go along with a booking to another.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/journal/open.h"
#include "engine/journal/verify.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/wishes.grpc.pb.h"
#include "tests/support/temporary_folder.h"
#include "tests/wire/watching.h"

namespace mutua::wire {
namespace {

using Bookings = v1::BookingsService::Stub;
using Directory = v1::DirectoryService::Stub;
using Wishes = v1::WishesService::Stub;
constexpr int64_t kHour = 3600;
const char* const kName = "Inès Vermeulen";
const char* const kTitle = "Prototype of Inès";

bool IsInFolder(const std::string& folder, const std::string& bytes) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (content.str().find(bytes) != std::string::npos) return true;
  }
  return false;
}

// A lab with a member, ines of acme, who booked, waits and has a sign-in.
struct Erasing {
  explicit Erasing(const std::string& folder = {}) : lab(folder) {
    v1::CreateMemberRequest create;
    create.set_request_id(lab.NewRequestId());
    create.mutable_member()->set_member("ines");
    create.mutable_member()->set_display_name(kName);
    create.mutable_member()->set_company("acme");
    REQUIRE(Ask(*directory, &Directory::CreateMember, create, lab.manager()).ok());
    ines = lab.people().Find("ines");
    secret = lab.AddToken(model::Role::kMember, ines);
    v1::RegisterBadgeRequest badge;
    badge.set_request_id(lab.NewRequestId());
    badge.set_member("ines");
    badge.set_badge("0A0B0C0D");
    REQUIRE(Ask(*directory, &Directory::RegisterBadge, badge, lab.manager()).ok());
    v1::CreateBookingRequest book = BookRequest(lab, "room-1", kHour, 60);
    book.mutable_spec()->set_title(kTitle);
    book.mutable_spec()->mutable_guests()->add_names("Ursula");
    const auto booked = Book(lab, secret, book);
    REQUIRE(booked.ok());
    booking = booked.response.booking().booking();
    v1::FileWishRequest wish;
    wish.set_request_id(lab.NewRequestId());
    wish.mutable_spec()->add_wants()->set_resource("room-1");
    wish.mutable_spec()->set_title(kTitle);
    wish.add_windows()->mutable_start()->mutable_instant()->set_seconds(kNow + kHour);
    wish.mutable_windows(0)->mutable_length()->set_seconds(kHour);
    wish.mutable_length()->set_seconds(kHour);
    REQUIRE(Ask(*wishes, &Wishes::FileWish, wish, secret).ok());
  }

  Outcome<v1::EraseMemberResponse> Erase(const std::string& request_id) {
    v1::EraseMemberRequest request;
    request.set_request_id(request_id);
    request.set_member("ines");
    return Ask(*directory, &Directory::EraseMember, request, lab.manager());
  }
  void Cancel() {
    v1::CancelBookingRequest cancel;
    cancel.set_request_id(lab.NewRequestId());
    cancel.set_booking(booking);
    cancel.set_reason("Inès is ill");
    REQUIRE(Ask(lab.bookings(), &Bookings::CancelBooking, cancel, lab.manager()).ok());
  }
  v1::Booking Seen(const std::string& token) {
    v1::GetBookingRequest get;
    get.set_booking(booking);
    return Ask(lab.bookings(), &Bookings::GetBooking, get, token).response.booking();
  }
  std::string KeyOnDisk() const {
    const auto key = store::ReadMemberKey(lab.journal(), ines);
    REQUIRE(key.ok());
    REQUIRE(key->has_value());
    return store::EncodeMemberKey(**key);
  }

  WireLab lab;
  std::unique_ptr<Directory> directory = v1::DirectoryService::NewStub(lab.channel());
  std::unique_ptr<Wishes> wishes = v1::WishesService::NewStub(lab.channel());
  MemberId ines;
  std::string secret;
  std::string booking;
};

TEST_CASE("P11 private: who is erased is named in no answer, list or watch any more") {
  Erasing e;
  const uint64_t before = HeadOf(e.lab);
  e.Cancel();
  CHECK(e.Seen(e.lab.manager()).title() == kTitle);
  CHECK(e.Seen(e.lab.manager()).end_reason() == "Inès is ill");
  const auto erased = e.Erase(e.lab.NewRequestId());
  REQUIRE(erased.ok());
  CHECK(erased.response.badges() == 1);
  CHECK(erased.response.tokens() == 1);
  CHECK(erased.response.wishes() == 1);
  CHECK_FALSE(e.lab.people().Find("ines").IsSet());
  CHECK(e.lab.people().HandleOf(e.ines).empty());

  const v1::Booking seen = e.Seen(e.lab.manager());
  CHECK(seen.booking() == e.booking);
  CHECK(seen.DebugString().find("nes") == std::string::npos);
  CHECK(seen.guests().names().empty());
  v1::ListMembersRequest members;
  members.set_include_retired(true);
  const auto listed = Ask(*e.directory, &Directory::ListMembers, members, e.lab.manager());
  REQUIRE(listed.ok());
  CHECK(listed.response.DebugString().find("ines") == std::string::npos);
  v1::GetMemberRequest get;
  get.set_member("ines");
  CHECK(Ask(*e.directory, &Directory::GetMember, get, e.lab.manager()).reason() == "UNKNOWN");
  v1::GetCallerRequest who;
  CHECK(Ask(*e.directory, &Directory::GetCaller, who, e.secret).status.error_code() ==
        grpc::StatusCode::UNAUTHENTICATED);

  // A watch over all of it, the making of the member and the erasure included.
  Watching watching(e.lab, e.lab.manager(), After(1));
  bool ended = false;
  while (!ended) {
    const v1::WatchResponse told = watching.Next();
    REQUIRE(told.events_size() > 0);
    CHECK(told.DebugString().find("ines") == std::string::npos);
    CHECK(told.DebugString().find("Verm") == std::string::npos);
    CHECK(told.DebugString().find("Prototype") == std::string::npos);
    for (const v1::Event& event : told.events()) {
      const bool member = event.kind() == v1::EVENT_KIND_MEMBER;
      ended |= member && event.cause() == v1::EVENT_CAUSE_ENDED && event.member().retired();
    }
  }
  CHECK(HeadOf(e.lab) > before);
}

TEST_CASE("Erasing twice is one effect: the retry has the first answer, another finds nobody") {
  Erasing e;
  e.Cancel();
  const std::string request = e.lab.NewRequestId();
  const auto first = e.Erase(request);
  REQUIRE(first.ok());
  const uint64_t head = HeadOf(e.lab);
  CHECK(e.Erase(request).ok());
  CHECK(HeadOf(e.lab) == head);
  CHECK(e.Erase(e.lab.NewRequestId()).reason() == "UNKNOWN");
  // The handle is free again, and whoever gets it is somebody else.
  v1::CreateMemberRequest create;
  create.set_request_id(e.lab.NewRequestId());
  create.mutable_member()->set_member("ines");
  create.mutable_member()->set_company("bolt");
  REQUIRE(Ask(*e.directory, &Directory::CreateMember, create, e.lab.manager()).ok());
  CHECK(e.lab.people().Find("ines") != e.ines);
  CHECK(e.Seen(e.lab.manager()).member().empty());
}

TEST_CASE("What is booked and not over, and who asks, keep a member from being erased") {
  Erasing e;
  const auto refused = e.Erase(e.lab.NewRequestId());
  CHECK(refused.reason() == "IN_USE");
  CHECK(refused.refusal().reasons(0).used() == 1);
  CHECK(e.lab.people().Find("ines") == e.ines);
  CHECK(e.Seen(e.secret).title() == kTitle);
  v1::EraseMemberRequest request;
  request.set_request_id(e.lab.NewRequestId());
  request.set_member("max");
  for (const std::string& token : {e.lab.lea(), e.lab.kiosk(), e.lab.service()}) {
    CHECK(Ask(*e.directory, &Directory::EraseMember, request, token).reason() == "NOT_PERMITTED");
  }
}

TEST_CASE("P11 private: an erased member is in no byte of the store, and the history verifies") {
  const TemporaryFolder folder;
  const std::string store = folder.Below("store");
  std::string key;
  MemberId ines;
  std::string booking;
  {
    Erasing e(store);
    e.Cancel();
    key = e.KeyOnDisk();
    CHECK(IsInFolder(store, key));
    ines = e.ines;
    booking = e.booking;
    REQUIRE(e.Erase(e.lab.NewRequestId()).ok());
  }
  {
    auto journal = journal::OpenRocksJournal(store, {.disk_reserve_bytes = 0});
    REQUIRE(journal.ok());
    REQUIRE((*journal)->Reclaim().ok());
    CHECK_FALSE(IsInFolder(store, key));
    CHECK_FALSE(IsInFolder(store, "ines"));
    CHECK_FALSE(IsInFolder(store, "Verm"));
    // As the next start reads it.
    access::People people;
    front::Texts texts(**journal, people);
    REQUIRE(texts.Load().ok());
    CHECK_FALSE(people.Find("ines").IsSet());
    CHECK(people.Find("lea").IsSet());
    const core::Subject subject{core::Subject::Kind::kBooking, std::stoull(booking.substr(2))};
    CHECK_FALSE(texts.Read(store::SideFamily::kText, subject).has_value());
    CHECK_FALSE(texts.Read(store::SideFamily::kEnding, subject).has_value());
  }
  const auto verified = journal::Verify(store);
  REQUIRE(verified.ok());
  CHECK_MESSAGE(verified->IsWhole(), journal::Describe(*verified));
}

TEST_CASE("P11 private: what a company wrote about a booking does not go along to another") {
  Erasing e;
  CHECK(e.Seen(e.lab.lea()).title() == kTitle);
  v1::HandOverRequest over;
  over.set_request_id(e.lab.NewRequestId());
  over.set_booking(e.booking);
  over.set_to_member("zoe");
  const auto handed = Ask(e.lab.bookings(), &Bookings::HandOver, over, e.secret);
  REQUIRE(handed.ok());
  CHECK(handed.response.booking().redacted());
  for (const std::string& token : {e.lab.zoe(), e.lab.manager()}) {
    const v1::Booking seen = e.Seen(token);
    CHECK(seen.member() == "zoe");
    CHECK(seen.title().empty());
    CHECK_FALSE(seen.has_guests());
    CHECK(seen.booked_by().empty());
  }
  // Nor is it kept.
  const core::Subject subject{core::Subject::Kind::kBooking, std::stoull(e.booking.substr(2))};
  const auto kept = e.lab.journal().ReadSide(store::SideKey(store::SideFamily::kText, subject));
  REQUIRE(kept.ok());
  CHECK_FALSE(kept->has_value());
}

TEST_CASE("Who met a wish keeps its title from the company that the booking goes to") {
  Erasing e;
  v1::CancelBookingRequest cancel;
  cancel.set_request_id(e.lab.NewRequestId());
  cancel.set_booking(e.booking);
  REQUIRE(Ask(e.lab.bookings(), &Bookings::CancelBooking, cancel, e.lab.manager()).ok());
  v1::ListWishesRequest list;
  list.add_states(v1::WISH_STATE_OFFERED);
  const auto offered = Ask(*e.wishes, &Wishes::ListWishes, list, e.secret);
  REQUIRE(offered.response.wishes_size() == 1);
  v1::AcceptOfferRequest accept;
  accept.set_request_id(e.lab.NewRequestId());
  accept.set_wish(offered.response.wishes(0).wish());
  const auto accepted = Ask(*e.wishes, &Wishes::AcceptOffer, accept, e.secret);
  REQUIRE(accepted.ok());
  e.booking = accepted.response.booking().booking();
  CHECK(e.Seen(e.secret).title() == kTitle);
  v1::HandOverRequest over;
  over.set_request_id(e.lab.NewRequestId());
  over.set_booking(e.booking);
  over.set_to_member("zoe");
  REQUIRE(Ask(e.lab.bookings(), &Bookings::HandOver, over, e.secret).ok());
  CHECK(e.Seen(e.lab.zoe()).title().empty());
  CHECK(e.Seen(e.lab.zoe()).wish().empty());
}

}  // namespace
}  // namespace mutua::wire
