// What was done to the files below one folder, step by step, and what a disk may hold of it when
// the power goes after any of the steps. A disk promises only what was synced: the content of a
// file by a sync of the file, its name by a sync of its folder. Of everything else each part is
// there or not, but for what file systems with a journal of their own keep in order, as RocksDB
// takes it to be: the names of one folder, and the bytes by which a file grows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace mutua {

// Paths are relative to the folder that was recorded, which itself is there for good.
struct DiskStep {
  enum class Kind : uint8_t {
    kMakeFolder,
    kCreate,  // empties it if it is there
    kWrite,
    kTruncate,
    kSync,
    kRename,
    kRemove,
    kSyncFolder,
  };
  Kind kind;
  std::string path;
  std::string to;       // of kRename
  uint64_t offset = 0;  // of kWrite; the new size of kTruncate
  std::string bytes;    // of kWrite
};

// Thread-safe.
class DiskTrace {
 public:
  void Add(DiskStep step) {
    const std::lock_guard lock(mutex_);
    steps_.push_back(std::move(step));
  }
  std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return steps_.size();
  }
  // Only when nothing is added any more.
  const std::vector<DiskStep>& steps() const { return steps_; }

 private:
  mutable std::mutex mutex_;
  std::vector<DiskStep> steps_;
};

// What becomes of what was not synced.
enum class Fate : uint8_t {
  kLost,     // all of it is gone
  kKept,     // all of it is there, as after a kill -9
  kTorn,     // each sector written over others is there or not; names and growth up to somewhere
  kFlipped,  // the same, and bits of what is there are wrong
};

// A disk that steps are done to. Copies are disks of their own.
class RecordedDisk {
 public:
  RecordedDisk() = default;
  // Everything that is in the folder is synced.
  explicit RecordedDisk(const std::string& folder);

  void Apply(const DiskStep& step);
  // Writes what a cut leaves now into the folder, which must be there and empty.
  void CutInto(const std::string& folder, Fate fate, std::minstd_rand& random) const;

 private:
  struct Change {
    bool truncates;
    uint64_t offset;  // the new size where it truncates
    std::string bytes;
  };
  struct Node {
    bool is_folder = false;
    std::string synced;
    std::vector<Change> unsynced;
  };
  struct NameChange {
    std::string folder;
    std::string removed;
    std::string added;
    std::size_t node;
  };
  using Names = std::map<std::string, std::size_t>;

  void Name(const NameChange& change);
  static void ApplyTo(Names& names, const NameChange& change);
  static std::string ContentOf(const Node& node, Fate fate, std::minstd_rand& random);

  std::vector<Node> nodes_;
  Names names_;                       // as a program sees them
  Names synced_names_;                // as the disk has them for certain
  std::vector<NameChange> unsynced_;  // what the first have before the second, in order
};

}  // namespace mutua
