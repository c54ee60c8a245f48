// DirectoryService: a company leaves for good, and what that would do.
#include <algorithm>
#include <map>
#include <utility>
#include <variant>

#include "engine/front/effects.h"
#include "engine/front/handled.h"
#include "engine/front/preview.h"
#include "engine/front/services.h"
#include "engine/front/things.h"
#include "mutua/v1/directory.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using model::Booking;
using Bookings = std::map<BookingId, Booking>;

constexpr size_t kBookingsMost = 1000;

template <class Request>
core::WindUp ReadWindUp(Reading& in, const Request& request) {
  core::WindUp wind_up;
  const model::Company* company =
      FindInService<v1::Company>(in, request.company(), Path("company"));
  if (company == nullptr) return wind_up;
  wind_up.company = company->id;
  if constexpr (requires { request.etag(); }) {
    wind_up.version = in.Etag(request.etag(), Path("etag"));
  }
  if (!request.hand_over_to().empty()) {
    const model::Member* heir =
        FindInService<v1::Member>(in, request.hand_over_to(), Path("hand_over_to"));
    if (heir != nullptr) wind_up.hand_over_to = heir->id;
  }
  return wind_up;
}

// What the events leave of the company's bookings. Those that no event has whole are in the state,
// as they were or as they are.
class Outcome {
 public:
  Outcome(const core::State& state, CompanyId company) : state_(state), company_(company) {}

  void operator()(const core::BookingChanged& e) {
    if (e.why == core::BookingChanged::Why::kHandedOver) handed_over[e.booking.id] = e.booking;
    if (e.why == core::BookingChanged::Why::kShortened) cut_[e.booking.id] = e.booking;
  }
  void operator()(const core::BookingEnded& e) {
    const auto cut = cut_.find(e.booking);
    const Booking* known = cut != cut_.end() ? &cut->second : state_.Find(e.booking);
    if (known == nullptr || known->company != company_) return;
    Booking after = *known;
    after.state = e.state;
    after.due = e.at + kEndedKept;
    ended[e.booking] = std::move(after);
  }
  void operator()(const core::SeriesChanged& e) {
    series += e.series.company == company_ && e.series.ended;
  }
  void operator()(const core::WishChanged& e) {
    wishes += e.why == core::WishChanged::Why::kWithdrawn;
  }
  void operator()(const core::ListFiled&) { ++lists; }
  void operator()(const core::QuotaDefined&) { ++quotas; }
  void operator()(const core::MemberDefined& e) { members += e.member.retired; }
  void operator()(const core::BadgeDefined& e) { badges += e.badge.revoked; }
  void operator()(const core::TokenDefined& e) { tokens += e.token.revoked; }
  void operator()(const core::PoolDefined& e) { pools.push_back(e.pool.id); }
  void operator()(const core::LendingChanged& e) { lendings[e.lending.id] = e.lending; }
  void operator()(const core::WoundUp& e) { accounts = e.parts; }
  template <class Other>
  void operator()(const Other&) {}

  Bookings ended, handed_over;
  uint32_t series = 0, wishes = 0, lists = 0, quotas = 0, members = 0, badges = 0, tokens = 0;
  std::vector<PoolId> pools;
  std::map<LendingId, model::Lending> lendings;
  std::vector<core::WoundUp::Part> accounts;

 private:
  const core::State& state_;
  const CompanyId company_;
  Bookings cut_;
};

void ShowBookings(Showing& show, const Bookings& bookings,
                  google::protobuf::RepeatedPtrField<v1::Booking>* out) {
  std::vector<const Booking*> by_start;
  for (const auto& [id, booking] : bookings) by_start.push_back(&booking);
  std::sort(by_start.begin(), by_start.end(), [](const Booking* a, const Booking* b) {
    return std::pair(a->interval.start(), a->id) < std::pair(b->interval.start(), b->id);
  });
  if (by_start.size() > kBookingsMost) by_start.resize(kBookingsMost);
  for (const Booking* booking : by_start) show.Booking(*booking, out->Add());
}

void ShowWindingUp(Showing& show, CompanyId company, const std::vector<core::Event>& events,
                   v1::WindingUp* out) {
  Outcome outcome(show.state(), company);
  for (const core::Event& event : events) std::visit(outcome, event);
  ShowBookings(show, outcome.ended, out->mutable_ended());
  ShowBookings(show, outcome.handed_over, out->mutable_handed_over());
  out->set_series(outcome.series);
  out->set_wishes(outcome.wishes);
  out->set_lists(outcome.lists);
  out->set_quotas(outcome.quotas);
  out->set_members(outcome.members);
  out->set_badges(outcome.badges);
  out->set_tokens(outcome.tokens);
  for (const PoolId pool : outcome.pools) out->add_pools(show.HandleOf(pool));
  int64_t minutes = 0;
  for (const auto& [id, lending] : outcome.lendings) minutes += lending.minutes;
  out->mutable_released()->set_seconds(minutes * 60);
  for (const core::WoundUp::Part& part : outcome.accounts) {
    v1::WoundUpAccount& account = *out->add_accounts();
    account.set_pool(show.HandleOf(part.pool));
    account.set_balance_ticks(part.ticks.value());
  }
}

}  // namespace

void AddWindUp(Service& service) {
  House& house = service.house();
  service.Command<v1::WindUpCompanyRequest, v1::WindUpCompanyResponse>(
      Verb::kWindUpCompany,
      [](Reading& in, const v1::WindUpCompanyRequest& request, pipeline::Request* out) {
        out->command.body = ReadWindUp(in, request);
      },
      [&house](Showing& show, const pipeline::Answer& answer,
               const v1::WindUpCompanyRequest& request, v1::WindUpCompanyResponse* response) {
        const CompanyId company(static_cast<uint32_t>(answer.decision.subject.id));
        const std::vector<core::Event> events =
            EventsOf(house, answer, show.scene().caller, request.request_id());
        if (!events.empty()) ShowWindingUp(show, company, events, response->mutable_done());
      });
  AddPreview<v1::PreviewWindingUpRequest, v1::PreviewWindingUpResponse>(
      service, Verb::kPreviewWindingUp,
      [](Reading& in, const v1::PreviewWindingUpRequest& request) {
        return ReadWindUp(in, request);
      },
      [](Showing& show, const core::Body& body, const std::vector<core::Event>& events,
         v1::PreviewWindingUpResponse* response) {
        ShowWindingUp(show, std::get<core::WindUp>(body).company, events,
                      response->mutable_would());
      });
}

}  // namespace mutua::front
