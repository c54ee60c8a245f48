// SharesService: how companies stand in shared pools.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/core/fair_share.h"
#include "engine/core/share_standing.h"
#include "engine/front/civil.h"
#include "engine/front/draw_seed.h"
#include "engine/front/plural.h"
#include "engine/front/quota_sentence.h"
#include "engine/front/services.h"
#include "engine/front/shares_question.h"
#include "engine/front/things.h"
#include "mutua/v1/shares.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using core::ShareStanding;

constexpr size_t kStandingsMost = 1000;
constexpr Words kShare{.english = "share", .french = "part"};

// "3.1 credits": what is used, by share.
std::string PerShare(const ShareStanding& standing, bool french) {
  return AmountText(french, Ticks(standing.usage.value() / standing.share));
}

// The contests that it lost, behind what it used; nothing where none counts.
std::string ContestsDetail(const Scene& scene, const ShareStanding& standing) {
  const bool french = scene.language == Language::kFrench;
  if (standing.token_ends > scene.now) {
    return fmt::format(
        fmt::runtime(french
                         ? " {} créneaux disputés lui ont échappé : elle passe une fois avant un "
                           "usage moindre, d'ici au {}."
                         : " It has lost {} contests: it comes before smaller usage once, until "
                           "{}."),
        kLostForToken,
        MomentText(&core::ClocksOf(scene.state, standing.pool), standing.token_ends));
  }
  if (standing.lost == 0) return {};
  return fmt::format(
      fmt::runtime(french ? " Créneaux disputés qui lui ont échappé : {} sur les {} après lesquels "
                            "une entreprise passe une fois avant un usage moindre."
                          : " It has lost {} of the {} contests after which a company comes before "
                            "smaller usage once."),
      standing.lost, kLostForToken);
}

// "Your company used 3.1 credits for each of its shares lately (2 of 6 shares): rank 2 of 4, where
// 1 comes first." Another company by its handle: managers see them side by side.
std::string SentenceOf(const Scene& scene, const ShareStanding& standing) {
  const bool french = scene.language == Language::kFrench;
  const model::Member* caller = scene.state.Find(scene.caller.member);
  const bool own = caller != nullptr && caller->company == standing.company;
  const std::string ours = french ? "Votre entreprise" : "Your company";
  const std::string name = own ? ours : scene.state.Find(standing.company)->handle;
  if (standing.share == 0) {
    return fmt::format(fmt::runtime(french ? "{} n'a pas de part : servie après toutes les autres."
                                           : "{} has no share: it is served after all others."),
                       name);
  }
  const std::string sentence = fmt::format(
      fmt::runtime(french ? "{} a utilisé dernièrement {} par part ({} sur {}) : rang {} sur {}, "
                            "où 1 passe en premier."
                          : "{} used {} for each of its shares lately ({} of {}): rank {} of {}, "
                            "where 1 comes first."),
      name, PerShare(standing, french),
      french ? Counted(french, standing.share, kShare) : std::to_string(standing.share),
      french ? std::to_string(standing.shares) : Counted(french, standing.shares, kShare),
      standing.rank, standing.ranked);
  return sentence + ContestsDetail(scene, standing);
}

void Put(Duration length, google::protobuf::Duration* out) { out->set_seconds(length.seconds()); }

void ShowStanding(Showing& show, const ShareStanding& standing, v1::ShareStanding* out) {
  const core::State& state = show.state();
  out->set_pool(show.HandleOf(standing.pool));
  out->set_company(show.HandleOf(standing.company));
  out->set_share(standing.share);
  out->set_shares(standing.shares);
  out->set_usage_ticks(standing.usage.value());
  out->set_future_ticks(standing.future.value());
  out->set_rank(standing.rank);
  out->set_ranked(standing.ranked);
  out->set_lost_contests(standing.lost);
  if (standing.token_ends > show.scene().now) {
    front::Put(standing.token_ends, out->mutable_token_ends());
  }
  for (const GuaranteesId id : core::PeriodsFrom(state, standing.pool, show.scene().now)) {
    const model::Guarantees& period = *state.Find(id);
    v1::Guarantee& shown = *out->add_guarantees();
    front::Put(period.interval, shown.mutable_interval());
    Put(Duration::Seconds(state.usages().Guaranteed(id, standing.company)),
        shown.mutable_guaranteed());
    Put(Duration::Seconds(state.usages().Within(standing.pool, standing.company, period.first)),
        shown.mutable_used());
    Put(Duration::Minutes(period.capacity), shown.mutable_capacity());
  }
  out->set_sentence(SentenceOf(show.scene(), standing));
}

// Of periods that are over the seed itself: nothing is drawn from it any more.
void ShowSeeds(const Showing& show, PoolId pool, v1::GetShareStandingResponse* response) {
  std::vector<const model::Guarantees*> periods;
  show.state().ForEach<model::Guarantees>([&](const model::Guarantees& period) {
    if (period.pool == pool) periods.push_back(&period);
  });
  std::sort(periods.begin(), periods.end(),
            [](const auto* a, const auto* b) { return a->interval.start() < b->interval.start(); });
  for (const model::Guarantees* period : periods) {
    v1::DrawSeed& shown = *response->add_seeds();
    shown.set_pool(show.HandleOf(pool));
    front::Put(period->interval, shown.mutable_interval());
    shown.set_seed_hash(SeedHash(period->seed));
    if (period->interval.end() <= show.scene().now) shown.set_seed(SeedText(period->seed));
  }
}

void GetStanding(Reading& in, Showing& show, const v1::GetShareStandingRequest& request,
                 v1::GetShareStandingResponse* response) {
  const auto question = ReadSharesQuestion(in, show, request.company(), request.pool());
  if (!question) return;
  for (const PoolId pool : question->pools) ShowSeeds(show, pool, response);
  for (const PoolId pool : question->pools) {
    if (question->company.IsSet()) {
      ShowStanding(show, core::ShareStandingOf(in.state(), pool, question->company, in.scene().now),
                   response->add_standings());
      continue;
    }
    for (const ShareStanding& one : core::ShareStandingsIn(in.state(), pool, in.scene().now)) {
      if (response->standings_size() == static_cast<int>(kStandingsMost)) return;
      ShowStanding(show, one, response->add_standings());
    }
  }
}

}  // namespace

void AddShares(Service& service) {
  service.Question<v1::GetShareStandingRequest, v1::GetShareStandingResponse>(
      Verb::kGetShareStanding, GetStanding);
}

}  // namespace mutua::front
