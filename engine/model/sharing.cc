#include "engine/model/sharing.h"

#include <algorithm>

namespace mutua::model {

int64_t ShareOf(const Sharing& sharing, const Share& share) {
  const int64_t per = sharing.cents_a_share.value();
  return int64_t{share.base} + share.donated + (per > 0 ? share.funded.value() / per : 0);
}

int64_t ShareOf(const Sharing& sharing, CompanyId company) {
  const auto place =
      std::lower_bound(sharing.shares.begin(), sharing.shares.end(), company,
                       [](const Share& share, CompanyId than) { return share.company < than; });
  if (place == sharing.shares.end() || place->company != company) return 0;
  return ShareOf(sharing, *place);
}

int64_t SumOfShares(const Sharing& sharing) {
  int64_t sum = 0;
  for (const Share& share : sharing.shares) sum += ShareOf(sharing, share);
  return sum;
}

bool IsSharedFairly(const Sharing& sharing) {
  return sharing.policy != Policy::kFirstCome && SumOfShares(sharing) > 0;
}

}  // namespace mutua::model
