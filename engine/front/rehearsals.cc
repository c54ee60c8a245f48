// RehearsalsService: the past in another lab. Beside the writer, on states of its own, on a thread
// of the lowest priority.
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "engine/core/decide.h"
#include "engine/front/catalogue_copy.h"
#include "engine/front/lab.h"
#include "engine/front/lab_difference.h"
#include "engine/front/services.h"
#include "engine/query/rehearsal.h"
#include "engine/store/events.h"
#include "mutua/v1/rehearsals.pb.h"

namespace mutua::front {
namespace {

using access::Verb;
using query::Rehearsal;

// Commits between two looks at whether anybody still waits.
constexpr uint64_t kCommitsBetweenLooks = 64;
constexpr uint64_t kCommitsMost = 2'000'000;

// The one that runs.
struct Stage {
  std::atomic<bool> busy = false;
  Aside aside{1};
};

// Bookings come first: they have the processor whenever they want it.
void TakeLowestPriority() {
  constexpr int kLowest = 19;
  static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kLowest));
}

struct Rehearsing {
  LabDifference difference;
  std::vector<core::Event> changes;
  core::Counters counters;  // of the lab as it is
  Instant begin;
  Instant now;
  Position last;
  std::unique_ptr<Rehearsal> rehearsal;
};

// What the other lab defines, with the ids that its things have or would have.
bool ReadChanges(Exchange& exchange, const v1::RehearseLabRequest& request, Rehearsing* rehearsing,
                 std::optional<Objection>* objection, core::Decision* decision) {
  absl::StatusOr<CatalogueCopy> copy = CopyCatalogue(exchange.house());
  if (!copy.ok()) return false;
  v1::ApplyLabRequest apply;
  *apply.mutable_lab() = request.lab();
  const Scene scene{.state = *copy->state,
                    .people = exchange.house().people,
                    .caller = exchange.call().caller,
                    .language = exchange.call().language,
                    .now = rehearsing->now};
  Reading in(scene);
  pipeline::Request command;
  command.command.caller = exchange.call().caller;
  rehearsing->difference = CompareLab(in, exchange.house(), apply, &command);
  *objection = in.objection();
  rehearsing->counters = copy->state->counters();
  if (*objection || rehearsing->difference.changes.empty()) return true;
  *decision = core::Preview(*copy->state, command.command, rehearsing->now, &rehearsing->changes);
  std::erase_if(rehearsing->changes,
                [](const core::Event& event) { return !query::IsDefinition(event); });
  return true;
}

// What is booked of a resource keeps it as big as it is, and where it is.
core::Refusal InTheWay(const core::State& state, const std::vector<core::Event>& changes,
                       Instant begin) {
  core::Refusal refusal;
  for (const core::Event& change : changes) {
    const auto* defined = std::get_if<core::ResourceDefined>(&change);
    if (defined == nullptr) continue;
    const model::Resource& resource = defined->resource;
    const model::Resource* before = state.Find(resource.id);
    if (before == nullptr) continue;
    const bool goes = (resource.retired && !before->retired) ||
                      resource.capacity < before->capacity || resource.site != before->site;
    if (!goes) continue;
    int64_t used = 0;
    state.CalendarOf(resource.id).ForEachOverlap(Interval(begin, kLatest), [&](const auto&) {
      ++used;
      return true;
    });
    if (used > 0) {
      refusal.Add({.rule = core::Rule::kInUse, .resource = resource.id, .used = used});
    }
  }
  return refusal;
}

