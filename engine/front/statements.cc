// StatementsService: what companies booked, used and are to pay, by month; what is used, by week.
#include <charconv>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "engine/front/every_booking.h"
#include "engine/front/page.h"
#include "engine/front/services.h"
#include "engine/query/statement.h"
#include "mutua/v1/statements.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using model::Booking;
using query::StatementSums;

// Lines shown while the replica is held once.
constexpr size_t kShownAtOnce = 100;

// "2026-11".
std::optional<absl::CivilMonth> ParseMonth(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  int year = 0;
  int month = 0;
  const char* end = text.data() + text.size();
  const auto [dash, wrong] = std::from_chars(text.data(), text.data() + 4, year);
  const auto [last, wrong_too] = std::from_chars(text.data() + 5, end, month);
  const bool read =
      wrong == std::errc() && dash == text.data() + 4 && wrong_too == std::errc() && last == end;
  if (!read || year < 1970 || year > 2199 || month < 1 || month > 12) return std::nullopt;
  return absl::CivilMonth(year, month);
}

absl::CivilMonth ReadMonth(Reading& in, const std::string& text) {
  const auto month = ParseMonth(text);
  if (!month) in.Malformed(Path("month"), text.empty() ? Flaw::kMissing : Flaw::kBadForm);
  return month.value_or(absl::CivilMonth());
}

// "2026-11-23".
absl::CivilDay ReadMonday(Reading& in, const std::string& text) {
  const absl::CivilDay day(in.Civil(text + "T00:00", Path("week")));
  const bool good =
      day.year() >= 1970 && day.year() <= 2199 && absl::GetWeekday(day) == absl::Weekday::monday;
  if (in.ok() && !good) in.Malformed(Path("week"), Flaw::kBadForm);
  return day;
}

// The days that are asked about: from the first to the one behind the last.
struct Days {
  absl::CivilDay first;
  absl::CivilDay behind;
  bool Has(absl::CivilDay day) const { return first <= day && day < behind; }
};

Days ReadDays(Reading& in, const v1::GetStatementRequest& request) {
  const absl::CivilMonth month = ReadMonth(in, request.month());
  return {.first = absl::CivilDay(month), .behind = absl::CivilDay(month + 1)};
}

// A month, or the week that begins on a Monday.
Days ReadDays(Reading& in, const v1::ListStatementsRequest& request) {
  if (request.week().empty()) {
    const absl::CivilMonth month = ReadMonth(in, request.month());
    return {.first = absl::CivilDay(month), .behind = absl::CivilDay(month + 1)};
  }
  if (!request.month().empty()) in.Malformed(Path("month"), Flaw::kNotHere);
  const absl::CivilDay first = ReadMonday(in, request.week());
  return {.first = first, .behind = first + 7};
}

void Put(const StatementSums& sums, v1::StatementSums* out) {
  out->set_bookings(sums.bookings);
  out->mutable_booked()->set_seconds(sums.booked);
  out->mutable_used()->set_seconds(sums.used);
  front::Put(sums.Priced(), out->mutable_price());
  front::Put(sums.refunded, out->mutable_refunded());
  front::Put(sums.charged, out->mutable_charged());
  front::Put(sums.overrun, out->mutable_overrun());
}

template <class Response>
void PutPools(const Showing& show, const query::StatementTally& tally, Response* out) {
  std::map<std::string, const StatementSums*> by_handle;
  for (const auto& [pool, sums] : tally.pools()) by_handle[show.HandleOf(pool)] = &sums;
  for (const auto& [handle, sums] : by_handle) {
    v1::PoolSums& shown = *out->add_pools();
    shown.set_pool(handle);
    Put(*sums, shown.mutable_sums());
  }
}

// What both methods have.
struct Making {
  Days days;
  query::StatementTally tally;
  int64_t unsettled = 0;
  size_t size = 0;
  std::string after;  // where the page before ended
  Position began;

  bool IsOfThese(const Booking& booking) const { return days.Has(query::DayOf(booking)); }
  void Add(const Scene& scene, const Booking& booking, bool live) {
    tally.Add(scene.state, booking);
    unsettled += live ? 1 : 0;
  }
  template <class Request>
  void Begin(Reading& in, const Request& request, size_t usual, size_t most) {
    days = ReadDays(in, request);
    size = PageSize(request.page_size(), usual, most, &in);
    after = ReadPageToken(request, request.page_token(), &in);
  }
  template <class Response>
  void Show(const Showing& show, Response* out) const {
    PutPools(show, tally, out);
    Put(tally.total(), out->mutable_total());
    out->set_month_over(query::BeginOf(show.state(), days.behind) <= show.scene().now);
    out->set_unsettled(unsettled);
  }
};

