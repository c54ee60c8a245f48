// SharesService: the mutual ledger of credits, and guaranteed time that is lent.
#include <cstdlib>

#include "engine/core/credits.h"
#include "engine/core/party.h"
#include "engine/core/share_standing.h"
#include "engine/front/credits_sentence.h"
#include "engine/front/past_state.h"
#include "engine/front/services.h"
#include "engine/front/shares_question.h"
#include "engine/front/things.h"
#include "mutua/v1/shares.pb.h"

namespace mutua::front {
namespace {

using access::Verb;

constexpr int kAccountsMost = 1000;

void Put(Duration length, google::protobuf::Duration* out) { out->set_seconds(length.seconds()); }

void ShowLending(const Showing& show, const model::Lending& lending, v1::Lending* out) {
  out->set_pool(show.HandleOf(lending.pool));
  out->set_company(show.HandleOf(lending.company));
  front::Put(show.state().Find(lending.period)->interval, out->mutable_interval());
  Put(Duration::Minutes(lending.minutes), out->mutable_released());
  Put(Duration::Seconds(lending.borrowed), out->mutable_borrowed());
}

void ShowAccount(const Showing& show, PoolId pool, CompanyId company, v1::CreditAccount* out) {
  const core::State& state = show.state();
  const Instant now = show.scene().now;
  const model::Purse::Part part = state.CreditsOf(pool, company);
  const core::CreditLimits limits = core::CreditLimitsOf(state, pool, company, now);
  out->set_pool(show.HandleOf(pool));
  out->set_company(show.HandleOf(company));
  out->set_balance_ticks(part.balance.value());
  out->set_escrow_ticks(part.escrow.value());
  out->set_floor_ticks(-limits.debt.value());
  out->set_ceiling_ticks(limits.ceiling.value());
  for (const GuaranteesId period : core::PeriodsFrom(state, pool, now)) {
    for (const LendingId id : state.usages().LentIn(period)) {
      const model::Lending& lending = *state.Find(id);
      if (lending.company == company && lending.minutes > 0) {
        ShowLending(show, lending, out->add_lent());
      }
    }
  }
}

void ShowEntries(const Showing& show, CompanyId company, PoolId only,
                 v1::GetLedgerResponse* response) {
  const model::Purse* purse = show.state().FindPurse(company);
  if (purse == nullptr) return;
  for (const model::Entry& entry : purse->entries) {
    if (only.IsSet() && entry.pool != only) continue;
    v1::CreditEntry& shown = *response->add_entries();
    front::Put(entry.at, shown.mutable_at());
    shown.set_pool(show.HandleOf(entry.pool));
    shown.set_reason(static_cast<v1::CreditReason>(entry.why));
    shown.set_ticks(entry.ticks.value());
    const Duration time = Duration::Seconds(entry.seconds);
    if (entry.resource.IsSet()) {
      shown.set_resource(show.HandleOf(entry.resource));
      Put(time, shown.mutable_used());
    } else if (entry.seconds > 0) {
      Put(time, shown.mutable_beyond());
    }
    const bool others =
        entry.why == model::Entry::Why::kGiven || entry.why == model::Entry::Why::kFavour;
    if (entry.booking.IsSet() && !others) shown.set_booking(IdText(entry.booking));
    shown.set_sentence(EntrySentence(show.scene(), entry));
  }
}

void ShowPool(const Showing& show, PoolId pool, v1::PoolCredits* out) {
  out->set_pool(show.HandleOf(pool));
  const model::Commons* commons = show.state().FindCommons(pool);
  if (commons == nullptr) return;
  out->set_commons_ticks(commons->balance.value());
  out->set_escrow_ticks(commons->escrow.value());
  out->set_minted_ticks(commons->minted.value());
}

// Each company that has an account of the pool.
void ShowAccounts(const Showing& show, PoolId pool, v1::GetLedgerResponse* response) {
  show.state().ForEach<model::Purse>([&](const model::Purse& purse) {
    for (const model::Purse::Part& part : purse.parts) {
      if (part.pool != pool || response->accounts_size() == kAccountsMost) continue;
      ShowAccount(show, pool, purse.id, response->add_accounts());
    }
  });
}

// `question`: as it was asked now, of what is shown, which may be long ago.
void ShowLedger(const Showing& show, const SharesQuestion& question, bool one_pool,
                v1::GetLedgerResponse* response) {
  const CompanyId company = question.company;
  if (company.IsSet() && show.state().Find(company) == nullptr) return;  // not yet
  const bool staff = !core::IsMember(show.scene().caller.role);
  for (const PoolId pool : question.pools) {
    if (show.state().Find(pool) == nullptr) continue;  // not yet
    if (company.IsSet()) {
      ShowAccount(show, pool, company, response->add_accounts());
    } else {
      ShowAccounts(show, pool, response);
    }
    if (staff) ShowPool(show, pool, response->add_pools());
  }
  const PoolId only = one_pool ? question.pools.front() : PoolId();
  if (company.IsSet()) ShowEntries(show, company, only, response);
}

void GetLedger(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::GetLedgerRequest&>(exchange->request());
  auto* response = static_cast<v1::GetLedgerResponse*>(exchange->response());
  std::optional<Objection> objection;
  const Position shown = exchange->Show([&](Showing& show) {
    Reading in(show.scene());
    const auto question = ReadSharesQuestion(in, show, request.company(), request.pool());
    objection = in.objection();
    if (question) ShowLedger(show, *question, !request.pool().empty(), response);
  });
  if (objection) return exchange->Object(*objection);
  exchange->SetPosition(shown);
  exchange->Answer();
}

// Who may see it is decided by what is so now.
void GetPastLedger(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::GetLedgerRequest&>(exchange->request());
  Position position(request.at_position());
  Instant latest = kLatest;
  std::optional<SharesQuestion> question;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head& head) {
        Reading in(scene);
        const Showing show(scene);
        question = ReadSharesQuestion(in, show, request.company(), request.pool());
        if (position > head.position) in.Malformed(Path("at_position"), Flaw::kOutOfRange);
        if (request.has_at()) {
          latest = in.At(request.at(), Path("at"));
          if (position == Position()) position = head.position;
        }
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  const auto past = StateAt(*exchange, position, latest);
  if (!past.ok()) return exchange->Refuse(StatusOf(past.status(), exchange->call().language));
  const Scene then{.state = *past->state,
                   .people = exchange->house().people,
                   .caller = exchange->call().caller,
                   .language = exchange->call().language,
                   .now = past->state->counters().at};
  ShowLedger(Showing(then), *question, !request.pool().empty(),
             static_cast<v1::GetLedgerResponse*>(exchange->response()));
  exchange->SetPosition(past->position);
  exchange->Answer();
}

template <class Request>
void TranslateLend(Reading& in, const Request& request, int sign, pipeline::Request* out) {
  core::Lend lend;
  lend.pool = in.Pool(request.pool(), Path("pool"));
  if (!request.company().empty()) lend.company = in.Company(request.company(), Path("company"));
  lend.when = request.has_at() ? in.At(request.at(), Path("at")) : in.scene().now;
  const Duration length = in.Length(request.length(), Path("length"));
  if (!in.ok()) return;
  if (length <= Duration()) return in.Malformed(Path("length"), Flaw::kOutOfRange);
  if (length.seconds() % 60 != 0) return in.Malformed(Path("length"), Flaw::kNotWholeMinutes);
  lend.minutes = sign * length.seconds() / 60;
  out->command.body = lend;
}

template <class Request, class Response>
void AddLending(Service& service, Verb verb, int sign) {
  service.Command<Request, Response>(
      verb,
      [sign](Reading& in, const Request& request, pipeline::Request* out) {
        TranslateLend(in, request, sign, out);
      },
      [](Showing& show, const pipeline::Answer& answer, const Request&, Response* response) {
        const LendingId id(answer.decision.subject.id);
        // Of a retry it may be over meanwhile.
        if (const model::Lending* lending = show.state().Find(id)) {
          ShowLending(show, *lending, response->mutable_lending());
        }
      });
}

}  // namespace

void AddLedger(Service& service) {
  service.Free<v1::GetLedgerRequest, v1::GetLedgerResponse>(
      Verb::kGetLedger, [](ExchangePtr exchange) {
        const auto& request = static_cast<const v1::GetLedgerRequest&>(exchange->request());
        if (request.at_position() != 0 || request.has_at()) {
          Aside& slow = exchange->house().slow;
          PostAside(std::move(exchange), slow, GetPastLedger);
          return;
        }
        const Position least(request.min_position());
        WhenReached(std::move(exchange), least, GetLedger);
      });
  AddLending<v1::LendGuaranteeRequest, v1::LendGuaranteeResponse>(service, Verb::kLendGuarantee, 1);
  AddLending<v1::TakeBackGuaranteeRequest, v1::TakeBackGuaranteeResponse>(
      service, Verb::kTakeBackGuarantee, -1);
}

}  // namespace mutua::front
