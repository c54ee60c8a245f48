#include "tests/scenario/stage.h"

#include "engine/access/secret.h"
#include "engine/base/check.h"
#include "engine/front/watch_events.h"

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
      wishes(v1::WishesService::NewStub(channel)) {}

Stage::Stage(Instant start) : clock_(start) {
  auto engine = pipeline::Engine::Start(journal_, clock_, {});
  MUTUA_CHECK(engine.ok());
  engine_ = *std::move(engine);
  texts_ = std::make_unique<front::Texts>(journal_, people_);
  house_ = std::unique_ptr<front::House>(new front::House{.engine = *engine_,
                                                          .clock = clock_,
                                                          .authenticator = authenticator_,
                                                          .people = people_,
                                                          .texts = *texts_,
                                                          .quick = quick_,
                                                          .slow = slow_,
                                                          .administration = administration_,
                                                          .fed_clock = &clock_});
  auto server = front::Server::Start(*house_, {.listen = "127.0.0.1:0"});
  MUTUA_CHECK(server.ok());
  server_ = *std::move(server);
  services_ = std::make_unique<Services>(server_->InProcess());
}

Stage::~Stage() {
  services_.reset();
  server_->Stop(std::chrono::seconds(1));
  quick_.Stop();
  slow_.Stop();
  administration_.aside.Stop();
  MUTUA_CHECK(engine_->Stop().ok());
}

absl::Status Stage::SetUp(const v1::Lab& lab) {
  std::string secret = access::MakeSecret(model::Role::kManager);
  core::DefineToken first;
  first.token.role = model::Role::kManager;
  first.token.hash = access::HashSecret(secret);
  std::vector<pipeline::Request> requests(1);
  requests[0].command.caller.role = model::Role::kService;
  requests[0].command.body = std::move(first);
  MUTUA_CHECK(engine_->Decide(std::move(requests))[0].decision.accepted());
  tokens_[kManager] = std::move(secret);

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
    const auto commits = engine_->feed().After(seen_, 256);
    MUTUA_CHECK(commits.ok());
    if (commits->empty()) return happened;
    for (const pipeline::PublishedCommit& commit : *commits) {
      seen_ = commit->head.position;
      google::protobuf::RepeatedPtrField<v1::Event> events;
      engine_->replica().Read([&](const core::State& state, const auto&) {
        const core::Caller manager{.role = model::Role::kManager};
        const front::Scene scene{
            .state = state, .people = people_, .caller = manager, .now = house_->NowIn(state)};
        front::Showing show(scene);
        // What is defined and declared is answered where it is done.
        front::WatchFilter filter;
        for (const v1::EventKind kind :
             {v1::EVENT_KIND_BOOKING, v1::EVENT_KIND_SERIES, v1::EVENT_KIND_WISH}) {
          filter.kinds |= 1U << static_cast<unsigned>(kind);
        }
        front::ShowEvents(*house_, show, filter, commit->events, &events);
      });
      for (v1::Event& event : events) happened.push_back({commit->at, std::move(event)});
    }
  }
}

std::string Stage::NewRequestId() {
  const auto milliseconds = static_cast<unsigned long long>(clock_.Now().unix_seconds()) * 1000;
  char text[37];
  std::snprintf(text, sizeof(text), "%08llx-%04llx-7000-8000-%012llx", milliseconds >> 16,
                milliseconds & 0xFFFF, static_cast<unsigned long long>(++requests_));
  return text;
}

}  // namespace mutua::scenario