void RefuseWalk(ExchangePtr exchange, const absl::Status& status) {
  const Language language = exchange->call().language;
  if (absl::IsDeadlineExceeded(status)) {
    return exchange->Refuse(StatusOf(RefusalOf(language, v1::RULE_DEADLINE_PASSED)));
  }
  exchange->Refuse(StatusOf(status, language));
}

// --- One company --------------------------------------------------------------------------------

// By start, then by id.
using LineKey = std::pair<int64_t, uint64_t>;

std::string ToText(const LineKey& key) {
  return std::to_string(key.first) + ":" + std::to_string(key.second);
}

std::optional<LineKey> ParseLineKey(std::string_view text) {
  LineKey key;
  const char* end = text.data() + text.size();
  const auto [colon, wrong] = std::from_chars(text.data(), end, key.first);
  if (wrong != std::errc() || colon == end || *colon != ':') return std::nullopt;
  if (std::from_chars(colon + 1, end, key.second).ec != std::errc()) return std::nullopt;
  return key;
}

struct Statement : Making {
  CompanyId company;
  std::optional<LineKey> behind;
  std::map<LineKey, Booking> lines;  // of the page, and one more if there is more

  void Begin(Reading& in, const Showing& show, const v1::GetStatementRequest& request) {
    Making::Begin(in, request, 1000, 2000);
    behind = ParseLineKey(after);
    if (!request.company().empty()) {
      company = in.Company(request.company(), Path("company"));
    } else if (const model::Member* own = in.state().Find(in.scene().caller.member)) {
      company = own->company;
    } else {
      in.Malformed(Path("company"), Flaw::kMissing);
    }
    if (in.ok() && !show.Sees(company)) {
      in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
    }
  }

  bool Wants(const Booking& booking) const {
    return booking.company == company && IsOfThese(booking);
  }

  void Take(const Scene& scene, const Booking& booking, bool live) {
    Add(scene, booking, live);
    const LineKey key{booking.interval.start().unix_seconds(), booking.id.value()};
    if (behind && key <= *behind) return;
    lines.emplace(key, booking);
    if (lines.size() > size + 1) lines.erase(std::prev(lines.end()));
  }
};

void ShowLine(Showing& show, const Booking& booking, v1::StatementLine* out) {
  show.Booking(booking, out->mutable_booking());
  Put(query::SumsOf(booking), out->mutable_sums());
  for (const query::RatedClaim& rated : query::RatesOf(show.state(), booking)) {
    v1::RatedPart& part = *out->add_parts();
    part.set_resource(show.HandleOf(rated.claim.resource));
    part.set_pool(show.HandleOf(show.state().Find(rated.claim.resource)->pool));
    part.set_units(rated.claim.units);
    part.mutable_peak()->set_seconds(rated.rated.peak);
    part.mutable_normal()->set_seconds(rated.rated.normal);
    part.mutable_off_peak()->set_seconds(rated.rated.off_peak);
    part.mutable_grabbed()->set_seconds(rated.grabbed);
  }
  out->set_priced_otherwise(query::IsPricedOtherwise(show.state(), booking));
}

void ShowLines(Exchange& exchange, Statement& statement, v1::GetStatementResponse* response) {
  const auto& request = static_cast<const v1::GetStatementRequest&>(exchange.request());
  const bool more = statement.lines.size() > statement.size;
  if (more) {
    statement.lines.erase(std::prev(statement.lines.end()));
    response->set_next_page_token(MakePageToken(request, ToText(statement.lines.rbegin()->first)));
  }
  for (auto line = statement.lines.begin(); line != statement.lines.end();) {
    exchange.Show([&](Showing& show) {
      for (size_t i = 0; i < kShownAtOnce && line != statement.lines.end(); ++i, ++line) {
        ShowLine(show, line->second, response->add_lines());
      }
    });
  }
}

void MakeStatement(ExchangePtr exchange, Statement& statement) {
  const absl::Status walked =
      Visit(*exchange, {.wants = [&](const Booking& booking) { return statement.Wants(booking); },
                        .visit = [&](const Scene& scene, const Booking& booking,
                                     bool live) { statement.Take(scene, booking, live); }});
  if (!walked.ok()) return RefuseWalk(std::move(exchange), walked);
  const auto& request = static_cast<const v1::GetStatementRequest&>(exchange->request());
  auto* response = static_cast<v1::GetStatementResponse*>(exchange->response());
  exchange->Show([&](Showing& show) {
    response->set_company(show.HandleOf(statement.company));
    response->set_company_name(show.state().Find(statement.company)->name);
    statement.Show(show, response);
  });
  response->set_month(request.month());
  ShowLines(*exchange, statement, response);
  exchange->SetPosition(statement.began);
  exchange->Answer();
}

