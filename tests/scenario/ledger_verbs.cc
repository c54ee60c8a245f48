// Verbs about the ledger of credits.
#include "engine/front/quota_sentence.h"
#include "mutua/v1/shares.grpc.pb.h"
#include "tests/scenario/act.h"

namespace mutua::scenario {
namespace {

using Stub = v1::SharesService::Stub;

std::string Credits(int64_t ticks) {
  const std::string amount = front::AmountText(false, Ticks(std::abs(ticks)));
  return ticks < 0 ? "-" + amount : amount;
}

template <class Request, class Response>
void Order(Act& act,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  Request request;
  request.mutable_length()->set_seconds(act.words().Length());
  act.words().Expect("of");
  request.set_pool(act.words().Next());
  Response response;
  if (!act.Do(act.services().shares, method, request, &response)) return;
  const v1::Lending& lending = response.lending();
  act.Say(lending.company() + " lends " + front::HoursText(lending.released().seconds()) + " of " +
          lending.pool() + " in " + act.show().Span(lending.interval()) + ", taken " +
          front::HoursText(lending.borrowed().seconds()));
}

// "lends 2h of lasers", in the present period.
void Lends(Act& act) { Order(act, &Stub::LendGuarantee); }
// "takes back 2h of lasers".
void TakesBack(Act& act) { Order(act, &Stub::TakeBackGuarantee); }

// "asks the ledger", "asks the ledger of acme".
void AsksLedger(Act& act) {
  v1::GetLedgerRequest request;
  if (act.words().Take("of")) request.set_company(act.words().Next());
  v1::GetLedgerResponse got;
  if (!act.Ask(act.services().shares, &Stub::GetLedger, request, &got)) return;
  for (const v1::CreditAccount& account : got.accounts()) {
    std::string line = account.company() + " in " + account.pool() + ": " +
                       Credits(account.balance_ticks()) + ", " + Credits(account.escrow_ticks()) +
                       " paid ahead, down to " + Credits(account.floor_ticks());
    act.Say(line);
  }
  for (const v1::PoolCredits& pool : got.pools()) {
    act.Say(pool.pool() + " in common: " + Credits(pool.commons_ticks()) +
            ", paid ahead: " + Credits(pool.escrow_ticks()) +
            (pool.minted_ticks() == 0 ? "" : ", the mint: " + Credits(-pool.minted_ticks())));
  }
  for (const v1::CreditEntry& entry : got.entries()) {
    act.Say(act.show().Moment(entry.at()) + " " + entry.sentence());
  }
}

}  // namespace

const std::vector<Verb> kLedgerVerbs{
    {"lends", Lends}, {"takes back", TakesBack}, {"asks the ledger", AsksLedger}};

}  // namespace mutua::scenario
