// AvailabilityService: free time, the next free time, boards, and what would happen.
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/charge.h"
#include "engine/core/fair_share.h"
#include "engine/core/party.h"
#include "engine/core/series.h"
#include "engine/front/alternatives.h"
#include "engine/front/badges.h"
#include "engine/front/civil.h"
#include "engine/front/effects.h"
#include "engine/front/page.h"
#include "engine/front/services.h"
#include "engine/front/translate_batch.h"
#include "engine/query/board.h"
#include "engine/query/free_time.h"
#include "engine/query/rates.h"
#include "mutua/v1/availability.pb.h"

namespace mutua::front {
namespace {

using access::Verb;

constexpr Duration kFreeWindowLongest = Duration::Days(400);
constexpr Duration kBoardWindowLongest = Duration::Days(62);
constexpr size_t kCellsMost = 1000;
// Resources that a question asked page by page may be about.
constexpr size_t kSelectedMost = 100'000;

// Whom the time is for; a caller that is nobody asks for anybody. What somebody may not use says
// what they hold and have used: it is told to their own company.
void SetParty(Reading& in, const std::string& handle, query::FreeTimeQuestion* question) {
  if (!handle.empty()) question->member = in.Member(handle, Path("member"));
  if (!question->member.IsSet()) question->member = in.scene().caller.member;
  const model::Member* member = in.state().Find(question->member);
  if (member == nullptr) return;
  question->company = member->company;
  if (!handle.empty() && !Showing(in.scene()).Sees(member->company)) {
    in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
  }
}

// The part of `all` behind the handle where the page before ended.
std::vector<ResourceId> Page(const core::State& state, const std::vector<ResourceId>& all,
                             const std::string& after, size_t size, bool* more) {
  auto begin = all.begin();
  if (!after.empty()) {
    begin = std::find_if(all.begin(), all.end(),
                         [&](ResourceId id) { return state.Find(id)->handle == after; });
    if (begin != all.end()) ++begin;
  }
  const auto left = static_cast<size_t>(all.end() - begin);
  *more = left > size;
  return {begin, begin + static_cast<ptrdiff_t>(std::min(left, size))};
}

void ShowFree(const Showing& show, const query::FreeTime& free, v1::FreeTime* out) {
  out->set_resource(show.HandleOf(free.resource));
  for (const query::FreeInterval& one : free.free) Put(one.interval, out->add_free());
  out->set_cut(free.cut);
  if (free.never.empty()) return;
  *out->mutable_never() =
      RefusalOf(show.scene(), {free.never.reasons().front()}, nullptr).reasons(0);
}

// Until when what ends by then would be grabbed.
Instant GrabUntil(const Showing& show, ResourceId resource, CompanyId company) {
  const PoolId pool = show.state().Find(resource)->pool;
  const Instant now = show.scene().now;
  const bool grabs = show.state().IsShared(pool) &&
                     !show.state().GaveBack(company, pool, Interval(now, now + kGrabWindow));
  return grabs ? now + kGrabWindow : kEarliest;
}

void ShowRates(const Showing& show, const query::FreeTime& free,
               const query::FreeTimeQuestion& question, v1::FreeTime* out) {
  if (free.free.empty()) return;
  const Instant grab_until = GrabUntil(show, free.resource, question.company);
  const Interval whole(free.free.front().interval.start(), free.free.back().interval.end());
  for (const query::RateStretch& stretch : query::RatesIn(
           show.state(), free.resource, question.units, whole, kFreeIntervalsMost, grab_until)) {
    v1::Rate& rate = *out->add_rates();
    Put(stretch.interval, rate.mutable_interval());
    Put(stretch.hour, rate.mutable_hour());
  }
}

void FindFreeTime(Texts& texts, Reading& in, Showing& show, const v1::FindFreeTimeRequest& request,
                  v1::FindFreeTimeResponse* response) {
  query::FreeTimeQuestion question;
  const std::vector<ResourceId> all =
      in.Select(request.resources(), Path("resources"), false, kSelectedMost);
  const model::ZoneTable* zone = in.ok() ? in.ZoneOf(all) : nullptr;
  const auto window = in.Time(request.window(), zone, Path("window"), kFreeWindowLongest);
  if (request.has_min_length()) {
    question.at_least = in.Length(request.min_length(), Path("min_length"));
  }
  question.units = std::max<uint32_t>(request.units(), 1);
  question.member = WhoAsks(in, texts, request.member(), request.badge());
  SetParty(in, request.member(), &question);
  const size_t size = PageSize(request.page_size(), 100, 1000, &in);
  const std::string after = ReadPageToken(request, request.page_token(), &in);
  if (request.count() > 1 && all.size() > size) {
    in.Malformed(Path("count"), Flaw::kOutOfRange, static_cast<int64_t>(size));
  }
  if (!in.ok()) return;
  question.window = *window;
  bool more = false;
  question.resources = Page(in.state(), all, after, size, &more);
  const std::vector<query::FreeTime> free =
      query::FindFreeTime(in.state(), question, in.scene().now);
  for (const query::FreeTime& one : free) {
    v1::FreeTime* shown = response->add_resources();
    ShowFree(show, one, shown);
    if (request.with_rates()) ShowRates(show, one, question, shown);
  }
  if (request.count() > 1) {
    for (const Interval together : query::FreeTogether(free, request.count(), question.at_least)) {
      Put(together, response->add_together());
    }
  }
  if (more) {
    response->set_next_page_token(
        MakePageToken(request, response->resources(response->resources_size() - 1).resource()));
  }
}

// The first time of that length in each resource's free time; earliest first.
void NextFree(Reading& in, Showing& show, const v1::NextFreeRequest& request,
              v1::NextFreeResponse* response) {
  constexpr uint32_t kAnswersMost = 20;
  query::FreeTimeQuestion question;
  question.resources = in.Select(request.resources(), Path("resources"), true);
  if (!request.has_length()) in.Malformed(Path("length"), Flaw::kMissing);
  question.at_least = in.Length(request.length(), Path("length"));
  question.units = std::max<uint32_t>(request.units(), 1);
  if (request.count() > kAnswersMost) in.Malformed(Path("count"), Flaw::kOutOfRange, kAnswersMost);
  const model::ZoneTable* zone = in.ok() ? in.ZoneOf(question.resources) : nullptr;
  const Instant from =
      request.has_after() ? in.At(request.after(), zone, Path("after")) : in.scene().now;
  SetParty(in, request.member(), &question);
  if (!in.ok()) return;
  const Instant until = std::min(from + kFreeWindowLongest, kLatest);
  if (from >= until) return;
  question.window = Interval(from, until);
  std::vector<std::pair<Instant, ResourceId>> found;
  for (const query::FreeTime& free : query::FindFreeTime(in.state(), question, in.scene().now)) {
    if (!free.free.empty()) {
      found.emplace_back(free.free.front().interval.start(), free.resource);
    }
  }
  std::sort(found.begin(), found.end());
  found.resize(std::min<size_t>(found.size(), std::max<uint32_t>(request.count(), 1)));
  for (const auto& [start, resource] : found) {
    v1::Opening& opening = *response->add_openings();
    opening.set_resource(show.HandleOf(resource));
    const Interval interval(start, start + question.at_least);
    Put(interval, opening.mutable_interval());
    const model::Claim claim{resource, question.units, PoolId()};
    const bool grab =
        core::IsGrabbed(in.state(), {&claim, 1}, question.company, interval, in.scene().now);
    Put(core::PriceOf(in.state(), {&claim, 1}, interval, grab), opening.mutable_price());
  }
}

void ShowRow(Showing& show, const query::BoardRow& row, Instant now, v1::BoardRow* out) {
  out->set_resource(show.HandleOf(row.resource));
  out->set_cut(row.cut);
  for (const query::BoardCell& cell : row.cells) {
    v1::BoardCell& shown = *out->add_cells();
    Put(cell.interval, shown.mutable_interval());
    shown.set_kind(static_cast<v1::BoardCellKind>(cell.kind));
    shown.set_units_used(cell.units_used);
    if (cell.outage.IsSet()) shown.set_outage(IdText(cell.outage));
    for (const BookingId id : cell.bookings) {
      show.Booking(*show.state().Find(id), shown.add_bookings());
    }
    const bool last = cell.interval.end() == row.cells.back().interval.end();
    if (cell.interval.Contains(now) && !last) {
      Put(cell.interval.end(), out->mutable_next_change());
    }
  }
}

void GetBoard(Reading& in, Showing& show, const v1::GetBoardRequest& request,
              v1::GetBoardResponse* response) {
  const std::vector<ResourceId> all =
      in.Select(request.resources(), Path("resources"), false, kSelectedMost);
  const model::ZoneTable* zone = in.ok() ? in.ZoneOf(all) : nullptr;
  const auto window = in.Time(request.window(), zone, Path("window"), kBoardWindowLongest);
  const size_t size = PageSize(request.page_size(), 50, 200, &in);
  const std::string after = ReadPageToken(request, request.page_token(), &in);
  if (!in.ok()) return;
  bool more = false;
  for (const ResourceId id : Page(in.state(), all, after, size, &more)) {
    ShowRow(show, query::BoardOf(in.state(), id, *window, kCellsMost), in.scene().now,
            response->add_rows());
  }
  Put(in.scene().now, response->mutable_as_of());
  if (more) {
    response->set_next_page_token(
        MakePageToken(request, response->rows(response->rows_size() - 1).resource()));
  }
}

// --- PreviewCommand ----------------------------------------------------------------------------

// The booking as that event would leave it, from how it is or the events before left it; none: it
// is about something else.
std::optional<model::Booking> Left(const core::State& state, const core::Event& event,
                                   const std::optional<model::Booking>& before) {
  if (const auto* booked = std::get_if<core::Booked>(&event)) return booked->booking;
  if (const auto* changed = std::get_if<core::BookingChanged>(&event)) {
    // Of others.
    const bool late = changed->why == core::BookingChanged::Why::kOverrunCharged && before &&
                      before->id != changed->booking.id;
    if (late || changed->why == core::BookingChanged::Why::kRebooked) return std::nullopt;
    return changed->booking;
  }
  const auto* ended = std::get_if<core::BookingEnded>(&event);
  if (ended == nullptr) return std::nullopt;
  const model::Booking* known = state.Find(ended->booking);
  const bool again = before && before->id == ended->booking;
  if (known == nullptr && !again) return std::nullopt;
  model::Booking left = again ? *before : *known;
  left.refunded = core::GivesBack(left, *ended);
  left.hindered = ended->hindered_by.IsSet();
  left.state = ended->state;
  left.due = ended->at + kEndedKept;
  return left;
}

// With what it would be charged, where the caller may see it.
void ShowLeft(Showing& show, const model::Booking& booking, v1::Booking* out) {
  out->Clear();
  show.BookingBrief(booking, out);
  out->set_company(show.HandleOf(booking.company));
  if (!out->redacted()) Showing::Charges(booking, out);
  if (!model::Occupies(booking.state)) Put(booking.due - kEndedKept, out->mutable_ended_at());
  if (show.state().Find(booking.id) == nullptr) out->clear_booking();
}

// When the rule puts each occurrence, booked or skipped; in that order.
void ShowStarts(const std::vector<CivilSecond>& starts, v1::Series* series) {
  for (v1::SeriesOccurrence& one : *series->mutable_occurrences()) {
    const uint32_t number = one.occurrence();
    if (number >= 1 && number <= starts.size()) one.set_local_start(CivilText(starts[number - 1]));
  }
  std::sort(series->mutable_occurrences()->begin(), series->mutable_occurrences()->end(),
            [](const auto& a, const auto& b) { return a.occurrence() < b.occurrence(); });
}

// The booking or series as the events would leave it.
void ShowPreviewed(Showing& show, const std::vector<core::Event>& events,
                   const core::Decision& decision, v1::PreviewCommandResponse* response) {
  const core::Subject& subject = decision.subject;
  std::optional<model::Booking> before;
  const model::Series* last = nullptr;
  for (const core::Event& event : events) {
    const std::optional<model::Booking> booking = Left(show.state(), event, before);
    if (booking && subject.kind == core::Subject::Kind::kBooking &&
        booking->id.value() == subject.id) {
      ShowLeft(show, *booking, response->mutable_booking());
      before = booking;
    } else if (booking && booking->series.IsSet() && subject.kind == core::Subject::Kind::kSeries) {
      v1::SeriesOccurrence& one = *response->mutable_series()->add_occurrences();
      one.set_occurrence(booking->occurrence);
      ShowLeft(show, *booking, one.mutable_booking());
    }
    if (const auto* series = std::get_if<core::SeriesChanged>(&event)) {
      for (const model::Series::Missing& missing : series->series.missing) {
        v1::SeriesOccurrence& one = *response->mutable_series()->add_occurrences();
        one.set_occurrence(missing.occurrence);
        one.set_skipped(static_cast<v1::Rule>(missing.rule));
      }
      last = &series->series;
    }
  }
  if (last != nullptr) ShowStarts(core::StartsOf(show.state(), *last), response->mutable_series());
  ShowEffects(show, events, subject, response->mutable_effects());
}

void Preview(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::PreviewCommandRequest&>(exchange->request());
  auto* response = static_cast<v1::PreviewCommandResponse*>(exchange->response());
  House& house = exchange->house();
  pipeline::Request asked;
  const std::optional<Objection> objection = exchange->Look([&](const Scene& scene,
                                                                const journal::Head&) {
    Reading in(scene);
    TranslateCommand(in, house.texts, request.command(), Path("command"), /*keyed=*/false, &asked);
    return in.objection();
  });
  if (objection) return exchange->Object(*objection);
  std::vector<core::Event> events;
  const core::Decision decision =
      house.engine.replica().Preview(asked.command, house.engine.Now(), &events);
  response->set_accepted(decision.accepted());
  const Position shown = exchange->Show([&](Showing& show) {
    if (decision.accepted()) {
      *response->mutable_warnings() = RefusalOf(show.scene(), decision.warnings, nullptr).reasons();
      return ShowPreviewed(show, events, decision, response);
    }
    *response->mutable_refusal() =
        RefusalOf(show.scene(), decision.refusal.reasons(), &asked.command.body);
  });
  exchange->SetPosition(shown);
  if (decision.accepted()) return exchange->Answer();
  asked.command.caller = exchange->call().caller;
  AnswerRefusedPreview(std::move(exchange), asked.command, decision.refusal,
                       response->mutable_refusal());
}

}  // namespace

void AddAvailability(Service& service) {
  House& house = service.house();
  service.Question<v1::FindFreeTimeRequest, v1::FindFreeTimeResponse>(
      Verb::kFindFreeTime,
      [&house](Reading& in, Showing& show, const v1::FindFreeTimeRequest& request,
               v1::FindFreeTimeResponse* response) {
        FindFreeTime(house.texts, in, show, request, response);
      });
  service.Question<v1::NextFreeRequest, v1::NextFreeResponse>(Verb::kNextFree, NextFree);
  service.Question<v1::GetBoardRequest, v1::GetBoardResponse>(Verb::kGetBoard, GetBoard);
  service.Free<v1::PreviewCommandRequest, v1::PreviewCommandResponse>(Verb::kPreviewCommand,
                                                                      Preview);
}

}  // namespace mutua::front
