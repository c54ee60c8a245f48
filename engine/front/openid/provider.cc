#include "engine/front/openid/provider.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "engine/base/check.h"
#include "engine/front/openid/json.h"

namespace mutua::front::openid {

using Json = nlohmann::json;

namespace {

std::string WithoutSlash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string Base64Url(const unsigned char* bytes, size_t size) {
  std::string text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size,
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the zero of a text of C
  return text;
}

// 256 bits.
Secret RandomText() {
  MUTUA_CHECK(sodium_init() >= 0);
  std::array<unsigned char, 32> random{};
  randombytes_buf(random.data(), random.size());
  Secret text(Base64Url(random.data(), random.size()));
  sodium_memzero(random.data(), random.size());
  return text;
}

// RFC 7636, 4.2: S256.
std::string ChallengeOf(const Secret& verifier) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(verifier.Reveal().data()),
                     verifier.size());
  return Base64Url(hash.data(), hash.size());
}

void Add(std::string* form, const char* name, std::string_view value) {
  if (!form->empty() && !form->ends_with('?') && !form->ends_with('&')) *form += '&';
  *form += std::string(name) + '=' + PercentEncoded(value);
}

Json ObjectIn(const std::string& text) {
  Json json = ReadJson(text);
  if (!json.is_object()) return Json::object();
  return json;
}

std::string TextOf(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Whether the list of that name has the value; a list that is not there is `unsaid`.
bool Lists(const Json& object, const char* name, const char* value, bool unsaid) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return unsaid;
  return std::find(found->begin(), found->end(), value) != found->end();
}

absl::Status Unreadable(const std::string& why) {
  return absl::UnavailableError("the provider " + why);
}

}  // namespace

Challenge NewChallenge() {
  return {.state = RandomText(), .nonce = RandomText(), .verifier = RandomText()};
}

absl::StatusOr<Provider::Metadata> Provider::MetadataIn(const std::string& text) const {
  const Json json = ObjectIn(text);
  // Discovery, 4.3: what another issuer says of itself is not for us.
  if (TextOf(json, "issuer") != settings_.issuer) {
    return Unreadable("says that it is another issuer than " + settings_.issuer);
  }
  Metadata read{.authorization_endpoint = TextOf(json, "authorization_endpoint"),
                .token_endpoint = TextOf(json, "token_endpoint"),
                .jwks_uri = TextOf(json, "jwks_uri"),
                .read_at = {}};
  for (const std::string& url : {read.authorization_endpoint, read.token_endpoint, read.jwks_uri}) {
    if (!MayAsk(url)) return Unreadable("names an address that is not asked: \"" + url + "\"");
  }
  if (!Lists(json, "code_challenge_methods_supported", "S256", /*unsaid=*/true)) {
    return Unreadable("does not know PKCE with S256");
  }
  // RFC 8414, 2: basic, where nothing is said.
  const char* const kMethods = "token_endpoint_auth_methods_supported";
  read.secret_in_form = !Lists(json, kMethods, "client_secret_basic", /*unsaid=*/true) &&
                        Lists(json, kMethods, "client_secret_post", /*unsaid=*/false);
  return read;
}

absl::Status Provider::ReadMetadata(Instant now) {
  if (metadata_ && now < metadata_->read_at + kFresh) return absl::OkStatus();
  // Whoever does not answer is not asked by everybody who comes.
  if (!failed_.ok() && failed_at_ <= now && now < failed_at_ + kAgain) return failed_;
  const std::string url = WithoutSlash(settings_.issuer) + "/.well-known/openid-configuration";
  const auto fetched =
      Fetch({.url = url, .form = {}, .user = {}, .ca_file = settings_.ca_file}, stop_);
  failed_ = fetched.status();
  if (fetched.ok() && fetched->status != 200) {
    failed_ = Unreadable("answers " + std::to_string(fetched->status) + " at " + url);
  } else if (fetched.ok()) {
    auto read = MetadataIn(fetched->body);
    failed_ = read.status();
    if (read.ok()) {
      metadata_ = *std::move(read);
      metadata_->read_at = now;
    }
  }
  failed_at_ = now;
  return failed_;
}

