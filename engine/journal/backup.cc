#include "engine/journal/backup.h"

#include <fcntl.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/utilities/checkpoint.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/journal/folder.h"
#include "engine/journal/format.h"
#include "engine/journal/rocks_status.h"
#include "engine/journal/witness.h"

namespace mutua::journal {
namespace {

namespace fs = std::filesystem;

constexpr const char kFirstLine[] = "mutua backup 1";
constexpr std::size_t kCopyBytes = std::size_t{1} << 18;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }

 private:
  const int fd_;
};

absl::Status SystemStatus(const char* attempt, const std::string& path) {
  const std::string message = absl::StrCat("cannot ", attempt, " ", path, ": ", strerror(errno));
  return errno == ENOSPC ? absl::ResourceExhaustedError(message) : absl::UnavailableError(message);
}

absl::Status WriteAll(int fd, const char* bytes, std::size_t size, const std::string& path) {
  while (size > 0) {
    const ssize_t written = write(fd, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemStatus("write", path);
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return absl::OkStatus();
}

template <std::size_t N>
bool FromHex(const std::string& hex, std::array<uint8_t, N>& bytes) {
  std::size_t size = 0;
  return sodium_hex2bin(bytes.data(), N, hex.data(), hex.size(), nullptr, &size, nullptr) == 0 &&
         size == N && hex.size() == 2 * N;
}

absl::Status BadList(const std::string& what) {
  return absl::DataLossError(absl::StrCat("the list of the backup is broken: ", what));
}

absl::Status WriteTextSynced(const std::string& text, const std::string& path) {
  const Descriptor to(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640));
  if (to.get() < 0) return SystemStatus("create", path);
  if (absl::Status s = WriteAll(to.get(), text.data(), text.size(), path); !s.ok()) return s;
  if (fsync(to.get()) != 0) return SystemStatus("sync", path);
  return absl::OkStatus();
}

// A line of the list: `file BYTES DIGEST PATH`.
absl::StatusOr<BackupList::File> DecodeFileLine(std::istringstream& line) {
  BackupList::File file;
  std::string digest;
  line >> file.bytes >> digest >> file.path;
  const bool inside =
      !file.path.empty() && file.path.front() != '/' && file.path.find("..") == std::string::npos;
  if (!line || !FromHex(digest, file.digest) || !inside) return BadList("a line for a file");
  return file;
}

// Reads the copy back as a store: its whole chain, from the checkpoint to its head.
absl::StatusOr<std::pair<StoreMeta, Head>> CheckCopy(const std::string& folder, rocksdb::Env* env) {
  auto store = RocksStore::Open(folder, RocksStore::Mode::kReadOnly, env);
  if (!store.ok()) return store.status();
  auto meta = (*store)->ReadMeta();
  if (!meta.ok()) return meta.status();
  if (!meta->has_value()) return absl::DataLossError("journal: the copy has no records of its own");
  const Checkpoint& checkpoint = (*meta)->checkpoint;
  auto head = (*store)->LastCommit(checkpoint);
  if (!head.ok()) return head.status();
  absl::Status status =
      (*store)->ReadCommits(Next(checkpoint.position), head->position, checkpoint.digest,
                            [](const StoredCommit&) { return true; });
  if (!status.ok()) return status;
  for (const Family family : {Family::kLive, Family::kPast, Family::kSides}) {
    status = (*store)->ForEach(family, "", [](auto, auto) { return absl::OkStatus(); });
    if (!status.ok()) return status;
  }
  return std::pair(**std::move(meta), *head);
}

// The files of a frozen copy of the store, copied for good: a backup shares no block with its
// source.
absl::Status CopyFrozen(const std::string& frozen, const std::string& to_folder, BackupList& list) {
  std::vector<fs::path> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(frozen, error)) {
    names.push_back(entry.path().filename());
  }
  if (error) return absl::UnavailableError(absl::StrCat("cannot list ", frozen));
  std::sort(names.begin(), names.end());
  fs::create_directory(RocksPath(to_folder), error);
  for (const fs::path& name : names) {
    const std::string path = absl::StrCat("rocksdb/", name.string());
    auto file = CopyFileSynced(absl::StrCat(frozen, "/", name.string()),
                               absl::StrCat(to_folder, "/", path), path);
    if (!file.ok()) return file.status();
    list.files.push_back(*std::move(file));
  }
  return SyncFolder(RocksPath(to_folder));
}

}  // namespace