// The state as it was when the rehearsal begins, then the rehearsal itself. A refusal: the other
// lab cannot be made of the one of then.
absl::StatusOr<core::Refusal> Play(Exchange& exchange, Rehearsing* rehearsing) {
  const journal::Journal& journal = exchange.house().engine.journal();
  if (journal.oldest() > Position(1)) {
    return absl::OutOfRangeError(
        "a rehearsal begins with the first commit, which is no longer kept");
  }
  auto state = std::make_unique<core::State>();
  core::Refusal refusal;
  absl::Status broken;
  uint64_t commits = 0;
  const auto begin = [&](Instant at) {
    rehearsing->begin = std::max(rehearsing->begin, at);
    refusal = InTheWay(*state, rehearsing->changes, rehearsing->begin);
    rehearsing->rehearsal = std::make_unique<Rehearsal>(
        std::move(state), std::move(rehearsing->changes), rehearsing->counters);
  };
  const absl::Status read = journal.Read(Position(1), [&](const journal::StoredCommit& commit) {
    if (commit.position > rehearsing->last) return false;
    const bool look = commit.position.value() % kCommitsBetweenLooks == 0;
    if (look && exchange.Abandoned()) {
      broken = absl::DeadlineExceededError("nobody waits for the rehearsal any more");
      return false;
    }
    auto events = store::DecodeEvents(commit.at, commit.events);
    if (!events.ok()) {
      broken = events.status();
      return false;
    }
    if (rehearsing->rehearsal == nullptr && commit.at < rehearsing->begin) {
      state->AdvanceTo(commit.at);
      for (const core::Event& event : *events) state->Apply(event);
      return true;
    }
    if (rehearsing->rehearsal == nullptr) begin(commit.at);
    if (++commits > kCommitsMost) {
      refusal.Add({.rule = core::Rule::kTooMany,
                   .limit = static_cast<int64_t>(kCommitsMost),
                   .asked = static_cast<int64_t>(commits)});
    }
    if (!refusal.empty()) return false;
    rehearsing->rehearsal->Take(commit.at, *events);
    return true;
  });
  if (!broken.ok()) return broken;
  if (!read.ok()) return read;
  if (rehearsing->rehearsal == nullptr) begin(rehearsing->begin);
  return refusal;
}

// --- The answer ---------------------------------------------------------------------------------

void Put(const query::RehearsedSums& sums, v1::RehearsedSums* out) {
  out->set_asked(sums.asked);
  out->set_accepted(sums.accepted);
  out->set_refused(sums.refused);
  out->set_met(sums.met);
  out->mutable_held()->set_seconds(sums.held);
  front::Put(sums.charged, out->mutable_charged());
}

void ShowCompanies(const Showing& show, const Rehearsal& rehearsal, v1::RehearseLabResponse* out) {
  const auto before = rehearsal.before().Companies();
  const auto after = rehearsal.after().Companies();
  std::map<std::string, CompanyId> by_handle;
  for (const auto* companies : {&before, &after}) {
    for (const auto& [company, sums] : *companies) by_handle[show.HandleOf(company)] = company;
  }
  const auto of = [](const auto& companies, CompanyId company) {
    const auto found = companies.find(company);
    return found == companies.end() ? query::RehearsedSums() : found->second;
  };
  for (const auto& [handle, company] : by_handle) {
    v1::RehearsedCompany& shown = *out->add_companies();
    shown.set_company(handle);
    Put(of(before, company), shown.mutable_before());
    Put(of(after, company), shown.mutable_after());
  }
}

void ShowPools(const Showing& show, const Rehearsal& rehearsal, v1::RehearseLabResponse* out) {
  std::map<std::string, std::pair<int64_t, int64_t>> by_handle;
  for (const auto& [pool, held] : rehearsal.before().Pools(rehearsal.state())) {
    by_handle[show.HandleOf(pool)].first = held;
  }
  for (const auto& [pool, held] : rehearsal.after().Pools(rehearsal.state())) {
    by_handle[show.HandleOf(pool)].second = held;
  }
  for (const auto& [handle, held] : by_handle) {
    v1::RehearsedPool& shown = *out->add_pools();
    shown.set_pool(handle);
    shown.mutable_before()->set_seconds(held.first);
    shown.mutable_after()->set_seconds(held.second);
  }
}

std::string IdText(const core::Subject& subject) {
  switch (subject.kind) {
    case core::Subject::Kind::kSeries:
      return front::IdText('s', subject.id);
    case core::Subject::Kind::kWish:
      return front::IdText('w', subject.id);
    default:
      return front::IdText('b', subject.id);
  }
}

void ShowRefusals(const Showing& show, const Rehearsal& rehearsal, v1::RehearseLabResponse* out) {
  for (const query::RehearsedRefusal& refusal : rehearsal.refusals()) {
    v1::RehearsedRefusal& shown = *out->add_refusals();
    front::Put(refusal.at, shown.mutable_at());
    shown.set_subject(IdText(refusal.subject));
    shown.set_company(show.HandleOf(refusal.company));
    shown.set_member(show.scene().people.HandleOf(refusal.member));
    const core::Body body = EmptyBody(refusal.kind);
    *shown.mutable_refusal() = RefusalOf(show.scene(), refusal.reasons, &body);
  }
  for (const auto& [rule, requests] : rehearsal.rules()) {
    v1::RehearsedRule& shown = *out->add_rules();
    shown.set_rule(static_cast<v1::Rule>(rule));
    shown.set_requests(requests);
  }
}

