#include "engine/front/http/security.h"

#include <algorithm>
#include <string_view>

namespace mutua::front::http {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

// The host and port of "scheme://host:port"; empty: not such a text, "null" among them.
std::string_view AuthorityOf(std::string_view origin) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.substr(0, scheme.size()) == scheme) return origin.substr(scheme.size());
  }
  return {};
}

// Of a proxy that adds the port which the scheme has anyway.
std::string_view WithoutPort(std::string_view host, std::string_view port) {
  if (host.ends_with(port)) host.remove_suffix(port.size());
  return host;
}

bool SameHost(std::string_view origin, std::string_view host) {
  const std::string_view authority = AuthorityOf(origin);
  const std::string_view port = origin.starts_with("https://") ? ":443" : ":80";
  return !authority.empty() &&
         EqualIgnoringCase(WithoutPort(authority, port), WithoutPort(host, port));
}

}  // namespace

const Fields& SecurityFields() {
  static const Fields kFields = {
      {"content-security-policy",
       "default-src 'self'; img-src 'self' data:; worker-src 'self'; connect-src 'self'; "
       "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
      {"x-content-type-options", "nosniff"},
      {"x-frame-options", "DENY"},
      {"referrer-policy", "no-referrer"},
      {"cross-origin-opener-policy", "same-origin"},
      {"cross-origin-resource-policy", "same-origin"},
  };
  return kFields;
}

std::optional<std::string> ForeignOrigin(const Request& request) {
  const std::string* origin = request.Find("origin");
  const std::string* host = request.Find("host");
  if (origin != nullptr && (host == nullptr || !SameHost(*origin, *host))) {
    return "the page that calls is of another origin than this server: only its own pages may";
  }
  const std::string* site = request.Find("sec-fetch-site");
  if (site != nullptr && *site == "cross-site") {
    return "the browser says that another site's page calls: only this server's own may";
  }
  return std::nullopt;
}

}  // namespace mutua::front::http
