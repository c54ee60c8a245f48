#include "engine/daemon/first_start.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "engine/access/secret.h"
#include "engine/front/zones/zone_loader.h"

namespace mutua::daemon {
namespace {

// The daemon itself, as a caller.
core::Caller Own() { return {.role = model::Role::kService}; }

absl::Status Do(pipeline::Engine& engine, core::Body body) {
  std::vector<pipeline::Request> requests(1);
  requests.front().command.caller = Own();
  requests.front().command.body = std::move(body);
  const std::vector<pipeline::Answer> answers = engine.Decide(std::move(requests));
  if (!answers.front().status.ok()) return answers.front().status;
  if (answers.front().decision.accepted()) return absl::OkStatus();
  const auto rule = answers.front().decision.refusal.reasons().front().rule;
  return absl::FailedPreconditionError("the engine refused it, rule " +
                                       std::to_string(static_cast<int>(rule)));
}

}  // namespace

absl::StatusOr<std::optional<Secret>> MakeFirstToken(pipeline::Engine& engine) {
  const size_t tokens = engine.replica().Read(
      [](const core::State& state, const auto&) { return state.Count<model::Token>(); });
  if (tokens != 0) return std::nullopt;
  Secret secret = access::MakeSecret(model::Role::kManager);
  model::Token token{.role = model::Role::kManager};
  token.hash = access::HashSecret(secret);
  const absl::Status done = Do(engine, core::DefineToken{.token = token});
  if (!done.ok()) return done;
  return std::optional(std::move(secret));
}

absl::Status WriteSecretFile(const std::string& path, const Secret& secret) {
  const auto failed = [&] {
    return absl::UnavailableError("cannot write " + path + ": " + std::strerror(errno));
  };
  // A file that was there may have been opened by others: it is replaced, not reused.
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return failed();
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed();
  const Secret text(secret.Reveal() + "\n");
  const ssize_t size = write(descriptor, text.Reveal().data(), text.size());
  absl::Status status = size == static_cast<ssize_t>(text.size()) ? absl::OkStatus() : failed();
  if (close(descriptor) != 0 && status.ok()) status = failed();
  return status;
}

absl::StatusOr<std::vector<std::string>> AdoptZones(pipeline::Engine& engine) {
  std::vector<model::Zone> zones;
  engine.replica().Read([&](const core::State& state, const auto&) {
    state.ForEach<model::Zone>([&](const model::Zone& zone) { zones.push_back(zone); });
  });
  std::vector<std::string> adopted;
  for (model::Zone& zone : zones) {
    absl::StatusOr<model::ZoneTable> installed = front::LoadZone(zone.table.name());
    if (!installed.ok() || *installed == zone.table) continue;
    zone.table = *std::move(installed);
    adopted.push_back(zone.table.name());
    const absl::Status done = Do(engine, core::DefineZone{.zone = std::move(zone)});
    if (!done.ok()) return done;
  }
  return adopted;
}

}  // namespace mutua::daemon
