// How a pool is shared, between the contract and the model.
#include <algorithm>

#include "engine/base/limits.h"
#include "engine/front/things.h"

namespace mutua::front {
namespace {

using model::Policy;
using model::Share;
using model::SharePeriod;

int64_t ReadAmount(Reading& in, int64_t amount, int64_t most, const Path& path) {
  if (amount < 0 || amount > most) in.Malformed(path, Flaw::kOutOfRange, most);
  return amount;
}

}  // namespace

void ReadSharing(Reading& in, const Definitions& names, const v1::Pool& from, const Path& path,
                 model::Sharing* to) {
  if (!v1::PoolPolicy_IsValid(from.policy())) in.Malformed(Path(path, "policy"), Flaw::kBadForm);
  if (!v1::SharePeriod_IsValid(from.share_period())) {
    in.Malformed(Path(path, "share_period"), Flaw::kBadForm);
  }
  if (!v1::ExplainNames_IsValid(from.explain_names())) {
    in.Malformed(Path(path, "explain_names"), Flaw::kBadForm);
  }
  if (!in.Count(from.shares_size(), kSharesMost, false, Path(path, "shares")) || !in.ok()) return;
  to->policy = static_cast<Policy>(from.policy());
  to->names_companies = from.explain_names() == v1::EXPLAIN_NAMES_NAMED;
  const bool month = from.share_period() == v1::SHARE_PERIOD_MONTH;
  to->period = month ? SharePeriod::kMonth : SharePeriod::kWeek;
  to->cents_a_share =
      Cents(ReadAmount(in, from.cents_a_share(), kFundedMost, Path(path, "cents_a_share")));
  to->shares.clear();
  for (int i = 0; i < from.shares_size() && in.ok(); ++i) {
    const v1::PoolShare& share = from.shares(i);
    const Path here(path, "shares", static_cast<size_t>(i));
    Share read;
    read.company = names.AnyCompany(in, share.company(), Path(here, "company"));
    read.base = static_cast<uint32_t>(ReadAmount(in, share.base(), kShareMost, Path(here, "base")));
    read.donated =
        static_cast<uint32_t>(ReadAmount(in, share.donated(), kShareMost, Path(here, "donated")));
    read.funded =
        Cents(ReadAmount(in, share.funded_cents(), kFundedMost, Path(here, "funded_cents")));
    to->shares.push_back(read);
  }
  // As the core keeps them, so that the same lab is no change.
  std::sort(to->shares.begin(), to->shares.end(),
            [](const Share& a, const Share& b) { return a.company < b.company; });
}

void ShowSharing(const Definitions& names, const model::Sharing& from, v1::Pool* to) {
  to->set_policy(static_cast<v1::PoolPolicy>(from.policy));
  if (from.period != SharePeriod::kWeek) to->set_share_period(v1::SHARE_PERIOD_MONTH);
  to->set_cents_a_share(from.cents_a_share.value());
  if (from.names_companies) to->set_explain_names(v1::EXPLAIN_NAMES_NAMED);
  for (const Share& share : from.shares) {
    v1::PoolShare& shown = *to->add_shares();
    shown.set_company(names.HandleOf(share.company));
    shown.set_base(share.base);
    shown.set_funded_cents(share.funded.value());
    shown.set_donated(share.donated);
  }
}

void ShowAllowed(const Showing& show, const model::Pool& pool, v1::Pool* to) {
  model::Pool allowed = pool;
  std::erase_if(allowed.sharing.shares,
                [&](const Share& share) { return !show.Sees(share.company); });
  Show(Definitions(show.scene()), allowed, to);
}

}  // namespace mutua::front
