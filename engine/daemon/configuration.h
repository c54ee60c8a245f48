// The configuration of mutuad: a YAML file and flags, flags first, each setting with where it came
// from. The effective one can be printed, and is a file that can be read back.
//
// A value. Read once, at start.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/base/time.h"
#include "engine/front/certificates/certificate.h"
#include "engine/front/openid/settings.h"
#include "engine/front/setting.h"

namespace mutua::daemon {

inline constexpr const char* kVersion = "0.1.0";

struct Configuration {
  std::string data = "mutua-data";
  std::string listen = "127.0.0.1:7443";
  std::string http = "127.0.0.1:7480";
  std::string web_dir;                          // folder of the pages; empty: those of this binary
  std::string journal = "rocksdb";              // or memory: nothing is kept
  std::string backups;                          // folder for backups; empty: none are made
  std::string first_token;                      // file for it; empty: standard output
  size_t disk_reserve = 256;                    // MiB of the store's disk that stay free
  Duration keep_history = Duration::Days(400);  // of commits; zero: for ever
  std::string log_level = "info";
  front::TlsFiles tls;  // tls_certificate, tls_key, tls_client_ca
  // Who signs people in, beside their passwords: oidc_issuer and so on, public_url.
  front::openid::Settings openid;
  std::string openid_secret_file;  // oidc_client_secret_file: the client's secret, read at start
  bool allow_remote = false;       // beyond the loopback without encryption
  bool remote_metrics = false;     // other machines may read /metrics
  bool reflection = false;
  bool replay_clock = false;  // the clock is fed (AdvanceClock, BatchItem.at)
  size_t replay_seed = 0;     // in a replay: where random bytes come from; 0: the system
  size_t queue_depth = 8192;  // commands waiting to be decided
  size_t queue_wait = 1000;   // milliseconds until a command is answered; 0: as long as it takes
  size_t group = 256;         // commands in one commit
  size_t watches = 1024;      // open watches

  // Every setting, in the order above.
  std::vector<front::Setting> settings;
};

// What main is to do.
struct Invocation {
  Configuration configuration;
  bool print_config = false;
  int exit_code = -1;  // not -1: print `message` and exit with it (help, version, a mistake)
  std::string message;
};

// Reads flags, and the file that they name. A mistake names the flag, or the file's line and
// column.
Invocation ReadConfiguration(int argc, const char* const* argv);

// As YAML, each line with its source as a comment.
std::string PrintConfiguration(const Configuration& configuration);

// Whether the host of "host:port" is the loopback of this machine.
bool IsLoopback(const std::string& address);

}  // namespace mutua::daemon
