#include "tests/support/recorded_disk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "engine/base/check.h"

namespace mutua {
namespace {

constexpr std::size_t kSectorBytes = 512;

std::string FolderOf(const std::string& path) {
  return std::filesystem::path(path).parent_path().string();
}

bool Coin(std::minstd_rand& random, unsigned percent) { return random() % 100 < percent; }

void Put(std::string& content, uint64_t offset, std::string_view bytes) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size(), '\0');
  content.replace(offset, bytes.size(), bytes);
}

}  // namespace

RecordedDisk::RecordedDisk(const std::string& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    Node node = {.is_folder = entry.is_directory(), .synced = "", .unsynced = {}};
    if (!node.is_folder) {
      std::ifstream file(entry.path(), std::ios::binary);
      node.synced.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    names_[std::filesystem::relative(entry.path(), folder).string()] = nodes_.size();
    nodes_.push_back(std::move(node));
  }
  synced_names_ = names_;
}

void RecordedDisk::ApplyTo(Names& names, const NameChange& change) {
  if (!change.removed.empty()) names.erase(change.removed);
  if (!change.added.empty()) names[change.added] = change.node;
}

void RecordedDisk::Name(const NameChange& change) {
  ApplyTo(names_, change);
  unsynced_.push_back(change);
}

void RecordedDisk::Apply(const DiskStep& step) {
  using Kind = DiskStep::Kind;
  const auto found = names_.find(step.path);
  const bool is_new = step.kind == Kind::kMakeFolder || step.kind == Kind::kCreate;
  if (is_new && found == names_.end()) {
    Name({FolderOf(step.path), "", step.path, nodes_.size()});
    nodes_.push_back({.is_folder = step.kind == Kind::kMakeFolder, .synced = "", .unsynced = {}});
    return;
  }
  // The root's own names, and what was made beside the recorder: RocksDB's LOG.
  if (step.kind == Kind::kSyncFolder) {
    std::erase_if(unsynced_, [&](const NameChange& change) {
      if (change.folder == step.path) ApplyTo(synced_names_, change);
      return change.folder == step.path;
    });
    return;
  }
  if (found == names_.end()) return;
  Node& node = nodes_[found->second];
  switch (step.kind) {
    case Kind::kMakeFolder:
    case Kind::kSyncFolder:
      return;
    case Kind::kCreate:
      node.unsynced.push_back({true, 0, ""});
      return;
    case Kind::kWrite:
      node.unsynced.push_back({false, step.offset, step.bytes});
      return;
    case Kind::kTruncate:
      node.unsynced.push_back({true, step.offset, ""});
      return;
    case Kind::kSync:
      for (const Change& change : node.unsynced) {
        if (change.truncates)
          node.synced.resize(change.offset, '\0');
        else
          Put(node.synced, change.offset, change.bytes);
      }
      node.unsynced.clear();
      return;
    case Kind::kRename:
      MUTUA_CHECK(FolderOf(step.path) == FolderOf(step.to));
      Name({FolderOf(step.path), step.path, step.to, found->second});
      return;
    case Kind::kRemove:
      Name({FolderOf(step.path), step.path, "", 0});
      return;
  }
}

std::string RecordedDisk::ContentOf(const Node& node, Fate fate, std::minstd_rand& random) {
  std::string content = node.synced;
  // Where bits of unsynced bytes may be wrong.
  std::vector<uint64_t> soft;
  const unsigned percent = random() % 101;
  bool in_order = true;  // everything by which the file grew is there so far
  for (const Change& change : node.unsynced) {
    if (fate == Fate::kLost) break;
    const bool all = fate == Fate::kKept;
    if (change.truncates) {
      if (all || Coin(random, percent)) content.resize(change.offset, '\0');
      continue;
    }
    uint64_t at = change.offset;
    const uint64_t end = at + change.bytes.size();
    while (at < end) {
      const uint64_t next = std::min<uint64_t>(end, (at / kSectorBytes + 1) * kSectorBytes);
      const bool grows = next > content.size();
      if (all || ((!grows || in_order) && Coin(random, percent))) {
        Put(content, at, std::string_view(change.bytes).substr(at - change.offset, next - at));
        soft.push_back(at + random() % (next - at));
      } else if (grows) {
        in_order = false;
      }
      at = next;
    }
  }
  if (fate != Fate::kFlipped) return content;
  for (const uint64_t at : soft) {
    if (at < content.size() && Coin(random, 30)) {
      content[at] = static_cast<char>(content[at] ^ (1 << random() % 8));
    }
  }
  return content;
}

void RecordedDisk::CutInto(const std::string& folder, Fate fate, std::minstd_rand& random) const {
  Names names = synced_names_;
  std::map<std::string, std::size_t> kept;  // by folder: how many of its first changes
  for (const NameChange& change : unsynced_) ++kept[change.folder];
  for (auto& [path, changes] : kept) {
    if (fate == Fate::kLost) changes = 0;
    if (fate == Fate::kTorn || fate == Fate::kFlipped) changes = random() % (changes + 1);
  }
  for (const NameChange& change : unsynced_) {
    std::size_t& left = kept[change.folder];
    if (left == 0) continue;
    --left;
    ApplyTo(names, change);
  }
  // Ascending: a folder comes before what is in it. What lies in a folder that is gone is gone.
  for (const auto& [path, number] : names) {
    const std::filesystem::path full = std::filesystem::path(folder) / path;
    if (!std::filesystem::exists(full.parent_path())) continue;
    if (nodes_[number].is_folder) {
      std::filesystem::create_directory(full);
      continue;
    }
    const std::string content = ContentOf(nodes_[number], fate, random);
    std::ofstream file(full, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    MUTUA_CHECK(file.good());
  }
}

}  // namespace mutua
