#include "engine/front/openid/settings.h"

#include <algorithm>

#include "engine/front/openid/fetch.h"

namespace mutua::front::openid {
namespace {

constexpr const char* kBackPath = "/sign-in/provider/back";

std::string WithoutSlash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

}  // namespace

std::string Settings::Redirect() const { return WithoutSlash(public_url) + kBackPath; }

std::string HostOf(const std::string& url) {
  const size_t from = url.find("://");
  if (from == std::string::npos) return url;
  return url.substr(from + 3, url.find_first_of("/?#", from + 3) - from - 3);
}

std::string Check(const Settings& settings) {
  if (settings.issuer.empty()) {
    if (settings.client_id.empty()) return {};
    return "oidc_client_id: of no use without oidc_issuer";
  }
  const bool plain = settings.issuer.find_first_of("?#") == std::string::npos;
  if (!MayAsk(settings.issuer) || !plain) {
    return "oidc_issuer: \"" + settings.issuer +
           "\" must be an https address without a query, as the provider writes it";
  }
  if (settings.client_id.empty()) {
    return "oidc_client_id: the provider knows this daemon by it";
  }
  if (settings.claim.empty()) return "oidc_claim: names what is a member's handle";
  for (const std::string* text :
       {&settings.name, &settings.scope, &settings.claim, &settings.acr}) {
    if (text->size() > 100 || text->find_first_of("\r\n\t") != std::string::npos) {
      return "oidc_name, oidc_scope, oidc_claim and oidc_acr are single lines of 100 bytes at most";
    }
  }
  const std::string scope = ' ' + settings.scope + ' ';
  if (scope.find(" openid ") == std::string::npos) return "oidc_scope: \"openid\" must be in it";
  const bool bare = HostOf(settings.public_url) ==
                    WithoutSlash(settings.public_url.substr(
                        std::min(settings.public_url.size(), settings.public_url.find("://") + 3)));
  if (!MayAsk(settings.public_url) || !bare) {
    return "public_url: \"" + settings.public_url +
           "\" must be the https address at which browsers find this daemon, without a path: the "
           "provider sends them back to it";
  }
  return {};
}

}  // namespace mutua::front::openid
