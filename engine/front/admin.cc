// AdminService: statistics, configuration, digests, the clock.
#include <sodium.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "engine/front/administration.h"
#include "engine/front/services.h"
#include "engine/query/booking_scan.h"
#include "engine/query/id_walk.h"
#include "engine/store/digest.h"
#include "mutua/v1/admin.pb.h"

namespace mutua::front {
namespace {

using access::Verb;

uint64_t BytesBelow(const std::string& folder) {
  uint64_t bytes = 0;
  std::error_code error;
  auto at = std::filesystem::recursive_directory_iterator(folder, error);
  for (; !error && at != std::filesystem::end(at); at.increment(error)) {
    // A file that is gone by now counts for nothing.
    std::error_code gone;
    if (at->is_regular_file(gone)) {
      const uint64_t size = at->file_size(gone);
      if (!gone) bytes += size;
    }
  }
  return bytes;
}

// A slice at a time: wishes that have ended stay in the table for a while.
uint64_t CountOpenWishes(Exchange& exchange) {
  uint64_t open = 0;
  query::IdWalk<model::Wish> walk(query::IdOrder::kAscending, {});
  const auto look = [&](const Scene& scene, const journal::Head&) {
    return walk.Look(scene.state, query::BookingScan::kSlice, [&](const model::Wish& wish) {
      open += wish.state == model::WishState::kWaiting || wish.state == model::WishState::kOffered;
      return true;
    });
  };
  while (exchange.Look(look)) {
  }
  return open;
}

void CountState(const core::State& state, v1::GetStatisticsResponse* out) {
  out->set_live_bookings(state.Count<model::Booking>());
  out->set_resources(state.Count<model::Resource>());
  out->set_companies(state.Count<model::Company>());
  out->set_members(state.Count<model::Member>());
  out->set_request_ids(state.requests_remembered());
}

void GetStatistics(const Administration& administration, ExchangePtr exchange) {
  House& house = exchange->house();
  auto* response = static_cast<v1::GetStatisticsResponse*>(exchange->response());
  response->set_open_wishes(CountOpenWishes(*exchange));
  exchange->Look([&](const Scene& scene, const journal::Head& head) {
    CountState(scene.state, response);
    response->set_position(head.position.value());
  });
  response->set_oldest_position(house.engine.journal().oldest().value());
  const pipeline::Statistics counts = house.engine.statistics();
  response->set_commands(counts.accepted + counts.refused + counts.repeated);
  response->set_refused(counts.refused);
  response->set_repeated_requests(counts.repeated);
  response->set_turned_away(counts.turned_away + counts.expired);
  response->set_commits(counts.commits);
  response->set_queue_depth(static_cast<uint32_t>(counts.queue_depth));
  response->set_watches(static_cast<uint32_t>(administration.watches()));
  if (!administration.store_folder.empty()) {
    response->set_store_bytes(BytesBelow(administration.store_folder));
  }
  const auto uptime = std::chrono::steady_clock::now() - administration.started;
  response->mutable_uptime()->set_seconds(
      std::chrono::duration_cast<std::chrono::seconds>(uptime).count());
  response->set_version(administration.version);
  exchange->Answer();
}

void GetDigest(ExchangePtr exchange) {
  auto* response = static_cast<v1::GetDigestResponse*>(exchange->response());
  // All records of one position, without holding the replica for as long as that takes.
  const auto beside = exchange->house().engine.RestoreBeside();
  if (!beside.ok()) return exchange->Refuse(StatusOf(beside.status(), exchange->call().language));
  const store::StateDigest digest = store::DigestOf(*beside->state);
  response->set_state_digest(digest.data(), digest.size());
  response->set_chain_digest(beside->head.digest.data(), beside->head.digest.size());
  response->set_position(beside->head.position.value());
  const journal::StoreId id = exchange->house().engine.journal().store_id();
  std::string hex(id.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), id.data(), id.size());
  hex.pop_back();  // the terminating zero
  response->set_store_id(hex);
  exchange->Answer();
}

// --- The clock ---------------------------------------------------------------------------------

void AnswerClock(ExchangePtr exchange) {
  auto* response = static_cast<v1::AdvanceClockResponse*>(exchange->response());
  exchange->Look([&](const Scene& scene, const journal::Head& head) {
    Put(scene.now, response->mutable_now());
    response->set_position(head.position.value());
  });
  exchange->Answer();
}

void AdvanceClock(ExchangePtr exchange) {
  House& house = exchange->house();
  if (house.fed_clock == nullptr) {
    return exchange->Refuse(
        StatusOf(RefusalOf(exchange->call().language, v1::RULE_NOT_IN_REPLAY_MODE)));
  }
  const auto& request = static_cast<const v1::AdvanceClockRequest&>(exchange->request());
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        if (!request.has_to()) in.Malformed(Path("to"), Flaw::kMissing);
        const Instant to = in.At(request.to(), Path("to"));
        if (in.ok() && (to < scene.now || !house.fed_clock->Feed(to))) {
          in.Malformed(Path("to"), Flaw::kOutOfRange);
        }
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  // A call without commands: the writer fires what is due before it, and answers behind that.
  SubmitAll(std::move(exchange), {}, [](ExchangePtr back, const std::vector<pipeline::Answer>&) {
    AnswerClock(std::move(back));
  });
}

}  // namespace

void AddAdmin(Service& service) {
  Administration& administration = service.house().administration;
  service.Free<v1::GetStatisticsRequest, v1::GetStatisticsResponse>(
      Verb::kGetStatistics, [&administration](ExchangePtr exchange) {
        PostAside(std::move(exchange), administration.aside, [&administration](ExchangePtr back) {
          GetStatistics(administration, std::move(back));
        });
      });
  service.Question<v1::GetConfigurationRequest, v1::GetConfigurationResponse>(
      Verb::kGetConfiguration,
      [&administration](Reading&, Showing&, const v1::GetConfigurationRequest&,
                        v1::GetConfigurationResponse* response) {
        std::vector<Setting> settings = administration.settings;
        std::sort(settings.begin(), settings.end(),
                  [](const Setting& a, const Setting& b) { return a.name < b.name; });
        for (const Setting& setting : settings) {
          v1::Setting& shown = *response->add_settings();
          shown.set_name(setting.name);
          shown.set_value(setting.value);
          shown.set_source(setting.source);
        }
      });
  service.Free<v1::GetDigestRequest, v1::GetDigestResponse>(
      Verb::kGetDigest, [](ExchangePtr exchange) {
        const auto& request = static_cast<const v1::GetDigestRequest&>(exchange->request());
        const Position least(request.min_position());
        WhenReached(std::move(exchange), least, [](ExchangePtr reached) {
          Aside& slow = reached->house().slow;
          PostAside(std::move(reached), slow, GetDigest);
        });
      });
  House& house = service.house();
  service.Question<v1::GetClockRequest, v1::GetClockResponse>(
      Verb::kGetClock,
      [&house](Reading& in, Showing&, const v1::GetClockRequest&, v1::GetClockResponse* response) {
        Put(in.scene().now, response->mutable_now());
        response->set_replay_mode(house.fed_clock != nullptr);
      });
  service.Free<v1::AdvanceClockRequest, v1::AdvanceClockResponse>(Verb::kAdvanceClock,
                                                                  AdvanceClock);
}

}  // namespace mutua::front
