#include "engine/front/openid/id_token.h"

#include <cjose/cjose.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "engine/front/openid/json.h"

namespace mutua::front::openid {

using Json = nlohmann::json;

namespace {

constexpr size_t kTokenBytesMost = 16 << 10;
constexpr size_t kKeysMost = 32;
constexpr size_t kRsaBytesLeast = 256;  // 2048 bits
constexpr size_t kClaimBytesMost = 100;

struct JwkDeleter {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
struct JwsDeleter {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
using Jws = std::unique_ptr<cjose_jws_t, JwsDeleter>;

// The object's text of that name; nothing: there is none, or it is something else.
std::optional<std::string> TextOf(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

// NumericDate (RFC 7519, 2), to the second.
std::optional<Instant> TimeOf(const Json& object, const char* name) {
  constexpr double kMost = 1e11;
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!(seconds >= 0 && seconds < kMost)) return std::nullopt;
  return Instant::FromUnix(static_cast<int64_t>(seconds));
}

std::optional<std::string> Decoded(std::string_view base64url) {
  if (base64url.empty()) return std::nullopt;
  uint8_t* bytes = nullptr;
  size_t size = 0;
  cjose_err error{};
  if (!cjose_base64url_decode(base64url.data(), base64url.size(), &bytes, &size, &error)) {
    return std::nullopt;
  }
  std::string text(reinterpret_cast<const char*>(bytes), size);
  cjose_get_dealloc()(bytes);
  return text;
}

absl::Status Wrong(const char* why) {
  return absl::InvalidArgumentError(std::string("the ID token ") + why);
}

}  // namespace

struct KeySet::Key {
  std::string id;         // empty: it has none
  std::string algorithm;  // "RS256" or "ES256"
  std::unique_ptr<cjose_jwk_t, JwkDeleter> jwk;
};
struct KeySet::Keys {
  std::vector<Key> all;
};

KeySet::KeySet(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
KeySet::KeySet(KeySet&&) noexcept = default;
KeySet& KeySet::operator=(KeySet&&) noexcept = default;
KeySet::~KeySet() = default;

namespace {

// What a key signs with; empty: nothing that we take.
std::string AlgorithmOf(const Json& key) {
  if (TextOf(key, "use").value_or("sig") != "sig") return {};
  const std::string type = TextOf(key, "kty").value_or("");
  std::string algorithm;
  if (type == "RSA") {
    const auto modulus = Decoded(TextOf(key, "n").value_or(""));
    if (modulus && modulus->size() >= kRsaBytesLeast) algorithm = "RS256";
  } else if (type == "EC" && TextOf(key, "crv") == "P-256") {
    algorithm = "ES256";
  }
  return TextOf(key, "alg").value_or(algorithm) == algorithm ? algorithm : std::string();
}

// Only what is public of it.
std::string PublicPart(const Json& key) {
  Json part = Json::object();
  for (const char* const name : {"kty", "n", "e", "crv", "x", "y"}) {
    if (key.contains(name)) part[name] = key[name];
  }
  return part.dump();
}

}  // namespace

absl::StatusOr<KeySet> KeySet::Read(std::string_view text) {
  const Json json = ReadJson(text);
  const auto listed = json.is_object() ? json.find("keys") : json.end();
  if (!json.is_object() || listed == json.end() || !listed->is_array()) {
    return absl::InvalidArgumentError("the keys are no JSON Web Key Set");
  }
  auto keys = std::make_unique<Keys>();
  for (const Json& one : *listed) {
    if (!one.is_object() || keys->all.size() >= kKeysMost) continue;
    std::string algorithm = AlgorithmOf(one);
    if (algorithm.empty()) continue;
    const std::string part = PublicPart(one);
    cjose_err error{};
    Key key{.id = TextOf(one, "kid").value_or(""), .algorithm = std::move(algorithm), .jwk = {}};
    key.jwk.reset(cjose_jwk_import(part.data(), part.size(), &error));
    if (key.jwk != nullptr) keys->all.push_back(std::move(key));
  }
  if (keys->all.empty()) {
    return absl::InvalidArgumentError("among the keys is none for RS256 or ES256");
  }
  return KeySet(std::move(keys));
}

// One token against the keys and what is expected.
class Checker {
 public:
  Checker(std::string_view token, const KeySet& keys, const Expected& expected)
      : token_(token), keys_(keys), expected_(expected) {}

  absl::StatusOr<std::string> Check() {
    absl::Status status = ReadHeader();
    if (status.ok()) status = CheckSignature();
    if (status.ok()) status = CheckForWhom();
    if (status.ok()) status = CheckWhen();
    if (status.ok()) status = CheckHow();
    if (!status.ok()) return status;
    return Claimed();
  }

 private:
  // What the token says of itself is only used to choose among what we take.
  absl::Status ReadHeader() {
    if (token_.size() > kTokenBytesMost) return Wrong("is too long");
    const auto text = Decoded(token_.substr(0, token_.find('.')));
    const Json header = ReadJson(text.value_or(""));
    if (!header.is_object()) return Wrong("cannot be read");
    algorithm_ = TextOf(header, "alg").value_or("");
    if (algorithm_ != "RS256" && algorithm_ != "ES256") {
      return Wrong("is signed neither with RS256 nor with ES256");
    }
    if (header.contains("crit")) return Wrong("asks for what is not known here");
    key_id_ = TextOf(header, "kid").value_or("");
    return absl::OkStatus();
  }

  absl::Status CheckSignature() {
    bool tried = false;
    for (const KeySet::Key& key : keys_.keys_->all) {
      if (key.algorithm != algorithm_ || (!key_id_.empty() && key.id != key_id_)) continue;
      tried = true;
      cjose_err error{};
      // Each time anew: what was verified is what is read.
      const Jws jws(cjose_jws_import(token_.data(), token_.size(), &error));
      if (jws == nullptr) return Wrong("cannot be read");
      if (!cjose_jws_verify(jws.get(), key.jwk.get(), &error)) continue;
      uint8_t* bytes = nullptr;  // the token's own
      size_t size = 0;
      if (!cjose_jws_get_plaintext(jws.get(), &bytes, &size, &error)) return Wrong("says nothing");
      claims_ = ReadJson({reinterpret_cast<const char*>(bytes), size});
      return claims_.is_object() ? absl::OkStatus() : Wrong("holds no claims");
    }
    if (!tried || key_id_.empty()) {
      return absl::NotFoundError(
          "the ID token is signed with a key that the provider does not name");
    }
    return Wrong("has a wrong signature");
  }

  absl::Status CheckForWhom() const {
    if (TextOf(claims_, "iss") != expected_.issuer) return Wrong("is of another issuer");
    const auto audience = claims_.find("aud");
    if (audience == claims_.end()) return Wrong("is for nobody");
    // Whoever else it is for could use it here: there is nobody whom we trust with that.
    const bool ours =
        *audience == expected_.client_id ||
        (audience->is_array() && audience->size() == 1 && audience->front() == expected_.client_id);
    const bool authorized = !claims_.contains("azp") || claims_["azp"] == expected_.client_id;
    if (!ours || !authorized) return Wrong("is for somebody else");
    const Secret nonce(TextOf(claims_, "nonce").value_or(""));
    if (nonce.empty() || !(nonce == expected_.nonce)) return Wrong("is of another sign-in");
    return absl::OkStatus();
  }

  absl::Status CheckWhen() const {
    const auto expires = TimeOf(claims_, "exp");
    const auto made = TimeOf(claims_, "iat");
    if (!expires || !made) return Wrong("does not say of when it is");
    const Instant now = expected_.now;
    if (*expires + kClocksDiffer <= now) return Wrong("has expired");
    if (*made + kTokenAgeMost <= now) return Wrong("was made too long ago");
    const auto begins = claims_.contains("nbf") ? TimeOf(claims_, "nbf") : made;
    if (!begins || now + kClocksDiffer < *made || now + kClocksDiffer < *begins) {
      return Wrong("is of a time that has not come");
    }
    return absl::OkStatus();
  }

  // What was asked for is only a wish to the provider (OpenID Connect Core 1.0, 3.1.2.1).
  absl::Status CheckHow() const {
    if (expected_.acr.empty()) return absl::OkStatus();
    const std::string how = TextOf(claims_, "acr").value_or("");
    const bool one_word = !how.empty() && how.find(' ') == std::string::npos;
    const bool taken = (' ' + expected_.acr + ' ').find(' ' + how + ' ') != std::string::npos;
    if (!one_word || !taken) return Wrong("is of a sign-in that is weaker than oidc_acr asks for");
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> Claimed() const {
    const auto value = TextOf(claims_, expected_.claim.c_str());
    if (!value || value->empty() || value->size() > kClaimBytesMost) {
      return absl::FailedPreconditionError("the ID token has no claim \"" + expected_.claim +
                                           "\" that is a short text");
    }
    // Anybody could have typed it there.
    const auto verified = claims_.find("email_verified");
    if (expected_.claim == "email" && (verified == claims_.end() || *verified != true)) {
      return absl::FailedPreconditionError("the provider has not verified the address");
    }
    return *value;
  }

  const std::string_view token_;
  const KeySet& keys_;
  const Expected& expected_;
  std::string algorithm_;
  std::string key_id_;
  Json claims_;
};

absl::StatusOr<std::string> CheckIdToken(SecretView token, const KeySet& keys,
                                         const Expected& expected) {
  return Checker(token.Reveal(), keys, expected).Check();
}

}  // namespace mutua::front::openid
