#include "clients/cli/checkup.h"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "clients/cli/client.h"
#include "clients/cli/http_get.h"
#include "engine/front/certificates/certificate.h"
#include "engine/journal/lock.h"
#include "engine/journal/newest_backup.h"
#include "engine/journal/rocks_store.h"
#include "engine/journal/verify.h"
#include "mutua/v1/directory.pb.h"

namespace mutua::cli {
namespace {

constexpr int64_t kDay = 86400;
constexpr int64_t kBackupOld = 26 * 3600;    // as MutuaBackupOld
constexpr int64_t kExpiresSoon = 14 * kDay;  // as MutuaCertificateExpires
constexpr int64_t kClockOff = 60;            // as MutuaClockBack
constexpr const char* kVersion = "0.1.0";

std::string Text(const absl::Status& status) { return std::string(status.message()); }

// The value of a sample; empty: it is not there.
std::string Sample(const std::string& metrics, const std::string& name) {
  const std::string line = "\n" + name + " ";
  const size_t at = ("\n" + metrics).find(line);
  if (at == std::string::npos) return {};
  const size_t from = at + line.size() - 1;
  return metrics.substr(from, metrics.find('\n', from) - from);
}

std::string VersionIn(const std::string& metrics) {
  const std::string before = "mutua_build_info{version=\"";
  const size_t at = metrics.find(before);
  if (at == std::string::npos) return "an unknown version";
  const size_t from = at + before.size();
  return metrics.substr(from, metrics.find('"', from) - from);
}

// Whether a Mutua answers there: that we are not signed in is an answer.
absl::Status CheckAnswers(const std::string& address) {
  constexpr int kUnauthenticated = 16;
  Target target;
  target.address = address;
  target.timeout_seconds = 5;
  Client client(target);
  v1::GetCallerResponse reply;
  const Outcome outcome = client.Call("DirectoryService/GetCaller", v1::GetCallerRequest(), &reply);
  if (outcome.ok() || outcome.code == kUnauthenticated) return absl::OkStatus();
  return absl::UnavailableError(fmt::format("{}: {}", address, outcome.message));
}

}  // namespace

std::string AgeText(int64_t seconds) {
  constexpr int64_t kHour = 3600;
  constexpr int64_t kMinute = 60;
  const auto of = [](int64_t number, const char* unit) {
    return fmt::format("{} {}{}", number, unit, number == 1 ? "" : "s");
  };
  if (seconds >= 2 * kDay) return of(seconds / kDay, "day");
  if (seconds >= 2 * kHour) return of(seconds / kHour, "hour");
  if (seconds >= kMinute) return of(seconds / kMinute, "minute");
  return "no time";
}

void Checkup::Add(Health health, std::string what, std::string sentence, std::string advice) {
  findings_.push_back({health, std::move(what), std::move(sentence), std::move(advice)});
}

const std::string& Checkup::Of(const std::string& setting) const {
  static const std::string kNothing;
  const auto found = settings_.find(setting);
  return found == settings_.end() ? kNothing : found->second;
}

void Checkup::LookAtStore() {
  const std::string& folder = Of("data");
  if (Of("journal") == "memory") {
    return Add(Health::kLook, "store", "the settings say journal: memory, so nothing is kept",
               "leave that line out, unless it is a trial");
  }
  std::error_code error;
  if (!std::filesystem::exists(folder, error)) {
    if (error) {
      return Add(Health::kLook, "store", folder + " cannot be looked at by this user",
                 "ask as root, or: sudo -u mutua mutua doctor");
    }
    return Add(Health::kBroken, "store", folder + " does not exist",
               "start mutuad, which makes it; or name the right folder with --data");
  }
  // Given back at once: Verify takes it for itself.
  const absl::Status lock = journal::StoreLock::TakeForReading(journal::LockPath(folder)).status();
  if (absl::IsFailedPrecondition(lock)) {
    daemon_has_store_ = true;
    const std::string said = Text(lock);
    const size_t from = said.find("process ");
    return Add(
        Health::kGood, "store",
        fmt::format("{}, in use by {}", folder,
                    from == std::string::npos ? "a process"
                                              : said.substr(from, said.find(')') + 1 - from)));
  }
  if (!lock.ok()) {
    return Add(Health::kLook, "store", Text(lock), "ask as root, or: sudo -u mutua mutua doctor");
  }
  const auto found = journal::Verify(folder);
  if (!found.ok()) {
    return Add(Health::kBroken, "store", Text(found.status()),
               "name the folder of the store with --data, or restore a backup: mutua restore");
  }
  if (found->IsWhole()) {
    return Add(Health::kGood, "store",
               fmt::format("{}, whole up to position {}, and nobody has it open", folder,
                           found->last.position.value()));
  }
  Add(Health::kBroken, "store", folder + ": " + found->problems.front(),
      fmt::format("mutua verify {} says all of it; then mutua restore, or mutua verify --salvage",
                  folder));
}

void Checkup::LookAtDisk() {
  std::string folder = Of("data");
  struct statvfs disk {};
  while (statvfs(folder.c_str(), &disk) != 0) {
    folder = std::filesystem::path(folder).parent_path().string();
    if (folder.empty() || folder == "/") folder = "/.";
  }
  constexpr uint64_t kMiB = 1 << 20;
  const uint64_t free = uint64_t{disk.f_bavail} * disk.f_frsize / kMiB;
  const auto reserve = static_cast<uint64_t>(std::atoll(Of("disk_reserve").c_str()));
  const std::string sentence =
      fmt::format("{} MiB free, of which {} MiB are kept in reserve", free, reserve);
  const std::string advice = "delete old backups, or enlarge the disk; touch nothing in the store";
  if (free < reserve) return Add(Health::kBroken, "disk", sentence + ": nothing is booked", advice);
  Add(free < 4 * reserve ? Health::kLook : Health::kGood, "disk", sentence,
      free < 4 * reserve ? advice : "");
}

void Checkup::LookAtBackups() {
  const std::string& folder = Of("backups");
  if (folder.empty()) {
    return Add(Health::kLook, "backup", "no folder for backups is named, so none can be made",
               "put backups: FOLDER into the settings, best of another disk");
  }
  const auto newest = journal::NewestBackup(folder);
  const std::string advice = "mutua backup NAME, every night";
  if (!newest) return Add(Health::kLook, "backup", "there is none in " + folder, advice);
  const int64_t age = now_ - newest->finished_unix;
  Add(age > kBackupOld ? Health::kLook : Health::kGood, "backup",
      fmt::format("the newest, {}, is {} old", newest->folder, AgeText(age)),
      age > kBackupOld ? advice : "");
}

void Checkup::LookAtCertificate(const std::string& setting) {
  const std::string& path = Of(setting);
  const auto certificate = front::ReadCertificate(path);
  if (!certificate.ok()) {
    return Add(Health::kBroken, "certificate", Text(certificate.status()),
               setting + " must name a PEM file that mutuad may read");
  }
  const int64_t left = certificate->valid_until_unix - now_;
  const std::string advice = "put a new one in its place, then: systemctl reload mutuad";
  if (left <= 0) {
    return Add(Health::kBroken, "certificate",
               fmt::format("{} ended {} ago: nobody accepts it", path, AgeText(-left)), advice);
  }
  Add(left < kExpiresSoon ? Health::kLook : Health::kGood, "certificate",
      fmt::format("{} is good for {} more", path, AgeText(left)),
      left < kExpiresSoon ? advice : "");
}

void Checkup::LookAtCertificates() {
  if (Of("tls_certificate").empty()) return;
  LookAtCertificate("tls_certificate");
  if (!Of("tls_client_ca").empty()) LookAtCertificate("tls_client_ca");
  const absl::Status pair = front::CheckTlsFiles(
      {.certificate = Of("tls_certificate"), .key = Of("tls_key"), .client_ca = {}});
  if (!pair.ok()) {
    Add(Health::kBroken, "certificate", Text(pair),
        "tls_key must be the key it was asked for with");
  }
}

void Checkup::LookAtMetrics(const std::string& text) {
  const std::string version = VersionIn(text);
  const bool same = version == kVersion;
  Add(same ? Health::kGood : Health::kLook, "version",
      same ? "mutuad and mutua are both " + version
           : fmt::format("mutuad is {}, mutua is {}", version, kVersion),
      same ? "" : "install both of one version, and restart mutuad");
  const int64_t behind =
      static_cast<int64_t>(std::atof(Sample(text, "mutua_history_timestamp_seconds").c_str())) -
      now_;
  Add(behind > kClockOff ? Health::kBroken : Health::kGood, "clock",
      behind > kClockOff
          ? fmt::format("this machine's is {} behind the last commit: time stands still until then",
                        AgeText(behind))
          : "not behind the last commit",
      behind > kClockOff ? "put the clock right (timedatectl)" : "");
}

void Checkup::LookAtDaemon() {
  const std::string start =
      daemon_has_store_ ? "journalctl -u mutuad says what it is doing; it may still be starting"
                        : "systemctl start mutuad; journalctl -u mutuad says why it stopped";
  const bool mutual = !Of("tls_client_ca").empty();
  const absl::Status grpc = mutual ? CheckListens(Of("listen")) : CheckAnswers(Of("listen"));
  const char* const good =
      mutual ? " is listened on; who has no certificate learns no more" : " answers";
  Add(grpc.ok() ? Health::kGood : Health::kBroken, "gRPC",
      grpc.ok() ? Of("listen") + good : Text(grpc), grpc.ok() ? "" : start);
  const std::string& http = Of("http");
  if (http.empty() || http == "none") return;
  const bool tls = !Of("tls_certificate").empty();
  const auto ready = HttpGet(http, "/readyz", tls);
  if (!ready.ok()) return Add(Health::kBroken, "HTTP", Text(ready.status()), start);
  constexpr int kGood = 200;
  if (ready->status != kGood) {
    return Add(Health::kBroken, "HTTP",
               fmt::format("{} is not ready: {} {}", http, ready->status, ready->body), start);
  }
  Add(Health::kGood, "HTTP", http + (tls ? " is ready, by https" : " is ready"));
  const auto metrics = HttpGet(http, "/metrics", tls);
  if (metrics.ok()) LookAtMetrics(metrics->body);
}

}  // namespace mutua::cli
