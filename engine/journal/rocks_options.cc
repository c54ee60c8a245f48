#include "engine/journal/rocks_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>

#include <cstdarg>

namespace mutua::journal {
namespace {

constexpr std::size_t kMiB = std::size_t{1} << 20;

// Memory of RocksDB: these buffers, once more while they are flushed, the cache, and about 20 KiB
// for each open file; about 120 MiB in all. It does not grow with the history.
//
// Commits come in order and are read back rarely: their buffer decides how much is replayed and
// re-read at a start (32 MiB is about 70,000 bookings) and how often a flush is paid.
constexpr std::size_t kCommitsBufferBytes = 32 * kMiB;
// Records written behind; a live booking's is some 150 bytes, so about as many bookings as above.
constexpr std::size_t kRecordsBufferBytes = 16 * kMiB;
constexpr std::size_t kMetaBufferBytes = 1 * kMiB;
// One buffer filling while the one before is flushed; more would only delay the stall of a slow
// disk.
constexpr int kBuffersPerFamily = 2;
// All buffers together.
constexpr std::size_t kAllBuffersBytes = 48 * kMiB;
// What a start must replay at most: larger than the buffers, so that they and not the log cause
// flushes.
constexpr std::size_t kWalBytesMax = 64 * kMiB;
// Points of history (`why`), past records, titles of a page: a start and the daily work do not need
// it.
constexpr std::size_t kBlockCacheBytes = 16 * kMiB;
// A file of the store is 32 MiB or more: 256 open ones serve 8 GiB without reopening.
constexpr int kOpenFilesMax = 256;
// One flush and one compaction: the machine's cores belong to the writer and the readers.
constexpr int kBackgroundJobsMax = 2;
// Background writes reach the disk in steps, so that one large flush does not delay a commit's
// sync.
constexpr std::size_t kBytesPerSync = 1 * kMiB;
constexpr std::size_t kLogFileBytes = 1 * kMiB;
constexpr std::size_t kManifestBytes = 16 * kMiB;

// A read-only open must not create RocksDB's LOG file in a folder that it only looks at.
class SilentLogger : public rocksdb::Logger {
 public:
  SilentLogger() : rocksdb::Logger(rocksdb::InfoLogLevel::HEADER_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// After an error the journal stops; a background resume would hide it. The resume after a full disk
// has a thread of its own, which can wait for a flush that a closing store no longer makes, and the
// closing store for that thread.
class NoResume : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

}  // namespace

rocksdb::DBOptions MakeDbOptions(RocksStore::Mode mode, rocksdb::Env* env) {
  using Mode = RocksStore::Mode;
  const bool writes = mode == Mode::kWrite || mode == Mode::kCreate;
  rocksdb::DBOptions options;
  options.env = env;
  options.create_if_missing = mode == Mode::kCreate;
  options.create_missing_column_families = mode == Mode::kCreate;
  options.paranoid_checks = mode != Mode::kSalvage;
  // The mode that forgives an innocent torn tail; what it silently drops, the witness notices.
  options.wal_recovery_mode = mode == Mode::kSalvage
                                  ? rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords
                                  : rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // Records are written without the log: families flushed together keep the records, their marker
  // and the commits at one point in time, whatever a crash leaves of the log.
  options.atomic_flush = true;
  options.db_write_buffer_size = kAllBuffersBytes;
  options.max_total_wal_size = kWalBytesMax;
  options.max_open_files = kOpenFilesMax;
  options.max_background_jobs = kBackgroundJobsMax;
  options.max_file_opening_threads = kBackgroundJobsMax;
  options.bytes_per_sync = kBytesPerSync;
  options.max_manifest_file_size = kManifestBytes;
  // Whoever closes a store flushes before, unless it failed: then nothing more may be written.
  options.avoid_flush_during_shutdown = true;
  options.max_bgerror_resume_count = 0;
  options.listeners = {std::make_shared<NoResume>()};
  // One writer: nothing to coordinate.
  options.allow_concurrent_memtable_write = false;
  options.enable_write_thread_adaptive_yield = false;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.keep_log_file_num = 2;
  options.max_log_file_size = kLogFileBytes;
  if (!writes) options.info_log = std::make_shared<SilentLogger>();
  return options;
}

std::vector<rocksdb::ColumnFamilyOptions> MakeFamilyOptions() {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(kBlockCacheBytes);
  table.cache_index_and_filter_blocks = true;
  table.checksum = rocksdb::kXXH3;
  table.format_version = 5;
  std::vector<rocksdb::ColumnFamilyOptions> families(kFamilies);
  for (std::size_t i = 0; i < kFamilies; ++i) {
    rocksdb::ColumnFamilyOptions& options = families[i];
    const auto family = static_cast<Family>(i);
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    options.write_buffer_size = family == Family::kCommits ? kCommitsBufferBytes
                                : family == Family::kMeta  ? kMetaBufferBytes
                                                           : kRecordsBufferBytes;
    options.max_write_buffer_number = kBuffersPerFamily;
    // What was just written is soon merged, or read as it is: packing it would cost more CPU than
    // the disk saves.
    using rocksdb::kLZ4Compression;
    using rocksdb::kNoCompression;
    options.compression_per_level = {kNoCompression, kNoCompression, kLZ4Compression};
    options.force_consistency_checks = true;
  }
  return families;
}

}  // namespace mutua::journal
