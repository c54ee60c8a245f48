#include "engine/daemon/configuration.h"

#include <yaml-cpp/yaml.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <sstream>

namespace mutua::daemon {
namespace {

// A century: more is a slip of the hand.
constexpr int64_t kDaysMost = 36525;

// One setting: how it is named in the file and as a flag, and how it is put and shown.
struct Entry {
  const char* name;
  const char* help;
  bool is_flag;  // yes or no: on the command line without a value
  std::function<bool(const std::string&, Configuration*)> put;
  std::function<std::string(const Configuration&)> show;
};

Entry Text(const char* name, const char* help, std::string Configuration::*field) {
  return {name, help, false,
          [field](const std::string& value, Configuration* out) {
            out->*field = value;
            return true;
          },
          [field](const Configuration& from) { return from.*field; }};
}

Entry File(const char* name, const char* help, std::string front::TlsFiles::*field) {
  return {name, help, false,
          [field](const std::string& value, Configuration* out) {
            out->tls.*field = value;
            return true;
          },
          [field](const Configuration& from) { return from.tls.*field; }};
}

Entry OpenId(const char* name, const char* help, std::string front::openid::Settings::*field) {
  return {name, help, false,
          [field](const std::string& value, Configuration* out) {
            out->openid.*field = value;
            return true;
          },
          [field](const Configuration& from) { return from.openid.*field; }};
}

Entry YesNo(const char* name, const char* help, bool Configuration::*field) {
  return {name, help, true,
          [field](const std::string& value, Configuration* out) {
            out->*field = value == "true";
            return value == "true" || value == "false";
          },
          [field](const Configuration& from) { return from.*field ? "true" : "false"; }};
}

Entry Number(const char* name, const char* help, size_t Configuration::*field, size_t least = 1) {
  return {name, help, false,
          [field, least](const std::string& value, Configuration* out) {
            size_t number = 0;
            const char* end = value.data() + value.size();
            const auto read = std::from_chars(value.data(), end, number);
            out->*field = number;
            return read.ec == std::errc() && read.ptr == end && number >= least;
          },
          [field](const Configuration& from) { return std::to_string(from.*field); }};
}

// Whole days, "400d"; 0 stands for no end.
Entry Days(const char* name, const char* help, Duration Configuration::*field) {
  return {name, help, false,
          [field](const std::string& value, Configuration* out) {
            int64_t days = 0;
            const char* end = value.data() + value.size();
            const auto read = std::from_chars(value.data(), end, days);
            const bool none = value == "0";
            const bool whole = read.ptr + 1 == end && *read.ptr == 'd';
            if (read.ec != std::errc() || !(none || whole)) return false;
            out->*field = Duration::Days(std::clamp<int64_t>(days, 0, kDaysMost));
            return none || (days > 0 && days <= kDaysMost);
          },
          [field](const Configuration& from) {
            const Duration length = from.*field;
            return length.IsZero() ? "0" : std::to_string(length.seconds() / 86400) + "d";
          }};
}

const std::vector<Entry>& Entries() {
  using C = Configuration;
  static const std::vector<Entry> kEntries = {
      Text("data", "folder of the store", &C::data),
      Text("listen", "address of gRPC, host:port", &C::listen),
      Text("http", "address of HTTP (API, pages, health, metrics), host:port; none: off", &C::http),
      Text("web_dir", "folder of the pages, for who writes them; default: those of this binary",
           &C::web_dir),
      Text("journal", "rocksdb, or memory (keeps nothing)", &C::journal),
      Text("backups", "folder in which backups are made", &C::backups),
      Text("first_token",
           "file for a new store's first token, readable by its owner; default: standard output",
           &C::first_token),
      Number("disk_reserve", "MiB of the store's disk that stay free; with less, nothing is booked",
             &C::disk_reserve, /*least=*/0),
      Days("keep_history", "how long commits are kept, in days as 400d; 0: for ever",
           &C::keep_history),
      Text("log_level", "trace, debug, info, warn or error", &C::log_level),
      File("tls_certificate", "PEM file: HTTP is https then; with tls_client_ca gRPC's, too",
           &front::TlsFiles::certificate),
      File("tls_key", "PEM file of the certificate's private key, without a password",
           &front::TlsFiles::key),
      File("tls_client_ca",
           "PEM file of who signs the certificates of gRPC's callers: mutual TLS, as is needed "
           "beyond the loopback",
           &front::TlsFiles::client_ca),
      OpenId("public_url", "where browsers find this daemon, as https://lab.example.org",
             &front::openid::Settings::public_url),
      OpenId("oidc_issuer",
             "OpenID Connect: the provider that signs people in beside their passwords, as it "
             "writes itself, https://id.example.org",
             &front::openid::Settings::issuer),
      OpenId("oidc_client_id", "what the provider calls this daemon",
             &front::openid::Settings::client_id),
      Text("oidc_client_secret_file",
           "file with the secret that the provider gave this daemon; none: a public client",
           &C::openid_secret_file),
      OpenId("oidc_claim", "which claim of the provider is a member's handle",
             &front::openid::Settings::claim),
      OpenId("oidc_scope", "what the provider is asked for", &front::openid::Settings::scope),
      OpenId("oidc_acr",
             "how strongly the provider must have signed somebody in: its words for it, one of "
             "which the ID token must have as acr; default: it is not asked",
             &front::openid::Settings::acr),
      OpenId("oidc_name", "what the provider is called on the page; default: its host",
             &front::openid::Settings::name),
      OpenId("oidc_ca", "PEM file of who signs the provider's certificate; default: the system's",
             &front::openid::Settings::ca_file),
      YesNo("allow_remote", "listen beyond the loopback without encryption", &C::allow_remote),
      YesNo("remote_metrics", "tell /metrics to other machines, too", &C::remote_metrics),
      YesNo("reflection", "tell gRPC clients the contract", &C::reflection),
      YesNo("replay_clock", "the clock stands still and is fed: for replays of a trace",
            &C::replay_clock),
      Number("replay_seed", "in a replay: draw secrets and salts from this, so that runs are equal",
             &C::replay_seed, /*least=*/0),
      Number("queue_depth", "commands that may wait to be decided", &C::queue_depth),
      Number("queue_wait",
             "milliseconds that a command may have to wait for its answer, or it is turned away at "
             "once; 0: any time",
             &C::queue_wait, /*least=*/0),
      Number("group", "commands in one commit", &C::group),
      Number("watches", "watches open at once; no caller has more than are left for the others",
             &C::watches),
  };
  return kEntries;
}

std::string FlagName(const char* name) {
  std::string flag = std::string("--") + name;
  for (char& c : flag) c = c == '_' ? '-' : c;
  return flag;
}

struct Given {
  std::string value;
  std::string source;
};
using GivenByName = std::map<std::string, Given>;

std::string Place(const std::string& path, const YAML::Mark& mark) {
  return path + ":" + std::to_string(mark.line + 1) + ":" + std::to_string(mark.column + 1);
}

// Nothing: it cannot be read, as a folder cannot.
std::optional<std::string> TextOf(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  std::array<char, 4096> part{};
  while (file.read(part.data(), part.size()) || file.gcount() > 0) {
    text.write(part.data(), file.gcount());
  }
  if (!file.is_open() || file.bad()) return std::nullopt;
  return text.str();
}

// What the file says; an error that names line and column.
std::string ReadFile(const std::string& path, GivenByName* given) {
  const std::optional<std::string> text = TextOf(path);
  if (!text) return path + ": cannot be read";
  try {
    const YAML::Node root = YAML::Load(*text);
    if (root.IsNull()) return {};
    if (!root.IsMap()) return Place(path, root.Mark()) + ": must be a list of \"name: value\"";
    for (const auto& pair : root) {
      if (!pair.first.IsScalar() || !pair.second.IsScalar()) {
        return Place(path, pair.first.Mark()) + ": must be \"name: value\"";
      }
      const std::string name = pair.first.Scalar();
      bool known = false;
      for (const Entry& entry : Entries()) known |= name == entry.name;
      if (!known) return Place(path, pair.first.Mark()) + ": unknown setting \"" + name + "\"";
      if (given->contains(name)) return Place(path, pair.first.Mark()) + ": given twice";
      (*given)[name] = {pair.second.Scalar(),
                        "file:" + path + ":" + std::to_string(pair.first.Mark().line + 1)};
    }
  } catch (const YAML::Exception& wrong) {
    return Place(path, wrong.mark) + ": " + wrong.msg;
  }
  return {};
}

// Nothing leaves this machine in the clear unless that is said in so many words.
std::string CheckReach(const Configuration& configuration) {
  if (configuration.allow_remote) return {};
  const auto reaches = [](const std::string& address) {
    return !address.empty() && address != "none" && !IsLoopback(address);
  };
  const std::string meant = "; or say --allow-remote to go without encryption, if that is meant";
  if (reaches(configuration.listen) && configuration.tls.client_ca.empty()) {
    return "listen: \"" + configuration.listen +
           "\" can be reached from other machines, so gRPC needs mutual TLS there: name "
           "tls_certificate, tls_key and tls_client_ca, or listen on 127.0.0.1" +
           meant;
  }
  if (reaches(configuration.http) && configuration.tls.certificate.empty()) {
    return "http: \"" + configuration.http +
           "\" can be reached from other machines, so HTTP needs TLS there: name tls_certificate "
           "and tls_key, or listen on 127.0.0.1 behind a proxy that has them" +
           meant;
  }
  return {};
}

// What is wrong with the whole; empty: nothing.
std::string Check(const Configuration& configuration) {
  if (configuration.journal != "rocksdb" && configuration.journal != "memory") {
    return "journal: \"" + configuration.journal + "\" is neither rocksdb nor memory";
  }
  if (configuration.replay_seed != 0 && !configuration.replay_clock) {
    return "replay_seed: its secrets can be guessed; only with --replay-clock";
  }
  const front::TlsFiles& tls = configuration.tls;
  if (tls.certificate.empty() != tls.key.empty()) {
    return "tls_certificate and tls_key: one is of no use without the other";
  }
  if (!tls.client_ca.empty() && tls.certificate.empty()) {
    return "tls_client_ca: whoever asks callers for a certificate needs one, too: name "
           "tls_certificate and tls_key";
  }
  for (const std::string& address : {configuration.listen, configuration.http}) {
    if (address.empty() || address == "none") continue;
    if (address.rfind(':') == std::string::npos && !address.starts_with("unix:")) {
      return "\"" + address + "\" is not host:port";
    }
  }
  const std::string wrong = front::openid::Check(configuration.openid);
  return wrong.empty() ? CheckReach(configuration) : wrong;
}

Invocation Stop(int exit_code, std::string message) {
  Invocation invocation;
  invocation.exit_code = exit_code;
  invocation.message = std::move(message);
  return invocation;
}

constexpr int kUsageError = 2;

}  // namespace

bool IsLoopback(const std::string& address) {
  if (address.starts_with("unix:")) return true;
  const std::string host = address.substr(0, address.rfind(':'));
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Invocation ReadConfiguration(int argc, const char* const* argv) {
  CLI::App app("Mutua's booking engine: one daemon, one store.", "mutuad");
  Invocation invocation;
  std::string file;
  app.add_option("--config", file, "settings as YAML; flags win over it");
  app.add_flag("--print-config", invocation.print_config, "print the settings that hold, and exit");
  app.set_version_flag("--version", std::string("mutuad ") + kVersion);
  std::map<std::string, std::string> texts;
  std::map<std::string, bool> switches;
  for (const Entry& entry : Entries()) {
    if (entry.is_flag) {
      app.add_flag(FlagName(entry.name), switches[entry.name], entry.help);
    } else {
      app.add_option(FlagName(entry.name), texts[entry.name], entry.help);
    }
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    std::ostringstream out;
    const int code = app.exit(wrong, out, out);
    return Stop(code == 0 ? 0 : kUsageError, out.str());
  }
  GivenByName given;
  if (!file.empty()) {
    const std::string wrong = ReadFile(file, &given);
    if (!wrong.empty()) return Stop(kUsageError, wrong);
  }
  for (const Entry& entry : Entries()) {
    if (app.count(FlagName(entry.name)) == 0) continue;
    given[entry.name] = {
        entry.is_flag ? (switches[entry.name] ? "true" : "false") : texts[entry.name], "flag"};
  }
  Configuration& configuration = invocation.configuration;
  for (const Entry& entry : Entries()) {
    const auto found = given.find(entry.name);
    if (found != given.end() && !entry.put(found->second.value, &configuration)) {
      return Stop(kUsageError, std::string(entry.name) + ": \"" + found->second.value +
                                   "\" makes no sense (" + found->second.source + ")");
    }
    configuration.settings.push_back({entry.name, entry.show(configuration),
                                      found == given.end() ? "default" : found->second.source});
  }
  const std::string wrong = Check(configuration);
  return wrong.empty() ? invocation : Stop(kUsageError, wrong);
}

std::string PrintConfiguration(const Configuration& configuration) {
  YAML::Emitter out;
  out << YAML::BeginMap;
  for (const front::Setting& setting : configuration.settings) {
    out << YAML::Key << setting.name << YAML::Value << setting.value
        << YAML::Comment(setting.source);
  }
  out << YAML::EndMap;
  return std::string(out.c_str()) + "\n";
}

}  // namespace mutua::daemon