std::string EncodeBackupList(const BackupList& list) {
  std::string text =
      absl::StrCat(kFirstLine, "\nstore ", ToHex(list.store_id), "\nposition ",
                   list.head.position.value(), "\ndigest ", ToHex(list.head.digest), "\n");
  for (const BackupList::File& file : list.files) {
    absl::StrAppend(&text, "file ", file.bytes, " ", ToHex(file.digest), " ", file.path, "\n");
  }
  const std::string end = ToHex(DigestOf(text));
  absl::StrAppend(&text, "end ", end, "\n");
  return text;
}

absl::StatusOr<BackupList> DecodeBackupList(const std::string& text) {
  const std::size_t end = text.rfind("end ");
  if (end == std::string::npos) return BadList("it has no end");
  if (text.substr(end) != absl::StrCat("end ", ToHex(DigestOf(text.substr(0, end))), "\n")) {
    return BadList("its digest does not fit");
  }
  BackupList list;
  std::istringstream lines(text.substr(0, end));
  std::string line;
  if (!std::getline(lines, line) || line != kFirstLine) return BadList("it is not of version 1");
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string word;
    std::string value;
    words >> word;
    if (word == "file") {
      auto file = DecodeFileLine(words);
      if (!file.ok()) return file.status();
      list.files.push_back(*std::move(file));
    } else if (uint64_t position = 0; word == "position" && words >> position) {
      list.head.position = Position(position);
    } else if (words >> value; !(word == "store" && FromHex(value, list.store_id)) &&
                               !(word == "digest" && FromHex(value, list.head.digest))) {
      return BadList(absl::StrCat("the line '", line, "'"));
    }
  }
  return list;
}

absl::StatusOr<BackupList::File> CopyFileSynced(const std::string& from, const std::string& to,
                                                const std::string& path) {
  const Descriptor in(open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.get() < 0) return SystemStatus("open", from);
  const Descriptor out(open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640));
  if (out.get() < 0) return SystemStatus("create", to);
  BackupList::File file;
  file.path = path;
  crypto_generichash_state state;
  MUTUA_CHECK(crypto_generichash_init(&state, nullptr, 0, sizeof(Digest)) == 0);
  std::vector<char> buffer(kCopyBytes);
  for (;;) {
    const ssize_t size = read(in.get(), buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return SystemStatus("read", from);
    if (size == 0) break;
    const auto count = static_cast<std::size_t>(size);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(buffer.data()), count);
    if (absl::Status s = WriteAll(out.get(), buffer.data(), count, to); !s.ok()) return s;
    file.bytes += count;
  }
  crypto_generichash_final(&state, file.digest.data(), file.digest.size());
  if (fsync(out.get()) != 0) return SystemStatus("sync", to);
  return file;
}

absl::Status SyncFolder(const std::string& folder) {
  const Descriptor fd(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return SystemStatus("open", folder);
  return fsync(fd.get()) == 0 ? absl::OkStatus() : SystemStatus("sync", folder);
}

absl::Status MakeEmptyFolder(const std::string& folder) {
  absl::Status made = MakeFolder(*rocksdb::FileSystem::Default(), folder);
  if (!made.ok()) return made;
  std::error_code error;
  const bool empty = fs::is_empty(folder, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat("cannot list ", folder, ": ", error.message()));
  }
  if (empty) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      "the folder ", folder, " is not empty: name one that is empty or does not exist"));
}

absl::Status WriteBackup(const RocksStore& store, rocksdb::Env* env, const std::string& to_folder) {
  if (absl::Status status = MakeEmptyFolder(to_folder); !status.ok()) return status;
  // Freezing links the files, so it must be on the store's own disk; copying may take its time
  // then.
  const std::string frozen = absl::StrCat(store.folder(), "/frozen");
  std::error_code error;
  fs::remove_all(frozen, error);
  rocksdb::Checkpoint* checkpoint = nullptr;
  rocksdb::Status made = rocksdb::Checkpoint::Create(&store.db(), &checkpoint);
  const std::unique_ptr<rocksdb::Checkpoint> owned(checkpoint);
  if (made.ok()) made = owned->CreateCheckpoint(frozen);
  if (!made.ok()) return FromRocks(made, absl::StrCat("freeze the store ", store.folder()));
  BackupList list;
  absl::Status status = CopyFrozen(frozen, to_folder, list);
  fs::remove_all(frozen, error);
  if (!status.ok()) return status;
  const auto checked = CheckCopy(to_folder, env);
  if (!checked.ok()) return checked.status();
  list.store_id = checked->first.store_id;
  list.head = checked->second;
  // Last, so that an unfinished backup is never taken for one.
  status = WriteTextSynced(EncodeBackupList(list), BackupListPath(to_folder));
  return status.ok() ? SyncFolder(to_folder) : status;
}

}  // namespace mutua::journal
