// Rounds through the wire: opened by managers, filed for by members, and read as each may.
#include <doctest/doctest.h>

#include <algorithm>

#include "engine/front/draw_seed.h"
#include "mutua/v1/availability.grpc.pb.h"
#include "mutua/v1/catalogue.grpc.pb.h"
#include "mutua/v1/rounds.grpc.pb.h"
#include "mutua/v1/shares.grpc.pb.h"
#include "tests/wire/watching.h"

namespace mutua::wire {
namespace {

using Rounds = v1::RoundsService::Stub;
using Catalogue = v1::CatalogueService::Stub;

constexpr int64_t kHours = 3600;
constexpr int64_t kDays = 24 * kHours;

void SetAsked(int64_t start, int64_t end, v1::AskedInterval* out) {
  out->mutable_start()->mutable_instant()->set_seconds(start);
  out->mutable_end()->mutable_instant()->set_seconds(end);
}

// Room-1 and screen-1 are shared by acme and bolt alike; bolt has used some, so acme chooses first.
struct RoundLab : WireLab {
  RoundLab() : rounds(v1::RoundsService::NewStub(channel())) {
    v1::UpdatePoolRequest update;
    update.set_request_id(NewRequestId());
    update.mutable_pool()->set_pool("rooms");
    for (const char* company : {"acme", "bolt"}) {
      v1::PoolShare& share = *update.mutable_pool()->add_shares();
      share.set_company(company);
      share.set_base(1);
    }
    update.mutable_update_mask()->add_paths("shares");
    const auto catalogue = v1::CatalogueService::NewStub(channel());
    REQUIRE(Ask(*catalogue, &Catalogue::UpdatePool, update, manager()).ok());
    REQUIRE(Book(*this, zoe(), BookRequest(*this, "screen-1", 4 * kHours, 60)).ok());
  }

