// AdminService: backups, made while the daemon runs.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "engine/front/administration.h"
#include "engine/front/services.h"
#include "engine/journal/restore.h"
#include "mutua/v1/admin.pb.h"

namespace mutua::front {
namespace {

using grpc::StatusCode;

bool IsFolderName(const std::string& name) {
  return !name.empty() && name.size() <= 64 && name[0] != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                  c == '.';
         });
}

// Ends the backup before it answers: who has read the answer may ask for the next one.
void Backup(Administration& administration, ExchangePtr exchange) {
  const auto& request = static_cast<const v1::CreateBackupRequest&>(exchange->request());
  const journal::Journal& journal = exchange->house().engine.journal();
  std::string name = request.name();
  if (name.empty()) {
    name = std::to_string(exchange->house().engine.Now().unix_seconds()) + "-" +
           std::to_string(journal.head().position.value());
  }
  const std::string folder = administration.backup_folder + "/" + name;
  std::error_code error;
  if (std::filesystem::exists(folder, error)) {
    administration.backing_up = false;
    return exchange->Refuse(
        StatusOf(StatusCode::ALREADY_EXISTS, "BACKUP_EXISTS", folder + " is there already"));
  }
  const absl::Status copied = journal.Backup(folder);
  const auto contents = copied.ok() ? journal::ReadBackup(folder) : copied;
  administration.backing_up = false;
  if (absl::IsUnimplemented(copied)) {
    return exchange->Refuse(StatusOf(StatusCode::FAILED_PRECONDITION, "NO_BACKUP",
                                     "this store is in memory: there is nothing to copy"));
  }
  if (!contents.ok()) {
    return exchange->Refuse(
        StatusOf(StatusCode::INTERNAL, "BACKUP_FAILED", std::string(contents.status().message())));
  }
  auto* response = static_cast<v1::CreateBackupResponse*>(exchange->response());
  response->set_path(folder);
  response->set_bytes(contents->bytes);
  response->set_chain_digest(contents->head.digest.data(), contents->head.digest.size());
  response->set_position(contents->head.position.value());
  exchange->Answer();
}

void CreateBackup(Administration& administration, ExchangePtr exchange) {
  const auto& request = static_cast<const v1::CreateBackupRequest&>(exchange->request());
  if (!request.name().empty() && !IsFolderName(request.name())) {
    return exchange->Object({.subject = "name", .flaw = Flaw::kBadForm, .at = {}});
  }
  if (administration.backup_folder.empty()) {
    return exchange->Refuse(StatusOf(StatusCode::FAILED_PRECONDITION, "NO_BACKUP",
                                     "no folder for backups is configured"));
  }
  if (administration.backing_up.exchange(true)) {
    return exchange->Refuse(
        StatusOf(StatusCode::FAILED_PRECONDITION, "BACKUP_RUNS", "a backup is being made"));
  }
  const bool taken =
      PostAside(std::move(exchange), administration.aside,
                [&administration](ExchangePtr back) { Backup(administration, std::move(back)); });
  if (!taken) administration.backing_up = false;
}

}  // namespace

void AddBackup(Service& service) {
  Administration& administration = service.house().administration;
  service.Free<v1::CreateBackupRequest, v1::CreateBackupResponse>(
      access::Verb::kCreateBackup, [&administration](ExchangePtr exchange) {
        CreateBackup(administration, std::move(exchange));
      });
}

}  // namespace mutua::front
