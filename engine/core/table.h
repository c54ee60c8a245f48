// A table of records by ascending id: pages of records, so that a look-up is two indexings,
// addresses do not move, and memory follows what is live (an empty page is given back).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/check.h"

namespace mutua::core {

template <class IdType, class Record>
class Table {
 public:
  Table() = default;
  Table(const Table& other) : size_(other.size_) {
    pages_.reserve(other.pages_.size());
    for (const auto& page : other.pages_) {
      pages_.push_back(page ? std::make_unique<Page>(*page) : nullptr);
    }
  }
  Table& operator=(const Table&) = delete;
  Table(Table&&) = default;
  Table& operator=(Table&&) = default;

  // Borrowed until the record is erased; null where there is none.
  const Record* Find(IdType id) const {
    const size_t page = static_cast<size_t>(id.value()) / kPageSize;
    if (page >= pages_.size() || !pages_[page]) return nullptr;
    return pages_[page]->Has(id) ? &pages_[page]->records[PlaceOf(id)] : nullptr;
  }

  void Put(IdType id, Record record) {
    const size_t page = static_cast<size_t>(id.value()) / kPageSize;
    if (page >= pages_.size()) pages_.resize(page + 1);
    if (!pages_[page]) pages_[page] = std::make_unique<Page>();
    if (!pages_[page]->Has(id)) {
      pages_[page]->live |= BitOf(id);
      ++size_;
    }
    pages_[page]->records[PlaceOf(id)] = std::move(record);
  }

  // Precondition: it is there.
  void Erase(IdType id) {
    const size_t page = static_cast<size_t>(id.value()) / kPageSize;
    MUTUA_CHECK(Find(id) != nullptr);
    pages_[page]->records[PlaceOf(id)] = Record();  // gives back what it held
    pages_[page]->live &= ~BitOf(id);
    --size_;
    if (pages_[page]->live == 0) pages_[page].reset();
  }

  // Ascending by id. The visited record must not be erased meanwhile.
  template <class Visit>
  void ForEach(Visit visit) const {
    for (const auto& page : pages_) {
      if (!page) continue;
      for (uint64_t live = page->live; live != 0; live &= live - 1) {
        visit(page->records[static_cast<size_t>(std::countr_zero(live))]);
      }
    }
  }

  size_t size() const { return size_; }

 private:
  static constexpr size_t kPageSize = 64;
  static size_t PlaceOf(IdType id) { return static_cast<size_t>(id.value()) % kPageSize; }
  static uint64_t BitOf(IdType id) { return uint64_t{1} << PlaceOf(id); }

  struct Page {
    bool Has(IdType id) const { return (live & BitOf(id)) != 0; }
    std::array<Record, kPageSize> records{};
    uint64_t live = 0;  // a bit for each record
  };
  std::vector<std::unique_ptr<Page>> pages_;
  size_t size_ = 0;
};

}  // namespace mutua::core
