#include "clients/cli/context.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <yaml-cpp/yaml.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace mutua::cli {
namespace {

std::filesystem::path ConfigFile() {
  if (const char* config = std::getenv("XDG_CONFIG_HOME")) {
    return std::filesystem::path(config) / "mutua" / "config.yaml";
  }
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home == nullptr ? "/tmp" : home) / ".config" / "mutua" /
         "config.yaml";
}

YAML::Node Load() {
  // yaml-cpp throws; a file that cannot be read is as none.
  try {
    return YAML::LoadFile(ConfigFile().string());
  } catch (const YAML::Exception&) {
    return YAML::Node(YAML::NodeType::Map);
  }
}

absl::Status Save(const YAML::Node& config) {
  const std::filesystem::path path = ConfigFile();
  std::error_code failed;
  std::filesystem::create_directories(path.parent_path(), failed);
  const mode_t before = ::umask(0077);
  std::ofstream out(path);
  out << config << "\n";
  out.close();
  ::umask(before);
  if (!out) return absl::InternalError(fmt::format("cannot write {}", path.string()));
  return absl::OkStatus();
}

std::string Environment(const char* name, const std::string& otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : value;
}

}  // namespace

Target ReadContext(const std::string& wanted) {
  Target target;
  const YAML::Node config = Load();
  const std::string name =
      !wanted.empty() ? wanted
                      : Environment("MUTUA_CONTEXT",
                                    config["current"] ? config["current"].Scalar() : "default");
  const YAML::Node context = config["contexts"] ? config["contexts"][name] : YAML::Node();
  if (context && context.IsMap()) {
    if (context["address"]) target.address = context["address"].Scalar();
    if (context["token"]) target.token = Secret(std::string(context["token"].Scalar()));
    if (context["ca"]) target.ca = context["ca"].Scalar();
    if (context["cert"]) target.cert = context["cert"].Scalar();
    if (context["key"]) target.key = context["key"].Scalar();
  }
  target.address = Environment("MUTUA_ADDRESS", target.address);
  target.token = Secret(Environment("MUTUA_TOKEN", target.token.Reveal()));
  target.ca = Environment("MUTUA_CA", target.ca);
  target.cert = Environment("MUTUA_CERT", target.cert);
  target.key = Environment("MUTUA_KEY", target.key);
  const std::string language = Environment("LANG", "en");
  target.language = language.rfind("fr", 0) == 0 ? "fr" : "en";
  return target;
}

absl::Status WriteContext(const std::string& name, const Target& target) {
  YAML::Node config = Load();
  config["current"] = name;
  config["contexts"][name]["address"] = target.address;
  config["contexts"][name]["token"] = target.token.Reveal();
  // Whole paths: the next command may be typed in another folder.
  const auto put = [&](const char* field, const std::string& path) {
    config["contexts"][name].remove(field);
    if (!path.empty()) config["contexts"][name][field] = std::filesystem::absolute(path).string();
  };
  put("ca", target.ca);
  put("cert", target.cert);
  put("key", target.key);
  return Save(config);
}

absl::Status ReplaceToken(SecretView before, SecretView after) {
  YAML::Node config = Load();
  bool found = false;
  for (auto context : config["contexts"]) {
    YAML::Node kept = context.second;
    if (!kept.IsMap() || !kept["token"] || SecretView(kept["token"].Scalar()) != before) continue;
    found = true;
    if (after.empty()) {
      kept.remove("token");
    } else {
      kept["token"] = std::string(after.Reveal());
    }
  }
  return found ? Save(config) : absl::OkStatus();
}

}  // namespace mutua::cli
