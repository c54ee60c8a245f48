// A file system for RocksDB that tells what is done to a disk, before and behind each step, to
// whoever derives from it: to fail it, or to note it. Syncs are told and not carried out, so tests
// are fast on any disk. Thread-safe as far as the hooks are.
#pragma once

#include <rocksdb/file_system.h>

#include <memory>
#include <string>
#include <utility>

#include "tests/support/recorded_disk.h"

namespace mutua {

class WatchedFileSystem : public rocksdb::FileSystemWrapper {
 public:
  using Kind = DiskStep::Kind;

  WatchedFileSystem() : rocksdb::FileSystemWrapper(rocksdb::FileSystem::Default()) {}

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    auto s = Do({.kind = Kind::kCreate, .path = path},
                [&] { return FileSystemWrapper::NewWritableFile(path, options, &file, debug); });
    if (s.ok()) *result = std::make_unique<WritableFile>(*this, path, std::move(file));
    return s;
  }
  // RocksDB 7.8 opens no old file for appending, and reuses and links none without being told to:
  // what is not told of must not happen.
  rocksdb::IOStatus ReopenWritableFile(const std::string&, const rocksdb::FileOptions&,
                                       std::unique_ptr<rocksdb::FSWritableFile>*,
                                       rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::NotSupported("not watched");
  }
  rocksdb::IOStatus ReuseWritableFile(const std::string&, const std::string&,
                                      const rocksdb::FileOptions&,
                                      std::unique_ptr<rocksdb::FSWritableFile>*,
                                      rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::NotSupported("not watched");
  }
  rocksdb::IOStatus LinkFile(const std::string&, const std::string&, const rocksdb::IOOptions&,
                             rocksdb::IODebugContext*) override {
    return rocksdb::IOStatus::NotSupported("not watched");
  }
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSRandomRWFile> file;
    auto s = FileSystemWrapper::NewRandomRWFile(path, options, &file, debug);
    if (s.ok()) *result = std::make_unique<RandomRWFile>(*this, path, std::move(file));
    return s;
  }
  rocksdb::IOStatus NewSequentialFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                      rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSSequentialFile> file;
    auto s = FileSystemWrapper::NewSequentialFile(path, options, &file, debug);
    if (s.ok()) *result = std::make_unique<SequentialFile>(*this, path, std::move(file));
    return s;
  }
  rocksdb::IOStatus NewRandomAccessFile(const std::string& path,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                        rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSRandomAccessFile> file;
    auto s = FileSystemWrapper::NewRandomAccessFile(path, options, &file, debug);
    if (s.ok()) *result = std::make_unique<RandomAccessFile>(*this, path, std::move(file));
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
    return Do({.kind = Kind::kMakeFolder, .path = path},
              [&] { return FileSystemWrapper::CreateDir(path, options, debug); });
  }
  rocksdb::IOStatus CreateDirIfMissing(const std::string& path, const rocksdb::IOOptions& options,
                                       rocksdb::IODebugContext* debug) override {
    return Do({.kind = Kind::kMakeFolder, .path = path},
              [&] { return FileSystemWrapper::CreateDirIfMissing(path, options, debug); });
  }
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    return Do({.kind = Kind::kRename, .path = from, .to = to},
              [&] { return FileSystemWrapper::RenameFile(from, to, options, debug); });
  }
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
    return Do({.kind = Kind::kRemove, .path = path},
              [&] { return FileSystemWrapper::DeleteFile(path, options, debug); });
  }
  rocksdb::IOStatus Truncate(const std::string& path, size_t size,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override {
    return Do({.kind = Kind::kTruncate, .path = path, .offset = size},
              [&] { return FileSystemWrapper::Truncate(path, size, options, debug); });
  }

 protected:
  struct Step {
    Kind kind;
    const std::string& path;
    std::string to = {};        // of kRename
    uint64_t offset = 0;        // of kWrite; the new size of kTruncate
    rocksdb::Slice bytes = {};  // of kWrite
    bool in_place = false;      // kWrite: over what was there
    std::string replaced = {};  // which was this
  };
  // Not OK: it is not done. Of a write half of the bytes are, then, as a failing disk may do it.
  virtual rocksdb::IOStatus Before(const Step&) { return rocksdb::IOStatus::OK(); }
  // It was done.
  virtual void After(const Step&) {}
  // Not OK: nothing is read.
  virtual rocksdb::IOStatus BeforeRead(const std::string&) { return rocksdb::IOStatus::OK(); }

 private:
  template <class Work>
  rocksdb::IOStatus Do(const Step& step, Work work) {
    rocksdb::IOStatus s = Before(step);
    if (s.ok()) s = work();
    if (s.ok()) After(step);
    return s;
  }
  // `write(Slice)`.
  template <class Write>
  rocksdb::IOStatus DoWrite(Step step, Write write) {
    rocksdb::IOStatus s = Before(step);
    const rocksdb::IOStatus failed = s;
    if (!s.ok()) step.bytes = rocksdb::Slice(step.bytes.data(), step.bytes.size() / 2);
    s = write(step.bytes);
    if (s.ok()) After(step);
    return failed.ok() ? s : failed;
  }
  rocksdb::IOStatus DoSync(Kind kind, const std::string& path) {
    return Do({.kind = kind, .path = path}, [] { return rocksdb::IOStatus::OK(); });
  }

  class WritableFile : public rocksdb::FSWritableFileOwnerWrapper {
   public:
    WritableFile(WatchedFileSystem& files, std::string path,
                 std::unique_ptr<rocksdb::FSWritableFile>&& file)
        : FSWritableFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override {
      return files_.DoWrite({.kind = Kind::kWrite, .path = path_, .offset = size_, .bytes = data},
                            [&](const rocksdb::Slice& bytes) {
                              size_ += bytes.size();
                              return FSWritableFileOwnerWrapper::Append(bytes, options, debug);
                            });
    }
    rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                             const rocksdb::DataVerificationInfo&,
                             rocksdb::IODebugContext* debug) override {
      return Append(data, options, debug);
    }
    rocksdb::IOStatus Truncate(uint64_t size, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override {
      return files_.Do({.kind = Kind::kTruncate, .path = path_, .offset = size}, [&] {
        size_ = size;
        return FSWritableFileOwnerWrapper::Truncate(size, options, debug);
      });
    }
    rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.DoSync(Kind::kSync, path_);
    }
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.DoSync(Kind::kSync, path_);
    }
    rocksdb::IOStatus RangeSync(uint64_t, uint64_t, const rocksdb::IOOptions&,
                                rocksdb::IODebugContext*) override {
      return rocksdb::IOStatus::OK();  // promises nothing
    }
    // RocksDB asks for tens of MiB in advance, which a test never fills.
    void PrepareWrite(size_t, size_t, const rocksdb::IOOptions&,
                      rocksdb::IODebugContext*) override {}

   private:
    WatchedFileSystem& files_;
    const std::string path_;
    uint64_t size_ = 0;
  };

  class RandomRWFile : public rocksdb::FSRandomRWFileOwnerWrapper {
   public:
    RandomRWFile(WatchedFileSystem& files, std::string path,
                 std::unique_ptr<rocksdb::FSRandomRWFile>&& file)
        : FSRandomRWFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Write(uint64_t offset, const rocksdb::Slice& data,
                            const rocksdb::IOOptions& options,
                            rocksdb::IODebugContext* debug) override {
      std::string scratch(data.size(), '\0');
      rocksdb::Slice before;
      auto s = FSRandomRWFileOwnerWrapper::Read(offset, data.size(), options, &before,
                                                scratch.data(), debug);
      if (!s.ok()) return s;
      return files_.DoWrite({.kind = Kind::kWrite,
                             .path = path_,
                             .offset = offset,
                             .bytes = data,
                             .in_place = true,
                             .replaced = before.ToString()},
                            [&](const rocksdb::Slice& bytes) {
                              return FSRandomRWFileOwnerWrapper::Write(offset, bytes, options,
                                                                       debug);
                            });
    }
    rocksdb::IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.DoSync(Kind::kSync, path_);
    }
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.DoSync(Kind::kSync, path_);
    }

   private:
    WatchedFileSystem& files_;
    const std::string path_;
  };

  class SequentialFile : public rocksdb::FSSequentialFileOwnerWrapper {
   public:
    SequentialFile(WatchedFileSystem& files, std::string path,
                   std::unique_ptr<rocksdb::FSSequentialFile>&& file)
        : FSSequentialFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Read(size_t size, const rocksdb::IOOptions& options, rocksdb::Slice* result,
                           char* scratch, rocksdb::IODebugContext* debug) override {
      if (auto s = files_.BeforeRead(path_); !s.ok()) return s;
      return FSSequentialFileOwnerWrapper::Read(size, options, result, scratch, debug);
    }

   private:
    WatchedFileSystem& files_;
    const std::string path_;
  };

  class RandomAccessFile : public rocksdb::FSRandomAccessFileOwnerWrapper {
   public:
    RandomAccessFile(WatchedFileSystem& files, std::string path,
                     std::unique_ptr<rocksdb::FSRandomAccessFile>&& file)
        : FSRandomAccessFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Read(uint64_t offset, size_t size, const rocksdb::IOOptions& options,
                           rocksdb::Slice* result, char* scratch,
                           rocksdb::IODebugContext* debug) const override {
      if (auto s = files_.BeforeRead(path_); !s.ok()) return s;
      return FSRandomAccessFileOwnerWrapper::Read(offset, size, options, result, scratch, debug);
    }
    rocksdb::IOStatus MultiRead(rocksdb::FSReadRequest* requests, size_t count,
                                const rocksdb::IOOptions& options,
                                rocksdb::IODebugContext* debug) override {
      if (auto s = files_.BeforeRead(path_); !s.ok()) return s;
      return FSRandomAccessFileOwnerWrapper::MultiRead(requests, count, options, debug);
    }

   private:
    WatchedFileSystem& files_;
    const std::string path_;
  };

  class Directory : public rocksdb::FSDirectoryWrapper {
   public:
    Directory(WatchedFileSystem& files, std::string path,
              std::unique_ptr<rocksdb::FSDirectory>&& folder)
        : FSDirectoryWrapper(std::move(folder)), files_(files), path_(std::move(path)) {}
    rocksdb::IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
      return files_.DoSync(Kind::kSyncFolder, path_);
    }
    rocksdb::IOStatus FsyncWithDirOptions(const rocksdb::IOOptions&, rocksdb::IODebugContext*,
                                          const rocksdb::DirFsyncOptions&) override {
      return files_.DoSync(Kind::kSyncFolder, path_);
    }

   private:
    WatchedFileSystem& files_;
    const std::string path_;
  };
};

}  // namespace mutua
