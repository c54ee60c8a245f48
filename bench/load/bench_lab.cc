// Makes the lab that bench/ books on, in a store that mutuad is then started on: resources r-1 to
// r-N without limits of their own, 200 companies, each with a quota of time in the week that it
// never reaches, members m-1 to m-M dealt out to them, and one service, whose token is printed. It
// is what the peer's fill.sql has before its bookings.
//
// usage: bench_lab FOLDER RESOURCES MEMBERS
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "engine/access/people.h"
#include "engine/access/secret.h"
#include "engine/daemon/system_clock.h"
#include "engine/front/texts.h"
#include "engine/front/zones/zone_loader.h"
#include "engine/journal/open.h"
#include "engine/pipeline/engine.h"

namespace {

using namespace mutua;  // NOLINT: a program of one file

constexpr uint64_t kCompanies = 200;
constexpr size_t kAtOnce = 200;
constexpr int64_t kMinutesAWeek = 2'000'000'000;  // of a company; the peer's too

template <class Status>
void Check(const Status& status, const char* what) {
  if (status.ok()) return;
  std::fprintf(stderr, "bench_lab: %s\n", what);
  std::exit(1);
}

class Lab {
 public:
  explicit Lab(pipeline::Engine& engine) : engine_(engine) {}

  pipeline::Request& Add(core::Body body) {
    pipeline::Request& request = waiting_.emplace_back();
    request.command.caller.role = model::Role::kService;
    request.command.body = std::move(body);
    return request;
  }

  // Decides what was added; the id of the last.
  uint64_t Decide() {
    uint64_t id = 0;
    for (const pipeline::Answer& answer : engine_.Decide(std::exchange(waiting_, {}))) {
      Check(answer.status, "a definition was not made durable");
      if (!answer.decision.accepted()) Check(absl::UnknownError(""), "a definition was refused");
      id = answer.decision.subject.id;
    }
    return id;
  }
  size_t waiting() const { return waiting_.size(); }
  uint32_t Define(core::Body body) {
    Add(std::move(body));
    return static_cast<uint32_t>(Decide());
  }

 private:
  pipeline::Engine& engine_;
  std::vector<pipeline::Request> waiting_;
};

void DefineResources(Lab& lab, uint64_t count) {
  auto utc = front::LoadZone("UTC");
  Check(utc.status(), "the zone UTC is not installed");
  const ZoneId zone(lab.Define(core::DefineZone{.zone = {.table = *std::move(utc)}}));
  model::Site site{.handle = "house", .name = "House", .zone = zone};
  site.opening = model::AlwaysOpen();
  const SiteId house(lab.Define(core::DefineSite{.site = site}));
  model::Pool pool{.handle = "rooms", .name = "Rooms"};
  pool.rules.horizon = Duration::Days(3660);
  const PoolId rooms(lab.Define(core::DefinePool{.pool = pool}));
  for (uint64_t i = 1; i <= count; ++i) {
    model::Resource resource{.handle = "r-" + std::to_string(i), .name = "Room"};
    resource.kind = model::ResourceKind::kRoom;
    resource.site = house;
    resource.pool = rooms;
    lab.Add(core::DefineResource{.resource = resource});
    if (lab.waiting() == kAtOnce || i == count) lab.Decide();
  }
}

void DefineMembers(Lab& lab, front::Texts& texts, uint64_t count) {
  std::vector<CompanyId> companies;
  for (uint64_t i = 1; i <= kCompanies; ++i) {
    const std::string handle = "c-" + std::to_string(i);
    const model::Company company{.handle = handle, .name = handle};
    companies.emplace_back(lab.Define(core::DefineCompany{.company = company}));
  }
  for (uint64_t i = 1; i <= count; ++i) {
    const std::string handle = "m-" + std::to_string(i);
    core::DefineMember define;
    define.member.company = companies[i % kCompanies];
    pipeline::Request& request = lab.Add({});
    texts.AddMember({.handle = handle, .display_name = handle, .language = "en"}, &request,
                    &define.text);
    request.command.body = std::move(define);
    if (lab.waiting() == kAtOnce || i == count) lab.Decide();
  }
}

void DefineQuotas(Lab& lab) {
  model::Quota quota{.handle = "week", .name = "Time in the week"};
  quota.window = model::Quota::Window::kWeek;
  quota.limit = Duration::Minutes(kMinutesAWeek).seconds();
  lab.Define(core::DefineQuota{.quota = quota});
}

void MakeLab(const std::string& folder, uint64_t resources, uint64_t members) {
  auto journal = journal::OpenRocksJournal(folder, {});
  Check(journal.status(), "the store cannot be opened");
  const daemon::SystemClock clock;
  auto engine = pipeline::Engine::Start(**journal, clock, {});
  Check(engine.status(), "the engine does not start");
  access::People people;
  front::Texts texts(**journal, people);
  Lab lab(**engine);
  DefineResources(lab, resources);
  DefineMembers(lab, texts, members);
  DefineQuotas(lab);
  const Secret secret = access::MakeSecret(model::Role::kService);
  model::Token token{.role = model::Role::kService};
  token.hash = access::HashSecret(secret);
  lab.Define(core::DefineToken{.token = token});
  Check((*engine)->Stop(), "the store was not closed in good order");
  std::printf("%s\n", secret.Reveal().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: bench_lab FOLDER RESOURCES MEMBERS\n");
    return 2;
  }
  MakeLab(argv[1], std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10));
  return 0;
}