// --- All companies ------------------------------------------------------------------------------

struct Statements : Making {
  struct Company {
    StatementSums sums;
    int64_t unsettled = 0;
  };
  std::map<CompanyId, Company> companies;

  void Begin(Reading& in, const Showing&, const v1::ListStatementsRequest& request) {
    Making::Begin(in, request, 100, 1000);
  }
  void Take(const Scene& scene, const Booking& booking, bool live) {
    Add(scene, booking, live);
    Company& company = companies[booking.company];
    company.sums.Add(query::SumsOf(booking));
    company.unsettled += live ? 1 : 0;
  }
};

void ShowCompanies(const Showing& show, const Statements& statements,
                   const v1::ListStatementsRequest& request, v1::ListStatementsResponse* response) {
  std::map<std::string, CompanyId> by_handle;
  for (const auto& [id, company] : statements.companies) by_handle[show.HandleOf(id)] = id;
  for (auto next = by_handle.upper_bound(statements.after); next != by_handle.end(); ++next) {
    if (response->statements_size() == static_cast<int>(statements.size)) {
      const std::string& last = response->statements(response->statements_size() - 1).company();
      return response->set_next_page_token(MakePageToken(request, last));
    }
    const Statements::Company& company = statements.companies.at(next->second);
    v1::CompanyStatement& shown = *response->add_statements();
    shown.set_company(next->first);
    shown.set_company_name(show.state().Find(next->second)->name);
    Put(company.sums, shown.mutable_sums());
    shown.set_unsettled(company.unsettled);
  }
}

void ShowUse(const Showing& show, const query::StatementTally& tally,
             v1::ListStatementsResponse* response) {
  std::map<std::string, const query::ResourceUse*> by_handle;
  for (const auto& [resource, use] : tally.resources()) by_handle[show.HandleOf(resource)] = &use;
  for (const auto& [handle, use] : by_handle) {
    v1::ResourceUse& shown = *response->add_resources();
    shown.set_resource(handle);
    shown.set_bookings(use->bookings);
    shown.mutable_booked()->set_seconds(use->booked);
    shown.mutable_used()->set_seconds(use->used);
  }
}

void MakeStatements(ExchangePtr exchange, Statements& statements) {
  const absl::Status walked = Visit(
      *exchange, {.wants = [&](const Booking& booking) { return statements.IsOfThese(booking); },
                  .visit = [&](const Scene& scene, const Booking& booking,
                               bool live) { statements.Take(scene, booking, live); }});
  if (!walked.ok()) return RefuseWalk(std::move(exchange), walked);
  const auto& request = static_cast<const v1::ListStatementsRequest&>(exchange->request());
  auto* response = static_cast<v1::ListStatementsResponse*>(exchange->response());
  exchange->Show([&](Showing& show) {
    statements.Show(show, response);
    ShowCompanies(show, statements, request, response);
    ShowUse(show, statements.tally, response);
  });
  response->set_month(request.month());
  response->set_week(request.week());
  exchange->SetPosition(statements.began);
  exchange->Answer();
}

// --- Both ---------------------------------------------------------------------------------------

// Both go through all that was ever booked: on a thread of their own, so that nothing else waits.
constexpr size_t kWaitingMost = 8;

// Reads the request, then makes it there.
template <class Request, class Of>
void Begin(ExchangePtr exchange, Aside& aside, void (*make)(ExchangePtr, Of&)) {
  const auto& request = static_cast<const Request&>(exchange->request());
  auto of = std::make_shared<Of>();
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head& head) {
        Reading in(scene);
        of->began = head.position;
        of->Begin(in, Showing(scene), request);
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  PostAside(std::move(exchange), aside,
            [of, make](ExchangePtr back) { make(std::move(back), *of); });
}

template <class Request, class Response, class Of>
void Add(Service& service, Verb verb, const std::shared_ptr<Aside>& aside,
         void (*make)(ExchangePtr, Of&)) {
  service.Free<Request, Response>(verb, [aside, make](ExchangePtr exchange) {
    const Position least(static_cast<const Request&>(exchange->request()).min_position());
    WhenReached(std::move(exchange), least, [aside, make](ExchangePtr back) {
      Begin<Request, Of>(std::move(back), *aside, make);
    });
  });
}

}  // namespace

void AddStatements(Service& service) {
  const auto aside = std::make_shared<Aside>(kWaitingMost);
  Add<v1::GetStatementRequest, v1::GetStatementResponse>(service, Verb::kGetStatement, aside,
                                                         MakeStatement);
  Add<v1::ListStatementsRequest, v1::ListStatementsResponse>(service, Verb::kListStatements, aside,
                                                             MakeStatements);
}

}  // namespace mutua::front
