#include "engine/journal/witness.h"

#include <rocksdb/file_system.h>

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/journal/rocks_status.h"

namespace mutua::journal {
namespace {

using rocksdb::FileOptions;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

// A new file of zeros of the full size, and its name in the folder, on disk: later writes then
// change data only, which fdatasync makes durable without touching the file's metadata.
IOStatus CreateFile(rocksdb::FileSystem& files, const std::string& path) {
  std::unique_ptr<rocksdb::FSWritableFile> file;
  if (IOStatus s = files.NewWritableFile(path, FileOptions(), &file, nullptr); !s.ok()) return s;
  if (IOStatus s = file->Append(std::string(kWitnessFileBytes, '\0'), IOOptions(), nullptr);
      !s.ok()) {
    return s;
  }
  if (IOStatus s = file->Fsync(IOOptions(), nullptr); !s.ok()) return s;
  if (IOStatus s = file->Close(IOOptions(), nullptr); !s.ok()) return s;
  std::unique_ptr<rocksdb::FSDirectory> folder;
  const std::string parent = std::filesystem::path(path).parent_path().string();
  if (IOStatus s = files.NewDirectory(parent, IOOptions(), &folder, nullptr); !s.ok()) return s;
  return folder->Fsync(IOOptions(), nullptr);
}

}  // namespace

absl::StatusOr<WitnessReading> ReadWitness(rocksdb::FileSystem& files, const std::string& path) {
  WitnessReading reading;
  const std::string attempt = absl::StrCat("read the witness ", path);
  const IOStatus exists = files.FileExists(path, IOOptions(), nullptr);
  if (exists.IsNotFound()) return reading;
  if (!exists.ok()) return FromRocks(exists, attempt);
  reading.exists = true;
  std::unique_ptr<rocksdb::FSSequentialFile> file;
  if (IOStatus s = files.NewSequentialFile(path, FileOptions(), &file, nullptr); !s.ok()) {
    return FromRocks(s, attempt);
  }
  std::string scratch(kWitnessFileBytes, '\0');
  rocksdb::Slice bytes;
  if (IOStatus s = file->Read(scratch.size(), IOOptions(), &bytes, scratch.data(), nullptr);
      !s.ok()) {
    return FromRocks(s, attempt);
  }
  std::string whole = bytes.ToString();
  whole.resize(kWitnessFileBytes, '\0');
  for (const std::size_t at : {std::size_t{0}, kWitnessHalfBytes}) {
    const std::string_view half = std::string_view(whole).substr(at, kWitnessHalfBytes);
    reading.bad_sectors += CountBadSectors(half);
    const auto record = DecodeWitnessHalf(half);
    if (record && (!reading.record || record->generation > reading.record->generation)) {
      reading.record = record;
    }
  }
  return reading;
}

Witness::Witness(std::unique_ptr<rocksdb::FSRandomRWFile> file, std::string path, StoreId store_id,
                 uint64_t generation)
    : file_(std::move(file)),
      path_(std::move(path)),
      store_id_(store_id),
      generation_(generation) {}

Witness::~Witness() { file_->Close(IOOptions(), nullptr).PermitUncheckedError(); }

absl::StatusOr<std::unique_ptr<Witness>> Witness::Open(rocksdb::FileSystem& files,
                                                       const std::string& path, StoreId store_id,
                                                       Head head, uint64_t last_generation) {
  const std::string attempt = absl::StrCat("open the witness ", path);
  const IOStatus exists = files.FileExists(path, IOOptions(), nullptr);
  if (exists.IsNotFound()) {
    if (IOStatus s = CreateFile(files, path); !s.ok()) return FromRocks(s, attempt);
  } else if (!exists.ok()) {
    return FromRocks(exists, attempt);
  }
  std::unique_ptr<rocksdb::FSRandomRWFile> file;
  if (IOStatus s = files.NewRandomRWFile(path, FileOptions(), &file, nullptr); !s.ok()) {
    return FromRocks(s, attempt);
  }
  std::unique_ptr<Witness> witness(new Witness(std::move(file), path, store_id, last_generation));
  // One half after the other, each synced: a crash between them leaves the other whole.
  for (int half = 0; half < 2; ++half) {
    if (absl::Status status = witness->Record(head); !status.ok()) return status;
  }
  return witness;
}

absl::Status Witness::Record(const Head& head) {
  ++generation_;
  const uint64_t offset = (generation_ % 2) * kWitnessHalfBytes;
  const std::string half =
      EncodeWitnessHalf({.store_id = store_id_, .generation = generation_, .head = head});
  if (IOStatus s = file_->Write(offset, half, IOOptions(), nullptr); !s.ok()) {
    return FromRocks(s, absl::StrCat("write the witness ", path_));
  }
  return FromRocks(file_->Sync(IOOptions(), nullptr), absl::StrCat("sync the witness ", path_));
}

}  // namespace mutua::journal
