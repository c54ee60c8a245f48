#include "engine/journal/table_files.h"

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/journal/log_files.h"

namespace mutua::journal {
namespace {

// The end of a file of format 5 (RocksDB, table/format.cc): the kind of checksum, where the list of
// its blocks about itself lies, where its index lies, zeros up to 41 bytes, the version, the sign.
constexpr std::size_t kFooterBytes = 53;
constexpr std::string_view kSign = "\xf7\xcf\xf4\x85\xb7\x41\xe2\x88";
constexpr std::string_view kProperties = "rocksdb.properties";
constexpr std::string_view kTableFile = ".sst";
constexpr std::string_view kLogFile = ".log";
constexpr uint64_t kListBytesMost = 64 << 10;
// The highest bit of a block's last four bytes, which hold how many places to begin at it has.
constexpr unsigned char kHashed = 0x80;

struct Block {
  uint64_t at = 0;
  uint64_t size = 0;
};

// As much of it as is there.
std::string ReadAt(std::ifstream& file, uint64_t at, std::size_t size) {
  std::string bytes(size, '\0');
  file.clear();
  file.seekg(static_cast<std::streamoff>(at));
  file.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return bytes;
}

std::optional<uint64_t> TakeNumber(std::string_view& text) {
  uint64_t number = 0;
  for (int shift = 0; shift < 64 && !text.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    number |= uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) return number;
  }
  return std::nullopt;
}

std::optional<Block> TakeBlock(std::string_view& text) {
  const auto at = TakeNumber(text);
  const auto size = at ? TakeNumber(text) : std::nullopt;
  if (!size) return std::nullopt;
  return Block{*at, *size};
}

// Of the list of blocks: names with where they lie, each written whole, and the places to begin at.
std::optional<Block> PropertiesIn(std::string_view list) {
  uint64_t places = 0;
  for (std::size_t i = 0; i < 4 && i < list.size(); ++i) {
    places = places << 8 | static_cast<unsigned char>(list[list.size() - 1 - i]);
  }
  if (list.size() < 4 * (places + 1)) return std::nullopt;
  list.remove_suffix(4 * (places + 1));
  while (!list.empty()) {
    const auto shared = TakeNumber(list);
    const auto name = shared ? TakeNumber(list) : std::nullopt;
    const auto value = name ? TakeNumber(list) : std::nullopt;
    if (!value || *shared != 0 || *name > list.size() || *value > list.size() - *name) break;
    std::string_view where = list.substr(*name, *value);
    if (list.substr(0, *name) == kProperties) return TakeBlock(where);
    list.remove_prefix(*name + *value);
  }
  return std::nullopt;
}

// Where the byte with the wrong bit is; nothing: it is right, or the file tells nothing of it.
std::optional<uint64_t> WrongByteOf(const std::string& path) {
  std::error_code error;
  const uint64_t size = std::filesystem::file_size(path, error);
  if (error || size < kFooterBytes) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  const std::string footer = ReadAt(file, size - kFooterBytes, kFooterBytes);
  if (!footer.ends_with(kSign)) return std::nullopt;
  std::string_view handles = std::string_view(footer).substr(1);
  const auto list = TakeBlock(handles);
  if (!list || list->size > kListBytesMost || list->at >= size) return std::nullopt;
  const auto properties = PropertiesIn(ReadAt(file, list->at, list->size));
  if (!properties || properties->size == 0 || properties->at >= size ||
      properties->size >= size - properties->at) {
    return std::nullopt;
  }
  const uint64_t at = properties->at + properties->size - 1;
  const std::string last = ReadAt(file, at, 1);
  const bool wrong = !last.empty() && (static_cast<unsigned char>(last.front()) & kHashed) != 0;
  return wrong ? std::optional(at) : std::nullopt;
}

std::vector<std::string> TableFilesIn(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().extension() == kTableFile) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string DamagedIn(const std::string& path) {
  return absl::StrCat("the properties of the file ", path, " are damaged");
}

class CheckedFiles : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;
  const char* Name() const override { return "CheckedFiles"; }

  rocksdb::IOStatus NewRandomAccessFile(const std::string& path,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                        rocksdb::IODebugContext* debug) override {
    if (path.ends_with(kTableFile) && WrongByteOf(path)) {
      return rocksdb::IOStatus::Corruption(DamagedIn(path));
    }
    return FileSystemWrapper::NewRandomAccessFile(path, options, result, debug);
  }

  rocksdb::IOStatus NewSequentialFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                      rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus opened = FileSystemWrapper::NewSequentialFile(path, options, result, debug);
    if (opened.ok() && path.ends_with(kLogFile)) *result = WithoutRecycledKinds(std::move(*result));
    return opened;
  }
};

class CheckedEnv : public rocksdb::EnvWrapper {
 public:
  explicit CheckedEnv(rocksdb::Env* env) : EnvWrapper(env) {
    file_system_ = std::make_shared<CheckedFiles>(env->GetFileSystem());
    system_clock_ = env->GetSystemClock();
  }
};

}  // namespace

absl::Status CheckTableFiles(const std::string& folder) {
  for (const std::string& path : TableFilesIn(folder)) {
    if (WrongByteOf(path)) return absl::DataLossError(DamagedIn(path));
  }
  return absl::OkStatus();
}

std::unique_ptr<rocksdb::Env> WithCheckedFiles(rocksdb::Env* env) {
  return std::make_unique<CheckedEnv>(env);
}

void MendTableFiles(const std::string& folder) {
  for (const std::string& path : TableFilesIn(folder)) {
    const auto at = WrongByteOf(path);
    if (!at) continue;
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(*at));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(*at));
    file.put(static_cast<char>(byte & ~kHashed));
  }
}

}  // namespace mutua::journal
