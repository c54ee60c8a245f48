// A file system for RocksDB that works, and notes every step that changes a disk (recorded_disk.h).
// Syncs are noted, not carried out. Thread-safe.
#pragma once

#include <rocksdb/file_system.h>

#include <memory>
#include <string>
#include <utility>

#include "tests/support/recorded_disk.h"

namespace mutua {

class RecordingFileSystem : public rocksdb::FileSystemWrapper {
 public:
  using Kind = DiskStep::Kind;

  // Notes what happens below `root`, which has no slash at its end.
  RecordingFileSystem(std::string root, DiskTrace& trace)
      : rocksdb::FileSystemWrapper(rocksdb::FileSystem::Default()),
        root_(std::move(root)),
        trace_(trace) {}
  const char* Name() const override { return "RecordingFileSystem"; }

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    auto s = FileSystemWrapper::NewWritableFile(path, options, &file, debug);
    if (!s.ok()) return s;
    Note(Kind::kCreate, path);
    *result = std::make_unique<WritableFile>(*this, path, std::move(file));
    return s;
  }
  // RocksDB 7.8 opens no old file for appending, and reuses none without being told to: what is not
  // noted must not happen.
  rocksdb::IOStatus ReopenWritableFile(const std::string&, const rocksdb::FileOptions&,
                                       std::unique_ptr<rocksdb::FSWritableFile>*,
                                       rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::NotSupported("not recorded");
  }
  rocksdb::IOStatus ReuseWritableFile(const std::string&, const std::string&,
                                      const rocksdb::FileOptions&,
                                      std::unique_ptr<rocksdb::FSWritableFile>*,
                                      rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::NotSupported("not recorded");
  }
  rocksdb::IOStatus LinkFile(const std::string&, const std::string&, const rocksdb::IOOptions&,
                             rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::NotSupported("not recorded");
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
  rocksdb::IOStatus CreateDir(const std::string& path, const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* debug) override {
    return Noted(Kind::kMakeFolder, path, FileSystemWrapper::CreateDir(path, options, debug));
  }
  rocksdb::IOStatus CreateDirIfMissing(const std::string& path, const rocksdb::IOOptions& options,
                                       rocksdb::IODebugContext* debug) override {
    return Noted(Kind::kMakeFolder, path,
                 FileSystemWrapper::CreateDirIfMissing(path, options, debug));
  }
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    auto s = FileSystemWrapper::RenameFile(from, to, options, debug);
    if (s.ok()) {
      trace_.Add({.kind = Kind::kRename,
                  .path = Relative(from),
                  .to = Relative(to),
                  .offset = 0,
                  .bytes = ""});
    }
    return s;
  }
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    return Noted(Kind::kRemove, path, FileSystemWrapper::DeleteFile(path, options, debug));
  }
  rocksdb::IOStatus Truncate(const std::string& path, size_t size,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override {
    return Noted(Kind::kTruncate, path, FileSystemWrapper::Truncate(path, size, options, debug),
                 size);
  }

 private:
  class WritableFile : public rocksdb::FSWritableFileOwnerWrapper {
   public:
    WritableFile(RecordingFileSystem& files, std::string path,
                 std::unique_ptr<rocksdb::FSWritableFile>&& file)
        : FSWritableFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override {
      auto s = FSWritableFileOwnerWrapper::Append(data, options, debug);
      if (s.ok()) files_.Note(Kind::kWrite, path_, size_, data.ToString());
      size_ += data.size();
      return s;
    }
    rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                             const rocksdb::DataVerificationInfo&,
                             rocksdb::IODebugContext* debug) override {
      return Append(data, options, debug);
    }
    rocksdb::IOStatus Truncate(uint64_t size, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
      size_ = size;
      return files_.Noted(Kind::kTruncate, path_,
                          FSWritableFileOwnerWrapper::Truncate(size, options, debug), size);
    }
    rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.Noted(Kind::kSync, path_, rocksdb::IOStatus::OK());
    }
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.Noted(Kind::kSync, path_, rocksdb::IOStatus::OK());
    }
    rocksdb::IOStatus RangeSync(uint64_t, uint64_t, const rocksdb::IOOptions&,
                                rocksdb::IODebugContext*) override {
      return rocksdb::IOStatus::OK();  // promises nothing
    }
    void PrepareWrite(size_t, size_t, const rocksdb::IOOptions&,
                      rocksdb::IODebugContext*) override {}

   private:
    RecordingFileSystem& files_;
    const std::string path_;
    uint64_t size_ = 0;
  };

  class RandomRWFile : public rocksdb::FSRandomRWFileOwnerWrapper {
   public:
    RandomRWFile(RecordingFileSystem& files, std::string path,
                 std::unique_ptr<rocksdb::FSRandomRWFile>&& file)
        : FSRandomRWFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Write(uint64_t offset, const rocksdb::Slice& data,
                            const rocksdb::IOOptions& options,
                            rocksdb::IODebugContext* debug) override {
      auto s = FSRandomRWFileOwnerWrapper::Write(offset, data, options, debug);
      if (s.ok()) files_.Note(Kind::kWrite, path_, offset, data.ToString());
      return s;
    }
    rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.Noted(Kind::kSync, path_, rocksdb::IOStatus::OK());
    }
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.Noted(Kind::kSync, path_, rocksdb::IOStatus::OK());
    }

   private:
    RecordingFileSystem& files_;
    const std::string path_;
  };

  class Directory : public rocksdb::FSDirectoryWrapper {
   public:
    Directory(RecordingFileSystem& files, std::string path,
              std::unique_ptr<rocksdb::FSDirectory>&& folder)
        : FSDirectoryWrapper(std::move(folder)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.Noted(Kind::kSyncFolder, path_, rocksdb::IOStatus::OK());
    }
    rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions&, rocksdb::IODebugContext*,
                                          const rocksdb::DirFsyncOptions&) override {
      return files_.Noted(Kind::kSyncFolder, path_, rocksdb::IOStatus::OK());
    }

   private:
    RecordingFileSystem& files_;
    const std::string path_;
  };

  std::string Relative(std::string path) const {
    while (path.ends_with('/')) path.pop_back();
    if (!path.starts_with(root_ + "/")) return "";
    return path.substr(root_.size() + 1);
  }
  void Note(Kind kind, const std::string& path, uint64_t offset = 0, std::string bytes = "") {
    trace_.Add({.kind = kind,
                .path = Relative(path),
                .to = "",
                .offset = offset,
                .bytes = std::move(bytes)});
  }
  rocksdb::IOStatus Noted(Kind kind, const std::string& path, rocksdb::IOStatus status,
                          uint64_t offset = 0) {
    if (status.ok()) Note(kind, path, offset);
    return status;
  }

  const std::string root_;
  DiskTrace& trace_;
};

}  // namespace mutua
