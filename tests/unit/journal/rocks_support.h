// What the tests of the RocksDB journal share: opening, appending, and doing harm to files.
#pragma once

#include <doctest/doctest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/journal/open.h"
#include "tests/support/temporary_folder.h"

namespace mutua::journal {

inline Commit MakeCommit(uint64_t n) {
  return {Instant::FromUnix(static_cast<int64_t>(1000 + n)), "events of " + std::to_string(n), {}};
}

inline absl::StatusOr<std::unique_ptr<Journal>> TryOpen(const std::string& folder,
                                                        uint32_t schema_version = 1) {
  return OpenRocksJournal(folder, {.schema_version = schema_version, .disk_reserve_bytes = 0});
}

inline std::unique_ptr<Journal> OpenOrFail(const std::string& folder) {
  auto journal = TryOpen(folder);
  REQUIRE_MESSAGE(journal.ok(), std::string(journal.status().message()));
  return *std::move(journal);
}

inline void AppendUpTo(Journal& journal, uint64_t last) {
  for (uint64_t n = journal.head().position.value() + 1; n <= last; ++n) {
    REQUIRE(journal.Append(MakeCommit(n)).ok());
  }
}

inline uint64_t CountCommits(const Journal& journal) {
  uint64_t count = 0;
  const absl::Status status = journal.Read(journal.oldest(), [&](const StoredCommit& commit) {
    CHECK(commit.events == MakeCommit(commit.position.value()).events);
    ++count;
    return true;
  });
  CHECK_MESSAGE(status.ok(), std::string(status.message()));
  return count;
}

inline void CopyFolder(const std::string& from, const std::string& to) {
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

// A store that is open, as a kill -9 would leave it. RocksDB deletes a log that it no longer needs
// on a thread of its own, a moment after the flush: that is waited for, so that the copy is the
// same each time.
inline void CopyAlive(const std::string& from, const std::string& to) {
  const auto logs = [&] {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(from + "/rocksdb")) {
      if (entry.path().extension() == ".log") ++count;
    }
    return count;
  };
  while (logs() > 1) std::this_thread::yield();
  CopyFolder(from, to);
}

inline std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  REQUIRE(file.good());
}

inline std::vector<std::string> FilesWith(const std::string& folder, const std::string& extension) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder + "/rocksdb")) {
    if (entry.path().extension() == extension && entry.file_size() > 0) {
      paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// Every file below the folder with its bytes: to show that nothing was changed.
inline std::vector<std::pair<std::string, std::string>> Contents(const std::string& folder) {
  std::vector<std::pair<std::string, std::string>> contents;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "lock") {
      contents.emplace_back(entry.path().string(), ReadFile(entry.path().string()));
    }
  }
  std::sort(contents.begin(), contents.end());
  return contents;
}

// A store as a kill -9 leaves it: copied while it is open, so nothing was closed or flushed. Those
// with the same number of commits are copies of one store, made once for all tests.
class KilledStore {
 public:
  explicit KilledStore(uint64_t commits) {
    static std::map<uint64_t, Original> originals;
    const Original& original = originals.try_emplace(commits, commits).first->second;
    head_ = original.head;
    CopyFolder(original.folder.Below("killed"), path());
  }
  std::string path() const { return folder_.Below("store"); }
  Head head() const { return head_; }
  // The write-ahead log that holds the commits.
  std::string wal() const {
    const std::vector<std::string> logs = FilesWith(path(), ".log");
    REQUIRE(logs.size() == 1);
    return logs.front();
  }

 private:
  struct Original {
    explicit Original(uint64_t commits) {
      auto journal = OpenOrFail(folder.Below("alive"));
      AppendUpTo(*journal, commits);
      head = journal->head();
      CopyAlive(folder.Below("alive"), folder.Below("killed"));
    }
    TemporaryFolder folder;
    Head head;
  };

  TemporaryFolder folder_;
  Head head_;
};

inline void CheckRefused(const std::string& folder, const std::string& because) {
  const auto before = Contents(folder);
  const auto opened = TryOpen(folder);
  REQUIRE(!opened.ok());
  const std::string message(opened.status().message());
  CHECK_MESSAGE(message.find(because) != std::string::npos, message);
  CHECK(message.find('\n') == std::string::npos);
  CHECK(Contents(folder) == before);
}

}  // namespace mutua::journal
