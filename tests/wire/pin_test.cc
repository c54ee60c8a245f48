// The PIN at a kiosk: where the site asks for it nothing is booked or extended without it, whoever
// calls; tries are few, and nothing of it is kept but a hash that an erasure destroys.
#include <doctest/doctest.h>

#include "engine/front/request_id.h"
#include "engine/store/side.h"
#include "mutua/v1/directory.grpc.pb.h"
#include "mutua/v1/kiosks.grpc.pb.h"
#include "tests/wire/wire_lab.h"

namespace mutua::wire {
namespace {

using Kiosks = v1::KiosksService::Stub;
using Stub = v1::BookingsService::Stub;

constexpr int64_t kMinute = 60;
constexpr int64_t kHour = 3600;
const char* const kBadge = "04A1B2C3D4";
const char* const kPin = "471147";
const char* const kOther = "471148";

struct Till {
  WireLab lab;
  std::unique_ptr<Kiosks> kiosks = v1::KiosksService::NewStub(lab.channel());
  std::unique_ptr<v1::DirectoryService::Stub> directory =
      v1::DirectoryService::NewStub(lab.channel());

  explicit Till(model::KioskPin asks = model::KioskPin::kWhenCharged) {
    Site(asks);
    v1::RegisterBadgeRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_member("lea");
    request.set_badge(kBadge);
    REQUIRE(
        Ask(*directory, &v1::DirectoryService::Stub::RegisterBadge, request, lab.manager()).ok());
    Price("laser-1", 1800);
  }
  template <class Record>
  Record Named(const char* handle) {
    return lab.engine().replica().Read([&](const core::State& state, const journal::Head&) {
      Record found;
      state.ForEach<Record>([&](const Record& one) {
        if (one.handle == handle) found = one;
      });
      return found;
    });
  }
  void Site(model::KioskPin asks) {
    auto site = Named<model::Site>("house");
    site.kiosk_pin = asks;
    lab.Define(core::DefineSite{.site = site});
  }
  void Price(const char* handle, int64_t cents) {
    auto resource = Named<model::Resource>(handle);
    resource.rules.price = Cents(cents);
    lab.Define(core::DefineResource{.resource = resource});
  }
  void ShareRooms(model::Policy policy) {
    auto pool = Named<model::Pool>("rooms");
    pool.sharing.policy = policy;
    pool.sharing.shares = {
        {.company = Named<model::Company>("acme").id, .base = 1, .funded = Cents()}};
    lab.Define(core::DefinePool{.pool = pool});
  }
  Outcome<v1::SetPinResponse> SetPin(const std::string& pin, const std::string& token) {
    v1::SetPinRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_pin(pin);
    return Ask(*kiosks, &Kiosks::SetPin, request, token);
  }
  Outcome<v1::RemovePinResponse> RemovePin(const std::string& member, const std::string& token) {
    v1::RemovePinRequest request;
    request.set_request_id(lab.NewRequestId());
    request.set_member(member);
    return Ask(*kiosks, &Kiosks::RemovePin, request, token);
  }
  v1::CreateBookingRequest WalkUp(const std::string& resource, const std::string& pin) {
    v1::CreateBookingRequest request;
    request.set_request_id(lab.NewRequestId());
    v1::BookingSpec& spec = *request.mutable_spec();
    spec.add_wants()->set_resource(resource);
    spec.mutable_time()->mutable_length()->set_seconds(kHour);
    spec.set_walk_up(true);
    spec.set_badge(kBadge);
    request.set_pin(pin);
    return request;
  }
  Outcome<v1::CreateBookingResponse> Take(const std::string& resource, const std::string& pin) {
    return Book(lab, lab.kiosk(), WalkUp(resource, pin));
  }
  size_t Bookings() {
    return lab.engine().replica().Read([](const core::State& state, const journal::Head&) {
      return state.Count<model::Booking>();
    });
  }
  void Advance(int64_t seconds) {
    REQUIRE(lab.clock().Feed(Instant::FromUnix(lab.now() + seconds)));
  }
};

TEST_CASE("Where the site says never, the badge is enough for what has a price, too") {
  Till till(model::KioskPin::kNever);
  CHECK(till.Take("laser-1", "").ok());
}

TEST_CASE(
    "Where the site says so when charged, what has a price needs the PIN, and the rest does not") {
  Till till;
  CHECK(till.Take("room-1", "").ok());
  const auto none = till.Take("laser-1", "");
  CHECK(none.reason() == "NO_PIN");
  CHECK(none.status.error_code() == grpc::StatusCode::FAILED_PRECONDITION);
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  CHECK(till.Take("laser-1", "").reason() == "PIN_NEEDED");
  CHECK(till.Bookings() == 1);
  const auto booked = till.Take("laser-1", kPin);
  REQUIRE(booked.ok());
  CHECK(booked.response.booking().member() == "lea");
  CHECK(booked.response.booking().price().cents() == 1800);
}

TEST_CASE(
    "Where the site says so when charged, what spends a company's shares needs the PIN, too") {
  Till till;
  till.ShareRooms(model::Policy::kByShares);
  CHECK(till.Take("room-1", "").reason() == "NO_PIN");
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  CHECK(till.Take("room-1", "").reason() == "PIN_NEEDED");
  CHECK(till.Take("room-1", kPin).ok());
  till.ShareRooms(model::Policy::kFirstCome);
  CHECK(till.Take("screen-1", "").ok());
}

TEST_CASE(
    "Where the site says always, every booking and extension needs it; coming and going do not") {
  Till till(model::KioskPin::kAlways);
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  CHECK(till.Take("room-1", "").reason() == "PIN_NEEDED");
  REQUIRE(till.Take("room-1", kPin).ok());
  v1::ExtendBookingRequest longer;
  longer.set_booking("b-1");
  longer.mutable_end()->mutable_instant()->set_seconds(kNow + 2 * kHour);
  longer.set_badge(kBadge);
  const auto extend = [&](const std::string& pin) {
    longer.set_request_id(till.lab.NewRequestId());
    longer.set_pin(pin);
    return Ask(till.lab.bookings(), &Stub::ExtendBooking, longer, till.lab.kiosk());
  };
  CHECK(extend("").reason() == "PIN_NEEDED");
  CHECK(extend(kPin).ok());
  v1::CheckOutRequest out;
  out.set_request_id(till.lab.NewRequestId());
  out.set_booking("b-1");
  out.set_badge(kBadge);
  CHECK(Ask(till.lab.bookings(), &Stub::CheckOut, out, till.lab.kiosk()).ok());
}

TEST_CASE(
    "Any of a pool needs the PIN when one of it has a price; a sign-in of one's own never does") {
  Till till;
  auto any = till.WalkUp("laser-2", "");
  any.mutable_spec()->mutable_wants(0)->set_pool("lasers");
  CHECK(Book(till.lab, till.lab.kiosk(), any).reason() == "NO_PIN");
  CHECK(Book(till.lab, till.lab.lea(), BookRequest(till.lab, "laser-1", kHour, 60)).ok());
}

TEST_CASE(
    "Five wrong PINs in a row lock it for 15 minutes, the right one too; at all kiosks together") {
  Till till;
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  for (int left = 4; left >= 0; --left) {
    const auto wrong = till.Take("laser-1", kOther);
    CHECK(wrong.reason() == "PIN_WRONG");
    CHECK(wrong.status.error_code() == grpc::StatusCode::PERMISSION_DENIED);
    CHECK(wrong.refusal().reasons(0).asked() == left);
    CHECK(wrong.refusal().reasons(0).sentence().find(kOther) == std::string::npos);
  }
  const auto locked = till.Take("laser-1", kPin);
  CHECK(locked.reason() == "TOO_MANY_TRIES");
  CHECK(locked.refusal().reasons(0).at().seconds() == kNow + 15 * kMinute);
  till.Advance(15 * kMinute - 1);
  CHECK(till.Take("laser-1", kPin).reason() == "TOO_MANY_TRIES");
  CHECK(till.Bookings() == 0);
  till.Advance(1);
  CHECK(till.Take("laser-1", kOther).refusal().reasons(0).asked() == 4);
  CHECK(till.Take("laser-1", kPin).ok());
}

TEST_CASE("The right PIN makes the wrong ones before it forgotten; so does another PIN") {
  Till till;
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  for (int i = 0; i < 4; ++i) CHECK(till.Take("laser-1", kOther).reason() == "PIN_WRONG");
  REQUIRE(till.Take("laser-1", kPin).ok());
  CHECK(till.Take("laser-2", kOther).ok());  // no price: nothing is looked at
  till.Price("laser-2", 100);
  till.Advance(2 * kHour);
  for (int i = 0; i < 5; ++i) CHECK(till.Take("laser-2", kOther).reason() == "PIN_WRONG");
  REQUIRE(till.SetPin(kOther, till.lab.lea()).ok());
  CHECK(till.Take("laser-2", kPin).reason() == "PIN_WRONG");
  CHECK(till.Take("laser-2", kOther).ok());
}

TEST_CASE(
    "A PIN is one's own to set, with a sign-in of one's own; a manager can only take it away") {
  Till till;
  CHECK(till.SetPin(kPin, till.lab.kiosk()).reason() == "NOT_PERMITTED");
  CHECK(till.SetPin(kPin, till.lab.service()).reason() == "NOT_PERMITTED");
  CHECK(till.SetPin(kPin, till.lab.manager()).reason() == "NOT_PERMITTED");  // stands for nobody
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  CHECK(till.RemovePin("lea", till.lab.max()).reason() == "NOT_PERMITTED");
  CHECK(till.RemovePin("lea", till.lab.kiosk()).reason() == "NOT_PERMITTED");
  REQUIRE(till.RemovePin("lea", till.lab.manager()).ok());
  CHECK(till.Take("laser-1", kPin).reason() == "NO_PIN");
  CHECK(till.RemovePin("", till.lab.lea()).reason() == "NOTHING_TO_DO");
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  REQUIRE(till.RemovePin("", till.lab.lea()).ok());
  for (const char* bad : {"", "123", "123456789", "12a4", "1234 "}) {
    CHECK(BadFieldsIn(till.SetPin(bad, till.lab.lea()).status) == std::vector<std::string>{"pin"});
  }
}

TEST_CASE("Whether there is a PIN is told to its member and to managers, and to nobody else") {
  Till till;
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  v1::GetMemberRequest request;
  request.set_member("lea");
  const auto seen = [&](const std::string& token) {
    const auto got = Ask(*till.directory, &v1::DirectoryService::Stub::GetMember, request, token);
    REQUIRE(got.ok());
    return got.response.member().has_pin();
  };
  CHECK(seen(till.lab.lea()));
  CHECK(seen(till.lab.manager()));
  CHECK_FALSE(seen(till.lab.max()));
  CHECK_FALSE(seen(till.lab.zoe()));
}

TEST_CASE("Only a kiosk gives a PIN, and one of digits") {
  Till till;
  auto own = BookRequest(till.lab, "laser-1", kHour, 60);
  own.set_pin(kPin);
  CHECK(BadFieldsIn(Book(till.lab, till.lab.lea(), own).status) == std::vector<std::string>{"pin"});
  CHECK(BadFieldsIn(till.Take("laser-1", "abcd").status) == std::vector<std::string>{"pin"});
}

TEST_CASE("A booking that was made is answered again, whatever PIN comes with its repetition") {
  Till till;
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  auto request = till.WalkUp("laser-1", kPin);
  const auto first = Book(till.lab, till.lab.kiosk(), request);
  REQUIRE(first.ok());
  for (const char* pin : {kPin, kOther, ""}) {
    request.set_pin(pin);
    const auto again = Book(till.lab, till.lab.kiosk(), request);
    REQUIRE(again.ok());
    CHECK(again.response.booking().booking() == first.response.booking().booking());
  }
  CHECK(till.Bookings() == 1);
}

TEST_CASE("What is kept of a request with a PIN does not depend on the PIN") {
  v1::CreateBookingRequest with;
  with.set_request_id("0193e4a0-0000-7000-8000-000000000001");
  with.mutable_spec()->set_badge(kBadge);
  v1::CreateBookingRequest without = with;
  with.set_pin(kPin);
  CHECK(front::DigestOf(with) == front::DigestOf(without));
  without.mutable_spec()->set_title("another");
  CHECK(front::DigestOf(with) != front::DigestOf(without));
  v1::SetPinRequest set;
  set.set_pin(kPin);
  v1::SetPinRequest other;
  other.set_pin(kOther);
  CHECK(front::DigestOf(set) == front::DigestOf(other));
}

TEST_CASE(
    "Of a PIN a salted hash is kept beside the history, which goes with the PIN and with an "
    "erasure") {
  Till till;
  const auto kept = [&](MemberId member) {
    const auto read = till.lab.journal().ReadSide(
        store::SideKey(store::SideFamily::kPin, {core::Subject::Kind::kMember, member.value()}));
    REQUIRE(read.ok());
    return read->value_or("");
  };
  const MemberId lea = till.lab.people().Find("lea");
  const MemberId max = till.lab.people().Find("max");
  REQUIRE(till.SetPin(kPin, till.lab.lea()).ok());
  REQUIRE(till.SetPin(kPin, till.lab.max()).ok());
  CHECK(kept(lea).starts_with("$argon2id$"));
  CHECK(kept(lea) != kept(max));
  CHECK(kept(lea).find(kPin) == std::string::npos);
  REQUIRE(till.RemovePin("max", till.lab.manager()).ok());
  CHECK(kept(max).empty());
  v1::EraseMemberRequest erase;
  erase.set_request_id(till.lab.NewRequestId());
  erase.set_member("lea");
  REQUIRE(Ask(*till.directory, &v1::DirectoryService::Stub::EraseMember, erase, till.lab.manager())
              .ok());
  CHECK(kept(lea).empty());
}

}  // namespace
}  // namespace mutua::wire
