// KiosksService: a kiosk's own key, in exchange for a code; members' PINs.
#include <algorithm>
#include <memory>
#include <utility>

#include "engine/core/party.h"
#include "engine/front/handled.h"
#include "engine/front/request_id.h"
#include "engine/front/services.h"
#include "engine/front/tokens.h"
#include "engine/store/side.h"
#include "mutua/v1/kiosks.pb.h"

namespace mutua::front {
namespace {

using access::Verb;

constexpr size_t kNameBytesMax = 100;

std::string SideKeyOfPin(MemberId member) {
  return store::SideKey(store::SideFamily::kPin, {core::Subject::Kind::kMember, member.value()});
}

std::optional<core::RequestId> ReadRequestId(Reading& in, const std::string& text) {
  const std::optional<core::RequestId> id = ParseRequestId(text);
  if (!id) in.Malformed(Path("request_id"), text.empty() ? Flaw::kMissing : Flaw::kBadForm);
  return id;
}

// --- Enrolment ---------------------------------------------------------------------------------

void CreateCode(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::CreateEnrolmentCodeRequest&>(exchange->request());
  access::Enrolment::Invitation invitation{.by = exchange->call().caller, .site = {}, .name = {}};
  Instant now;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        const model::Site* site = FindInService<v1::Site>(in, request.site(), Path("site"));
        invitation.name = in.Text(request.name(), kNameBytesMax, Path("name"));
        if (site != nullptr) invitation.site = site->id;
        now = scene.now;
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  const auto code = exchange->house().entrance.codes.Invite(std::move(invitation), now);
  if (!code) return exchange->Object({.rule = v1::RULE_QUEUE_FULL, .subject = {}, .at = {}});
  auto* response = static_cast<v1::CreateEnrolmentCodeResponse*>(exchange->response());
  response->set_code(code->Reveal());
  Put(now + access::Enrolment::kHolds, response->mutable_expires_at());
  exchange->Answer();
}

// Spaces are for whoever reads it out.
Secret ReadCode(Reading& in, const std::string& text) {
  std::string code = text;
  std::erase(code, ' ');
  const bool digits =
      std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (code.size() != access::Enrolment::kDigits || !digits) {
    in.Malformed(Path("code"), code.empty() ? Flaw::kMissing : Flaw::kBadForm);
  }
  return Secret(std::move(code));
}

void ConcludeEnrol(ExchangePtr exchange, const pipeline::Answer& answer, const Secret& secret) {
  const core::Body body = core::DefineToken{};
  if (!answer.decision.accepted()) return exchange->RefuseWith(answer, &body, {});
  auto* response = static_cast<v1::EnrolResponse*>(exchange->response());
  exchange->Look([&](const Scene& scene, const journal::Head&) {
    const TokenId id(static_cast<uint32_t>(answer.decision.subject.id));
    const model::Token* token = scene.state.Find(id);
    if (token != nullptr) ShowToken(scene, *token, response->mutable_token());
  });
  response->set_secret(secret.Reveal());
  exchange->SetPosition(answer.position);
  exchange->Answer();
}

// Whether what the code was asked for with still lets a manager in.
bool StillManages(const House& house, const Scene& scene, const core::Caller& by) {
  const auto caller = house.authenticator.CallerOf(scene.state, by.token, scene.now);
  return caller && core::Manages(*caller);
}

void Enrol(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::EnrolRequest&>(exchange->request());
  core::RequestId asked_by;
  Secret code;
  Instant now;
  const std::optional<Objection> malformed =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        if (const auto id = ReadRequestId(in, request.request_id())) asked_by = *id;
        code = ReadCode(in, request.code());
        now = scene.now;
        return in.objection();
      });
  if (malformed) return exchange->Object(*malformed);
  const access::Enrolment::Taken taken = exchange->house().entrance.codes.Take(code, asked_by, now);
  if (taken.locked_until > now) {
    return exchange->Object(
        {.rule = v1::RULE_TOO_MANY_TRIES, .subject = {}, .at = taken.locked_until});
  }
  const bool good =
      taken.invitation && exchange->Look([&](const Scene& scene, const journal::Head&) {
        return StillManages(exchange->house(), scene, taken.invitation->by);
      });
  if (!good) return exchange->Object({.rule = v1::RULE_CODE_REFUSED, .subject = {}, .at = {}});
  std::vector<pipeline::Request> requests(1);
  core::Command& command = requests.front().command;
  core::DefineToken define;
  define.token.role = model::Role::kKiosk;
  define.token.site = taken.invitation->site;
  define.token.name = taken.invitation->name;
  define.token.hash = access::HashSecret(taken.secret);
  command.caller = taken.invitation->by;
  command.request = taken.command;
  command.digest = DigestOf(request);
  command.body = std::move(define);
  SubmitAll(
      std::move(exchange), std::move(requests),
      [secret = taken.secret](ExchangePtr back, const std::vector<pipeline::Answer>& answers) {
        ConcludeEnrol(std::move(back), answers.front(), secret);
      });
}