  // Four hours from two days on; lists close a day before.
  int64_t Window() const { return kNow + 2 * kDays; }
  Outcome<v1::OpenRoundResponse> Open(const std::string& token) {
    v1::OpenRoundRequest request;
    request.set_request_id(NewRequestId());
    request.set_pool("rooms");
    SetAsked(Window(), Window() + 4 * kHours, request.add_windows());
    request.mutable_closes_at()->mutable_instant()->set_seconds(kNow + kDays);
    return Ask(*rounds, &Rounds::OpenRound, request, token);
  }
  // One wish: room-1 for two hours, from so many hours after the window's start.
  static void AddWish(int64_t from, v1::FileListRequest* request, int64_t window,
                      const char* resource = "room-1") {
    v1::AskedRoundPart& part = *request->add_bundles()->add_alternatives()->add_parts();
    part.mutable_want()->set_resource(resource);
    SetAsked(window + from * kHours, window + (from + 2) * kHours, part.mutable_time());
  }
  v1::FileListRequest List(std::initializer_list<int64_t> starts) {
    v1::FileListRequest request;
    request.set_request_id(NewRequestId());
    request.set_round("a-1");
    for (const int64_t from : starts) AddWish(from, &request, Window());
    return request;
  }
  Outcome<v1::FileListResponse> File(const std::string& token, const v1::FileListRequest& request) {
    return Ask(*rounds, &Rounds::FileList, request, token);
  }
  Outcome<v1::GetRoundResponse> Get(const std::string& token, bool replay = false,
                                    const char* language = "en") {
    v1::GetRoundRequest request;
    request.set_round("a-1");
    request.set_replay(replay);
    return Ask(*rounds, &Rounds::GetRound, request, token, language);
  }
  Outcome<v1::CloseRoundResponse> Close() {
    v1::CloseRoundRequest close;
    close.set_request_id(NewRequestId());
    close.set_round("a-1");
    return Ask(*rounds, &Rounds::CloseRound, close, manager());
  }
  std::unique_ptr<Rounds> rounds;
};

TEST_CASE("A round runs from its opening to its replay, and everybody reads why") {
  RoundLab lab;
  CHECK(lab.Open(lab.lea()).reason() == "NOT_PERMITTED");
  const auto opened = lab.Open(lab.manager());
  REQUIRE(opened.ok());
  CHECK(opened.response.round().round() == "a-1");
  CHECK(opened.response.round().state() == v1::ROUND_STATE_OPEN);
  CHECK(opened.response.round().companies() == 2);
  CHECK(lab.Open(lab.manager()).reason() == "IN_ROUND");

  const auto filed = lab.File(lab.zoe(), lab.List({0, 2}));
  REQUIRE(filed.ok());
  REQUIRE(lab.File(lab.lea(), lab.List({1})).ok());
  const v1::RoundTurn own = lab.Get(lab.zoe()).response.round().turns(0);
  CHECK(own.sentence().starts_with("You choose 2nd of 2; a list of 2 is filed"));
  CHECK(lab.Get(lab.manager(), true).response.discrepancies().empty());

  v1::CloseRoundRequest close;
  close.set_request_id(lab.NewRequestId());
  close.set_round("a-1");
  CHECK(Ask(*lab.rounds, &Rounds::CloseRound, close, lab.zoe()).reason() == "NOT_PERMITTED");
  const auto closed = Ask(*lab.rounds, &Rounds::CloseRound, close, lab.manager());
  REQUIRE(closed.ok());
  CHECK(closed.response.round().state() == v1::ROUND_STATE_PUBLISHED);
  close.set_request_id(lab.NewRequestId());
  const auto again = Ask(*lab.rounds, &Rounds::CloseRound, close, lab.manager());
  CHECK(again.reason() == "ROUND_OVER");
  CHECK(again.refusal().reasons(0).subject() == "a-1");

  const v1::Round seen = lab.Get(lab.zoe()).response.round();
  REQUIRE(seen.turns_size() == 1);
  const v1::RoundTurn& turn = seen.turns(0);
  CHECK(turn.sentence() == "You chose 2nd of 2; your first wish was taken by the 1st.");
  CHECK(turn.cap().seconds() == 8 * kHours);
  REQUIRE(turn.results_size() == 2);
  CHECK(turn.results(0).fate() == v1::ROUND_FATE_TAKEN_BEFORE);
  CHECK(turn.results(0).taken_by() == 1);
  CHECK(turn.results(1).fate() == v1::ROUND_FATE_TAKEN_BEFORE);
  CHECK(lab.Get(lab.zoe(), false, "fr").response.round().turns(0).sentence() ==
        "Vous avez choisi en 2e position sur 2 ; votre premier souhait a été pris par la 1re.");
  const v1::RoundTurn first = lab.Get(lab.lea()).response.round().turns(0);
  CHECK(first.sentence() == "You chose 1st of 2; your first wish was met.");
  REQUIRE(first.results(0).bookings_size() == 1);
  const auto replayed = lab.Get(lab.manager(), true);
  REQUIRE(replayed.ok());
  CHECK(replayed.response.discrepancies().empty());
  CHECK(replayed.response.round().turns_size() == 2);
  CHECK(replayed.response.round().seed().size() == 16);
  CHECK(replayed.response.round().turns(1).sentence() ==
        "bolt chose 2nd of 2; its first wish was taken by the 1st.");
}

TEST_CASE("A list is nobody's to read but its company's and the manager's") {
  RoundLab lab;
  REQUIRE(lab.Open(lab.manager()).ok());
  REQUIRE(lab.File(lab.zoe(), lab.List({0, 2})).ok());
  REQUIRE(lab.File(lab.lea(), lab.List({1})).ok());
  const auto companies = [&](const std::string& token) {
    std::vector<std::string> seen;
    const v1::Round round = lab.Get(token).response.round();
    for (const v1::RoundTurn& turn : round.turns()) {
      if (turn.has_list()) seen.push_back(turn.list().company());
    }
    return seen;
  };
  CHECK(companies(lab.lea()) == std::vector<std::string>{"acme"});
  CHECK(companies(lab.max()) == std::vector<std::string>{"acme"});
  CHECK(companies(lab.zoe()) == std::vector<std::string>{"bolt"});
  CHECK(companies(lab.manager()) == std::vector<std::string>{"acme", "bolt"});
  const auto seen = lab.Get(lab.zoe());
  CHECK(seen.response.DebugString().find("acme") == std::string::npos);
  CHECK(seen.response.DebugString().find("lea") == std::string::npos);
  CHECK(seen.response.round().seed().empty());
  CHECK(lab.Get(lab.zoe(), true).reason() == "NOT_PERMITTED");
  CHECK(lab.Get(lab.kiosk()).reason() == "NOT_PERMITTED");
  v1::FileListRequest foreign = lab.List({0});
  foreign.set_member("lea");
  CHECK(lab.File(lab.zoe(), foreign).reason() == "NOT_PERMITTED");
  v1::FileListRequest for_lea = lab.List({2});
  for_lea.set_member("lea");
  REQUIRE(lab.File(lab.manager(), for_lea).ok());
  CHECK(lab.Get(lab.lea()).response.round().turns(0).list().etag() == "2");
  v1::ListRoundsRequest list;
  const auto listed = Ask(*lab.rounds, &Rounds::ListRounds, list, lab.lea());
  REQUIRE(listed.response.rounds_size() == 1);
  CHECK(listed.response.rounds(0).turns().empty());
}

TEST_CASE("Of two first lists of a company the second is told of the other") {
  RoundLab lab;
  REQUIRE(lab.Open(lab.manager()).ok());
  v1::FileListRequest first = lab.List({0});
  first.set_etag("0");
  REQUIRE(lab.File(lab.lea(), first).ok());
  CHECK(lab.File(lab.lea(), first).ok());  // a retry
  v1::FileListRequest second = lab.List({2});
  second.set_etag("0");
  const auto refused = lab.File(lab.max(), second);
  CHECK(refused.status.error_code() == grpc::StatusCode::ABORTED);
  CHECK(refused.reason() == "STALE");
  CHECK(lab.Get(lab.lea()).response.round().turns(0).list().filed_by() == "lea");
  second.set_request_id(lab.NewRequestId());
  second.set_etag("1");
  CHECK(lab.File(lab.max(), second).ok());
  second.set_request_id(lab.NewRequestId());
  second.clear_etag();
  CHECK(lab.File(lab.lea(), second).ok());
  second.set_request_id(lab.NewRequestId());
  second.set_etag("00");
  CHECK(lab.File(lab.lea(), second).reason() == "MALFORMED");
}

TEST_CASE("What a round gives out is neither bookable nor shown as free") {
  RoundLab lab;
  REQUIRE(lab.Open(lab.manager()).ok());
  const auto refused = Book(lab, lab.lea(), BookRequest(lab, "room-1", 2 * kDays + kHours, 60));
  REQUIRE(refused.reason() == "IN_ROUND");
  const v1::Refusal refusal = refused.refusal();
  const v1::Reason& reason = refusal.reasons(0);
  CHECK(reason.subject() == "a-1");
  CHECK(reason.interval().start().seconds() == lab.Window());
  CHECK(reason.at().seconds() == kNow + kDays);
  CHECK(reason.sentence() ==
        "room-1: from 2026-11-28 09:00 to 2026-11-28 13:00 the time is given out in the round a-1. "
        "Lists close on 2026-11-27 09:00: file yours for it.");
  for (const auto& alternative : refusal.alternatives()) {
    const auto& time = alternative.bookings(0).interval();
    CHECK((time.end().seconds() <= lab.Window() ||
           time.start().seconds() >= lab.Window() + 4 * kHours));
  }

  // To a member and at the kiosk's screen alike.
  const auto availability = v1::AvailabilityService::NewStub(lab.channel());
  for (const std::string& token : {lab.lea(), lab.kiosk()}) {
    v1::FindFreeTimeRequest ask;
    ask.mutable_resources()->add_resources("room-1");
    SetAsked(kNow + kDays, kNow + 3 * kDays, ask.mutable_window());
    const auto free = Ask(*availability, &v1::AvailabilityService::Stub::FindFreeTime, ask, token);
    REQUIRE(free.ok());
    // Nobody in particular has no share, and so no credits for time that is more than a day ahead.
    CHECK(free.response.resources(0).free().empty() == (token == lab.kiosk()));
    for (const auto& found : free.response.resources(0).free()) {
      CHECK((found.end().seconds() <= lab.Window() ||
             found.start().seconds() >= lab.Window() + 4 * kHours));
    }
    v1::GetBoardRequest board;
    board.mutable_resources()->add_resources("room-1");
    SetAsked(lab.Window(), lab.Window() + 4 * kHours, board.mutable_window());
    const auto shown = Ask(*availability, &v1::AvailabilityService::Stub::GetBoard, board, token);
    REQUIRE(shown.ok());
    REQUIRE(shown.response.rows(0).cells_size() == 1);
    CHECK(shown.response.rows(0).cells(0).kind() == v1::BOARD_CELL_KIND_ROUND);
  }
}

TEST_CASE("A watch tells everybody of rounds that are opened, decided and called off, of no list") {
  RoundLab lab;
  Watching watching(lab, lab.zoe(), After(HeadOf(lab)));
  REQUIRE(lab.Open(lab.manager()).ok());
  const v1::WatchResponse opened = watching.Next();
  REQUIRE(opened.events_size() == 1);
  CHECK(opened.events(0).kind() == v1::EVENT_KIND_ROUND);
  CHECK(opened.events(0).cause() == v1::EVENT_CAUSE_CREATED);
  CHECK(opened.events(0).round().round() == "a-1");
  CHECK(opened.events(0).round().state() == v1::ROUND_STATE_OPEN);
  CHECK(opened.events(0).round().turns().empty());
  REQUIRE(lab.File(lab.lea(), lab.List({1})).ok());
  REQUIRE(lab.Close().ok());
  // What it gave out, and that it did: one commit, and no list before it.
  const v1::WatchResponse decided = watching.Next();
  REQUIRE(decided.events_size() == 2);
  CHECK(decided.events(0).kind() == v1::EVENT_KIND_BOOKING);
  CHECK(decided.events(0).booking().member().empty());
  CHECK(decided.events(1).kind() == v1::EVENT_KIND_ROUND);
  CHECK(decided.events(1).cause() == v1::EVENT_CAUSE_COMPLETED);
  CHECK(decided.events(1).round().state() == v1::ROUND_STATE_PUBLISHED);
  CHECK(decided.events(1).round().turns().empty());

  v1::WatchRequest rooms = After(0);
  rooms.mutable_filter()->add_kinds(v1::EVENT_KIND_ROUND);
  rooms.mutable_filter()->mutable_resources()->add_resources("laser-1");
  Watching elsewhere(lab, lab.zoe(), rooms);
  for (v1::WatchResponse sent = elsewhere.NextOfAny(); sent.position() < HeadOf(lab);
       sent = elsewhere.NextOfAny()) {
    REQUIRE(sent.position() > 0);
    CHECK(sent.events().empty());  // rooms are another pool
  }
}

TEST_CASE("A round's seed is published as a hash before, and itself when it is over") {
  RoundLab lab;
  const auto shares = v1::SharesService::NewStub(lab.channel());
  v1::GetShareStandingRequest about;
  about.set_pool("rooms");
  const auto standing =
      Ask(*shares, &v1::SharesService::Stub::GetShareStanding, about, lab.zoe()).response;
  REQUIRE(!standing.seeds().empty());
  for (const v1::DrawSeed& period : standing.seeds()) {
    CHECK(period.pool() == "rooms");
    CHECK(period.seed_hash().size() == 64);
    CHECK(period.seed().empty());  // none is over
  }
  REQUIRE(lab.Open(lab.manager()).ok());
  REQUIRE(lab.File(lab.lea(), lab.List({1})).ok());
  const v1::Round open = lab.Get(lab.manager()).response.round();
  CHECK(open.seed().empty());
  CHECK(open.turns(0).draw().empty());
  REQUIRE(lab.Close().ok());
  const v1::Round over = lab.Get(lab.zoe()).response.round();
  CHECK(over.seed_hash() == open.seed_hash());
  CHECK(over.turns(0).draw().size() == 16);
  REQUIRE(over.seed().size() == 16);
  CHECK(front::SeedHash(std::stoull(over.seed(), nullptr, 16)) == over.seed_hash());
  // What `printf %s 0123456789abcdef | sha256sum` says.
  CHECK(front::SeedHash(0x0123456789abcdef) ==
        "9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f");
}

TEST_CASE("Whoever asks why a booking is there reads which round gave it out") {
  RoundLab lab;
  REQUIRE(lab.Open(lab.manager()).ok());
  REQUIRE(lab.File(lab.lea(), lab.List({1})).ok());
  REQUIRE(lab.File(lab.zoe(), lab.List({0, 2, 1})).ok());
  REQUIRE(lab.Close().ok());
  const v1::RoundTurn turn = lab.Get(lab.lea()).response.round().turns(0);
  v1::ExplainRequest ask;
  ask.set_booking(turn.results(0).bookings(0));
  const auto why = Ask(lab.bookings(), &v1::BookingsService::Stub::Explain, ask, lab.lea());
  REQUIRE(why.ok());
  REQUIRE(why.response.facts_size() == 2);
  CHECK(why.response.facts(1).sentence() ==
        "Given out in the round a-1: the company chose 1st of 2, and this is of its wish 1.");
}

TEST_CASE("A list that is too long, or asks for what could never be, says where") {
  RoundLab lab;
  REQUIRE(lab.Open(lab.manager()).ok());
  v1::FileListRequest outside = lab.List({0, 3});
  const auto refused = lab.File(lab.lea(), outside);
  CHECK(refused.reason() == "OUTSIDE_ROUND");
  CHECK(refused.refusal().reasons(0).occurrence() == 2);
  v1::FileListRequest elsewhere = lab.List({0});
  RoundLab::AddWish(0, &elsewhere, lab.Window(), "laser-1");
  CHECK(lab.File(lab.lea(), elsewhere).reason() == "OUTSIDE_ROUND");
  v1::FileListRequest many = lab.List({});
  for (int i = 0; i < 51; ++i) RoundLab::AddWish(0, &many, lab.Window());
  CHECK(lab.File(lab.lea(), many).reason() == "TOO_MANY");
  v1::FileListRequest unknown = lab.List({0});
  unknown.set_round("a-9");
  CHECK(lab.File(lab.lea(), unknown).reason() == "UNKNOWN");
  unknown.set_round("b-1");
  CHECK(lab.File(lab.lea(), unknown).reason() == "MALFORMED");
}

}  // namespace
}  // namespace mutua::wire
