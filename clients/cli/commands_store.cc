// Offline: a store folder that no daemon has open.
#include <fmt/format.h>

#include <memory>

#include "clients/cli/commands.h"
#include "engine/journal/restore.h"
#include "engine/journal/salvage.h"
#include "engine/journal/verify.h"

namespace mutua::cli {
namespace {

int SalvageTo(Session& session, const std::string& folder, const std::string& to) {
  const auto salvaged = journal::Salvage(folder, to);
  if (!salvaged.ok()) return session.Fail(kFailed, std::string(salvaged.status().message()));
  fmt::print("{}Written to {}; what is lost is listed in {}/salvage.txt\n",
             journal::Describe(salvaged->found), to, to);
  return kDone;
}

}  // namespace

void AddStoreCommands(CLI::App& app, Run* run) {
  auto folder = std::make_shared<std::string>();
  auto salvage = std::make_shared<std::string>();
  CLI::App* verify =
      app.add_subcommand("verify", "Offline: is the store whole; what has a damaged one lost");
  verify->add_option("folder", *folder, "the daemon's data folder")->required();
  verify->add_option("--salvage", *salvage, "write what is intact to this new folder");
  verify->callback([=] {
    *run = [=](Session& session) {
      if (!salvage->empty()) return SalvageTo(session, *folder, *salvage);
      const auto found = journal::Verify(*folder);
      if (!found.ok()) return session.Fail(kFailed, std::string(found.status().message()));
      fmt::print("{}", journal::Describe(*found));
      return static_cast<int>(found->IsWhole() ? kDone : kFailed);
    };
  });
  auto backup = std::make_shared<std::string>();
  auto to = std::make_shared<std::string>();
  CLI::App* restore = app.add_subcommand("restore", "Offline: a new store from a backup, checked");
  restore->add_option("backup", *backup, "the backup's folder")->required();
  restore->add_option("to", *to, "a folder that is empty or does not exist")->required();
  restore->callback([=] {
    *run = [=](Session& session) {
      const auto restored = journal::Restore(*backup, *to);
      if (!restored.ok()) return session.Fail(kFailed, std::string(restored.status().message()));
      fmt::print("Restored to {} at position {}. Start it with: mutuad --data {}\n", *to,
                 restored->head.position.value(), *to);
      return static_cast<int>(kDone);
    };
  });
}

}  // namespace mutua::cli