absl::Status Provider::ReadKeys(Instant now) {
  keys_at_ = now;
  const auto fetched = Fetch(
      {.url = metadata_->jwks_uri, .form = {}, .user = {}, .ca_file = settings_.ca_file}, stop_);
  if (!fetched.ok()) return fetched.status();
  if (fetched->status != 200) {
    return Unreadable("answers " + std::to_string(fetched->status) + " when asked for its keys");
  }
  auto keys = KeySet::Read(fetched->body);
  if (!keys.ok()) return Unreadable("has no keys: " + std::string(keys.status().message()));
  keys_ = *std::move(keys);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Provider::SignInUrl(const Challenge& challenge, Instant now) {
  const absl::Status known = ReadMetadata(now);
  if (!known.ok()) return known;
  std::string url = metadata_->authorization_endpoint;
  url += url.find('?') == std::string::npos ? '?' : '&';
  Add(&url, "response_type", "code");
  Add(&url, "client_id", settings_.client_id);
  Add(&url, "redirect_uri", settings_.Redirect());
  Add(&url, "scope", settings_.scope);
  Add(&url, "state", challenge.state.Reveal());
  Add(&url, "nonce", challenge.nonce.Reveal());
  Add(&url, "code_challenge", ChallengeOf(challenge.verifier));
  Add(&url, "code_challenge_method", "S256");
  if (!settings_.acr.empty()) Add(&url, "acr_values", settings_.acr);
  return url;
}

absl::StatusOr<Secret> Provider::AskForToken(const Secret& code, const Challenge& challenge) {
  std::string form;
  Add(&form, "grant_type", "authorization_code");
  Add(&form, "code", code.Reveal());
  Add(&form, "redirect_uri", settings_.Redirect());
  Add(&form, "code_verifier", challenge.verifier.Reveal());
  FetchOrder order{
      .url = metadata_->token_endpoint, .form = {}, .user = {}, .ca_file = settings_.ca_file};
  if (settings_.client_secret.empty() || metadata_->secret_in_form) {
    Add(&form, "client_id", settings_.client_id);
  }
  if (!settings_.client_secret.empty()) {
    if (metadata_->secret_in_form) {
      Add(&form, "client_secret", settings_.client_secret.Reveal());
    } else {
      // RFC 6749, 2.3.1: as in a form first.
      order.user = Secret(PercentEncoded(settings_.client_id) + ':' +
                          PercentEncoded(settings_.client_secret.Reveal()));
    }
  }
  order.form = Secret(std::move(form));
  auto fetched = Fetch(order, stop_);
  if (!fetched.ok()) return fetched.status();
  if (fetched->status >= 500) {
    return Unreadable("answers " + std::to_string(fetched->status) + " when asked for a token");
  }
  const Json json = ObjectIn(fetched->body);
  // RFC 6749, 5.2: an error's name is of a fixed list; what else it says is not repeated.
  if (fetched->status != 200) {
    const std::string error = TextOf(json, "error");
    return absl::PermissionDeniedError("the provider does not take the code: " +
                                       (error == "invalid_grant" || error == "invalid_client"
                                            ? error
                                            : std::to_string(fetched->status)));
  }
  Secret token(TextOf(json, "id_token"));
  if (token.empty()) return Unreadable("gives no ID token");
  return token;
}

absl::StatusOr<std::string> Provider::Redeem(const Secret& code, const Challenge& challenge,
                                             Instant now) {
  absl::Status known = ReadMetadata(now);
  if (!known.ok()) return known;
  const absl::StatusOr<Secret> token = AskForToken(code, challenge);
  if (!token.ok()) return token.status();
  // Also when they have grown old: a key that was taken back is believed for an hour at most.
  const bool fresh = keys_ && keys_at_ <= now && now < keys_at_ + kFresh;
  if (!fresh) known = ReadKeys(now);
  if (!known.ok()) return known;
  const Expected expected{.issuer = settings_.issuer,
                          .client_id = settings_.client_id,
                          .nonce = challenge.nonce,
                          .claim = settings_.claim,
                          .acr = settings_.acr,
                          .now = now};
  auto who = CheckIdToken(*token, *keys_, expected);
  if (!absl::IsNotFound(who.status()) || now < keys_at_ + kKeysAgain) return who;
  known = ReadKeys(now);
  if (!known.ok()) return known;
  return CheckIdToken(*token, *keys_, expected);
}

}  // namespace mutua::front::openid
