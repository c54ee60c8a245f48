// RocksDB's logs, as RocksDB is given them to read.
//
// A record's kind is one byte before what is written in it. Kinds 5 to 8 are of logs that are
// written over older ones, which ours never are (recycle_log_file_num is 0); one wrong bit makes
// one of them of any of ours. RocksDB 7.8 (db/log_reader.cc) takes such a record for what an older
// log left behind: for the end of the log, before it has looked at the checksum; and where it is
// told to go on behind damage, it looks at the same record again, for ever.
#pragma once

#include <memory>

namespace rocksdb {
class FSSequentialFile;
}

namespace mutua::journal {

// The log, in which a record of such a kind has one that does not exist: damage like any other, by
// its checksum. Reads it from its beginning on only.
std::unique_ptr<rocksdb::FSSequentialFile> WithoutRecycledKinds(
    std::unique_ptr<rocksdb::FSSequentialFile> log);

}  // namespace mutua::journal
