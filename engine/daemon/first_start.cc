#include "engine/daemon/first_start.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
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

absl::StatusOr<Secret> ReadSecretFile(const std::string& path) {
  constexpr size_t kMost = 4096;
  const auto failed = [&] {
    return absl::UnavailableError("cannot read " + path + ": " + std::strerror(errno));
  };
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return failed();
  struct stat about {};
  std::string text(kMost, '\0');
  const bool looked = fstat(descriptor, &about) == 0;
  const ssize_t size = looked ? read(descriptor, text.data(), text.size()) : -1;
  const absl::Status status = size < 0 ? failed() : absl::OkStatus();
  close(descriptor);
  if (!status.ok()) return status;
  Secret whole(std::move(text));
  const std::string_view line =
      std::string_view(whole.Reveal()).substr(0, static_cast<size_t>(size));
  Secret secret(std::string(line.substr(0, line.find_first_of("\r\n"))));
  if ((about.st_mode & S_IRWXO) != 0) {
    return absl::FailedPreconditionError(path + " may be read by everybody: chmod 640");
  }
  if (secret.empty()) return absl::FailedPreconditionError(path + " is empty");
  return secret;
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
