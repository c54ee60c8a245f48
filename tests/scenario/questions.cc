// Verbs that only ask: one thing, a board, free time, and why.
#include "engine/front/quota_sentence.h"
#include "tests/scenario/act.h"

namespace mutua::scenario {
namespace {

using v1::AvailabilityService;
using v1::BookingsService;
using v1::WishesService;

void Sees(Act& act) {
  const std::string id = act.words().Next();
  if (id.rfind("w-", 0) == 0) {
    v1::GetWishRequest request;
    request.set_wish(id);
    v1::GetWishResponse got;
    if (act.Ask(act.services().wishes, &WishesService::Stub::GetWish, request, &got)) {
      act.SayWish(got.wish());
    }
  } else if (id.rfind("s-", 0) == 0) {
    v1::GetSeriesRequest request;
    request.set_series(id);
    v1::GetSeriesResponse got;
    if (act.Ask(act.services().bookings, &BookingsService::Stub::GetSeries, request, &got)) {
      act.SaySeries(got.series());
    }
  } else {
    v1::GetBookingRequest request;
    request.set_booking(id);
    v1::GetBookingResponse got;
    if (act.Ask(act.services().bookings, &BookingsService::Stub::GetBooking, request, &got)) {
      act.SayBooking(got.booking());
    }
  }
}

// "pool lasers", or resources by handle, joined by "and".
void ReadSelector(Words& words, v1::ResourceSelector* selector) {
  if (words.Take("pool")) return selector->set_pool(words.Next());
  do {
    selector->add_resources(words.Next());
  } while (words.Take("and"));
}

std::string CellText(const Show& show, const v1::BoardCell& cell) {
  std::string kind = v1::BoardCellKind_Name(cell.kind()).substr(sizeof("BOARD_CELL_KIND_") - 1);
  for (char& c : kind) c = static_cast<char>(std::tolower(c));
  std::string text = show.Span(cell.interval()) + " " + kind;
  if (cell.units_used() > 1) text += " x" + std::to_string(cell.units_used());
  for (const v1::Booking& booking : cell.bookings()) {
    text += " " + booking.booking() + (booking.redacted() ? "" : " (" + booking.member() + ")");
  }
  return cell.outage().empty() ? text : text + " " + cell.outage();
}

void SeesBoard(Act& act) {
  v1::GetBoardRequest request;
  ReadSelector(act.words(), request.mutable_resources());
  *request.mutable_window() = act.words().Time();
  v1::GetBoardResponse board;
  if (!act.Ask(act.services().availability, &AvailabilityService::Stub::GetBoard, request,
               &board)) {
    return;
  }
  for (const v1::BoardRow& row : board.rows()) {
    std::string line = row.resource() + ":";
    for (const v1::BoardCell& cell : row.cells()) {
      line += (line.back() == ':' ? " " : ", ") + CellText(act.show(), cell);
    }
    act.Say(line);
  }
}

void AsksFree(Act& act) {
  Words& words = act.words();
  v1::FindFreeTimeRequest request;
  ReadSelector(words, request.mutable_resources());
  words.Expect("is free");
  *request.mutable_window() = words.Time();
  v1::FindFreeTimeResponse free;
  if (!act.Ask(act.services().availability, &AvailabilityService::Stub::FindFreeTime, request,
               &free)) {
    return;
  }
  for (const v1::FreeTime& time : free.resources()) {
    std::string line = time.resource() + ":";
    for (const v1::Interval& interval : time.free()) {
      line += (line.back() == ':' ? " " : ", ") + act.show().Span(interval);
    }
    if (time.free().empty()) line += " never";
    if (time.has_never()) line += ", " + time.never().sentence();
    act.Say(line);
  }
}

std::string ChargeText(const v1::Charge& charge) {
  const std::string text = front::AmountText(false, Ticks(charge.ticks()));
  return charge.cents() == 0 ? text : text + " and " + front::MoneyText(charge.cents(), false);
}

// "asks the price of b-1".
void AsksPrice(Act& act) {
  v1::GetBookingRequest request;
  request.set_booking(act.words().Next());
  v1::GetBookingResponse got;
  if (!act.Ask(act.services().bookings, &BookingsService::Stub::GetBooking, request, &got)) return;
  const v1::Booking& booking = got.booking();
  std::string line = booking.booking() + " costs " + ChargeText(booking.price()) + ", charged " +
                     ChargeText(booking.charged());
  if (booking.has_forfeited()) {
    line += ", of it for what was given back too late " + ChargeText(booking.forfeited());
  }
  if (booking.has_overrun_charge()) {
    line += ", of it past its end " + ChargeText(booking.overrun_charge());
  }
  if (booking.has_returned()) line += ", came back " + ChargeText(booking.returned());
  act.Say(line + (booking.refunded() ? ", refunded" : ""));
}

std::string AmountText(const v1::Quota& quota, int64_t amount) {
  if (quota.limit_case() == v1::Quota::kTicks) return front::AmountText(false, Ticks(amount));
  if (quota.limit_case() == v1::Quota::kCents) return front::MoneyText(amount, false);
  return quota.has_time() ? front::HoursText(amount) : std::to_string(amount);
}

void AsksLeft(Act& act) {
  v1::GetQuotaStandingRequest request;
  if (act.words().Take("of")) request.set_company(act.words().Next());
  if (act.words().Take("for")) request.set_member(act.words().Next());
  v1::GetQuotaStandingResponse got;
  if (!act.Ask(act.services().quotas, &v1::QuotasService::Stub::GetQuotaStanding, request, &got)) {
    return;
  }
  for (const v1::QuotaStanding& standing : got.standings()) {
    const v1::Quota& quota = standing.quota();
    const std::string whose = standing.company().empty() ? standing.member() : standing.company();
    std::string line = quota.quota() + " of " + whose + ": " + AmountText(quota, standing.used()) +
                       " of " + AmountText(quota, standing.limit()) + " used, " +
                       AmountText(quota, standing.held()) + " to come, " +
                       AmountText(quota, standing.left()) + " left";
    if (standing.over()) line += ", over";
    if (standing.has_renews()) line += ", renews " + act.show().Moment(standing.renews());
    act.Say(line);
  }
  if (got.standings().empty()) act.Say("no quota");
}

void AsksWhy(Act& act) {
  v1::ExplainRequest request;
  const std::string id = act.words().Next();
  if (id.rfind("w-", 0) == 0) {
    request.set_wish(id);
  } else if (id.rfind("r-", 0) == 0) {
    request.set_refusal(id);
  } else {
    request.set_booking(id);
  }
  v1::ExplainResponse why;
  if (!act.Ask(act.services().bookings, &BookingsService::Stub::Explain, request, &why)) return;
  for (const v1::ExplainedFact& fact : why.facts()) {
    act.Say(act.show().Moment(fact.at()) + " " + fact.by() + ": " + fact.sentence());
  }
}

}  // namespace

const std::vector<Verb> kQuestions{
    {"sees the board of", SeesBoard}, {"sees", Sees},
    {"asks when", AsksFree},          {"asks what is left", AsksLeft},
    {"asks the price of", AsksPrice}, {"asks why", AsksWhy},
};

}  // namespace mutua::scenario