// --- PINs --------------------------------------------------------------------------------------

void ConcludeSetPin(ExchangePtr exchange, const pipeline::Answer& answer) {
  const core::Body body = core::SetPin{};
  if (!answer.decision.accepted()) return exchange->RefuseWith(answer, &body, {});
  exchange->house().entrance.pins.Forget(exchange->call().caller.member.value());
  exchange->SetPosition(answer.position);
  exchange->Answer();
}

void SetPin(ExchangePtr exchange) {
  const auto& request = static_cast<const v1::SetPinRequest&>(exchange->request());
  const core::Caller& caller = exchange->call().caller;
  std::vector<pipeline::Request> requests(1);
  core::Command& command = requests.front().command;
  const std::optional<Objection> objection =
      exchange->Look([&](const Scene& scene, const journal::Head&) {
        Reading in(scene);
        if (const auto id = ReadRequestId(in, request.request_id())) command.request = *id;
        if (!access::LooksLikePin(request.pin())) {
          in.Malformed(Path("pin"), request.pin().empty() ? Flaw::kMissing : Flaw::kBadForm);
        }
        if (in.ok() && !caller.member.IsSet()) {
          in.Object({.rule = v1::RULE_NOT_PERMITTED, .subject = {}, .at = {}});
        }
        return in.objection();
      });
  if (objection) return exchange->Object(*objection);
  command.caller = caller;
  command.digest = DigestOf(request);
  command.body = core::SetPin{.member = caller.member, .has_pin = true};
  // Hashing takes a while, on purpose.
  Aside& aside = exchange->house().entrance.aside;
  const auto waiting = std::make_shared<std::vector<pipeline::Request>>(std::move(requests));
  PostAside(std::move(exchange), aside, [waiting, &request](ExchangePtr back) {
    waiting->front().texts.push_back(
        {static_cast<char>(store::SideFamily::kPin), access::HashPin(request.pin())});
    SubmitAll(std::move(back), std::move(*waiting),
              [](ExchangePtr decided, const std::vector<pipeline::Answer>& answers) {
                ConcludeSetPin(std::move(decided), answers.front());
              });
  });
}

void TranslateRemovePin(Reading& in, const v1::RemovePinRequest& request, pipeline::Request* out) {
  const MemberId member = request.member().empty() ? in.scene().caller.member
                                                   : in.Member(request.member(), Path("member"));
  if (in.ok() && !member.IsSet()) in.Malformed(Path("member"), Flaw::kMissing);
  if (!in.ok()) return;
  out->command.body = core::SetPin{.member = member, .has_pin = false};
  out->sides.push_back({SideKeyOfPin(member), std::nullopt});
}

}  // namespace

void AddKiosks(Service& service) {
  House& house = service.house();
  service.Free<v1::CreateEnrolmentCodeRequest, v1::CreateEnrolmentCodeResponse>(
      Verb::kCreateEnrolmentCode, CreateCode);
  service.Free<v1::EnrolRequest, v1::EnrolResponse>(Verb::kEnrol, Enrol);
  service.Free<v1::SetPinRequest, v1::SetPinResponse>(Verb::kSetPin, SetPin);
  service.Command<v1::RemovePinRequest, v1::RemovePinResponse>(
      Verb::kRemovePin, TranslateRemovePin,
      [&house](Showing&, const pipeline::Answer& answer, const v1::RemovePinRequest&,
               v1::RemovePinResponse*) {
        house.entrance.pins.Forget(static_cast<uint32_t>(answer.decision.subject.id));
      });
}

}  // namespace mutua::front
