// Which provider this daemon believes, and how it is known there: settings, never parameters.
//
// A value. Read once, at start.
#pragma once

#include <string>

#include "engine/base/secret.h"

namespace mutua::front::openid {

struct Settings {
  std::string issuer;  // as the provider writes it, "https://id.example.org"; empty: there is none
  std::string client_id;
  Secret client_secret;  // empty: a public client
  std::string scope = "openid profile";
  std::string claim = "preferred_username";  // whose value is a member's handle
  // How strongly the provider must have signed somebody in: one of these words of its own, with
  // spaces between them; empty: as it likes.
  std::string acr;
  std::string name;        // as the page calls it; empty: the issuer's host
  std::string public_url;  // where browsers find this daemon, "https://lab.example.org"
  std::string ca_file;     // who signs the provider's certificate; empty: the system's

  // Where the provider sends a browser back to: the same each time.
  std::string Redirect() const;
};

// What is wrong with them; empty: nothing. Without an issuer nothing else may be set.
std::string Check(const Settings& settings);

// "https://id.example.org:8443/realm" -> "id.example.org:8443".
std::string HostOf(const std::string& url);

}  // namespace mutua::front::openid
