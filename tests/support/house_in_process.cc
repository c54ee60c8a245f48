#include "tests/support/house_in_process.h"

#include <grpc/support/log.h>

#include <utility>

#include "engine/access/secret.h"
#include "engine/base/check.h"
#include "tests/support/request_id.h"

namespace mutua {

HouseInProcess::HouseInProcess(std::unique_ptr<journal::Journal> journal, Instant now,
                               pipeline::Engine::Options options)
    : journal_(std::move(journal)), clock_(now) {
  // Its lines say what the tests see by themselves: that a listener was closed.
  gpr_set_log_function([](gpr_log_func_args*) {});
  auto engine = pipeline::Engine::Start(*journal_, clock_, std::move(options));
  MUTUA_CHECK(engine.ok());
  engine_ = *std::move(engine);
  texts_ = std::make_unique<front::Texts>(*journal_, people_);
  house_ = std::unique_ptr<front::House>(new front::House{.engine = *engine_,
                                                          .clock = clock_,
                                                          .authenticator = authenticator_,
                                                          .people = people_,
                                                          .texts = *texts_,
                                                          .quick = quick_,
                                                          .slow = slow_,
                                                          .administration = administration_,
                                                          .entrance = entrance_,
                                                          .fed_clock = &clock_});
}

void HouseInProcess::Serve() {
  auto server = front::Server::Start(*house_, {.listen = "127.0.0.1:0"});
  MUTUA_CHECK(server.ok());
  server_ = *std::move(server);
}

HouseInProcess::~HouseInProcess() {
  if (server_ != nullptr) server_->Stop(std::chrono::seconds(1));
  quick_.Stop();
  slow_.Stop();
  administration_.aside.Stop();
  entrance_.aside.Stop();
  entrance_.sign_ins.Stop();
  MUTUA_CHECK(engine_->Stop().ok());
}

uint64_t HouseInProcess::Define(core::Body body) {
  pipeline::Request request;
  request.command.body = std::move(body);
  return Define(std::move(request));
}

uint64_t HouseInProcess::Define(pipeline::Request request) {
  request.command.caller.role = model::Role::kService;
  std::vector<pipeline::Request> requests;
  requests.push_back(std::move(request));
  const pipeline::Answer answer = engine_->Decide(std::move(requests)).front();
  MUTUA_CHECK(answer.status.ok() && answer.decision.accepted());
  return answer.decision.subject.id;
}

std::string HouseInProcess::AddToken(model::Role role, MemberId member) {
  std::string secret = access::MakeSecret(role).Reveal();
  model::Token token{.role = role, .member = member};
  token.hash = access::HashSecret(secret);
  Define(core::DefineToken{.token = token});
  return secret;
}

std::string HouseInProcess::NewRequestId() {
  return MakeRequestId(clock_.Now().unix_seconds() * 1000, static_cast<uint64_t>(requests_++));
}

}  // namespace mutua
