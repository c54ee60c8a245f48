// A file system for RocksDB that fails when a test says so, and that forgets what was not synced
// when the test cuts the power: the content behind the last sync of a file, and files whose folder
// was not synced after they were made. Syncs are counted, not carried out, so tests are fast on any
// disk. Thread-safe.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <rocksdb/system_clock.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mutua {

class FaultyFileSystem : public rocksdb::FileSystemWrapper {
 public:
  enum class Error : uint8_t { kIo, kNoSpace };

  FaultyFileSystem() : rocksdb::FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "FaultyFileSystem"; }

  // The k-th write or sync from now on fails, and, if `dead`, every one after it. An append that
  // fails leaves half of its bytes.
  void FailAt(uint64_t k, Error error, bool dead) {
    const std::lock_guard lock(mutex_);
    countdown_ = k;
    error_ = error;
    dead_ = dead;
    failed_ = false;
  }
  bool HasFailed() const {
    const std::lock_guard lock(mutex_);
    return failed_;
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

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    if (auto s = Step(); !s.ok()) return s;
    std::unique_ptr<rocksdb::FSWritableFile> file;
    auto s = FileSystemWrapper::NewWritableFile(path, options, &file, debug);
    if (!s.ok()) return s;
    const std::lock_guard lock(mutex_);
    files_[path] = {};
    *result = std::make_unique<WritableFile>(*this, path, std::move(file));
    return s;
  }
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSRandomRWFile> file;
    auto s = FileSystemWrapper::NewRandomRWFile(path, options, &file, debug);
    if (s.ok()) *result = std::make_unique<RandomRWFile>(*this, path, std::move(file));
    return s;
  }
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSDirectory> folder;
    auto s = FileSystemWrapper::NewDirectory(path, options, &folder, debug);
    if (s.ok()) *result = std::make_unique<Directory>(*this, path, std::move(folder));
    return s;
  }
  // A rename is taken as durable at once: RocksDB renames only CURRENT, and syncs the folder behind
  // it.
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    if (auto s = Step(); !s.ok()) return s;
    auto s = FileSystemWrapper::RenameFile(from, to, options, debug);
    const std::lock_guard lock(mutex_);
    if (const auto found = files_.find(from); s.ok() && found != files_.end()) {
      files_[to] = found->second;
      files_[to].named = true;
      files_.erase(from);
      NameAll(std::filesystem::path(to).parent_path());
    }
    return s;
  }
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    auto s = FileSystemWrapper::DeleteFile(path, options, debug);
    const std::lock_guard lock(mutex_);
    files_.erase(path);
    return s;
  }

 private:
  struct File {
    uint64_t written = 0;
    uint64_t synced = 0;
    bool named = false;  // its folder was synced after it was made
  };

  class WritableFile : public rocksdb::FSWritableFileOwnerWrapper {
   public:
    WritableFile(FaultyFileSystem& files, std::string path,
                 std::unique_ptr<rocksdb::FSWritableFile>&& file)
        : FSWritableFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override {
      if (auto s = files_.Step(); !s.ok()) {
        const rocksdb::Slice half(data.data(), data.size() / 2);
        if (FSWritableFileOwnerWrapper::Append(half, options, debug).ok()) {
          files_.Wrote(path_, half.size());
        }
        return s;
      }
      auto s = FSWritableFileOwnerWrapper::Append(data, options, debug);
      if (s.ok()) files_.Wrote(path_, data.size());
      return s;
    }
    rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                             const rocksdb::DataVerificationInfo&,
                             rocksdb::IODebugContext* debug) override {
      return Append(data, options, debug);
    }
    rocksdb::IOStatus Truncate(uint64_t size, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
      auto s = FSWritableFileOwnerWrapper::Truncate(size, options, debug);
      if (s.ok()) files_.Resized(path_, size);
      return s;
    }
    rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.Synced(path_);
    }
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.Synced(path_);
    }
    rocksdb::IOStatus RangeSync(uint64_t, uint64_t, const rocksdb::IOOptions&,
                                rocksdb::IODebugContext*) override {
      return rocksdb::IOStatus::OK();  // promises nothing
    }
    // RocksDB asks for tens of MiB in advance, which a test never fills.
    void PrepareWrite(size_t, size_t, const rocksdb::IOOptions&,
                      rocksdb::IODebugContext*) override {}

   private:
    FaultyFileSystem& files_;
    const std::string path_;
  };

  // Remembers what a write replaced until the sync behind it.
  class RandomRWFile : public rocksdb::FSRandomRWFileOwnerWrapper {
   public:
    RandomRWFile(FaultyFileSystem& files, std::string path,
                 std::unique_ptr<rocksdb::FSRandomRWFile>&& file)
        : FSRandomRWFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Write(uint64_t offset, const rocksdb::Slice& data,
                            const rocksdb::IOOptions& options,
                            rocksdb::IODebugContext* debug) override {
      std::string scratch(data.size(), '\0');
      rocksdb::Slice before;
      if (auto s = Read(offset, data.size(), options, &before, scratch.data(), debug); !s.ok()) {
        return s;
      }
      files_.WillOverwrite(path_, offset, before.ToString());
      if (auto s = files_.Step(); !s.ok()) {
        const rocksdb::Slice half(data.data(), data.size() / 2);
        FSRandomRWFileOwnerWrapper::Write(offset, half, options, debug).PermitUncheckedError();
        return s;
      }
      return FSRandomRWFileOwnerWrapper::Write(offset, data, options, debug);
    }
    rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.SyncedWrites(path_);
    }
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.SyncedWrites(path_);
    }

   private:
    FaultyFileSystem& files_;
    const std::string path_;
  };

  class Directory : public rocksdb::FSDirectoryWrapper {
   public:
    Directory(FaultyFileSystem& files, std::string path,
              std::unique_ptr<rocksdb::FSDirectory>&& folder)
        : FSDirectoryWrapper(std::move(folder)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.SyncedFolder(path_);
    }
    rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions&, rocksdb::IODebugContext*,
                                          const rocksdb::DirFsyncOptions&) override {
      return files_.SyncedFolder(path_);
    }

   private:
    FaultyFileSystem& files_;
    const std::string path_;
  };

  rocksdb::IOStatus Step() {
    const std::lock_guard lock(mutex_);
    if (failed_ && dead_) return Failure();
    if (countdown_ == 0 || --countdown_ > 0) return rocksdb::IOStatus::OK();
    failed_ = true;
    return Failure();
  }
  rocksdb::IOStatus Failure() const {
    return error_ == Error::kIo ? rocksdb::IOStatus::IOError("injected by the test")
                                : rocksdb::IOStatus::NoSpace("injected by the test");
  }
  void Wrote(const std::string& path, uint64_t bytes) {
    const std::lock_guard lock(mutex_);
    files_[path].written += bytes;
  }
  void Resized(const std::string& path, uint64_t size) {
    const std::lock_guard lock(mutex_);
    files_[path].written = size;
  }
  rocksdb::IOStatus Synced(const std::string& path) {
    if (auto s = Step(); !s.ok()) return s;
    const std::lock_guard lock(mutex_);
    files_[path].synced = files_[path].written;
    return rocksdb::IOStatus::OK();
  }
  void WillOverwrite(const std::string& path, uint64_t offset, std::string before) {
    const std::lock_guard lock(mutex_);
    unsynced_writes_[path].emplace_back(offset, std::move(before));
  }
  rocksdb::IOStatus SyncedWrites(const std::string& path) {
    if (auto s = Step(); !s.ok()) return s;
    const std::lock_guard lock(mutex_);
    unsynced_writes_.erase(path);
    return rocksdb::IOStatus::OK();
  }
  rocksdb::IOStatus SyncedFolder(const std::string& folder) {
    if (auto s = Step(); !s.ok()) return s;
    const std::lock_guard lock(mutex_);
    NameAll(std::filesystem::path(folder + "/").parent_path());
    return rocksdb::IOStatus::OK();
  }
  void NameAll(const std::filesystem::path& folder) {
    for (auto& [path, file] : files_) {
      if (std::filesystem::path(path).parent_path() == folder) file.named = true;
    }
  }

  using Writes = std::vector<std::pair<uint64_t, std::string>>;
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
  uint64_t countdown_ = 0;  // 0: nothing is due
  Error error_ = Error::kIo;
  bool dead_ = false;
  bool failed_ = false;
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
