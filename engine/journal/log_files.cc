#include "engine/journal/log_files.h"

#include <rocksdb/file_system.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace mutua::journal {
namespace {

// A log is blocks, a block is records, and a record begins with a checksum of four bytes, its
// length in two, low byte first, and its kind (RocksDB, db/log_format.h). What is left of a block
// that is too short for that is empty.
constexpr uint64_t kBlock = 32 << 10;
constexpr uint64_t kHead = 7;
constexpr unsigned char kFirstRecycled = 5;
constexpr unsigned char kLastRecycled = 8;
constexpr char kNoKind = 0x7F;

class Log : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  using FSSequentialFileOwnerWrapper::FSSequentialFileOwnerWrapper;

  rocksdb::IOStatus Read(size_t n, const rocksdb::IOOptions& options, rocksdb::Slice* result,
                         char* scratch, rocksdb::IODebugContext* debug) override {
    rocksdb::IOStatus read = FSSequentialFileOwnerWrapper::Read(n, options, result, scratch, debug);
    if (!read.ok()) return read;
    if (result->data() != scratch) std::memmove(scratch, result->data(), result->size());
    *result = rocksdb::Slice(scratch, result->size());
    Look(scratch, result->size());
    return read;
  }
  rocksdb::IOStatus Skip(uint64_t) override {
    return rocksdb::IOStatus::NotSupported("a log is read as it lies");
  }

 private:
  // At the next `size` bytes of the file: they may end within a record's head.
  void Look(char* bytes, uint64_t size) {
    const uint64_t end = at_ + size;
    while (record_ + kHead <= end) {
      for (uint64_t i = std::max(record_, at_); i < record_ + kHead; ++i) {
        head_[i - record_] = static_cast<unsigned char>(bytes[i - at_]);
      }
      if (kFirstRecycled <= head_[6] && head_[6] <= kLastRecycled)
        bytes[record_ + 6 - at_] = kNoKind;
      const uint64_t length = head_[4] | static_cast<uint64_t>(head_[5]) << 8;
      const uint64_t block_end = (record_ / kBlock + 1) * kBlock;
      const uint64_t next = record_ + kHead + length;
      record_ = next + kHead > block_end ? block_end : next;
    }
    for (uint64_t i = std::max(record_, at_); i < end; ++i) {
      head_[i - record_] = static_cast<unsigned char>(bytes[i - at_]);
    }
    at_ = end;
  }

  uint64_t at_ = 0;                          // of what is read next
  uint64_t record_ = 0;                      // where the next record begins
  std::array<unsigned char, kHead> head_{};  // of it, as far as it has been read
};

}  // namespace

std::unique_ptr<rocksdb::FSSequentialFile> WithoutRecycledKinds(
    std::unique_ptr<rocksdb::FSSequentialFile> log) {
  return std::make_unique<Log>(std::move(log));
}

}  // namespace mutua::journal
