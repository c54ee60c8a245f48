// A file system for RocksDB that fails, or hangs, when a test says so, and that forgets what was
// not synced when the test cuts the power: the content behind the last sync of a file, and files
// whose folder was not synced after they were made. Thread-safe.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/system_clock.h>

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/watched_filesystem.h"

namespace mutua {

class FaultyFileSystem : public WatchedFileSystem {
 public:
  enum class Error : uint8_t { kIo, kNoSpace };
  // Which operations count: those that store something, or those that read or remove it.
  enum class Which : uint8_t { kStoring, kReadingAndRemoving };

  const char* Name() const override { return "FaultyFileSystem"; }

  // The k-th operation of these from now on fails, and, if `dead`, every one after it. A write that
  // fails leaves half of its bytes.
  void FailAt(uint64_t k, Error error, bool dead, Which which = Which::kStoring) {
    const std::lock_guard lock(mutex_);
    countdown_ = k;
    error_ = error;
    dead_ = dead;
    which_ = which;
    failed_ = hangs_ = false;
  }
  bool HasFailed() const {
    const std::lock_guard lock(mutex_);
    return failed_;
  }

  // The k-th operation that stores something takes until Release, and then works.
  void HangAt(uint64_t k) {
    FailAt(k, Error::kIo, /*dead=*/false);
    const std::lock_guard lock(mutex_);
    hangs_ = true;
  }
  // Returns when it hangs: true; or when the test has said that nothing comes any more: false.
  bool AwaitHang() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return hanging_ || over_; });
    return hanging_;
  }
  void Release() {
    const std::lock_guard lock(mutex_);
    hangs_ = hanging_ = false;
    changed_.notify_all();
  }
  void NothingMore() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }

  // Call when nothing is open any more.
  void CutPower() {
    const std::lock_guard lock(mutex_);
    for (const auto& [path, file] : files_) {
      std::error_code ignored;
      if (!file.named) {
        std::filesystem::remove(path, ignored);
      } else if (std::filesystem::exists(path, ignored)) {
        std::filesystem::resize_file(path, file.synced, ignored);
      }
    }
    for (const auto& [path, before] : unsynced_writes_) Rewrite(path, before);
    files_.clear();
    unsynced_writes_.clear();
  }

 private:
  struct File {
    uint64_t written = 0;
    uint64_t synced = 0;
    bool named = false;  // its folder was synced after it was made
  };
  using Writes = std::vector<std::pair<uint64_t, std::string>>;

  rocksdb::IOStatus Before(const Step& step) override {
    // Folders are made, and files cut, before there is anything to lose.
    if (step.kind == Kind::kMakeFolder || step.kind == Kind::kTruncate) {
      return rocksdb::IOStatus::OK();
    }
    return Count(step.kind == Kind::kRemove ? Which::kReadingAndRemoving : Which::kStoring);
  }
  rocksdb::IOStatus BeforeRead(const std::string&) override {
    return Count(Which::kReadingAndRemoving);
  }

  rocksdb::IOStatus Count(Which which) {
    std::unique_lock lock(mutex_);
    if (which != which_) return rocksdb::IOStatus::OK();
    if (failed_ && dead_) return Failure();
    if (countdown_ == 0 || --countdown_ > 0) return rocksdb::IOStatus::OK();
    if (hangs_) {
      hanging_ = true;
      changed_.notify_all();
      changed_.wait(lock, [this] { return !hanging_; });
      return rocksdb::IOStatus::OK();
    }
    failed_ = true;
    return Failure();
  }
  rocksdb::IOStatus Failure() const {
    return error_ == Error::kIo ? rocksdb::IOStatus::IOError("injected by the test")
                                : rocksdb::IOStatus::NoSpace("injected by the test");
  }

  void After(const Step& step) override {
    const std::lock_guard lock(mutex_);
    switch (step.kind) {
      case Kind::kMakeFolder:
        return;
      case Kind::kCreate:
        files_[step.path] = {};
        return;
      case Kind::kWrite:
        if (step.in_place) {
          unsynced_writes_[step.path].emplace_back(step.offset, step.replaced);
        } else {
          files_[step.path].written += step.bytes.size();
        }
        return;
      case Kind::kTruncate:
        files_[step.path].written = step.offset;
        return;
      case Kind::kSync:
        unsynced_writes_.erase(step.path);
        if (const auto file = files_.find(step.path); file != files_.end()) {
          file->second.synced = file->second.written;
        }
        return;
      case Kind::kRename:
        return Rename(step.path, step.to);
      case Kind::kRemove:
        files_.erase(step.path);
        return;
      case Kind::kSyncFolder:
        return NameAll(std::filesystem::path(step.path + "/").parent_path());
    }
  }
  // Taken as durable at once: RocksDB renames only CURRENT, and syncs the folder behind it.
  void Rename(const std::string& from, const std::string& to) {
    const auto found = files_.find(from);
    if (found == files_.end()) return;
    files_[to] = found->second;
    files_[to].named = true;
    files_.erase(from);
    NameAll(std::filesystem::path(to).parent_path());
  }
  void NameAll(const std::filesystem::path& folder) {
    for (auto& [path, file] : files_) {
      if (std::filesystem::path(path).parent_path() == folder) file.named = true;
    }
  }

  static void Rewrite(const std::string& path, const Writes& before) {
    std::FILE* file = std::fopen(path.c_str(), "r+b");
    if (file == nullptr) return;
    for (auto write = before.rbegin(); write != before.rend(); ++write) {
      std::fseek(file, static_cast<long>(write->first), SEEK_SET);
      std::fwrite(write->second.data(), 1, write->second.size(), file);
    }
    std::fclose(file);
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  uint64_t countdown_ = 0;  // 0: nothing is due
  Error error_ = Error::kIo;
  Which which_ = Which::kStoring;
  bool dead_ = false;
  bool failed_ = false;
  bool hangs_ = false;    // instead of failing
  bool hanging_ = false;  // now
  bool over_ = false;
  std::map<std::string, File> files_;
  std::map<std::string, Writes> unsynced_writes_;
};

// RocksDB's view of the world on such files. Nothing sleeps in it: RocksDB waits a second after
// each background failure, and a test makes them by the hundred.
class FaultyEnv : public rocksdb::EnvWrapper {
 public:
  explicit FaultyEnv(const std::shared_ptr<rocksdb::FileSystem>& files)
      : EnvWrapper(rocksdb::NewCompositeEnv(files)) {
    file_system_ = files;
    system_clock_ = std::make_shared<SleeplessClock>(rocksdb::SystemClock::Default());
  }

 private:
  class SleeplessClock : public rocksdb::SystemClockWrapper {
   public:
    using SystemClockWrapper::SystemClockWrapper;
    const char* Name() const override { return "SleeplessClock"; }
    void SleepForMicroseconds(int) override { std::this_thread::yield(); }
  };
};

}  // namespace mutua
