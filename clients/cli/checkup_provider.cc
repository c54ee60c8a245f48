// Whether the provider that people sign in through can be asked, as mutuad would ask it.
#include <fstream>

#include "clients/cli/checkup.h"
#include "engine/front/openid/provider.h"

namespace mutua::cli {

void Checkup::LookAtProvider() {
  front::openid::Settings settings;
  settings.issuer = Of("oidc_issuer");
  if (settings.issuer.empty()) return;
  settings.client_id = Of("oidc_client_id");
  settings.public_url = Of("public_url");
  settings.ca_file = Of("oidc_ca");
  const std::string& secret = Of("oidc_client_secret_file");
  if (!secret.empty() && !std::ifstream(secret).good()) {
    Add(Health::kLook, "provider", secret + " cannot be read by whoever asks here",
        "mutuad must: chgrp mutua, chmod 640; or ask as its user: sudo -u mutua mutua doctor");
  }
  front::openid::Provider provider(settings);
  const auto url = provider.SignInUrl(front::openid::NewChallenge(), Instant::FromUnix(now_));
  if (!url.ok()) {
    return Add(Health::kBroken, "provider", std::string(url.status().message()),
               "nobody signs in through it now; passwords are good all the same. Is oidc_issuer "
               "letter for letter what the provider's metadata says?");
  }
  Add(Health::kGood, "provider", settings.issuer + " answers");
}

}  // namespace mutua::cli
