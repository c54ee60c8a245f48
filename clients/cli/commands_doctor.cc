// doctor: is this installation well? On the machine of the daemon; no sign-in is needed.
#include <fmt/format.h>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "clients/cli/checkup.h"
#include "clients/cli/child.h"
#include "clients/cli/commands.h"

namespace mutua::cli {
namespace {

constexpr const char* kInstalledSettings = "/etc/mutua/mutuad.yaml";

struct Asked {
  std::string config;
  std::string mutuad;
  // Given on to mutuad as they are: its settings are judged by itself.
  std::string data;
  std::string backups;
  std::string listen;
  std::string http;
};

// Beside this program, or where a package puts it.
std::string FindMutuad() {
  std::error_code error;
  const std::filesystem::path here =
      std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& path : {here / "mutuad", here.parent_path() / "sbin" / "mutuad"}) {
    if (access(path.c_str(), X_OK) == 0) return path.string();
  }
  return "mutuad";
}

// What `mutuad --print-config` says of the same settings; what is wrong with them is a finding.
Settings ReadSettings(const Asked& asked, Finding* finding) {
  std::vector<std::string> words = {asked.mutuad.empty() ? FindMutuad() : asked.mutuad,
                                    "--print-config"};
  const auto pass = [&words](const char* flag, const std::string& value) {
    if (!value.empty()) words.insert(words.end(), {flag, value});
  };
  std::string config = asked.config;
  if (config.empty() && access(kInstalledSettings, R_OK) == 0) config = kInstalledSettings;
  pass("--config", config);
  pass("--data", asked.data);
  pass("--backups", asked.backups);
  pass("--listen", asked.listen);
  pass("--http", asked.http);
  finding->what = "settings";
  const auto child = RunChild(words);
  if (!child) {
    *finding = {Health::kBroken, "settings",
                words.front() + " cannot be run, and only it knows them",
                "name the program with --mutuad"};
    return {};
  }
  if (child->exit_code != 0) {
    std::string said = child->printed;
    while (said.ends_with('\n')) said.pop_back();
    *finding = {Health::kBroken, "settings", said,
                "put that line right: mutuad does not start with it"};
    return {};
  }
  Settings settings;
  for (const auto& pair : YAML::Load(child->printed)) {
    settings[pair.first.Scalar()] = pair.second.Scalar();
  }
  finding->sentence = config.empty() ? "the usual ones: there is no file" : config + " is in order";
  return settings;
}

void Print(const Finding& finding) {
  static constexpr const char* kMarks[] = {"ok  ", "look", "FAIL"};
  fmt::print("{}  {:<12} {}\n", kMarks[static_cast<int>(finding.health)], finding.what,
             finding.sentence);
  if (!finding.advice.empty()) fmt::print("      {:<12} -> {}\n", "", finding.advice);
}

int Examine(const Asked& asked) {
  Finding first;
  Settings settings = ReadSettings(asked, &first);
  Print(first);
  if (first.health != Health::kGood) return static_cast<int>(first.health);
  // As every command has it: where the daemon is reached, when that is not where it says it listens.
  const char* address = std::getenv("MUTUA_ADDRESS");
  if (asked.listen.empty() && address != nullptr && *address != 0) settings["listen"] = address;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  Checkup checkup(std::move(settings),
                  std::chrono::duration_cast<std::chrono::seconds>(now).count());
  checkup.LookAtStore();
  checkup.LookAtDisk();
  checkup.LookAtBackups();
  checkup.LookAtCertificates();
  checkup.LookAtProvider();
  checkup.LookAtDaemon();
  int worst = 0;
  for (const Finding& finding : checkup.findings()) {
    Print(finding);
    worst = std::max(worst, static_cast<int>(finding.health));
  }
  static constexpr const char* kSummary[] = {"All is well.", "It works; look at the lines above.",
                                             "Something is broken: see FAIL above."};
  fmt::print("{}\n", kSummary[worst]);
  return worst;
}

}  // namespace

void AddDoctorCommand(CLI::App& app, Run* run) {
  auto asked = std::make_shared<Asked>();
  CLI::App* doctor = app.add_subcommand(
      "doctor", "Is this installation well? On the daemon's machine; needs no sign-in");
  doctor->add_option("--config", asked->config, "the daemon's settings (/etc/mutua/mutuad.yaml)");
  doctor->add_option("--data", asked->data, "the folder of the store, as mutuad has it");
  doctor->add_option("--backups", asked->backups, "the folder of backups, as mutuad has it");
  doctor->add_option("--listen", asked->listen, "the address of gRPC, as mutuad has it; or MUTUA_ADDRESS");
  doctor->add_option("--http", asked->http, "the address of HTTP, as mutuad has it");
  doctor->add_option("--mutuad", asked->mutuad, "the program, where it is not beside this one");
  doctor->footer(
      "Exit codes: 0 all is well, 1 something to look at, 2 something is broken.\n"
      "Example: as the user that has the store\n  sudo -u mutua mutua doctor");
  doctor->callback([=] { *run = [=](Session&) { return Examine(*asked); }; });
}

}  // namespace mutua::cli
