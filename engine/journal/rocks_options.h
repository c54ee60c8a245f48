// The options of RocksDB, in one place, each bound with its reason. Internal to this folder.
#pragma once

#include "engine/journal/rocks_store.h"

namespace rocksdb {
struct ColumnFamilyOptions;
struct DBOptions;
class Cache;
}  // namespace rocksdb

namespace mutua::journal {

rocksdb::DBOptions MakeDbOptions(RocksStore::Mode mode, rocksdb::Env* env);
// One per family, sharing one block cache.
std::vector<rocksdb::ColumnFamilyOptions> MakeFamilyOptions();

}  // namespace mutua::journal