void AnswerRehearsal(ExchangePtr exchange, const Rehearsing& rehearsing) {
  auto* response = static_cast<v1::RehearseLabResponse*>(exchange->response());
  const Rehearsal& rehearsal = *rehearsing.rehearsal;
  // The other lab has all names of this one, and its own.
  const Scene scene{.state = rehearsal.state(),
                    .people = exchange->house().people,
                    .caller = exchange->call().caller,
                    .language = exchange->call().language,
                    .now = rehearsing.now};
  const Showing show(scene);
  front::Put(rehearsing.begin, response->mutable_interval()->mutable_start());
  front::Put(rehearsing.now, response->mutable_interval()->mutable_end());
  for (const v1::LabChange& change : rehearsing.difference.changes) {
    *response->add_changes() = change;
  }
  ShowCompanies(show, rehearsal, response);
  ShowPools(show, rehearsal, response);
  ShowRefusals(show, rehearsal, response);
  response->set_commands(rehearsal.commands());
  exchange->SetPosition(rehearsing.last);
  exchange->Answer();
}

// --- The call -----------------------------------------------------------------------------------

std::optional<Objection> ReadRequest(Exchange& exchange, const v1::RehearseLabRequest& request,
                                     Rehearsing* rehearsing) {
  return exchange.Look([&](const Scene& scene, const journal::Head& head) {
    Reading in(scene);
    const Path path("last");
    if (!request.has_last()) in.Malformed(path, Flaw::kMissing);
    const Duration last = in.Length(request.last(), path);
    if (in.ok() && (last <= Duration() || last > kBookingLongest)) {
      in.Malformed(path, Flaw::kOutOfRange, kBookingLongest.seconds());
    }
    rehearsing->now = scene.now;
    rehearsing->begin = in.ok() ? std::max(kEarliest, scene.now - last) : kEarliest;
    rehearsing->last = head.position;
    return in.objection();
  });
}

// Who has read the answer may ask for the next one: it is given when all is done.
using Conclude = std::function<void(ExchangePtr)>;

Conclude RefuseWith(grpc::Status status) {
  return [status = std::move(status)](ExchangePtr exchange) { exchange->Refuse(status); };
}

Conclude Rehearse(Exchange& exchange) {
  const Language language = exchange.call().language;
  const auto& request = static_cast<const v1::RehearseLabRequest&>(exchange.request());
  const auto rehearsing = std::make_shared<Rehearsing>();
  std::optional<Objection> objection = ReadRequest(exchange, request, rehearsing.get());
  pipeline::Answer answer;
  answer.position = rehearsing->last;
  if (!objection &&
      !ReadChanges(exchange, request, rehearsing.get(), &objection, &answer.decision)) {
    return RefuseWith(StatusOf(absl::DataLossError("the lab cannot be read"), language));
  }
  if (objection) {
    return [objection = *objection](ExchangePtr back) { back->Object(objection); };
  }
  const auto refuse = [&] {
    return [answer, origins = rehearsing->difference.origins](ExchangePtr back) {
      RefuseLab(std::move(back), answer, origins);
    };
  };
  if (!answer.decision.accepted()) return refuse();
  const absl::StatusOr<core::Refusal> played = Play(exchange, rehearsing.get());
  if (absl::IsDeadlineExceeded(played.status())) {
    return RefuseWith(StatusOf(RefusalOf(language, v1::RULE_DEADLINE_PASSED)));
  }
  if (!played.ok()) return RefuseWith(StatusOf(played.status(), language));
  if (!played->empty()) {
    answer.decision = core::Decision::Refuse(*played);
    return refuse();
  }
  return [rehearsing](ExchangePtr back) { AnswerRehearsal(std::move(back), *rehearsing); };
}

}  // namespace

void AddRehearsals(Service& service) {
  const auto stage = std::make_shared<Stage>();
  service.Free<v1::RehearseLabRequest, v1::RehearseLabResponse>(
      Verb::kRehearseLab, [stage](ExchangePtr exchange) {
        if (stage->busy.exchange(true)) {
          const Language language = exchange->call().language;
          return exchange->Refuse(StatusOf(RefusalOf(language, v1::RULE_QUEUE_FULL)));
        }
        PostAside(std::move(exchange), stage->aside, [stage = stage.get()](ExchangePtr back) {
          TakeLowestPriority();
          const Conclude conclude = Rehearse(*back);
          stage->busy = false;
          conclude(std::move(back));
        });
      });
}

}  // namespace mutua::front
