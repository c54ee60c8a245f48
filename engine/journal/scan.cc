#include "engine/journal/scan.h"

#include <rocksdb/db.h>
#include <rocksdb/iterator.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/journal/format.h"

namespace mutua::journal {
namespace {

std::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

// Consecutive positions join the last span.
void Add(std::vector<Span>& spans, Position from, Position to) {
  if (!spans.empty() && Next(spans.back().to) == from) {
    spans.back().to = to;
  } else {
    spans.push_back({from, to});
  }
}

// Each position is sought by itself once the iterator has failed: an iterator stops at the first
// damaged block, and positions are all that is needed to look behind it.
class CommitCursor {
 public:
  explicit CommitCursor(const RocksStore& store) : store_(store) { Renew(); }

  // The commit at or behind `position`; nullopt: none, or it cannot be read (then damaged() is
  // true).
  std::optional<StoredCommit> At(Position position) {
    if (at_->Valid() && ToView(at_->key()) < CommitKey(position)) at_->Next();
    if (!at_->Valid() || ToView(at_->key()) != CommitKey(position)) {
      Renew();
      at_->Seek(CommitKey(position));
    }
    if (!at_->Valid()) return std::nullopt;
    return DecodeCommit(ToView(at_->key()), ToView(at_->value()));
  }
  bool damaged() const { return !at_->status().ok() || at_->Valid(); }

 private:
  void Renew() {
    rocksdb::ReadOptions options;
    options.fill_cache = false;
    at_.reset(store_.db().NewIterator(options, store_.family(Family::kCommits)));
  }

  const RocksStore& store_;
  std::unique_ptr<rocksdb::Iterator> at_;
};

// Keys as numbers, to probe between them: the first 12 bytes count, which is more than any id
// takes.
constexpr std::size_t kProbeBytes = 12;
using Probe = unsigned __int128;

Probe ToProbe(std::string_view key) {
  Probe probe = 0;
  for (std::size_t i = 0; i < kProbeBytes; ++i) {
    probe = (probe << 8) | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0);
  }
  return probe;
}

std::string FromProbe(Probe probe) {
  std::string key(kProbeBytes, '\0');
  for (std::size_t i = kProbeBytes; i-- > 0; probe >>= 8) key[i] = static_cast<char>(probe & 0xff);
  return key;
}

constexpr Probe kProbeMax = (Probe{1} << (8 * kProbeBytes)) - 1;

// The lowest key behind `last` from which reading works again, by doubling steps and then halving
// them; nullopt: nothing behind it can be read.
std::optional<std::string> NextReadable(const RocksStore& store, Family family,
                                        const std::string& last) {
  const auto readable = [&](Probe probe) {
    const std::unique_ptr<rocksdb::Iterator> at(
        store.db().NewIterator(rocksdb::ReadOptions(), store.family(family)));
    at->Seek(FromProbe(probe));
    return at->status().ok();
  };
  Probe bad = ToProbe(last);
  Probe step = 1;
  Probe good = bad;
  do {
    if (bad == kProbeMax) return std::nullopt;
    good = step > kProbeMax - bad ? kProbeMax : bad + step;
    step *= 2;
    if (readable(good)) break;
    bad = good;
  } while (true);
  while (good - bad > 1) {
    const Probe middle = bad + (good - bad) / 2;
    (readable(middle) ? good : bad) = middle;
  }
  return FromProbe(good);
}

std::string Printable(std::string_view key) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const char c : key.substr(0, kProbeBytes)) {
    hex.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    hex.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return hex.empty() ? "the first" : hex;
}

}  // namespace

CommitScan ScanCommits(const RocksStore& store, const Checkpoint& checkpoint, Position last,
                       const CommitReader& reader) {
  CommitScan scan;
  CommitCursor cursor(store);
  std::optional<Digest> previous = checkpoint.digest;
  bool wanted = static_cast<bool>(reader);
  for (Position position = Next(checkpoint.position); position <= last; position = Next(position)) {
    const std::optional<StoredCommit> commit = cursor.At(position);
    if (!commit && !cursor.damaged()) {
      Add(scan.lost, position, last);  // nothing at all from here on
      break;
    }
    if (!commit || commit->position < position) {
      Add(scan.lost, position, position);
      previous.reset();
      continue;
    }
    if (commit->position > position) {
      Add(scan.lost, position, std::min(last, Position(commit->position.value() - 1)));
      previous.reset();
      position = Position(commit->position.value() - 1);
      continue;
    }
    const bool chained =
        !previous || ChainDigest(*previous, position, commit->at, commit->events) == commit->digest;
    Add(chained ? scan.intact : scan.lost, position, position);
    if (chained && wanted) wanted = reader(*commit);
    previous = commit->digest;
  }
  return scan;
}

absl::StatusOr<std::vector<std::string>> ScanRecords(const RocksStore& store, Family family,
                                                     const RecordReader& reader) {
  std::vector<std::string> holes;
  std::optional<std::string> from = "";
  while (from) {
    rocksdb::ReadOptions options;
    options.fill_cache = false;
    const std::unique_ptr<rocksdb::Iterator> at(
        store.db().NewIterator(options, store.family(family)));
    std::string last = *from;
    for (at->Seek(*from); at->Valid(); at->Next()) {
      last = at->key().ToString();
      const absl::Status status = reader(ToView(at->key()), ToView(at->value()));
      if (!status.ok()) return status;
    }
    if (at->status().ok()) break;
    from = NextReadable(store, family, last);
    holes.push_back(absl::StrCat("records (", std::string(NameOf(family)),
                                 ") cannot be read between the keys ", Printable(last), " and ",
                                 from ? Printable(*from) : "the last"));
  }
  return holes;
}

}  // namespace mutua::journal
