#include "engine/front/provider_sign_in.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/access/secret.h"
#include "engine/base/address.h"
#include "engine/front/http/secrets_of.h"
#include "engine/front/http/security.h"
#include "engine/front/openid/pending.h"
#include "engine/front/signing_in.h"
#include "engine/front/tickets.h"

namespace mutua::front {
namespace {

using openid::Page;
using openid::Pending;

constexpr std::string_view kRoot = "/sign-in/provider";
constexpr size_t kNameBytesMost = 60;
constexpr size_t kBodyBytesMost = 1024;
constexpr size_t kSaidMost = 30;
constexpr std::chrono::seconds kDecideMost{10};

// How a sign-in ended, as our pages are told: `#provider=...`. They have the words.
constexpr const char* kDone = "done";
constexpr const char* kAgain = "again";        // not begun in this browser, or too long ago
constexpr const char* kDeclined = "declined";  // by whoever was asked, at the provider
constexpr const char* kRefused = "refused";    // what came from the provider is not believed
constexpr const char* kDown = "down";          // the provider does not answer
constexpr const char* kUnknown = "unknown";    // no member is called so
constexpr const char* kBusy = "busy";          // too many at once, or too many wrong tries

class Waiting : public http::Source {
 public:
  void Taken() override {}
  void Gone() override {}
};

http::Reply Sentence(int status, const char* text) {
  return {.status = status, .fields = {}, .body = http::MakeBytes(std::string(text) + "\n")};
}

http::Reply JsonReply(const nlohmann::json& json) {
  return {.content_type = "application/json",
          .fields = {},
          .body = http::MakeBytes(
              json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n")};
}

Secret Of(const std::map<std::string, Secret>& query, const char* name) {
  const auto found = query.find(name);
  return found == query.end() ? Secret() : found->second;
}

const char* PathOf(Page page) { return page == Page::kManager ? "/manager/" : "/"; }

// No letter is cut in two (RFC 3629, 3).
std::string Cut(const std::string& text, size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

// What the page says that it is: printable, and not too long.
std::string ReadName(const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  const auto name = json.is_object() ? json.find("name") : json.end();
  if (!json.is_object() || name == json.end() || !name->is_string()) return {};
  std::string text = name->get<std::string>();
  std::erase_if(text, [](char c) { return c < ' ' || c > '~'; });
  return text.substr(0, kNameBytesMost);
}

}  // namespace

// Answers one after the other, on the thread of its own.
class ProviderSignIn::Desk : public std::enable_shared_from_this<Desk> {
 public:
  Desk(House& house, const openid::Settings& settings, Refused on_refused)
      : house_(house),
        settings_(settings),
        on_refused_(std::move(on_refused)),
        provider_(settings),
        encrypted_(settings.public_url.starts_with("https://")) {}

  void Stop() {
    provider_.Stop();
    aside_.Stop();
  }

  std::shared_ptr<http::Source> Handle(http::Request request,
                                       const std::shared_ptr<http::Outlet>& outlet) {
    const bool ours = request.path.starts_with(kRoot);
    const std::string path = ours ? request.path.substr(kRoot.size()) : "/elsewhere";
    const bool session = path == "/session";
    if (path == "/name") {
      outlet->Send(JsonReply({{"name", Name()}}));
      return nullptr;
    }
    if (settings_.issuer.empty() || (!path.empty() && path != "/back" && !session)) {
      outlet->Send(Sentence(404, "nobody signs in here"));
      return nullptr;
    }
    if (request.verb != (session ? "POST" : "GET")) {
      http::Reply reply = Sentence(405, session ? "only POST" : "only GET");
      reply.fields.push_back({"allow", session ? "POST" : "GET"});
      outlet->Send(std::move(reply));
      return nullptr;
    }
    if (session) return Session(request, outlet);
    return path.empty() ? Begin(request, outlet) : Back(request, outlet);
  }

 private:
  std::string Name() const {
    if (settings_.issuer.empty() || !settings_.name.empty()) return settings_.name;
    return openid::HostOf(settings_.issuer);
  }

  // Bound to the host and to https, where it is https (RFC 6265bis, 4.1.3.2).
  std::string CookieName(const char* name) const {
    return (encrypted_ ? "__Host-mutua-" : "mutua-") + std::string(name);
  }
  http::Field SetCookie(const char* name, const Secret& value, Duration age,
                        const char* same_site) const {
    return {"set-cookie", CookieName(name) + '=' + value.Reveal() + "; Path=/; HttpOnly" +
                              (encrypted_ ? "; Secure" : "") + "; SameSite=" + same_site +
                              "; Max-Age=" + std::to_string(age.seconds())};
  }

  http::Reply GoTo(const std::string& url) const {
    return {.status = 303, .fields = {{"location", url}}, .body = nullptr};
  }
  // To one of our pages; what was begun is over.
  http::Reply End(Page page, const char* how) const {
    http::Reply reply = GoTo(std::string(PathOf(page)) + "#provider=" + how);
    reply.fields.push_back(SetCookie("sign-in", Secret(), Duration(), "Lax"));
    return reply;
  }

  static std::string AddressOf(const http::Request& request) {
    return request.local ? std::string() : request.from;
  }
  Instant Now() const {
    return house_.engine.replica().Read(
        [&](const core::State& state, const journal::Head&) { return house_.NowIn(state); });
  }
  void Refuse(std::string why, const std::string& address, Instant now) {
    if (!address.empty()) house_.entrance.household.Wrong(HouseholdOf(address), now);
    Say(std::move(why), address, now);
  }
  // Strangers can have it said: no more than a screenful a minute.
  void Say(std::string why, const std::string& address, Instant now) {
    {
      const std::lock_guard lock(said_mutex_);
      if (now < said_since_ || said_since_ + Duration::Minutes(1) <= now) {
        said_since_ = now;
        said_ = 0;
      }
      if (++said_ > kSaidMost) return;
    }
    on_refused_({.why = std::move(why), .address = address});
  }
  bool IsLocked(const std::string& address, Instant now) const {
    return !address.empty() &&
           house_.entrance.household.LockedUntil(HouseholdOf(address), now) > now;
  }

  // Done on the thread of its own; when that has too much to do, answered with `full`.
  std::shared_ptr<http::Source> Post(const std::string& address,
                                     const std::shared_ptr<http::Outlet>& outlet, http::Reply full,
                                     std::function<http::Reply()> work) {
    if (aside_.Post(HouseholdOf(address),
                    [outlet, work = std::move(work)] { outlet->Send(work()); })) {
      return std::make_shared<Waiting>();
    }
    outlet->Send(std::move(full));
    return nullptr;
  }

  std::shared_ptr<http::Source> Begin(const http::Request& request,
                                      const std::shared_ptr<http::Outlet>& outlet) {
    const Page page = request.query == "page=manager" ? Page::kManager : Page::kMember;
    return Post(AddressOf(request), outlet, End(page, kBusy), [self = shared_from_this(), page] {
      const Pending pending{
          .challenge = openid::NewChallenge(), .page = page, .begun = self->Now()};
      const auto url = self->provider_.SignInUrl(pending.challenge, pending.begun);
      if (!url.ok()) {
        self->Say(std::string(url.status().message()), {}, pending.begun);
        return self->End(page, kDown);
      }
      http::Reply reply = self->GoTo(*url);
      reply.fields.push_back(self->SetCookie("sign-in", self->seal_.Seal(pending),
                                             openid::PendingSeal::kHolds, "Lax"));
      return reply;
    });
  }

  std::shared_ptr<http::Source> Back(const http::Request& request,
                                     const std::shared_ptr<http::Outlet>& outlet) {
    const Instant now = Now();
    const std::string address = AddressOf(request);
    const auto cookie = http::CookieOf(request, CookieName("sign-in"));
    const auto pending = cookie ? seal_.Open(*cookie, now) : std::nullopt;
    const Page page = pending ? pending->page : Page::kMember;
    const auto answer = [&](const char* how) {
      outlet->Send(End(page, how));
      return nullptr;
    };
    if (IsLocked(address, now)) return answer(kBusy);
    const auto query = http::ReadQuery(request.query);
    const Secret state = query ? Of(*query, "state") : Secret();
    // Whatever comes of it, it is used: nobody tries out states.
    const bool fresh =
        pending && tickets_.UseState(pending->challenge.state, now, openid::PendingSeal::kHolds);
    if (!fresh || state.empty() || !(state == pending->challenge.state)) {
      Refuse(fresh ? "the answer is of another sign-in" : "no sign-in was begun in this browser",
             address, now);
      return answer(kAgain);
    }
    // RFC 9207: an answer of another provider is not ours to redeem.
    const Secret issuer = Of(*query, "iss");
    if (!issuer.empty() && issuer.Reveal() != settings_.issuer) {
      Refuse("the answer is of another issuer", address, now);
      return answer(kRefused);
    }
    const Secret error = Of(*query, "error");
    if (!error.empty()) return answer(error.Reveal() == "access_denied" ? kDeclined : kRefused);
    const Secret code = Of(*query, "code");
    if (code.empty()) return answer(kRefused);
    return Post(address, outlet, End(page, kBusy),
                [self = shared_from_this(), pending = *pending, code, address] {
                  return self->Redeem(pending, code, address);
                });
  }

  http::Reply Redeem(const Pending& pending, const Secret& code, const std::string& address) {
    const auto who = provider_.Redeem(code, pending.challenge, Now());
    const Instant now = Now();
    if (absl::IsUnavailable(who.status())) {
      Say(std::string(who.status().message()), address, now);
      return End(pending.page, kDown);
    }
    if (!who.ok()) {
      Refuse(std::string(who.status().message()), address, now);
      return End(pending.page, kRefused);
    }
    std::optional<Checked> checked;
    house_.engine.replica().Read([&](const core::State& state, const journal::Head&) {
      const model::Member* member = state.Find(house_.people.Find(*who));
      if (member != nullptr && !member->retired) checked = {member->id, member->version};
    });
    if (!checked) {
      Say("no member is called what the provider says", address, now);
      return End(pending.page, kUnknown);
    }
    const Secret ticket = openid::NewChallenge().state;
    tickets_.Put(ticket, *checked, now);
    http::Reply reply = End(pending.page, kDone);
    reply.fields.push_back(SetCookie("ticket", ticket, Tickets::kHolds, "Strict"));
    return reply;
  }

  std::shared_ptr<http::Source> Session(const http::Request& request,
                                        const std::shared_ptr<http::Outlet>& outlet) {
    const auto refuse = [&](int status, const char* sentence) {
      outlet->Send(Sentence(status, sentence));
      return nullptr;
    };
    if (http::ForeignOrigin(request)) return refuse(403, "only this server's own pages ask");
    const std::string* type = request.Find("content-type");
    // No form of another site can send it.
    if (type == nullptr || *type != "application/json") return refuse(415, "send JSON");
    if (request.body.size() > kBodyBytesMost) return refuse(413, "too long");
    const auto ticket = http::CookieOf(request, CookieName("ticket"));
    const auto checked = ticket ? tickets_.Take(*ticket, Now()) : std::nullopt;
    if (!checked) return refuse(401, "nobody has just signed in here");
    const std::string on = ReadName(request.body);
    std::string name = Cut(Name(), kNameBytesMost / 2) + (on.empty() ? "" : ": ") + on;
    // Not behind those who wait for the provider.
    if (house_.entrance.sign_ins.Post(
            HouseholdOf(AddressOf(request)),
            [self = shared_from_this(), outlet, checked = *checked, name = std::move(name)] {
              outlet->Send(self->SignIn(checked, name));
            })) {
      return std::make_shared<Waiting>();
    }
    return refuse(503, "too many sign in at once");
  }

  http::Reply SignIn(const Checked& checked, const std::string& name) {
    const Secret secret = access::MakeSecret(model::Role::kMember);
    std::vector<pipeline::Request> requests(1);
    house_.engine.replica().Read([&](const core::State& state, const journal::Head&) {
      const core::Caller nobody;
      const Scene scene{
          .state = state, .people = house_.people, .caller = nobody, .now = house_.NowIn(state)};
      requests.front().command = SignInAs(scene, checked, secret, name);
    });
    const auto answers =
        house_.engine.Decide(std::move(requests), std::chrono::steady_clock::now() + kDecideMost);
    const pipeline::Answer& answer = answers.front();
    if (!answer.status.ok()) return Sentence(503, "this cannot be decided now");
    // Between the ticket and this they were changed, or are none any more.
    if (!answer.decision.accepted()) return Sentence(401, "nobody has just signed in here");
    const TokenId id(static_cast<uint32_t>(answer.decision.subject.id));
    house_.authenticator.Renew(id, access::HashSecret(secret));
    http::Reply reply = JsonReply({{"secret", secret.Reveal()}});
    reply.fields.push_back(SetCookie("ticket", Secret(), Duration(), "Strict"));
    return reply;
  }

  House& house_;
  const openid::Settings& settings_;
  const Refused on_refused_;
  openid::Provider provider_;  // on the thread of `aside_` alone
  const openid::PendingSeal seal_;
  Tickets tickets_;
  const bool encrypted_;
  std::mutex said_mutex_;
  Instant said_since_ = kEarliest;
  size_t said_ = 0;
  Aside aside_{16};
};

ProviderSignIn::ProviderSignIn(House& house, const openid::Settings& settings, Refused on_refused)
    : desk_(std::make_shared<Desk>(house, settings, std::move(on_refused))) {}

ProviderSignIn::~ProviderSignIn() { desk_->Stop(); }

std::shared_ptr<http::Source> ProviderSignIn::Handle(http::Request request,
                                                     std::shared_ptr<http::Outlet> outlet) {
  return desk_->Handle(std::move(request), outlet);
}

}  // namespace mutua::front
