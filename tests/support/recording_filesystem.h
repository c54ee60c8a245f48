// A file system for RocksDB that works, and notes every step that changes a disk (recorded_disk.h).
// Thread-safe.
#pragma once

#include <string>
#include <utility>

#include "tests/support/watched_filesystem.h"

namespace mutua {

class RecordingFileSystem : public WatchedFileSystem {
 public:
  // Notes what happens below `root`, which has no slash at its end.
  RecordingFileSystem(std::string root, DiskTrace& trace) : root_(std::move(root)), trace_(trace) {}
  const char* Name() const override { return "RecordingFileSystem"; }

 private:
  void After(const Step& step) override {
    trace_.Add({.kind = step.kind,
                .path = Relative(step.path),
                .to = step.to.empty() ? "" : Relative(step.to),
                .offset = step.offset,
                .bytes = step.bytes.ToString()});
  }
  std::string Relative(std::string path) const {
    while (path.ends_with('/')) path.pop_back();
    if (!path.starts_with(root_ + "/")) return "";
    return path.substr(root_.size() + 1);
  }

  const std::string root_;
  DiskTrace& trace_;
};

}  // namespace mutua
