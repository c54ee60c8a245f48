#include "tests/scenario/stage.h"

#include "engine/base/check.h"
#include "engine/front/watch_events.h"
#include "engine/journal/memory_journal.h"

namespace mutua::scenario {
namespace {

constexpr const char* kManager = "manager";

absl::Status StatusOf(const grpc::Status& status, const std::string& what) {
  if (status.ok()) return absl::OkStatus();
  return absl::FailedPreconditionError(what + ": " + status.error_message());
}

}  // namespace

Services::Services(const std::shared_ptr<grpc::Channel>& channel)
    : admin(v1::AdminService::NewStub(channel)),
      availability(v1::AvailabilityService::NewStub(channel)),
      bookings(v1::BookingsService::NewStub(channel)),
      catalogue(v1::CatalogueService::NewStub(channel)),
      directory(v1::DirectoryService::NewStub(channel)),
      lab(v1::LabService::NewStub(channel)),
      quotas(v1::QuotasService::NewStub(channel)),
      shares(v1::SharesService::NewStub(channel)),
      rounds(v1::RoundsService::NewStub(channel)),
      wishes(v1::WishesService::NewStub(channel)) {}

Stage::Stage(Instant start) : inside_(std::make_unique<journal::MemoryJournal>(), start) {
  inside_.Serve();
  services_ = std::make_unique<Services>(inside_.server().InProcess());
}

absl::Status Stage::SetUp(const v1::Lab& lab) {
  tokens_[kManager] = inside_.AddToken(model::Role::kManager);
  v1::ApplyLabRequest apply;
  apply.set_request_id(NewRequestId());
  *apply.mutable_lab() = lab;
  v1::ApplyLabResponse applied;
  const grpc::Status done =
      Ask(*services_->lab, &v1::LabService::Stub::ApplyLab, apply, kManager, &applied);
  if (!done.ok()) return StatusOf(done, "the lab is refused");
  for (const v1::Member& member : lab.members()) {
    v1::CreateTokenRequest create;
    create.set_request_id(NewRequestId());
    create.set_role(v1::ROLE_MEMBER);
    create.set_member(member.member());
    v1::CreateTokenResponse created;
    const grpc::Status made =
        Ask(*services_->admin, &v1::AdminService::Stub::CreateToken, create, kManager, &created);
    if (!made.ok()) return StatusOf(made, member.member() + " gets no token");
    tokens_[member.member()] = created.secret();
  }
  TakeEvents();
  return absl::OkStatus();
}

absl::Status Stage::AdvanceTo(Instant to) {
  v1::AdvanceClockRequest request;
  request.mutable_to()->set_seconds(to.unix_seconds());
  v1::AdvanceClockResponse response;
  return StatusOf(
      Ask(*services_->admin, &v1::AdminService::Stub::AdvanceClock, request, kManager, &response),
      "the clock");
}

std::vector<Happened> Stage::TakeEvents() {
  std::vector<Happened> happened;
  for (;;) {
    const auto commits = inside_.engine().feed().After(seen_, 256);
    MUTUA_CHECK(commits.ok());
    if (commits->empty()) return happened;
    for (const pipeline::PublishedCommit& commit : *commits) {
      seen_ = commit->head.position;
      google::protobuf::RepeatedPtrField<v1::Event> events;
      inside_.engine().replica().Read([&](const core::State& state, const auto&) {
        const core::Caller manager{.role = model::Role::kManager};
        const front::Scene scene{.state = state,
                                 .people = inside_.people(),
                                 .caller = manager,
                                 .now = inside_.house().NowIn(state)};
        front::Showing show(scene);
        // What is defined and declared is answered where it is done.
        front::WatchFilter filter;
        for (const v1::EventKind kind :
             {v1::EVENT_KIND_BOOKING, v1::EVENT_KIND_SERIES, v1::EVENT_KIND_WISH}) {
          filter.kinds |= 1U << static_cast<unsigned>(kind);
        }
        front::ShowEvents(inside_.house(), show, filter, commit->events, &events);
      });
      for (v1::Event& event : events) happened.push_back({commit->at, std::move(event)});
    }
  }
}

}  // namespace mutua::scenario
